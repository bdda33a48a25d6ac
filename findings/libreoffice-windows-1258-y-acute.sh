#!/usr/bin/env bash
# A CSV file in Windows-1258, written by LibreOffice: "Tý" becomes "Tỳ".
#
# Version: LibreOffice 7.4.7.2, as Debian 12 has it (apt-get install --no-install-recommends libreoffice-calc); iconv of glibc beside it.
# Seen on 2026-11-28: of the 134 letters of Vietnamese that bear marks, one comes back as another: ý, U+00FD, is written as y and a
# combining *grave* accent (79 CC), so that it is read as ỳ. Its capital, Ý, is right (59 EC), and so are í, á, ó and all others. glibc's
# iconv writes ý as 79 EC. LibreOffice warns of nothing and exits with 0.
# What follows: nothing can be mended when such a file is read, since ỳ is a letter, too. Have the file saved as UTF-8.
set -euo pipefail
command -v soffice >/dev/null || { echo "needs LibreOffice" >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > write.mjs <<'JS'
import { readFileSync, writeFileSync } from "node:fs";

const vowels = ["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"];
const tones = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"];
const lower = vowels.flatMap((vowel) => tones.map((tone) => (vowel + tone).normalize("NFC"))).concat("đ");
const letters = lower.concat(lower.map((letter) => letter.toUpperCase())).filter((letter) => letter > "\x7f");
const [what, name] = process.argv.slice(2);
if (what === "write") writeFileSync(name, `${letters.join("\n")}\n`);
else {
  const read = new TextDecoder("windows-1258").decode(readFileSync(name)).normalize("NFC").trim().split("\n");
  const wrong = letters.flatMap((letter, index) => (read[index] === letter ? [] : [`${letter} as ${read[index]}`]));
  console.log(`${what}: of ${letters.length} letters ${wrong.length} wrong${wrong.length > 0 ? `: ${wrong.join(", ")}` : ""}`);
}
JS
node write.mjs write letters.csv
# Charset 76 is UTF-8, 40 is Windows-1258.
soffice -env:UserInstallation="file://$folder/profile" --headless --infilter="CSV:44,34,76" \
  --convert-to "csv:Text - txt - csv (StarCalc):44,34,40" --outdir out letters.csv >/dev/null 2>&1
iconv -f UTF-8 -t WINDOWS-1258 letters.csv > iconv.csv
{
  node write.mjs LibreOffice out/letters.csv
  node write.mjs iconv iconv.csv
} | tee seen
diff seen - <<'SEEN'
LibreOffice: of 134 letters 1 wrong: ý as ỳ
iconv: of 134 letters 0 wrong
SEEN
echo "as it was seen"
