import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstOf, toStatus } from "./labels.ts";

describe("names that code elsewhere gives", () => {
  it("are labels themselves as long as there is room, and are known again; then they are `other`", () =>
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 3 }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        (names, limit) => {
          const toLabel = firstOf(limit);
          const first = [...new Set(names)].slice(0, limit);
          for (const name of names) expect(toLabel(name)).toBe(first.includes(name) ? name : "other");
          for (const name of first) expect(toLabel(name)).toBe(name);
        },
      ),
    ));

  it("are `other` where they have more than 100 characters, and take no room", () => {
    const toLabel = firstOf(1);
    expect(["x".repeat(101), "y".repeat(100), "z"].map(toLabel)).toEqual(["other", "y".repeat(100), "other"]);
  });
});

it.each([100, 200, 599])("%i is a status", (status) => expect(toStatus(status)).toBe(status));

it.each([99, 600, 200.5, Number.NaN, "200", null])("%j is no status", (value) =>
  expect(toStatus(value)).toBeUndefined(),
);
