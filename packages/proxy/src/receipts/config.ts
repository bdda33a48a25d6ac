import type { Credentials } from "@nxzalo/core";
import { type EnvReader, listOf, secureUrlValidator, type Validator, validateBaseUrl } from "@nxzalo/core/internal";
import type { JourneyService } from "@nxzalo/core/journeys";
import { forwardReceipts } from "./forward.ts";
import type { OnReceipt, ReceiptOptions } from "./receive.ts";

/** What the variables about receipts say. */
export interface ReceiptConfig {
  /** `RECEIPT_KEYS`: the secrets of the receipts' URL, newest first. */
  readonly receiptKeys: readonly string[];
  /** `RECEIPTS_FORWARD_URL` and `RECEIPTS_FORWARD_SECRET`. */
  readonly forward?: { readonly url: string; readonly secret: string } | undefined;
  /** `RECEIPTS_REQUIRE_SIGNATURE`: whether receipts without a signature of NXCLOUD's are refused. No scheme is documented. */
  readonly requireSignature: boolean;
  /** `PUBLIC_URL`: where the proxy can be reached from outside. */
  readonly publicUrl?: string | undefined;
  /** `DR_WEBHOOK_HOSTS`: the hosts that a caller's own `drWebhook` may name. */
  readonly drWebhookHosts: readonly string[];
}

/** 128 bits: 22 characters of base64url, or 32 of hex. */
const isReceiptKey = (key: string) =>
  /^[A-Za-z0-9_-]{22,200}$/.test(key) && (key.length >= 32 || !/^[0-9a-f]+$/i.test(key));
const validateKeys: Validator = (value) =>
  listOf(String(value)).every(isReceiptKey)
    ? undefined
    : "must list secrets of at least 128 bits: make one with `openssl rand -hex 24`";
const validateHosts: Validator = (value) =>
  listOf(String(value)).every((host) => /^[a-z0-9.-]+(:\d{1,5})?$/i.test(host))
    ? undefined
    : "must list host names such as shop.example";
const validateSecret: Validator = (value) => {
  const [, base64] = /^whsec_(.*)$/.exec(String(value)) ?? [];
  const isGood = base64 === undefined ? String(value).length >= 16 : /^[A-Za-z0-9+/]{22,}={0,2}$/.test(base64);
  return isGood ? undefined : "must be whsec_ and at least 16 bytes in base64, or a text of at least 16 characters";
};

const validateSwitch: Validator = (value) =>
  value === "true" || value === "false" ? undefined : "must be true or false";

/** NXCLOUD takes 256 characters. */
const webhookLimit = 256;

/** Reads the variables about receipts. */
export function readReceiptConfig(env: EnvReader): ReceiptConfig {
  const receiptKeys = listOf(env.optional("RECEIPT_KEYS", validateKeys));
  const url = env.optional("RECEIPTS_FORWARD_URL", secureUrlValidator("https://shop.example/zalo-receipts"));
  const secret = url === undefined ? undefined : env.text("RECEIPTS_FORWARD_SECRET", validateSecret);
  if (url !== undefined && receiptKeys.length === 0)
    env.complain("RECEIPT_KEYS", "is missing: it guards what is forwarded");
  const publicUrl = env.optional("PUBLIC_URL", validateBaseUrl)?.replace(/\/+$/, "");
  const drWebhook = drWebhookOf({ receiptKeys, publicUrl });
  if (drWebhook && drWebhook.length > webhookLimit)
    env.complain("PUBLIC_URL", "is too long for NXCLOUD's 256 characters");
  return {
    requireSignature: env.optional("RECEIPTS_REQUIRE_SIGNATURE", validateSwitch) === "true",
    receiptKeys,
    publicUrl,
    drWebhookHosts: listOf(env.optional("DR_WEBHOOK_HOSTS", validateHosts)),
    forward: url === undefined || secret === undefined ? undefined : { url, secret },
  };
}

/**
 * How receipts are taken according to the variables: by `onReceipt` where there is one, else by forwarding them, else by the store of
 * journeys alone; `undefined` where nothing takes them.
 */
export function receiptOptionsOf(
  { receiptKeys, forward, requireSignature }: ReceiptConfig,
  {
    onReceipt,
    credentials,
    journeys,
  }: {
    readonly onReceipt?: OnReceipt | undefined;
    readonly credentials: Credentials;
    readonly journeys?: JourneyService | undefined;
  },
): ReceiptOptions | undefined {
  const handler = onReceipt ?? (forward ? forwardReceipts(forward) : journeys && (() => {}));
  if (!handler || receiptKeys.length === 0) return undefined;
  const { previousAccessSecret } = credentials;
  const previous = previousAccessSecret === undefined ? [] : [{ ...credentials, accessSecret: previousAccessSecret }];
  return { keys: receiptKeys, onReceipt: handler, credentials: [credentials, ...previous], requireSignature };
}

/** The webhook that messages are sent with where their caller named none. */
export const drWebhookOf = ({ receiptKeys: [key], publicUrl }: Pick<ReceiptConfig, "receiptKeys" | "publicUrl">) =>
  key === undefined || publicUrl === undefined ? undefined : `${publicUrl}/v1/receipts/${key}`;
