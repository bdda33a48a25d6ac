import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSlotQueue, type Slot } from "./slot-queue.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** In which order, and when, those who come at the same time go. */
async function goneOf(slots: Readonly<Record<string, Slot>>) {
  const waitForSlot = createSlotQueue();
  const startedAt = performance.now();
  const gone: [name: string, afterMs: number][] = [];
  const all = Object.entries(slots).map(async ([name, slot]) => {
    await waitForSlot(slot);
    gone.push([name, performance.now() - startedAt]);
  });
  await vi.runAllTimersAsync();
  await Promise.all(all);
  return gone;
}

describe("places of a process", () => {
  it("give the next place to what is live, and that one's to who had it", async () => {
    const waited = { first: { inMs: 10, yieldsMs: 1_000 }, second: { inMs: 20, yieldsMs: 1_000 } };
    expect(await goneOf({ ...waited, live: { inMs: 30, yieldsMs: 0 } })).toEqual([
      ["live", 10],
      ["first", 20],
      ["second", 30],
    ]);
  });

  it("are not given away for longer than is said", async () => {
    const waited = { waited: { inMs: 10, yieldsMs: 15 } };
    expect(await goneOf({ ...waited, live: { inMs: 20, yieldsMs: 0 }, late: { inMs: 30, yieldsMs: 0 } })).toEqual([
      ["live", 10],
      ["waited", 20],
      ["late", 30],
    ]);
  });

  it("come at once where nobody waits", async () => {
    const waitForSlot = createSlotQueue();
    await expect(waitForSlot({ inMs: 0, yieldsMs: 0 })).resolves.toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("are as many as the places that were brought, each at its time", async () => {
    const slot = fc.record({ inMs: fc.integer({ min: 1, max: 500 }), yieldsMs: fc.integer({ min: 0, max: 500 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(slot, { minLength: 1, maxLength: 40 }), async (slots) => {
        const gone = await goneOf(Object.fromEntries(slots.map((one, index) => [String(index), one])));
        const places = slots.map(({ inMs }) => inMs).sort((one, other) => one - other);
        expect(gone.map(([, afterMs]) => Math.round(afterMs))).toEqual(places);
      }),
    );
  });
});
