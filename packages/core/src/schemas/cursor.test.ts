import fc from "fast-check";
import { expect, it } from "vitest";
import { readCursor, toCursor } from "./cursor.ts";

it("a cursor is read as the place that it was made of, whatever kind of id stands there", () => {
  const ids = fc.oneof(
    fc.uuid(),
    fc.stringMatching(/^\d{1,40}$/),
    fc.uuid().map((id) => `rcpt_${id.replaceAll("-", "")}`),
    fc.uuid().map((id) => `undeliverable_${id}`),
    fc.uuid().map((id) => `corrected_${id}_12`),
    fc.constantFrom("budget_2026-11_80", `quality_9_${"f".repeat(64)}`),
  );
  fc.assert(
    fc.property(fc.record({ at: fc.nat(), id: ids }), (place) => {
      expect(readCursor(toCursor(place))).toEqual(place);
    }),
  );
});

it.each(["", "-", "12", "12-", "x-1", "12-a b", "12-a;b", "1234567890123456-1", `12-${"a".repeat(129)}`])(
  "%j is none",
  (text) => expect(readCursor(text)).toBeUndefined(),
);
