/**
 * The nxzalo proxy as the `fetch` handler of a Cloudflare Worker. Unofficial: not affiliated with NXCLOUD or Zalo.
 *
 * @module
 */
export { type Templates, templatesFromEnv } from "@nxzalo/core";
export type { JourneyService, JourneyServiceOptions } from "@nxzalo/core/journeys";
export {
  type Authorize,
  anyOf,
  bearerKeysFromEnv,
  type Caller,
  drWebhookFromEnv,
  type OnReceipt,
  type OnReport,
  type ProxyReport,
  type ReceiptContext,
  type Scope,
} from "@nxzalo/proxy";
export { jwtFromEnv } from "@nxzalo/proxy/jwt";
export { createEdgeProxy, createSmallEdgeProxy } from "./edge-proxy.ts";
export type { Env } from "./env.ts";
export type { EdgeContext, EdgeProxy, EdgeProxyOptions } from "./options.ts";
