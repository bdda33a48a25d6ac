import fc from "fast-check";
import { expect, it } from "vitest";
import { newJourneyId } from "./ids.ts";

const fromYear = (year: number) => Date.UTC(year, 0, 1);

it("a journey has an id of 19 digits, as NXCLOUD's sample has, also by a clock of long ago", () => {
  const times = fc.oneof(
    fc.integer({ min: 0, max: fromYear(2090) - 1 }),
    // Around the time from which on such an id has 19 digits by itself.
    fc.integer({ min: fromYear(2022), max: fromYear(2023) }),
    fc.constantFrom(0, fromYear(2015), fromYear(2090) - 1),
  );
  fc.assert(
    fc.property(times, (now) => {
      expect(newJourneyId(now)).toMatch(/^[1-9]\d{18}$/);
    }),
  );
});

it("journeys of one millisecond have different ids, and later ones greater ones", () => {
  const now = fromYear(2026);
  expect(new Set(Array.from({ length: 50 }, () => newJourneyId(now))).size).toBeGreaterThan(45);
  expect(BigInt(newJourneyId(now + 1))).toBeGreaterThan(BigInt(newJourneyId(now)));
});
