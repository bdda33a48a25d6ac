/** What a run of calls cost. */
export interface Cost {
  readonly callsPerSecond: number;
  readonly p99Ms: number;
  /** Of this process. */
  readonly cpuMicrosPerCall: number;
}

/** Calls again as soon as a call has ended, `concurrency` of them side by side, for `durationMs`. */
export async function load(call: () => Promise<unknown>, concurrency: number, durationMs: number): Promise<Cost> {
  const latencies: number[] = [];
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const endAt = startedAt + durationMs;
  const repeat = async () => {
    for (let at = performance.now(); at < endAt; ) {
      await call();
      const now = performance.now();
      latencies.push(now - at);
      at = now;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, repeat));
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  latencies.sort((a, b) => a - b);
  return {
    callsPerSecond: latencies.length / seconds,
    p99Ms: latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN,
    cpuMicrosPerCall: (user + system) / latencies.length,
  };
}

/** Runs both `rounds` times in turn, each first every other time, after one round that does not count. */
export async function interleave<T>(
  rounds: number,
  ours: () => Promise<T> | T,
  theirs: () => Promise<T> | T,
): Promise<[ours: T, theirs: T][]> {
  const pairs: [T, T][] = [];
  for (let round = -1; round < rounds; round += 1) {
    const oursFirst = round % 2 === 0;
    const first = await (oursFirst ? ours() : theirs());
    const second = await (oursFirst ? theirs() : ours());
    if (round >= 0) pairs.push(oursFirst ? [first, second] : [second, first]);
  }
  return pairs;
}

/** The middle of the values, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
