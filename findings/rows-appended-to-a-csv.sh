#!/usr/bin/env bash
# A list of parcels from one program, to which another one appended a row with line ends of its own (CRLF after LF), as five readers of CSV take it.
#
# Versions: papaparse 5.7.1, csv-parse 7.0.3, fast-csv 5.0.8, csv-parser 3.2.1, d3-dsv 3.0.2.
# Seen on 2026-11-30: papaparse and csv-parse learn the line end from the first row and keep the other one's CR as part of the last cell, without an error: the parcel of the
# appended row is no longer the one that was sent before ("A1" is in the file twice, and is two references). Of a file that begins with CRLF papaparse makes one row of the
# last two, with one error among its results, and csv-parse refuses it. The other three read both.
# What follows: a line may end either way in each row of a file, and a test has both orders, with and without quotes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund papaparse@5.7.1 csv-parse@7.0.3 fast-csv@5.0.8 csv-parser@3.2.1 d3-dsv@3.0.2
cat > read.mjs <<'JS'
import { Readable } from "node:stream";
import { parse } from "csv-parse/sync";
import csvParser from "csv-parser";
import { csvParse } from "d3-dsv";
import { parseString } from "fast-csv";
import Papa from "papaparse";

const all = async (rows) => {
  const list = [];
  for await (const row of rows) list.push(row);
  return list;
};
const readers = {
  papaparse: (text) => Papa.parse(text, { header: true, skipEmptyLines: true }).data,
  "csv-parse": (text) => parse(text, { columns: true }),
  "fast-csv": (text) => all(parseString(text, { headers: true })),
  "csv-parser": (text) => all(Readable.from([text]).pipe(csvParser())),
  "d3-dsv": (text) => csvParse(text),
};
const files = {
  "LF, then CRLF": "phone,parcel\n84900000001,A1\n84900000001,A1\r\n",
  "CRLF, then LF": "phone,parcel\r\n84900000001,A1\r\n84900000002,A2\n84900000003,A3\n",
};
for (const [name, text] of Object.entries(files)) {
  for (const [reader, read] of Object.entries(readers)) {
    const seen = await Promise.resolve()
      .then(() => read(text))
      .then(
        (rows) => JSON.stringify(rows.map(({ parcel }) => parcel)),
        (error) => error.code,
      );
    console.log(`${name}, ${reader}: ${seen}`);
  }
}
JS
node read.mjs | tee seen
diff seen - <<'SEEN'
LF, then CRLF, papaparse: ["A1","A1\r"]
LF, then CRLF, csv-parse: ["A1","A1\r"]
LF, then CRLF, fast-csv: ["A1","A1"]
LF, then CRLF, csv-parser: ["A1","A1"]
LF, then CRLF, d3-dsv: ["A1","A1"]
CRLF, then LF, papaparse: ["A1","A2\n84900000003"]
CRLF, then LF, csv-parse: CSV_RECORD_INCONSISTENT_COLUMNS
CRLF, then LF, fast-csv: ["A1","A2","A3"]
CRLF, then LF, csv-parser: ["A1","A2","A3"]
CRLF, then LF, d3-dsv: ["A1","A2","A3"]
SEEN
echo "as it was seen"
