import type { HeldFor, MessageState, Money } from "@nxzalo/core/journeys";
import type { ReadyRow } from "./messages.ts";
import type { BatchInput, BatchReason, BatchResult } from "./types.ts";

/**
 * What would become of a row.
 *
 * - `send`: it would be sent.
 * - `sent`: an earlier run has sent it; it is not sent again. A warning says so where that is not known (`outcome_unknown`).
 * - `refused`: it cannot be sent, and `reason` says what to do.
 * - `repeated`: it is an earlier row of the file once more.
 */
export type CheckVerdict = "send" | "sent" | "refused" | "repeated";

/** One row of a dry run. */
export interface CheckedRow extends Pick<BatchResult, "row" | "changes" | "source"> {
  /** What would become of it. */
  readonly verdict: CheckVerdict;
  /** Why, of one that is refused or repeated. */
  readonly reason?: BatchReason | undefined;
  /** What a person should look at, though it would not stop the row. */
  readonly warnings: readonly BatchReason[];
  /** Where the message stands that an earlier run has sent. */
  readonly known?: MessageState | undefined;
  /** When it would go, where that is not at once: in quiet hours, or by its own time. */
  readonly sendAt?: Date | undefined;
  /** What holds it until then; absent where it has that time of its own. */
  readonly heldFor?: HeldFor | undefined;
  /** What it would cost, as the registry of templates says. */
  readonly estimate?: Money | undefined;
}

/** What a verdict may come with. */
type Facts = Pick<CheckedRow, "reason" | "known" | "sendAt" | "heldFor" | "estimate">;

type Draft = { -readonly [Name in keyof CheckedRow]: CheckedRow[Name] };

/** A row with its verdict. */
export function toChecked(
  { row, changes }: Pick<ReadyRow, "changes"> & { readonly row: BatchInput },
  verdict: CheckVerdict,
  warnings: readonly BatchReason[],
  facts?: Facts,
): CheckedRow {
  const checked: Draft = { row: row.row, verdict, changes, warnings };
  if (row.source) checked.source = row.source;
  return facts ? { ...checked, ...facts } : checked;
}
