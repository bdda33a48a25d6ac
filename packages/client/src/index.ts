/**
 * Browser-safe client of the nxzalo proxy (the gateway or the edge). It has no option for a secret, and no code that could use one.
 * Unofficial: not affiliated with NXCLOUD or Zalo.
 *
 * @module
 */
import type { JourneyTokenState, TokenType } from "@nxzalo/core";
import type { AcceptedMessage, MessageRequest } from "./message.ts";
import type { KeyedCallOptions, ProxyCallOptions, ProxyClientOptions } from "./options.ts";
import { send } from "./send.ts";

export {
  ConfigError,
  InputError,
  isNxZaloError,
  NxZaloError,
  ProxyError,
  ResponseError,
  TransportError,
  UpstreamError,
} from "@nxzalo/core/errors";
export type {
  AcceptedMessage,
  MessageByReference,
  MessageContent,
  MessageOnJourney,
  MessageRequest,
  MessageToPhone,
} from "./message.ts";
export type { HeadersSource, KeyedCallOptions, ProxyCallOptions, ProxyClientOptions } from "./options.ts";

/** What `initJourneyToken` takes. */
export interface JourneyRequest {
  /** `+84…`, `84…`, or `0…` where the proxy has a default country code. */
  readonly phone: string;
  readonly tokenType: TokenType;
  /** Your own name for the journey: an order, a parcel. Where journeys are remembered, one name has one live token. */
  readonly reference?: string | undefined;
  /** The configured name of an application. Default: the proxy's default one. */
  readonly app?: string | undefined;
}

/** A journey, as the proxy answers it. */
export interface Journey {
  readonly journeyId: string;
  /** Absent where the caller may not see tokens. */
  readonly token?: string;
  /** As it was sent: digits only. */
  readonly phone: string;
  readonly tokenType: TokenType;
  /** An estimate: the time of its making plus the type's days. */
  readonly expiresAt: Date;
  /** Whether it had been made before. Absent where the proxy remembers no journeys. */
  readonly reused?: boolean;
}

/** What `checkJourneyToken` takes. */
export interface CheckRequest {
  readonly journeyToken: string;
  /** The configured name of an application. Default: the proxy's default one. */
  readonly app?: string | undefined;
}

/** A client of the proxy. */
export interface ProxyClient {
  /**
   * Creates a journey token through the proxy; where it remembers journeys, gives the live one of the `reference`.
   *
   * @throws the error that core would have thrown, rebuilt from the proxy's problem; ProxyError where the proxy itself refused;
   * ResponseError for a reply that is not the proxy's; TransportError; the reason of `options.signal`, untouched.
   */
  initJourneyToken(request: JourneyRequest, options?: KeyedCallOptions): Promise<Journey>;

  /**
   * Asks what NXCLOUD knows of a token, and until when it lives.
   *
   * @throws as `initJourneyToken` does.
   */
  checkJourneyToken(request: CheckRequest, options?: ProxyCallOptions): Promise<JourneyTokenState>;

  /**
   * Sends a message made from an approved template: to a `phone` (on a `journeyToken`, or on none), or where the proxy remembers
   * journeys on a `journeyId`, or to `phone`, `tokenType` and `reference`, whose journey is opened or taken up.
   *
   * It carries an `Idempotency-Key`. A proxy that remembers journeys sends at most once for it: after a failure with the outcome
   * `unknown`, ask again with the same key, and it answers what it knows. One that does not lets the key go: such a failure must not be
   * repeated blindly.
   *
   * @throws as `initJourneyToken` does; ProxyError `idempotency_conflict` while the same message is on its way, and
   * `idempotency_mismatch` where the key came with another one.
   */
  sendTemplate(request: MessageRequest, options?: KeyedCallOptions): Promise<AcceptedMessage>;
}

/**
 * Creates a client of the proxy, for browsers and everything else. It does not retry by itself.
 *
 * @example
 * ```ts
 * import { createProxyClient } from "@nxzalo/client";
 *
 * const client = createProxyClient({
 *   baseUrl: "https://zalo.example",
 *   headers: async () => ({ authorization: `Bearer ${await getSessionToken()}` }),
 * });
 * const { journeyId } = await client.initJourneyToken({ phone: "84912345678", tokenType: "token_logistics_7" });
 *
 * async function getSessionToken() {
 *   return "a short-lived token of your own";
 * }
 * ```
 */
export function createProxyClient(options: ProxyClientOptions): ProxyClient {
  return {
    initJourneyToken: (body, limits) => send(options, "/v1/journeys", "journeyId", body, limits),
    checkJourneyToken: (body, limits) => send(options, "/v1/journeys/check", "expiresAt", body, limits),
    sendTemplate: (body, limits) =>
      send(options, "/v1/messages", "requestId", body, {
        ...limits,
        idempotencyKey: limits?.idempotencyKey ?? randomKey(),
      }),
  };
}

/** `crypto.randomUUID` exists on secure pages only. */
const randomKey = () => crypto.getRandomValues(new Uint32Array(4)).join("-");
