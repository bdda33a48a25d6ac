/** When the next request of one account may leave. Times are milliseconds since the epoch. */
interface Lane {
  /** After a 9010, nobody leaves before. */
  coolUntil: number;
  /** When the next evenly paced request may leave. */
  nextAt: number;
}

/** Shared by every client in this process: NXCLOUD counts by access key. */
const lanes = new Map<string, Lane>();
const lanesLimit = 1_000;

function laneOf(account: string): Lane {
  const known = lanes.get(account);
  if (known) return known;
  // Accounts are few; should keys be made up without end, the oldest one is forgotten.
  if (lanes.size >= lanesLimit) lanes.delete(lanes.keys().next().value ?? "");
  const lane = { coolUntil: 0, nextAt: 0 };
  lanes.set(account, lane);
  return lane;
}

/** No call waits longer for the storm to pass. */
export const coolDownLimitMs = 2_000;

/** After a 9010: everybody on the account waits. */
export function coolDown(account: string, now: number, waitMs: number): void {
  const lane = laneOf(account);
  lane.coolUntil = Math.max(lane.coolUntil, now + Math.min(waitMs, coolDownLimitMs));
}

/** Milliseconds until a request on the account may leave, its place in the even pace taken. */
export function waitFor(account: string, now: number, ratePerSecond: number | undefined): number {
  const lane = laneOf(account);
  // A clock that was set back must not hold anybody longer than a cool-down can.
  const cooling = Math.min(Math.max(lane.coolUntil - now, 0), coolDownLimitMs);
  if (ratePerSecond === undefined) return cooling;
  const startsAt = Math.max(now + cooling, lane.nextAt);
  lane.nextAt = startsAt + 1_000 / ratePerSecond;
  return startsAt - now;
}
