import type { Around, Credentials, EnvRecord } from "@nxzalo/core";
import {
  baseHrefOf,
  type EnvReader,
  type EventTarget,
  parseList,
  readEnv,
  readEventTargets,
  validateSwitch,
} from "@nxzalo/core/internal";
import type { JourneyService } from "@nxzalo/core/journeys";
import { forwardReceipts } from "./forward.ts";
import { createDrWebhook, validatePublicUrl, validateReceiptKeys } from "./receipt-key.ts";
import type { OnReceipt, ReceiptOptions } from "./receive.ts";
import { validateWebhookHosts } from "./webhook-hosts.ts";

/** What the variables about receipts say. */
export interface ReceiptConfig {
  /** `RECEIPT_KEYS`: the secrets of the receipts' URL, newest first; a retired one with its day, as in `key@2026-11-28`. */
  readonly receiptKeys: readonly string[];
  /** `RECEIPTS_FORWARD_URL`, `EVENTS_TARGETS` and `RECEIPTS_FORWARD_SECRET`: where receipts, and what else is told, are posted. */
  readonly eventTargets: readonly EventTarget[];
  /** `RECEIPTS_REQUIRE_SIGNATURE`: whether receipts without a signature of NXCLOUD's are refused. No scheme is documented. */
  readonly requireSignature: boolean;
  /** `PUBLIC_URL`: where the proxy can be reached from outside. */
  readonly publicUrl?: string | undefined;
  /** The receipts' URL, which messages are sent with: `PUBLIC_URL` with the newest of `RECEIPT_KEYS`. */
  readonly drWebhook?: string | undefined;
  /** `DR_WEBHOOK_HOSTS`: the hosts that a caller's own `drWebhook` may name. */
  readonly drWebhookHosts: readonly string[];
}

/** Reads the variables about receipts. */
export function readReceiptConfig(env: EnvReader): ReceiptConfig {
  const receiptKeys = parseList(env.optional("RECEIPT_KEYS", validateReceiptKeys));
  const eventTargets = readEventTargets(env);
  if (eventTargets.length > 0 && receiptKeys.length === 0)
    env.complain("RECEIPT_KEYS", { code: "required", message: "is missing: it guards what is forwarded" });
  const publicUrl = env.optional("PUBLIC_URL", (value) => validatePublicUrl(value, receiptKeys));
  return {
    requireSignature: env.optional("RECEIPTS_REQUIRE_SIGNATURE", validateSwitch) === "true",
    receiptKeys,
    publicUrl: publicUrl === undefined ? undefined : baseHrefOf(publicUrl),
    drWebhook: createDrWebhook(receiptKeys, publicUrl),
    drWebhookHosts: parseList(env.optional("DR_WEBHOOK_HOSTS", validateWebhookHosts)),
    eventTargets,
  };
}

/**
 * The receipts' URL by `PUBLIC_URL` and `RECEIPT_KEYS`, for the `drWebhook` of `createJourneys` in routes of one's own: what they send then
 * has its receipts as well. `undefined` where one of the two is not set.
 *
 * @throws ConfigError where a variable about receipts is malformed.
 * @example
 * ```ts
 * import { drWebhookFromEnv } from "@nxzalo/proxy";
 *
 * const env = { PUBLIC_URL: "https://zalo.shop.example", RECEIPT_KEYS: "aGVsbG8td29ybGQtMTI4LWJpdHM" };
 * drWebhookFromEnv(env); // "https://zalo.shop.example/v1/receipts/aGVsbG8td29ybGQtMTI4LWJpdHM"
 * ```
 */
export const drWebhookFromEnv = (record: EnvRecord): string | undefined => readEnv(record, readReceiptConfig).drWebhook;

/** What takes receipts besides the variables. */
export interface ReceiptHandlers {
  /** Takes receipts in place of `RECEIPTS_FORWARD_URL`, or besides it where the journey store delivers them. */
  readonly onReceipt?: OnReceipt | undefined;
  /** To check NXCLOUD's signatures with, should they come. */
  readonly credentials: Credentials;
  /** Learns from receipts before they are handed on. */
  readonly journeys?: JourneyService | undefined;
  /** Put around each delivery to `RECEIPTS_FORWARD_URL`. Default: nothing. */
  readonly around?: Around | undefined;
}

/** Posts each receipt on at once, where there is a target for what nothing else takes. */
function forwardAtOnce(targets: readonly EventTarget[], around: Around | undefined): OnReceipt | undefined {
  const rest = targets.find(({ types }) => types.includes("*"));
  return rest && forwardReceipts({ url: rest.url, secret: rest.secrets, around });
}

/**
 * How receipts are taken according to the variables: by `onReceipt` where there is one, else by forwarding them, else by the journey store
 * alone, which delivers them itself where it has targets; `undefined` where nothing takes them.
 */
export function toReceiptOptions(
  { receiptKeys, eventTargets, requireSignature }: ReceiptConfig,
  { onReceipt, credentials, journeys, around }: ReceiptHandlers,
): ReceiptOptions | undefined {
  const forward = journeys?.deliversReceipts ? undefined : forwardAtOnce(eventTargets, around);
  const handler = onReceipt ?? forward ?? (journeys && (() => {}));
  if (!handler || receiptKeys.length === 0) return undefined;
  const { previousAccessSecret } = credentials;
  const previous = previousAccessSecret === undefined ? [] : [{ ...credentials, accessSecret: previousAccessSecret }];
  return { keys: receiptKeys, onReceipt: handler, credentials: [credentials, ...previous], requireSignature };
}
