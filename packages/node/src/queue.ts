/** Why a call got no slot. */
export type Refusal = "full" | "late" | "closed" | "aborted";

/** The part of an abort signal that the queue listens to. */
export interface QueueSignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** A bounded number of slots, and a bounded line of calls that wait for one: first in, first out. */
export interface Queue {
  /**
   * Resolves with nothing once a slot is held, or with why there is none; after `withinMs` it is too late for one. `releaseSlot` gives it
   * back.
   */
  acquireSlot(signal: QueueSignal, withinMs?: number): Promise<Refusal | undefined>;
  /** Gives one slot back; the first in line holds it before this returns. */
  releaseSlot(): void;
  /** Refuses every call from now on, those in line too. Slots that are held stay held. */
  close(): void;
}

/** A queue whose slots are all free. */
export function createQueue({ slots, limit }: { readonly slots: number; readonly limit: number }): Queue {
  // A set keeps the order of arrival, and an aborted call leaves it at once.
  const line = new Set<(refusal?: Refusal) => void>();
  let held = 0;
  let isClosed = false;
  return {
    async acquireSlot(signal, withinMs = Infinity) {
      if (isClosed) return "closed";
      if (signal.aborted) return "aborted";
      if (held < slots) {
        held += 1;
        return undefined;
      }
      if (line.size >= limit) return "full";
      return new Promise((resolve) => {
        const onAbort = () => settle("aborted");
        const timer = Number.isFinite(withinMs) ? setTimeout(() => settle("late"), withinMs) : undefined;
        const settle = (refusal?: Refusal) => {
          line.delete(settle);
          clearTimeout(timer);
          signal.removeEventListener("abort", onAbort);
          resolve(refusal);
        };
        line.add(settle);
        signal.addEventListener("abort", onAbort);
      });
    },
    releaseSlot() {
      const [first] = line;
      // The slot is handed on without being free in between, so that no later call can overtake.
      if (first) first();
      else held -= 1;
    },
    close() {
      isClosed = true;
      for (const settle of [...line]) settle("closed");
    },
  };
}
