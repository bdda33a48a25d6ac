import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

const toBase64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
const fromBase64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

const parseSecret = (secret: string) =>
  secret.startsWith("whsec_") ? fromBase64(secret.slice("whsec_".length)) : utf8ToBytes(secret);

/** One message of a webhook. */
export interface WebhookMessage {
  /** The same for every copy of it. */
  readonly id: string;
  /** When this copy is sent, in milliseconds since the epoch. */
  readonly at: number;
  /** The very text that is sent. */
  readonly body: string;
}

/**
 * Makes the headers `webhook-id`, `webhook-timestamp` and `webhook-signature` of Standard Webhooks 1.0.
 *
 * @param secret `whsec_` and base64, or any text; two or more while one is rotated, newest first: a receiver takes what one of them has signed.
 * @example
 * ```ts
 * import { createWebhookSigner } from "@nxzalo/proxy";
 *
 * const sign = createWebhookSigner("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
 * const headers = sign({ id: "msg_1", at: Date.now(), body: '{"type":"order.paid"}' });
 * ```
 */
export function createWebhookSigner(
  secret: string | readonly string[],
): (message: WebhookMessage) => Readonly<Record<string, string>> {
  const keys = [secret].flat().map(parseSecret);
  return ({ id, at, body }) => {
    const timestamp = String(Math.floor(at / 1000));
    const signed = utf8ToBytes(`${id}.${timestamp}.${body}`);
    const signatures = keys.map((key) => `v1,${toBase64(hmac(sha256, key, signed))}`);
    return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
  };
}

/** The id of what a receipt is delivered as: the same for every copy of it, so that a receiver can tell duplicates. */
export const toReceiptEventId = (receipt: {
  readonly eventId: string | null;
  readonly raw: Readonly<Record<string, unknown>>;
}): string => `rcpt_${bytesToHex(sha256(utf8ToBytes(receipt.eventId ?? JSON.stringify(receipt.raw)))).slice(0, 32)}`;
