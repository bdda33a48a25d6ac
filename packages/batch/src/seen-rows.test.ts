import fc from "fast-check";
import { expect, it } from "vitest";
import { createSeenRows } from "./seen-rows.ts";

it("finds what a map of whole texts finds", () => {
  const part = fc.constantFrom("", "a", "b", "ab", "Đơn 1", "DON1", "42");
  const marks = fc.record({ group: part, identity: part, content: fc.array(part, { maxLength: 2 }) });
  fc.assert(
    fc.property(fc.array(marks, { maxLength: 60, size: "max" }), (rows) => {
      const seen = createSeenRows();
      const known: { row: number; marks: (typeof rows)[number] }[] = [];
      for (const [row, { group, identity, content }] of rows.entries()) {
        const alike = known.filter((one) => one.marks.group === group);
        const earlier = alike.find((one) => one.marks.identity === identity) ?? alike[0];
        expect(seen.add(row, { group: [group], identity: [identity], content })).toEqual(
          earlier && {
            row: earlier.row,
            isSame: earlier.marks.identity === identity,
            hasSameContent: JSON.stringify(earlier.marks.content) === JSON.stringify(content),
          },
        );
        if (earlier?.marks.identity !== identity) known.push({ row, marks: { group, identity, content } });
      }
    }),
  );
});

it("tells 300,000 references apart that count up, and finds each again", () => {
  const seen = createSeenRows();
  const add = (row: number) => {
    const text = `DH${String(row).padStart(8, "0")}`;
    return seen.add(row, { group: [text], identity: [text], content: [text] });
  };
  const count = 300_000;
  for (let row = 0; row < count; row += 1) if (add(row)) throw new Error(`row ${row} is taken for another`);
  for (const row of [0, 1, 16_383, 16_384, 123_456, count - 1]) {
    expect(add(row)).toEqual({ row, isSame: true, hasSameContent: true });
  }
});
