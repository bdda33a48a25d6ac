#!/usr/bin/env bash
# A QR code of VietQR (EMVCo's format) for the amount to be paid for a parcel, made by vietnam-qr-pay and read by itself and by two readers of EMVCo's format.
#
# Versions: vietnam-qr-pay 1.5.1, emvqr 0.0.5, emvco-merchant-parse 1.1.0.
# Seen on 2026-11-30, where making the code never fails:
#   - "125.000", as bills have 125,000 đồng, goes in as it stands. In this format a point is a decimal one: it is a code for 125 đồng, which all readers take for valid.
#   - an amount that is a number breaks the code: its length is written "ed", the end of "undefined". The package's types ask for a text; in JavaScript nothing says so.
#   - from 96 characters of purpose on (the field around it then passes 99) the length's first digit is dropped: the purpose is gone, or its first ten characters are left of 110,
#     while the amount still reads. Of 96 characters one of three readers refuses, of 110 two. What is transferred cannot be matched with its parcel.
# Vietnamese letters are right in all three, counted as characters.
# Who is hurt: who sends a customer such a code for the amount to be collected.
# What follows: the amount goes in as digits alone, the reference as the whole purpose (the format has 25 characters for it), and the code is read back before it is sent.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts vietnam-qr-pay@1.5.1 emvqr@0.0.5 emvco-merchant-parse@1.1.0
cat > pay.cjs <<'JS'
const { Parse } = require("emvco-merchant-parse");
const emvqr = require("emvqr");
const { QRPay } = require("vietnam-qr-pay");

const readers = {
  "vietnam-qr-pay": (text) => (({ isValid, amount, additionalData }) => (isValid ? [amount, additionalData.purpose] : ["not valid"]))(new QRPay(text)),
  emvqr: (text) => ((fields) => [fields["54"]?.data, fields["62"]?.data["08"].data])(emvqr.decode(text)),
  "emvco-merchant-parse": (text) => ((fields) => [fields["54"], fields["62"]?.["08"]])(Parse(text)),
};
function show(read, text) {
  try {
    return read(text)
      .map((part) => (part === undefined ? "nothing" : part === "" ? "an empty text" : part.length > 40 ? `${part.length} characters` : part))
      .join(", ");
  } catch {
    return "refused";
  }
}
const wishes = [
  ["125000", "Đơn 42"],
  ["125.000", "Don 42"],
  ["125000.5", "Don 42"],
  [125_000, "Don 42"],
  ["125000", "a".repeat(95)],
  ["125000", "a".repeat(96)],
  ["125000", "a".repeat(110)],
];
for (const [amount, purpose] of wishes) {
  const text = QRPay.initVietQR({ bankBin: "970436", bankNumber: "0123456789", amount, purpose }).build();
  console.log(`${JSON.stringify(amount)}, ${purpose.length > 40 ? `${purpose.length} characters` : purpose}: ...${text.slice(text.indexOf("5303704") + 7, text.indexOf("5802VN"))}...`);
  for (const [name, read] of Object.entries(readers)) console.log(`  ${name}: ${show(read, text)}`);
}
JS
node pay.cjs | tee seen
diff seen - <<'SEEN'
"125000", Đơn 42: ...5406125000...
  vietnam-qr-pay: 125000, Đơn 42
  emvqr: 125000, Đơn 42
  emvco-merchant-parse: 125000, Đơn 42
"125.000", Don 42: ...5407125.000...
  vietnam-qr-pay: 125.000, Don 42
  emvqr: 125.000, Don 42
  emvco-merchant-parse: 125.000, Don 42
"125000.5", Don 42: ...5408125000.5...
  vietnam-qr-pay: 125000.5, Don 42
  emvqr: 125000.5, Don 42
  emvco-merchant-parse: 125000.5, Don 42
125000, Don 42: ...54ed125000...
  vietnam-qr-pay: not valid
  emvqr: refused
  emvco-merchant-parse: an empty text, nothing
"125000", 95 characters: ...5406125000...
  vietnam-qr-pay: 125000, 95 characters
  emvqr: 125000, 95 characters
  emvco-merchant-parse: 125000, 95 characters
"125000", 96 characters: ...5406125000...
  vietnam-qr-pay: 125000, nothing
  emvqr: refused
  emvco-merchant-parse: 125000, nothing
"125000", 110 characters: ...5406125000...
  vietnam-qr-pay: not valid
  emvqr: refused
  emvco-merchant-parse: 125000, aaaaaaaaaa
SEEN
echo "as it was seen"
