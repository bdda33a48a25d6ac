import type { Receipt } from "@nxzalo/core";
import { canonical } from "./canonical.ts";
import { dayMs, indexesOf, type RuleContext } from "./context.ts";
import { openMessage } from "./encrypted-message.ts";
import { messageIdOf } from "./message-ext.ts";
import { endsJourney, factsOf } from "./receipt-facts.ts";

/** A receipt with the caller's own `ext` in place of ours. */
function withExt(receipt: Receipt, ext: string | undefined): Receipt {
  const { ext: _, ...raw } = receipt.raw;
  const { ext: __, ...rest } = receipt as Receipt & { ext?: string };
  const own = ext !== undefined && { ext };
  return { ...rest, raw: { ...raw, ...own }, ...(receipt.status !== "unknown" && own) } as Receipt;
}

/** Keeps a receipt with the journey and the message that it is about; one that matches nothing, too. */
export async function receiveReceipt(context: RuleContext, receipt: Receipt) {
  const { records, vault, now } = context;
  const facts = factsOf(receipt);
  const { status, requestId, journeyId } = facts;
  const ends = endsJourney(facts);
  const receivedAt = now();
  const message = await records.receive({
    receiptId: await indexesOf(vault).receipt(canonical(receipt.raw)),
    requestId,
    journeyId,
    messageId: messageIdOf(facts.ext) ?? null,
    acknowledges: status === "journey_acknowledged",
    ends,
    // When a token was over, no receipt says.
    at: ends ? receivedAt : (facts.at ?? receivedAt),
    receivedAt,
    keepCallUntil: receivedAt + dayMs,
    sealed: await vault.seal(receipt.raw),
  });
  if (!message) return { receipt };
  const { ext } = await openMessage(vault, message.sealed);
  return { receipt: withExt(receipt, ext), messageId: message.messageId };
}
