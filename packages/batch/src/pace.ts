import type { Stop } from "./stop.ts";

/** The current time in milliseconds, from any beginning, and never set back. */
export type Clock = () => number;

/** When the next message may leave. */
export interface Pace {
  /** Waits for this message's place; false where the batch was stopped meanwhile. */
  waitForSlot(): Promise<boolean>;
  /** Nothing leaves within this time: the other side asked for it. */
  coolDown(waitMs: number): void;
}

/** Timers are late, and a busy process is later: so much is caught up with, and no more. */
const latenessMs = 5;

/**
 * What is left free of the rate: by it, what is late and what the network delays never make more arrive in any second than is allowed. One
 * refusal costs a whole second.
 */
const headroom = 0.01;

/** Evenly paced: one message in each interval, wherever a second begins. */
export function createPace(ratePerSecond: number, clock: Clock, stop: Stop): Pace {
  const intervalMs = 1_000 / (ratePerSecond * (1 - headroom));
  let nextAt = 0;
  let coolUntil = 0;
  return {
    async waitForSlot() {
      const startAt = Math.max(nextAt, clock() - latenessMs);
      nextAt = startAt + intervalMs;
      for (let at = clock(); at < Math.max(startAt, coolUntil); at = clock()) {
        if (!(await stop.wait(Math.max(startAt, coolUntil) - at))) return false;
      }
      return !stop.reason;
    },
    coolDown(waitMs) {
      coolUntil = Math.max(coolUntil, clock() + waitMs);
    },
  };
}
