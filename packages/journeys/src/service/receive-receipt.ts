import type { Receipt } from "@nxzalo/core";
import { createIndexes, type ServiceContext } from "./context.ts";
import { decryptMessage } from "./encrypted-fields.ts";
import { canonical } from "./idempotency.ts";
import { parseExt, withExt } from "./message-ext.ts";
import { endsJourney, readFacts } from "./receipt-facts.ts";

/** Stores a receipt with the journey and the message that it is about; also one that matches nothing. */
export async function receiveReceipt(context: ServiceContext, receipt: Receipt) {
  const { records, encryption, retainMs, now } = context;
  const facts = readFacts(receipt);
  const { status, requestId, journeyId } = facts;
  const ends = endsJourney(facts);
  const receivedAt = now();
  const message = await records.receive({
    receiptId: await createIndexes(encryption).receipt(canonical(receipt.raw)),
    requestId,
    journeyId,
    messageId: parseExt(facts.ext) ?? null,
    acknowledges: status === "journey_acknowledged",
    ends,
    // No receipt says when a token was over.
    at: ends ? receivedAt : (facts.at ?? receivedAt),
    receivedAt,
    keepCallUntil: receivedAt + retainMs,
    ciphertext: await encryption.encrypt(receipt.raw),
  });
  if (!message) return { receipt };
  const { ext } = await decryptMessage(encryption, message.ciphertext);
  return { receipt: withExt(receipt, ext), messageId: message.messageId };
}
