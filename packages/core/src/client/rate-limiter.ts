/** When the next request of one account may leave. Times are milliseconds since the epoch. */
interface AccountLimiter {
  /** After a 9010, nobody leaves before. */
  coolUntil: number;
  /** When the next evenly paced request may leave. */
  nextAt: number;
}

/** Shared by every client in this process: NXCLOUD counts by access key. */
const limiters = new Map<string, AccountLimiter>();
const limitersAtMost = 1_000;

function limiterFor(account: string): AccountLimiter {
  const known = limiters.get(account);
  if (known) return known;
  // Accounts are few; should keys be made up without end, the oldest one is forgotten.
  if (limiters.size >= limitersAtMost) limiters.delete(limiters.keys().next().value ?? "");
  const lane = { coolUntil: 0, nextAt: 0 };
  limiters.set(account, lane);
  return lane;
}

/** No call waits longer for the storm to pass. */
export const coolDownLimitMs = 2_000;

/** After a 9010: everybody on the account waits. */
export function coolDown(account: string, now: number, waitMs: number): void {
  const lane = limiterFor(account);
  lane.coolUntil = Math.max(lane.coolUntil, now + Math.min(waitMs, coolDownLimitMs));
}

/** No place in the pace is further away; one that seems to be was taken by a clock that was ahead. */
const paceLimitMs = 60_000;

/**
 * Milliseconds until a request on the account may leave, its place in the even pace taken; `undefined`, and no place taken, where that
 * is longer than the call has.
 */
export function acquireSlot(
  account: string,
  now: number,
  { ratePerSecond, withinMs }: { readonly ratePerSecond: number | undefined; readonly withinMs: number },
): number | undefined {
  const lane = limiterFor(account);
  // Clients may have clocks of their own, and clocks are set back: nobody is held longer than the limits say.
  if (lane.coolUntil - now > coolDownLimitMs) lane.coolUntil = 0;
  if (lane.nextAt - now > paceLimitMs) lane.nextAt = 0;
  const cooling = Math.max(lane.coolUntil - now, 0);
  const startsAt = ratePerSecond === undefined ? now + cooling : Math.max(now + cooling, lane.nextAt);
  if (startsAt - now > withinMs) return undefined;
  if (ratePerSecond !== undefined) lane.nextAt = startsAt + 1_000 / ratePerSecond;
  return startsAt - now;
}

/** Gives a place in the pace back that was not used. */
export function releaseSlot(account: string, ratePerSecond: number | undefined): void {
  if (ratePerSecond !== undefined) limiterFor(account).nextAt -= 1_000 / ratePerSecond;
}
