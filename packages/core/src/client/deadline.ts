/** The time that a whole call has, waits and retries included. */
export interface Deadline {
  /** Milliseconds left; 0 or less once it is over. */
  leftMs(): number;
  /** Whether time is left after a wait of so many milliseconds. */
  fits(waitMs: number): boolean;
  /** Milliseconds that one attempt may take: its own limit, or what is left; at least 1, so that a timer can hold it. */
  limit(timeoutMs: number): number;
}

/** A deadline `durationMs` from `startedAt`, which is in milliseconds since the epoch, by the clock `now`. */
export function createDeadline(startedAt: number, durationMs: number, now: () => number): Deadline {
  const endsAt = startedAt + durationMs;
  const leftMs = () => endsAt - now();
  return {
    leftMs,
    fits: (waitMs) => waitMs < leftMs(),
    limit: (timeoutMs) => Math.max(1, Math.min(timeoutMs, leftMs())),
  };
}
