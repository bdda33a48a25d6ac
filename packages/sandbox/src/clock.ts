/** The sandbox's own time, which can be moved. */
export interface Clock {
  /** Milliseconds since the epoch, a whole number. */
  now(): number;
  /** @throws RangeError where the time would leave the years 1970 to 9999. */
  advance(ms: number): void;
  reset(): void;
}

const latest = Date.UTC(9999, 11, 31);

/** A clock that `advance` moves ahead of the given one. */
export function createClock(realNow: () => number): Clock {
  let advancedMs = 0;
  const now = () => Math.floor(realNow() + advancedMs);
  return {
    now,
    advance(ms) {
      const moved = now() + ms;
      // Refuses NaN too.
      if (!(moved >= 0 && moved <= latest))
        throw new RangeError("ms must lead to a time between the years 1970 and 9999");
      advancedMs += ms;
    },
    reset() {
      advancedMs = 0;
    },
  };
}
