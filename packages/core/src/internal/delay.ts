import type { AbortSignalLike } from "./with-timeout.ts";

/**
 * Waits, unless the signal fires first. Leaves no timer and no listener behind.
 *
 * @throws the signal's reason, untouched.
 */
export function delay(delayMs: number, signal?: AbortSignalLike): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const leave = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", leave);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", leave);
      resolve();
    }, delayMs);
    signal?.addEventListener("abort", leave);
  });
}
