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
