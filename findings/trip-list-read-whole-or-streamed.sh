#!/usr/bin/env bash
# The passengers of a trip in an XLSX file, as a desk keeps them: the departure in one merged cell, its day, an address in bold and plain letters, one with a line end that came from Windows, a name that
# a lookup did not find, one whose formula no program has computed yet. What six readers give for them, two of them of one library.
#
# Versions: exceljs 4.4.0 (`readFile`, and `stream.xlsx.WorkbookReader`), xlsx-stream-reader 1.1.1, read-excel-file 9.3.17, xlsx (SheetJS) 0.18.5, hucre 1.0.0 (`readXlsx`); fflate 0.8.3 writes the file.
# Seen on 2026-11-30: exceljs by a stream gives another list than exceljs by a file. A merged departure is each passenger's to the one, and to the other, as to all the rest, the first one's alone. The day
# is a Date to the one, 46361 to the other. "_x000D_" stays in the streamed address, and its failed lookup has no value at all. xlsx-stream-reader takes the space from between a plain and a bold piece,
# "12 LêLợi", and gives a formula's text where it has no result. A failed lookup is the name "#N/A" to it and to hucre, "[object Object]" as `text` of exceljs, and an empty name to SheetJS and
# read-excel-file, as a formula without a result is, so that nothing says that somebody has to look.
# Who is hurt: who tries with a small file that is read whole, and streams the large ones: passengers get a number for a day, no departure, or "Chào #N/A".
# What follows: the reader that is used is the one that is tried, with a merged, a failed and a bold cell; what has no value of its own is refused, and no name is taken for nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund exceljs@4.4.0 xlsx-stream-reader@1.1.1 read-excel-file@9.3.17 xlsx@0.18.5 hucre@1.0.0 fflate@0.8.3
cat > read.mjs <<'JS'
import { createReadStream, readFileSync, writeFileSync } from "node:fs";
import ExcelJS from "exceljs";
import { strToU8, zipSync } from "fflate";
import { readXlsx } from "hucre";
import { readSheet } from "read-excel-file/node";
import XLSX from "xlsx";
import XlsxStreamReader from "xlsx-stream-reader";

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packaged = "http://schemas.openxmlformats.org/package/2006";
const ns = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"`;
const type = (part, name) => `<Override PartName="/xl/${part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${name}+xml"/>`;
const relation = (id, name, target) => `<Relationship Id="rId${id}" Type="${office}/${name}" Target="${target}"/>`;
const relations = (list) => `<Relationships xmlns="${packaged}/relationships">${list}</Relationships>`;
const texts = ["leaves", "day", "address", "name", "22:30", "An", "Ngõ 5_x000D_\nHà Nội"].map((text) => `<si><t>${text}</t></si>`).join("");
const bold = '<si><r><t xml:space="preserve">12 Lê </t></r><r><rPr><b/></rPr><t>Lợi</t></r></si>';
const shared = (place, index) => `<c r="${place}" t="s"><v>${index}</v></c>`;
const failed = '<c r="D3" t="e"><f>VLOOKUP(A3,F:G,2,0)</f><v>#N/A</v></c>';
const rows = [
  ["A1", "B1", "C1", "D1"].map(shared).join(""),
  `${shared("A2", 4)}<c r="B2" s="1"><v>46361</v></c>${shared("C2", 7)}${shared("D2", 5)}`,
  `<c r="A3"/><c r="B3" s="1"><v>46361</v></c>${shared("C3", 6)}${failed}`,
  `<c r="A4"/><c r="B4" s="1"><v>46361</v></c>${shared("C4", 6)}<c r="D4"><f>D2</f></c>`,
];
const sheet = rows.map((cells, index) => `<row r="${index + 1}">${cells}</row>`).join("");
const empty = "<fonts><font/></fonts><fills><fill/></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>";
const parts = {
  "[Content_Types].xml": `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${type("workbook", "sheet.main")}${type("worksheets/sheet1", "worksheet")}${type("styles", "styles")}${type("sharedStrings", "sharedStrings")}</Types>`,
  "_rels/.rels": relations(relation(1, "officeDocument", "xl/workbook.xml")),
  "xl/workbook.xml": `<workbook ${ns}><sheets><sheet name="trip" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": relations(
    relation(1, "worksheet", "worksheets/sheet1.xml") + relation(2, "styles", "styles.xml") + relation(3, "sharedStrings", "sharedStrings.xml"),
  ),
  "xl/styles.xml": `<styleSheet ${ns}>${empty}<cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  "xl/sharedStrings.xml": `<sst ${ns}>${texts}${bold}</sst>`,
  "xl/worksheets/sheet1.xml": `<worksheet ${ns}><sheetData>${sheet}</sheetData><mergeCells><mergeCell ref="A2:A4"/></mergeCells></worksheet>`,
};
writeFileSync("trip.xlsx", zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)]))));

async function whole(valueOf) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile("trip.xlsx");
  const found = [];
  book.worksheets[0].eachRow((row) => found.push([1, 2, 3, 4].map((column) => valueOf(row.getCell(column)))));
  return found;
}
async function streamed() {
  const found = [];
  for await (const worksheet of new ExcelJS.stream.xlsx.WorkbookReader("trip.xlsx", {})) for await (const row of worksheet) found.push(row.values.slice(1));
  return found;
}
function streamReader() {
  return new Promise((resolve) => {
    const found = [];
    const reader = new XlsxStreamReader().on("worksheet", (worksheet) => {
      worksheet.on("row", ({ values }) => found.push(values.slice(1)));
      worksheet.on("end", () => resolve(found)).process();
    });
    createReadStream("trip.xlsx").pipe(reader);
  });
}
const readers = {
  "exceljs, value": () => whole((cell) => cell.value),
  "exceljs, text": () => whole((cell) => (cell.value instanceof Date ? "a Date" : cell.text)),
  "exceljs, streamed": streamed,
  "xlsx-stream-reader": streamReader,
  "read-excel-file": () => readSheet("trip.xlsx"),
  SheetJS: async () => XLSX.utils.sheet_to_json(XLSX.readFile("trip.xlsx").Sheets.trip, { header: 1 }),
  hucre: async () => (await readXlsx(readFileSync("trip.xlsx"))).sheets[0].rows,
};
const shown = (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : JSON.stringify(value?.richText?.map(({ text }) => text).join("+") ?? value ?? null));
for (const [name, read] of Object.entries(readers)) {
  console.log(name);
  for (const row of (await read()).slice(1)) console.log(`  ${Array.from({ length: 4 }, (_, index) => shown(row[index])).join(" | ")}`);
}
process.exit();
JS
TZ=Asia/Ho_Chi_Minh node read.mjs | tee seen
diff seen - <<'SEEN'
exceljs, value
  "22:30" | 2026-12-05 | "12 Lê +Lợi" | "An"
  "22:30" | 2026-12-05 | "Ngõ 5\r\nHà Nội" | {"formula":"VLOOKUP(A3,F:G,2,0)","result":{"error":"#N/A"}}
  "22:30" | 2026-12-05 | "Ngõ 5\r\nHà Nội" | {"formula":"D2"}
exceljs, text
  "22:30" | "a Date" | "12 Lê Lợi" | "An"
  "22:30" | "a Date" | "Ngõ 5\r\nHà Nội" | "[object Object]"
  "22:30" | "a Date" | "Ngõ 5\r\nHà Nội" | ""
exceljs, streamed
  "22:30" | 46361 | "12 Lê +Lợi" | "An"
  null | 46361 | "Ngõ 5_x000D_\nHà Nội" | {"formula":"VLOOKUP(A3,F:G,2,0)"}
  null | 46361 | "Ngõ 5_x000D_\nHà Nội" | {"formula":"D2"}
xlsx-stream-reader
  "22:30" | 46361 | "12 LêLợi" | "An"
  "" | 46361 | "Ngõ 5_x000D_\nHà Nội" | "#N/A"
  "" | 46361 | "Ngõ 5_x000D_\nHà Nội" | "D2"
read-excel-file
  "22:30" | 2026-12-05 | "12 Lê Lợi" | "An"
  null | 2026-12-05 | "Ngõ 5\r\nHà Nội" | null
  null | 2026-12-05 | "Ngõ 5\r\nHà Nội" | null
SheetJS
  "22:30" | 46361 | "12 Lê Lợi" | "An"
  null | 46361 | "Ngõ 5\r\nHà Nội" | null
  null | 46361 | "Ngõ 5\r\nHà Nội" | null
hucre
  "22:30" | 2026-12-05 | "12 Lê Lợi" | "An"
  null | 2026-12-05 | "Ngõ 5\r\nHà Nội" | "#N/A"
  null | 2026-12-05 | "Ngõ 5\r\nHà Nội" | null
SEEN
echo "as it was seen"
