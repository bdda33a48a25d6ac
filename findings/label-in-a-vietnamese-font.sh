#!/usr/bin/env bash
# A parcel's label with the recipient's name, drawn by three libraries in a font from npm that is made for Vietnamese: which of its files has which letters, what is on the paper, and what the PDF's own text says.
#
# Versions: @fontsource/be-vietnam-pro 5.3.0, @fontsource/noto-sans 5.3.0, pdf-lib 1.17.1 with @pdf-lib/fontkit 1.1.1, pdfkit 0.20.2, satori 0.63.2; fontkit 2.0.4 and unpdf 1.7.0 look at what came out.
# Seen on 2026-11-30:
#   - the file "vietnamese" has only what "latin" has not: ễ, ị, Đ and ơ, and neither n nor g. No file has both, so that with each of the three files "Nguyễn" has boxes in it. In a browser it is right, since CSS joins
#     the files by ranges of letters; on a label that a server draws it is not.
#   - satori takes the first of two files under one name, and leaves the other unused, although the second has the letter; under two names it finds both. pdf-lib and pdfkit draw the boxes without a word.
#   - the text of pdf-lib's PDF, which is what is searched and copied, and what a test reads, says of each box the letter that was missing first: of "latin" it reads "Nguyễn" where the paper has none of it, and "Thễ" and
#     "ễễn" for "Thị" and "Đơn". So a test that reads back "Nguyễn" passes.
#   - pdf-lib puts the WOFF file itself into the PDF, where no WOFF may be; with `subset: true` it does not, and its text is as pdfkit's.
#   - of a decomposed name (NFD) no file has U+0302, the hat of ê and ô, in either font.
# Who is hurt: the courier, who has "Nguy□n Th□" on the parcel, and looks for it by telephone.
# What follows: labels are drawn with one whole TTF file, or by a browser; names are NFC; a test asks the font for the letters (`hasGlyphForCodePoint`) and does not read the PDF's text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @fontsource/be-vietnam-pro@5.3.0 @fontsource/noto-sans@5.3.0 fontkit@2.0.4 pdf-lib@1.17.1 @pdf-lib/fontkit@1.1.1 pdfkit@0.20.2 satori@0.63.2 unpdf@1.7.0
cat > draw.mjs <<'JS'
import { readFileSync } from "node:fs";
import pdfLibFontkit from "@pdf-lib/fontkit";
import * as fontkit from "fontkit";
import { decodePDFRawStream, PDFDocument, PDFRawStream } from "pdf-lib";
import PDFKit from "pdfkit";
import satori from "satori";
import { extractText, getDocumentProxy } from "unpdf";

const file = (part, family = "be-vietnam-pro") => readFileSync(`node_modules/@fontsource/${family}/files/${family}-${part}-400-normal.woff`);
const label = "Nguyễn Thị Ánh, Đơn 42";
const parts = ["latin", "latin-ext", "vietnamese"];

/** What is seen: a box for each letter that the file has not. */
const seen = (part, text) => [...text].map((one) => (fontkit.create(file(part)).hasGlyphForCodePoint(one.codePointAt(0)) ? one : "□")).join("");
const read = async (bytes) => (await extractText(await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 }), { mergePages: true })).text.trim();
async function byPdfLib(part, text) {
  const document = await PDFDocument.create();
  document.registerFontkit(pdfLibFontkit);
  const font = await document.embedFont(file(part));
  document.addPage().drawText(text, { font, x: 20, y: 700, size: 20 });
  return read(await document.save());
}
/** How the font begins that is in the PDF. */
async function fontIn(options) {
  const document = await PDFDocument.create();
  document.registerFontkit(pdfLibFontkit);
  document.addPage().drawText("A", { font: await document.embedFont(file("latin"), options) });
  const copy = await PDFDocument.load(await document.save());
  const streams = copy.context.enumerateIndirectObjects().flatMap(([, one]) => (one instanceof PDFRawStream ? [decodePDFRawStream(one).decode()] : []));
  return streams.some((bytes) => Buffer.from(bytes.subarray(0, 4)).toString("latin1") === "wOFF") ? "WOFF" : "no WOFF";
}
function byPdfKit(part, text) {
  return new Promise((resolve) => {
    const [document, chunks] = [new PDFKit(), []];
    document.on("data", (chunk) => chunks.push(chunk));
    document.on("end", () => resolve(read(Buffer.concat(chunks))));
    document.font(file(part)).text(text);
    document.end();
  });
}
async function missingInSatori(text, fonts) {
  const missing = [];
  const loadAdditionalAsset = async (_language, letters) => void missing.push(letters);
  await satori({ type: "div", props: { style: { fontFamily: "a, b" }, children: text } }, { width: 400, height: 100, fonts, loadAdditionalAsset });
  return missing.join("") || "nothing";
}
const show = (text) => JSON.stringify(text.normalize("NFC"));
for (const part of parts) {
  console.log(`${part}: seen ${seen(part, label)}; read of pdf-lib ${show(await byPdfLib(part, label))}, of pdfkit ${show(await byPdfKit(part, label))}`);
}
console.log(`pdf-lib puts in: ${await fontIn()}; with subset: ${await fontIn({ subset: true })}`);
const fontsOf = (names) => Object.entries(names).map(([part, name]) => ({ name, data: file(part), weight: 400, style: "normal" }));
const families = { "latin and vietnamese under one name": { latin: "a", vietnamese: "a" }, "vietnamese and latin under one name": { vietnamese: "a", latin: "a" }, "under two names": { latin: "a", vietnamese: "b" } };
for (const [how, names] of Object.entries(families)) console.log(`satori, ${how}: ${await missingInSatori(label, fontsOf(names))} is missing`);
for (const family of ["be-vietnam-pro", "noto-sans"]) {
  const lacking = parts.filter((part) => !fontkit.create(file(part, family)).hasGlyphForCodePoint(0x302));
  console.log(`${family}: U+0302, of a decomposed ễ, is not in ${lacking.join(", ")}`);
}
JS
node draw.mjs | tee seen
diff seen - <<'SEEN'
latin: seen Nguy□n Th□ Ánh, □□n 42; read of pdf-lib "Nguyễn Thễ Ánh, ễễn 42", of pdfkit "Nguy\u0000n Th\u0000 Ánh, \u0000\u0000n 42"
latin-ext: seen □□□□□□ □□□ Á□□□ Đơ□ □□; read of pdf-lib "NNNNNN NNN ÁNNN ĐơN NN", of pdfkit "\u0000\u0000\u0000\u0000\u0000\u0000 \u0000\u0000\u0000 Á\u0000\u0000\u0000 Đơ\u0000 \u0000\u0000"
vietnamese: seen □□□□ễ□ □□ị Á□□□ Đơ□ □□; read of pdf-lib "NNNNễN NNị ÁNNN ĐơN NN", of pdfkit "\u0000\u0000\u0000\u0000ễ\u0000 \u0000\u0000ị Á\u0000\u0000\u0000 Đơ\u0000 \u0000\u0000"
pdf-lib puts in: WOFF; with subset: no WOFF
satori, latin and vietnamese under one name: ễịĐơ is missing
satori, vietnamese and latin under one name: NguynTh,42 is missing
satori, under two names: nothing is missing
be-vietnam-pro: U+0302, of a decomposed ễ, is not in latin, latin-ext, vietnamese
noto-sans: U+0302, of a decomposed ễ, is not in latin, latin-ext, vietnamese
SEEN
echo "as it was seen"
