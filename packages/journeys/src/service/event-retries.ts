import { hourMs, minuteMs } from "../durations.ts";

/** How long after each failed try an event is tried again: the schedule of Standard Webhooks. */
const schedule: readonly number[] = [
  5_000,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
];

const shortestPauseMs = 1_000;
const longestPauseMs = 5 * minuteMs;
/** How long a target that says it is gone is left alone. */
const gonePauseMs = 24 * hourMs;
/** No longer wait is taken from a target's `Retry-After`. */
const longestRetryAfterMs = 24 * hourMs;

/** A try that failed: what the target answered, where it did. */
export interface FailedTry {
  readonly at: number;
  readonly answer?: { readonly status: number; readonly retryAfterMs?: number | undefined } | undefined;
}

/** Up to a fifth more, so that what failed together does not come together. */
const withJitter = (durationMs: number) => Math.round(durationMs * (1 + Math.random() / 5));

const askedFor = ({ answer }: FailedTry) => Math.min(answer?.retryAfterMs ?? 0, longestRetryAfterMs);

/** When an event is tried again; nothing where its life is over. Its last try is at the end of it. */
export function nextTry(tries: number, giveUpAt: number, failed: FailedTry): number | undefined {
  if (failed.at >= giveUpAt) return undefined;
  const planned = withJitter(schedule[Math.min(tries, schedule.length) - 1] ?? shortestPauseMs);
  return Math.min(giveUpAt, failed.at + Math.max(planned, askedFor(failed)));
}

/**
 * How often a target has failed in a row. One that says when to come again, or that it is gone, counts twice: what was on its way at that moment,
 * and is taken, ends no such wait.
 */
export const countFailures = (failures: number, failed: FailedTry): number =>
  failures + (failed.answer?.status === 410 || askedFor(failed) > 0 ? 2 : 1);

/** When a target that failed is asked again, with one event; so that one that is down is not hammered. */
export function targetPause(failures: number, failed: FailedTry): number {
  if (failed.answer?.status === 410) return failed.at + gonePauseMs;
  const backoffMs = Math.min(longestPauseMs, shortestPauseMs * 2 ** Math.min(failures, 20));
  return failed.at + Math.max(withJitter(backoffMs), askedFor(failed));
}
