#!/usr/bin/env bash
# The day of a trip, 5 December 2026, in an XLSX file in the three ways that the format has for it: a number from 1900, a number from 1904 as Excel on a Mac counted, and ISO 8601, as SheetJS writes it with
# `cellDates: true`. What five readers give for it, in UTC.
#
# Versions: xlsx (SheetJS) 0.18.5, which also writes the files, exceljs 4.4.0, read-excel-file 9.3.17, hucre 1.0.0, xlsx-stream-reader 1.1.1; fflate 0.8.3 makes the file of 1904.
# Seen on 2026-11-30: exceljs reads the ISO cell as 18 July 1905, which is day 2026: it takes the digits before the first hyphen for a serial; xlsx-stream-reader shows it as "1/0/00". The file of 1904 is
# 4 December 2022 to SheetJS with `cellDates: true`, and 44899 without it, which is that day to whoever counts from 1899; its formatted text is right. xlsx-stream-reader shows
# 12/4/22. read-excel-file and hucre are right in all three, and so is exceljs with the numbers.
# Nothing throws, and in a message ("05/12") the year is mostly not shown: of 1904 the day is one off, too.
# Who is hurt: who takes the list of a coach company's old Mac, or reads with exceljs what a shop's export wrote with SheetJS: the reminder is for a day that has been, and is dropped, or sent at once.
# What follows: refuse a trip that is not within the next year; try a reader with a file of each of the three kinds.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund xlsx@0.18.5 exceljs@4.4.0 read-excel-file@9.3.17 hucre@1.0.0 xlsx-stream-reader@1.1.1 fflate@0.8.3
cat > days.mjs <<'JS'
import { createReadStream, readFileSync, writeFileSync } from "node:fs";
import ExcelJS from "exceljs";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { readXlsx } from "hucre";
import { readSheet } from "read-excel-file/node";
import XLSX from "xlsx";
import XlsxStreamReader from "xlsx-stream-reader";

const rows = [[new Date("2026-12-05T00:00:00Z")]];
function write(file, cellDates) {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows, { cellDates }), "trips");
  XLSX.writeFile(book, file, { cellDates });
}
write("from 1900.xlsx", false);
write("ISO 8601.xlsx", true);
const parts = unzipSync(readFileSync("from 1900.xlsx"));
const change = (part, from, to) => {
  parts[part] = strToU8(strFromU8(parts[part]).replace(from, to));
};
change("xl/workbook.xml", /<workbookPr[^>]*\/>/, '<workbookPr date1904="1"/>');
change("xl/worksheets/sheet1.xml", "<v>46361</v>", `<v>${46361 - 1462}</v>`);
writeFileSync("from 1904.xlsx", zipSync(parts));

const sheetJs = (file, reading, showing) => XLSX.utils.sheet_to_json(XLSX.readFile(file, reading).Sheets.trips, { header: 1, ...showing })[0][0];
const readers = {
  exceljs: async (file) => (await new ExcelJS.Workbook().xlsx.readFile(file)).worksheets[0].getCell("A1").value,
  "read-excel-file": async (file) => (await readSheet(file))[0][0],
  hucre: async (file) => (await readXlsx(readFileSync(file))).sheets[0].rows[0][0],
  "xlsx-stream-reader": (file) =>
    new Promise((resolve) => {
      const reader = new XlsxStreamReader().on("worksheet", (worksheet) => worksheet.on("row", ({ values }) => resolve(values[1])).process());
      createReadStream(file).pipe(reader);
    }),
  SheetJS: (file) => sheetJs(file),
  "SheetJS, cellDates": (file) => sheetJs(file, { cellDates: true }),
  "SheetJS, raw: false": (file) => sheetJs(file, {}, { raw: false }),
};
const shown = (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value);
for (const [name, read] of Object.entries(readers)) {
  const said = [];
  for (const kind of ["from 1900", "from 1904", "ISO 8601"]) said.push(`${kind} ${shown(await read(`${kind}.xlsx`))}`);
  console.log(`${name}: ${said.join(", ")}`);
}
process.exit();
JS
TZ=UTC node days.mjs | tee seen
diff seen - <<'SEEN'
exceljs: from 1900 2026-12-05, from 1904 2026-12-05, ISO 8601 1905-07-18
read-excel-file: from 1900 2026-12-05, from 1904 2026-12-05, ISO 8601 2026-12-05
hucre: from 1900 2026-12-05, from 1904 2026-12-05, ISO 8601 2026-12-05T00:00:00.000Z
xlsx-stream-reader: from 1900 12/5/26, from 1904 12/4/22, ISO 8601 1/0/00
SheetJS: from 1900 46361, from 1904 44899, ISO 8601 46361
SheetJS, cellDates: from 1900 2026-12-05, from 1904 2022-12-04, ISO 8601 2026-12-05
SheetJS, raw: false: from 1900 12/5/26, from 1904 12/5/26, ISO 8601 12/5/26
SEEN
echo "as it was seen"
