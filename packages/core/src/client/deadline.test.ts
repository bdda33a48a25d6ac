import { expect, it } from "vitest";
import { createDeadline } from "./deadline.ts";

it("tells what is left, what fits, and what an attempt may take", () => {
  let now = 1_000;
  const deadline = createDeadline(1_000, 500, () => now);
  now = 1_200;
  expect(deadline.leftMs()).toBe(300);
  expect(deadline.fits(299)).toBe(true);
  expect(deadline.fits(300)).toBe(false);
  expect(deadline.limit(100)).toBe(100);
  expect(deadline.limit(10_000)).toBe(300);
});

it("leaves an attempt one millisecond once it is over, and no wait at all", () => {
  const deadline = createDeadline(0, 500, () => 2_000);
  expect(deadline.leftMs()).toBe(-1_500);
  expect(deadline.fits(0)).toBe(false);
  expect(deadline.limit(100)).toBe(1);
});
