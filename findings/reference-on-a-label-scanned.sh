#!/usr/bin/env bash
# A parcel's reference printed as a barcode by two libraries, and read by a scanner's: is what is scanned what was printed? Who is asked about a parcel scans its label, and looks for
# the message by that text.
#
# Versions: jsbarcode 3.12.3, bwip-js 4.11.4, zxing-wasm 3.1.6 (ZXing-C++ as WebAssembly).
# Seen on 2026-11-30, where none of them fails or warns:
#   - Code 39 of jsbarcode makes capitals of "ghn-42", and only the shown text says so; bwip-js refuses it.
#   - Code 128 of bwip-js prints "Đơn 42" and is scanned as "Ä\u0090Æ¡n 42", six characters grown to eight; jsbarcode refuses it, and only by its callback `valid`: it does not throw.
#   - ITF of bwip-js puts a 0 before an odd number of digits: 12345 is scanned as 012345, and the phone that has lost its 0, 912345678, gets it back.
#   - Codabar of jsbarcode is scanned with the letters that frame it, A12345A.
#   - Code 93 of bwip-js is drawn without its check characters unless `includecheck` is said, and nothing reads it.
# Who is hurt: who looks for what was scanned by an exact reference: it is not found, or is another parcel's.
# What follows: what goes on a label is kept to capitals, digits and "-" in Code 128, and a test scans what the printer gets; Vietnamese references go into QR codes, by a library that was tried (order-in-a-qr-code.sh).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund jsbarcode@3.12.3 bwip-js@4.11.4 zxing-wasm@3.1.6
cat > scan.mjs <<'JS'
import { readFileSync } from "node:fs";
import bwip from "bwip-js/node";
import JsBarcode from "jsbarcode";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

prepareZXingModule({ overrides: { wasmBinary: readFileSync("node_modules/zxing-wasm/dist/reader/zxing_reader.wasm").buffer } });

/** Bars as "1" and spaces as "0", three pixels each, between quiet zones. */
function draw(bars) {
  const [scale, quiet, height] = [3, 30, 120];
  const width = (bars.length + 2 * quiet) * scale;
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let x = 0; x < width; x += 1) {
    if (bars[Math.floor(x / scale) - quiet] !== "1") continue;
    for (let y = 10; y < height - 10; y += 1) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  }
  return { data, width, height };
}
function byJsBarcode(format, text) {
  const label = {};
  let isValid = true;
  const valid = (said) => {
    isValid = said;
  };
  JsBarcode(label, text, { format, valid });
  return isValid ? label.encodings.map(({ data }) => data).join("") : undefined;
}
function byBwip(options, text) {
  try {
    return bwip.raw({ ...options, text })[0].sbs.map((width, index) => (index % 2 === 0 ? "1" : "0").repeat(width)).join("");
  } catch {
    return undefined;
  }
}
const printers = {
  "jsbarcode, Code 128": (text) => byJsBarcode("CODE128", text),
  "bwip-js, Code 128": (text) => byBwip({ bcid: "code128" }, text),
  "jsbarcode, Code 39": (text) => byJsBarcode("CODE39", text),
  "bwip-js, Code 39": (text) => byBwip({ bcid: "code39" }, text),
  "jsbarcode, Code 93": (text) => byJsBarcode("CODE93", text),
  "bwip-js, Code 93": (text) => byBwip({ bcid: "code93" }, text),
  "bwip-js, Code 93, includecheck": (text) => byBwip({ bcid: "code93", includecheck: true }, text),
  "jsbarcode, ITF": (text) => byJsBarcode("ITF", text),
  "bwip-js, ITF": (text) => byBwip({ bcid: "interleaved2of5" }, text),
  "jsbarcode, Codabar": (text) => byJsBarcode("codabar", text),
};
const show = (text) => JSON.stringify(text).replace(/[\x80-\x9f]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`);
const texts = ["GHN-42", "ghn-42", "Đơn 42", "12345", "912345678"];
for (const [name, print] of Object.entries(printers)) {
  const scanned = [];
  for (const text of texts) {
    const bars = print(text);
    if (bars === undefined) continue;
    const [found] = await readBarcodes(draw(bars), { maxNumberOfSymbols: 1 });
    scanned.push(`${text} ${found === undefined ? "is not read" : found.text === text ? "is itself" : `is ${show(found.text)}`}`);
  }
  console.log(`${name}: ${scanned.join(", ")}`);
}
JS
node scan.mjs | tee seen
diff seen - <<'SEEN'
jsbarcode, Code 128: GHN-42 is itself, ghn-42 is itself, 12345 is itself, 912345678 is itself
bwip-js, Code 128: GHN-42 is itself, ghn-42 is itself, Đơn 42 is "Ä\u0090Æ¡n 42", 12345 is itself, 912345678 is itself
jsbarcode, Code 39: GHN-42 is itself, ghn-42 is "GHN-42", 12345 is itself, 912345678 is itself
bwip-js, Code 39: GHN-42 is itself, 12345 is itself, 912345678 is itself
jsbarcode, Code 93: GHN-42 is itself, 12345 is itself, 912345678 is itself
bwip-js, Code 93: GHN-42 is not read, 12345 is not read, 912345678 is not read
bwip-js, Code 93, includecheck: GHN-42 is itself, 12345 is itself, 912345678 is itself
jsbarcode, ITF: 
bwip-js, ITF: 12345 is "012345", 912345678 is "0912345678"
jsbarcode, Codabar: 12345 is "A12345A", 912345678 is "A912345678A"
SEEN
echo "as it was seen"
