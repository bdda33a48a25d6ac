#!/usr/bin/env bash
# A list of parcels with two columns of one heading, "SĐT" for the sender's phone and "SĐT" for the recipient's, as carriers' lists have them, read by ten readers that make an object of each row: whose
# phone is `row["SĐT"]`?
#
# Versions: papaparse 5.7.1 (header), csv-parse 7.0.3 (columns), fast-csv 5.0.8 (headers), csv-parser 3.2.1, d3-dsv 3.0.2, udsv 0.7.3, csvtojson 2.0.14, hucre 1.0.0 (parseCsvObjects; readXlsxObjects),
# xlsx (SheetJS) 0.18.5 (sheet_to_json).
# Seen on 2026-11-30: the recipient's to seven, which let the later column win: csv-parse, csv-parser, d3-dsv, udsv, csvtojson, and hucre for both formats. The sender's to papaparse and SheetJS, which
# name the other one "SĐT_1". fast-csv refuses the file. With the columns the other way round it is the other way round, and where the second column is empty, as it is of a recipient without
# a phone, the seven have no phone at all, while a sender's is there. Of the nine that take it, papaparse alone tells, in `meta.renamedHeaders`.
# Who is hurt: who goes from one reader to another, or from the CSV file to the same list as XLSX: the shop gets the messages of all its customers, and pays for them.
# What follows: refuse a file with two columns of one heading, as fast-csv does, or read rows as lists and map columns by their place.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund papaparse@5.7.1 csv-parse@7.0.3 fast-csv@5.0.8 csv-parser@3.2.1 d3-dsv@3.0.2 udsv@0.7.3 csvtojson@2.0.14 hucre@1.0.0 xlsx@0.18.5
cat > read.mjs <<'JS'
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { parse } from "csv-parse/sync";
import csvParser from "csv-parser";
import csvtojson from "csvtojson";
import { csvParse } from "d3-dsv";
import { parseString } from "fast-csv";
import { parseCsvObjects, readXlsxObjects } from "hucre";
import Papa from "papaparse";
import { inferSchema, initParser } from "udsv";
import XLSX from "xlsx";

console.warn = () => {};
async function collect(stream) {
  const rows = [];
  stream.on("data", (row) => rows.push(row));
  await once(stream, "end");
  return rows;
}
const readers = {
  papaparse: ({ text }) => Papa.parse(text, { header: true }).data,
  "csv-parse": ({ text }) => parse(text, { columns: true }),
  "fast-csv": ({ text }) => collect(parseString(text, { headers: true })),
  "csv-parser": ({ text }) => collect(Readable.from([text]).pipe(csvParser())),
  "d3-dsv": ({ text }) => csvParse(text),
  udsv: ({ text }) => initParser(inferSchema(text)).stringObjs(text),
  csvtojson: ({ text }) => csvtojson().fromString(text),
  "hucre, CSV": ({ text }) => parseCsvObjects(text, { header: true }).data,
  "hucre, XLSX": async ({ file }) => (await readXlsxObjects(readFileSync(file))).data,
  "SheetJS, XLSX": ({ file }) => XLSX.utils.sheet_to_json(XLSX.readFile(file).Sheets.parcels),
};
const sender = "0900000001";
const recipient = "0900000002";
const people = { [sender]: "the sender's", [recipient]: "the recipient's" };
const lists = {
  "sender first": [["gửi", "SĐT", "nhận", "SĐT"], ["A", sender, "B", recipient]],
  "recipient first": [["nhận", "SĐT", "gửi", "SĐT"], ["B", recipient, "A", sender]],
  "no phone of the recipient": [["gửi", "SĐT", "nhận", "SĐT"], ["A", sender, "B", ""]],
};
const files = {};
for (const [name, rows] of Object.entries(lists)) {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows), "parcels");
  XLSX.writeFile(book, `${name}.xlsx`);
  files[name] = { file: `${name}.xlsx`, text: rows.map((row) => `${row.join(",")}\r\n`).join("") };
}
for (const [name, read] of Object.entries(readers)) {
  const said = [];
  for (const [kind, file] of Object.entries(files)) {
    let phone = "refused";
    try {
      const [row] = await read(file);
      phone = people[row["SĐT"]] ?? "none";
    } catch {}
    said.push(`${kind} ${phone}`);
  }
  console.log(`${name}: ${said.join(", ")}`);
}
process.exit();
JS
node read.mjs 2>/dev/null | tee seen
diff seen - <<'SEEN'
papaparse: sender first the sender's, recipient first the recipient's, no phone of the recipient the sender's
csv-parse: sender first the recipient's, recipient first the sender's, no phone of the recipient none
fast-csv: sender first refused, recipient first refused, no phone of the recipient refused
csv-parser: sender first the recipient's, recipient first the sender's, no phone of the recipient none
d3-dsv: sender first the recipient's, recipient first the sender's, no phone of the recipient none
udsv: sender first the recipient's, recipient first the sender's, no phone of the recipient none
csvtojson: sender first the recipient's, recipient first the sender's, no phone of the recipient none
hucre, CSV: sender first the recipient's, recipient first the sender's, no phone of the recipient none
hucre, XLSX: sender first the recipient's, recipient first the sender's, no phone of the recipient none
SheetJS, XLSX: sender first the sender's, recipient first the recipient's, no phone of the recipient the sender's
SEEN
echo "as it was seen"
