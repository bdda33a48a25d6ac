#!/usr/bin/env bash
# Vietnamese names as clerks type them, in capitals or in small letters, made "Nguyễn Thị Ánh" by eight functions for a message's templateData. Names come composed (NFC), and decomposed
# (NFD) from some phones and files.
#
# Versions: lodash 4.18.1 (startCase), es-toolkit 1.53.2 (startCase), change-case 5.4.4 (capitalCase), title-case 4.3.2, text-title-case 1.2.11, titlecase 1.1.3, to-title-case 1.0.0,
# capitalize 2.0.4 (words); Node's own `\b\w`.
# Seen on 2026-11-30:
#   - lodash takes the marks off the letters that Latin-1 has, and leaves the others: "Ánh" becomes "Anh", which is another person's name, "Văn" becomes "Van", "Đặng" "Dặng".
#   - what looks for a word by `\b` or `\w` takes a marked letter for its end, also at its beginning: "NguyễN", "đặNg", "áNh" (capitalize, titlecase, to-title-case).
#   - of decomposed names es-toolkit, change-case and text-title-case make two words: "Nguye N Thi A Nh", with no marks left. They are right with composed ones.
#   - title-case is the only one that is right for all.
# No library warns, and English names and those without marks show nothing of it.
# Who is hurt: who greets by such a name: it goes to the customer as it is, and a message that was paid for is what they see.
# What follows: names stay as they were typed; where capitals have to go, `normalize("NFC")` first and a pattern of `\p{L}` and `\p{M}`, tried with "Ánh", "Đặng" and a decomposed name.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund lodash@4.18.1 es-toolkit@1.53.2 change-case@5.4.4 title-case@4.3.2 text-title-case@1.2.11 titlecase@1.1.3 to-title-case@1.0.0 capitalize@2.0.4
cat > write.mjs <<'JS'
import { createRequire } from "node:module";
import { capitalCase } from "change-case";
import { startCase } from "es-toolkit";
import { titleCase as textTitleCase } from "text-title-case";
import { titleCase } from "title-case";

const require = createRequire(import.meta.url);
const lower = (write) => (name) => write(name.toLowerCase());
const libraries = {
  "lodash, startCase": lower(require("lodash").startCase),
  "es-toolkit, startCase": lower(startCase),
  "change-case, capitalCase": lower((name) => capitalCase(name)),
  "title-case": lower((name) => titleCase(name)),
  "text-title-case": lower((name) => textTitleCase(name)),
  titlecase: lower(require("titlecase")),
  "to-title-case": lower(require("to-title-case")),
  "capitalize, words": (name) => require("capitalize").words(name),
  "Node, \\b\\w": lower((name) => name.replace(/\b\w/g, (letter) => letter.toUpperCase())),
};
for (const [library, write] of Object.entries(libraries)) {
  for (const form of ["NFC", "NFD"]) {
    const written = ["NGUYỄN THỊ ÁNH", "đặng văn ân"].map((name) => write(name.normalize(form)).normalize("NFC"));
    console.log(`${library}, ${form}: ${written.join(", ")}`);
  }
}
JS
node write.mjs | tee seen
diff seen - <<'SEEN'
lodash, startCase, NFC: Nguyễn Thị Anh, Dặng Van An
lodash, startCase, NFD: Nguyen Thi Anh, Dang Van An
es-toolkit, startCase, NFC: Nguyễn Thị Ánh, Đặng Văn Ân
es-toolkit, startCase, NFD: Nguye N Thi A Nh, Đa Ng Va N A N
change-case, capitalCase, NFC: Nguyễn Thị Ánh, Đặng Văn Ân
change-case, capitalCase, NFD: Nguye N Thi A Nh, Đa Ng Va N A N
title-case, NFC: Nguyễn Thị Ánh, Đặng Văn Ân
title-case, NFD: Nguyễn Thị Ánh, Đặng Văn Ân
text-title-case, NFC: Nguyễn Thị Ánh, Đặng Văn Ân
text-title-case, NFD: Nguye N Thi a Nh, Đa Ng Va N a N
titlecase, NFC: Nguyễn Thị Ánh, đặNg Văn Ân
titlecase, NFD: Nguyễn Thị Ánh, đẶng Văn Ân
to-title-case, NFC: Nguyễn Thị ánh, đặNg văn ân
to-title-case, NFD: Nguyễn Thị ánh, đặng Văn ân
capitalize, words, NFC: NguyễN Thị Ánh, ĐặNg Văn Ân
capitalize, words, NFD: NguyễN Thị ÁNh, ĐặNg VăN ÂN
Node, \b\w, NFC: NguyễN Thị áNh, đặNg VăN âN
Node, \b\w, NFD: NguyễN Thị ÁNh, đẶNg VăN ÂN
SEEN
echo "as it was seen"
