import { ConfigError, ResponseError, TransportError } from "@nxzalo/core/errors";
import { fromProblem } from "@nxzalo/core/problem";
import type { KeyedCallOptions, ProxyClientOptions } from "./options.ts";
import { readRetryAfter } from "./retry-after.ts";

const hint = "check the network and the proxy's CORS_ORIGINS";

function unreadable(status: number): ResponseError {
  const message = `The reply (HTTP ${status}) is not the proxy's`;
  return new ResponseError(message, { code: "response_unreadable", outcome: "unknown", status, attempts: 1, hint });
}

/** Without the cause: it may quote a header, which may hold a key. */
function unusable(name: string, message = "is not usable", code = "invalid"): ConfigError {
  return new ConfigError(`The call cannot be made: ${name} ${message}`, {
    code: "config_invalid",
    outcome: "not_sent",
    issues: [{ path: [name], message, code }],
  });
}

/** @throws ConfigError: a misspelt option would silently mean its default. */
function refuse(unknown: object): void {
  for (const name in unknown) throw unusable(name, "is not an option", "option_unknown");
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

/** One call of the proxy. */
export interface ProxyRequest<Body> {
  readonly path: string;
  /** A field that every success has. */
  readonly key: keyof Body;
  readonly body?: object | undefined;
  readonly limits?: KeyedCallOptions | undefined;
  /** Default: `POST`. */
  readonly method?: string;
  /** Reads the answer's text, or throws. Default: JSON with times as Dates. */
  readonly read?: (text: string) => unknown;
}

/** The same as the proxy's. */
const keyPattern = /^[!-~]([ -~]{0,253}[!-~])?$/;

/** Older runtimes give no reason for an abort. */
const reasonOf = ({ reason }: AbortSignal): unknown =>
  reason ?? Object.assign(new Error("aborted"), { name: "AbortError" });

/**
 * Gives what sends JSON to the proxy and reads its answer. It needs `fetch`, `Headers`, `URL` and `AbortController` alone: React Native and
 * jsdom have neither `AbortSignal.any` nor `AbortSignal.timeout`.
 *
 * @throws ConfigError that names an option which does not exist.
 */
export function createSend(options: ProxyClientOptions) {
  const { baseUrl, headers, fetch: givenFetch, timeoutMs: defaultTimeoutMs = 30_000, ...unknown } = options;
  refuse(unknown);
  return async <Body>(request: ProxyRequest<Body>): Promise<Body> => {
    const { path, key, body, limits = {}, method = "POST", read = readTimes } = request;
    const { signal: caller, timeoutMs = defaultTimeoutMs, idempotencyKey, ...unknownLimits } = limits;
    if (caller?.aborted) throw reasonOf(caller);
    refuse(unknownLimits);
    // Timers hold no more, and fire at once beyond it.
    if (!(timeoutMs > 0 && timeoutMs < 2 ** 31)) throw unusable("timeoutMs", "must be from 1 to 2147483647");
    if (idempotencyKey !== undefined && !keyPattern.test(idempotencyKey))
      throw unusable("idempotencyKey", "must have 1 to 255 visible ASCII characters");
    const controller = new AbortController();
    const { signal } = controller;
    let isSent = false;
    let isTimeout = false;
    /** What is being used: it is named where using it fails. */
    let name = "headers";
    const exchange = async () => {
      const fields = new Headers(typeof headers === "function" ? await headers() : headers);
      fields.set("content-type", "application/json");
      if (idempotencyKey) fields.set("idempotency-key", idempotencyKey);
      name = "request";
      const init = { method, headers: fields, body: JSON.stringify(body), redirect: "manual", signal } as const;
      name = "baseUrl";
      const url = new URL(baseUrl.replace(/\/+$/, "") + path, globalThis.location?.href).href;
      // An error that says "not sent" must be right, also with a `fetch` that ignores signals.
      if (signal.aborted) throw signal;
      name = "fetch";
      // Called bare: browsers refuse a `fetch` that is called as a method.
      const send = givenFetch ?? fetch;
      isSent = typeof send === "function";
      const response = await send(url, init);
      return [response, await response.text()] as const;
    };
    const stop = () => controller.abort();
    const timer = setTimeout(() => {
      isTimeout = true;
      stop();
    }, timeoutMs);
    caller?.addEventListener("abort", stop);
    let value: Body | null = null;
    const stopped = new Promise<never>((_, reject) => signal.addEventListener("abort", reject));
    const [response, text] = await Promise.race([exchange(), stopped])
      .catch((cause) => {
        if (caller?.aborted) throw reasonOf(caller);
        throw isSent || isTimeout ? transportError(isTimeout, isSent, cause) : unusable(name);
      })
      .finally(() => {
        clearTimeout(timer);
        caller?.removeEventListener("abort", stop);
      });
    try {
      value = read(text) as Body;
    } catch {
      // Not JSON: a captive portal, or another server's page.
    }
    if (response.ok && value?.[key] !== undefined) return value;
    throw fromProblem(value, readRetryAfter(response.headers.get("retry-after"))) ?? unreadable(response.status);
  };
}
