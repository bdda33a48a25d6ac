/**
 * Browser-safe client of the nxzalo proxy (the gateway or the edge). It has no option for a secret, and no code that could use one.
 * Unofficial: not affiliated with NXCLOUD or Zalo.
 *
 * @module
 */
import type { OaQuality, Templates, WithTemplates } from "@nxzalo/core";
import type { MessageRequest, ProxyClient } from "./messages.ts";
import type { ProxyClientOptions } from "./options.ts";
import { createSend } from "./send.ts";

export type { JourneyTokenState, OaQuality, Quality, SentMessage, TemplateData, TokenType } from "@nxzalo/core";
export {
  type AnyNxZaloError,
  ConfigError,
  type ErrorCode,
  type ErrorDetails,
  type ErrorKind,
  InputError,
  type Issue,
  isNxZaloError,
  NxZaloError,
  type Outcome,
  ProxyError,
  type ProxyErrorCode,
  ResponseError,
  type ResponsibleParty,
  TransportError,
  UpstreamError,
  type UpstreamErrorCode,
} from "@nxzalo/core/errors";
export type { Labels, MessageState } from "@nxzalo/core/journeys";
export type {
  AcceptedMessage,
  CheckRequest,
  Journey,
  JourneyRequest,
  MessageByReference,
  MessageContent,
  MessageOnJourney,
  MessageOnReference,
  MessageRequest,
  MessageToPhone,
  ProxyClient,
  QualityRequest,
} from "./messages.ts";
export type { HeadersSource, KeyedCallOptions, ProxyCallOptions, ProxyClientOptions } from "./options.ts";

/** As the proxy answers it, as far as it is used. */
interface Account {
  readonly quality: OaQuality;
}

/**
 * Creates a client of the proxy, for browsers and everything else. It does not retry by itself. With the type of templates as its type
 * argument, `createProxyClient<typeof templates>(…)`, `sendTemplate` takes their ids and variables alone; the registry is not part of the page.
 *
 * @throws ConfigError that names an option which does not exist.
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
export function createProxyClient<Known extends Pick<Templates, "registry"> = Templates>(
  options: ProxyClientOptions,
): ProxyClient<WithTemplates<MessageRequest, Known["registry"]>> {
  const send = createSend(options);
  return {
    initJourneyToken: (body, limits) => send({ path: "/v1/journeys", key: "journeyId", body, limits }),
    checkJourneyToken: (body, limits) => send({ path: "/v1/journeys/check", key: "expiresAt", body, limits }),
    sendTemplate: (body, limits) =>
      send({
        path: "/v1/messages",
        key: "requestId",
        body,
        limits: { ...limits, idempotencyKey: limits?.idempotencyKey ?? randomKey() },
      }),
    oaQuality: (body = {}, limits) =>
      send<Account>({ path: "/v1/account", key: "quality", body, limits }).then(
        ({ quality: { current, sevenDays } }) => ({ current, sevenDays }),
      ),
  };
}

/** Unique, and no secret: where there is no `crypto`, as in React Native, the time and chance are enough. */
const randomKey = () =>
  globalThis.crypto?.getRandomValues(new Uint32Array(4)).join("-") ?? `${Date.now()}-${Math.random()}`;
