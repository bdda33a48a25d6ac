import type { Receipt } from "@nxzalo/core";
import { inputError, receiptIssues } from "@nxzalo/core/internal";
import type { ReceivedReceipt, ReceiveOptions, UnreadableReceipt } from "@nxzalo/core/journeys";
import { hourMs } from "../durations.ts";
import type { ReceiptRecord } from "../store/records.ts";
import { createIndexes, type ServiceContext } from "./context.ts";
import { decryptJourney, decryptMessage, encryptReceipt, encryptUnreadable } from "./encrypted-fields.ts";
import { receiptEvents } from "./events.ts";
import { holdRefused, withdrawArrived } from "./hold-on-refusal.ts";
import { canonical } from "./idempotency.ts";
import { parseExt, withExt } from "./message-ext.ts";
import { endsJourney, readCharge, readFacts, readQuota, toldState } from "./receipt-facts.ts";
import { retryWrite } from "./retry-write.ts";
import { silentAt } from "./silence.ts";
import { readSuppression } from "./suppressions.ts";

/** How a receipt is stored. */
type Stored = Pick<ReceiptRecord, "receiptId" | "receivedAt" | "ciphertext">;

/** A receipt as it is stored, with what it says. */
export function toReceiptRecord(
  { retainMs, dataRetainMs }: ServiceContext,
  receipt: Receipt,
  { receiptId, receivedAt, ciphertext }: Stored,
): ReceiptRecord {
  const facts = readFacts(receipt);
  const { status, requestId, journeyId } = facts;
  const ends = endsJourney(facts);
  const named = parseExt(facts.ext);
  const state = toldState(status);
  return {
    receiptId,
    requestId,
    journeyId,
    messageId: named?.messageId ?? null,
    attempt: named?.attempt ?? null,
    state,
    zaloError: facts.zaloCode ?? null,
    eraseAt: state === "delivered" || state === "failed" ? receivedAt + dataRetainMs : null,
    acknowledges: status === "journey_acknowledged",
    ends,
    charge: readCharge(facts),
    // No receipt says when a token was over.
    at: ends ? receivedAt : (facts.at ?? receivedAt),
    receivedAt,
    keepCallUntil: receivedAt + retainMs,
    quota: readQuota(receipt),
    ciphertext,
  };
}

/**
 * Stores a receipt with the journey and the message that it is about; also one that matches nothing. Where the store fails for a moment it is tried
 * again: NXCLOUD may never send it once more.
 */
export async function receiveReceipt(
  context: ServiceContext,
  receipt: Receipt,
  { verified = null }: ReceiveOptions = {},
): Promise<ReceivedReceipt> {
  const issues = receiptIssues(receipt.raw);
  if (issues.length > 0) throw inputError(issues);
  const { records, encryption, now } = context;
  const { writeTimeoutMs } = context.timeouts;
  const receivedAt = now();
  const receiptId = await createIndexes(encryption).receipt(canonical(receipt.raw));
  const ciphertext = await encryptReceipt(encryption, receiptId, receipt.raw);
  const told = toReceiptRecord(context, receipt, { receiptId, receivedAt, ciphertext });
  const events = receiptEvents(context, receipt, { verified, quota: told.quota, at: told.at });
  const { message, journey, booked } = await retryWrite(async () => {
    const suppression = await readSuppression(context, told);
    return records.receive({ ...told, suppression, events, silentAt: silentAt(context, receivedAt) });
  }, writeTimeoutMs);
  if (events) context.events?.onStored();
  await retryWrite(async () => {
    await holdRefused(context, told, message);
    await withdrawArrived(context, told, message);
  }, writeTimeoutMs);
  // The receipt is taken, whatever becomes of this.
  if (booked) await context.watchBudget?.(booked, receivedAt).catch(() => {});
  const sent = message && (await decryptMessage(encryption, message));
  const opened = journey && (await decryptJourney(encryption, journey));
  return {
    receipt: sent ? withExt(receipt, sent.ext) : receipt,
    messageId: message?.messageId,
    journeyId: journey?.journeyId,
    reference: opened?.reference,
    phoneIndex: message?.phoneIndex ?? journey?.phoneIndex,
  };
}

/** Enough to see what it is; NXCLOUD's own receipts have a tenth of it. */
const textLimit = 16_384;
/** What cannot be read is news at first, and then a flood: this many, with this much text, is 2 MB an hour. */
const atMost = 100;

/** Stores what cannot be read beside the receipts that match nothing. */
export async function receiveUnreadable(
  { records, encryption, now }: ServiceContext,
  { text, reason }: UnreadableReceipt,
): Promise<boolean> {
  const receiptId = await createIndexes(encryption).receipt(`${reason}: ${text}`);
  const ciphertext = await encryptUnreadable(encryption, receiptId, text.slice(0, textLimit));
  const receivedAt = now();
  const since = receivedAt - hourMs;
  return records.addUnreadable({ receiptId, receivedAt, problem: reason, ciphertext, since, atMost });
}
