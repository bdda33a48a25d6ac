#!/usr/bin/env bash
# A date cell of an XLSX file, read on a machine in Vietnam.
#
# Versions: xlsx (SheetJS) 0.18.5, read-excel-file 9.3.17; the file is written by exceljs 4.4.0.
# Seen on 2026-11-28 under TZ=Asia/Ho_Chi_Minh: with `cellDates: true`, SheetJS gives the evening before, 23:59:30 on the 27th for
# 28/11/2026, and 07:29:30 for 07:30: half a minute is lost, and with it the day. On the serials' epoch, 30 December 1899, the zone's
# offset was +07:06:30 (local mean time), and a Date tells offsets in whole minutes. Under TZ=UTC the same cells are right.
# read-excel-file gives the right times in UTC.
# What follows: take the serial (no `cellDates`) and turn it into calendar parts without a Date, or ask for the formatted text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund xlsx@0.18.5 exceljs@4.4.0 read-excel-file@9.3.17
cat > write.cjs <<'JS'
const ExcelJS = require("exceljs");
const book = new ExcelJS.Workbook();
const sheet = book.addWorksheet("trips");
sheet.addRow([new Date(Date.UTC(2026, 10, 28))]).getCell(1).numFmt = "dd/mm/yyyy";
sheet.addRow([new Date(Date.UTC(2026, 10, 28, 7, 30))]).getCell(1).numFmt = "dd/mm/yyyy hh:mm";
book.xlsx.writeFile("trips.xlsx");
JS
node write.cjs
cat > read.mjs <<'JS'
import readExcel, { readSheet } from "read-excel-file/node";
import XLSX from "xlsx";

const local = (date) => [date.getDate(), date.getMonth() + 1, date.getFullYear()].join("/") + date.toTimeString().slice(0, 8).padStart(9);
const rows = (options) => XLSX.utils.sheet_to_json(XLSX.readFile("trips.xlsx", options).Sheets.trips, { header: 1 });
console.log("SheetJS, cellDates:", rows({ cellDates: true }).map(([date]) => local(date)).join(", "));
console.log("SheetJS, serials:", rows({}).map(([serial]) => serial).join(", "));
const sheet = await (readSheet ?? readExcel)("trips.xlsx");
console.log("read-excel-file:", sheet.map(([date]) => date.toISOString()).join(", "));
JS
{
  TZ=Asia/Ho_Chi_Minh node read.mjs
  TZ=UTC node read.mjs | sed -n 1p
} | tee seen
diff seen - <<'SEEN'
SheetJS, cellDates: 27/11/2026 23:59:30, 28/11/2026 07:29:30
SheetJS, serials: 46354, 46354.3125
read-excel-file: 2026-11-28T00:00:00.000Z, 2026-11-28T07:30:00.000Z
SheetJS, cellDates: 28/11/2026 00:00:00, 28/11/2026 07:30:00
SEEN
echo "as it was seen"
