#!/usr/bin/env bash
# A small shop's list of customers, the contacts of a phone: vCard 2.1 with names in quoted-printable, as Android's contacts write them where a letter has a mark, 3.0 as iPhones do, and 4.0; read by four libraries.
#
# Versions: vcf 2.1.2, vcard-parser 1.0.0, vcard4-ts 0.4.1, ical.js 2.2.1.
# Seen on 2026-11-30:
#   - of 2.1 vcf, vcard-parser and vcard4-ts keep the name as =4E=67=75..., and only its first line: what stands behind the line's end is gone, so that it cannot be decoded later. With a name in ASCII, "Tuyet", it is right.
#   - vcard4-ts drops both phones of such a card, as `TEL;CELL:` is no parameter of 4.0; the card is there, without a phone, and an entry in its list `nags` says why. ical.js refuses the file.
#   - vcard-parser makes one card of a file with two: two names and two phones in lists of their own, and nothing says whose phone is whose. Where one of them has no phone, or two, they shift.
#   - of 3.0 vcf keeps the backslash before a comma ("12 Lê Lợi\, giao tối"); of 4.0 all give the phone as an address, tel:+84-912-345-678, which a check for digits refuses.
# Who is hurt: who takes customers over from a phone: messages greet =4E=67=75, or go to the next one on the list.
# What follows: a phone's contacts are exported as CSV by Google's or Apple's page, which take in all three; of vCard each card is cut out and read by itself, and a card without a phone or with "=" in its name is refused.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts vcf@2.1.2 vcard-parser@1.0.0 vcard4-ts@0.4.1 ical.js@2.2.1
cat > read.mjs <<'JS'
import { createRequire } from "node:module";
import ICAL from "ical.js";
import { parseVCards } from "vcard4-ts";

const require = createRequire(import.meta.url);
const name = "Nguyễn Thị Ánh Tuyết";
/** Quoted-printable as Android writes it: each byte, and a soft line break before the 70th column. */
const quoted = [...Buffer.from(name)].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("").replace(/(.{66})(?=.)/g, "$1=\r\n");
const card = (...lines) => ["BEGIN:VCARD", ...lines, "END:VCARD", ""].join("\r\n");
const files = {
  "2.1, quoted-printable": card("VERSION:2.1", `FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:${quoted}`, "TEL;CELL:0912345678", "TEL;HOME:02438123456"),
  "2.1, a name in ASCII": card("VERSION:2.1", "FN:Tuyet", "TEL;CELL:0912345678", "TEL;HOME:02438123456"),
  "3.0": card("VERSION:3.0", `FN:${name}`, "item1.TEL;type=pref:0912 345 678", "item1.X-ABLabel:Zalo", "NOTE:12 Lê Lợi\\, giao tối"),
  "4.0": card("VERSION:4.0", `FN:${name}`, "TEL;TYPE=cell;VALUE=uri:tel:+84-912-345-678"),
};
files["two of them"] = card("VERSION:3.0", "FN:An", "TEL:0912345678") + card("VERSION:3.0", "FN:Bình", "TEL:0987654321");
const list = (one) => [one ?? []].flat();
/** Of each card its names, phones and notes. */
const readers = {
  vcf: (text) => list(require("vcf").parse(text)).map((one) => ["fn", "tel", "note"].map((key) => list(one.get(key)).map((found) => found.valueOf()))),
  "vcard-parser": (text) => ((one) => [["fn", "tel", "note"].map((key) => list(one[key]).map(({ value }) => value))])(require("vcard-parser").parse(text)),
  "vcard4-ts": (text) => list(parseVCards(text).vCards).map((one) => ["FN", "TEL", "NOTE"].map((key) => list(one[key]).map(({ value }) => value))),
  "ical.js": (text) => {
    const parsed = ICAL.parse(text);
    return (parsed[0] === "vcard" ? [parsed] : parsed).map((one) => ["fn", "tel", "note"].map((key) => new ICAL.Component(one).getAllProperties(key).map((found) => String(found.getFirstValue()))));
  },
};
const shorten = (text) => (text.length > 40 ? `${text.slice(0, 16)}... (${text.length} characters)` : text);
function show(read, text) {
  try {
    return read(text).map((parts) => parts.map((found) => found.map(shorten).join(" and ")).filter((found) => found !== "").join(", ")).join(" | ");
  } catch {
    return "refused";
  }
}
for (const [kind, text] of Object.entries(files)) {
  console.log(kind);
  for (const [reader, read] of Object.entries(readers)) console.log(`  ${reader}: ${show(read, text)}`);
}
JS
node read.mjs 2>/dev/null | tee seen
diff seen - <<'SEEN'
2.1, quoted-printable
  vcf: =4E=67=75=79=E1=... (67 characters), 0912345678 and 02438123456
  vcard-parser: =4E=67=75=79=E1=... (67 characters), 0912345678 and 02438123456
  vcard4-ts: =4E=67=75=79=E1=... (67 characters)
  ical.js: refused
2.1, a name in ASCII
  vcf: Tuyet, 0912345678 and 02438123456
  vcard-parser: Tuyet, 0912345678 and 02438123456
  vcard4-ts: Tuyet
  ical.js: refused
3.0
  vcf: Nguyễn Thị Ánh Tuyết, 0912 345 678, 12 Lê Lợi\, giao tối
  vcard-parser: Nguyễn Thị Ánh Tuyết, 0912 345 678, 12 Lê Lợi, giao tối
  vcard4-ts: Nguyễn Thị Ánh Tuyết, 0912 345 678, 12 Lê Lợi, giao tối
  ical.js: Nguyễn Thị Ánh Tuyết, 0912 345 678, 12 Lê Lợi, giao tối
4.0
  vcf: Nguyễn Thị Ánh Tuyết, tel:+84-912-345-678
  vcard-parser: Nguyễn Thị Ánh Tuyết, tel:+84-912-345-678
  vcard4-ts: Nguyễn Thị Ánh Tuyết, tel:+84-912-345-678
  ical.js: Nguyễn Thị Ánh Tuyết, tel:+84-912-345-678
two of them
  vcf: An, 0912345678 | Bình, 0987654321
  vcard-parser: An and Bình, 0912345678 and 0987654321
  vcard4-ts: An, 0912345678 | Bình, 0987654321
  ical.js: An, 0912345678 | Bình, 0987654321
SEEN
echo "as it was seen"
