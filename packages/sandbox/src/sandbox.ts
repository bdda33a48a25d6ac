import { type SandboxCredentials, sandboxAppKeys, sandboxCredentials } from "./account.ts";
import { breakReply, ConnectionClosed, type Fault, faultDelaysMs } from "./faults.ts";
import { initJourneyToken, type OperationContext } from "./init-journey-token.ts";
import { magicFault } from "./magic-phones.ts";
import { Refusal } from "./refusal.ts";
import { authenticate } from "./signature.ts";

/** One request that arrived, as it came, and the code it was answered with (`undefined` where it got no answer of NXCLOUD's). */
export interface SandboxCall {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly code: number | undefined;
}

/** Options of {@link createSandbox}. */
export interface SandboxOptions {
  /** Default: the documented ones. */
  readonly credentials?: SandboxCredentials | undefined;
  /** Default: the documented ones. */
  readonly appKeys?: readonly string[] | undefined;
  /** The current time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
}

/** An NXCLOUD of one's own. */
export interface Sandbox {
  /** A `fetch` that answers as NXCLOUD would, whatever the host. Needs no port. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  readonly credentials: SandboxCredentials;
  /** The default application. */
  readonly appKey: string;
  readonly appKeys: readonly string[];
  /** What arrived, in order. */
  readonly calls: readonly SandboxCall[];
  /** Faults for the next requests, one each, first in first out. */
  readonly faults: Fault[];
  /** Moves the clock that ages tokens; the 60 s window of signatures stays where it is. */
  advance(ms: number): void;
  /** Forgets calls, faults and moved time. */
  reset(): void;
}

const operations: Readonly<Record<string, (body: unknown, context: OperationContext) => object>> = {
  "/v1/zalo/initJourneyToken": initJourneyToken,
};

const newTraceId = () => crypto.randomUUID().replaceAll("-", "");

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Waits, unless the caller leaves first. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", leave);
      resolve();
    }, ms);
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
  });
}

/**
 * Creates an emulator of NXCLOUD's Zalo API that runs in-process, in any runtime.
 *
 * @example
 * ```ts
 * import { createNxZalo } from "@nxzalo/core";
 * import { createSandbox } from "@nxzalo/sandbox";
 *
 * const { credentials, appKey, fetch } = createSandbox();
 * const nx = createNxZalo({ credentials, appKey, fetch });
 * await nx.initJourneyToken({ phone: "84912345678", tokenType: "token_logistics_7" });
 * ```
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { credentials = sandboxCredentials, appKeys = sandboxAppKeys, now = Date.now } = options;
  const calls: SandboxCall[] = [];
  const faults: Fault[] = [];
  let advancedMs = 0;

  function answer(request: Request, path: string, body: string): { code: number; reply: object } {
    try {
      authenticate(request.headers, body, credentials, now());
      const operation = operations[path];
      if (!operation) throw new Refusal(1002);
      const context = { appKeys, accessSecret: credentials.accessSecret, clock: now() + advancedMs };
      return { code: 0, reply: { code: 0, message: "Success", data: operation(parse(body), context) } };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { code: error.code, reply: { code: error.code, message: error.message, traceId: newTraceId() } };
    }
  }

  return {
    credentials,
    appKeys,
    appKey: appKeys[0] ?? "",
    calls,
    faults,
    advance: (ms) => {
      advancedMs += ms;
    },
    reset: () => {
      calls.length = 0;
      faults.length = 0;
      advancedMs = 0;
    },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { pathname: path } = new URL(request.url);
      const headers = Object.fromEntries(request.headers);
      let fault = faults.shift();
      if (fault === "closed_before_read") throw new ConnectionClosed(false);
      if (request.method !== "POST")
        return new Response("Method Not Allowed", { status: 405, headers: { allow: "POST" } });
      const body = await request.text();
      const { phone } = (parse(body) ?? {}) as { phone?: unknown };
      fault ??= magicFault(String(phone));
      if (fault === "closed_before_read") throw new ConnectionClosed(false);
      const { code, reply } = answer(request, path, body);
      const silent = fault === "closed_after_read" || fault === "no_answer";
      calls.push({ path, headers, body, code: silent ? undefined : code });
      if (fault === "slow_answer" || fault === "no_answer") await pause(faultDelaysMs[fault], request.signal);
      if (silent) throw new ConnectionClosed(true);
      return breakReply(fault, Response.json(reply));
    },
  };
}
