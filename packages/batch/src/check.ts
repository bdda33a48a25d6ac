import { foldReference } from "@nxzalo/core/internal/text";
import { type Asked, checkByStore, type Sendable } from "./check-by-store.ts";
import { type CheckSummary, createCheckCounts } from "./check-summary.ts";
import { type CheckedRow, toChecked } from "./checked-row.ts";
import { inTurn, type Lists, listsOf, mapLists } from "./in-turn.ts";
import { identityTexts, toIdentity, toKey } from "./keys.ts";
import { contentOf, toReadyRow } from "./messages.ts";
import type { ReadOptions, RowOptions } from "./options.ts";
import { ownReason } from "./reasons.ts";
import type { Rows, RunSettings } from "./run.ts";
import { createSeenRows } from "./seen-rows.ts";
import { createStop } from "./stop.ts";
import type { BatchInput, BatchReason } from "./types.ts";

/** A dry run on its way: its rows, in the order of the file. */
export interface BatchCheck extends AsyncIterable<CheckedRow> {
  /** What was found so far; whole when the rows have come to their end. */
  readonly summary: CheckSummary;
}

const none: readonly BatchReason[] = [];

/** The dry run: nothing is stored or sent. */
export function check(options: ReadOptions, { random }: RunSettings, rows: Rows, rowOptions: RowOptions): BatchCheck {
  const { check: ask, defaultCountryCode } = options;
  const { occasion, signal } = rowOptions;
  const counts = createCheckCounts(ask !== undefined);
  const stop = createStop(() => {});
  const seen = createSeenRows();

  /** What the file alone says of a row. */
  function readRow(input: BatchInput): CheckedRow | Sendable {
    const ready = toReadyRow(input, defaultCountryCode);
    if ("refusal" in ready) return toChecked(ready, "refused", none, { reason: ready.refusal });
    const { message, reference } = ready;
    const identity = identityTexts(ready);
    const folded = reference === undefined ? undefined : foldReference(reference).replaceAll(" ", "");
    const group = folded === reference ? identity : identityTexts({ message, reference: folded });
    const earlier = seen.add(input.row, { group, identity, content: contentOf(ready) });
    if (earlier?.isSame) {
      const code = earlier.hasSameContent ? "row_repeated" : "reference_repeated";
      return toChecked(ready, "repeated", none, { reason: ownReason(code, earlier.row) });
    }
    return { ready, warnings: earlier ? [ownReason("reference_similar", earlier.row)] : none };
  }

  /** Rows as they are taken, where no store is asked. */
  function* checkAlone(list: Iterable<BatchInput>): Generator<CheckedRow, void> {
    for (const input of list) {
      if (stop.reason) return;
      const row = readRow(input);
      yield "ready" in row ? toChecked(row.ready, "send", row.warnings) : row;
    }
  }

  /** The same, or the question for the store. */
  function readToAsk(input: BatchInput): CheckedRow | Asked {
    const row = readRow(input);
    if (!("ready" in row)) return row;
    const idempotencyKey = toKey(toIdentity(row.ready, occasion));
    return { ...row, message: { ...row.ready.message, idempotencyKey } };
  }

  async function* take(): Lists<CheckedRow> {
    const leave = stop.follow(signal);
    try {
      const lists = listsOf(rows);
      if (ask) {
        yield* checkByStore({ ask, random, stop }, lists, readToAsk);
      } else {
        for await (const list of lists) {
          if (stop.reason) break;
          yield checkAlone(list);
        }
      }
      if (options.quota && !stop.reason) counts.setQuota(await options.quota());
    } finally {
      leave();
    }
  }

  const checked = inTurn(
    mapLists(take(), (row) => {
      counts.add(row);
      return row;
    }),
  );
  return {
    get summary() {
      return counts.read();
    },
    [Symbol.asyncIterator]: () => checked,
  };
}
