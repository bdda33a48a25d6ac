import type { Pace } from "./waiting.ts";

/** A place that is further away was taken by a clock that was ahead. */
const stalePlaceUs = 60_000_000;
/**
 * How far ahead messages that wait take their places: what is live in another process goes after those. A dispatcher takes the next ones when
 * half of that is over.
 */
export const aheadMs = 100;
const aheadUs = aheadMs * 1_000;

/** When the next place is, in microseconds since the epoch. */
export const nextPlaceUs = (nextAtUs: number, nowUs: number): number =>
  nextAtUs > nowUs + stalePlaceUs ? nowUs : Math.max(nextAtUs, nowUs);

/** How many places messages that wait are given at once, at most. */
export const mostPlaces = ({ intervalUs }: Pick<Pace, "intervalUs">): number => Math.floor(aheadUs / intervalUs) + 1;

/** Places for messages that wait, in microseconds: as many as are wanted, and begin soon. */
export function placesFrom(
  startUs: number,
  wanted: number,
  { nowUs, intervalUs }: { nowUs: number; intervalUs: number },
): number[] {
  const soon = Math.floor((nowUs + aheadUs - startUs) / intervalUs) + 1;
  return Array.from({ length: Math.max(0, Math.min(wanted, soon)) }, (_, index) => startUs + index * intervalUs);
}
