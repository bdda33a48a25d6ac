/** When the next request of one account may leave. Times are milliseconds since the epoch. */
interface AccountLimiter {
  /** After a 9010, no request leaves before. */
  coolUntil: number;
  /** When the next evenly paced request may leave. */
  nextAt: number;
  /** The furthest that `nextAt` was ever ahead of the clock it was set by, since it was last reached. */
  reachMs: number;
  /** Places before `nextAt` that were given back. */
  readonly freed: Set<number>;
}

/** Shared by every client in this process: NXCLOUD counts by access key. */
const limiters = new Map<string, AccountLimiter>();
const limitersAtMost = 1_000;

function limiterFor(account: string): AccountLimiter {
  const known = limiters.get(account);
  if (known) return known;
  // Accounts are few; should keys be made up without end, the oldest one is forgotten.
  if (limiters.size >= limitersAtMost) limiters.delete(limiters.keys().next().value ?? "");
  const limiter = { coolUntil: 0, nextAt: 0, reachMs: 0, freed: new Set<number>() };
  limiters.set(account, limiter);
  return limiter;
}

/** No call waits longer after a 9010. */
const coolDownLimitMs = 2_000;

/** After a 9010: every call on the account waits. */
export function coolDown(account: string, now: number, waitMs: number): void {
  const limiter = limiterFor(account);
  limiter.coolUntil = Math.max(limiter.coolUntil, now + Math.min(waitMs, coolDownLimitMs));
}

/** Clocks may differ by so much. A place that is further away, and was not given so far ahead, was taken by a clock that was ahead. */
const clockSlackMs = 60_000;

/** The first place that was given back and is not before `earliest`. */
function firstFreed({ freed }: AccountLimiter, now: number, earliest: number): number | undefined {
  let first: number | undefined;
  for (const place of freed) {
    if (place < now) freed.delete(place);
    else if (place >= earliest && (first === undefined || place < first)) first = place;
  }
  return first;
}

/**
 * The time from which a request on the account may leave, its place in the even pace taken; `undefined`, and no place taken, where that
 * is further away than the call has.
 */
export function acquireSlot(
  account: string,
  now: number,
  { ratePerSecond, withinMs }: { readonly ratePerSecond: number | undefined; readonly withinMs: number },
): number | undefined {
  const limiter = limiterFor(account);
  // Clients may have clocks of their own, and clocks are set back: no call is held longer than the limits say.
  if (limiter.coolUntil - now > coolDownLimitMs) limiter.coolUntil = 0;
  if (limiter.nextAt - now > Math.max(clockSlackMs, limiter.reachMs)) {
    limiter.nextAt = 0;
    limiter.freed.clear();
  }
  if (limiter.nextAt <= now) limiter.reachMs = 0;
  const earliest = Math.max(now, limiter.coolUntil);
  if (ratePerSecond === undefined) return earliest - now > withinMs ? undefined : earliest;
  const startsAt = firstFreed(limiter, now, earliest) ?? Math.max(earliest, limiter.nextAt);
  if (startsAt - now > withinMs) return undefined;
  if (!limiter.freed.delete(startsAt)) {
    limiter.nextAt = startsAt + 1_000 / ratePerSecond;
    limiter.reachMs = Math.max(limiter.reachMs, limiter.nextAt - now);
  }
  return startsAt;
}

/** Gives a place in the pace back that was not used: the next call takes it. */
export function releaseSlot(account: string, startsAt: number): void {
  const { nextAt, freed } = limiterFor(account);
  if (startsAt < nextAt) freed.add(startsAt);
}
