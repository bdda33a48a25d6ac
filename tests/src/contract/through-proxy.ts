import { createProxyClient } from "@nxzalo/client";
import { createJourneysClient } from "@nxzalo/client/journeys";
import type { ProxiedSubject } from "./subject.ts";

/** A subject over the client: `keys` are used in turn, so that a rate limit of each does not end the suite. */
export function throughProxy(
  baseUrl: string,
  keys: readonly string[],
  fetchProxy: typeof fetch = fetch,
): ProxiedSubject {
  let calls = 0;
  const authorization = () => `Bearer ${keys[calls++ % keys.length]}`;
  const door = { baseUrl, fetch: (...request: Parameters<typeof fetch>) => fetchProxy(...request) };
  const client = createProxyClient({ ...door, headers: async () => ({ authorization: authorization() }) });
  return {
    init: client.initJourneyToken,
    check: client.checkJourneyToken,
    send: client.sendTemplate,
    as: (key) => {
      const options = { ...door, headers: { authorization: `Bearer ${key}` } };
      return { client: createProxyClient(options), journeys: createJourneysClient(options) };
    },
    request: (path, init = {}) => {
      const headers = new Headers(init.headers);
      if (path.startsWith("/v1") && !headers.has("authorization")) headers.set("authorization", authorization());
      return fetchProxy(`${baseUrl}${path}`, { ...init, headers });
    },
  };
}
