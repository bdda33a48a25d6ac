import fc from "fast-check";
import { expect, it } from "vitest";
import { lastUsed } from "./last-used.ts";

it("makes a value once while it is among the last that were used, and keeps no more", () => {
  const texts = fc.array(fc.constantFrom(..."abcdefgh"), { maxLength: 60 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), texts, (limit, asked) => {
      const made: string[] = [];
      const read = lastUsed(limit, (text) => {
        made.push(text);
        return { text };
      });
      // A list of its own, in which the last used text stands first.
      let recent: string[] = [];
      const expected: string[] = [];
      for (const text of asked) {
        if (!recent.includes(text)) expected.push(text);
        recent = [text, ...recent.filter((one) => one !== text)].slice(0, limit);
        expect(read(text)).toEqual({ text });
      }
      expect(made).toEqual(expected);
    }),
  );
});
