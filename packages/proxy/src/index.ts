/**
 * The proxy protocol behind the gateway and the edge package: authorisation, limits, validation, CORS, problems and dispatch. Unofficial:
 * not affiliated with NXCLOUD or Zalo.
 *
 * @module
 */

export type { EnvRecord } from "@nxzalo/core";
export {
  createWebhookSigner,
  formatLogLine,
  type LogLine,
  loggableEvent,
  validateWebhookSecret,
  type WebhookMessage,
} from "@nxzalo/core/internal";
export { type ApiKey, bearerKeys, bearerKeysFromEnv } from "./auth/api-keys.ts";
export { type Authorize, anyOf, type Caller, type Scope, scopes } from "./auth/authorize.ts";
export { type Role, roles } from "./auth/roles.ts";
export { type ProxyConfig, proxyConfigFromEnv, readProxyConfig } from "./config.ts";
export { createProxy, type NxZaloProxy } from "./create-proxy.ts";
export type { OnReport, ProxyReport, ProxyRequest, ProxyResponse } from "./http.ts";
export { loggableFault } from "./logging.ts";
export type { OpenApi, ProxyOptions, RateLimit } from "./options.ts";
export {
  drWebhookFromEnv,
  type ReceiptConfig,
  type ReceiptHandlers,
  readReceiptConfig,
  toReceiptOptions,
} from "./receipts/config.ts";
export { type ForwardFetch, type ForwardOptions, forwardReceipts } from "./receipts/forward.ts";
export { loggableReceiptKeys } from "./receipts/receipt-key.ts";
export type { OnReceipt, ReceiptContext, ReceiptOptions } from "./receipts/receive.ts";
