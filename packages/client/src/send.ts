import { ConfigError, ResponseError, TransportError } from "@nxzalo/core/errors";
import { fromProblem } from "@nxzalo/core/problem";
import type { KeyedCallOptions, ProxyClientOptions } from "./options.ts";
import { readRetryAfter } from "./retry-after.ts";

const hint = "check the network and the proxy's CORS_ORIGINS";

/** Something that a call is made of, and what it must be. */
type Use = readonly [name: string, message: string];

/** Without the cause: it may quote a header, which may hold a key. */
function unusable([name, message]: Use, code = "invalid"): ConfigError {
  return new ConfigError(`The call cannot be made: ${name} ${message}`, {
    code: "config_invalid",
    outcome: "not_sent",
    issues: [{ path: [name], message, code }],
  });
}

/** @throws ConfigError: a misspelt option would silently mean its default. */
function refuse(unknown: object): void {
  for (const name in unknown) throw unusable([name, "is not an option"], "option_unknown");
}

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

/** Makes a call, and gives its answer. */
export type Send = <Body>(request: ProxyRequest<Body>) => Promise<Body>;

/**
 * Gives what sends JSON to the proxy and reads its answer. It needs `fetch`, `Headers`, `URL` and `AbortController` alone: React Native and
 * jsdom have neither `AbortSignal.any` nor `AbortSignal.timeout`.
 *
 * @throws ConfigError that names an option which does not exist.
 */
export function createSend(options: ProxyClientOptions): Send {
  const { baseUrl, headers, fetch: givenFetch, timeoutMs: defaultTimeoutMs = 30_000, ...unknown } = options;
  refuse(unknown);
  return async <Body>(request: ProxyRequest<Body>): Promise<Body> => {
    const { path, key, body, limits = {}, method = "POST", read } = request;
    const { signal: caller, timeoutMs = defaultTimeoutMs, idempotencyKey, ...unknownLimits } = limits;
    refuse(unknownLimits);
    const controller = new AbortController();
    const { signal } = controller;
    const stop = () => controller.abort();
    let isSent = false;
    /** How the proxy did not answer, where the network fails. */
    let how = "";
    let timer: ReturnType<typeof setTimeout> | undefined;
    /** What is used next, and what it must be: both are told where using it fails. */
    let used: Use = ["signal", "must be an AbortSignal"];
    const exchange = async () => {
      caller?.addEventListener("abort", stop);
      if (caller?.aborted) throw caller;
      // Timers hold no more, and fire at once beyond it.
      used = ["timeoutMs", "must be 1 to 2147483647"];
      if (!(timeoutMs > 0 && timeoutMs < 2 ** 31)) throw used;
      timer = setTimeout(stop, timeoutMs);
      used = ["headers", "must be an object of ASCII texts"];
      const fields = new Headers(typeof headers === "function" ? await headers() : headers);
      fields.set("content-type", "application/json");
      if (idempotencyKey !== undefined) {
        used = ["idempotencyKey", "must be 1 to 255 visible ASCII characters"];
        if (!/^[!-~]([ -~]{0,253}[!-~])?$/.test(idempotencyKey)) throw used;
        fields.set("idempotency-key", idempotencyKey);
      }
      used = ["request", "must be JSON"];
      const init = { method, headers: fields, body: JSON.stringify(body), redirect: "manual", signal } as const;
      used = ["baseUrl", "must be a URL"];
      // Paths come after it, and credentials have no place in it.
      if (/[?#@]/.test(baseUrl)) throw used;
      const url = baseUrl.replace(/\/+$/, "") + path;
      // Only a check: React Native's `href` ends in one more slash.
      new URL(url, globalThis.location?.href);
      used = ["fetch", "must be a function"];
      const send = givenFetch ?? fetch;
      // An error that says "not sent" must be right, also with a `fetch` that ignores signals.
      if (signal.aborted) throw signal;
      isSent = typeof send === "function";
      // Called bare: browsers refuse a `fetch` that is called as a method.
      const response = await send(url, init);
      how = " in full";
      return [response, await response.text()] as const;
    };
    let value: Body | null = null;
    // With an own limit in place of `AbortSignal.timeout`: also a `fetch` that ignores signals ends in time.
    const [response, text] = await Promise.race([
      exchange(),
      new Promise<never>((_, reject) => signal.addEventListener("abort", reject)),
    ])
      .catch((cause) => {
        if (caller?.aborted) throw caller.reason ?? Object.assign(new Error(), { name: "AbortError" });
        const isTimeout = signal.aborted;
        if (!isSent && !isTimeout) throw unusable(used);
        throw new TransportError(`The proxy did not answer${isTimeout ? " in time" : how}`, {
          code: isTimeout ? "timeout" : "network_error",
          outcome: isSent ? "unknown" : "not_sent",
          retryable: !isSent,
          attempts: +isSent,
          hint,
          cause,
        });
      })
      .finally(() => {
        clearTimeout(timer);
        caller?.removeEventListener?.("abort", stop);
      });
    try {
      value = read ? read(text) : JSON.parse(text, (name, field) => (/.At$/.test(name) ? new Date(field) : field));
    } catch {
      // Not JSON: a captive portal, or another server's page.
    }
    if (response.ok && value?.[key] !== undefined) return value;
    throw (
      fromProblem(value, readRetryAfter(response.headers.get("retry-after"))) ??
      new ResponseError(`The reply (HTTP ${response.status}) is not the proxy's`, {
        code: "response_unreadable",
        outcome: "unknown",
        status: response.status,
        attempts: 1,
        hint,
      })
    );
  };
}
