import type { Around, FetchLike, OnEvent, Templates } from "@nxzalo/core";
import { type OptionRules, type StagingGuard, validateBasePath, validateFunction } from "@nxzalo/core/internal";
import type { JourneyService, JourneyServiceOptions } from "@nxzalo/core/journeys";
import type { Authorize, OnReceipt, OnReport } from "@nxzalo/proxy";

/** Options of `createEdgeProxy` and `createSmallEdgeProxy`. */
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

export const rules: OptionRules<EdgeProxyOptions> = {
  authorize: validateFunction,
  onReceipt: validateFunction,
  journeys: validateFunction,
  basePath: validateBasePath,
  fetch: validateFunction,
  onEvent: validateFunction,
  onReport: validateFunction,
  around: validateFunction,
  templates: validateFunction,
  openApi: validateFunction,
  guard: validateFunction,
};

/** The part of a Worker's execution context that is used. */
export interface EdgeContext {
  /** Keeps the Worker alive until the promise ends. */
  waitUntil(promise: Promise<unknown>): void;
}

/** A Worker's default export. Its bindings are those of `Env`, in whichever interface they are declared. */
export interface EdgeProxy<Bindings extends object = object> {
  /** Responds to one request; never rejects. */
  fetch(request: Request, env: Bindings, context: EdgeContext): Promise<Response>;
}
