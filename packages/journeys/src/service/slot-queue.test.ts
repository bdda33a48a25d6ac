import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSlotQueue, type Slot, waitForOwnSlot } from "./slot-queue.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const after = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));
/** A place that is known later. */
const takenAfter = (delayMs: number, inMs: number) => after(delayMs).then(() => inMs - delayMs);
const noneAfter = (delayMs: number) =>
  after(delayMs).then(() => {
    throw new Error("no place");
  });

/** In which order, and when, those who come at the same time go; a name with a minus has no place. */
async function goneOf(slots: Readonly<Record<string, Slot>>, waitForSlot = createSlotQueue()) {
  const startedAt = performance.now();
  const gone: [name: string, afterMs: number][] = [];
  const all = Object.entries(slots).map(async ([name, slot]) => {
    const isGone = await waitForSlot(slot).then(
      () => true,
      () => false,
    );
    gone.push([isGone ? name : `-${name}`, performance.now() - startedAt]);
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

  it("are what is live goes on while its own is being taken, which is that of who had it then", async () => {
    const waited = { first: { inMs: 10, yieldsMs: 1_000 }, second: { inMs: 20, yieldsMs: 1_000 } };
    expect(await goneOf({ ...waited, live: { inMs: takenAfter(15, 30), yieldsMs: 0 } })).toEqual([
      ["live", 10],
      ["first", 20],
      ["second", 30],
    ]);
    expect(await goneOf({ ...waited, live: { inMs: takenAfter(25, 22), yieldsMs: 0 } })).toEqual([
      ["live", 10],
      ["first", 20],
      ["second", 25],
    ]);
  });

  it("that what has gone was not given are missing to the least urgent", async () => {
    const waited = { first: { inMs: 10, yieldsMs: 1_000 }, second: { inMs: 20, yieldsMs: 1_000 } };
    expect(await goneOf({ ...waited, live: { inMs: noneAfter(15), yieldsMs: 0 } })).toEqual([
      ["live", 10],
      ["-second", 15],
      ["first", 20],
    ]);
    expect(await goneOf({ live: { inMs: noneAfter(15), yieldsMs: 0 } })).toEqual([["-live", 15]]);
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
      fc.asyncProperty(fc.array(slot, { minLength: 1, maxLength: 40, size: "max" }), async (slots) => {
        const gone = await goneOf(Object.fromEntries(slots.map((one, index) => [String(index), one])));
        const places = slots.map(({ inMs }) => inMs).sort((one, other) => one - other);
        expect(gone.map(([, afterMs]) => Math.round(afterMs))).toEqual(places);
      }),
    );
  });

  it("are as many as were given, none before its time, also where some are known late, or never", async () => {
    const known = fc.record({
      comesIn: fc.integer({ min: 1, max: 500 }),
      knownIn: fc.option(fc.integer({ min: 1, max: 500 })),
      isGiven: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(known, { minLength: 1, maxLength: 40, size: "max" }), async (given) => {
        const slots = given.map(({ comesIn, knownIn, isGiven }): Slot => {
          if (knownIn === null) return { inMs: comesIn, yieldsMs: 1_000 };
          return { inMs: isGiven ? takenAfter(knownIn, comesIn) : noneAfter(knownIn), yieldsMs: 0 };
        });
        const gone = await goneOf(Object.fromEntries(slots.map((one, index) => [String(index), one])));
        const places = given
          .filter(({ knownIn, isGiven }) => knownIn === null || isGiven)
          .map(({ comesIn, knownIn }) => Math.max(comesIn, knownIn ?? 0));
        expect(gone).toHaveLength(given.length);
        const sent = gone.filter(([name]) => !name.startsWith("-"));
        expect(sent.map(([, afterMs]) => Math.round(afterMs))).toEqual(places.sort((one, other) => one - other));
      }),
    );
  });
});

it("a place that is not traded comes to the one that brought it, however urgent others are, and is missing to that one alone", async () => {
  const slots = {
    waited: { inMs: 10, yieldsMs: 1_000 },
    live: { inMs: takenAfter(5, 30), yieldsMs: 0 },
    late: { inMs: takenAfter(25, 20), yieldsMs: 0 },
    none: { inMs: noneAfter(15), yieldsMs: 0 },
    now: { inMs: 0, yieldsMs: 0 },
  };
  expect(await goneOf(slots, waitForOwnSlot)).toEqual([
    ["now", 0],
    ["waited", 10],
    ["-none", 15],
    ["late", 25],
    ["live", 30],
  ]);
});
