/** The part of an `AbortSignal` that core uses; every runtime's own fits. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** Thrown by {@link withTimeout} when the time is over; it never leaves core. */
export const timedOut = Symbol("timed out");

/** How long an aborted transport may take to say whether it had sent anything. */
const graceMs = 100;

/** A signal, and what fires it. The runtime's own would cost more than all else that limits a call. */
function createSignal() {
  const listeners = new Set<() => void>();
  const signal = {
    aborted: false,
    reason: undefined as unknown,
    addEventListener: (_: "abort", listener: () => void) => void listeners.add(listener),
    removeEventListener: (_: "abort", listener: () => void) => void listeners.delete(listener),
  };
  const abort = (reason: unknown) => {
    if (signal.aborted) return;
    signal.aborted = true;
    signal.reason = reason;
    for (const listener of listeners) listener();
  };
  return { signal, abort };
}

/** The same as one of the runtime's own signals, which is what a `fetch` takes. */
export function toNativeSignal(signal: AbortSignalLike): AbortSignalLike {
  const controller = new AbortController();
  const abort = () => controller.abort(signal.reason);
  if (signal.aborted) abort();
  else signal.addEventListener("abort", abort);
  return controller.signal;
}

/**
 * Runs `work` under a time limit and the caller's signal, and settles soon after either fires whether or not `work` listens.
 * Leaves no timer and no listener behind.
 *
 * @throws the caller's own abort reason, untouched; {@link timedOut}; or whatever `work` throws.
 */
export function withTimeout<T>(
  limits: { readonly timeoutMs: number; readonly signal?: AbortSignalLike | undefined },
  work: (signal: AbortSignalLike) => Promise<T>,
): Promise<T> {
  const { timeoutMs, signal: caller } = limits;
  if (caller?.aborted) return Promise.reject(caller.reason);
  return new Promise((resolve, reject) => {
    const { signal, abort } = createSignal();
    let grace: ReturnType<typeof setTimeout> | undefined;
    const stop = (reason: unknown) => {
      abort(reason);
      grace ??= setTimeout(() => settle(() => reject(signal.reason)), graceMs);
    };
    const onCallerAbort = () => stop(caller?.reason);
    const timer = setTimeout(() => stop(timedOut), timeoutMs);
    const settle = (end: () => void) => {
      clearTimeout(timer);
      clearTimeout(grace);
      caller?.removeEventListener("abort", onCallerAbort);
      end();
    };
    caller?.addEventListener("abort", onCallerAbort);
    const fail = (error: unknown) => settle(() => reject(error));
    try {
      work(signal).then((value) => settle(() => resolve(value)), fail);
    } catch (error) {
      fail(error);
    }
  });
}
