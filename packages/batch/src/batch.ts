import { type BatchCheck, check } from "./check.ts";
import {
  assertRemembered,
  type BatchOptions,
  type RowOptions,
  type RunOptions,
  readOccasion,
  readOptions,
} from "./options.ts";
import { type BatchRun, type Rows, type RunSettings, run } from "./run.ts";

/** Rows sent once each. */
export interface Batch {
  /**
   * Sends rows, each at most once over any number of runs and names of the file: run the same rows again, and it goes on. Gives a result for
   * each row, in their order; what is not taken is not sent far ahead. Who takes no more results, or aborts, stops it: what is on its way
   * comes to its end.
   *
   * @throws InputError where `startedAt` is longer ago than the store remembers, or `occasion` is empty; while it runs, what reading the rows throws.
   */
  run(rows: Rows, options?: RunOptions): BatchRun;
  /**
   * Says what a run would do; nothing is stored or sent.
   *
   * @throws InputError where `occasion` is empty; while it runs, what reading the rows or asking the store throws.
   */
  check(rows: Rows, options?: RowOptions): BatchCheck;
}

const runtimeSettings: RunSettings = { clock: () => performance.now(), random: Math.random };

/**
 * Creates a batch over what sends: a client of the proxy, journeys in the same process, or your own.
 *
 * @throws ConfigError that names an option which does not exist or cannot be used.
 * @example
 * ```ts
 * import { createBatch } from "@nxzalo/batch";
 * import { createProxyClient } from "@nxzalo/client";
 *
 * const client = createProxyClient({ baseUrl: "https://zalo.example", headers: { authorization: "Bearer …" } });
 * const batch = createBatch({ send: client.sendTemplate, ratePerSecond: 50 });
 * const rows = [
 *   { row: 2, phone: "912345678", reference: "Đơn 42", templateId: "133214", templateData: { status: "Đang giao" } },
 * ];
 * const run = batch.run(rows);
 * for await (const { row, state, reason } of run) if (reason) console.log(row, state, reason.vietnamese);
 * console.log(run.summary);
 * ```
 */
export const createBatch = (options: BatchOptions): Batch => createBatchWith(options, runtimeSettings);

/** The same, with the clock and the chance that it goes by. */
export function createBatchWith(options: BatchOptions, settings: RunSettings): Batch {
  const read = readOptions(options);
  return {
    run(rows, runOptions = {}) {
      assertRemembered(runOptions, read.retainMs, Date.now());
      return run(read, settings, rows, { ...runOptions, occasion: readOccasion(runOptions.occasion) });
    },
    check: (rows, rowOptions = {}) =>
      check(read, settings, rows, { ...rowOptions, occasion: readOccasion(rowOptions.occasion) }),
  };
}
