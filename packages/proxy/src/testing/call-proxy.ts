import { createProxy } from "../create-proxy.ts";
import type { ProxyResponse } from "../http.ts";
import type { ProxyOptions } from "../options.ts";

/** One request, as a test puts it. */
export interface TestRequest {
  /** Default: `POST` where there is a body. */
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly env?: unknown;
}

const unasked = () => Promise.reject(new Error("NXCLOUD must not be asked"));

/** For a proxy that must not get to ask NXCLOUD anything. */
export const unaskedClient = {
  initJourneyToken: unasked,
  checkJourneyToken: unasked,
  sendTemplate: unasked,
  oaQuality: unasked,
};

/** Sends one request through a proxy, by default one for a caller who may do everything, and reads its response. */
export async function callProxy(
  { path, headers = {}, body, env, method = body === undefined ? "GET" : "POST" }: TestRequest,
  options: Partial<ProxyOptions> = {},
): Promise<ProxyResponse & { readonly json: unknown }> {
  const proxy = createProxy({
    client: unaskedClient,
    authorize: () => ({ caller: "shop", scopes: ["send", "tokens", "read", "people", "admin"] }),
    ...options,
  });
  const all: Record<string, string> = { "content-type": "application/json", ...headers };
  const chunks = (async function* () {
    yield new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
  })();
  const get = (name: string) => all[name] ?? null;
  const response = await proxy({ method, path, headers: { get }, body: body === undefined ? null : chunks, env });
  const isJson = /json$/.test(response.headers["content-type"] ?? "");
  return { ...response, json: isJson && response.body !== "" ? JSON.parse(response.body) : undefined };
}
