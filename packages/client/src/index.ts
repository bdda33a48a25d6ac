/**
 * Browser-safe client of the nxzalo proxy (the gateway or the edge). It has no option for a secret, and no code that could use one.
 * Unofficial: not affiliated with NXCLOUD or Zalo.
 *
 * @module
 */
import type { JourneyTokenState, SentMessage, TemplateData, TokenType } from "@nxzalo/core";
import type { MessageOptions, ProxyCallOptions, ProxyClientOptions } from "./options.ts";
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
export type { HeadersSource, MessageOptions, ProxyCallOptions, ProxyClientOptions } from "./options.ts";

/** What `initJourneyToken` takes. */
export interface JourneyRequest {
  /** `+84…`, `84…`, or `0…` where the proxy has a default country code. */
  readonly phone: string;
  readonly tokenType: TokenType;
  /** Your own name for the journey: an order, a parcel. */
  readonly reference?: string | undefined;
  /** The configured name of an application. Default: the proxy's default one. */
  readonly app?: string | undefined;
}

/** A new journey, as the proxy answers it. */
export interface Journey {
  readonly journeyId: string;
  /** Absent where the caller may not see tokens. */
  readonly token?: string;
  /** As it was sent: digits only. */
  readonly phone: string;
  readonly tokenType: TokenType;
  /** An estimate: the time of the answer plus the type's days. */
  readonly expiresAt: Date;
}

/** What `checkJourneyToken` takes. */
export interface CheckRequest {
  readonly journeyToken: string;
  /** The configured name of an application. Default: the proxy's default one. */
  readonly app?: string | undefined;
}

/** What `sendTemplate` takes. */
export interface MessageRequest {
  /** As in {@link JourneyRequest}. */
  readonly phone: string;
  readonly templateId: string;
  readonly templateData: TemplateData;
  /** The token of the journey that the message rides on. */
  readonly journeyToken?: string | undefined;
  /** Only on hosts that the proxy lists in `DR_WEBHOOK_HOSTS`. */
  readonly drWebhook?: string | undefined;
  /** Comes back in receipts: at most 65,535 bytes. */
  readonly ext?: string | undefined;
  /** The configured name of an application. Default: the proxy's default one. */
  readonly app?: string | undefined;
}

/** A client of the proxy. */
export interface ProxyClient {
  /**
   * Creates a journey token through the proxy.
   *
   * @throws the error that core would have thrown, rebuilt from the proxy's problem; ProxyError where the proxy itself refused;
   * ResponseError for a reply that is not the proxy's; TransportError; the reason of `options.signal`, untouched.
   */
  initJourneyToken(request: JourneyRequest, options?: ProxyCallOptions): Promise<Journey>;

  /**
   * Asks what NXCLOUD knows of a token, and until when it lives.
   *
   * @throws as `initJourneyToken` does.
   */
  checkJourneyToken(request: CheckRequest, options?: ProxyCallOptions): Promise<JourneyTokenState>;

  /**
   * Sends a message made from an approved template. It carries an `Idempotency-Key`; a proxy without a store does not remember it
   * yet, so that a failure with the outcome `unknown` must not be repeated blindly.
   *
   * @throws as `initJourneyToken` does.
   */
  sendTemplate(request: MessageRequest, options?: MessageOptions): Promise<SentMessage>;
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
