import { createClock } from "./clock.ts";
import { dispatch } from "./dispatch.ts";
import { breakReply, ConnectionClosed, type Fault, waitForFault } from "./faults.ts";
import { faultOfPhone } from "./magic-numbers.ts";
import { resolveOptions, type SandboxCredentials, type SandboxOptions } from "./options.ts";
import { createOutbox } from "./receipts/outbox.ts";
import type { ReceiptFetch } from "./receipts/post.ts";
import { createReceiptQueue, type DeliverOptions, type DeliveryReport, type SandboxReceipt } from "./receipts/queue.ts";
import { signatureHeaders } from "./signature.ts";

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One request that arrived. */
export interface SandboxCall {
  /** Such as `/v1/zalo/initJourneyToken`. */
  readonly path: string;
  /** As they came, with their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The text, as it came. */
  readonly body: string;
  /** NXCLOUD's code in the answer, 0 for a success; `undefined` where a fault left the request without an answer. */
  readonly code: number | undefined;
}

/** An emulated NXCLOUD. Its methods need no `this`. */
export interface Sandbox {
  /**
   * A `fetch` that answers as NXCLOUD would, whatever the host. Needs no port.
   *
   * @throws TypeError for the faults that close the connection, with `sent` as a transport would say it; the signal's reason.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** The account whose requests are accepted. */
  readonly credentials: SandboxCredentials;
  /** The default application: the first of `appKeys`. */
  readonly appKey: string;
  /** The app keys that exist. */
  readonly appKeys: readonly string[];
  /** The requests that arrived, in order. */
  readonly calls: readonly SandboxCall[];
  /** Faults for the next requests, one each, first in first out: push a name to add one. */
  readonly faults: Fault[];
  /** The receipts that were made, in order, and how far each has come. */
  readonly receipts: readonly SandboxReceipt[];
  /**
   * Posts every receipt that is due, and those that become due by it, in order for each webhook. One that is not answered with HTTP 200
   * and the body `success` is due again a minute later, at most 60 times.
   *
   * A webhook that another call is posting to is left to that call. Errors of `fetch` count as failed posts.
   *
   * @example
   * ```ts
   * import { createNxZalo } from "@nxzalo/core";
   * import { createSandbox } from "@nxzalo/sandbox";
   *
   * const sandbox = createSandbox({ webhook: "https://shop.example/receipts" });
   * const { credentials, appKey, fetch } = sandbox;
   * const message = { phone: "84912345678", templateId: "133214", templateData: { order: "42" } };
   * await createNxZalo({ credentials, appKey, fetch }).sendTemplate(message);
   * await sandbox.deliver(async (_url, { body }) => {
   *   console.log(JSON.parse(String(body)).status); // "success", then "delivered"
   *   return new Response("success");
   * });
   * ```
   */
  deliver(fetch: ReceiptFetch, options?: DeliverOptions): Promise<DeliveryReport>;
  /**
   * Moves the clock that ages tokens and repeats receipts, by milliseconds; the 60 s window of signatures stays where it is.
   *
   * @throws RangeError where the time would leave the years 1970 to 9999.
   */
  advance(ms: number): void;
  /** Clears calls, faults, journeys, receipts and moved time. */
  reset(): void;
}

/**
 * Creates an emulator of NXCLOUD's Zalo API that runs in-process, in any runtime.
 *
 * @throws TypeError for an option that does not exist or cannot work, such as a `webhook` that is no http(s) URL.
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
    // A receiver compares the time with its own clock, so it is the real one.
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
      const reply = dispatch({ path, headers: request.headers, body, json }, credentials, now(), context);
      const silent = fault === "closed_after_read" || fault === "no_answer";
      calls.push({ path, headers, body, code: silent ? undefined : reply.code });
      await waitForFault(fault, request.signal);
      if (silent) throw new ConnectionClosed(true);
      return breakReply(fault, Response.json(reply));
    },
  };
}
