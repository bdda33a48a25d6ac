/**
 * The nxzalo proxy as the `fetch` handler of a Cloudflare Worker. Unofficial: not affiliated with NXCLOUD or Zalo.
 *
 * @module
 */
import {
  type Around,
  createNxZalo,
  type FetchLike,
  type NxZaloEvent,
  type OnEvent,
  type Templates,
} from "@nxzalo/core";
import {
  configError,
  createRequestBody,
  guardMissing,
  listOf,
  readEnv,
  readNxZaloConfig,
  readStaging,
  type StagingGuard,
  unknownOptions,
} from "@nxzalo/core/internal";
import type { JourneyService, JourneyServiceOptions } from "@nxzalo/core/journeys";
import {
  type Authorize,
  createProxy,
  formatLogLine,
  loggableEvent,
  loggableFault,
  loggableReceiptKeys,
  type NxZaloProxy,
  type OnReceipt,
  type OnReport,
  type RateLimit,
  readProxyConfig,
  readReceiptConfig,
  toReceiptOptions,
} from "@nxzalo/proxy";
import { openApiText } from "@nxzalo/proxy/openapi";
import type { Env } from "./env.ts";

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
export type { Env } from "./env.ts";

/** Options of {@link createEdgeProxy}. */
export interface EdgeProxyOptions<Bindings extends object = object> {
  /** Decides who may call. Required, so that no proxy is open by omission. */
  readonly authorize: Authorize;
  /**
   * Takes receipts, awaited before NXCLOUD is answered: in place of `RECEIPTS_FORWARD_URL`, or, where journeys are stored and deliver them to
   * it, besides. Needs `RECEIPT_KEYS`.
   */
  readonly onReceipt?: OnReceipt | undefined;
  /**
   * Stores journeys, messages and receipts: `journeysFromEnv` of `@nxzalo/journeys/cloudflare`. Called once for the bindings. Default:
   * nothing is stored.
   */
  readonly journeys?: ((env: Bindings, options: JourneyServiceOptions) => JourneyService | undefined) | undefined;
  /**
   * The path that it is mounted at, such as `/zalo` for `app.mount("/zalo", proxy.fetch)` of Hono: `Location` and the document's `servers`
   * begin with it. The paths of requests are given without it. Default: none.
   */
  readonly basePath?: string | undefined;
  /** The way to NXCLOUD. Default: the runtime's own `fetch`. */
  readonly fetch?: FetchLike | undefined;
  /** Hears of the client's events, besides the log. Default: none hears of them. */
  readonly onEvent?: OnEvent | undefined;
  /** Hears of each request, besides the log. Default: none hears of them. */
  readonly onReport?: OnReport | undefined;
  /** Put around each request, call, attempt, piece of store work and delivery of a receipt. Default: nothing. */
  readonly around?: Around | undefined;
  /**
   * The approved templates, which messages are held against: `templatesFromEnv`, or what gives those of a file that is deployed along. Called
   * once for the bindings. Default: messages are not checked.
   */
  readonly templates?: ((env: Bindings) => Templates | undefined) | undefined;
  /**
   * Keeps a staging Worker (`STAGING=true`) from phones that are not in `STAGING_PHONES`: `guardFetch` of `@nxzalo/sandbox/guard`. Default: none, and
   * a Worker with that variable answers 503.
   */
  readonly guard?: StagingGuard | undefined;
  /** Gives the document at `/openapi.json`, as JSON. Default: the one that is inside. */
  readonly openApi?: ((env: Bindings) => Promise<string>) | undefined;
}

const optionNames: Readonly<Record<keyof EdgeProxyOptions, 1>> = {
  authorize: 1,
  onReceipt: 1,
  journeys: 1,
  basePath: 1,
  fetch: 1,
  onEvent: 1,
  onReport: 1,
  around: 1,
  templates: 1,
  openApi: 1,
  guard: 1,
};

/** The part of a Worker's execution context that is used. */
export interface EdgeContext {
  /** Keeps the Worker alive until the promise ends. */
  waitUntil(promise: Promise<unknown>): void;
}

/** A Worker's default export. Its bindings are those of {@link Env}, in whichever interface they are declared. */
export interface EdgeProxy<Bindings extends object = object> {
  /** Responds to one request; never rejects. */
  fetch(request: Request, env: Bindings, context: EdgeContext): Promise<Response>;
}

/** Cloudflare's binding says only yes or no; its longest period is a minute. */
const rateLimitWaitMs = 60_000;

const rateLimit: RateLimit = async ({ caller, env }) => {
  const outcome = await (env as Env).RATE_LIMITER?.limit({ key: caller });
  return outcome?.success === false ? rateLimitWaitMs : 0;
};

/** One line of the Worker's log, with its time and its severity. */
const log = (line: { readonly level: "info" | "warn" | "error" } & object): void =>
  console[line.level](formatLogLine(line));

function onFault(error: unknown, requestId: string): void {
  const line = { level: "error", requestId, error: loggableFault(error) } as const;
  log(line);
}

function logEvent(event: NxZaloEvent): void {
  const line = loggableEvent(event);
  if (line) log(line);
}

/**
 * The proxy of a Worker whose bindings cannot be used: calls are answered 503 and the log names the variables; health can still be asked.
 * What needs a journey store is answered 503, too, and not as if it did not exist.
 */
function createUnconfiguredProxy(
  fault: unknown,
  { RECEIPT_KEYS }: Env,
  { journeys: service, onReport, around }: EdgeProxyOptions<never>,
): NxZaloProxy {
  const fail = () => Promise.reject(fault);
  // NXCLOUD sends again what was not accepted, so its receipts must not meet a 404.
  const receipts = { keys: listOf(String(RECEIPT_KEYS ?? "")), onReceipt: fail };
  const client = { initJourneyToken: fail, checkJourneyToken: fail, sendTemplate: fail, oaQuality: fail };
  const journeys: JourneyService | undefined = service
    ? {
        open: fail,
        send: fail,
        receive: fail,
        receiveUnreadable: fail,
        quota: fail,
        find: fail,
        search: fail,
        searchReceipts: fail,
        forget: fail,
        messages: {
          find: fail,
          resend: fail,
          check: fail,
          search: fail,
          resendMany: fail,
          cancel: fail,
          cancelMany: fail,
          stats: fail,
        },
        events: { search: fail, replay: fail },
        audit: { record: fail, search: fail },
        tasks: { search: fail, take: fail, update: fail },
        sessions: { invite: fail, begin: fail, find: fail, end: fail, storeId: fail },
        suppressions: { add: fail, remove: fail, search: fail },
        people: { export: fail, restrict: fail, searchRequests: fail },
        costs: fail,
        reconcile: fail,
        closeMonth: fail,
        ping: fail,
      }
    : undefined;
  return createProxy({ client, authorize: fail, receipts, journeys, onFault, onReport, around });
}

function createProxyFromEnv<Bindings extends object>(env: Bindings, options: EdgeProxyOptions<Bindings>): NxZaloProxy {
  const {
    authorize,
    onReceipt,
    fetch,
    journeys: createService,
    basePath,
    onEvent,
    onReport,
    around,
    openApi,
    guard,
  } = options;
  try {
    const config = readEnv(env, (reader) => ({
      client: readNxZaloConfig(reader),
      proxy: readProxyConfig(reader),
      receipts: readReceiptConfig(reader),
      staging: readStaging(reader),
    }));
    const { staging } = config;
    if (staging && !guard) throw guardMissing();
    const { credentials, appKey, apps, defaultCountryCode } = config.client;
    const { publicUrl, drWebhook, drWebhookHosts, receiptKeys } = config.receipts;
    for (const line of loggableReceiptKeys(receiptKeys, Date.now())) log(line);
    const client = createNxZalo({
      ...config.client,
      fetch: staging ? guard?.(staging, fetch) : fetch,
      around,
      onEvent: (event) => {
        logEvent(event);
        onEvent?.(event);
      },
    });
    const templates = options.templates?.(env);
    const journeys = createService?.(env, {
      client,
      appKey,
      defaultCountryCode,
      drWebhook,
      around,
      templates,
      staging,
    });
    return createProxy({
      client,
      authorize,
      apps,
      defaultCountryCode,
      corsOrigins: config.proxy.corsOrigins,
      rateLimit,
      journeys,
      receipts: toReceiptOptions(config.receipts, { onReceipt, credentials, journeys, around }),
      publicUrl,
      drWebhookHosts,
      openApi: openApi && ((bindings) => openApi(bindings as Bindings)),
      basePath,
      onFault,
      onReport,
      around,
      templates,
      staging,
    });
  } catch (fault) {
    return createUnconfiguredProxy(fault, env as Env, options);
  }
}

/**
 * Creates the `fetch` handler of a Worker that speaks the proxy protocol.
 *
 * @throws ConfigError for an option that does not exist.
 * @example
 * ```ts
 * import { bearerKeysFromEnv, createEdgeProxy } from "@nxzalo/edge";
 *
 * export default createEdgeProxy({ authorize: bearerKeysFromEnv() });
 * ```
 */
export function createEdgeProxy<Bindings extends object = object>(
  options: EdgeProxyOptions<Bindings>,
): EdgeProxy<Bindings> {
  return createSmallEdgeProxy({ ...options, openApi: options.openApi ?? (async () => openApiText) });
}

/**
 * The same without the OpenAPI document in it, which is a fifth of a Worker: `/openapi.json` is what `openApi` gives, such as a static asset's
 * text, and does not exist without that.
 *
 * @throws ConfigError for an option that does not exist.
 * @example
 * ```ts
 * import { bearerKeysFromEnv, createSmallEdgeProxy } from "@nxzalo/edge";
 *
 * interface Bindings {
 *   readonly ASSETS: { fetch(url: string): Promise<Response> };
 * }
 * export default createSmallEdgeProxy<Bindings>({
 *   authorize: bearerKeysFromEnv(),
 *   openApi: async ({ ASSETS }) => (await ASSETS.fetch("https://assets/openapi.json")).text(),
 * });
 * ```
 */
export function createSmallEdgeProxy<Bindings extends object = object>(
  options: EdgeProxyOptions<Bindings>,
): EdgeProxy<Bindings> {
  const issues = unknownOptions(options, Object.keys(optionNames));
  if (issues.length > 0) throw configError(issues);
  /** What is kept holds settings only: no I/O and no promise of another request. */
  const proxies = new WeakMap<Bindings, NxZaloProxy>();
  return {
    fetch: async (request, env, context) => {
      const proxy = proxies.get(env) ?? createProxyFromEnv(env, options);
      proxies.set(env, proxy);
      const { method, headers, body, url } = request;
      const path = new URL(url).pathname;
      const { chunks, discard } = createRequestBody(body);
      // Cloudflare writes it over whatever a caller sends.
      const address = headers.get("cf-connecting-ip") ?? undefined;
      const responding = proxy({ method, path, headers, body: chunks, env, address }).finally(discard);
      // A caller who hangs up must not cut off what was sent upstream.
      context.waitUntil(responding);
      const response = await responding;
      log(response.report);
      return new Response(response.status === 204 ? null : response.body, {
        status: response.status,
        headers: { ...response.headers },
      });
    },
  };
}
