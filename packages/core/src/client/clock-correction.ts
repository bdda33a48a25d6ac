import { parseHttpDate } from "../internal/http-date.ts";

/** NXCLOUD takes 60 s of difference; a `Date` header is good to a second, and the reply has travelled. */
const clockSkewThresholdMs = 20_000;

/** The last `Date` header that was read: it is the same for a second. */
let last: { readonly date: string; readonly at: number | undefined } = { date: "", at: undefined };

/** NXCLOUD's clock minus ours, in milliseconds, by a reply's `Date` header; `undefined` where that is no HTTP date. */
export function readClockOffset(date: string | null, now: number): number | undefined {
  if (date === null) return undefined;
  if (date !== last.date) last = { date, at: parseHttpDate(date.trim(), now) };
  return last.at === undefined ? undefined : last.at - now;
}

/**
 * The offset to stamp by after a 1004 (timestamp expired), or `undefined` where the clock is not what was wrong: the reply told no
 * time, or the time that the attempt was stamped with was near enough.
 */
export function correctClock(toldOffsetMs: number | undefined, assumedOffsetMs: number): number | undefined {
  if (toldOffsetMs === undefined) return undefined;
  return Math.abs(toldOffsetMs - assumedOffsetMs) > clockSkewThresholdMs ? toldOffsetMs : undefined;
}
