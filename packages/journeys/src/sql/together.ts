const most = 100;
/** So many milliseconds others wait for a run that is on its way: what hangs keeps no others waiting. */
const longestWaitMs = 25;

interface Waiting<One, Result> {
  readonly one: One;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** Resolves with the work, or when it has taken so long. */
const atMost = (ms: number, work: Promise<void>): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    void work.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });

/**
 * Work that comes while a run of it is on its way is done by the next run, all of it at once; what comes alone is done at once. Where a run
 * fails, each part of it is done alone: one that cannot be done does not keep others from it.
 */
export function together<One, Result>(
  run: (all: readonly One[]) => Promise<readonly Result[]>,
): (one: One) => Promise<Result> {
  const waiting: Waiting<One, Result>[] = [];
  let isRunning = false;

  async function runOf(parts: readonly Waiting<One, Result>[]): Promise<void> {
    try {
      const results = await run(parts.map(({ one }) => one));
      for (const [index, { resolve }] of parts.entries()) resolve(results[index] as Result);
    } catch (error) {
      if (parts.length > 1) await Promise.all(parts.map((part) => runOf([part])));
      else parts[0]?.reject(error);
    }
  }

  async function runAll(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) await atMost(longestWaitMs, runOf(waiting.splice(0, most)));
    isRunning = false;
  }

  return (one) =>
    new Promise((resolve, reject) => {
      waiting.push({ one, resolve, reject });
      if (!isRunning) void runAll();
    });
}
