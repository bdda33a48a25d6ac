import type { Money } from "@nxzalo/core/journeys";
import type { BatchReason, BatchResult, BatchState } from "./types.ts";

/** What became of the rows of a run so far. */
export interface RunSummary extends Readonly<Record<BatchState, number>> {
  /** All of them. */
  readonly rows: number;
  /** Values that were corrected, in rows of every state. */
  readonly changes: number;
  /** How many rows have each reason, by its code. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Why the run was stopped before its end: the rows that are missing here were not begun. */
  readonly stopped?: BatchReason | undefined;
}

/** Counts by names, of which a file may have any. */
export function createTally() {
  const counts = new Map<string, number>();
  return {
    add: (name: string) => void counts.set(name, (counts.get(name) ?? 0) + 1),
    read: (): Readonly<Record<string, number>> => Object.fromEntries(counts),
    entries: () => counts.entries(),
  };
}

export function createRunCounts() {
  const states = { accepted: 0, scheduled: 0, refused: 0, unknown: 0, skipped: 0 };
  const reasons = createTally();
  let rows = 0;
  let changed = 0;
  return {
    add({ state, reason, changes }: BatchResult): void {
      rows += 1;
      states[state] += 1;
      changed += changes.length;
      if (reason) reasons.add(reason.code);
    },
    read: (stopped: BatchReason | undefined): RunSummary => ({
      rows,
      ...states,
      changes: changed,
      reasons: reasons.read(),
      ...(stopped && { stopped }),
    }),
  };
}

/** Amounts of money by how often each is charged: decimals are added up as whole numbers, so that no digit is lost. */
export function createBill() {
  const tally = createTally();
  return {
    add: ({ amount, currency }: Money) => tally.add(`${currency} ${amount}`),
    read(): readonly Money[] {
      const sums = new Map<string, { units: bigint; decimals: number }>();
      for (const [name, times] of tally.entries()) {
        const [currency = "", amount = "0"] = name.split(" ");
        const [whole = "0", fraction = ""] = amount.split(".");
        const { units, decimals } = sums.get(currency) ?? { units: 0n, decimals: 0 };
        const most = Math.max(decimals, fraction.length);
        const scale = (value: bigint, from: number) => value * 10n ** BigInt(most - from);
        const added = scale(BigInt(whole + fraction), fraction.length) * BigInt(times);
        sums.set(currency, { units: scale(units, decimals) + added, decimals: most });
      }
      return [...sums].map(([currency, { units, decimals }]) => ({ amount: toDecimal(units, decimals), currency }));
    },
  };
}

function toDecimal(units: bigint, decimals: number): string {
  const digits = String(units).padStart(decimals + 1, "0");
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  const whole = decimals === 0 ? digits : digits.slice(0, -decimals);
  return decimals === 0 || fraction === "" ? whole : `${whole}.${fraction}`;
}
