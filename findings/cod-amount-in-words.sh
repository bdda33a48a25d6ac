#!/usr/bin/env bash
# An amount to be collected, or the price of a message, as Vietnamese words for a receipt or a template: seven libraries.
#
# Versions: to-words 5.7.0 (vi-VN), n2words 4.0.0 (vi-VN), written-number 0.11.1 (vi), read-vietnamese-number 2.3.1, read-vn-number 4.1.0, vn-num2words 1.0.4,
# number-to-text-vietnamese 1.1.7.
# Seen on 2026-11-30:
#   - to-words leaves out the word for an empty place: 2,000,005 is "Hai Triệu Năm", which is what people say for 2,500,000. Its 15 is "Mười Năm", ten years.
#   - of a price of 180.5, number-to-text-vietnamese makes eighteen thousand, a hundred times as much, and written-number 181.
#   - of a correction of -180, written-number makes an empty text, and vn-num2words the words "undefined nghìn một trăm tám mươi".
#   - the text "180.000", as bills have it, is one hundred and eighty to four of them, and read-vietnamese-number takes "180,5" for 1,805.
#   - read-vn-number says "lẻ lăm" for a 5 behind an empty place, and vn-num2words misspells every number from 11 to 19 ("muời").
# n2words and read-vietnamese-number are right for all five numbers; none is for both texts.
# Who is hurt: who puts such words into templateData of "tiền thu hộ": the customer hands the courier what the words say.
# What follows: amounts are sent as digits; where words are asked for, they are made of a whole number, not of a text, and by a library that was tried with 15, 2,000,005 and -180.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund to-words@5.7.0 n2words@4.0.0 written-number@0.11.1 read-vietnamese-number@2.3.1 read-vn-number@4.1.0 vn-num2words@1.0.4 \
  number-to-text-vietnamese@1.1.7
cat > say.mjs <<'JS'
import { createRequire } from "node:module";
import { toCardinal } from "n2words/vi-VN";
import numberToText from "number-to-text-vietnamese";
import { doReadNumber, ReadingConfig } from "read-vietnamese-number";
import { ToWords } from "to-words";
import vnNum2words from "vn-num2words";
import writtenNumber from "written-number";

const { default: readVnNumber } = createRequire(import.meta.url)("read-vn-number");
const toWords = new ToWords({ localeCode: "vi-VN" });
const withoutUnit = Object.assign(new ReadingConfig(), { unit: [""] });
console.error = () => {};
const libraries = {
  "to-words": (amount) => toWords.convert(amount),
  n2words: (amount) => toCardinal(amount),
  "written-number": (amount) => writtenNumber(amount, { lang: "vi" }),
  "read-vietnamese-number": (amount) => doReadNumber(String(amount), withoutUnit),
  "read-vn-number": (amount) => readVnNumber(amount),
  "vn-num2words": (amount) => vnNum2words(amount),
  "number-to-text-vietnamese": (amount) => numberToText.getText(amount),
};
function say(write, amount) {
  try {
    return JSON.stringify(write(amount)) ?? "nothing";
  } catch {
    return "an error";
  }
}
for (const amount of [15, 105_000, 2_000_005, 180.5, -180, "180.000", "180,5"]) {
  console.log(typeof amount === "string" ? `the text "${amount}"` : amount);
  for (const [name, write] of Object.entries(libraries)) console.log(`  ${name}: ${say(write, amount)}`);
}
JS
node say.mjs | tee seen
diff seen - <<'SEEN'
15
  to-words: "Mười Năm"
  n2words: "mười lăm"
  written-number: "mười lăm"
  read-vietnamese-number: "mười lăm"
  read-vn-number: "mười lăm"
  vn-num2words: "muời năm"
  number-to-text-vietnamese: "mười lăm"
105000
  to-words: "Một Trăm Năm Nghìn"
  n2words: "một trăm lẻ năm nghìn"
  written-number: "một trăm năm ngàn"
  read-vietnamese-number: "một trăm lẻ năm nghìn"
  read-vn-number: "một trăm lẻ lăm nghìn"
  vn-num2words: "một trăm linh năm nghìn "
  number-to-text-vietnamese: "một trăm linh năm nghìn "
2000005
  to-words: "Hai Triệu Năm"
  n2words: "hai triệu lẻ năm"
  written-number: "hai triệu và năm"
  read-vietnamese-number: "hai triệu không trăm lẻ năm"
  read-vn-number: "hai triệu không trăm lẻ lăm"
  vn-num2words: "hai triệu không nghìn không trăm linh năm"
  number-to-text-vietnamese: "hai triệu không trăm linh năm"
180.5
  to-words: "Một Trăm Tám Mươi Phẩy Năm"
  n2words: "một trăm tám mươi phẩy năm"
  written-number: "một trăm và tám mươi mốt"
  read-vietnamese-number: "một trăm tám mươi chấm năm"
  read-vn-number: an error
  vn-num2words: an error
  number-to-text-vietnamese: "mười tám nghìn "
-180
  to-words: "Âm Một Trăm Tám Mươi"
  n2words: "âm một trăm tám mươi"
  written-number: ""
  read-vietnamese-number: "âm một trăm tám mươi"
  read-vn-number: an error
  vn-num2words: "undefined nghìn một trăm tám mươi"
  number-to-text-vietnamese: "âm một trăm tám mươi"
the text "180.000"
  to-words: "Một Trăm Tám Mươi"
  n2words: "một trăm tám mươi phẩy không không không"
  written-number: "một trăm và tám mươi"
  read-vietnamese-number: "một trăm tám mươi"
  read-vn-number: an error
  vn-num2words: an error
  number-to-text-vietnamese: nothing
the text "180,5"
  to-words: an error
  n2words: an error
  written-number: ""
  read-vietnamese-number: "một nghìn tám trăm lẻ năm"
  read-vn-number: an error
  vn-num2words: an error
  number-to-text-vietnamese: nothing
SEEN
echo "as it was seen"
