import type { NxZaloProxy } from "@nxzalo/proxy";
import { isNxZaloError, type NxZaloError } from "./index.ts";

/** The real proxy protocol as a `fetch`, without a port. */
export const fetchOf =
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

/** The error of ours that a call fails with. */
export async function failureOf(promise: Promise<unknown>): Promise<NxZaloError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (isNxZaloError(error)) return error;
  throw new Error(`not one of ours: ${String(error)}`);
}
