import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toCsv } from "./csv.ts";

/** Reads a table back as RFC 4180 says. */
function parse(csv: string, delimiter: string): string[][] {
  const rows: string[][] = [[""]];
  let isQuoted = false;
  for (let index = 1; index < csv.length; index++) {
    const character = csv[index] ?? "";
    const row = rows.at(-1) as string[];
    const append = (text: string) => row.push(`${row.pop()}${text}`);
    if (isQuoted && character === '"' && csv[index + 1] === '"') append(csv[++index] ?? "");
    else if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) append(character);
    else if (character === delimiter) row.push("");
    else if (character === "\r" && csv[index + 1] === "\n") {
      rows.push([""]);
      index++;
    } else append(character);
  }
  return rows.slice(0, -1);
}

describe("a table", () => {
  it("is written as Vietnamese and English spreadsheets read it", () => {
    const rows = [
      ["Đơn; 42", { decimal: "2160000.5" }],
      ['"a", b', { decimal: "-0.0061" }],
    ];
    expect(toCsv(rows, "vi")).toBe('\ufeff"Đơn; 42";2160000,5\r\n"""a"", b";-0,0061\r\n');
    expect(toCsv(rows, "en")).toBe('\ufeff"Đơn; 42",2160000.5\r\n"""a"", b",-0.0061\r\n');
  });

  it("is read back as it was, whatever its texts are, and what would be a formula is marked as a text", () => {
    const formula = /^[\s\0]*[=+\-@|%＝＋－＠]/u;
    const risky = fc.constantFrom(..."=+-@|%＝＋－＠;,\t\n\r \0\"'a");
    const texts = fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: risky, maxLength: 6 }));
    const tables = fc.array(fc.array(texts, { minLength: 1, maxLength: 4 }));
    fc.assert(
      fc.property(tables, fc.constantFrom("vi" as const, "en" as const), (rows, language) => {
        const read = parse(toCsv(rows, language), language === "vi" ? ";" : ",");
        const begun = (text: string) => text.replace(/([;,\t|\r\n])(?=[=+\-@|%＝＋－＠])/gu, "$1'");
        const marked = rows.map((row) => row.map((text) => `${formula.test(text) ? "'" : ""}${begun(text)}`));
        expect(read).toEqual(marked);
      }),
    );
  });

  it.each([
    "a;=1+1;b",
    "a,=1+1,b",
    "a\t@SUM(A1)\tb",
    "a\n+1\nb",
    "a\r=1\rb",
    'a;=HYPERLINK("x");b',
    "a,＝1,b",
    "a;;=1",
  ])("executes nothing of %j in a spreadsheet that goes by another delimiter", (text) => {
    for (const language of ["vi", "en"] as const)
      for (const cell of toCsv([["", text, ""]], language).split(/[;,\t\r\n]/)) expect(cell).not.toMatch(/^[=+@＝]/u);
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1", "|cmd", '=HYPERLINK("x")'])(
    "executes nothing of %j",
    (text) => {
      expect(parse(toCsv([[text]], "en"), ",")[0]?.[0]).toBe(`'${text}`);
    },
  );

  it.each(["a\nb", "a\rb", "a\tb", "a;b", "a,b", 'a"b'])("stays one cell of one row: %j", (text) =>
    expect(toCsv([[text]], "en")).toBe(`\ufeff"${text.replace('"', '""')}"\r\n`),
  );

  it.each([
    ["a tab, be that a space or a delimiter", "\t=1", "'\t'=1"],
    ["a carriage return, be that a space or the end of a row", "\r=1", "'\r'=1"],
  ])("executes nothing behind %s", (_, text, written) =>
    expect(parse(toCsv([[text]], "en"), ",")[0]?.[0]).toBe(written),
  );
});
