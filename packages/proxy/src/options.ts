import type { Around, NxZalo, Templates } from "@nxzalo/core";
import {
  configError,
  methodsValidator,
  namePattern,
  type OptionRules,
  optionIssues,
  type Staging,
  type Validator,
  validateBasePath,
  validateBoolean,
  validateCountryCode,
  validateCredential,
  validateFunction,
  validateStaging,
  validateTemplates,
  validateTexts,
} from "@nxzalo/core/internal";
import type { JourneyService } from "@nxzalo/core/journeys";
import type { Authorize } from "./auth/authorize.ts";
import { validateOrigins } from "./config.ts";
import type { OnReport } from "./http.ts";
import { validatePublicUrl } from "./receipts/receipt-key.ts";
import type { ReceiptOptions } from "./receipts/receive.ts";
import { validateWebhookHosts } from "./receipts/webhook-hosts.ts";

/**
 * Counts one call of a caller, by name, and gives the milliseconds that they have to wait; 0 or nothing where they need not. `env` is a
 * Worker's bindings.
 */
export type RateLimit = (call: {
  readonly caller: string;
  readonly env: unknown;
}) => number | undefined | Promise<number | undefined>;

/** The document, read or as JSON, or what gives one of them for a request. `env` is a Worker's bindings. */
export type OpenApi = object | string | ((env: unknown) => Promise<string>);

/** Options of `createProxy`. */
export interface ProxyOptions {
  /** Asks NXCLOUD: `createNxZalo` of `@nxzalo/core` or `@nxzalo/node`. */
  readonly client: NxZalo;
  /** Decides who calls, such as `bearerKeys`. Required, so that no proxy is open by omission. */
  readonly authorize: Authorize;
  /** Application keys by the names that callers use. Default: the client's application alone, named `default`. */
  readonly apps?: Readonly<Record<string, string>> | undefined;
  /** Completes national numbers, such as `84`. Default: they are refused. */
  readonly defaultCountryCode?: string | undefined;
  /** Exact origins such as `https://shop.example`, or `*`. Default: none. */
  readonly corsOrigins?: readonly string[] | undefined;
  /** Limits how often a caller may call. Default: no limit. */
  readonly rateLimit?: RateLimit | undefined;
  /** Stores journeys, messages and receipts. Default: a `reference` and an `Idempotency-Key` are ignored. */
  readonly journeys?: JourneyService | undefined;
  /** Takes receipts at `/v1/receipts/:key`. Default: that route does not exist. */
  readonly receipts?: ReceiptOptions | undefined;
  /**
   * Where the proxy can be reached from outside, the path that it is mounted at included; messages without a webhook are then sent with
   * the receipts' URL. Default: they are sent without one.
   */
  readonly publicUrl?: string | undefined;
  /** Hosts that a caller's own `drWebhook` may name, over https: `shop.example`, or `shop.example:8443` for another port. Default: none. */
  readonly drWebhookHosts?: readonly string[] | undefined;
  /**
   * The document at `/openapi.json`, read or as JSON, such as `openApiText` of `@nxzalo/proxy/openapi`; or what gives it for each request.
   * Default: that route does not exist.
   */
  readonly openApi?: OpenApi | undefined;
  /**
   * The path that the proxy is mounted at, such as `/zalo`: `Location` and the document's `servers` begin with it. The paths of requests
   * are given without it. Default: none.
   */
  readonly basePath?: string | undefined;
  /**
   * What `/readyz` responds, for balancers. Default: always ready. Calls are taken all the same: a proxy that is about to stop is not
   * ready, and still has to respond to what balancers send before they have seen it.
   */
  readonly isReady?: (() => boolean) | undefined;
  /** The current time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** UUIDs for `x-request-id`. Default: `crypto.randomUUID`. */
  readonly newId?: (() => string) | undefined;
  /**
   * Hears of bugs, of a broken configuration, and of what the proxy itself depends on, such as a JWT issuer's key set or the journey store.
   * What it throws, or its promise rejects with, is ignored. Default: none hears of them.
   */
  readonly onFault?: ((error: unknown, httpRequestId: string) => void) | undefined;
  /** Hears of each request. Default: none hears of them; the response has the same report. */
  readonly onReport?: OnReport | undefined;
  /** Put around each request, which is given with its headers. Default: nothing. */
  readonly around?: Around | undefined;
  /**
   * The approved templates: given at `/v1/templates`, and messages are held against them. With `journeys`, give them to `createJourneys` too,
   * which does it there. Default: messages are not checked.
   */
  readonly templates?: Templates | undefined;
  /**
   * Whom a staging process writes to; `client`, and that of `journeys`, have to answer for all others. Default: it is one of production.
   */
  readonly staging?: Staging | undefined;
}

/** Application keys by names that may stand in URLs and logs. */
const validateApps: Validator = (value) =>
  Object.entries(Object(value)).every(([name, key]) => namePattern.test(name) && !validateCredential(key)) &&
  typeof value === "object"
    ? undefined
    : { code: "type_wrong", message: 'must be application keys by name, such as { shop: "its app key" }' };

const validateOpenApi: Validator = (value) =>
  typeof value === "string" || value === Object(value)
    ? undefined
    : { code: "type_wrong", message: "must be the document, its JSON, or a function that gives it" };

const receiptRules: OptionRules<ReceiptOptions> = {
  keys: validateTexts,
  onReceipt: validateFunction,
  credentials: (value) =>
    Array.isArray(value) ? undefined : { code: "type_wrong", message: "must be a list of credentials" },
  requireSignature: validateBoolean,
};

const isFine: Validator = () => undefined;

const rules: OptionRules<ProxyOptions> = {
  client: /* @__PURE__ */ methodsValidator("initJourneyToken", "checkJourneyToken", "sendTemplate", "oaQuality"),
  authorize: validateFunction,
  apps: validateApps,
  defaultCountryCode: validateCountryCode,
  corsOrigins: (value) => validateTexts(value) ?? validateOrigins((value as readonly string[]).join()),
  rateLimit: validateFunction,
  journeys: (value) =>
    value === Object(value) && typeof value !== "function" && typeof Object(value).then !== "function"
      ? undefined
      : { code: "type_wrong", message: "must be what createJourneys gives" },
  // They have options of their own.
  receipts: isFine,
  // Its length depends on them.
  publicUrl: isFine,
  drWebhookHosts: (value) => validateTexts(value) ?? validateWebhookHosts((value as readonly string[]).join()),
  openApi: validateOpenApi,
  basePath: validateBasePath,
  isReady: validateFunction,
  now: validateFunction,
  newId: validateFunction,
  onFault: validateFunction,
  onReport: validateFunction,
  around: validateFunction,
  templates: validateTemplates,
  staging: validateStaging,
};

/** @throws ConfigError for options that are missing, do not exist or cannot work. */
export function assertProxyOptions(options: ProxyOptions): void {
  const issues = optionIssues(options, rules, { required: ["client", "authorize"] });
  const { receipts, publicUrl } = options ?? {};
  if (receipts !== undefined)
    issues.push(...optionIssues(receipts, receiptRules, { required: ["keys", "onReceipt"], path: ["receipts"] }));
  const keys = Array.isArray(receipts?.keys) ? receipts.keys : [];
  const wrongUrl = publicUrl === undefined ? undefined : validatePublicUrl(publicUrl, keys);
  if (wrongUrl) issues.push({ path: ["publicUrl"], ...wrongUrl });
  if (issues.length > 0) throw configError(issues);
}
