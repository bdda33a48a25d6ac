import type { Journey, ProxyClient } from "@nxzalo/client";
import type { JourneysClient } from "@nxzalo/client/journeys";
import type { JourneyTokenState, SendTemplateInput, SentMessage, TokenType } from "@nxzalo/core";

/** What every way to a journey token takes. */
export interface JourneyInput {
  readonly phone: string;
  readonly tokenType: TokenType;
}

/** The limits of one call. */
export interface CallLimits {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/** One way to NXCLOUD, on one runtime: core itself, or the client through a proxy. */
export interface Subject {
  init(input: JourneyInput, limits?: CallLimits): Promise<{ readonly journeyId: string; readonly token?: string }>;
  check(input: { readonly journeyToken: string }, limits?: CallLimits): Promise<JourneyTokenState>;
  send(input: SendTemplateInput, limits?: CallLimits): Promise<SentMessage>;
}

/** A way that leads through the proxy protocol. */
export interface ProxiedSubject extends Subject {
  init(input: JourneyInput & { readonly reference?: string }, limits?: CallLimits): Promise<Journey>;
  /** A bare request to the proxy, with the caller's key unless the headers bring another. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** The clients of one caller, by their key. */
  as(key: string): { readonly client: ProxyClient; readonly journeys: JourneysClient };
}
