import { isNxZaloError } from "@nxzalo/core/errors";
import { storageFullCodes } from "@nxzalo/core/internal";
import type { JourneyRecords } from "../store/store.ts";

/** Whether a store takes what is written to it, as far as its callers have seen. */
export interface WriteWatch {
  /** The same records, whose writes are watched. */
  readonly records: JourneyRecords;
  /** Resolves where what NXCLOUD answers can be stored: after a write that failed, only once a large one has worked. */
  assertWritable(): Promise<void>;
  /** Resolves where journeys can be stored. Within a second of a success it resolves without asking. */
  ping(): Promise<void>;
}

const lastsMs = 1_000;

const isAway = (error: unknown) => isNxZaloError(error) && error.code === "unavailable";
const isFull = (error: unknown) =>
  isAway(error) && storageFullCodes.includes(Object((error as { readonly cause?: unknown }).cause).code);

/**
 * Watches the writes of rows as large as a journey: on a full disk small ones may still succeed, and a token that was asked for after one of
 * these is lost. Of those that come before a message, which may be small, what a full disk refused counts as well. No promise is shared: on Workers, one request may not wait for what another has begun.
 *
 * @param clock Milliseconds of a clock that never goes back: a wall clock that is set would hide a failure, or keep it.
 */
export function watchWrites(records: JourneyRecords, clock = () => performance.now()): WriteWatch {
  let failure: unknown;
  let goodUntil = Number.NEGATIVE_INFINITY;
  let triedUntil = Number.NEGATIVE_INFINITY;

  const watched =
    <Given extends readonly unknown[], T>(write: (...given: Given) => Promise<T>, counts = isAway) =>
    (...given: Given): Promise<T> =>
      write(...given).catch((error: unknown) => {
        if (counts(error)) failure = error;
        throw error;
      });

  async function assertWritable(): Promise<void> {
    if (failure === undefined) return;
    const at = clock();
    if (at < triedUntil) throw failure;
    triedUntil = at + lastsMs;
    await records.probe();
    failure = undefined;
    triedUntil = Number.NEGATIVE_INFINITY;
  }

  return {
    records: {
      ...records,
      completeLease: watched(records.completeLease),
      addJourney: watched(records.addJourney),
      start: watched(records.start),
      beginAttempt: watched(records.beginAttempt),
      finish: watched(records.finish),
      receive: watched(records.receive),
      acquireLease: watched(records.acquireLease, isFull),
      takeDue: watched(records.takeDue, isFull),
    },
    assertWritable,
    ping: async () => {
      const at = clock();
      if (failure === undefined && at < goodUntil) return;
      await assertWritable();
      await records.ping();
      goodUntil = at + lastsMs;
    },
  };
}
