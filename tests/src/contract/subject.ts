import { createProxyClient, type Journey, type ProxyClient } from "@nxzalo/client";
import { createDeskClient, type DeskClient } from "@nxzalo/client/desk";
import { createJourneysClient, type JourneysClient } from "@nxzalo/client/journeys";
import {
  configFromEnv,
  createNxZalo,
  type FetchLike,
  type JourneyTokenState,
  type OaQuality,
  type SendTemplateInput,
  type SentMessage,
  type TokenType,
} from "@nxzalo/core";
import type { Servers } from "../servers/provided.ts";

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
  quality(): Promise<OaQuality>;
}

/** A way that leads through the proxy protocol. */
export interface ProxiedSubject extends Subject {
  init(input: JourneyInput & { readonly reference?: string }, limits?: CallLimits): Promise<Journey>;
  /** A bare request to the proxy, with the caller's key unless the headers bring another. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** The clients of one caller, by their key. */
  as(key: string): { readonly client: ProxyClient; readonly journeys: JourneysClient; readonly desk: DeskClient };
}

/** Core itself, over the runtime's own `fetch` or another one. */
export function directly({ variables }: Servers, custom?: FetchLike): Subject {
  const nx = createNxZalo({ ...configFromEnv(variables), timeoutMs: 8_000, retry: false, fetch: custom });
  return { init: nx.initJourneyToken, check: nx.checkJourneyToken, send: nx.sendTemplate, quality: nx.oaQuality };
}

/** A subject over the client: `keys` are used in turn, so that a rate limit of each does not end the suite. */
export function throughProxy(
  baseUrl: string,
  keys: readonly string[],
  fetchProxy: typeof fetch = fetch,
): ProxiedSubject {
  let calls = 0;
  const authorization = () => `Bearer ${keys[calls++ % keys.length]}`;
  const endpoint = { baseUrl, fetch: (...request: Parameters<typeof fetch>) => fetchProxy(...request) };
  const client = createProxyClient({ ...endpoint, headers: async () => ({ authorization: authorization() }) });
  return {
    init: client.initJourneyToken,
    check: client.checkJourneyToken,
    send: client.sendTemplate,
    quality: createProxyClient({ ...endpoint, headers: { authorization: "Bearer viewer-0123456789abcdef" } }).oaQuality,
    as: (key) => {
      const options = { ...endpoint, headers: { authorization: `Bearer ${key}` } };
      return {
        client: createProxyClient(options),
        journeys: createJourneysClient(options),
        desk: createDeskClient(options),
      };
    },
    request: (path, init = {}) => {
      const headers = new Headers(init.headers);
      if (path.startsWith("/v1") && !headers.has("authorization")) headers.set("authorization", authorization());
      return fetchProxy(`${baseUrl}${path}`, { ...init, headers });
    },
  };
}
