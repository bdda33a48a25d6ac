import { strToU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { makeXlsx, type XlsxContent, xlsxBytes } from "../../testing/make-xlsx.ts";
import { createResultFile, type Mapping, type ReadOptions, readRows, toMessages, toStatement } from "../index.ts";

import { openArchive } from "./archive.ts";
import { coverColumns } from "./merged-cells.ts";
import { sheetRecords } from "./sheet.ts";

const heads = (...names: string[]) =>
  `<row r="1">${names.map((name) => `<c t="inlineStr"><is><t>${name}</t></is></c>`).join("")}</row>`;
async function readAll(file: Blob, options?: ReadOptions) {
  const rows = [];
  for await (const row of await readRows(file, options)) rows.push(row);
  return rows;
}
const valuesOf = async (content: XlsxContent) =>
  (await readAll(makeXlsx(content))).map(({ row, values }) => [row, ...Object.values(values)]);
const faultsOf = async (content: XlsxContent) =>
  (await readAll(makeXlsx(content))).map(({ row, issues = [] }) => [
    row,
    ...issues.map(({ path, code }) => `${path} ${code}`),
  ]);
const refusal = (code: string) => ({ kind: "input", issues: [{ code }] });

describe("the cells of a sheet", () => {
  it("are numbered by the sheet's rows, and stand where the sheet has them", async () => {
    const rows = `${heads("a", "b", "c")}<row r="3"><c r="C3"><v>3</v></c></row><row r="7"><c r="A7"><v>1</v></c><c r="B7"><v>2</v></c></row>`;
    expect(await valuesOf({ rows })).toEqual([
      [3, "", "", "3"],
      [7, "1", "2", ""],
    ]);
  });

  it("stand in as many columns as a sheet has, and are merged there as well", async () => {
    const names = Array.from({ length: 54 }, (_, index) => `c${index}`);
    const cell = (place: string) => `<c r="${place}2"><v>${place.length}</v></c>`;
    const rows = `${heads(...names)}<row r="2">${["Z", "AA", "AZ", "BB"].map(cell).join("")}</row>`;
    const behind = '<mergeCells count="1"><mergeCell ref="AY2:AZ2"/></mergeCells>';
    const [row] = await readAll(makeXlsx({ rows, behind }));
    expect(Object.entries(row?.values ?? {}).filter(([, value]) => value !== "")).toEqual([
      ["c25", "1"],
      ["c26", "2"],
      ["c51", "2"],
      ["c53", "2"],
    ]);
    expect(row?.issues?.map(({ path, code }) => [...path, code])).toEqual([["c51", "cell_merged"]]);
  });

  it("have rows and places of their own where the file does not say them", async () => {
    const rows = "<row><c><v>1</v></c></row><row><c><v>2</v></c></row>";
    expect(await valuesOf({ rows })).toEqual([[2, "2"]]);
  });

  it("are texts: shared, in place, of formulas, of several looks, without how they are spoken, with escapes", async () => {
    const texts =
      '<si><t>Nguyê\u0303n</t></si><si><r><t>Đỗ </t></r><r><rPr><b/></rPr><t>Văn</t></r></si><si><t>課</t><rPh sb="0" eb="1"><t>か</t></rPh></si>';
    const more =
      '<c t="inlineStr"><is><t>課</t><rPh sb="0" eb="1"><t>か</t></rPh></is></c><c t="inlineStr"><is>\n<r>\n<t>a</t>\n</r>\n<r><t><![CDATA[<b>]]></t></r>\n</is></c><c t="s"/><c t="b"><v>0</v></c><c t="d"><v>?</v></c>';
    expect(await valuesOf({ rows: `${heads("a", "b", "c", "d", "e")}<row r="2">${more}</row>`, texts })).toEqual([
      [2, "課", "a<b>", "", "FALSE", "?"],
    ]);
    expect(
      await valuesOf({ rows: `${heads("a")}<row r="2"><c t="s"><v>0</v></c></row>`, texts: "<si>\n<t>x</t>\n</si>" }),
    ).toEqual([[2, "x"]]);
    const rows = `${heads("a", "b", "c", "d", "e", "f")}<row r="2"><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="str"><f>A1</f><v>x&amp;y</v></c><c t="inlineStr"><is><r><t>a_x000D_</t></r><r><t xml:space="preserve"> b</t></r></is></c><c t="b"><v>1</v></c></row>`;
    expect(await valuesOf({ rows, texts })).toEqual([[2, "Nguyễn", "Đỗ Văn", "課", "x&y", "a\r b", "TRUE"]]);
  });

  it("are numbers without the noise of floats and without exponents", async () => {
    const numbers = [
      "0.1",
      "0.30000000000000004",
      "84912345678",
      "8.4912345678E10",
      "1250000.50",
      "1E-7",
      "-3",
      "4.35",
      "123456789012345",
    ];
    const rows = `${heads(...numbers.map((_, index) => `c${index}`))}<row r="2">${numbers.map((one) => `<c><v>${one}</v></c>`).join("")}</row>`;
    expect(await valuesOf({ rows })).toEqual([
      [2, "0.1", "0.3", "84912345678", "84912345678", "1250000.5", "0.0000001", "-3", "4.35", "123456789012345"],
    ]);
    expect((await readAll(makeXlsx({ rows })))[0]?.fractions).toEqual(new Set(["c0", "c1", "c4", "c5", "c7"]));
    // A sheet leaves out cells that are empty: no row of it is cut off.
    const short = `${heads("a", "b")}<row r="2"><c r="A2"><v>1.5</v></c></row><row r="3"><c r="A3"><v>1</v></c></row>`;
    const [first, second] = await readAll(makeXlsx({ rows: short }));
    expect([first?.issues, second?.fractions]).toEqual([undefined, undefined]);
  });

  it("have faults that are told: errors, formulas without a result, lost digits, merged cells", async () => {
    const rows = `${heads("a", "b")}<row r="2"><c t="e"><v>#REF!</v></c><c><f>B1</f></c></row><row r="3"><c><v>1257624175686111232</v></c><c t="str"><f>""</f><v></v></c></row><row r="4"><c r="A4"><v>1</v></c><c r="B4"/></row><row r="5"><c r="A5"/><c r="B5"><v>2</v></c></row><row r="6"><c r="A6"><v>2</v></c></row><row r="7"><c t="str"><f>A1</f><v>#N/A</v></c><c t="inlineStr"><is><t>#N/A</t></is></c></row>`;
    const behind = '<mergeCells count="2"><mergeCell ref="A4:A5"/><mergeCell ref="A1:B1"/></mergeCells>';
    expect(await faultsOf({ rows, behind })).toEqual([
      [2, "a cell_error", "b formula_without_value"],
      [3, "a number_unsafe"],
      [4],
      [5, "a cell_merged"],
      [6],
      [7, "a cell_error", "b cell_error"],
    ]);
  });

  it("that are formulas without results make no empty row: it is refused, in a statement, too", async () => {
    const formulas = "<c><f>X1</f></c><c><f>X2</f></c><c><f>X3</f></c>";
    const rows = `${heads("SĐT", "Ngày", "Số tiền")}<row r="2">${formulas}</row><row r="3"><c/></row><row r="4"><c/></row>`;
    const behind = '<mergeCells count="1"><mergeCell ref="A3:B4"/></mergeCells>';
    const without = (name: string) => `${name} formula_without_value`;
    expect(await faultsOf({ rows, behind })).toEqual([[2, without("SĐT"), without("Ngày"), without("Số tiền")]]);
    const file = await readRows(makeXlsx({ rows, behind }));
    const messages = [];
    for await (const message of toMessages(file, { templateId: "1" })) messages.push(message);
    const code = "formula_without_value";
    const issues = ["SĐT", "Ngày", "Số tiền"].map((name) => ({ path: [name], code }));
    expect(messages).toMatchObject([{ row: 2, issues }]);
    const columns = { id: "SĐT", time: "Ngày", amount: "Số tiền", currency: "" };
    expect(await toStatement(file, columns)).toEqual({ rows: [], unreadable: [2], damaged: [2] });
  });

  it("that are days have the day first, also where texts of their column have the month first", async () => {
    const day = '<c s="1"><v>46085</v></c>';
    const moment = '<c s="2"><v>46085.3125</v></c>';
    const iso = '<c t="d"><v>2026-03-04T07:30:00</v></c>';
    const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
    const phone = text("0912345678");
    const rows = `${heads("SĐT", "day", "at")}<row r="2">${phone}${day}${moment}</row><row r="3">${phone}${text("3/4/2026")}${text("3/4/2026 07:30")}</row><row r="4">${phone}${iso}${iso}</row>`;
    const file = await readRows(makeXlsx({ rows, formats: ["m/d/yyyy", "m/d/yyyy hh:mm"] }));
    const format = "date-month-first";
    const mapping: Mapping = {
      fields: { sendAt: { column: "at", format } },
      variables: { day: { column: "day", format } },
    };
    const read = { templateData: { day: "04/03/2026" }, sendAt: "2026-03-04T07:30:00+07:00" };
    const messages = [];
    for await (const message of toMessages(file, { templateId: "1", mapping })) messages.push(message);
    expect(messages).toMatchObject([read, read, read]);
    // A result file has no days of a sheet.
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const write = (bytes: Uint8Array) => void parts.push(new Uint8Array(bytes));
    const result = await createResultFile({ headings: file.headings, write });
    for (const { row, source } of messages) await result.add({ row, state: "accepted", changes: [], source });
    await result.close();
    const again = [];
    const results = await readRows(new Blob(parts));
    for await (const message of toMessages(results, { templateId: "1", mapping })) again.push(message);
    expect(again).toMatchObject([read, read, read]);
  });

  it("that are days stay as they are in a result where they are read in another way as well", async () => {
    const rows = `${heads("SĐT", "day")}<row r="2"><c t="inlineStr"><is><t>0912345678</t></is></c><c s="1"><v>46085</v></c></row>`;
    const file = await readRows(makeXlsx({ rows, formats: ["m/d/yyyy"] }));
    const month: Mapping = { variables: { day: { column: "day", format: "date-month-first" } } };
    const both: Mapping = { ...month, labels: { day: "day" } };
    for (const [mapping, day] of [
      [month, "2026-03-04"],
      [both, "04/03/2026"],
      [{}, "04/03/2026"],
    ] as const)
      for await (const message of toMessages(file, { templateId: "1", mapping }))
        expect(message.source).toMatchObject({ day });
  });

  it("are days by the file's own system", async () => {
    const rows = `${heads("a", "b")}<row r="2"><c s="1"><v>44892.3125</v></c><c t="d"><v>2026-11-28T07:30:00.000</v></c></row>`;
    const content = { rows, formats: ["dd/mm/yyyy hh:mm"] };
    expect(await valuesOf({ ...content, properties: 'date1904="1"' })).toEqual([
      [2, "28/11/2026 07:30", "28/11/2026 07:30"],
    ]);
    expect((await valuesOf(content))[0]?.[1]).toBe("27/11/2022 07:30");
  });

  it("are those of the first sheet that can be seen", async () => {
    const sheets =
      '<sheet name="One" sheetId="1" state="hidden" r:id="rId1"/><sheet name="Two" sheetId="2" r:id="rId2"/>';
    const file = makeXlsx({ rows: heads("one"), sheets });
    expect(await readRows(file)).toMatchObject({ sheet: "Two", sheets: ["One", "Two"], headings: ["two"] });
    expect(await readRows(file, { sheet: "One" })).toMatchObject({ headings: ["one"] });
  });

  it("are read by no option of a CSV file", async () => {
    const options: ReadOptions = { encoding: "windows-1258", delimiter: ";", sheet: "Data", maxInflatedBytes: 1e9 };
    const refused = ["encoding", "delimiter"].map((name) => ({ path: [name], code: "option_of_other_format" }));
    await expect(readRows(makeXlsx({ rows: heads("a") }), options)).rejects.toMatchObject({
      kind: "config",
      issues: refused,
    });
  });
});

it("parts of a workbook may lie elsewhere, and those of looks and texts be none", async () => {
  const kind = (name: string) => `http://schemas.openxmlformats.org/officeDocument/2006/relationships/${name}`;
  const relation = (id: string, name: string, target: string) =>
    `<Relationship Id="${id}" Type="${kind(name)}" Target="${target}"/>`;
  const relations = (target: string) =>
    strToU8(
      `<Relationships>${relation("rId1", "worksheet", target)}${relation("rId3", "styles", "none.xml")}${relation("rId4", "sharedStrings", "none.xml")}</Relationships>`,
    );
  const fileOf = (target: string) =>
    makeXlsx({ rows: heads("a"), parts: { "xl/_rels/workbook.xml.rels": relations(target) } });
  for (const target of ["../xl/./worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"])
    expect((await readRows(fileOf(target))).headings).toEqual(["a"]);
  await expect(readRows(fileOf("worksheets/sheet9.xml"))).rejects.toMatchObject(refusal("file_damaged"));
});

describe("what no spreadsheet writes", () => {
  const pair = '<row><c><v>1</v></c><c r="XFD2"/></row>';
  const merge = (ref: string) => `<mergeCell ref="${ref}"/>`;
  const damaged = refusal("file_damaged");

  it("leaves a row as wide as what is in it: cells that are empty to the last column are none", async () => {
    const rows = `${heads("a", "b")}<row r="2"><c r="A2"><v>1</v></c><c r="XFD2" s="0"/></row><row r="3"><c/><c><v>2</v></c><c r="F3"/><c><v>3</v></c></row>`;
    const file = makeXlsx({ rows });
    expect(await valuesOf({ rows })).toEqual([
      [2, "1", ""],
      [3, "", "2"],
    ]);
    const content = { part: "xl/worksheets/sheet1.xml", is1904: false, texts: [], formats: [], merged: [] };
    const widths: number[] = [];
    for await (const records of sheetRecords(await openArchive(file, {}), content))
      for (const { cells } of records) widths.push(cells.length);
    expect(widths).toEqual([2, 1, 7]);
  });

  it("is a row whose number is none, is there twice, or is of one above", async () => {
    for (const number of ["x", "", "-5", "0", "1.5", "1e999", "1", "2"]) {
      const rows = `${heads("a")}<row r="2"><c><v>1</v></c></row><row r="${number}"><c><v>2</v></c></row>`;
      await expect(readAll(makeXlsx({ rows }))).rejects.toMatchObject(damaged);
    }
  });

  it("is merged cells that overlap; those of a whole column are looked at no further than the sheet is wide", async () => {
    const rows = `${heads("a", "b")}${pair.repeat(3)}`;
    const overlapping = `<mergeCells>${merge("B3:C4")}${merge("A1:B3")}</mergeCells>`;
    await expect(readAll(makeXlsx({ rows, behind: overlapping }))).rejects.toMatchObject(damaged);
    const columns = coverColumns([{ top: 2, bottom: 1_048_576, left: 0, right: 16_383 }]);
    expect([columns(1, 3), columns(2, 3), columns(9, 3)]).toEqual([[], [1, 2], [0, 1, 2]]);
    expect(columns(10, 16_384)).toHaveLength(16_384);
  });

  it("is elements that go too deep, and a text, a tag or a comment that is too long", async () => {
    const deep = (depth: number) => `${"<x>".repeat(depth)}${"</x>".repeat(depth)}`;
    const long = "x".repeat(1024 * 1024 + 32 * 1024);
    const cell = (text: string) => `<row><c t="inlineStr"><is>${text}</is></c></row>`;
    const any = { maxInflationRatio: 2_000 };
    expect(await readAll(makeXlsx({ rows: `${heads("a")}${deep(50)}` }))).toEqual([]);
    const contents: XlsxContent[] = [
      { rows: `${heads("a")}${deep(200)}` },
      { rows: heads("a"), texts: deep(200) },
      { rows: heads("a"), texts: `<si>${`<r><t>${long.slice(0, 64 * 1024)}</t></r>`.repeat(20)}</si>` },
      { rows: `${heads("a")}<row x="${long}"/>` },
      { rows: `${heads("a")}<!--${long}-->` },
      { rows: `${heads("a")}${cell(`<t>${long}</t>`)}` },
      { rows: `${heads("a")}${cell(`<r><t>${long.slice(0, 64 * 1024)}</t></r>`.repeat(40))}` },
    ];
    for (const content of contents) await expect(readAll(makeXlsx(content), any)).rejects.toMatchObject(damaged);
  });

  it("is a row of texts that are too long together, though the file has each once", async () => {
    const rows = `${heads("a")}<row r="2">${'<c t="s"><v>0</v></c>'.repeat(400)}</row>`;
    await expect(readAll(makeXlsx({ rows, texts: `<si><t>${"x".repeat(10_000)}</t></si>` }))).rejects.toMatchObject(
      damaged,
    );
  });
});

describe("an archive", () => {
  const rows = heads("a");
  const many = `${heads("a")}${"<row><c><v>1</v></c></row>".repeat(100_000)}`;

  it("that is not packed is read, wherever its pieces cut letters and tags", async () => {
    const count = 3_000;
    const numbers = Array.from({ length: count }, (_, index) => index + 2);
    const row = (number: number) =>
      `<row r="${number}"><c r="A${number}" t="inlineStr"><is><t>Đơn hàng đã giao ${number}</t></is></c></row>`;
    const merged = numbers.map((number) => `<mergeCell ref="A${number}:B${number}"/>`).join("");
    const file = makeXlsx({
      rows: `${heads("a", "b")}${numbers.map(row).join("")}`,
      behind: `<mergeCells>${merged}</mergeCells>`,
      isPacked: false,
    });
    const read = await readAll(file);
    expect(read.map(({ values }) => values["a"])).toEqual(numbers.map((number) => `Đơn hàng đã giao ${number}`));
    expect(read.filter(({ issues }) => issues?.[0]?.code === "cell_merged")).toHaveLength(count);
  });

  const [end, entry] = [0x06054b50, 0x02014b50];

  /** A file whose record at the end, or whose first entry in the directory, has other bytes at a place. */
  function changed(signature: number, place: number, ...other: number[]) {
    const bytes = new Uint8Array(xlsxBytes({ rows }));
    const view = new DataView(bytes.buffer);
    let at = 0;
    while (view.getUint32(at, true) !== signature) at += 1;
    bytes.set(other, at + place);
    return new Blob([bytes]);
  }

  it.each([
    ["has a password", changed(entry, 8, 1), "file_format_wrong"],
    ["is packed in an unusual way", changed(entry, 10, 12), "file_format_wrong"],
    ["has more parts than it can say", changed(end, 10, 0xff, 0xff), "file_format_wrong"],
    ["lies beyond 4 GiB", changed(end, 16, 0xff, 0xff, 0xff, 0xff), "file_format_wrong"],
    ["says less of its parts than it has", changed(end, 12, 50, 0), "file_damaged"],
  ])("that %s is refused", async (_, file, code) => {
    await expect(readRows(file)).rejects.toMatchObject(refusal(code));
  });

  it("with a comment behind it is read", async () => {
    expect((await readRows(new Blob([makeXlsx({ rows }), "x".repeat(0xffff)]))).headings).toEqual(["a"]);
    await expect(readRows(new Blob([makeXlsx({ rows }), "x".repeat(0x10000)]))).rejects.toMatchObject(
      refusal("file_damaged"),
    );
  });

  it("may inflate as far as is said, and by default to 1 GiB and 200 times its size", async () => {
    const bytes = new Uint8Array(xlsxBytes({ rows }));
    const view = new DataView(bytes.buffer);
    const places = Array.from({ length: bytes.length - 46 }, (_, at) => at).filter(
      (at) => view.getUint32(at, true) === entry,
    );
    const maxInflatedBytes = places.reduce((sum, at) => sum + view.getUint32(at + 24, true), 0);
    const file = new Blob([bytes]);
    expect((await readRows(file, { maxInflatedBytes })).headings).toEqual(["a"]);
    await expect(readRows(file, { maxInflatedBytes: maxInflatedBytes - 1 })).rejects.toMatchObject(
      refusal("file_too_large"),
    );
    view.setUint32((places[0] ?? 0) + 24, 1024 ** 3, true);
    await expect(readRows(new Blob([bytes]), { maxInflationRatio: 1e9 })).rejects.toMatchObject(
      refusal("file_too_large"),
    );
    const mixed = `${heads("a")}${Array.from({ length: 60_000 }, (_, row) => `<row><c><v>${row * 7919}</v></c></row>`).join("")}`;
    expect((await readRows(makeXlsx({ rows: mixed }))).headings).toEqual(["a"]);
    await expect(readRows(makeXlsx({ rows: mixed }), { maxInflationRatio: 2 })).rejects.toMatchObject(
      refusal("file_too_large"),
    );
    await expect(readRows(makeXlsx({ rows: many }))).rejects.toMatchObject(refusal("file_too_large"));
    expect((await readRows(makeXlsx({ rows: many }), { maxInflationRatio: 10_000 })).headings).toEqual(["a"]);
  });

  it("that inflates too far is refused before anything of it is inflated", async () => {
    const file = makeXlsx({ rows: many });
    await expect(readRows(file, { maxInflatedBytes: 1_000_000 })).rejects.toMatchObject(refusal("file_too_large"));
    await expect(readRows(file, { maxInflationRatio: 20 })).rejects.toMatchObject(refusal("file_too_large"));
    const zeros = { "xl/media/zeros": new Uint8Array(3_000_000) };
    await expect(readRows(makeXlsx({ rows, parts: zeros }))).rejects.toMatchObject(refusal("file_too_large"));
    const harmless = { "xl/media/zeros": new Uint8Array(1024 * 1024) };
    expect((await readRows(makeXlsx({ rows, parts: harmless }))).headings).toEqual(["a"]);
  });

  it("that inflates to more than it says is refused while it is read", async () => {
    const bytes = new Uint8Array(xlsxBytes({ rows: many }));
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < bytes.length - 46; at += 1)
      if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > 1_000_000)
        view.setUint32(at + 24, 1_000, true);
    await expect(readRows(new Blob([bytes]))).rejects.toMatchObject(refusal("file_damaged"));
  });

  it("that is cut off anywhere is refused", async () => {
    const bytes = new Uint8Array(xlsxBytes({ rows }));
    for (let length = 4; length < bytes.length; length += 97)
      await expect(readRows(new Blob([bytes.slice(0, length)])), String(length)).rejects.toMatchObject(
        refusal("file_damaged"),
      );
  });

  it("with other bytes anywhere ends in rows or one of our errors", async () => {
    const bytes = new Uint8Array(xlsxBytes({ rows: `${heads("a")}<row><c><v>1</v></c></row>` }));
    for (let at = 4; at < bytes.length; at += 7) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      await readAll(new Blob([changed])).catch((error: unknown) => expect(error).toMatchObject({ kind: "input" }));
    }
  });

  it.each<[string, XlsxContent, string]>([
    ["no workbook", { rows, parts: { "_rels/.rels": strToU8("<Relationships/>") } }, "file_format_wrong"],
    [
      "a workbook that is no XML",
      {
        rows,
        parts: {
          "_rels/.rels": strToU8(
            '<Relationships><Relationship Id="1" Type="/officeDocument" Target="a.bin"/></Relationships>',
          ),
          "a.bin": new Uint8Array(1),
        },
      },
      "file_format_wrong",
    ],
    ["a sheet that is nowhere", { rows, sheets: '<sheet name="One" sheetId="1" r:id="rId9"/>' }, "file_damaged"],
    ["XML that is none", { rows: "<row><c></row>" }, "file_damaged"],
    ["entities of its own", { rows: "<row><c><v>&a;</v></c></row>" }, "file_damaged"],
    ["a column beyond the last", { rows: '<row><c r="ZZZZ1"><v>1</v></c></row>' }, "file_damaged"],
    ["no sheet", { rows, sheets: "" }, "sheet_unknown"],
  ])("with %s is refused", async (_, content, code) => {
    await expect(readAll(makeXlsx(content))).rejects.toMatchObject(refusal(code));
  });
});
