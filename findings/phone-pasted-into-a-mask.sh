#!/usr/bin/env bash
# A Vietnamese phone that is pasted, or filled in by the browser or by a site, with its country code, into a field with a mask, as six libraries for masks write it: whose number is then in the field?
#
# Versions: imask 7.6.1, @maskito/core 5.6.0, text-mask-core 5.1.2, @react-input/mask 2.0.4, vanilla-masker 1.2.0, cleave-zen 0.0.17; what is valid by libphonenumber-js 1.13.16 (its "max" metadata).
# Seen on 2026-11-30, where each fills the places of the mask from the left and drops what is left over, without a word:
#   - where the mask has a fixed 0, `+84912345678` becomes 0849 123 456, in all five that have fixed characters: a whole and valid mobile number, of another person. So does every mobile number of
#     Vietnam, since 084 is an operator's. No check of the number can find it, neither the field's nor the server's.
#   - the same number comes of a mask with a fixed +84: of `84912345678` by three, and by @react-input/mask and vanilla-masker even of `+84912345678`.
#   - where it has ten free places, it is 8491 234 567, and of 0084912345678 it is 0084 912 345: ten digits, as a check of the length wants them.
#   - `0912345678` loses its last digit in a mask with +84 by all, and in one with a fixed 0 by @react-input/mask and vanilla-masker, when it is pasted whole. Typed digit by digit none of this is seen.
# Who is hurt: the customer whose phone came from an address book, as +84: the message about the parcel, with the order in it, goes to a stranger, is delivered, and is paid for.
# What follows: a field for a phone has no mask: it takes what is pasted as text, and shows the number that was read of it before anything is sent.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts imask@7.6.1 @maskito/core@5.6.0 text-mask-core@5.1.2 @react-input/mask@2.0.4 cleave-zen@0.0.17 vanilla-masker@1.2.0 react@19.2.0 react-dom@19.2.0 libphonenumber-js@1.13.16
cat > paste.mjs <<'JS'
import { createRequire } from "node:module";
import { maskitoTransform } from "@maskito/core";
import { format } from "@react-input/mask";
import { formatGeneral } from "cleave-zen";
import IMask from "imask";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";

const require = createRequire(import.meta.url);
const { conformToMask } = require("text-mask-core");
const { toPattern } = require("vanilla-masker");

/** A mask as most people write it, "#" for a digit, as each library has it. */
const characters = (mask) => [...mask].map((one) => (one === "#" ? /\d/ : one));
const libraries = {
  imask: (text, mask) => IMask.pipe(text, { mask: mask.replace(/^[^#]+/, (fixed) => `{${[...fixed].map((one) => (one === "0" ? "\\0" : one)).join("")}}`).replaceAll("#", "0") }),
  "@maskito/core": (text, mask) => maskitoTransform(text, { mask: characters(mask) }),
  "text-mask-core": (text, mask) => conformToMask(text, characters(mask), { guide: false }).conformedValue,
  "@react-input/mask": (text, mask) => format(text, { mask, replacement: { "#": /\d/ } }),
  "vanilla-masker": (text, mask) => toPattern(text, mask.replaceAll("#", "9")),
  "cleave-zen": (text, mask) => formatGeneral(text, { blocks: mask.split(" ").map(({ length }) => length), delimiter: " ", numericOnly: true }),
};
function say(text) {
  const phone = parsePhoneNumberFromString(text, "VN");
  if (phone?.getType() !== "MOBILE") return text;
  return phone.number === "+84912345678" ? "right" : `${text}, valid`;
}
for (const mask of ["#### ### ###", "0### ### ###", "+84 ### ### ###"]) {
  for (const [name, write] of Object.entries(libraries)) {
    if (name === "cleave-zen" && !mask.startsWith("#")) continue;
    console.log(`${mask} of ${name}: ${["0912345678", "+84912345678", "84912345678", "0084912345678"].map((text) => say(write(text, mask))).join("; ")}`);
  }
}
const blocks = Array.from({ length: 700 }, (_, index) => String(index + 300)).filter((block) => say(`+84${block}456789`).endsWith("valid"));
const kept = blocks.filter((block) => say(libraries["@maskito/core"](`+84${block}456789`, "0### ### ###")).endsWith("valid"));
console.log(`of ${blocks.length} blocks of mobile numbers, pasted with +84 into 0### ### ###, ${kept.length} are another valid mobile number`);
JS
node paste.mjs | tee seen
diff seen - <<'SEEN'
#### ### ### of imask: right; 8491 234 567; 8491 234 567; 0084 912 345
#### ### ### of @maskito/core: right; 8491 234 567; 8491 234 567; 0084 912 345
#### ### ### of text-mask-core: right; 8491 234 567; 8491 234 567; 0084 912 345
#### ### ### of @react-input/mask: right; 8491 234 567; 8491 234 567; 0084 912 345
#### ### ### of vanilla-masker: right; 8491 234 567; 8491 234 567; 0084 912 345
#### ### ### of cleave-zen: right; 8491 234 567; 8491 234 567; 0084 912 345
0### ### ### of imask: right; 0849 123 456, valid; 0849 123 456, valid; 0084 912 345
0### ### ### of @maskito/core: right; 0849 123 456, valid; 0849 123 456, valid; 0084 912 345
0### ### ### of text-mask-core: right; 0849 123 456, valid; 0849 123 456, valid; 0084 912 345
0### ### ### of @react-input/mask: 0091 234 567; 0849 123 456, valid; 0849 123 456, valid; 0008 491 234
0### ### ### of vanilla-masker: 0091 234 567; 0849 123 456, valid; 0849 123 456, valid; 0008 491 234
+84 ### ### ### of imask: +84 091 234 567; right; right; +84 008 491 234
+84 ### ### ### of @maskito/core: +84 091 234 567; right; right; +84 008 491 234
+84 ### ### ### of text-mask-core: +84 091 234 567; right; +84 849 123 456, valid; +84 008 491 234
+84 ### ### ### of @react-input/mask: +84 091 234 567; +84 849 123 456, valid; +84 849 123 456, valid; +84 008 491 234
+84 ### ### ### of vanilla-masker: +84 091 234 567; +84 849 123 456, valid; +84 849 123 456, valid; +84 008 491 234
of 377 blocks of mobile numbers, pasted with +84 into 0### ### ###, 377 are another valid mobile number
SEEN
echo "as it was seen"
