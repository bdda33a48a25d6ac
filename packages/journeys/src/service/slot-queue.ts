/** A place in the pace that was taken, in milliseconds. */
export interface Slot {
  /** Until it comes. */
  readonly inMs: number;
  /** For how long after that others, who are more urgent, may go first. */
  readonly yieldsMs: number;
}

/** Waits for a place: one that was brought, as that time comes, and not always by who goes then. */
export type WaitForSlot = (slot: Slot) => Promise<void>;

/**
 * The places of the account's pace that one process has taken. Each who waits brings one, and when its time comes the most urgent goes: what
 * is live does not wait until what was taken before it is sent, and there are no more sent for that.
 */
export function createSlotQueue(): WaitForSlot {
  const waiting: { readonly goesBy: number; go(): void }[] = [];

  function callNext(): void {
    const goesBy = Math.min(...waiting.map((one) => one.goesBy));
    const [next] = waiting.splice(
      waiting.findIndex((one) => one.goesBy === goesBy),
      1,
    );
    next?.go();
  }

  return async ({ inMs, yieldsMs }) => {
    if (inMs <= 0 && waiting.length === 0) return;
    await new Promise<void>((go) => {
      waiting.push({ goesBy: performance.now() + inMs + yieldsMs, go });
      setTimeout(callNext, Math.max(0, inMs));
    });
  };
}
