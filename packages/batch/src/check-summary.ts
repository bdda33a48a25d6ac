import type { Money } from "@nxzalo/core/journeys";
import type { CheckedRow } from "./checked-row.ts";
import type { Quota } from "./options.ts";
import { createBill, createTally } from "./summaries.ts";

/** What would become of all rows. */
export interface CheckSummary {
  /** Rows of every verdict. */
  readonly rows: number;
  /** Rows that would be sent. */
  readonly send: number;
  /** Rows that an earlier run has sent; null where the store was not asked. */
  readonly sent: number | null;
  /** Rows that would not be sent; `reasons` says why. */
  readonly refused: number;
  /** Rows that are the same as an earlier row of the file, which is sent once. */
  readonly repeated: number;
  /** Rows that would be sent later. */
  readonly later: number;
  /** When the first of these would go. */
  readonly laterFrom?: Date | undefined;
  /** Of these, what waits for another day's quota. */
  readonly laterForQuota: number;
  /** Values that were corrected, in rows of every verdict. */
  readonly changes: number;
  /** How many rows have each reason, by its code. */
  readonly reasons: Readonly<Record<string, number>>;
  /** How many rows have each warning, by its code. */
  readonly warnings: Readonly<Record<string, number>>;
  /** What would be charged for what would be sent, as far as the registry of templates says. */
  readonly estimate: readonly Money[];
  /** What may still be sent today, where that was asked and is known; `isEnough` for the rows that would be sent today. */
  readonly quota?: (Quota & { readonly isEnough: boolean }) | undefined;
}

/** The day of a time in Vietnam, whose days a quota goes by: seven hours before UTC in every season. */
const dayInVietnam = (at: number) => Math.floor((at + 7 * 3_600_000) / 86_400_000);

export function createCheckCounts(asksStore: boolean) {
  const verdicts = { send: 0, sent: 0, refused: 0, repeated: 0 };
  const reasons = createTally();
  const warnings = createTally();
  const bill = createBill();
  let rows = 0;
  let later = 0;
  let today = 0;
  let laterForQuota = 0;
  let laterFrom: Date | undefined;
  let changed = 0;
  let quota: Quota | null = null;
  return {
    add(row: CheckedRow): void {
      rows += 1;
      changed += row.changes.length;
      verdicts[row.verdict] += 1;
      if (row.reason) reasons.add(row.reason.code);
      for (const { code } of row.warnings) warnings.add(code);
      if (row.verdict !== "send") return;
      // What waits for another day's quota would go today.
      const isDue = !row.sendAt || dayInVietnam(row.sendAt.getTime()) <= dayInVietnam(Date.now());
      if (isDue || row.heldFor === "quota") today += 1;
      if (row.sendAt) {
        later += 1;
        if (row.heldFor === "quota") laterForQuota += 1;
        if (!laterFrom || row.sendAt < laterFrom) laterFrom = row.sendAt;
      }
      if (row.estimate) bill.add(row.estimate);
    },
    setQuota(known: Quota | null): void {
      quota = known;
    },
    read: (): CheckSummary => ({
      rows,
      ...verdicts,
      sent: asksStore ? verdicts.sent : null,
      later,
      ...(laterFrom && { laterFrom }),
      laterForQuota,
      changes: changed,
      reasons: reasons.read(),
      warnings: warnings.read(),
      estimate: bill.read(),
      ...(quota && { quota: { ...quota, isEnough: quota.remaining >= today } }),
    }),
  };
}
