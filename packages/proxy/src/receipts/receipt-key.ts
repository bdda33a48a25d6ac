import { baseHrefOf, type Complaint, listOf, nobleHash, type Validator, validateBaseUrl } from "@nxzalo/core/internal";
import { findSecret } from "../auth/secret-comparison.ts";

/** The path that NXCLOUD calls: its last part is the secret that proves where a receipt comes from. */
export const receiptsPath = "/v1/receipts/:key";

/** NXCLOUD takes webhooks of at most 256 characters. */
const webhookLimit = 256;

/** 128 bits: 22 characters of base64url, or 32 of hex. */
const isStrong = (key: string) =>
  /^[A-Za-z0-9_-]{22,200}$/.test(key) && (key.length >= 32 || !/^[0-9a-f]+$/i.test(key));

/** What `RECEIPT_KEYS` may hold. */
export const validateReceiptKeys: Validator = (value) =>
  listOf(String(value)).every(isStrong)
    ? undefined
    : {
        code: "secret_wrong",
        message: "must list secrets of at least 128 bits: make one with `openssl rand -hex 24`",
      };

/** Whether the key in a receipt's URL is one of the configured ones. Their hashes are compared, all of them, in constant time. */
export function createReceiptKeyCheck(keys: readonly string[]): (presented: string) => boolean {
  const keyHashes = keys.map((key) => nobleHash("sha256", key));
  return (presented) => findSecret(keyHashes, presented) !== -1;
}

/**
 * The webhook that messages are sent with where their caller named none: the receipts' URL with the newest key.
 *
 * @param publicUrl One that {@link validatePublicUrl} has passed.
 */
export const createDrWebhook = ([key]: readonly string[], publicUrl: string | undefined): string | undefined =>
  key === undefined || publicUrl === undefined ? undefined : `${baseHrefOf(publicUrl)}/v1/receipts/${key}`;

/** What is wrong with a public URL: it is none, or makes too long a webhook. */
export function validatePublicUrl(publicUrl: unknown, keys: readonly string[]): Complaint | undefined {
  const wrong = validateBaseUrl(publicUrl);
  if (wrong) return wrong;
  const drWebhook = createDrWebhook(keys, String(publicUrl));
  return drWebhook !== undefined && drWebhook.length > webhookLimit
    ? { code: "url_too_long", message: "is too long for NXCLOUD's 256 characters" }
    : undefined;
}
