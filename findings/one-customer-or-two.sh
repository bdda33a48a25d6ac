#!/usr/bin/env bash
# Is it the same customer? Three spellings of one name (composed and decomposed, with and without marks, Thủy and Thuỷ), and three pairs of different people, by eight measures of likeness; and what three
# libraries say of how names sound.
#
# Versions: fuzzball 2.2.6, jaro-winkler 0.2.8, @skyra/jaro-winkler 1.1.1, wink-jaro-distance 2.0.0, string-similarity 4.0.4, fastest-levenshtein 1.0.16; double-metaphone 2.0.1, metaphone 2.0.1, soundex-code 2.0.1.
# Seen on 2026-11-30:
#   - seven of eight find every two people (An and Ân, Hoa and Hòa, Hùng and Hưng) more alike than the one: 91 to 93 in a hundred by fuzzball's `ratio`, and 73 to 85 for one person. No limit helps: what joins the one
#     has joined the others before. string-similarity is not always wrong, and has no limit either.
#   - a mark is one letter of many to them, and the only difference between two names; whoever leaves marks out differs in three places. fuzzball with `force_ascii`, which drops marked letters, has 100 for Hùng and Hưng.
#   - "Thủy" and "Thuỷ", which keyboards write by two rules, are no more alike than two people, and `normalize` does not join them.
#   - names of marked letters alone have no sound: double-metaphone and metaphone say nothing of "Đỗ" and of "Ý", so that they are one to whoever groups by it, and "Đức" and "Duc" are two.
# With John and Jon all of this works, and that is what their tests have.
# Who is hurt: who joins customers to send fewer messages: An gets what is Ân's, and one person on two lists gets two.
# What follows: customers are joined by their phones, and never by names; two names are compared as equal or not, in NFC, and what is near is shown to a person.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts fuzzball@2.2.6 jaro-winkler@0.2.8 string-similarity@4.0.4 fastest-levenshtein@1.0.16 @skyra/jaro-winkler@1.1.1 wink-jaro-distance@2.0.0 double-metaphone@2.0.1 metaphone@2.0.1 soundex-code@2.0.1
cat > compare.mjs <<'JS'
import { createRequire } from "node:module";
import { doubleMetaphone } from "double-metaphone";
import { metaphone } from "metaphone";
import { soundex } from "soundex-code";

const require = createRequire(import.meta.url);
const fuzzball = require("fuzzball");
const { distance } = require("fastest-levenshtein");
const percent = (share) => Math.round(share * 100);
const measures = {
  "fuzzball, ratio": (one, other) => fuzzball.ratio(one, other),
  "fuzzball, token_set_ratio": (one, other) => fuzzball.token_set_ratio(one, other),
  "fuzzball, ratio, force_ascii": (one, other) => fuzzball.ratio(one, other, { full_process: true, force_ascii: true }),
  "jaro-winkler": (one, other) => percent(require("jaro-winkler")(one, other)),
  "@skyra/jaro-winkler": (one, other) => percent(require("@skyra/jaro-winkler").jaroWinkler(one, other)),
  "wink-jaro-distance": (one, other) => percent(require("wink-jaro-distance")(one, other).similarity),
  "string-similarity": (one, other) => percent(require("string-similarity").compareTwoStrings(one, other)),
  "fastest-levenshtein": (one, other) => percent(1 - distance(one, other) / Math.max(one.length, other.length)),
};
const same = [
  ["Nguyễn Thị Ánh", "Nguyễn Thị Ánh".normalize("NFD")],
  ["Nguyễn Thị Ánh", "Nguyen Thi Anh"],
  ["Trần Thị Thủy", "Trần Thị Thuỷ"],
];
const others = [
  ["Nguyễn Văn An", "Nguyễn Văn Ân"],
  ["Nguyễn Thị Hoa", "Nguyễn Thị Hòa"],
  ["Lê Văn Hùng", "Lê Văn Hưng"],
];
for (const [name, measure] of Object.entries(measures)) {
  const [own, strange] = [same, others].map((pairs) => pairs.map(([one, other]) => measure(one, other)));
  console.log(`${name}: one person ${own.join(", ")}; two people ${strange.join(", ")}${Math.max(...own) < Math.min(...strange) ? "; two people are always nearer" : ""}`);
}
const codes = { "double-metaphone": (name) => doubleMetaphone(name)[0], metaphone, "soundex-code": soundex };
const names = ["Đỗ", "Ý", "Yến", "Út", "An", "Ân", "Đức", "Duc", "Mỹ", "My"];
for (const [name, code] of Object.entries(codes)) console.log(`${name}: ${names.map((one) => `${one} ${code(one) || "nothing"}`).join(", ")}`);
JS
node compare.mjs | tee seen
diff seen - <<'SEEN'
fuzzball, ratio: one person 73, 79, 85; two people 92, 93, 91; two people are always nearer
fuzzball, token_set_ratio: one person 53, 57, 85; two people 92, 93, 91; two people are always nearer
fuzzball, ratio, force_ascii: one person 88, 88, 90; two people 95, 96, 100; two people are always nearer
jaro-winkler: one person 88, 91, 94; two people 97, 97, 96; two people are always nearer
@skyra/jaro-winkler: one person 90, 93, 95; two people 97, 98, 97; two people are always nearer
wink-jaro-distance: one person 80, 86, 90; two people 95, 95, 94; two people are always nearer
string-similarity: one person 46, 55, 80; two people 80, 82, 75
fastest-levenshtein: one person 61, 79, 85; two people 92, 93, 91; two people are always nearer
double-metaphone: Đỗ nothing, Ý nothing, Yến AN, Út T, An AN, Ân N, Đức K, Duc TK, Mỹ M, My M
metaphone: Đỗ nothing, Ý nothing, Yến N, Út T, An AN, Ân N, Đức K, Duc TK, Mỹ M, My M
soundex-code: Đỗ Đ000, Ý Ý000, Yến Y500, Út Ú300, An A500, Ân Â500, Đức Đ200, Duc D200, Mỹ M000, My M000
SEEN
echo "as it was seen"
