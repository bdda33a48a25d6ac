import type { Credentials, Receipt } from "@nxzalo/core";
import { sign } from "@nxzalo/core";
import { timedOut, withTimeout } from "@nxzalo/core/internal";
import type { JourneyService, ReceivedReceipt } from "@nxzalo/core/journeys";
import { isEqual } from "../auth/secret-comparison.ts";
import type { ProxyRequest } from "../http.ts";
import { ReceiptUnreadable } from "../problems.ts";
import { readReceipt } from "./read-receipt.ts";

/**
 * What is known of a receipt besides its content. Where it is about something that is stored, that has a `messageId`, a `journeyId`, a
 * `reference` and a `phoneIndex`: a `journey_time_out` has no message, and its `reference` names the parcel. The receipt's `ext` is then
 * the caller's own.
 */
export interface ReceiptContext extends Omit<ReceivedReceipt, "receipt"> {
  /**
   * Whether NXCLOUD's signature fits: null where there is none, or no secret to check it with. No signature is documented for Zalo's
   * receipts, so the URL's key is what proves where they come from.
   */
  readonly verified: boolean | null;
  /** A Worker's bindings. */
  readonly env: unknown;
}

/**
 * Takes one receipt. It has been accepted when the returned promise resolves, and only then NXCLOUD hears `success`; where it rejects,
 * NXCLOUD sends the receipt again. Copies come in any order: tell them by `eventId`.
 */
export type OnReceipt = (receipt: Receipt, context: ReceiptContext) => void | Promise<void>;

/** How receipts are taken. */
export interface ReceiptOptions {
  /**
   * The secrets that may stand in the URL, newest first. One that was retired is followed by the day of that, as in `key@2026-11-28`: it is
   * taken for 31 days more, since receipts of what was sent with it come as long as its journey lives.
   */
  readonly keys: readonly string[];
  /** Takes each receipt. */
  readonly onReceipt: OnReceipt;
  /** To check signatures with, should they come. */
  readonly credentials?: readonly Credentials[] | undefined;
  /** Refuses receipts without a signature that fits. Default: false, because no scheme is documented. */
  readonly requireSignature?: boolean | undefined;
}

/** NXCLOUD sends again what takes longer. */
const acceptanceLimitMs = 20_000;

/**
 * Checks the headers of NXCLOUD's invocation convention, which it documents for other channels' callbacks. `null` where there is no
 * signature, or nothing to check it with.
 */
function verifySignature({ headers }: ProxyRequest, body: string, credentials: readonly Credentials[]): boolean | null {
  const signature = headers.get("sign");
  if (signature === null || credentials.length === 0) return null;
  const accessKey = headers.get("accesskey") ?? "";
  const algorithm = headers.get("algorithm")?.toLowerCase() === "sha256" ? "sha256" : "md5";
  const signed = {
    accessKey,
    action: headers.get("action") ?? "",
    bizType: headers.get("biztype") ?? "",
    ts: headers.get("ts") ?? "",
    body,
    algorithm,
  } as const;
  return credentials.some(
    (known) =>
      known.accessKey === accessKey &&
      isEqual(sign({ ...signed, accessSecret: known.accessSecret }), signature.toLowerCase()),
  );
}

/** Refused, because the operator wants signed receipts only. */
class UnsignedReceipt extends Error {
  override readonly name = "UnsignedReceipt";
}

/** Has a store do something with a receipt, in the time that NXCLOUD waits. */
const inTime = <T>(accept: () => Promise<T>): Promise<T> =>
  withTimeout({ timeoutMs: acceptanceLimitMs }, accept).catch((reason: unknown) => {
    throw reason === timedOut ? new Error("The receipt was not accepted in time") : reason;
  });

/**
 * Reads one receipt, hands it over and gives it. What is no receipt is stored where journeys are, so that people can look at it.
 *
 * @throws ProxyError for what is no receipt; Error where the signature is missing or the time is over; what `onReceipt` throws.
 */
export async function receiveReceipt(
  request: ProxyRequest,
  { onReceipt, credentials = [], requireSignature = false }: ReceiptOptions,
  journeys?: Pick<JourneyService, "receive" | "receiveUnreadable">,
): Promise<Receipt> {
  const { text, signedText, receipt } = await readReceipt(request);
  const verified = verifySignature(request, signedText, credentials);
  const isSigned = !requireSignature || verified === true;
  if (receipt instanceof ReceiptUnreadable) {
    const { reason } = receipt;
    // What the operator has to hear is why it cannot be read, also where it cannot be stored.
    if (isSigned && journeys) await inTime(() => journeys.receiveUnreadable({ text, reason })).catch(() => {});
    throw receipt;
  }
  if (!isSigned) throw new UnsignedReceipt();
  await inTime(async () => {
    const { receipt: stored = receipt, ...about } = (await journeys?.receive(receipt, { verified })) ?? {};
    await onReceipt(stored, { verified, env: request.env, ...about });
  });
  return receipt;
}
