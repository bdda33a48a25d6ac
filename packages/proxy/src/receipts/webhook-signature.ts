import type { Validator } from "@nxzalo/core/internal";
import { hmac, sha256, utf8ToBytes } from "@nxzalo/core/internal/hashes";

const toBase64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
const fromBase64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

const parseSecret = (secret: string) =>
  secret.startsWith("whsec_") ? fromBase64(secret.slice("whsec_".length)) : utf8ToBytes(secret);

/** What `RECEIPTS_FORWARD_SECRET` and `ALERT_SECRET` may be. */
export const validateWebhookSecret: Validator = (value) => {
  const [, base64] = /^whsec_(.*)$/.exec(String(value)) ?? [];
  const isGood = base64 === undefined ? String(value).length >= 16 : /^[A-Za-z0-9+/]{22,}={0,2}$/.test(base64);
  const message = "must be whsec_ and at least 16 bytes in base64, or a text of at least 16 characters";
  return isGood ? undefined : { code: "secret_wrong", message };
};

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
 * @param secret `whsec_` and base64, or any text.
 * @example
 * ```ts
 * import { createWebhookSigner } from "@nxzalo/proxy";
 *
 * const sign = createWebhookSigner("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
 * const headers = sign({ id: "msg_1", at: Date.now(), body: '{"type":"order.paid"}' });
 * ```
 */
export function createWebhookSigner(secret: string): (message: WebhookMessage) => Readonly<Record<string, string>> {
  const key = parseSecret(secret);
  return ({ id, at, body }) => {
    const timestamp = String(Math.floor(at / 1000));
    const signature = toBase64(hmac(sha256, key, utf8ToBytes(`${id}.${timestamp}.${body}`)));
    return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
  };
}
