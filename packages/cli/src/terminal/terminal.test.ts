import fc from "fast-check";
import { expect, it } from "vitest";
import { safeText } from "./safe-text.ts";
import { formatFields, formatTable } from "./table.ts";
import { dayInVietnam, formatTime } from "./times.ts";

it("nothing that others have written acts on the terminal", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const cells = formatTable([{ heading: "A" }], [[text]], process.stdout).split("\n");
      expect(cells).toHaveLength(2);
      expect(cells[1]).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    }),
  );
  expect(safeText("\u001b[2J\u001b]0;title\u0007x")).toBe("\ufffd[2J\ufffd]0;title\ufffdx");
});

it("columns stand below each other, whatever marks the letters are made of", () => {
  const columns = [{ heading: "TÊN" }, { heading: "SỐ", align: "right" }] as const;
  const lines = formatTable(
    columns,
    [
      ["Đơn".normalize("NFD"), "1"],
      ["Nguyễn", "1000"],
    ],
    process.stdout,
  ).split("\n");
  expect(lines.map((line) => line.normalize("NFC"))).toEqual(["TÊN       SỐ", "Đơn        1", "Nguyễn  1000"]);
  expect(
    formatFields([
      ["a", "1"],
      ["bcd", undefined],
      ["b", "2"],
    ]),
  ).toBe("a  1\nb  2");
});

it("a table may have very many rows", () => {
  const rows = Array.from({ length: 200_000 }, (_, index) => [String(index)]);
  expect(formatTable([{ heading: "A" }], rows, process.stdout).split("\n")).toHaveLength(200_001);
});

it("times are Vietnam's", () => {
  expect(formatTime(new Date("2026-11-28T18:30:05Z"))).toBe("2026-11-29 01:30:05");
  expect(dayInVietnam(new Date("2026-11-28T17:00:00Z"))).toBe("2026-11-29");
});
