import {
  baseHrefOf,
  type Complaint,
  type LogLine,
  nobleHash,
  parseList,
  type Validator,
  validateBaseUrl,
} from "@nxzalo/core/internal";
import { findSecret } from "../auth/secret-comparison.ts";

/** The path that NXCLOUD calls: its last part is the secret that proves where a receipt comes from. */
export const receiptsPath = "/v1/receipts/:key";

/** NXCLOUD takes webhooks of at most 256 characters. */
const webhookLimit = 256;

/** 128 bits: 22 characters of base64url, or 32 of hex. */
const isStrong = (key: string) =>
  /^[A-Za-z0-9_-]{22,200}$/.test(key) && (key.length >= 32 || !/^[0-9a-f]+$/i.test(key));

const dayMs = 86_400_000;
/** How many days a retired key is taken: what was sent with it has receipts as long as its journey lives, which is 30 at most. */
const retiredDays = 31;

/** One entry of `RECEIPT_KEYS`. */
interface ReceiptKey {
  readonly key: string;
  /** Until when it is taken, in milliseconds since the epoch. */
  readonly takenUntil: number;
  /** The day on which it was retired, as it is written. */
  readonly retired?: string | undefined;
}

/** The end of the last day on which a key that was retired on a day is taken; NaN where that is none. */
function endOfRetired(day: string): number {
  const at = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  const isDay = !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
  return isDay ? at + (retiredDays + 1) * dayMs : Number.NaN;
}

/** `key`, or `key@2026-11-28` where it was retired on that day. */
function parseReceiptKey(entry: string): ReceiptKey {
  const at = entry.indexOf("@");
  if (at < 0) return { key: entry, takenUntil: Number.POSITIVE_INFINITY };
  const retired = entry.slice(at + 1);
  return { key: entry.slice(0, at), takenUntil: endOfRetired(retired), retired };
}

/** What `RECEIPT_KEYS` may hold. */
export const validateReceiptKeys: Validator = (value) => {
  const [newest, ...rest] = parseList(String(value)).map(parseReceiptKey);
  if (newest?.retired !== undefined)
    return {
      code: "list_wrong",
      message: "must begin with a key that is not retired: messages are sent with the first",
    };
  if (rest.some(({ takenUntil }) => Number.isNaN(takenUntil)))
    return { code: "list_wrong", message: "must name the day on which a key was retired as in key@2026-11-28" };
  if ([newest, ...rest].every((one) => one === undefined || isStrong(one.key))) return undefined;
  const message = "must list secrets of at least 128 bits: make one with `openssl rand -hex 24`";
  return { code: "secret_wrong", message };
};

/**
 * Whether the key in a receipt's URL is one of the configured ones, and taken now. Their hashes are compared, all of them, in constant time.
 */
export function createReceiptKeyCheck(keys: readonly string[], now: () => number): (presented: string) => boolean {
  const parsed = keys.map(parseReceiptKey);
  const keyHashes = parsed.map(({ key }) => nobleHash("sha256", key));
  return (presented) => now() < (parsed[findSecret(keyHashes, presented)]?.takenUntil ?? 0);
}

/**
 * What the operator has to hear of `RECEIPT_KEYS`, at a time in milliseconds since the epoch: one line for each key that is not taken any more.
 */
export const loggableReceiptKeys = (keys: readonly string[], now: number): LogLine[] =>
  keys.map(parseReceiptKey).flatMap(({ retired, takenUntil }) => {
    const message = `a key of RECEIPT_KEYS, retired on ${retired}, is not taken any more: leave it out`;
    return now < takenUntil ? [] : [{ level: "warn", message }];
  });

/**
 * The webhook that messages are sent with where their caller named none: the receipts' URL with the newest key.
 *
 * @param publicUrl One that {@link validatePublicUrl} has passed.
 */
export const createDrWebhook = ([entry]: readonly string[], publicUrl: string | undefined): string | undefined =>
  entry === undefined || publicUrl === undefined
    ? undefined
    : baseHrefOf(publicUrl) + receiptsPath.replace(":key", parseReceiptKey(entry).key);

/** What is wrong with a public URL: it is none, or makes too long a webhook. */
export function validatePublicUrl(publicUrl: unknown, keys: readonly string[]): Complaint | undefined {
  const wrong = validateBaseUrl(publicUrl);
  if (wrong) return wrong;
  const drWebhook = createDrWebhook(keys, String(publicUrl));
  return drWebhook !== undefined && drWebhook.length > webhookLimit
    ? { code: "url_too_long", message: "is too long for NXCLOUD's 256 characters" }
    : undefined;
}
