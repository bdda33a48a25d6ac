import { delay } from "@nxzalo/core/internal";
import { heldMs } from "../durations.ts";
import { aheadMs } from "../store/pace.ts";
import type { Pace, TakenMessage } from "../store/waiting.ts";
import type { ServiceContext } from "./context.ts";
import { expireOver, holdDue } from "./hold.ts";
import { sendTaken } from "./send-taken.ts";

/** Options of one run of the dispatcher. */
export interface DispatchOptions {
  /** How many messages it sends at most. Default: 1,000. */
  readonly limit?: number | undefined;
  /**
   * How many are on their way at once, from 1 to 256. Default: 24, or as many as go in two seconds at the account's pace, where that is more: it is
   * kept as long as replies take no longer.
   */
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

const mostAtOnce = 256;
const usuallyAtOnce = 24;
/** Replies may take so long before the account's pace is kept no more. */
const replyMs = 2_000;
/** Each look for what is due is a write: it is worth some messages. */
const worthwhilePart = 4;
/** How long what is due waits where the account's pace had no place for it. */
const paceWaitMs = aheadMs / 2;
/** After so many it is looked again what is over, or in its quiet hours. */
const sentInOneRound = 1_000;
/** What is over is never taken: after so many, what is due does not wait for the others to be ended. */
const expiredInOneRound = 1_000;

const idle: Omit<DispatchResult, "nextInMs"> = { taken: 0, expired: 0, held: 0 };

async function nextInMs({ records, now }: ServiceContext, leastMs = 0): Promise<number | null> {
  const { messages } = await records.nextDue();
  return messages === null ? null : Math.max(leastMs, messages - now());
}

function concurrencyOf(pace: Pace | undefined, wanted: number | undefined): number {
  const paced = pace ? Math.ceil((replyMs * 1_000) / pace.intervalUs) : 0;
  return Math.max(1, Math.min(wanted ?? Math.max(usuallyAtOnce, paced), mostAtOnce));
}

/** What one run has on its way, and when its account's pace has the next places. */
interface Run {
  readonly onTheWay: Set<Promise<void>>;
  readonly concurrency: number;
  readonly signal: AbortSignal | undefined;
  /** The store's time in whole milliseconds, as it is written; it goes on, whatever is done to this machine's clock. */
  readonly clock: () => number;
}

function createRun({ now, pace }: ServiceContext, { concurrency, signal }: Omit<DispatchOptions, "limit">): Run {
  const startedAt = now();
  const mark = performance.now();
  const clock = () => Math.max(now(), Math.floor(startedAt + performance.now() - mark));
  return { onTheWay: new Set(), concurrency: concurrencyOf(pace, concurrency), signal, clock };
}

function sendAll(context: ServiceContext, { onTheWay, clock }: Run, taken: readonly TakenMessage[]): void {
  for (const one of taken) {
    const sending: Promise<void> = sendTaken(context, one, clock)
      .catch(() => {})
      .finally(() => onTheWay.delete(sending));
    onTheWay.add(sending);
  }
}

/** When it is worth while to ask for places again, where there were fewer of them than messages. */
const nextLook = (takenAt: number, places: readonly TakenMessage[], { intervalUs }: Pace): number =>
  Math.max(takenAt + paceWaitMs, (places.at(-1)?.goesAt ?? 0) + intervalUs / 1_000 - aheadMs);

/**
 * Sends what is due, and is taken for that; as much as can be on its way at once is taken, and no more. Gives when it is looked again, where
 * the pace has no place before.
 */
async function sendDue(
  context: ServiceContext,
  run: Run,
  limit: number,
): Promise<{ taken: number; lookAt: number | undefined }> {
  const { records, pace, now } = context;
  const { onTheWay, concurrency, signal, clock } = run;
  let taken = 0;
  let lookAt: number | undefined;
  while (taken < limit && !signal?.aborted) {
    const waitMs = (lookAt ?? 0) - clock();
    if (waitMs > 0) {
      if (onTheWay.size === 0) break;
      await delay(Math.min(waitMs, paceWaitMs));
      continue;
    }
    const wanted = Math.min(concurrency - onTheWay.size, limit - taken);
    if (onTheWay.size > 0 && wanted < Math.min(concurrency / worthwhilePart, limit - taken)) {
      await Promise.race(onTheWay);
      continue;
    }
    const takenAt = now();
    const found = await records.takeDue({ now: takenAt, limit: wanted, pace });
    context.quotaReserve?.announce(found.map(({ message }) => message));
    taken += found.length;
    sendAll(context, run, found);
    lookAt = pace && found.length < wanted ? nextLook(takenAt, found, pace) : undefined;
    if (found.length === wanted || (found.length > 0 && pace)) continue;
    // None is due any more, or others have taken the places.
    if (!pace || (await nextInMs(context)) !== 0) return { taken, lookAt: undefined };
  }
  return { taken, lookAt };
}

/**
 * Sends what is due, within bounds: what may be sent no longer expires, part by part between what is sent, and what its hours hold waits. What was taken is never taken
 * again, so that what a crash breaks off is not sent twice.
 */
export async function dispatchDue(context: ServiceContext, options: DispatchOptions): Promise<DispatchResult> {
  const waitMs = await nextInMs(context);
  if (waitMs === null || waitMs > 0) return { ...idle, nextInMs: waitMs };
  const { limit = 1_000, signal } = options;
  const run = createRun(context, options);
  const total = { ...idle } as { -readonly [Count in keyof typeof idle]: number };
  let lookAt: number | undefined;
  let isFull: boolean;
  try {
    do {
      const over = await expireOver(context, { notAfterUntil: context.now() }, expiredInOneRound);
      const { held, expired } = await holdDue(context);
      total.held += held;
      total.expired += over + expired;
      const most = Math.min(sentInOneRound, limit - total.taken);
      const sent = await sendDue(context, run, most);
      total.taken += sent.taken;
      lookAt = sent.lookAt;
      isFull = sent.taken === most || over === expiredInOneRound;
    } while (isFull && total.taken < limit && !signal?.aborted);
  } finally {
    await Promise.all(run.onTheWay);
  }
  const leastMs = lookAt === undefined ? 0 : Math.max(paceWaitMs, lookAt - run.clock());
  const next = await nextInMs(context, leastMs);
  return { ...total, nextInMs: next === 0 && !isFull ? heldMs : next };
}
