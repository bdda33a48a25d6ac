import type { JourneyRecords } from "../store/store.ts";
import type { ReceiptEntry, Tables } from "./tables.ts";

/** What receipts have of no message and no journey, and what they say of an application. */
export function createReceived({ receipts }: Tables): Pick<JourneyRecords, "addUnreadable" | "readQuota"> {
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
        .reduce<ReceiptEntry | undefined>((last, next) => (last && last.at >= next.at ? last : next), undefined);
      return newest?.quota && { ...newest.quota, at: newest.at };
    },
  };
}
