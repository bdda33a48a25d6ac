import { delay } from "@nxzalo/core/internal";

/** How long a write is repeated, in milliseconds. */
export interface WriteTimeouts {
  /** While a caller waits for it. */
  readonly writeTimeoutMs: number;
  /** While none does. */
  readonly backgroundWriteTimeoutMs: number;
}

export const writeTimeouts: WriteTimeouts = { writeTimeoutMs: 3_000, backgroundWriteTimeoutMs: 60_000 };

/** After that a write is not tried again while its caller waits. */
const longestTimeoutMs = 15_000;

/** The same where nothing goes on in the background when a request has been answered: its caller waits meanwhile. */
export const withoutBackground = ({ writeTimeoutMs, backgroundWriteTimeoutMs }: WriteTimeouts): WriteTimeouts => ({
  writeTimeoutMs: Math.min(writeTimeoutMs + backgroundWriteTimeoutMs, longestTimeoutMs),
  backgroundWriteTimeoutMs: 0,
});

/** Repeats a write until it succeeds or the time is over: what has happened upstream cannot be asked for again. */
export async function retryWrite<T>(write: () => Promise<T>, timeoutMs: number): Promise<T> {
  const giveUpAt = performance.now() + timeoutMs;
  for (let tries = 0; ; tries++) {
    try {
      return await write();
    } catch (error) {
      if (performance.now() >= giveUpAt) throw error;
    }
    await delay(Math.min(50 * 2 ** tries, 500));
  }
}

/** The same where the caller's answer does not depend on it: after a while it goes on in the background, where a failure is ignored. */
export const retryWriteInBackground = (write: () => Promise<unknown>, timeouts: WriteTimeouts): Promise<void> =>
  retryWrite(write, timeouts.writeTimeoutMs).then(
    () => {},
    () => void retryWrite(write, timeouts.backgroundWriteTimeoutMs).catch(() => {}),
  );
