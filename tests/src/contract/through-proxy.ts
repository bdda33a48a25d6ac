import { createProxyClient } from "@nxzalo/client";
import type { ProxiedSubject } from "./subject.ts";

/** A subject over the client: `keys` are used in turn, so that a rate limit of each does not end the suite. */
export function throughProxy(
  baseUrl: string,
  keys: readonly string[],
  fetchProxy: typeof fetch = fetch,
): ProxiedSubject {
  let calls = 0;
  const authorization = () => `Bearer ${keys[calls++ % keys.length]}`;
  const client = createProxyClient({
    ...{ baseUrl, fetch: (...request: Parameters<typeof fetch>) => fetchProxy(...request) },
    headers: async () => ({ authorization: authorization() }),
  });
  return {
    ...{ init: client.initJourneyToken, check: client.checkJourneyToken, send: client.sendTemplate },
    request: (path, init = {}) => {
      const headers = new Headers(init.headers);
      if (path.startsWith("/v1") && !headers.has("authorization")) headers.set("authorization", authorization());
      return fetchProxy(`${baseUrl}${path}`, { ...init, headers });
    },
  };
}
