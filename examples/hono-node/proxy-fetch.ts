import type { ProxyExchange } from "@nxzalo/proxy";

/** The proxy protocol as a `fetch` handler, for `app.mount`. */
export function proxyFetch(proxy: ProxyExchange): (request: Request) => Promise<Response> {
  return async ({ method, url, headers, body }) => {
    const reply = await proxy({ method, path: new URL(url).pathname, headers, body });
    const { route, status, caller = "-" } = reply.report;
    console.log(`${method} ${route} ${status} ${caller}`);
    return new Response(status === 204 ? null : reply.body, { status, headers: reply.headers });
  };
}
