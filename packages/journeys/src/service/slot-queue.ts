import { delay } from "@nxzalo/core/internal";

/** A place in the pace, in milliseconds. */
export interface Slot {
  /** Until it comes; later where it is still being taken. It rejects where there is none. */
  readonly inMs: number | Promise<number>;
  /** For how long after that others, who are more urgent, may go first. Who does not know the place yet goes before all who do. */
  readonly yieldsMs: number;
}

/** Waits for a place: one that was brought, as that time comes, and not always by who goes then. */
export type WaitForSlot = (slot: Slot) => Promise<void>;

/** Waits for the place that was brought, and for no other's: on Workers a place whose request has ended never comes. */
export const waitForOwnSlot: WaitForSlot = async ({ inMs }) => {
  const waitMs = await inMs;
  if (waitMs > 0) await delay(waitMs);
};

interface Waiting {
  readonly goesBy: number;
  go(): void;
  fail(error: unknown): void;
}

/**
 * The places of the account's pace that one process has taken. Each who waits brings one, and when its time comes the most urgent goes: what
 * is live does not wait until what was taken before it is sent, nor until it knows its own place, and there are no more sent for that. Where
 * there is no place for who has gone, the least urgent has none.
 */
export function createSlotQueue(): WaitForSlot {
  const waiting: Waiting[] = [];

  const remove = (one: Waiting | undefined) => one && waiting.splice(waiting.indexOf(one), 1)[0];
  const callNext = () =>
    remove(waiting.reduce<Waiting | undefined>((a, b) => (a && a.goesBy <= b.goesBy ? a : b), undefined))?.go();
  const turnAway = (error: unknown) =>
    remove(waiting.reduce<Waiting | undefined>((a, b) => (a && a.goesBy > b.goesBy ? a : b), undefined))?.fail(error);

  function bring(inMs: number): void {
    if (inMs <= 0) callNext();
    else setTimeout(callNext, inMs);
  }

  return ({ inMs, yieldsMs }) =>
    new Promise<void>((go, fail) => {
      const soonest = typeof inMs === "number" ? inMs : 0;
      waiting.push({ goesBy: performance.now() + soonest + yieldsMs, go, fail });
      if (typeof inMs === "number") bring(inMs);
      else inMs.then(bring, turnAway);
    });
}
