import type { SandboxCredentials } from "./account.ts";
import { createClock } from "./clock.ts";
import { delay } from "./delay.ts";
import { answer } from "./dispatch.ts";
import { breakReply, ConnectionClosed, type Fault, faultDelaysMs } from "./faults.ts";
import { faultOfPhone } from "./magic/phones.ts";
import { createOutbox } from "./receipts/outbox.ts";
import type { ReceiptFetch } from "./receipts/post.ts";
import { createReceiptQueue, type DeliverOptions, type DeliveryReport, type SandboxReceipt } from "./receipts/queue.ts";
import { resolveOptions, type SandboxOptions } from "./sandbox-options.ts";
import { signatureHeaders } from "./signature.ts";

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One request that arrived, as it came, and the code it was answered with (`undefined` where it got no answer of NXCLOUD's). */
export interface SandboxCall {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly code: number | undefined;
}

/** An NXCLOUD of one's own. Its methods need no `this`. */
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
  /** The receipts that were made, in order, and how far each has come. */
  readonly receipts: readonly SandboxReceipt[];
  /**
   * Posts every receipt that is due, and those that become due by it, in order for each webhook. One that is not answered with HTTP 200
   * and the body `success` is due again a minute later, at most 60 times.
   *
   * A webhook that another call is posting to is left to that call.
   *
   * @example
   * ```ts
   * import { createNxZalo } from "@nxzalo/core";
   * import { createSandbox } from "@nxzalo/sandbox";
   *
   * const sandbox = createSandbox({ webhook: "https://shop.example/receipts" });
   * const message = { phone: "84912345678", templateId: "133214", templateData: { order: "42" } };
   * const { credentials, appKey, fetch } = sandbox;
   * await createNxZalo({ credentials, appKey, fetch }).sendTemplate(message);
   * await sandbox.deliver(async (_url, { body }) => {
   *   console.log(JSON.parse(String(body)).status); // "success", then "delivered"
   *   return new Response("success");
   * });
   * ```
   */
  deliver(fetch: ReceiptFetch, options?: DeliverOptions): Promise<DeliveryReport>;
  /**
   * Moves the clock that ages tokens and repeats receipts; the 60 s window of signatures stays where it is.
   *
   * @throws RangeError where the time would leave the years 1970 to 9999.
   */
  advance(ms: number): void;
  /** Forgets calls, faults, journeys, receipts and moved time. */
  reset(): void;
}

/**
 * Creates an emulator of NXCLOUD's Zalo API that runs in-process, in any runtime.
 *
 * @throws TypeError where `webhook` is no http(s) URL.
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
  const { credentials, appKeys, now, webhook, signReceipts, receiptTimeoutMs } = resolveOptions(options);
  const calls: SandboxCall[] = [];
  const faults: Fault[] = [];
  const clock = createClock(now);
  const queue = createReceiptQueue({
    clock: clock.now,
    timeoutMs: receiptTimeoutMs,
    // The taker compares the time with its own clock, so it is the real one.
    headersFor: (text) => (signReceipts ? signatureHeaders(text, credentials, now()) : {}),
  });
  const outbox = createOutbox(queue, webhook);
  const catchUp = () => outbox.catchUp(clock.now());

  return {
    credentials,
    appKeys,
    calls,
    faults,
    appKey: appKeys[0] ?? "",
    get receipts() {
      catchUp();
      return queue.all;
    },
    deliver: async (fetch, { signal } = {}) => {
      catchUp();
      return queue.deliver(fetch, signal);
    },
    advance: (ms) => {
      clock.advance(ms);
      catchUp();
    },
    reset: () => {
      calls.length = 0;
      faults.length = 0;
      outbox.clear();
      clock.reset();
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
      const json = parse(body);
      fault ??= faultOfPhone(String((json as { phone?: unknown } | null | undefined)?.phone));
      if (fault === "closed_before_read") throw new ConnectionClosed(false);
      catchUp();
      const context = { appKeys, clock: clock.now(), outbox };
      const reply = answer({ path, headers: request.headers, body, json }, credentials, now(), context);
      const silent = fault === "closed_after_read" || fault === "no_answer";
      calls.push({ path, headers, body, code: silent ? undefined : reply.code });
      if (fault === "slow_answer" || fault === "no_answer") await delay(faultDelaysMs[fault], request.signal);
      if (silent) throw new ConnectionClosed(true);
      return breakReply(fault, Response.json(reply));
    },
  };
}
