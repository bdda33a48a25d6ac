import fc from "fast-check";
import { expect, it } from "vitest";
import { madeOnce } from "./made-once.ts";

it("makes a value once, and holds no more than its limit", () => {
  const texts = fc.array(fc.constantFrom(..."abcdefgh"), { maxLength: 60, size: "max" });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), texts, (limit, asked) => {
      const made: string[] = [];
      const read = madeOnce(limit, (text) => {
        made.push(text);
        return { text };
      });
      for (const text of asked) {
        const isHeld = made.slice(made.length - (made.length % limit || limit)).includes(text);
        const before = made.length;
        expect(read(text)).toEqual({ text });
        expect(made.length).toBe(isHeld && before > 0 ? before : before + 1);
      }
    }),
  );
});
