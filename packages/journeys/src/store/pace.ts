/** A place that is further away was taken by a clock that was ahead. */
const stalePlaceUs = 60_000_000;
/**
 * How far ahead messages that wait take their places: what is live goes after those at once. It is also how long a message may be called
 * unknown before it is sent.
 */
const aheadUs = 250_000;

/** When the next place is, in microseconds since the epoch. */
export const nextPlaceUs = (nextAtUs: number, nowUs: number): number =>
  nextAtUs > nowUs + stalePlaceUs ? nowUs : Math.max(nextAtUs, nowUs);

/** Places for messages that wait, in microseconds: as many as are wanted, and begin soon. */
export function placesFrom(
  startUs: number,
  wanted: number,
  { nowUs, intervalUs }: { nowUs: number; intervalUs: number },
): number[] {
  const soon = Math.floor((nowUs + aheadUs - startUs) / intervalUs) + 1;
  return Array.from({ length: Math.max(0, Math.min(wanted, soon)) }, (_, index) => startUs + index * intervalUs);
}
