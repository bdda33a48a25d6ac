/**
 * The proxy protocol behind the gateway and the edge package: authorisation, limits, validation, CORS, problems and dispatch.
 *
 * @module
 */

export { type EnvReader, type EnvRecord, listOf, readEnv, readNxZaloConfig } from "../env.ts";
export { bodyChunks } from "../transport.ts";
export { anyOf } from "./any-of.ts";
export { type ApiKey, bearerKeys, bearerKeysFromEnv } from "./api-keys.ts";
export { type Authorize, type Caller, type Scope, scopes } from "./authorize.ts";
export { type ProxyConfig, proxyConfigFromEnv, readProxyConfig, readStoreKeys } from "./config.ts";
export type { ProxyReply, ProxyReport, ProxyRequest } from "./exchange.ts";
export { loggableFault } from "./fault.ts";
export { type ForwardFetch, type ForwardOptions, forwardReceipts } from "./forward-receipts.ts";
export type {
  JourneyDetails,
  JourneyKeeper,
  JourneyPage,
  JourneyView,
  KeeperCall,
  KeeperScope,
  KeptMessage,
  MessageState,
  MessageView,
  Money,
  OpenedJourney,
  ReceiptPage,
  ReceiptView,
} from "./journey-keeper.ts";
export { createProxy, type ProxyExchange } from "./proxy.ts";
export type { ProxyOptions, RateLimit } from "./proxy-options.ts";
export { type ReceiptConfig, readReceiptConfig, receiptOptionsOf } from "./receipt-config.ts";
export type { OnReceipt, ReceiptContext, ReceiptOptions } from "./receipts.ts";
