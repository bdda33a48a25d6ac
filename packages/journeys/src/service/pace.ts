import { delay } from "@nxzalo/core/internal";
import type { ServiceContext } from "./context.ts";
import { paceFull } from "./errors.ts";

/** Callers wait no longer than that for a place. */
const longestWaitMs = 10_000;
/** For how long what is live may go before what is not. */
export const yieldsMs = 1_000;
/** Of a batch, only what comes soon is taken: what is live goes before the rest. */
const batchAheadMs = 250;
const looksEveryMs = 100;

type PaceContext = Pick<ServiceContext, "records" | "pace" | "waitForSlot" | "now">;

/** A place within some time, in milliseconds from now; nothing where there is none. */
async function acquirePlace({ records, pace, now }: PaceContext, withinMs: number): Promise<number | undefined> {
  const place = pace && (await records.acquireSlot({ ...pace, now: now(), withinMs }));
  return place === undefined ? undefined : place - now();
}

/** One of a batch takes a place that comes soon, and looks for one until then. */
async function waitInBatch(context: PaceContext): Promise<void> {
  const giveUpAt = performance.now() + longestWaitMs;
  for (;;) {
    const inMs = await acquirePlace(context, batchAheadMs);
    if (inMs !== undefined) return context.waitForSlot({ inMs, yieldsMs });
    if (performance.now() >= giveUpAt) throw paceFull();
    await delay(looksEveryMs * (0.5 + Math.random()));
  }
}

/**
 * Waits for a message's place in the account's pace, which all processes of a store share; nothing where it has none. What is live goes on the
 * next place that this process has, and takes one in the meantime.
 *
 * @throws ProxyError `rate_limited` where there is no place for a while.
 */
export async function waitForPlace(context: PaceContext, lane: "batch" | undefined): Promise<void> {
  if (!context.pace) return;
  if (lane === "batch") return waitInBatch(context);
  const taken = acquirePlace(context, longestWaitMs).then((inMs) => {
    if (inMs === undefined) throw paceFull();
    return inMs;
  });
  return context.waitForSlot({ inMs: taken, yieldsMs: 0 });
}
