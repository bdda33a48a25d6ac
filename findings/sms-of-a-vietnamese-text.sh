#!/usr/bin/env bash
# How many SMS a Vietnamese text is, by three counters, for the SMS that goes to whom Zalo does not reach: with its marks, without, with some, and with its letters decomposed
# (NFD).
#
# Versions: sms-segments-calculator 1.3.0 (Twilio's), split-sms 0.1.7, sms-length 0.2.2.
# Seen on 2026-11-30:
#   - the same 113 letters are one SMS without marks, two with them, and three decomposed, as some phones, files and libraries give them; nothing of it is seen on a screen.
#   - it is no matter of marks alone: à, è, é, ì, ò, ù and É are in the plain alphabet (GSM 03.38), all 127 other letters of Vietnamese are not. "Xin chào" is plain and "XIN CHÀO"
#     is not, so that capitals double the price, and a test with "chào" says nothing of "đã".
#   - of decomposed letters sms-segments-calculator counts one SMS more than the others where the parts of one letter would fall on two: 4 and 3 for 67 letters that are one SMS
#     composed.
# Who is hurt: who sends an SMS for what reaches nobody on Zalo, and reckons its price by one of the three texts.
# What follows: `normalize("NFC")`, then take the marks off or count with the gateway's own counter; a name in the text decides for all of it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts sms-segments-calculator@1.3.0 split-sms@0.1.7 sms-length@0.2.2
cat > count.cjs <<'JS'
const { count } = require("sms-length");
const { SegmentedMessage } = require("sms-segments-calculator");
const { split } = require("split-sms");

const counters = {
  "sms-segments-calculator": (text) => new SegmentedMessage(text).segmentsCount,
  "split-sms": (text) => split(text).parts.length,
  "sms-length": (text) => count(text).messages,
};
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gu, "d").replace(/Đ/gu, "D");
const text =
  "Xin chào chị Ánh, đơn 42 của chị đang được giao, dự kiến trước 18 giờ hôm nay. Người giao sẽ gọi trước khi đến ạ.";
const tones = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"];
const small = ["đ", ...[..."aăâeêioôơuưy"].flatMap((vowel) => tones.map((tone) => (vowel + tone).normalize("NFC")))];
const letters = [...small, ...small.map((letter) => letter.toUpperCase())].filter((letter) => !/[a-z]/iu.test(letter));
const texts = {
  "with its marks": text.normalize("NFC"),
  "with its marks, decomposed": text.normalize("NFD"),
  "without marks": plain(text),
  "without marks but for chào": plain(text).replace("chao", "chào"),
  "the same in capitals": plain(text).replace("chao", "chào").toUpperCase(),
  "67 ế": "ế".normalize("NFC").repeat(67),
  "67 ế, decomposed": "ế".normalize("NFD").repeat(67),
};
for (const [name, one] of Object.entries(texts)) {
  console.log(`${name}, length ${one.length}: ${Object.entries(counters).map(([counter, countOf]) => `${counter} ${countOf(one)}`).join(", ")}`);
}
for (const [counter, countOf] of Object.entries(counters)) {
  const cheap = letters.filter((letter) => countOf(letter.repeat(71)) === 1);
  console.log(`${counter}: of ${letters.length} marked letters, as cheap as plain ones: ${cheap.join("")}`);
}
JS
node count.cjs | tee seen
diff seen - <<'SEEN'
with its marks, length 113: sms-segments-calculator 2, split-sms 2, sms-length 2
with its marks, decomposed, length 143: sms-segments-calculator 3, split-sms 3, sms-length 3
without marks, length 113: sms-segments-calculator 1, split-sms 1, sms-length 1
without marks but for chào, length 113: sms-segments-calculator 1, split-sms 1, sms-length 1
the same in capitals, length 113: sms-segments-calculator 2, split-sms 2, sms-length 2
67 ế, length 67: sms-segments-calculator 1, split-sms 1, sms-length 1
67 ế, decomposed, length 201: sms-segments-calculator 4, split-sms 3, sms-length 3
sms-segments-calculator: of 134 marked letters, as cheap as plain ones: àèéìòùÉ
split-sms: of 134 marked letters, as cheap as plain ones: àèéìòùÉ
sms-length: of 134 marked letters, as cheap as plain ones: àèéìòùÉ
SEEN
echo "as it was seen"
