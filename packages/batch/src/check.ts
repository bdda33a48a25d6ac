import { isNxZaloError } from "@nxzalo/core/errors";
import { foldReference } from "@nxzalo/core/internal/text";
import type { HeldFor, MessageCheck, MessageState, Money } from "@nxzalo/core/journeys";
import { inTurn, type Lists, listsOf, mapLists } from "./in-turn.ts";
import { identityTexts, toIdentity, toKey } from "./keys.ts";
import { contentOf, type ReadyRow, toReadyRow } from "./messages.ts";
import type { CheckedMessage, Quota, ReadOptions, RowOptions } from "./options.ts";
import { isNeverSent, issueReason, ownReason } from "./reasons.ts";
import type { Rows, RunSettings } from "./run.ts";
import { createSeenRows } from "./seen-rows.ts";
import { createStop, type Stop } from "./stop.ts";
import { createBill, createTally } from "./summaries.ts";
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

/** A dry run on its way: its rows, in the order of the file. */
export interface BatchCheck extends AsyncIterable<CheckedRow> {
  /** What was found so far; whole when the rows have come to their end. */
  readonly summary: CheckSummary;
}

/** The route takes so many messages, in a body of 512 KiB: a unit of text takes three bytes at most. */
const messagesAtMost = 500;
const unitsAtMost = 150_000;
const triesAtMost = 6;
const firstWaitMs = 500;

/** A row that the file alone does not speak against. */
interface Sendable {
  readonly ready: ReadyRow;
  readonly warnings: readonly BatchReason[];
}

/** A row about which the store is still to be asked. */
interface Asked extends Sendable {
  readonly message: CheckedMessage;
}

/** The day of a time in Vietnam, whose days a quota goes by: seven hours before UTC in every season. */
const dayInVietnam = (at: number) => Math.floor((at + 7 * 3_600_000) / 86_400_000);

function createCheckCounts(asksStore: boolean) {
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

/** What a verdict may come with. */
type Facts = Pick<CheckedRow, "reason" | "known" | "sendAt" | "heldFor" | "estimate">;

type Draft = { -readonly [Name in keyof CheckedRow]: CheckedRow[Name] };

function toChecked(
  { row, changes }: Pick<ReadyRow, "changes"> & { readonly row: BatchInput },
  verdict: CheckVerdict,
  warnings: readonly BatchReason[],
  facts?: Facts,
): CheckedRow {
  const checked: Draft = { row: row.row, verdict, changes, warnings };
  if (row.source) checked.source = row.source;
  return facts ? { ...checked, ...facts } : checked;
}

const none: readonly BatchReason[] = [];

/** What the store's answer says of a row. */
function judge({ ready, warnings }: Sendable, check: MessageCheck): CheckedRow {
  const { known, issues, suppressed, sendAt, heldFor, estimate } = check;
  const isChanged = issues.some(({ code }) => code === "content_changed");
  if (known !== null && known !== "refused") {
    const changed = isChanged ? [ownReason("content_changed")] : [];
    const neverSent = isNeverSent(known) ? [ownReason("not_sent_again")] : [];
    const unknown = known === "unknown" ? [ownReason("outcome_unknown")] : [];
    return toChecked(ready, "sent", [...warnings, ...changed, ...neverSent, ...unknown], { known });
  }
  if (issues.length > 0) return toChecked(ready, "refused", warnings, { reason: issueReason(issues) });
  if (suppressed) return toChecked(ready, "refused", warnings, { reason: ownReason("recipient_suppressed") });
  return toChecked(ready, "send", warnings, {
    ...(sendAt && { sendAt }),
    ...(heldFor && { heldFor }),
    ...(estimate && { estimate }),
  });
}

/** Asks again where that may help: nothing is stored or sent by it. @throws what the last try threw. */
async function askAgain<Answer>(ask: () => Promise<Answer>, { random }: RunSettings, stop: Stop): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      const isPassing = isNxZaloError(error) && (error.retryable || error.kind === "transport");
      if (!isPassing || tries >= triesAtMost) throw error;
      const waitMs = Math.max(error.retryAfterMs ?? 0, random() * firstWaitMs * 2 ** tries);
      if (!(await stop.wait(waitMs))) throw error;
    }
  }
}

type AskStore = NonNullable<ReadOptions["check"]>;

/** The dry run: nothing is stored or sent. */
export function check(options: ReadOptions, settings: RunSettings, rows: Rows, rowOptions: RowOptions): BatchCheck {
  const { check: askStore, defaultCountryCode } = options;
  const { occasion, signal } = rowOptions;
  const counts = createCheckCounts(askStore !== undefined);
  const stop = createStop(() => {});
  const seen = createSeenRows();
  /** Rows that would go at once: they take from the day's quota. */
  let ahead = 0;

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

  const toAsked = (row: Sendable): Asked => ({
    ...row,
    message: { ...row.ready.message, idempotencyKey: toKey(toIdentity(row.ready, occasion)) },
  });

  /** Rows by as many as the store is asked about at once. */
  async function* chunksOf(lists: Lists<BatchInput>): AsyncGenerator<readonly (CheckedRow | Asked)[], void> {
    let chunk: (CheckedRow | Asked)[] = [];
    let units = 0;
    for await (const list of lists) {
      for (const input of list) {
        if (stop.reason) return;
        const read = readRow(input);
        const row = "ready" in read ? toAsked(read) : read;
        const size = "ready" in row ? JSON.stringify(row.message).length : 0;
        if (chunk.length >= messagesAtMost || units + size > unitsAtMost) {
          yield chunk;
          chunk = [];
          units = 0;
        }
        chunk.push(row);
        units += size;
      }
    }
    if (chunk.length > 0 && !stop.reason) yield chunk;
  }

  /** The same rows, those with a question answered. */
  async function answer(ask: AskStore, chunk: readonly (CheckedRow | Asked)[]): Promise<readonly CheckedRow[]> {
    const messages = chunk.flatMap((row) => ("ready" in row ? [row.message] : []));
    const { results } =
      messages.length > 0
        ? await askAgain(() => ask({ messages, ...(ahead > 0 && { ahead }) }), settings, stop)
        : { results: [] as readonly MessageCheck[] };
    let at = 0;
    let gone = 0;
    const rows = chunk.map((row) => {
      if (!("ready" in row)) return row;
      const result = results[at];
      at += 1;
      if (!result) throw new Error(`check answered ${results.length} of ${messages.length} messages`);
      const checked = judge(row, result);
      if (checked.verdict === "send" && checked.sendAt === undefined) gone += 1;
      return checked;
    });
    ahead += gone;
    return rows;
  }

  async function* take(): Lists<CheckedRow> {
    const leave = stop.follow(signal);
    try {
      const lists = listsOf(rows);
      if (askStore) {
        for await (const chunk of chunksOf(lists)) yield answer(askStore, chunk);
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
