import type { JourneyRecords } from "../store/store.ts";
import type { MessageEntry, ReceiptEntry, Tables } from "./tables.ts";

const earliest = (receipts: readonly ReceiptEntry[]) =>
  receipts.length === 0 ? null : Math.min(...receipts.map(({ at }) => at));

/** What is known of a journey is what its receipts say, all of them. */
function refresh({ journeys, receipts }: Tables, journeyId: string | null): void {
  const journey = journeys.get(journeyId ?? "");
  if (!journey) return;
  const own = [...receipts.values()].filter((receipt) => receipt.journeyId === journeyId);
  journey.acknowledgedAt = earliest(own.filter(({ acknowledges }) => acknowledges));
  journey.endedAt = earliest(own.filter(({ ends }) => ends));
}

/** Receipts that came before anybody knew whose they are. */
export function adopt(tables: Tables, { messageId, journeyId }: MessageEntry, requestId: string | null): void {
  if (requestId === null) return;
  for (const receipt of tables.receipts.values()) {
    if (receipt.requestId !== requestId || receipt.messageId !== null) continue;
    if (!receipt.isMatched && journeyId !== null) receipt.journeyId = journeyId;
    Object.assign(receipt, { messageId, isMatched: true });
  }
  refresh(tables, journeyId);
}

/** A receipt about the same request, whose message is known. */
const ofRequest = ({ receipts }: Tables, requestId: string | null) =>
  [...receipts.values()].find((one) => requestId !== null && one.requestId === requestId && one.messageId !== null);

/** Nobody knew until now: from now on the answer is kept for its time. */
function keepCalls({ calls }: Tables, messageId: string, until: number): void {
  for (const call of calls.values()) {
    if (call.messageId === messageId) call.keepUntil = Math.max(call.keepUntil, until);
  }
}

export function receiptsIn(tables: Tables): Pick<JourneyRecords, "receive"> {
  const { journeys, messages, receipts } = tables;
  return {
    receive: async (receipt) => {
      const { receiptId, requestId } = receipt;
      const message =
        messages.get(receipt.messageId ?? "") ??
        [...messages.values()].find((one) => requestId !== null && one.requestId === requestId) ??
        messages.get(ofRequest(tables, requestId)?.messageId ?? "");
      const named = receipt.journeyId !== null && journeys.has(receipt.journeyId) ? receipt.journeyId : null;
      const journeyId = named ?? message?.journeyId ?? null;
      const isMatched = message !== undefined || journeyId !== null;
      const messageId = message?.messageId ?? null;
      const entry = { ...receipt, messageId, journeyId: journeyId ?? receipt.journeyId, isMatched };
      if (!receipts.has(receiptId)) receipts.set(receiptId, entry);
      refresh(tables, journeyId);
      if (!message) return undefined;
      if (!message.isAccepted) keepCalls(tables, message.messageId, receipt.keepCallUntil);
      Object.assign(message, { isAccepted: true, requestId: message.requestId ?? requestId });
      adopt(tables, message, requestId);
      return { ...message };
    },
  };
}
