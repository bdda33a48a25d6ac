#!/usr/bin/env bash
# A column of phone numbers in an XLSX file, as people format it: what each reader gives for the same cells.
#
# Versions: xlsx (SheetJS) 0.18.5, read-excel-file 9.3.17, exceljs 4.4.0 (which also writes the file).
# Seen on 2026-11-28. "0912345678" shown by the number format 0000000000 over 912345678:
#   - SheetJS' formatted text has the 0 (`raw: false`), its values (the default), read-excel-file and exceljs' `text` have not;
#   - the same formatted text makes "(91) 234-5678" of a United States format and "8.49E+10" of a scientific one, where every digit but
#     three is gone: the value still has them;
#   - exceljs' `text` is not the shown text: it is the value, as it stands in the file, whatever the format says.
# So no single one of the three is the number that the sheet's author sees or means.
# What follows: read the value and the format together, and report every 0 that is put back.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund xlsx@0.18.5 exceljs@4.4.0 read-excel-file@9.3.17
cat > read.mjs <<'JS'
import ExcelJS from "exceljs";
import readExcel, { readSheet } from "read-excel-file/node";
import XLSX from "xlsx";

const formats = ["General", "0000000000", "[<=9999999]###-####;(###) ###-####", "0.00E+00"];
const values = [912345678, 912345678, 912345678, 84912345678];
const book = new ExcelJS.Workbook();
const sheet = book.addWorksheet("phones");
values.forEach((value, index) => {
  sheet.addRow([value]).getCell(1).numFmt = formats[index];
});
await book.xlsx.writeFile("phones.xlsx");

const column = (rows) => rows.map(([cell]) => String(cell)).join(" | ");
const read = XLSX.readFile("phones.xlsx").Sheets.phones;
console.log("SheetJS, values:   ", column(XLSX.utils.sheet_to_json(read, { header: 1 })));
console.log("SheetJS, raw false:", column(XLSX.utils.sheet_to_json(read, { header: 1, raw: false })));
console.log("read-excel-file:   ", column(await (readSheet ?? readExcel)("phones.xlsx")));
const again = new ExcelJS.Workbook();
await again.xlsx.readFile("phones.xlsx");
const texts = [];
again.getWorksheet("phones").eachRow((row) => texts.push([row.getCell(1).text]));
console.log("exceljs, text:     ", column(texts));
JS
node read.mjs | tee seen
diff seen - <<'SEEN'
SheetJS, values:    912345678 | 912345678 | 912345678 | 84912345678
SheetJS, raw false: 912345678 | 0912345678 | (91) 234-5678 | 8.49E+10
read-excel-file:    912345678 | 912345678 | 912345678 | 84912345678
exceljs, text:      912345678 | 912345678 | 912345678 | 84912345678
SEEN
echo "as it was seen"
