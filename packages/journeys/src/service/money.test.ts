import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseMoney } from "./receipt-facts.ts";

const amountOf = (originalPrice: unknown) => parseMoney({ currency: "USD", originalPrice })?.amount;

describe("money", () => {
  it.each<[unknown, string]>([
    [130, "130"],
    [4.1234, "4.1234"],
    ["4.50", "4.50"],
    [" 7 ", "7"],
    [-1.5, "-1.5"],
    [1e-7, "0.0000001"],
    [1.25e-8, "0.0000000125"],
    ["-12.5e-3", "-0.0125"],
    [1e21, "1000000000000000000000"],
    ["1.5e3", "1500"],
    ["1.2345e2", "123.45"],
    [0, "0"],
  ])("%j is %s", (price, amount) =>
    expect(parseMoney({ currency: "USD", originalPrice: price })).toEqual({ amount, currency: "USD" }),
  );

  it.each([
    ["vnd", "VND"],
    [" Usd ", "USD"],
  ])("of %j is in %s", (currency, known) =>
    expect(parseMoney({ currency, originalPrice: 1 })).toEqual({ amount: "1", currency: known }),
  );

  it.each(["", "₫", "dong", "VN", "V\0D", "0912345678"])("of %j is none", (currency) =>
    expect(parseMoney({ currency, originalPrice: 1 })).toBeUndefined(),
  );

  it.each([undefined, null, {}, { currency: "USD" }, { originalPrice: 1 }, { currency: 1, originalPrice: 1 }])(
    "%j is none",
    (cost) => expect(parseMoney(cost)).toBeUndefined(),
  );

  it.each(["free", "", "1,5", "0x10", "1e999", Number.NaN, Number.POSITIVE_INFINITY, [1], true])(
    "the price %j is none",
    (price) => expect(amountOf(price)).toBeUndefined(),
  );

  it("loses no digit of any number, and writes none with an exponent", () =>
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e25, max: 1e25 }), (price) => {
        fc.pre(price === 0 || Math.abs(price) > 1e-25);
        const amount = amountOf(price) ?? "";
        expect(amount).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Number(amount)).toBe(price === 0 ? 0 : price);
      }),
      { numRuns: 2_000 },
    ));
});
