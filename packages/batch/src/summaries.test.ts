import fc from "fast-check";
import { expect, it } from "vitest";
import { createBill } from "./summaries.ts";

it("adds amounts up without losing a digit", () => {
  const amount = fc.tuple(fc.nat({ max: 1_000_000 }), fc.nat({ max: 999 }));
  fc.assert(
    fc.property(fc.array(amount, { minLength: 1, maxLength: 50, size: "max" }), (amounts) => {
      const bill = createBill();
      for (const [whole, fraction] of amounts)
        bill.add({ amount: `${whole}.${String(fraction).padStart(3, "0")}`, currency: "VND" });
      const thousandths = amounts.reduce(
        (sum, [whole, fraction]) => sum + BigInt(whole) * 1_000n + BigInt(fraction),
        0n,
      );
      const [total] = bill.read();
      const [whole = "", fraction = ""] = (total?.amount ?? "").split(".");
      expect(BigInt(whole) * 1_000n + BigInt(fraction.padEnd(3, "0"))).toBe(thousandths);
    }),
  );
});

it("keeps currencies apart, and writes amounts as plainly as they are", () => {
  const bill = createBill();
  for (const amount of ["200", "200", "0.5", "0.50"]) bill.add({ amount, currency: "VND" });
  bill.add({ amount: "0.0061", currency: "USD" });
  expect(bill.read()).toEqual([
    { amount: "401", currency: "VND" },
    { amount: "0.0061", currency: "USD" },
  ]);
});
