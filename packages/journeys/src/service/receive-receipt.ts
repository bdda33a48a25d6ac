import type { Receipt } from "@nxzalo/core";
import { inputError, receiptIssues } from "@nxzalo/core/internal";
import type { ReceivedReceipt } from "@nxzalo/core/journeys";
import { createIndexes, type ServiceContext } from "./context.ts";
import { decryptJourney, decryptMessage, encryptReceipt } from "./encrypted-fields.ts";
import { canonical } from "./idempotency.ts";
import { parseExt, withExt } from "./message-ext.ts";
import { endsJourney, readCharge, readFacts, toldState } from "./receipt-facts.ts";

/** Stores a receipt with the journey and the message that it is about; also one that matches nothing. */
export async function receiveReceipt(context: ServiceContext, receipt: Receipt): Promise<ReceivedReceipt> {
  const issues = receiptIssues(receipt.raw);
  if (issues.length > 0) throw inputError(issues);
  const { records, encryption, retainMs, dataRetainMs, now } = context;
  const facts = readFacts(receipt);
  const { status, requestId, journeyId } = facts;
  const ends = endsJourney(facts);
  const named = parseExt(facts.ext);
  const state = toldState(status);
  const receivedAt = now();
  const receiptId = await createIndexes(encryption).receipt(canonical(receipt.raw));
  const { message, journey } = await records.receive({
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
    ciphertext: await encryptReceipt(encryption, receiptId, receipt.raw),
  });
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
