/**
 * The nxzalo proxy as the `fetch` handler of a Cloudflare Worker. Unofficial: not affiliated with NXCLOUD or Zalo.
 *
 * @module
 */
export type { JourneyService } from "@nxzalo/core/journeys";

import { createNxZalo, type FetchLike, type NxZalo } from "@nxzalo/core";
import { bodyChunks, readEnv, readNxZaloConfig } from "@nxzalo/core/internal";
import type { JourneyService } from "@nxzalo/core/journeys";
import {
  type Authorize,
  createProxy,
  loggableFault,
  type OnReceipt,
  type ProxyExchange,
  type RateLimit,
  readProxyConfig,
  readReceiptConfig,
  receiptOptionsOf,
} from "@nxzalo/proxy";
import { openApi } from "@nxzalo/proxy/openapi";
import type { Env } from "./env.ts";

export {
  type Authorize,
  anyOf,
  bearerKeysFromEnv,
  type Caller,
  type OnReceipt,
  type ReceiptContext,
  type Scope,
} from "@nxzalo/proxy";
export { jwtFromEnv } from "@nxzalo/proxy/jwt";
export type { Env } from "./env.ts";

/** Options of {@link createEdgeProxy}. */
export interface EdgeProxyOptions {
  /** Decides who may call. Required, so that no proxy is open by omission. */
  readonly authorize: Authorize;
  /** Takes receipts in place of `RECEIPTS_FORWARD_URL`; awaited before NXCLOUD is answered. Needs `RECEIPT_KEYS`. */
  readonly onReceipt?: OnReceipt | undefined;
  /**
   * Remembers journeys, messages and receipts: `journeysFromEnv` of `@nxzalo/journeys/cloudflare`. Default: nothing is remembered. Asked
   * once for the bindings.
   */
  readonly journeys?: ((env: Env, settings: JourneyServiceOptions) => JourneyService | undefined) | undefined;
  /** The door to NXCLOUD. Default: the runtime's own `fetch`. */
  readonly fetch?: FetchLike | undefined;
}

/** What the bookkeeping is made from. */
export interface JourneyServiceOptions {
  readonly client: NxZalo;
  readonly appKey: string;
  readonly defaultCountryCode?: string | undefined;
}

/** The part of a Worker's execution context that is used. */
export interface EdgeContext {
  waitUntil(promise: Promise<unknown>): void;
}

/** A Worker's default export. */
export interface EdgeProxy {
  fetch(request: Request, env: Env, context: EdgeContext): Promise<Response>;
}

/** Cloudflare's binding says only yes or no; its longest period is a minute. */
const rateLimitWaitMs = 60_000;

const byBinding: RateLimit = async ({ caller, env }) => {
  const outcome = await (env as Env).RATE_LIMITER?.limit({ key: caller });
  return outcome?.success === false ? rateLimitWaitMs : 0;
};

/** For the Worker's own log: what our own errors say of themselves, and of others no more than their name. */
function logFault(error: unknown, requestId: string): void {
  console.error(JSON.stringify({ level: "error", requestId, error: loggableFault(error) }));
}

/** So that what needs a store is answered 503, too, and not as if it did not exist. */
const unconfiguredJourneys = (unconfigured: () => Promise<never>): JourneyService => ({
  open: unconfigured,
  send: unconfigured,
  receive: unconfigured,
  find: unconfigured,
  search: unconfigured,
  searchReceipts: unconfigured,
  forget: unconfigured,
  ping: unconfigured,
});

function proxyFrom(env: Env, { authorize, onReceipt, fetch, journeys: keep }: EdgeProxyOptions): ProxyExchange {
  try {
    const record = env as unknown as Record<string, unknown>;
    const config = readEnv(record, (reader) => ({
      ...readNxZaloConfig(reader),
      ...readProxyConfig(reader),
      ...readReceiptConfig(reader),
    }));
    const { credentials, appKey, baseUrl, algorithm, defaultCountryCode } = config;
    const client = createNxZalo({ credentials, appKey, baseUrl, algorithm, defaultCountryCode, fetch });
    const journeys = keep?.(env, { ...config, client });
    const receipts = receiptOptionsOf(config, { onReceipt, credentials: config.credentials, journeys });
    const asked = { client, authorize, receipts, journeys, openApi, rateLimit: byBinding, onFault: logFault };
    return createProxy({ ...config, ...asked });
  } catch (fault) {
    // Calls are answered 503 and the log names the variables; health can still be asked.
    const unconfigured = () => Promise.reject(fault);
    const client = { initJourneyToken: unconfigured, checkJourneyToken: unconfigured, sendTemplate: unconfigured };
    // NXCLOUD sends again what was not accepted, so its receipts must not meet a 404.
    const keys = String(env.RECEIPT_KEYS ?? "")
      .split(",")
      .map((key) => key.trim())
      .filter((key) => key !== "");
    const receipts = { keys, onReceipt: unconfigured };
    const journeys = keep && unconfiguredJourneys(unconfigured);
    return createProxy({ client, authorize: unconfigured, receipts, journeys, onFault: logFault });
  }
}

/**
 * Creates the `fetch` handler of a Worker that speaks the proxy protocol.
 *
 * @example
 * ```ts
 * import { bearerKeysFromEnv, createEdgeProxy } from "@nxzalo/edge";
 *
 * export default createEdgeProxy({ authorize: bearerKeysFromEnv() });
 * ```
 */
export function createEdgeProxy(options: EdgeProxyOptions): EdgeProxy {
  /** What is kept holds settings only: no I/O and no promise of another request. */
  const proxies = new WeakMap<Env, ProxyExchange>();
  return {
    fetch: async (request, env, context) => {
      const proxy = proxies.get(env) ?? proxyFrom(env, options);
      proxies.set(env, proxy);
      const { method, headers, body, url } = request;
      const exchange = proxy({ method, path: new URL(url).pathname, headers, body: body && bodyChunks(body), env });
      // A caller who hangs up must not cut off what was sent upstream.
      context.waitUntil(exchange);
      const reply = await exchange;
      console.log(JSON.stringify({ level: "info", ...reply.report }));
      return new Response(reply.status === 204 ? null : reply.body, {
        status: reply.status,
        headers: { ...reply.headers },
      });
    },
  };
}
