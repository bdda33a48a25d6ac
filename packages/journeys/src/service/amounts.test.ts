import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isLess, isSameAmount, percentOf, sumOf } from "./amounts.ts";

const amounts = fc.stringMatching(/^-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?$/);
/** The smallest part that any of these amounts has. */
const inParts = (amount: string): bigint => {
  const [whole = "", fraction = ""] = amount.split(".");
  return BigInt(whole + fraction.padEnd(30, "0"));
};

describe("amounts", () => {
  it.each([
    [[], "0"],
    [[{ amount: "180", count: 12_000 }], "2160000"],
    [[{ amount: "0.0061", count: 3 }], "0.0183"],
    [
      [
        { amount: "0.1", count: 1 },
        { amount: "0.2", count: 1 },
      ],
      "0.3",
    ],
    [
      [
        { amount: "180.50", count: 2 },
        { amount: "-0.25", count: 2 },
      ],
      "360.5",
    ],
    [
      [
        { amount: "1", count: 1 },
        { amount: "-1.05", count: 1 },
      ],
      "-0.05",
    ],
    [[{ amount: "99999999999999999999.00000000000000000001", count: 10 }], "999999999999999999990.0000000000000000001"],
  ])("are added exactly: %j", (items, sum) => expect(sumOf(items)).toBe(sum));

  it("are added exactly, whatever they are", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ amount: amounts, count: fc.nat({ max: 1e9 }) })), (items) => {
        const expected = items.reduce((sum, { amount, count }) => sum + inParts(amount) * BigInt(count), 0n);
        const sum = sumOf(items);
        expect(inParts(sum)).toBe(expected);
        expect(sum).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/);
      }),
    );
  });

  it("are compared by what they are worth, not by how they are written", () => {
    fc.assert(
      fc.property(amounts, amounts, (one, other) => {
        expect(isLess(one, other)).toBe(inParts(one) < inParts(other));
        expect(isSameAmount(one, other)).toBe(inParts(one) === inParts(other));
      }),
    );
    expect(isSameAmount("180", "180.00")).toBe(true);
    expect(isSameAmount("-0", "0.0")).toBe(true);
  });

  it("have a percentage", () => {
    expect(percentOf("5000000", 80)).toBe("4000000");
    expect(percentOf("0.05", 80)).toBe("0.04");
    expect(percentOf("333.33", 100)).toBe("333.33");
  });
});
