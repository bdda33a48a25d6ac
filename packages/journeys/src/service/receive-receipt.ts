import type { Receipt } from "@nxzalo/core";
import { inputError, receiptIssues } from "@nxzalo/core/internal";
import type { ReceivedReceipt } from "@nxzalo/core/journeys";
import type { ReceiptRecord } from "../store/records.ts";
import { createIndexes, type ServiceContext } from "./context.ts";
import { decryptJourney, decryptMessage, encryptReceipt } from "./encrypted-fields.ts";
import { canonical } from "./idempotency.ts";
import { parseExt, withExt } from "./message-ext.ts";
import { endsJourney, readCharge, readFacts, toldState } from "./receipt-facts.ts";

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
    ciphertext,
  };
}

/** Stores a receipt with the journey and the message that it is about; also one that matches nothing. */
export async function receiveReceipt(context: ServiceContext, receipt: Receipt): Promise<ReceivedReceipt> {
  const issues = receiptIssues(receipt.raw);
  if (issues.length > 0) throw inputError(issues);
  const { records, encryption, now } = context;
  const receivedAt = now();
  const receiptId = await createIndexes(encryption).receipt(canonical(receipt.raw));
  const ciphertext = await encryptReceipt(encryption, receiptId, receipt.raw);
  const stored = toReceiptRecord(context, receipt, { receiptId, receivedAt, ciphertext });
  const { message, journey } = await records.receive(stored);
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
