import { ownReason } from "./reasons.ts";
import type { BatchReason } from "./types.ts";

/** The part of an `AbortSignal` that a batch uses. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** Whether a run goes on, and its waits, which end with it. */
export interface Stop {
  /** Why nothing more is begun; nothing while the run goes on. */
  readonly reason: BatchReason | undefined;
  /** Begins nothing more; the first reason counts. */
  now(reason: BatchReason): void;
  /** Waits; false where the run was stopped before or meanwhile. */
  wait(waitMs: number): Promise<boolean>;
  /** Stops when the signal does; gives what ends that. */
  follow(signal: AbortSignalLike | undefined): () => void;
}

/** A longer timer fires at once. */
const longestTimerMs = 2 ** 31 - 1;

/** @param changed is called when the run is stopped. */
export function createStop(changed: () => void): Stop {
  let reason: BatchReason | undefined;
  const waits = new Set<() => void>();
  const stop: Stop = {
    get reason() {
      return reason;
    },
    now(why) {
      reason ??= why;
      for (const end of waits) end();
      changed();
    },
    wait: (waitMs) =>
      new Promise((resolve) => {
        if (reason) return resolve(false);
        let timer: ReturnType<typeof setTimeout>;
        const end = () => {
          clearTimeout(timer);
          waits.delete(end);
          resolve(reason === undefined);
        };
        // Timers count whole milliseconds, and cut what is beyond.
        const waitFor = (leftMs: number) => {
          const nextMs = Math.min(leftMs, longestTimerMs);
          timer = setTimeout(() => (leftMs > nextMs ? waitFor(leftMs - nextMs) : end()), nextMs);
        };
        waitFor(Math.ceil(waitMs));
        waits.add(end);
      }),
    follow(signal) {
      const abort = () => stop.now(ownReason("aborted"));
      if (signal?.aborted) abort();
      signal?.addEventListener("abort", abort);
      return () => signal?.removeEventListener("abort", abort);
    },
  };
  return stop;
}
