#!/usr/bin/env bash
# A parcel's reference or a customer's name in a QR code, as ten libraries draw it from a text, read by six scanners' libraries: is what is scanned what was printed?
#
# Versions: qrcode 1.5.4, uqr 0.1.3, qr 0.7.0, qr-image 3.2.0, bwip-js 4.11.4, lean-qr 2.7.4, qrcode-svg 1.1.0, qrcode-generator 2.0.4, qr-code-styling 1.9.2, @nuintun/qrcode 5.0.3; read by jsqr 1.4.0, zxing-wasm
# 3.1.6, @zxing/library 0.23.0, @undecaf/zbar-wasm 0.11.0, qr and @nuintun/qrcode.
# Seen on 2026-11-30, where nothing fails or warns, and "GHN-42" is right everywhere:
#   - qrcode-generator, and qr-code-styling that is made of it, keep the low eight bits of each letter: "Đơn 42" is no text any more, and each scanner says something else. What only has letters of Latin-1,
#     "Tú" or "Hà", three scanners read, so that a try with such a name passes. qrcode-generator's README says in one line to "overwrite this function" (`stringToBytes`); qr-code-styling's says nothing.
#   - @nuintun/qrcode prints "?" for what Latin-1 has not, in its default character set.
#   - jsqr finds the code of "Tú" that lean-qr draws in Latin-1, and gives an empty text for it.
#   - qrcode-svg puts a byte-order mark before a text with Vietnamese letters: to jsqr, and to zxing-wasm with a short text, it is a part of the reference, which looks the same and is another one.
# qrcode, uqr, qr, qr-image and bwip-js are right to all scanners but @nuintun/qrcode, which reads UTF-8 as Latin-1 where the code does not name it.
# Who is hurt: who puts the order, or the purpose of a transfer, into a code: the parcel that is scanned is nobody's, and money comes without a reference.
# What follows: a code is printed by one of those five, or made of `encodeURIComponent`'s ASCII, and scanned in a test, with "Đơn 42" and by two readers; what is scanned is trimmed of U+FEFF.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts qrcode@1.5.4 qrcode-generator@2.0.4 qr-code-styling@1.9.2 jsdom@26.1.0 uqr@0.1.3 lean-qr@2.7.4 qrcode-svg@1.1.0 qr-image@3.2.0 qr@0.7.0 \
  bwip-js@4.11.4 @nuintun/qrcode@5.0.3 jsqr@1.4.0 zxing-wasm@3.1.6 @zxing/library@0.23.0 @undecaf/zbar-wasm@0.11.0
cat > scan.mjs <<'JS'
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Byte, binarize, Decoder, Detector, Encoder, grayscale } from "@nuintun/qrcode";
import { scanRGBABuffer } from "@undecaf/zbar-wasm";
import zxing from "@zxing/library";
import bwip from "bwip-js/node";
import { JSDOM } from "jsdom";
import jsQR from "jsqr";
import { generate } from "lean-qr";
import encodeQR from "qr";
import decodeQR from "qr/decode.js";
import qrcode from "qrcode";
import qrcodeGenerator from "qrcode-generator";
import { encode as uqr } from "uqr";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

const require = createRequire(import.meta.url);
const { BinaryBitmap, DecodeHintType, HybridBinarizer, QRCodeReader, RGBLuminanceSource } = zxing;
prepareZXingModule({ overrides: { wasmBinary: readFileSync("node_modules/zxing-wasm/dist/reader/zxing_reader.wasm").buffer } });

const ofModules = (code) => [code.getModuleCount(), (x, y) => code.isDark(y, x)];
const ofRows = (rows) => [rows.length, (x, y) => Boolean(rows[y][x])];
/** Each gives how many modules a side has, and which of them are dark. */
const printers = {
  qrcode: (text) => (({ modules }) => [modules.size, (x, y) => Boolean(modules.get(y, x))])(qrcode.create(text)),
  uqr: (text) => ofRows(uqr(text).data),
  qr: (text) => ofRows(encodeQR(text, "raw")),
  "qr-image": (text) => ofRows(require("qr-image").matrix(text)),
  "bwip-js": (text) => (({ pixx, pixs }) => [pixx, (x, y) => pixs[y * pixx + x] === 1])(bwip.raw({ bcid: "qrcode", text })[0]),
  "lean-qr": (text) => ((code) => [code.size, (x, y) => code.get(x, y)])(generate(text)),
  "qrcode-svg": (text) => ofModules(new (require("qrcode-svg"))(text).qrcode),
  "qrcode-generator": (text) => {
    const code = qrcodeGenerator(0, "M");
    code.addData(text);
    code.make();
    return ofModules(code);
  },
  "qr-code-styling": (text) => ofModules(new (require("qr-code-styling"))({ jsdom: JSDOM, type: "svg", data: text })._qr),
  "@nuintun/qrcode": (text) => ((code) => [code.size, (x, y) => code.get(x, y) === 1])(new Encoder().encode(new Byte(text))),
};
/** Eight pixels a module, between quiet zones of four modules. */
function draw([size, isDark]) {
  const width = (size + 8) * 8;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (let y = 0; y < width; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [column, row] = [Math.floor(x / 8) - 4, Math.floor(y / 8) - 4];
      if (Math.min(column, row) >= 0 && Math.max(column, row) < size && isDark(column, row)) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { data, width, height: width };
}
const readers = {
  jsqr: ({ data, width, height }) => jsQR(data, width, height)?.data,
  "zxing-wasm": async (image) => (await readBarcodes(image, { formats: ["QRCode"] }))[0]?.text,
  "@zxing/library": ({ data, width, height }) => {
    const gray = data.filter((_, index) => index % 4 === 0);
    return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(gray, width, height))), new Map([[DecodeHintType.PURE_BARCODE, true]])).getText();
  },
  zbar: async ({ data, width, height }) => (await scanRGBABuffer(data.buffer, width, height))[0]?.decode(),
  qr: (image) => decodeQR(image),
  "@nuintun/qrcode": (image) => {
    const [found] = new Detector().detect(binarize(grayscale(image), image.width, image.height));
    return new Decoder().decode(found.matrix).content;
  },
};
async function scan(read, image) {
  try {
    return (await read(image)) ?? "";
  } catch {
    return undefined;
  }
}
const show = (text) => JSON.stringify(text).replace(/[\x7f-\x9f\ufeff\ufffd]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
function saidOf(found, text) {
  if (found === undefined) return "an error";
  if (found === "") return "nothing";
  // Node 20 and 22 have other letters for some of the bytes.
  return [text, `\ufeff${text}`].some((one) => found.length === Buffer.byteLength(one)) ? "its bytes, a letter each," : show(found);
}
for (const [printer, print] of Object.entries(printers)) {
  for (const text of ["GHN-42", "Đơn 42", "Tú", "Đỗ Văn Đức"]) {
    const image = draw(print(text));
    const others = new Map();
    for (const [name, read] of Object.entries(readers)) {
      const found = await scan(read, image);
      if (found === text) continue;
      const said = saidOf(found, text);
      others.set(said, [...(others.get(said) ?? []), name]);
    }
    const list = [...others].map(([said, names]) => `${said} to ${names.join(" and ")}`);
    console.log(`${printer}, ${text}: ${list.length === 0 ? "itself to all" : list.join("; ")}`);
  }
}
JS
node scan.mjs | tee seen
diff seen - <<'SEEN'
qrcode, GHN-42: itself to all
qrcode, Đơn 42: its bytes, a letter each, to @nuintun/qrcode
qrcode, Tú: its bytes, a letter each, to @nuintun/qrcode
qrcode, Đỗ Văn Đức: its bytes, a letter each, to @nuintun/qrcode
uqr, GHN-42: itself to all
uqr, Đơn 42: its bytes, a letter each, to @nuintun/qrcode
uqr, Tú: its bytes, a letter each, to @nuintun/qrcode
uqr, Đỗ Văn Đức: its bytes, a letter each, to @nuintun/qrcode
qr, GHN-42: itself to all
qr, Đơn 42: its bytes, a letter each, to @nuintun/qrcode
qr, Tú: its bytes, a letter each, to @nuintun/qrcode
qr, Đỗ Văn Đức: its bytes, a letter each, to @nuintun/qrcode
qr-image, GHN-42: itself to all
qr-image, Đơn 42: its bytes, a letter each, to @nuintun/qrcode
qr-image, Tú: its bytes, a letter each, to @nuintun/qrcode
qr-image, Đỗ Văn Đức: its bytes, a letter each, to @nuintun/qrcode
bwip-js, GHN-42: itself to all
bwip-js, Đơn 42: its bytes, a letter each, to @nuintun/qrcode
bwip-js, Tú: its bytes, a letter each, to @nuintun/qrcode
bwip-js, Đỗ Văn Đức: its bytes, a letter each, to @nuintun/qrcode
lean-qr, GHN-42: itself to all
lean-qr, Đơn 42: itself to all
lean-qr, Tú: nothing to jsqr
lean-qr, Đỗ Văn Đức: itself to all
qrcode-svg, GHN-42: itself to all
qrcode-svg, Đơn 42: "\ufeffĐơn 42" to jsqr and zxing-wasm; its bytes, a letter each, to @nuintun/qrcode
qrcode-svg, Tú: its bytes, a letter each, to jsqr and zxing-wasm and @nuintun/qrcode
qrcode-svg, Đỗ Văn Đức: "\ufeffĐỗ Văn Đức" to jsqr; its bytes, a letter each, to @nuintun/qrcode
qrcode-generator, GHN-42: itself to all
qrcode-generator, Đơn 42: nothing to jsqr; "<DLE>¡n 42" to zxing-wasm; "\u0010｡n 42" to @zxing/library; "\u0010\ufffdn 42" to zbar and qr; "\u0010¡n 42" to @nuintun/qrcode
qrcode-generator, Tú: nothing to jsqr; "T\ufffd" to zbar and qr
qrcode-generator, Đỗ Văn Đức: nothing to jsqr; "<DLE>× V<ETX>n <DLE>éc" to zxing-wasm; "\u0010ﾗ V\u0003n \u0010馗" to @zxing/library; "\u0010\ufffd V\u0003n \u0010\ufffdc" to zbar and qr; "\u0010× V\u0003n \u0010éc" to @nuintun/qrcode
qr-code-styling, GHN-42: itself to all
qr-code-styling, Đơn 42: nothing to jsqr; "<DLE>¡n 42" to zxing-wasm; "\u0010｡n 42" to @zxing/library; "\u0010\ufffdn 42" to zbar and qr; "\u0010¡n 42" to @nuintun/qrcode
qr-code-styling, Tú: nothing to jsqr; "T\ufffd" to zbar and qr
qr-code-styling, Đỗ Văn Đức: nothing to jsqr; "<DLE>× V<ETX>n <DLE>éc" to zxing-wasm; "\u0010ﾗ V\u0003n \u0010馗" to @zxing/library; "\u0010\ufffd V\u0003n \u0010\ufffdc" to zbar and qr; "\u0010× V\u0003n \u0010éc" to @nuintun/qrcode
@nuintun/qrcode, GHN-42: itself to all
@nuintun/qrcode, Đơn 42: "??n 42" to jsqr and zxing-wasm and @zxing/library and zbar and qr and @nuintun/qrcode
@nuintun/qrcode, Tú: nothing to jsqr; "T\ufffd" to zbar and qr
@nuintun/qrcode, Đỗ Văn Đức: "?? V?n ??c" to jsqr and zxing-wasm and @zxing/library and zbar and qr and @nuintun/qrcode
SEEN
echo "as it was seen"
