import { withTimeout } from "@nxzalo/core/internal";

/** What was read last, and how long ago. */
export interface Latest<T> {
  readonly value: T;
  readonly ageMs: number;
}

/** It is not read again so soon, however often it is asked for. */
const freshMs = 5_000;
/** Who asks waits no longer. */
const readTimeoutMs = 1_000;
/** A read that takes longer is given up, and begun anew. */
const stuckMs = 15_000;
/** What was read longer ago is not true any more. */
const staleMs = 30_000;

/**
 * Gives what a read gave last, so that scrapes neither load what is read nor wait for it; nothing where that is too long ago. One read runs
 * at a time, and no promise is shared: on Workers, one request may not wait for what another has begun.
 *
 * @param clock Milliseconds of a clock that never goes back.
 */
export function createLatest<T>(read: () => Promise<T>, clock: () => number): () => Promise<Latest<T> | undefined> {
  let known: { readonly value: T; readonly at: number } | undefined;
  let readingUntil = Number.NEGATIVE_INFINITY;
  const refresh = async () => {
    readingUntil = clock() + stuckMs;
    known = { value: await read(), at: clock() };
    readingUntil = Number.NEGATIVE_INFINITY;
  };
  return async () => {
    const at = clock();
    const isFresh = known !== undefined && at - known.at < freshMs;
    if (!isFresh && at >= readingUntil) await withTimeout({ timeoutMs: readTimeoutMs }, refresh).catch(() => {});
    const ageMs = known === undefined ? staleMs : clock() - known.at;
    return known !== undefined && ageMs < staleMs ? { value: known.value, ageMs } : undefined;
  };
}
