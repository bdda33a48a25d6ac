#!/usr/bin/env bash
# What a parcel's customer has to pay (COD) in the short forms that shops type, 180k, 1tr2 (1,200,000) and "1,2 triệu": read by five libraries and by parseFloat, in seven ways.
#
# Versions: numeral 2.0.6 with its locale vi, currency.js 2.0.4, accounting 0.4.1, parse-num 1.0.0, @internationalized/number 3.6.9; Node's Intl (20 and 22).
# Seen on 2026-11-30:
#   - numeral reads "180k" as 180,000, and as 180 once its locale is set to Vietnamese: what it then knows is "nghìn" and "triệu", and neither "ngàn", which the South says, nor k, nor tr. In English it does not know "180K".
#   - of 1tr2 all but one make 12, or 1: a hundred-thousandth. Other letters than those that they know are dropped.
#   - numeral reads what it writes, "1,2 triệu"; of what Intl writes for the same, "1,2 Tr" and "180 N", it reads 1.2 and 180.
#   - @internationalized/number alone says NaN, of all, also of what it would write itself.
# Who is hurt: the customer is told that 180 đ are to be paid, or 12, and the courier wants 180,000 or 1,200,000 at the door. A test of "180k" that is run before the locale is set passes.
# What follows: an amount has digits and separators in it, and đ behind them at most; with any other letter its row is refused, and shown to who typed it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts numeral@2.0.6 currency.js@2.0.4 accounting@0.4.1 parse-num@1.0.0 @internationalized/number@3.6.9
cat > read.mjs <<'JS'
import { createRequire } from "node:module";
import { NumberParser } from "@internationalized/number";

const require = createRequire(import.meta.url);
const numeral = require("numeral");
require("numeral/locales/vi");
const accounting = require("accounting");
const currency = require("currency.js");
const parseNum = require("parse-num");
const inLocale = (locale) => (text) => {
  numeral.locale(locale);
  return numeral(text).value();
};
const readers = {
  "numeral, en": inLocale("en"),
  "numeral, vi": inLocale("vi"),
  "currency.js, Vietnamese separators": (text) => currency(text, { separator: ".", decimal: "," }).value,
  "accounting, Vietnamese separators": (text) => accounting.unformat(text, ","),
  "parse-num": parseNum,
  parseFloat: Number.parseFloat,
  "@internationalized/number, vi-VN": (text) => new NumberParser("vi-VN", { notation: "compact" }).parse(text),
};
const texts = ["180k", "180K", "180 nghìn", "180 ngàn", "1tr2", "1,2tr", "1,2 triệu"];
for (const [name, read] of Object.entries(readers)) console.log(`${name}: ${texts.map((text) => `${text} ${read(text)}`).join(", ")}`);
numeral.locale("vi");
const compact = new Intl.NumberFormat("vi-VN", { notation: "compact" });
for (const amount of [180_000, 1_200_000]) {
  const written = [numeral(amount).format("0.[0]a"), compact.format(amount).replace(/\s/u, " ")];
  console.log(`${amount}: numeral writes ${written[0]} and reads ${numeral(written[0]).value()}; Node's Intl writes ${written[1]}, of which numeral reads ${numeral(written[1]).value()}`);
}
JS
node read.mjs | tee seen
diff seen - <<'SEEN'
numeral, en: 180k 180000, 180K 180, 180 nghìn 180, 180 ngàn 180, 1tr2 12, 1,2tr 12, 1,2 triệu 12
numeral, vi: 180k 180, 180K 180, 180 nghìn 180000, 180 ngàn 180, 1tr2 12, 1,2tr 1.2, 1,2 triệu 1200000
currency.js, Vietnamese separators: 180k 180, 180K 180, 180 nghìn 180, 180 ngàn 180, 1tr2 12, 1,2tr 1.2, 1,2 triệu 1.2
accounting, Vietnamese separators: 180k 180, 180K 180, 180 nghìn 180, 180 ngàn 180, 1tr2 12, 1,2tr 1.2, 1,2 triệu 1.2
parse-num: 180k 180, 180K 180, 180 nghìn 180, 180 ngàn 180, 1tr2 12, 1,2tr 12, 1,2 triệu 12
parseFloat: 180k 180, 180K 180, 180 nghìn 180, 180 ngàn 180, 1tr2 1, 1,2tr 1, 1,2 triệu 1
@internationalized/number, vi-VN: 180k NaN, 180K NaN, 180 nghìn NaN, 180 ngàn NaN, 1tr2 NaN, 1,2tr NaN, 1,2 triệu NaN
180000: numeral writes 180 nghìn and reads 180000; Node's Intl writes 180 N, of which numeral reads 180
1200000: numeral writes 1,2 triệu and reads 1200000; Node's Intl writes 1,2 Tr, of which numeral reads 1.2
SEEN
echo "as it was seen"
