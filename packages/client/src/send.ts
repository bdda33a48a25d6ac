import { ResponseError, TransportError } from "@nxzalo/core/errors";
import { fromProblem } from "@nxzalo/core/problem";

/** Headers for every call: an object, or a function that is asked each time (short-lived session tokens). */
export type HeadersSource = Record<string, string> | (() => Record<string, string> | Promise<Record<string, string>>);

/** How calls are made. */
export interface SendSettings {
  readonly baseUrl: string;
  readonly headers: HeadersSource;
  readonly fetch: typeof fetch;
}

/** The limits of one call. */
export interface SendLimits {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs: number;
}

const hint = "check the network, and that the proxy's CORS_ORIGINS lists this origin";

function unreadable(status: number): ResponseError {
  const message = `The reply (HTTP ${status}) did not come from the proxy`;
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
  { baseUrl, headers, fetch }: SendSettings,
  { path, body, key }: { readonly path: string; readonly body: unknown; readonly key: keyof Body },
  { signal: caller, timeoutMs }: SendLimits,
): Promise<Body> {
  caller?.throwIfAborted();
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = caller ? AbortSignal.any([caller, timeout]) : timeout;
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });
  let isSent = false;
  const exchange = async () => {
    const own = typeof headers === "function" ? await headers() : headers;
    isSent = true;
    const response = await fetch(`${baseUrl}${path}`, {
      method: "POST",
      headers: { ...own, "content-type": "application/json" },
      body: JSON.stringify(body),
      redirect: "manual",
      signal,
    });
    return [response, await response.text()] as const;
  };
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
