import { identityTexts, toIdentity, toKey } from "./keys.ts";
import { contentOf, type ReadyRow, toReadyRow, type UnreadyRow } from "./messages.ts";
import type { ReadOptions, RunOptions } from "./options.ts";
import { type Clock, createPace, type Slot } from "./pace.ts";
import { ownReason } from "./reasons.ts";
import { createSeenRows } from "./seen-rows.ts";
import { type SendContext, sendRow } from "./send-row.ts";
import { createStop } from "./stop.ts";
import { createRunCounts, type RunSummary } from "./summaries.ts";
import type { BatchInput, BatchReason, BatchResult } from "./types.ts";

/** Rows as they are read: a list, a generator, a stream. */
export type Rows = AsyncIterable<BatchInput> | Iterable<BatchInput>;

/** What a test sets, and nobody else. */
export interface RunSettings {
  readonly clock: Clock;
  readonly random: () => number;
}

/** A run on its way: its results, in the order of the rows. It is begun by the first of them that is asked for. */
export interface BatchRun extends AsyncIterable<BatchResult> {
  /** What became of the rows so far. */
  readonly summary: RunSummary;
}

/** Results that wait for an earlier row's, for each message on its way. */
const waitingForEach = 4;

/** What would meet every other row as well: none of them is to blame. */
const blameless: ReadonlySet<string> = new Set([
  "config_invalid",
  "network_error",
  "timeout",
  "authentication_failed",
  "clock_skew",
  "account_unavailable",
  "balance_insufficient",
  "application_unavailable",
  "quotation_missing",
  "route_missing",
  "journey_quotation_missing",
  "journey_quotation_unavailable",
  "upstream_rate_limited",
  "upstream_failure",
  "upstream_code_unknown",
  "response_unreadable",
  "response_invalid",
  "unauthorized",
  "forbidden",
  "route_not_found",
  "method_not_allowed",
  "rate_limited",
  "unavailable",
  "internal_error",
]);

/** The result of a row that is not sent. */
const unsent = (
  state: "refused" | "skipped",
  { row, changes }: ReadyRow | UnreadyRow,
  reason: BatchReason,
): BatchResult => ({ row: row.row, state, reason, changes, ...(row.source && { source: row.source }) });

/** Tells those who wait that something has changed. */
function createBell() {
  let ring = () => {};
  let rung = new Promise<void>((resolve) => {
    ring = resolve;
  });
  return {
    ring() {
      ring();
      rung = new Promise<void>((resolve) => {
        ring = resolve;
      });
    },
    wait: () => rung,
  };
}

/** Stops a run where what sends has failed for every row in turn. */
function createFailureWatch(stopAfterFailures: number, stop: (reason: BatchReason) => void) {
  let failures = 0;
  return ({ state, reason }: BatchResult) => {
    if (state === "accepted" || state === "scheduled") failures = 0;
    if (!reason || !blameless.has(reason.code)) return;
    failures += 1;
    if (failures >= stopAfterFailures) stop(reason);
  };
}

/** Sends rows: so many at once and a second as the options say, and no further ahead of who takes the results than a few rows each. */
export function run(options: ReadOptions, settings: RunSettings, rows: Rows, runOptions: RunOptions): BatchRun {
  const { concurrency, ratePerSecond, defaultCountryCode, retryForMs, stopAfterFailures } = options;
  const { occasion, signal } = runOptions;
  const counts = createRunCounts();
  const bell = createBell();
  const stop = createStop(bell.ring);
  const pace = createPace(ratePerSecond, settings.clock, stop);
  const context: SendContext = {
    ...settings,
    pace,
    stop,
    retryForMs,
    store: { isKnown: options.check !== undefined },
    send: async (idempotencyKey, { message }) => options.send(message, { idempotencyKey }),
  };
  const watch = createFailureWatch(stopAfterFailures, stop.now);
  const seen = createSeenRows();
  /** In the order of the rows. */
  const waiting: (BatchResult | Promise<BatchResult>)[] = [];
  let onTheirWay = 0;

  /** Why a row is not sent; nothing where it is. */
  function judge(input: BatchInput, ready: ReadyRow): BatchResult | undefined {
    const identity = identityTexts(ready);
    const earlier = seen.add(input.row, { group: identity, identity, content: contentOf(ready) });
    if (!earlier) return undefined;
    const code = earlier.hasSameContent ? "row_repeated" : "reference_repeated";
    return unsent("skipped", ready, ownReason(code, earlier.row));
  }

  async function send(ready: ReadyRow, slot: Slot): Promise<BatchResult> {
    onTheirWay += 1;
    const result = await sendRow(context, ready, toKey(toIdentity(ready, occasion)), slot);
    onTheirWay -= 1;
    watch(result);
    bell.ring();
    return result;
  }

  /** Begins one row, once there is a place for it among those on their way. */
  async function begin(input: BatchInput): Promise<void> {
    const ready = toReadyRow(input, defaultCountryCode);
    if ("refusal" in ready) return void waiting.push(unsent("refused", ready, ready.refusal));
    const judged = judge(input, ready);
    if (judged) return void waiting.push(judged);
    while (onTheirWay >= concurrency) await bell.wait();
    const slot = await pace.waitForSlot();
    if (slot) waiting.push(send(ready, slot));
  }

  async function beginAll(): Promise<void> {
    for await (const input of rows) {
      while (waiting.length >= concurrency * waitingForEach && !stop.reason) await bell.wait();
      if (!stop.reason) await begin(input);
      if (stop.reason) return;
      bell.ring();
    }
  }

  async function* take(): AsyncGenerator<BatchResult, void> {
    const leave = stop.follow(signal);
    let isDone = false;
    const beginning = beginAll().finally(() => {
      isDone = true;
      bell.ring();
    });
    // What it throws is thrown where it is awaited.
    beginning.catch(() => {});
    try {
      for (;;) {
        while (waiting.length === 0 && !isDone) await bell.wait();
        const [next] = waiting;
        if (!next) break;
        const result = await next;
        waiting.shift();
        bell.ring();
        counts.add(result);
        yield result;
      }
      await beginning;
    } finally {
      // Who takes no more results wants nothing more to be sent; what is on its way comes to its end.
      if (!isDone) stop.now(ownReason("aborted"));
      await Promise.allSettled([beginning, ...waiting]);
      leave();
    }
  }

  const results = take();
  return {
    get summary() {
      return counts.read(stop.reason);
    },
    [Symbol.asyncIterator]: () => results,
  };
}
