import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ParseError, parse } from "#csv-parse";
import { csvRecords } from "./csv.ts";
import { readPlainRows } from "./plain-rows.ts";

const delimiter = ";";
const chunkBytes = 64 * 1024;

/** The rows of a file, until one of them cannot be read. */
async function read(text: string) {
  const rows: (readonly string[])[] = [];
  try {
    for await (const records of csvRecords(new Blob([text]), { encoding: "utf-8", delimiter }))
      rows.push(...records.map(({ cells }) => cells));
  } catch (error) {
    return { rows, fault: (error as { readonly issues: readonly { readonly code: string }[] }).issues[0]?.code };
  }
  return { rows };
}

const options = {
  delimiter,
  record_delimiter: ["\r\n", "\n", "\r"],
  relax_column_count: true,
  relax_quotes: true,
  max_record_size: 1024 * 1024,
};

/** What csv-parse makes of the whole of it. */
function parseWhole(text: string) {
  try {
    return { rows: parse(text, options) };
  } catch (error) {
    const { records } = error as ParseError;
    return { rows: records > 0 ? parse(text, { ...options, to: records }) : [], fault: "quote_open" };
  }
}

const anyText = fc.string({
  unit: fc.constantFrom('"', '"', ";", ";", "\n", "\r\n", "\r", "a", "đ", " "),
  maxLength: 40,
  size: "max",
});
const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", "đ", " ", ","), maxLength: 4 }),
  fc
    .string({ unit: fc.constantFrom('"', ";", "a", "đ"), maxLength: 6 })
    .map((text) => `"${text.replaceAll('"', '""')}"`),
);
const plainText = fc
  .array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 })
  .chain((rows) =>
    fc.constantFrom("\n", "\r\n", "\r").map((end) => rows.map((cells) => cells.join(delimiter) + end).join("")),
  );

describe("the rows of a CSV file", () => {
  it("are those of csv-parse, whatever the text, and wherever its parts end", () =>
    fc.assert(
      fc.asyncProperty(fc.oneof(anyText, plainText), fc.nat({ max: 60 }), async (text, before) => {
        const whole = `${"f".repeat(chunkBytes - 1 - before)}\n${text}`;
        expect(await read(whole)).toEqual(parseWhole(whole));
        expect(await read(text)).toEqual(parseWhole(text));
      }),
      { numRuns: 500 },
    ));

  it("are read as lines where spreadsheets have written them", () =>
    fc.assert(
      fc.property(plainText, (text) => {
        expect(readPlainRows(text, delimiter)).toEqual(parse(text, options));
      }),
      { numRuns: 500 },
    ));

  it.each(['12" TV;1\n', '"Sao Mai" Co.;1\n', ' "a";1\n', '"a\nb";1\n', '"a;1\n', '"a"b";1\n', '";1\n'])(
    "are not, of %j",
    (text) => expect(readPlainRows(`a;b\n${text}`, delimiter)).toBeUndefined(),
  );
});
