/** What a clock may be off by, and days are the same but at midnight. */
const toleranceMs = 60_000;
let behindMs = 0;

/** The present time of the gateway, also where the browser's clock is wrong: which day it is decides what is shown. */
export const now = (): Date => new Date(Date.now() + behindMs);

/** Reads how far the browser's clock is behind, out of an answer of the gateway. */
export function readClock({ headers }: Pick<Response, "headers">): void {
  const time = Date.parse(headers.get("date") ?? "");
  if (Number.isNaN(time)) return;
  const difference = time - Date.now();
  behindMs = Math.abs(difference) > toleranceMs ? difference : 0;
}
