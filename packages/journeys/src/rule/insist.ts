const sleep = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

/** Milliseconds that a write is tried again for. */
const patienceMs = 3_000;

/** What has happened upstream cannot be asked for again, so its record is worth some patience. */
export async function insist<T>(write: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + patienceMs;
  for (let tries = 0; ; tries++) {
    try {
      return await write();
    } catch (error) {
      if (performance.now() >= giveUpAt) throw error;
    }
    await sleep(Math.min(50 * 2 ** tries, 500));
  }
}
