const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Vietnam's days begin so long before those of UTC; its clocks are never changed. */
const aheadMs = 7 * hourMs;

/** When the day of a time began in Vietnam. */
export const startOfDay = (at: number): number => Math.floor((at + aheadMs) / dayMs) * dayMs - aheadMs;

/** Seven in the morning of Vietnam's next day. */
export const morningAfter = (at: number): number => startOfDay(at) + dayMs + 7 * hourMs;

/** The next time that Vietnam's clocks show seven in the morning. */
export function nextMorning(at: number): number {
  const morning = startOfDay(at) + 7 * hourMs;
  return morning > at ? morning : morning + dayMs;
}
