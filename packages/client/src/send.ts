import { ConfigError, ResponseError, TransportError } from "@nxzalo/core/errors";
import { fromProblem } from "@nxzalo/core/problem";
import type { KeyedCallOptions, ProxyClientOptions } from "./options.ts";

const hint = "check the network and the proxy's CORS_ORIGINS";

function unreadable(status: number): ResponseError {
  const message = `The reply (HTTP ${status}) is not the proxy's`;
  return new ResponseError(message, { code: "response_unreadable", outcome: "unknown", status, attempts: 1, hint });
}

/** Without the cause: it may quote a header, which may hold a key. */
function unusable(): ConfigError {
  const message = "check baseUrl, headers, timeoutMs and the input";
  return new ConfigError(`The call cannot be made: ${message}`, {
    code: "config_invalid",
    outcome: "not_sent",
    issues: [{ path: [], message }],
  });
}

function transportError(isTimeout: boolean, isSent: boolean, cause: unknown): TransportError {
  const message = isTimeout ? "The proxy did not answer in time" : "The proxy could not be reached";
  return new TransportError(message, {
    code: isTimeout ? "timeout" : "network_error",
    outcome: isSent ? "unknown" : "not_sent",
    retryable: !isSent,
    attempts: +isSent,
    hint,
    cause,
  });
}

/** The times of a flat answer as Dates. */
const readTimes = (text: string): unknown =>
  JSON.parse(text, (name, field) => (/.At$/.test(name) ? new Date(field) : field));

/** Sends JSON to the proxy and reads its answer; `key` is a field that every success has. */
export async function send<Body>(
  options: ProxyClientOptions,
  path: string,
  key: keyof Body,
  body: unknown,
  { signal: caller, timeoutMs = options.timeoutMs ?? 30_000, idempotencyKey }: KeyedCallOptions = {},
  method = "POST",
  read = readTimes,
): Promise<Body> {
  caller?.throwIfAborted();
  let isSent = false;
  let timeout: AbortSignal | undefined;
  const exchange = async (signal: AbortSignal) => {
    const { baseUrl, headers } = options;
    const own = typeof headers === "function" ? await headers() : headers;
    const request = new Request(baseUrl.replace(/\/+$/, "") + path, {
      method,
      headers: {
        ...own,
        ...(idempotencyKey && { "idempotency-key": idempotencyKey }),
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
      redirect: "manual",
      signal,
    });
    // Whoever was told "not sent" must be right, also with a `fetch` that knows no signals.
    signal.throwIfAborted();
    isSent = true;
    // Called bare: browsers refuse a `fetch` that is called as a method.
    const response = await (options.fetch ?? fetch)(request);
    return [response, await response.text()] as const;
  };
  const withTimeout = async () => {
    timeout = AbortSignal.timeout(timeoutMs);
    const signal = caller ? AbortSignal.any([caller, timeout]) : timeout;
    const stopped = new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    return Promise.race([exchange(signal), stopped]);
  };
  let value: Body | null = null;
  const [response, text] = await withTimeout().catch((cause) => {
    caller?.throwIfAborted();
    const isTimeout = timeout?.aborted === true;
    throw isSent || isTimeout ? transportError(isTimeout, isSent, cause) : unusable();
  });
  try {
    value = read(text) as Body;
  } catch {
    // Not JSON: a captive portal, or another server's page.
  }
  if (response.ok && value?.[key] !== undefined) return value;
  const waitMs = Number(response.headers.get("retry-after")) * 1000;
  throw fromProblem(value, waitMs || undefined) ?? unreadable(response.status);
}
