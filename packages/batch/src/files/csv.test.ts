import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { previewFile, type ReadOptions, readRows } from "./index.ts";

const blob = (...parts: (string | Uint8Array<ArrayBuffer>)[]) => new Blob(parts);
async function readAll(file: Blob, options?: ReadOptions) {
  const rows = [];
  for await (const row of await readRows(file, options)) rows.push(row);
  return rows;
}
const valuesOf = async (text: string, options?: ReadOptions) =>
  (await readAll(blob(text), options)).map(({ row, values }) => [row, ...Object.values(values)]);
const codes = (code: string) => ({ kind: "input", outcome: "not_sent", issues: [{ code }] });

describe("a CSV file", () => {
  it("may have a hundred thousand headings, and empty columns behind them", async () => {
    const headings = Array.from({ length: 100_000 }, (_, index) => `h${index}`).join(";");
    expect((await readRows(blob(`${headings}${";".repeat(9_000)}\n`))).headings).toHaveLength(100_000);
    await expect(readRows(blob(`${headings};h7\n`))).rejects.toMatchObject(codes("column_twice"));
  });

  it.each([
    [";", "a;b\n1,5;2\n"],
    [",", "a,b\n1;5,2\n"],
    ["\t", "a\tb\n1,5\t2\n"],
    ["|", "a|b\n1,5|2\n"],
    [";", '"a,1,2,3";b\nx;y\n'],
    [";", "sep=;\na,b\n"],
    [";", "a\n1,5\n"],
    [",", '"Số\nđiện thoại","Mã đơn"\n0912345678,DH1\n'],
    [",", '\n  \r\n"a;""\r\nb;c",d\r\n1,2\r\n'],
  ])("has the delimiter %j by its headings: %j", async (delimiter, text) => {
    expect(await readRows(blob(text))).toMatchObject({ delimiter });
  });

  it("has the delimiter of the record that begins at the line of its headings", async () => {
    const text = 'x;y;z\n\n"Số\r\nđiện thoại","Mã; đơn"\n0912345678,DH1\n';
    const rows = await readRows(blob(text), { headingRow: 3 });
    expect(rows).toMatchObject({ delimiter: ",", headings: ["Số điện thoại", "Mã; đơn"] });
  });

  it("has rows that are numbered by their lines: a sep= line, empty lines and lines in cells are counted", async () => {
    expect(await valuesOf('sep=;\r\n\r\na;b\r\n1;"x\r\ny"\r\n;\r\n\r\n2;"z"\n3;w')).toEqual([
      [4, "1", "x\r\ny"],
      [8, "2", "z"],
      [9, "3", "w"],
    ]);
  });

  it.each([
    "a;b\r\n0912;1\r\n",
    "a;b\n0912;1\n",
    "a;b\r0912;1\r",
    "a;b\r\n0912;1\n",
    "a;b\n0912;1\r\n",
    'a;b\n0912;"1"\r\n',
    'a;b\r\n0912;"1"\n',
  ])("may end its lines in any way: %j", async (text) => expect((await valuesOf(text))[0]).toEqual([2, "0912", "1"]));

  it("is cast nowhere: zeros, long digits, exponents and dates stay texts", async () => {
    const cells = ["0912345678", "1257624175686111232", "1.5E+10", "03/04/2026", "true", "", "007", "1250000,50"];
    expect(await valuesOf(`${cells.map((_, index) => `c${index}`).join(";")}\n${cells.join(";")}\n`)).toEqual([
      [2, ...cells],
    ]);
  });

  it("has its first heading without a byte-order mark, quoted or not", async () => {
    expect((await readRows(blob('\ufeff"SĐT";b\n'))).headings).toEqual(["SĐT", "b"]);
    expect((await readRows(blob("\ufeffSĐT ;\u200b b\n"))).headings).toEqual(["SĐT", "b"]);
  });

  it("in UTF-16 is told by its mark, or by its zeros", async () => {
    const utf16 = (text: string, isBig: boolean) => {
      const view = new DataView(new ArrayBuffer(text.length * 2));
      for (let index = 0; index < text.length; index += 1) view.setUint16(index * 2, text.charCodeAt(index), !isBig);
      return new Uint8Array(view.buffer);
    };
    for (const isBig of [false, true])
      for (const mark of ["\ufeff", ""]) {
        const file = blob(utf16(`${mark}phone;tên\n0912;Nguyễn\n`, isBig));
        expect(await readRows(file)).toMatchObject({
          encoding: isBig ? "utf-16be" : "utf-16le",
          headings: ["phone", "tên"],
        });
        expect((await readAll(file))[0]?.values).toEqual({ phone: "0912", tên: "Nguyễn" });
      }
  });

  it("has the encoding that its mark names, also where its bytes do not show it", async () => {
    const utf16 = new Uint8Array([
      0xff,
      0xfe,
      ...[..."Ắ\nẰ"].flatMap((one) => [one.charCodeAt(0) & 0xff, one.charCodeAt(0) >> 8]),
    ]);
    expect((await readAll(blob(utf16)))[0]?.values).toEqual({ Ắ: "Ằ" });
    const big = new Uint8Array([
      0xfe,
      0xff,
      ...[..."Ắ\nẰ"].flatMap((one) => [one.charCodeAt(0) >> 8, one.charCodeAt(0) & 0xff]),
    ]);
    expect((await readAll(blob(big)))[0]?.values).toEqual({ Ắ: "Ằ" });
    const utf8 = blob(new Uint8Array([0xef, 0xbb, 0xbf]), "a\n", new Uint8Array([0xc3, 0x28]));
    await expect(readAll(utf8)).rejects.toMatchObject(codes("encoding_wrong"));
  });

  it("that is cut off in the middle of a character is refused", async () => {
    const file = blob("a\n1\n", new Uint8Array([0xc4]));
    await expect(readAll(file)).rejects.toMatchObject({ issues: [{ code: "encoding_wrong", path: [3] }] });
  });

  it("is in NFC, wherever its letters are cut", async () => {
    const name = "Nguyễn Thị Ỷ ".repeat(30_000);
    const rows = await readAll(blob(`tên\n${name.normalize("NFD")}\nb\n`));
    expect(rows[0]?.values["tên"]).toBe(name);
  });

  it("that is UTF-8 only at its beginning is refused where it is not", async () => {
    const file = blob(`a\n${"x\n".repeat(200_000)}`, new Uint8Array([0xc3, 0x28, 0x0a]));
    await expect(readAll(file)).rejects.toMatchObject({ issues: [{ code: "encoding_wrong", path: [200_002] }] });
    expect(await previewFile(file)).toMatchObject({ encoding: "utf-8", isEncodingCertain: true });
  });

  it.each([
    ["column_twice", "SĐT;Mã;sđt;SĐT\n"],
    ["headings_missing", ""],
    ["headings_missing", ";;\n"],
    ["heading_wrong", "a;__proto__\n1;2\n"],
    ["quote_open", 'a;b\n1;2\n3;"4\n5;6\n'],
    ["file_format_wrong", "<html><table>"],
    ["file_format_wrong", "\u00d0"],
  ])("is refused as %s: %j", async (code, text) => {
    const file = text === "\u00d0" ? blob(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1])) : blob(text);
    await expect(readAll(file)).rejects.toMatchObject(codes(code));
  });

  it.each([
    ["quoted", `1;"${"x\n".repeat(800_000)}`],
    ["without a line end", `1;${"x".repeat(1_600_000)}`],
  ])("is refused where a row is too long: %s", async (_, row) => {
    await expect(readAll(blob(`a;b\n1;2\n${row}\n`))).rejects.toMatchObject({
      issues: [{ code: "row_too_long", path: [3] }],
    });
  });

  it("may have a large cell, of delimiters too", async () => {
    const cell = ";".repeat(900_000);
    const [row] = await readAll(blob(`a;b\n1;"${cell}"\n`));
    expect(row?.values["b"] === cell).toBe(true);
  });

  it("names the line of a quotation mark that is not closed", async () => {
    await expect(readAll(blob('a;b\n1;2\n3;"4\n5;6\n'))).rejects.toMatchObject({ issues: [{ path: [3] }] });
  });

  it("may have quotation marks in its cells, and rows of other lengths", async () => {
    expect(await valuesOf('a;b\n12" TV;x\n1\n')).toEqual([
      [2, '12" TV', "x"],
      [3, "1", ""],
    ]);
    const [wide] = await readAll(blob("a;b\n1;2;3\n"));
    expect(wide?.issues).toMatchObject([{ code: "row_too_wide", path: [2] }]);
    expect((await readAll(blob("a;b\n1;2;;\n")))[0]?.issues).toBeUndefined();
  });

  it("whose headings end with empty cells has no room for more cells than names", async () => {
    const [fit, wide] = await readAll(blob("a;b;;\n1;2;;\n1;2;3;\n"));
    expect([fit?.issues, wide?.issues]).toMatchObject([undefined, [{ code: "row_too_wide", path: [3] }]]);
  });

  it.each([
    ["a;b\n1;2\n3", "row_cut_off"],
    ["a;b\n1;2\n3\n", undefined],
    ["a;b\n1;2\n3;4", undefined],
    ["a;b\r\n1;2\r\n3;\r\n", undefined],
  ])("%j: the last row is refused where it ends before its cells, and the file with it", async (text, code) => {
    const rows = await readAll(blob(text));
    expect(rows.map(({ issues }) => issues?.[0]?.code)).toEqual([undefined, code]);
  });

  it("may have a title above its headings, where their line is named", async () => {
    const text = "Danh sách;;\n\na;b\n1;2\n";
    expect(await valuesOf(text, { headingRow: 3 })).toEqual([[4, "1", "2"]]);
    const within = blob('"a\nb";c\n1;2\n');
    await expect(readRows(within, { headingRow: 2 })).rejects.toMatchObject(codes("headings_missing"));
    await expect(readRows(blob(text), { headingRow: 2 })).rejects.toMatchObject({
      message: "The file cannot be read: row 2 has no line of headings",
      issues: [{ code: "headings_missing", path: [2] }],
    });
  });

  it("has errors of a spreadsheet, which are told", async () => {
    const [row] = await readAll(blob("a;b;c;d;e;f;g\n#N/A;###;Err:502;#1 shop;#;x #N/A;#N/A x\n"));
    expect(row?.issues?.map(({ path, code }) => [...path, code])).toEqual([
      ["a", "cell_error"],
      ["b", "cell_error"],
      ["c", "cell_error"],
    ]);
  });

  it("is previewed: its first ten rows, and what was found out about it", async () => {
    const text = `SĐT;Tên\n${"0912345678;An\n".repeat(11)}`;
    const rows = Array.from({ length: 10 }, (_, index) => ({
      row: index + 2,
      values: { SĐT: "0912345678", Tên: "An" },
    }));
    expect(await previewFile(blob(text))).toEqual({
      format: "csv",
      encoding: "utf-8",
      delimiter: ";",
      headingRow: 1,
      headings: ["SĐT", "Tên"],
      isEncodingCertain: true,
      rows,
      columns: [
        { heading: "SĐT", field: "phone", isCertain: true },
        { heading: "Tên", field: undefined, isCertain: false },
      ],
    });
  });

  it("may be read again and again", async () => {
    const rows = await readRows(blob("a;b\n1;2\n"));
    for (const _ of [1, 2]) {
      const seen = [];
      for await (const { values } of rows) seen.push(values);
      expect(seen).toEqual([{ a: "1", b: "2" }]);
    }
  });

  it("gives back every text that a spreadsheet can write", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(fc.string({ unit: "grapheme", maxLength: 12, size: "max" }), { minLength: 2, maxLength: 2 }),
          {
            maxLength: 30,
            size: "max",
          },
        ),
        fc.constantFrom(";", ",", "\t", "|"),
        async (table, delimiter) => {
          const clean = table.map((cells) => cells.map((cell) => `x${cell.replace(/[\p{Cs}\ufffd]/gu, "")}`));
          const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
          const text = [["a", "b"], ...clean].map((cells) => cells.map(quoted).join(delimiter)).join("\r\n");
          const rows = await readAll(blob(text));
          expect(rows.map(({ values }) => Object.values(values))).toEqual(
            clean.map((cells) => cells.map((cell) => cell.normalize("NFC"))),
          );
        },
      ),
      { numRuns: 100 },
    ));

  it("never ends in anything but rows or one of our errors", () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300, size: "max" }), async (bytes) => {
        try {
          await readAll(blob(new Uint8Array(bytes)), { encoding: "windows-1258" });
        } catch (error) {
          expect(error).toMatchObject({ kind: "input", code: "input_invalid" });
        }
      }),
      { numRuns: 150 },
    ));
});

describe("options", () => {
  it("win over what the file says: its encoding, its delimiter", async () => {
    expect(await valuesOf("a;b,c\n1;2,3\n", { delimiter: "," })).toEqual([[2, "1;2", "3"]]);
    expect((await readRows(blob("Tên\n"), { encoding: "windows-1258" })).headings).not.toEqual(["Tên"]);
  });

  it.each([
    [{ encodng: "utf-8" }, "option_unknown"],
    [{ encoding: "tcvn3" }, "value_not_allowed"],
    [{ delimiter: "x" }, "value_not_allowed"],
    [{ headingRow: 0 }, "number_out_of_range"],
    [{ headingRow: 1.5 }, "number_out_of_range"],
    [{ maxInflatedBytes: 0 }, "number_out_of_range"],
    [{ maxInflationRatio: -1 }, "number_out_of_range"],
    [{ sheet: "Đơn hàng" }, "option_of_other_format"],
    [{ sheet: "" }, "option_of_other_format"],
  ])("%j is refused", async (options, code) => {
    await expect(readRows(blob("a\n"), options as ReadOptions)).rejects.toMatchObject({
      kind: "config",
      issues: [{ code }],
    });
  });

  it("limits of what an XLSX file inflates to say nothing of a CSV file, and stand for files of either kind", async () => {
    const options: ReadOptions = { sheet: undefined, maxInflatedBytes: 1, maxInflationRatio: 1 };
    expect((await readRows(blob("a\n"), options)).headings).toEqual(["a"]);
  });
});
