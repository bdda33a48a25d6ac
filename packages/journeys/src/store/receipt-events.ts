import type { EventRecord, ReceiptEvents } from "./events.ts";
import type { KnownJourney, KnownMessage, ReceiptRecord } from "./records.ts";

/** What the store has found that a receipt is about. */
interface About {
  readonly message: Pick<KnownMessage, "messageId" | "appIndex" | "phoneIndex"> | undefined;
  readonly journey: Pick<KnownJourney, "journeyId" | "appIndex" | "phoneIndex"> | undefined;
}

/** The events of a receipt, once it is known what it is about. An unknown application has no quota. */
export function toEventRecords(
  { receiptId, requestId, receivedAt }: Pick<ReceiptRecord, "receiptId" | "requestId" | "receivedAt">,
  { receipt, quota }: ReceiptEvents,
  { message, journey }: About,
): readonly EventRecord[] {
  const messageId = message?.messageId ?? null;
  const { appIndex = null, phoneIndex = null } = message ?? journey ?? {};
  const orderedBy = messageId ?? requestId ?? journey?.journeyId ?? receiptId;
  const about = { messageId, receiptId, appIndex, phoneIndex, orderedBy, createdAt: receivedAt };
  const own = receipt ? [{ ...receipt, ...about }] : [];
  if (appIndex === null) return own;
  const ofNone = { messageId: null, receiptId: null, phoneIndex: null };
  const ofApplication = { ...ofNone, appIndex, orderedBy: `quota ${appIndex}`, createdAt: receivedAt };
  const low = quota.map(({ idOf, type, facts }) => ({
    eventId: `${idOf}_${appIndex.slice(0, 16)}`,
    type,
    facts,
    ...ofApplication,
  }));
  return [...own, ...low];
}
