const sleep = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

/** Milliseconds that a caller is kept waiting for a write. */
const writeTimeoutMs = 3_000;
/** Milliseconds that a write is tried again for when nobody waits for it. */
const backgroundWriteTimeoutMs = 60_000;

/** What has happened upstream cannot be asked for again, so its record is worth some patience. */
export async function retryWrite<T>(write: () => Promise<T>, limitMs = writeTimeoutMs): Promise<T> {
  const giveUpAt = performance.now() + limitMs;
  for (let tries = 0; ; tries++) {
    try {
      return await write();
    } catch (error) {
      if (performance.now() >= giveUpAt) throw error;
    }
    await sleep(Math.min(50 * 2 ** tries, 500));
  }
}

/** The same where the caller's answer does not depend on it: after a while it goes on by itself, and may come to nothing. */
export const retryWriteInBackground = (write: () => Promise<unknown>): Promise<void> =>
  retryWrite(write).then(
    () => {},
    () => void retryWrite(write, backgroundWriteTimeoutMs).catch(() => {}),
  );
