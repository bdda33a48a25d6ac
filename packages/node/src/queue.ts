/** Why a call was not let in. */
export type Refusal = "full" | "closed" | "aborted";

/** The part of an abort signal that the queue listens to. */
export interface QueueSignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** A bounded number of places, and a bounded line of those who wait for one: first in, first out. */
export interface Queue {
  /** Resolves with nothing once a place is taken, or with why there is none. A place that was taken is given back by `leave`. */
  enter(signal: QueueSignal): Promise<Refusal | undefined>;
  /** Gives one place back; the first in line takes it before this returns. */
  leave(): void;
  /** Lets nobody in any more, and sends everybody in line away. Places taken stay taken. */
  close(): void;
}

export function createQueue({ places, limit }: { readonly places: number; readonly limit: number }): Queue {
  // A set keeps the order of arrival, and one who gives up leaves it at once.
  const line = new Set<(refusal?: Refusal) => void>();
  let taken = 0;
  let isClosed = false;
  return {
    async enter(signal) {
      if (isClosed) return "closed";
      if (signal.aborted) return "aborted";
      if (taken < places) {
        taken += 1;
        return undefined;
      }
      if (line.size >= limit) return "full";
      return new Promise((resolve) => {
        const onAbort = () => settle("aborted");
        const settle = (refusal?: Refusal) => {
          line.delete(settle);
          signal.removeEventListener("abort", onAbort);
          resolve(refusal);
        };
        line.add(settle);
        signal.addEventListener("abort", onAbort);
      });
    },
    leave() {
      const [first] = line;
      // The place goes from hand to hand, so that nobody who comes now can overtake.
      if (first) first();
      else taken -= 1;
    },
    close() {
      isClosed = true;
      for (const settle of [...line]) settle("closed");
    },
  };
}
