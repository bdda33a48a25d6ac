import { expect, it } from "vitest";
import { multiply } from "./multiply.ts";

it.each([
  ["200", 3, "600"],
  ["0.0061", 100, "0.6100"],
  ["180.5", 1_000, "180500.0"],
  ["0.05", 0, "0.00"],
  ["99999999999999999999", 2, "199999999999999999998"],
])("%s times %d is %s", (amount, times, product) => expect(multiply(amount, times)).toBe(product));
