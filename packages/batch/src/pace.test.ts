import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createPace } from "./pace.ts";
import { createStop } from "./stop.ts";

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** When messages leave one after the other, where each wait ends as much later as is said. */
async function timesOf(ratePerSecond: number, count: number, latenessMs: readonly number[]) {
  let now = 0;
  let waits = 0;
  const stop = createStop(() => {});
  const wait = async (waitMs: number) => {
    now += waitMs + (latenessMs[waits % latenessMs.length] ?? 0);
    waits += 1;
    return true;
  };
  const pace = createPace(ratePerSecond, () => now, { ...stop, wait, reason: undefined });
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    await pace.waitForSlot();
    times.push(now);
  }
  return times;
}

const lateness = fc.array(
  fc.oneof(
    { weight: 9, arbitrary: fc.double({ min: 0, max: 20, noNaN: true }) },
    { weight: 1, arbitrary: fc.integer({ max: 400, min: 0 }) },
  ),
  {
    minLength: 1,
    maxLength: 50,
    size: "max",
  },
);

it("never lets more leave within a second than are allowed, however late its timers are", () =>
  fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 300 }), lateness, async (ratePerSecond, late) => {
      const times = await timesOf(ratePerSecond, 1_500, late);
      const tooEarly = times.filter(
        (time, index) => time - (times[index - ratePerSecond] ?? Number.NEGATIVE_INFINITY) < 1_000,
      );
      expect(tooEarly).toEqual([]);
    }),
    { numRuns: 100 },
  ));

it("lets no more arrive within a second than are allowed where some are held up on their way", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 5, max: 300 }), lateness, async (ratePerSecond, late) => {
      const pace = createPace(
        ratePerSecond,
        Date.now,
        createStop(() => {}),
      );
      const arrivals: number[] = [];
      const sending = (async () => {
        for (let index = 0; index < 3 * ratePerSecond; index += 1) {
          const slot = await pace.waitForSlot();
          // Most take 2 ms.
          const tookMs = index % 10 === 3 ? 2 + (late[index % late.length] ?? 0) : 2;
          arrivals.push(Date.now() + tookMs);
          setTimeout(() => slot?.answered(), tookMs);
        }
      })();
      await vi.runAllTimersAsync();
      await sending;
      arrivals.sort((one, other) => one - other);
      const tooEarly = arrivals.filter(
        (time, index) => time - (arrivals[index - ratePerSecond] ?? Number.NEGATIVE_INFINITY) < 1_000,
      );
      expect(tooEarly).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

it.each([
  ["timers are up to 4 ms late", [0, 1, 4, 2, 3]],
  ["every thousandth wait ends 40 ms late", [...Array.from({ length: 999 }, () => 1), 40]],
])("reaches 0.98 of its rate where %s, and does not begin with a burst", async (_, late) => {
  const times = await timesOf(200, 20_000, late);
  expect(19_999 / ((times.at(-1) ?? 0) / 1_000)).toBeGreaterThan(0.98 * 200);
  expect(times[10]).toBeGreaterThan(45);
});

it("keeps those apart that wait at the same time, also at less than one a second", async () => {
  const pace = createPace(
    0.5,
    Date.now,
    createStop(() => {}),
  );
  const waiting = Array.from({ length: 3 }, () => pace.waitForSlot().then(() => Date.now()));
  await vi.runAllTimersAsync();
  expect(await Promise.all(waiting)).toEqual([0, 2_020, 4_040]);
});
