import { ResponseError, TransportError } from "@nxzalo/core/errors";
import { fromProblem } from "@nxzalo/core/problem";
import type { ProxyCallOptions, ProxyClientOptions } from "./options.ts";

const hint = "check the network and the proxy's CORS_ORIGINS";

function unreadable(status: number): ResponseError {
  const message = `The reply (HTTP ${status}) is not the proxy's`;
  return new ResponseError(message, { code: "response_unreadable", outcome: "unknown", status, attempts: 1, hint });
}

function transportError(isTimeout: boolean, isSent: boolean, cause: unknown): TransportError {
  const message = isTimeout ? "The proxy did not answer in time" : "The proxy could not be reached";
  return new TransportError(message, {
    ...{ code: isTimeout ? "timeout" : "network_error", outcome: isSent ? "unknown" : "not_sent" },
    ...{ retryable: !isSent, attempts: +isSent, hint, cause },
  });
}

/** Posts JSON to the proxy and reads its JSON; `key` is a field that every success has. */
export async function send<Body>(
  options: ProxyClientOptions,
  { path, body, key }: { readonly path: string; readonly body: unknown; readonly key: keyof Body },
  { signal: caller, timeoutMs = options.timeoutMs ?? 30_000 }: ProxyCallOptions = {},
): Promise<Body> {
  caller?.throwIfAborted();
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = caller ? AbortSignal.any([caller, timeout]) : timeout;
  let isSent = false;
  const exchange = async () => {
    const { baseUrl, headers } = options;
    const own = typeof headers === "function" ? await headers() : headers;
    // Whoever was told "not sent" must be right, also with a `fetch` that knows no signals.
    signal.throwIfAborted();
    isSent = true;
    // Called bare: browsers refuse a `fetch` that is called as a method.
    const response = await (options.fetch ?? fetch)(baseUrl.replace(/\/+$/, "") + path, {
      method: "POST",
      headers: { ...own, "content-type": "application/json" },
      body: JSON.stringify(body),
      redirect: "manual",
      signal,
    });
    return [response, await response.text()] as const;
  };
  const stopped = new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const [response, text] = await Promise.race([exchange(), stopped]).catch((cause) => {
    caller?.throwIfAborted();
    throw transportError(timeout.aborted, isSent, cause);
  });
  let value: Body | null = null;
  try {
    value = JSON.parse(text);
  } catch {
    // Not JSON: a captive portal, or another server's page.
  }
  if (response.ok && value?.[key] !== undefined) return value;
  const waitMs = Number(response.headers.get("retry-after")) * 1000;
  throw fromProblem(value, waitMs || undefined) ?? unreadable(response.status);
}
