import type { NxZaloProxy } from "@nxzalo/proxy";

/** The real proxy protocol as a `fetch`, without a port. */
export const proxyFetch =
  (proxy: NxZaloProxy): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    const { status, headers, body } = await proxy({
      method: request.method,
      path: new URL(request.url).pathname,
      headers: request.headers,
      body: request.body as AsyncIterable<Uint8Array> | null,
    });
    return new Response(status === 204 ? null : body, { status, headers: { ...headers } });
  };
