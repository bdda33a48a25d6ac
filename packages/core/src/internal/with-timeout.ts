/** The part of an `AbortSignal` that core uses; every runtime's own fits. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** Thrown by {@link bounded} when the time is over; it never leaves core. */
export const timedOut = Symbol("timed out");

/** How long an aborted transport may take to say whether it had sent anything. */
const graceMs = 100;

/**
 * Runs `work` under a time limit and the caller's signal, and settles soon after either fires whether or not `work` listens.
 * Leaves no timer and no listener behind.
 *
 * @throws the caller's own abort reason, untouched; {@link timedOut}; or whatever `work` throws.
 */
export async function withTimeout<T>(
  limits: { readonly timeoutMs: number; readonly signal?: AbortSignalLike | undefined },
  work: (signal: AbortSignalLike) => Promise<T>,
): Promise<T> {
  const { timeoutMs, signal: caller } = limits;
  if (caller?.aborted) throw caller.reason;
  const controller = new AbortController();
  const { signal } = controller;
  const onCallerAbort = () => controller.abort(caller?.reason);
  let grace: ReturnType<typeof setTimeout> | undefined;
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => {
      grace = setTimeout(() => reject(signal.reason), graceMs);
    });
  });
  caller?.addEventListener("abort", onCallerAbort);
  const timer = setTimeout(() => controller.abort(timedOut), timeoutMs);
  try {
    return await Promise.race([work(signal), stopped]);
  } finally {
    clearTimeout(timer);
    clearTimeout(grace);
    caller?.removeEventListener("abort", onCallerAbort);
  }
}
