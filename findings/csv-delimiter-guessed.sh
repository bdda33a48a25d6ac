#!/usr/bin/env bash
# Which delimiter three readers of CSV find in parcels as a Vietnamese spreadsheet saves them: `;` between the cells, a comma in the amounts.
#
# Versions: csv-parse 7.0.3 (`delimiter_auto`), papaparse 5.7.1, hucre 1.0.0.
# Seen on 2026-11-28: with a header line all but csv-parse find `;`. csv-parse takes the digit 0 for the delimiter, with or without a header: the amounts have more
# zeros than the file has semicolons. Without a header papaparse and hucre cut the amounts at their decimal comma, so that the order's code and the whole part of its
# amount share a cell. A first line `sep=;`, by which a spreadsheet is told the delimiter, is a row of data to all three. None of them warns.
# What follows: the delimiter is taken from `sep=` or from the header line, of a fixed set, and never guessed from rows of data; without a header it has to be named.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund csv-parse@7.0.3 papaparse@5.7.1 hucre@1.0.0
cat > read.mjs <<'JS'
import { parse } from "csv-parse/sync";
import { parseCsv } from "hucre";
import Papa from "papaparse";

const rows = "A1;1250000,50\r\nA2;99000,00\r\n";
const files = { "with a header": `ma_don;so_tien\r\n${rows}`, "without one": rows, "with sep=": `sep=;\r\nma_don;so_tien\r\n${rows}` };
const readers = {
  "csv-parse": (text) => parse(text, { delimiter_auto: true, relax_column_count: true }),
  papaparse: (text) => Papa.parse(text, { skipEmptyLines: true }).data,
  hucre: (text) => parseCsv(text),
};
for (const [name, text] of Object.entries(files))
  for (const [reader, read] of Object.entries(readers)) {
    const found = read(text);
    const order = found.find(([cell]) => cell.startsWith("A1"));
    const first = name === "with sep=" ? `, first row ${JSON.stringify(found[0][0])}` : "";
    console.log(`${reader} ${name}: ${order.join(" | ")}${first}`);
  }
JS
node read.mjs | tee seen
diff seen - <<'SEEN'
csv-parse with a header: A1;125 |  |  |  | ,5 | 
papaparse with a header: A1 | 1250000,50
hucre with a header: A1 | 1250000,50
csv-parse without one: A1;125 |  |  |  | ,5 | 
papaparse without one: A1;1250000 | 50
hucre without one: A1;1250000 | 50
csv-parse with sep=: A1;125 |  |  |  | ,5 | , first row "sep=;"
papaparse with sep=: A1 | 1250000,50, first row "sep="
hucre with sep=: A1 | 1250000,50, first row "sep="
SEEN
echo "as it was seen"
