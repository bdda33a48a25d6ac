#!/usr/bin/env bash
# Vietnamese names, family name first, split by four parsers of names: which word does each take for the one to greet by, and are all words still there?
#
# Versions: parse-full-name 1.2.7, humanname 0.2.2, another-name-parser 0.1.0, full-name-splitter 1.1.1.
# Seen on 2026-11-30. That all four call the family name the first name can be guessed. This cannot:
#   - another-name-parser takes given names for what they are not: "Vi" for the sixth of that name (a suffix), "An" for a title. Of "Nguyễn Văn An" first and last are "Nguyễn" and
#     "Văn", and the customer's own name is in neither. full-name-splitter drops "Vi" altogether.
#   - without marks, as bookings often are, surnames and middle names become parts of European ones: "Do" (Đỗ) is a doctor's degree, so that "Do Thi Lan" is Thi Lan, and "Van Do"
#     one last name.
#   - "La" is an article to full-name-splitter, which then has no first name at all, and to parse-full-name, whose first name it joins; of a name in capitals the latter writes "di"
#     small.
#   - a place behind a comma is the first name to all but humanname: the greeting is "Chào Hà" or "Chào Hà Nội".
# None fails, and of a plain name, as a test has it, all keep every word.
# Who is hurt: who makes the customer_name of a template by such a parser: the customer is greeted by the family name, by "Thị", or by nothing.
# What follows: a Vietnamese name goes into templateData whole, as it was typed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts parse-full-name@1.2.7 humanname@0.2.2 another-name-parser@0.1.0 full-name-splitter@1.1.1
cat > split.cjs <<'JS'
const anotherNameParser = require("another-name-parser");
const fullNameSplitter = require("full-name-splitter");
const humanname = require("humanname");
const { parseFullName } = require("parse-full-name");

const parsers = {
  "parse-full-name": (name) => (({ title, first, middle, last, suffix }) => [title, first, middle, last, suffix])(parseFullName(name)),
  humanname: (name) => (({ salutation, firstName, initials, lastName, suffix }) => [salutation, firstName, initials, lastName, suffix])(humanname.parse(name)),
  "another-name-parser": (name) => (({ prefix, first, middle, last, suffix }) => [prefix, first, middle, last, suffix])((anotherNameParser.default ?? anotherNameParser)(name)),
  "full-name-splitter": (name) => (([first, last]) => ["", first, "", last, ""])((fullNameSplitter.default ?? fullNameSplitter)(name)),
};
const titles = ["title", "first", "middle", "last", "suffix"];
const names = ["Nguyễn Thị Ánh", "Trần Thị Vi", "Nguyễn Văn An", "La Thị Hoa", "LÊ THỊ DI", "Nguyen Van Do", "Do Thi Lan", "Lê Thị Ánh, Hà Nội"];
for (const name of names) {
  console.log(name);
  for (const [parser, split] of Object.entries(parsers)) {
    const parts = split(name).map((part, index) => (part ? `${titles[index]} "${part}"` : ""));
    console.log(`  ${parser}: ${parts.filter(Boolean).join(", ")}`);
  }
}
JS
node split.cjs | tee seen
diff seen - <<'SEEN'
Nguyễn Thị Ánh
  parse-full-name: first "Nguyễn", middle "Thị", last "Ánh"
  humanname: first "Nguyễn Thị", last "Ánh"
  another-name-parser: first "Nguyễn", middle "Thị", last "Ánh"
  full-name-splitter: first "Nguyễn Thị", last "Ánh"
Trần Thị Vi
  parse-full-name: first "Trần", middle "Thị", last "Vi"
  humanname: first "Trần Thị", last "Vi"
  another-name-parser: first "Trần", last "Thị", suffix "Vi"
  full-name-splitter: first "Trần", last "Thị"
Nguyễn Văn An
  parse-full-name: first "Nguyễn", middle "Văn", last "An"
  humanname: first "Nguyễn Văn", last "An"
  another-name-parser: title "An", first "Nguyễn", last "Văn"
  full-name-splitter: first "Nguyễn Văn", last "An"
La Thị Hoa
  parse-full-name: first "La Thị", last "Hoa"
  humanname: first "La Thị", last "Hoa"
  another-name-parser: first "La", middle "Thị", last "Hoa"
  full-name-splitter: last "La Thị Hoa"
LÊ THỊ DI
  parse-full-name: first "Lê", middle "Thị", last "di"
  humanname: first "LÊ THỊ", last "DI"
  another-name-parser: first "LÊ", middle "THỊ", last "DI"
  full-name-splitter: first "LÊ THỊ", last "DI"
Nguyen Van Do
  parse-full-name: first "Nguyen", last "Van Do"
  humanname: first "Nguyen", last "Van Do"
  another-name-parser: first "Nguyen", last "Van", suffix "Do"
  full-name-splitter: first "Nguyen", last "Van Do"
Do Thi Lan
  parse-full-name: first "Do", middle "Thi", last "Lan"
  humanname: first "Do Thi", last "Lan"
  another-name-parser: first "Thi", last "Lan", suffix "Do"
  full-name-splitter: first "Do Thi", last "Lan"
Lê Thị Ánh, Hà Nội
  parse-full-name: first "Hà", middle "Nội", last "Lê Thị Ánh"
  humanname: first "Lê Thị Ánh, Hà", last "Nội"
  another-name-parser: first "Hà", middle "Nội", last "Lê Thị Ánh"
  full-name-splitter: first "Hà Nội", last "Lê Thị Ánh"
SEEN
echo "as it was seen"
