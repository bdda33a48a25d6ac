/**
 * The proxy protocol behind the gateway and the edge package: authorisation, limits, validation, CORS, problems and dispatch.
 *
 * @module
 */

export type { EnvRecord } from "@nxzalo/core";
export { anyOf } from "./auth/any-of.ts";
export { type ApiKey, bearerKeys, bearerKeysFromEnv } from "./auth/api-keys.ts";
export { type Authorize, type Caller, type Scope, scopes } from "./auth/authorize.ts";
export { type ProxyConfig, proxyConfigFromEnv, readProxyConfig } from "./config.ts";
export { createProxy, type ProxyExchange } from "./create-proxy.ts";
export type { ProxyReply, ProxyReport, ProxyRequest } from "./exchange.ts";
export { loggableFault } from "./logging.ts";
export type { ProxyOptions, RateLimit } from "./options.ts";
export { type ReceiptConfig, readReceiptConfig, receiptOptionsOf } from "./receipts/config.ts";
export { type ForwardFetch, type ForwardOptions, forwardReceipts } from "./receipts/forward.ts";
export type { OnReceipt, ReceiptContext, ReceiptOptions } from "./receipts/receive.ts";
