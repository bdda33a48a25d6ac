/** When the next request of one account may leave. Times are milliseconds since the epoch. */
interface AccountLimiter {
  /** After a 9010, nobody leaves before. */
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
  const lane = { coolUntil: 0, nextAt: 0, reachMs: 0, freed: new Set<number>() };
  limiters.set(account, lane);
  return lane;
}

/** No call waits longer for the storm to pass. */
const coolDownLimitMs = 2_000;

/** After a 9010: everybody on the account waits. */
export function coolDown(account: string, now: number, waitMs: number): void {
  const lane = limiterFor(account);
  lane.coolUntil = Math.max(lane.coolUntil, now + Math.min(waitMs, coolDownLimitMs));
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
  const lane = limiterFor(account);
  // Clients may have clocks of their own, and clocks are set back: nobody is held longer than the limits say.
  if (lane.coolUntil - now > coolDownLimitMs) lane.coolUntil = 0;
  if (lane.nextAt - now > Math.max(clockSlackMs, lane.reachMs)) {
    lane.nextAt = 0;
    lane.freed.clear();
  }
  if (lane.nextAt <= now) lane.reachMs = 0;
  const earliest = Math.max(now, lane.coolUntil);
  if (ratePerSecond === undefined) return earliest - now > withinMs ? undefined : earliest;
  const startsAt = firstFreed(lane, now, earliest) ?? Math.max(earliest, lane.nextAt);
  if (startsAt - now > withinMs) return undefined;
  if (!lane.freed.delete(startsAt)) {
    lane.nextAt = startsAt + 1_000 / ratePerSecond;
    lane.reachMs = Math.max(lane.reachMs, lane.nextAt - now);
  }
  return startsAt;
}

/** Gives a place in the pace back that was not used: the next call takes it. */
export function releaseSlot(account: string, startsAt: number): void {
  const { nextAt, freed } = limiterFor(account);
  if (startsAt < nextAt) freed.add(startsAt);
}
