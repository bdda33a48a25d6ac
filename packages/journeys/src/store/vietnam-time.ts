import { dayMs, hourMs } from "../durations.ts";

/** Vietnam's days begin so long before those of UTC; its clocks are never changed. */
const aheadMs = 7 * hourMs;

/** When the day of a time began. */
export const startOfDay = (at: number): number => Math.floor((at + aheadMs) / dayMs) * dayMs - aheadMs;

/** Seven in the morning of the next day. */
export const morningAfter = (at: number): number => startOfDay(at) + dayMs + 7 * hourMs;

/** The next time that the clocks show seven in the morning. */
export function nextMorning(at: number): number {
  const morning = startOfDay(at) + 7 * hourMs;
  return morning > at ? morning : morning + dayMs;
}

/** The day of a time, such as `2026-11-30`. */
export const dayOf = (at: number): string => new Date(at + aheadMs).toISOString().slice(0, 10);

/** The month of a time, such as `2026-11`. */
export const monthOf = (at: number): string => dayOf(at).slice(0, 7);

/** When a month begins. */
export const startOfMonth = (month: string): number => Date.parse(`${month}-01T00:00:00Z`) - aheadMs;

/** When the month after it begins: the end of a month. */
export function endOfMonth(month: string): number {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return Date.UTC(year, number, 1) - aheadMs;
}
