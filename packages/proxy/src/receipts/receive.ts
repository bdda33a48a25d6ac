import type { Credentials, Receipt } from "@nxzalo/core";
import { type Hash, parseReceipt, sign } from "@nxzalo/core";
import { nobleHash, parseJson, readText, timedOut, withTimeout } from "@nxzalo/core/internal";
import type { JourneyService } from "@nxzalo/core/journeys";
import { isEqual } from "../auth/constant-time.ts";
import type { ProxyRequest } from "../exchange.ts";

/** What is known of a receipt besides its content. */
export interface ReceiptContext {
  /**
   * Whether NXCLOUD's signature fits: null where there is none, or no secret to check it with. No signature is documented for Zalo's
   * receipts, so the URL's key is what proves where they come from.
   */
  readonly verified: boolean | null;
  /** The message that it is about, where one is remembered: its `messageId`. The receipt's `ext` is then the caller's own. */
  readonly messageId?: string | undefined;
  /** A Worker's bindings. */
  readonly env: unknown;
}

/**
 * Takes one receipt. It has been accepted when the returned promise resolves, and only then NXCLOUD is told; where it rejects,
 * NXCLOUD sends the receipt again. Copies come in any order: tell them by `eventId`.
 */
export type OnReceipt = (receipt: Receipt, context: ReceiptContext) => void | Promise<void>;

/** How receipts are taken. */
export interface ReceiptOptions {
  /** The secrets that may stand in the URL; list two while one is rotated. */
  readonly keys: readonly string[];
  readonly onReceipt: OnReceipt;
  /** To check signatures with, should they come. */
  readonly credentials?: readonly Credentials[] | undefined;
  /** Refuses receipts without a signature that fits. Default: false, because no scheme is documented. */
  readonly requireSignature?: boolean | undefined;
}

/** The path that NXCLOUD calls. */
export const receiptsPath = "/v1/receipts/:key";

const bodyLimitBytes = 512 * 1024;
/** NXCLOUD sends again what takes longer. */
const acceptanceLimitMs = 20_000;

/** Checks the headers of NXCLOUD's invocation convention, which it documents for other channels' callbacks. */
function isSigned(
  { headers }: ProxyRequest,
  body: string,
  credentials: readonly Credentials[],
  hash: Hash,
): boolean | null {
  const given = headers.get("sign");
  if (given === null || credentials.length === 0) return null;
  const [accessKey, action, bizType, ts] = ["accesskey", "action", "biztype", "ts"].map(
    (name) => headers.get(name) ?? "",
  );
  const algorithm = headers.get("algorithm")?.toLowerCase() === "sha256" ? "sha256" : "md5";
  const signed = {
    accessKey: accessKey ?? "",
    action: action ?? "",
    bizType: bizType ?? "",
    ts: ts ?? "",
    body,
    algorithm,
  } as const;
  return credentials.some(
    (known) =>
      known.accessKey === accessKey &&
      isEqual(sign({ ...signed, accessSecret: known.accessSecret }, hash), given.toLowerCase()),
  );
}

/** Whether a URL's key is one of ours. Hashes are compared, all of them. */
export function isReceiptKey(keys: readonly string[], presented: string, hash: Hash = nobleHash): boolean {
  const presentedHash = hash("sha256", presented);
  return keys.filter((key) => isEqual(hash("sha256", key), presentedHash)).length > 0;
}

/**
 * Reads one receipt and hands it over.
 *
 * @throws InputError for what is no receipt; whatever `onReceipt` throws.
 */
export async function takeReceipt(
  request: ProxyRequest,
  { onReceipt, credentials = [], requireSignature = false }: ReceiptOptions,
  journeys?: Pick<JourneyService, "receive">,
  hash: Hash = nobleHash,
): Promise<void> {
  const { text, flaw } = request.body ? await readText(request.body, bodyLimitBytes) : { text: "" };
  const receipt = parseReceipt(flaw ? undefined : parsed(text));
  const verified = isSigned(request, text, credentials, hash);
  if (requireSignature && verified !== true) throw new UnsignedReceipt();
  const accept = async () => {
    const known = await journeys?.receive(receipt);
    const { receipt: told = receipt, ...about } = known ?? {};
    await onReceipt(told, { verified, env: request.env, ...about });
  };
  await withTimeout({ timeoutMs: acceptanceLimitMs }, accept).catch((reason: unknown) => {
    throw reason === timedOut ? new Error("The receipt was not accepted in time") : reason;
  });
}

/** Refused, because the operator wants signed receipts only. */
class UnsignedReceipt extends Error {
  override readonly name = "UnsignedReceipt";
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
