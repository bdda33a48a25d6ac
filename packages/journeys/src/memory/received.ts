import type { JourneyRecords } from "../store/store.ts";
import type { ReceiptEntry, Tables } from "./tables.ts";

type Received = Pick<JourneyRecords, "addUnreadable" | "readQuota" | "countSent">;

/** What may have been sent, and no receipt tells of. */
const untoldStates: readonly string[] = ["unknown", "accepted"];
const toldStates: readonly string[] = ["sent", "delivered", "failed"];

/** Whether a receipt tells a quota later than another one, or of the same second what is less. */
const saysMore = (one: ReceiptEntry, other: ReceiptEntry) =>
  one.at > other.at || (one.at === other.at && (one.quota?.remaining ?? 0) < (other.quota?.remaining ?? 0));

/** What receipts have of no message and no journey, and what they say of an application. */
export function createReceived({ receipts, messages }: Tables): Received {
  return {
    addUnreadable: async ({ receiptId, receivedAt, problem, ciphertext, since, atMost }) => {
      if (receipts.has(receiptId)) return true;
      const recent = [...receipts.values()].filter((one) => one.problem !== null && one.receivedAt >= since);
      if (recent.length >= atMost) return false;
      const ids = { requestId: null, messageId: null, attempt: null, journeyId: null, appIndex: null };
      const facts = { isMatched: false, acknowledges: false, ends: false, state: "none", zaloError: null } as const;
      const rest = { at: receivedAt, receivedAt, keepCallUntil: 0, charge: null, ciphertext, problem };
      receipts.set(receiptId, { receiptId, ...ids, ...facts, ...rest });
      return true;
    },
    readQuota: async ({ appIndex, since }) => {
      const newest = [...receipts.values()]
        .filter((one) => one.quota && one.appIndex === appIndex && one.at >= since)
        .reduce<ReceiptEntry | undefined>((last, next) => (last && !saysMore(next, last) ? last : next), undefined);
      if (!newest?.quota) return undefined;
      const { at, attempt } = newest;
      const about = messages.get(newest.messageId ?? "");
      const sentAt = about?.attempt === attempt ? about.attemptedAt : at;
      return { ...newest.quota, at, queuedSince: Math.min(sentAt, at) };
    },
    countSent: async ({ appIndex, since, queuedSince, templateIds, except = [] }) => {
      const sent = [...messages.values()].filter(
        ({ attemptedAt, state, ...one }) =>
          one.appIndex === appIndex &&
          attemptedAt >= queuedSince &&
          !except.includes(one.messageId) &&
          (untoldStates.includes(state) || (attemptedAt > since && toldStates.includes(state))),
      );
      const listed = sent.filter(({ templateId }) => templateIds.includes(templateId ?? "")).length;
      return { listed, others: sent.length - listed };
    },
  };
}
