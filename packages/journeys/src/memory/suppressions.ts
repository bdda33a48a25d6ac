import { entriesOfRemoval } from "../store/audit-entries.ts";
import type { KnownMessage, ReceiptRecord } from "../store/records.ts";
import type { SuppressionRecords } from "../store/suppression-records.ts";
import { allApplications, type SuppressionRecord } from "../store/suppressions.ts";
import { isBeyond, newestFirst, sorted } from "./queries.ts";
import type { Tables } from "./tables.ts";

/** The same again stands since the first, and says what the later one says. */
function insert({ suppressions }: Tables, suppression: SuppressionRecord): void {
  const { suppressionId, source, createdAt, toldAt } = suppression;
  const former = suppressions.get(suppressionId);
  if (former && source === "receipt" && former.toldAt >= toldAt) return;
  const isOver = former && former.untilAt !== null && former.untilAt <= createdAt;
  const since = former && !isOver ? former.createdAt : createdAt;
  suppressions.set(suppressionId, { ...suppression, createdAt: since });
}

/** What a receipt says of its recipient: see the same in SQL. */
export function tellOfRecipient(
  tables: Tables,
  receipt: ReceiptRecord & { readonly isCopy: boolean },
  message: KnownMessage,
): void {
  const { suppressions, receipts, messages } = tables;
  const { receiptId, state, at, receivedAt, suppression } = receipt;
  const isTheirs = (one: { readonly appIndex: string | null; readonly phoneIndex: string } | undefined) =>
    one?.phoneIndex === message.phoneIndex && one.appIndex === message.appIndex;
  if (state === "sent" || state === "delivered") {
    for (const one of suppressions.values()) {
      const isBefore = one.toldAt < at || (one.toldAt === at && one.createdAt <= receivedAt);
      if (isTheirs(one) && one.source === "receipt" && isBefore) suppressions.delete(one.suppressionId);
    }
  }
  if (receipt.isCopy || !suppression || !isTheirs(suppression)) return;
  const cameAt = receipts.get(receiptId)?.receivedAt ?? receivedAt;
  const later = [...receipts.values()].some(
    (one) =>
      (one.state === "sent" || one.state === "delivered") &&
      isTheirs(messages.get(one.messageId ?? "")) &&
      (one.at > at || (one.at === at && one.receivedAt >= cameAt)),
  );
  if (!later) insert(tables, suppression);
}

const placeOf = ({ createdAt, suppressionId }: SuppressionRecord) => ({ at: createdAt, id: suppressionId });

export function createSuppressions(tables: Tables): SuppressionRecords {
  const { suppressions, audit } = tables;
  const inForce = (now: number) =>
    [...suppressions.values()].filter(({ untilAt }) => untilAt === null || untilAt > now);
  return {
    findSuppressions: async ({ phoneIndexes, now }) =>
      inForce(now)
        .filter(({ phoneIndex }) => phoneIndexes.includes(phoneIndex))
        .map((one) => ({ ...one })),
    addSuppression: async ({ suppression, entry }) => {
      insert(tables, suppression);
      audit.set(entry.auditId, entry);
    },
    removeSuppressions: async ({ phoneIndex, appIndexes, scope, sources, entries }) => {
      const found = [...suppressions.values()].filter(
        (one) =>
          one.phoneIndex === phoneIndex &&
          (appIndexes?.includes(one.appIndex) ?? true) &&
          (scope === undefined || one.scope === scope) &&
          sources.includes(one.source),
      );
      for (const { suppressionId } of found) suppressions.delete(suppressionId);
      for (const entry of entriesOfRemoval(entries, found)) audit.set(entry.auditId, entry);
      return found.length;
    },
    searchSuppressions: async ({ appIndexes, phoneIndex, source, now, after, limit }) => {
      const found = inForce(now).filter(
        (one) =>
          (appIndexes === undefined || [...appIndexes, allApplications].includes(one.appIndex)) &&
          (phoneIndex === undefined || one.phoneIndex === phoneIndex) &&
          (source === undefined || one.source === source) &&
          isBeyond(placeOf(one), after),
      );
      return sorted(found, placeOf, newestFirst).slice(0, limit);
    },
  };
}
