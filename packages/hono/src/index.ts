/**
 * The nxzalo proxy as a Hono app, to be mounted beside other routes. Unofficial: not affiliated with NXCLOUD or Zalo.
 *
 * @module
 */
import {
  configError,
  createRequestBody,
  methodsValidator,
  type OptionRules,
  optionIssues,
  type RequestBody,
} from "@nxzalo/core/internal";
import type { NxZaloProxy, ProxyRequest, ProxyResponse } from "@nxzalo/proxy";
import { type Context, Hono } from "hono";

/** Translates between Hono and the proxy protocol. */
export interface Adapter {
  /** The request that is handed to the proxy, which asks for `path`. */
  request(context: Context, path: string): ProxyRequest;
  /** What Hono gets for the proxy's response. */
  respond(context: Context, response: ProxyResponse): Response | Promise<Response>;
  /** Keeps the runtime at work until the response is there, also where the caller hangs up. Default: nothing, for a runtime that ends no request. */
  hold?(context: Context, responding: Promise<unknown>): void;
}

/** Options of {@link createHonoProxy}. */
export interface HonoProxyOptions {
  /** What responds: `createProxy` of `@nxzalo/proxy`, with the `basePath` that the app is mounted at. */
  readonly proxy: NxZaloProxy;
  /** Default: web standards, as every runtime of Hono has them; the bindings of Workers are handed on as `env`. */
  readonly adapter?: Adapter | undefined;
}

const rules: OptionRules<HonoProxyOptions> = {
  proxy: (value) =>
    typeof value === "function" && Array.isArray((value as Partial<NxZaloProxy>).paths)
      ? undefined
      : { code: "type_wrong", message: "must be what createProxy gives" },
  adapter: /* @__PURE__ */ methodsValidator("request", "respond"),
};

/** Web standards, as every runtime has them. A body that was not read to its end is, before the response is given. */
function createWebAdapter(): Adapter {
  const bodies = new WeakMap<Request, RequestBody>();
  return {
    request: ({ req, env }, path) => {
      const body = createRequestBody(req.raw.body);
      bodies.set(req.raw, body);
      const { method, headers } = req.raw;
      return { method, path, headers, body: body.chunks, env };
    },
    respond: async ({ req }, { status, headers, body }) => {
      await bodies.get(req.raw)?.discard();
      return new Response(status === 204 ? null : body, { status, headers: { ...headers } });
    },
    hold: (context, responding) => {
      try {
        context.executionCtx.waitUntil(responding);
      } catch {
        // Hono throws where the runtime, such as Node, has no such context.
      }
    },
  };
}

/** The end of a path, with as many parts as a pattern has: the path relative to where the app is mounted. */
const relativePath = (path: string, pattern: string): string =>
  `/${path
    .split("/")
    .slice(1 - pattern.split("/").length)
    .join("/")}`;

/**
 * Creates a Hono app with one route for each path of the protocol, for `app.route("/zalo", …)` or `app.mount("/zalo", ….fetch)`. What is
 * none of these paths is left to the app that it is mounted in by `route`; by itself, and in `mount`, it responds 404 as a problem. CORS is
 * the proxy's own: `corsOrigins` of `createProxy`.
 *
 * @throws ConfigError for an option that is missing, does not exist or cannot work.
 * @example
 * ```ts
 * import { createNxZalo } from "@nxzalo/core";
 * import { createHonoProxy } from "@nxzalo/hono";
 * import { bearerKeys, createProxy, proxyConfigFromEnv } from "@nxzalo/proxy";
 * import { createSandbox } from "@nxzalo/sandbox";
 * import { Hono } from "hono";
 *
 * const { apiKeys } = proxyConfigFromEnv({ GATEWAY_API_KEYS: "shop:0123456789abcdef0123" });
 * const { credentials, appKey, fetch } = createSandbox();
 * const client = createNxZalo({ credentials, appKey, fetch });
 * const proxy = createProxy({ client, authorize: bearerKeys(apiKeys), basePath: "/zalo" });
 *
 * const app = new Hono();
 * app.get("/", ({ text }) => text("the shop"));
 * app.route("/zalo", createHonoProxy({ proxy }));
 * export default app;
 * ```
 */
export function createHonoProxy(options: HonoProxyOptions): Hono {
  const issues = optionIssues(options, rules, { required: ["proxy"] });
  if (issues.length > 0) throw configError(issues);
  const { proxy, adapter = createWebAdapter() } = options;

  async function respond(context: Context, path: string): Promise<Response> {
    const responding = proxy(adapter.request(context, path));
    adapter.hold?.(context, responding);
    return adapter.respond(context, await responding);
  }

  const app = new Hono();
  // Every method, so that the proxy itself responds to a preflight, and 405 to what a path does not take.
  for (const pattern of proxy.paths) {
    app.all(pattern, (context) => respond(context, relativePath(context.req.path, pattern)));
  }
  app.notFound((context) => respond(context, context.req.path));
  return app;
}
