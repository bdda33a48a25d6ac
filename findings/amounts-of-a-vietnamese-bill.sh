#!/usr/bin/env bash
# What four readers of numbers, set to Vietnamese separators, give for amounts as they stand on bills for messages: of `vi` (1.250,50), of `en` (1,250.50), and with the dong.
#
# Versions: @internationalized/number 3.6.9, numeral 2.0.6 with its locale vi, currency.js 2.0.4, accounting 0.4.1; Node's own Intl.
# Seen on 2026-11-30: a point is dropped wherever it stands. A unit price of 180.5 is 1805 to all four, and 0.1234 is 1234: ten times and ten thousand times as much, as plain
# numbers. A partial check of NumberParser (`isValidPartialNumber`) calls both valid. The one that is strict about the sign takes Intl's ₫ and no đ, which is what people
# type. currency.js makes two digits of a price of four: 0,1234 is 0.12.
# What follows: a point is a decimal one only where a sheet says that the cell is a number, or where no three digits follow; what could be either is refused with its row.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @internationalized/number@3.6.9 numeral@2.0.6 currency.js@2.0.4 accounting@0.4.1
cat > read.mjs <<'JS'
import { NumberParser } from "@internationalized/number";
import accounting from "accounting";
import currency from "currency.js";
import numeral from "numeral";
import "numeral/locales/vi.js";

numeral.locale("vi");
const parser = new NumberParser("vi-VN", { style: "currency", currency: "VND" });
const readers = [
  (text) => parser.parse(text),
  (text) => numeral(text).value(),
  (text) => currency(text, { separator: ".", decimal: "," }).value,
  (text) => accounting.unformat(text, ","),
];
const ofIntl = new Intl.NumberFormat("vi-VN", { style: "currency", currency: "VND" }).format(2160000);
for (const text of ["2.160.000", ofIntl, "2.160.000 đ", "180,5", "180.5", "0,1234", "0.1234"]) {
  console.log(`${text.replace(/\s/u, " ")}: ${readers.map((read) => read(text)).join(" ")}`);
}
console.log(`valid in part: ${["180.5", "0.1234"].map((text) => parser.isValidPartialNumber(text)).join(" ")}`);
JS
node read.mjs | tee seen
diff seen - <<'SEEN'
2.160.000: 2160000 2160000 2160000 2160000
2.160.000 ₫: 2160000 2160000 2160000 2160000
2.160.000 đ: NaN 2160000 2160000 2160000
180,5: 180.5 180.5 180.5 180.5
180.5: 1805 1805 1805 1805
0,1234: 0.1234 0.1234 0.12 0.1234
0.1234: 1234 1234 1234 1234
valid in part: true true
SEEN
echo "as it was seen"
