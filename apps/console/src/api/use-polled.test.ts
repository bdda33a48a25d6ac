import { expect, it } from "vitest";
import { backOffMs } from "./use-polled.ts";

it("waits longer after each failure, half a minute at most", () => {
  const waits = [1, 2, 3, 4, 5, 6, 20].map((failures) => backOffMs(failures, 10_000, () => 0.5));
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

it("does not wait the same on every page", () => {
  expect(backOffMs(3, 10_000, () => 0)).toBe(3_000);
  expect(backOffMs(3, 10_000, () => 1)).toBe(5_000);
});
