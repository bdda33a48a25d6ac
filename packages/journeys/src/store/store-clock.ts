/** The time of a store's machine, as this process knows it. */
export interface StoreClock {
  /** Takes what the store says its time is, in milliseconds since the epoch. */
  set(at: number): void;
  /** The store's time now; this machine's until the store has said anything. */
  now(): number;
}

/** Goes on between two answers by a clock that nobody sets. */
export function createStoreClock(): StoreClock {
  let ahead: number | undefined;
  return {
    set: (at) => {
      ahead = at - performance.now();
    },
    now: () => (ahead === undefined ? Date.now() : Math.round(ahead + performance.now())),
  };
}
