import { delay } from "@nxzalo/core/internal";
import type { ServiceContext } from "./context.ts";
import { expireOver, holdDue } from "./hold.ts";
import { sendTaken } from "./send-taken.ts";

/** Options of one run of the dispatcher. */
export interface DispatchOptions {
  /** How many messages it sends at most. Default: 1,000. */
  readonly limit?: number | undefined;
  /** How many are on their way at once, from 1 to 50. Default: 24. */
  readonly concurrency?: number | undefined;
  /** Ends it: nothing more is taken, and what is on its way is finished. */
  readonly signal?: AbortSignal | undefined;
}

/** What a run of the dispatcher has done. */
export interface DispatchResult {
  /** Messages that were taken to be sent. */
  readonly taken: number;
  /** Messages that could not go out in time. */
  readonly expired: number;
  /** Messages that wait for longer. */
  readonly held: number;
  /** Milliseconds until something is due; null where nothing waits. */
  readonly nextInMs: number | null;
}

const mostAtOnce = 50;
/** Each look for what is due is a write: it is worth some messages. */
const worthwhilePart = 4;
/** How long what is due waits where the account's pace had no place for it. */
const paceWaitMs = 50;

const idle: Omit<DispatchResult, "nextInMs"> = { taken: 0, expired: 0, held: 0 };

async function nextInMs({ records, now }: ServiceContext, leastMs = 0): Promise<number | null> {
  const { messages } = await records.nextDue();
  return messages === null ? null : Math.max(leastMs, messages - now());
}

/** Sends what is due, and is taken for that; as much as can be on its way at once is taken, and no more. */
async function sendDue(
  context: ServiceContext,
  options: DispatchOptions,
): Promise<{ taken: number; isPaced: boolean }> {
  const { records, pace, now } = context;
  const { limit = 1_000, signal } = options;
  const concurrency = Math.max(1, Math.min(options.concurrency ?? 24, mostAtOnce));
  const onTheWay = new Set<Promise<void>>();
  let taken = 0;
  let isPaced = false;
  try {
    while (taken < limit && !signal?.aborted) {
      const wanted = Math.min(concurrency - onTheWay.size, limit - taken);
      if (onTheWay.size > 0 && wanted < Math.min(concurrency / worthwhilePart, limit - taken)) {
        await Promise.race(onTheWay);
        continue;
      }
      const takenAt = now();
      const mark = performance.now();
      const found = await records.takeDue({ now: takenAt, limit: wanted, pace });
      context.quotaReserve?.announce(found.length);
      taken += found.length;
      // The store's time goes on, whatever is done to this machine's clock.
      const clock = () => Math.max(now(), takenAt + performance.now() - mark);
      for (const one of found) {
        const sending: Promise<void> = sendTaken(context, one, clock)
          .catch(() => {})
          .finally(() => onTheWay.delete(sending));
        onTheWay.add(sending);
      }
      if (found.length === wanted) continue;
      isPaced = pace !== undefined && (await nextInMs(context)) === 0;
      if (!isPaced || onTheWay.size === 0) break;
      await Promise.race([...onTheWay, delay(paceWaitMs)]);
    }
  } finally {
    await Promise.all(onTheWay);
  }
  return { taken, isPaced };
}

/**
 * Sends what is due, within bounds: what may be sent no longer expires first, and what its hours hold waits. What was taken is never taken
 * again, so that what a crash breaks off is not sent twice.
 */
export async function dispatchDue(context: ServiceContext, options: DispatchOptions): Promise<DispatchResult> {
  const waitMs = await nextInMs(context);
  if (waitMs === null || waitMs > 0) return { ...idle, nextInMs: waitMs };
  const over = await expireOver(context, { notAfterUntil: context.now() });
  const { held, expired } = await holdDue(context);
  const { taken, isPaced } = await sendDue(context, options);
  return { taken, expired: over + expired, held, nextInMs: await nextInMs(context, isPaced ? paceWaitMs : 0) };
}
