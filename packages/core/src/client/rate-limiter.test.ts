import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acquireSlot, coolDown, releaseSlot } from "./rate-limiter.ts";

let accounts = 0;

/** The slots of an account of its own, at a pace of its own. */
function slotsAt(ratePerSecond: number, withinMs = 3_600_000) {
  const account = `limited-${accounts++}`;
  return {
    account,
    acquire: (now: number) => acquireSlot(account, now, { ratePerSecond, withinMs }),
    release: (startsAt: number) => releaseSlot(account, startsAt),
  };
}

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("acquire" as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("release" as const), pick: fc.nat(50) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.nat(3_000) }) },
);

describe("the pace", () => {
  it("is kept for as long as calls wait, and also where it is slower than one request a minute", () => {
    const minutes = slotsAt(2);
    expect(Array.from({ length: 1_000 }, () => minutes.acquire(0))).toEqual(
      Array.from({ length: 1_000 }, (_, index) => index * 500),
    );
    const slow = slotsAt(1 / 128);
    expect([slow.acquire(0), slow.acquire(0), slow.acquire(1_000)]).toEqual([0, 128_000, 256_000]);
  });

  it("is forgotten where the clock was ahead, also after long waits", () => {
    const { acquire } = slotsAt(1 / 128);
    for (let calls = 0; calls < 3; calls++) acquire(0);
    expect(acquire(31_536_000_000)).toBe(31_536_000_000);
    expect(acquire(500_000)).toBe(500_000);
    expect(acquire(500_000)).toBe(628_000);
  });

  it("leaves no two requests closer together than it says, and no slot that was given back unused", () =>
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100, size: "max" }), (steps) => {
        const { acquire, release } = slotsAt(4);
        let now = 1_700_000_000_000;
        const taken: number[] = [];
        const freed = new Set<number>();
        for (const one of steps) {
          if (one.do === "wait") now += one.ms;
          else if (one.do === "acquire") {
            const startsAt = acquire(now) as number;
            const earlier = [...freed].filter((slot) => slot >= now && slot < startsAt);
            expect(earlier).toEqual([]);
            expect(taken.every((other) => Math.abs(other - startsAt) >= 250)).toBe(true);
            freed.delete(startsAt);
            taken.push(startsAt);
          } else {
            const waiting = taken.filter((slot) => slot > now);
            const slot = waiting[one.pick % waiting.length];
            if (slot === undefined) continue;
            taken.splice(taken.indexOf(slot), 1);
            freed.add(slot);
            release(slot);
          }
        }
      }),
    ));

  it("takes a slot that was given back only after the account has cooled down", () => {
    const { account, acquire, release } = slotsAt(10);
    const [, second = 0, third = 0] = Array.from({ length: 4 }, () => acquire(0));
    release(third);
    release(second);
    coolDown(account, 0, 150);
    expect([acquire(0), acquire(0)]).toEqual([200, 400]);
  });
});

it("gives no turn that is further away than the call has, with a pace or without one", () => {
  for (const ratePerSecond of [undefined, 1_000]) {
    const account = `cooled-${accounts++}`;
    const within = (withinMs: number) => acquireSlot(account, 0, { ratePerSecond, withinMs });
    coolDown(account, 0, 500);
    expect([within(499), within(500)]).toEqual([undefined, 500]);
  }
});
