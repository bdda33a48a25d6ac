#!/usr/bin/env bash
# Folding Vietnamese letters to ASCII, as a search that knows no tones wants it ("Mỹ Đức" found by "my duc").
#
# Versions: remove-accents 0.5.0, diacritics 1.3.0, diacritic 0.0.2, diacriticless 1.0.1, normalize-diacritics 5.0.1,
# modern-diacritics 2.3.1, @marketto/diacritic-remover 1.0.8, on Node's own String.prototype.normalize beside them.
# Seen on 2026-11-28: of the 146 letters of Vietnamese (12 vowels in six tones, đ; both cases)
#   - taking combining marks off after NFD leaves đ and Đ: they have no decomposition;
#   - remove-accents folds all but ỷ ỹ ỵ and their capitals: "Mỹ" stays "Mỹ";
#   - five of the seven libraries fold only đ and Đ of text that comes in NFD, as it does from macOS file names and from windows-1258:
#     their tables hold composed letters. "Bỏ dấu" in NFD passes through them as it was.
# What follows: normalise to NFC first, fold đ by hand, and test with all 146 letters.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund remove-accents@0.5.0 diacritics@1.3.0 diacritic@0.0.2 diacriticless@1.0.1 \
  normalize-diacritics@5.0.1 modern-diacritics@2.3.1 @marketto/diacritic-remover@1.0.8
cat > fold.mjs <<'JS'
import { createRequire } from "node:module";
import Remover from "@marketto/diacritic-remover";
import * as modern from "modern-diacritics";
import { normalizeSync } from "normalize-diacritics";

const require = createRequire(import.meta.url);
const vowels = { a: "aăâ", e: "eê", i: "i", o: "oôơ", u: "uư", y: "y" };
const tones = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"];
const letters = [["đ", "d"]];
for (const [ascii, marked] of Object.entries(vowels)) {
  for (const vowel of marked) for (const tone of tones) letters.push([(vowel + tone).normalize("NFC"), ascii]);
}
const both = letters.flatMap(([letter, ascii]) => [
  [letter, ascii],
  [letter.toUpperCase(), ascii.toUpperCase()],
]);
const RemoverClass = Remover.default ?? Remover;
const remover = new RemoverClass();
const folds = {
  "NFD without marks": (text) => text.normalize("NFD").replace(/\p{M}/gu, ""),
  "remove-accents": require("remove-accents"),
  diacritics: require("diacritics").remove,
  diacritic: require("diacritic").clean,
  diacriticless: require("diacriticless"),
  "normalize-diacritics": normalizeSync,
  "modern-diacritics": modern.latinize ?? modern.default.latinize,
  "@marketto/diacritic-remover": (text) => remover.replace(text),
};
for (const [name, fold] of Object.entries(folds)) {
  const kept = (form) => both.filter(([letter, ascii]) => fold(letter.normalize(form)) !== ascii).map(([letter]) => letter);
  const [composed, decomposed] = [kept("NFC"), kept("NFD")];
  console.log(`${name}: of ${both.length}, NFC leaves ${composed.length} (${composed.join("")}), NFD leaves ${decomposed.length}`);
}
JS
node fold.mjs | tee seen
diff seen - <<'SEEN'
NFD without marks: of 146, NFC leaves 2 (đĐ), NFD leaves 2
remove-accents: of 146, NFC leaves 6 (ỷỶỹỸỵỴ), NFD leaves 132
diacritics: of 146, NFC leaves 0 (), NFD leaves 132
diacritic: of 146, NFC leaves 0 (), NFD leaves 132
diacriticless: of 146, NFC leaves 0 (), NFD leaves 132
normalize-diacritics: of 146, NFC leaves 0 (), NFD leaves 132
modern-diacritics: of 146, NFC leaves 0 (), NFD leaves 0
@marketto/diacritic-remover: of 146, NFC leaves 0 (), NFD leaves 0
SEEN
echo "as it was seen"
