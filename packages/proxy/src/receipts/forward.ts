import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Receipt } from "@nxzalo/core";
import { ProxyError } from "@nxzalo/core/errors";
import { safeCause, timedOut, withTimeout } from "@nxzalo/core/internal";
import type { OnReceipt } from "./receive.ts";

/** Where receipts are posted on to. */
export interface ForwardOptions {
  readonly url: string;
  /** `whsec_` and base64, or any text: the key of the signature. */
  readonly secret: string;
  /** Default: the runtime's own. */
  readonly fetch?: ForwardFetch | undefined;
  /** The current time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Milliseconds for one delivery. Default: 10,000. */
  readonly timeoutMs?: number | undefined;
}

/** The part of `fetch` that is used. */
export type ForwardFetch = (
  url: string,
  // biome-ignore lint/suspicious/noExplicitAny: each runtime declares its own AbortSignal
  init: { method: "POST"; headers: Record<string, string>; body: string; redirect: "manual"; signal: any },
) => Promise<{ readonly status: number; readonly body?: { cancel(): Promise<void> } | null }>;

/** With a cause, so that the operator is told. */
const notAccepted = (what: string, cause: unknown = what) =>
  new ProxyError(`RECEIPTS_FORWARD_URL ${what}`, {
    code: "unavailable",
    outcome: "not_sent",
    retryable: true,
    cause,
  });

const toBase64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
const fromBase64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

const keyOf = (secret: string) =>
  secret.startsWith("whsec_") ? fromBase64(secret.slice("whsec_".length)) : utf8ToBytes(secret);

/** The same for every copy of a receipt, so that the receiver can tell duplicates. */
const idOf = ({ eventId, raw }: Receipt) =>
  `rcpt_${bytesToHex(sha256(utf8ToBytes(eventId ?? JSON.stringify(raw)))).slice(0, 32)}`;

/**
 * Posts each receipt on, signed as Standard Webhooks 1.0 say (`webhook-id`, `webhook-timestamp`, `webhook-signature`). The body is
 * `{ type: "receipt.<status>", timestamp, data }` with the parsed receipt as data, and the `messageId` of its message where that is
 * remembered. An answer of 2xx is its acceptance; anything else rejects, so that NXCLOUD sends the receipt again.
 *
 * @example
 * ```ts
 * import { forwardReceipts } from "@nxzalo/proxy";
 *
 * const onReceipt = forwardReceipts({ url: "https://shop.example/zalo", secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" });
 * ```
 */
export function forwardReceipts(options: ForwardOptions): OnReceipt {
  const { url, secret, now = Date.now, timeoutMs = 10_000 } = options;
  const key = keyOf(secret);
  return async (receipt, { verified, messageId }) => {
    const id = idOf(receipt);
    const at = now();
    const timestamp = String(Math.floor(at / 1000));
    const data = { ...receipt, verified, messageId };
    const body = JSON.stringify({ type: `receipt.${receipt.status}`, timestamp: new Date(at).toISOString(), data });
    const signature = toBase64(hmac(sha256, key, utf8ToBytes(`${id}.${timestamp}.${body}`)));
    const post = options.fetch ?? (fetch as unknown as ForwardFetch);
    const { status, body: answer } = await withTimeout({ timeoutMs }, (signal) =>
      post(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "webhook-id": id,
          "webhook-timestamp": timestamp,
          "webhook-signature": `v1,${signature}`,
        },
        body,
        redirect: "manual",
        signal,
      }),
    ).catch((reason: unknown) => {
      throw reason === timedOut
        ? notAccepted("did not answer in time")
        : notAccepted("could not be reached", safeCause(reason));
    });
    // Nobody reads it; left alone, it would hold the connection.
    await answer?.cancel().catch(() => {});
    if (status < 200 || status > 299) throw notAccepted(`answered ${status}`);
  };
}
