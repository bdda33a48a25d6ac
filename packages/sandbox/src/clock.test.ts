import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createClock } from "./clock.ts";

const real = Date.UTC(2026, 0, 2);
const end = Date.UTC(9999, 11, 31);

describe("the sandbox's clock", () => {
  it("is the real one and what it was moved by, in whole milliseconds, until it is reset", () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000_000, max: 1_000_000_000 })), fc.nat(), (moves, passedMs) => {
        let at = real;
        const clock = createClock(() => at + 0.75);
        for (const ms of moves) clock.advance(ms);
        at += passedMs;
        expect(clock.now()).toBe(real + passedMs + moves.reduce((sum, ms) => sum + ms, 0));
        clock.reset();
        expect(clock.now()).toBe(real + passedMs);
      }),
    ));

  it.each([0 - real, end - real])("may be moved to the years 1970 and 9999: by %i", (ms) => {
    const clock = createClock(() => real);
    clock.advance(ms);
    expect(clock.now()).toBe(real + ms);
  });

  it.each([-1 - real, end + 1 - real, Number.NaN, Number.POSITIVE_INFINITY])("stays where it is, moved by %d", (ms) => {
    const clock = createClock(() => real);
    expect(() => clock.advance(ms)).toThrow(RangeError);
    expect(clock.now()).toBe(real);
  });
});
