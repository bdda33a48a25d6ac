/** Processes that do the same, one thread each. */
export interface Part {
  readonly processes: number;
  /** Microseconds of CPU that each request costs all of them together. */
  readonly micros: number;
}

/**
 * The requests a second that parts of a system do together on so many cores, reckoned from what a request costs each: all of them share the
 * cores, and a process has no more than one.
 */
export function requestsPerSecond(parts: readonly Part[], cores: number): number {
  const total = parts.reduce((sum, { micros }) => sum + micros, 0);
  const slowest = Math.min(...parts.map(({ processes, micros }) => processes / micros));
  return 1e6 * Math.min(cores / total, slowest);
}
