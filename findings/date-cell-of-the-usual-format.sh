#!/usr/bin/env bash
# A date that is typed into a cell: Excel stores it with the built-in format 14, the short date of whoever looks at it, 01/12/2026 on a Vietnamese desk. What text do readers give
# for it?
#
# Versions: xlsx (SheetJS) 0.18.5, @e965/xlsx 0.20.3 (SheetJS, newer), hucre 1.0.0, numfmt 4.0.1; the file is written by exceljs 4.4.0.
# Seen on 2026-11-30:
#   - the formatted text of SheetJS, in both versions, and its CSV have the United States' order whatever the machine is set to: 1 December is "12/1/26". Read with the day first,
#     as everything else in the sheet, it is 12 January; until the 12th of a month nothing can tell, and the rows from the 13th on are days that do not exist. With `dateNF` it is
#     as it was seen on the desk.
#   - hucre and numfmt call format 14 m/d/yyyy, as if the sheet's author had chosen it; numfmt has dd/mm/yyyy only where it is told the locale, as text: an object, which `format`
#     takes, is ignored.
#   - a cell with the format dd/mm/yyyy of one's own is right everywhere, which is what a test that was written by a library has.
# Who is hurt: who makes CSV of customers' sheets with it, or sends the text in a template: the passenger reads 12/1/26 for 1 December.
# What follows: a date is taken from the cell's serial number; format 14 says "a date", not an order.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts xlsx@0.18.5 @e965/xlsx@0.20.3 hucre@1.0.0 numfmt@4.0.1 exceljs@4.4.0
cat > read.mjs <<'JS'
import { readFileSync } from "node:fs";
import newer from "@e965/xlsx";
import ExcelJS from "exceljs";
import { readXlsx } from "hucre";
import { format, getFormatFromId } from "numfmt";
import XLSX from "xlsx";

const book = new ExcelJS.Workbook();
const sheet = book.addWorksheet("trips");
// exceljs writes "mm-dd-yy" as numFmtId 14, without a text of its own, as Excel does.
for (const numFmt of ["mm-dd-yy", "dd/mm/yyyy"]) sheet.addRow([1, 12, 13].map((day) => new Date(Date.UTC(2026, 11, day)))).eachCell((cell) => Object.assign(cell, { numFmt }));
await book.xlsx.writeFile("trips.xlsx");

for (const [name, library] of Object.entries({ "SheetJS 0.18.5": XLSX, "SheetJS 0.20.3": newer })) {
  const read = (options) => library.read(readFileSync("trips.xlsx"), options).Sheets.trips;
  const texts = (row) => library.utils.sheet_to_json(read({}), { header: 1, raw: false })[row].join(", ");
  console.log(`${name}, text: format 14 ${texts(0)}; dd/mm/yyyy ${texts(1)}`);
  console.log(`${name}, CSV: ${library.utils.sheet_to_csv(read({})).split("\n")[0]}`);
  console.log(`${name}, CSV, dateNF: ${library.utils.sheet_to_csv(read({ dateNF: "dd/mm/yyyy" })).split("\n")[0]}`);
}
const { cells } = (await readXlsx(readFileSync("trips.xlsx"), { readStyles: true })).sheets[0];
console.log(`hucre: format 14 is ${cells.get("0,0").style.numFmt}, dd/mm/yyyy is ${cells.get("1,0").style.numFmt}`);
console.log(`numfmt: format 14 is ${getFormatFromId(14)}, for "vi" ${getFormatFromId(14, "vi")}, for { locale: "vi" } ${getFormatFromId(14, { locale: "vi" })}`);
console.log(`numfmt: 46357 by it is ${format(getFormatFromId(14, { locale: "vi" }), 46_357, { locale: "vi" })}, by that for "vi" ${format(getFormatFromId(14, "vi"), 46_357)}`);
JS
for zone in Asia/Ho_Chi_Minh UTC; do TZ=$zone LANG=vi_VN.UTF-8 node read.mjs; done | tee seen
diff seen - <<'SEEN'
SheetJS 0.18.5, text: format 14 12/1/26, 12/12/26, 12/13/26; dd/mm/yyyy 01/12/2026, 12/12/2026, 13/12/2026
SheetJS 0.18.5, CSV: 12/1/26,12/12/26,12/13/26
SheetJS 0.18.5, CSV, dateNF: 01/12/2026,12/12/2026,13/12/2026
SheetJS 0.20.3, text: format 14 12/1/26, 12/12/26, 12/13/26; dd/mm/yyyy 01/12/2026, 12/12/2026, 13/12/2026
SheetJS 0.20.3, CSV: 12/1/26,12/12/26,12/13/26
SheetJS 0.20.3, CSV, dateNF: 01/12/2026,12/12/2026,13/12/2026
hucre: format 14 is m/d/yyyy, dd/mm/yyyy is dd/mm/yyyy
numfmt: format 14 is m/d/yyyy, for "vi" dd/mm/yyyy, for { locale: "vi" } m/d/yyyy
numfmt: 46357 by it is 12/1/2026, by that for "vi" 01/12/2026
SheetJS 0.18.5, text: format 14 12/1/26, 12/12/26, 12/13/26; dd/mm/yyyy 01/12/2026, 12/12/2026, 13/12/2026
SheetJS 0.18.5, CSV: 12/1/26,12/12/26,12/13/26
SheetJS 0.18.5, CSV, dateNF: 01/12/2026,12/12/2026,13/12/2026
SheetJS 0.20.3, text: format 14 12/1/26, 12/12/26, 12/13/26; dd/mm/yyyy 01/12/2026, 12/12/2026, 13/12/2026
SheetJS 0.20.3, CSV: 12/1/26,12/12/26,12/13/26
SheetJS 0.20.3, CSV, dateNF: 01/12/2026,12/12/2026,13/12/2026
hucre: format 14 is m/d/yyyy, dd/mm/yyyy is dd/mm/yyyy
numfmt: format 14 is m/d/yyyy, for "vi" dd/mm/yyyy, for { locale: "vi" } m/d/yyyy
numfmt: 46357 by it is 12/1/2026, by that for "vi" 01/12/2026
SEEN
echo "as it was seen"
