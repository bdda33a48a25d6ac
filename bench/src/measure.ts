/** What a run of calls cost. */
export interface Cost {
  readonly calls: number;
  readonly callsPerSecond: number;
  readonly p99Ms: number;
  /** Of this process. */
  readonly cpuMicrosPerCall: number;
}

/**
 * How long a round of load lasts: several major garbage collections fall into it, each of which takes the time of a thousand calls. Of
 * shorter rounds some hold one and some hold none, and their median is either's.
 */
const roundMs = 2_000;
/** How many of these are enough. */
export const loadRounds = 9;

/** Calls again as soon as a call has ended, `concurrency` of them side by side, for a round. */
export async function load(call: () => Promise<unknown>, concurrency: number): Promise<Cost> {
  const latencies: number[] = [];
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const endAt = startedAt + roundMs;
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
    calls: latencies.length,
    callsPerSecond: latencies.length / seconds,
    p99Ms: latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN,
    cpuMicrosPerCall: (user + system) / latencies.length,
  };
}

/**
 * Runs all of them `rounds` times in turn, after one round that does not count. Each round begins with the next of them, and every other one
 * goes backwards, so that none always runs behind the same neighbour.
 */
export async function inTurn<Name extends string, T>(
  rounds: number,
  subjects: Readonly<Record<Name, () => Promise<T> | T>>,
): Promise<readonly Readonly<Record<Name, T>>[]> {
  const names = Object.keys(subjects) as Name[];
  const results: Record<Name, T>[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const first = (round + names.length) % names.length;
    const order = [...names.slice(first), ...names.slice(0, first)];
    const result: Partial<Record<Name, T>> = {};
    for (const name of round % 2 === 0 ? order : order.reverse()) result[name] = await subjects[name]();
    if (round >= 0) results.push(result as Record<Name, T>);
  }
  return results;
}

/** Runs both in turn. */
export async function interleave<T>(
  rounds: number,
  ours: () => Promise<T> | T,
  theirs: () => Promise<T> | T,
): Promise<[ours: T, theirs: T][]> {
  const results = await inTurn(rounds, { ours, theirs });
  return results.map((result) => [result.ours, result.theirs]);
}

/** The value below which a share of the values lies, between two of them where it falls there. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}

/** The middle of the values, or the mean of the two in the middle. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);
