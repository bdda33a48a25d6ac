import { configError, createRequestBody, optionIssues } from "@nxzalo/core/internal";
import type { NxZaloProxy } from "@nxzalo/proxy";
import { readOpenApiText } from "@nxzalo/proxy/openapi";
import { log } from "./log.ts";
import { type EdgeProxy, type EdgeProxyOptions, rules } from "./options.ts";
import { createProxyFromEnv } from "./proxy-from-env.ts";

/**
 * Creates the `fetch` handler of a Worker that speaks the proxy protocol.
 *
 * @throws ConfigError for an option that is missing, does not exist or cannot work.
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
  return createSmallEdgeProxy({ ...options, openApi: options.openApi ?? readOpenApiText });
}

/**
 * {@link createEdgeProxy} without the OpenAPI document in it, which is a fifth of a Worker: `/openapi.json` is what `openApi` gives, such as a
 * static asset's text, and does not exist without that.
 *
 * @throws ConfigError for an option that is missing, does not exist or cannot work.
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
  const issues = optionIssues(options, rules, { required: ["authorize"] });
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
