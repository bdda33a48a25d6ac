import type { NxZalo } from "../client.ts";
import { isNxZaloError, type NxZaloError, ProxyError } from "../errors.ts";
import { toProblem } from "../problem.ts";
import { type Authorize, admit, type Caller } from "./authorize.ts";
import { corsHeaders, isPreflight, preflightHeaders } from "./cors.ts";
import type { ProxyReply, ProxyRequest } from "./exchange.ts";
import { readJsonBody } from "./read-body.ts";
import { type Route, routes } from "./routes.ts";

/** Counts one call of a caller, by name, and tells how long they have to wait. */
export type RateLimit = (call: {
  readonly caller: string;
  readonly env: unknown;
}) => number | undefined | Promise<number | undefined>;

/** Options of {@link createProxy}. */
export interface ProxyOptions {
  readonly client: NxZalo;
  readonly authorize: Authorize;
  /** Application keys by the names that callers use. */
  readonly apps?: Readonly<Record<string, string>> | undefined;
  readonly defaultCountryCode?: string | undefined;
  /** Exact origins, or `*`. Default: none. */
  readonly corsOrigins?: readonly string[] | undefined;
  /** Milliseconds that a caller has to wait because they ask too often; 0 or nothing where they need not. Default: no limit. */
  readonly rateLimit?: RateLimit | undefined;
  /** What `/readyz` answers. Default: always ready. A proxy that is not ready takes no calls. */
  readonly isReady?: (() => boolean) | undefined;
  /** The current time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** UUIDs for `x-request-id`. Default: `crypto.randomUUID`. */
  readonly newId?: (() => string) | undefined;
  /** Told of bugs, of a broken configuration, and of what the proxy itself leans on, such as a JWT issuer's key set. */
  readonly onFault?: ((error: unknown, requestId: string) => void) | undefined;
}

/** Answers one request of the proxy protocol; never rejects. */
export type ProxyExchange = (request: ProxyRequest) => Promise<ProxyReply>;

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: string;
  readonly errorCode?: string;
}

const json = (status: number, body: object): Answer => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

const health = ["/healthz", "/readyz"];

const unavailable = () =>
  new ProxyError("The proxy is not ready to take calls", { code: "unavailable", outcome: "not_sent", retryable: true });

const rateLimited = (retryAfterMs: number) =>
  new ProxyError("This caller asks too often", {
    ...{ code: "rate_limited", outcome: "not_sent", retryable: true, retryAfterMs },
  });

/** What the operator has to hear of: bugs, a broken configuration, and what the proxy itself leans on. */
const isFault = (error: unknown): boolean =>
  !isNxZaloError(error) || error.kind === "config" || (error.kind === "proxy" && error.cause !== undefined);

/** A refusal that knows which methods the path has. */
class MethodNotAllowed extends ProxyError {
  readonly allow: readonly string[];
  constructor(allow: readonly string[]) {
    super(`This path takes ${allow.join(", ")}`, { code: "method_not_allowed", outcome: "not_sent" });
    this.allow = allow;
  }
}

function problemAnswer(error: unknown, requestId: string): Answer {
  const problem = toProblem(error, requestId);
  const { retryAfterMs = 1000 } = (isNxZaloError(error) ? error : {}) as Partial<NxZaloError>;
  return {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      ...(problem.status === 401 && { "www-authenticate": "Bearer" }),
      ...((problem.status === 429 || problem.status === 503) && { "retry-after": `${Math.ceil(retryAfterMs / 1000)}` }),
      ...(error instanceof MethodNotAllowed && { allow: error.allow.join(", ") }),
    },
    body: JSON.stringify(problem),
    errorCode: problem.code,
  };
}

/**
 * The proxy protocol, written once: CORS, routing, authorisation, limits, validation, dispatch and problems. The gateway and the
 * edge handler only translate HTTP to and from it.
 *
 * @example
 * ```ts
 * import { configFromEnv, createNxZalo } from "@nxzalo/core";
 * import { bearerKeys, createProxy, proxyConfigFromEnv } from "@nxzalo/core/proxy";
 *
 * const proxyFor = (env: Record<string, unknown>) => {
 *   const config = configFromEnv(env);
 *   const { apiKeys, corsOrigins } = proxyConfigFromEnv(env);
 *   return createProxy({ ...config, client: createNxZalo(config), authorize: bearerKeys(apiKeys), corsOrigins });
 * };
 * ```
 */
export function createProxy(options: ProxyOptions): ProxyExchange {
  const { client, authorize, rateLimit, apps = {}, defaultCountryCode, corsOrigins = [], onFault } = options;
  const { isReady = () => true, now = Date.now, newId = () => crypto.randomUUID() } = options;

  /** Sets what the log may say of the request as it becomes known. */
  type Note = (known: { route?: string; caller?: string }) => void;

  async function respond(request: ProxyRequest, note: Note): Promise<Answer> {
    const { method, path } = request;
    const found = routes.filter((route) => route.path === path);
    const methods = health.includes(path) ? ["GET", "HEAD"] : found.map((route) => route.method);
    if (methods.length > 0) note({ route: path });
    // Also for a path that does not exist: a page has to be able to read that answer.
    if (isPreflight(request)) return { status: 204, headers: preflightHeaders(methods), body: "" };
    if (methods.length === 0) {
      throw new ProxyError("There is no such route", { code: "route_not_found", outcome: "not_sent" });
    }
    if (!methods.includes(method)) throw new MethodNotAllowed(methods);
    const route = found.find((candidate) => candidate.method === method);
    if (route) return call(route, request, note);
    if (path === "/readyz" && !isReady()) throw unavailable();
    return json(200, { status: path === "/readyz" ? "ready" : "ok" });
  }

  async function call(route: Route, request: ProxyRequest, note: Note): Promise<Answer> {
    if (!isReady()) throw unavailable();
    const caller: Caller = await admit(authorize, request, route);
    note({ caller: caller.caller });
    const retryAfterMs = await rateLimit?.({ caller: caller.caller, env: request.env });
    if (retryAfterMs) throw rateLimited(retryAfterMs);
    const body = await readJsonBody(request, route.bodyLimitBytes);
    const { status, body: result } = await route.run({ client, apps, defaultCountryCode, caller, now }, body);
    return json(status, result);
  }

  return async (request) => {
    const requestId = newId();
    let known: { route?: string; caller?: string } = {};
    const answer = await respond(request, (more) => {
      known = { ...known, ...more };
    }).catch((error: unknown) => {
      if (isFault(error)) onFault?.(error, requestId);
      return problemAnswer(error, requestId);
    });
    const { status, errorCode } = answer;
    return {
      status,
      headers: {
        ...answer.headers,
        ...corsHeaders(corsOrigins, request),
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "x-request-id": requestId,
      },
      body: request.method === "HEAD" ? "" : answer.body,
      report: { method: request.method, route: "unmatched", ...known, status, requestId, errorCode },
    };
  };
}
