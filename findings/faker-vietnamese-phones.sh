#!/usr/bin/env bash
# Phone numbers that Faker makes for Vietnam, as test data and as seeds of a demo, read by the two JavaScript editions of libphonenumber.
#
# Versions: @faker-js/faker 10.6.0 (`fakerVI`), libphonenumber-js 1.13.16 (its "max" metadata), google-libphonenumber 3.2.47.
# Seen on 2026-11-30, of 3,000 numbers with a fixed seed, in all three styles: not one is a mobile number. They are landlines of the area codes 02xx, and only two in five
# are valid; one half has a digit too many, also in the style `international`, which looks like what an API takes (+84 and digits). Both editions say the same.
# Who is hurt: who tests a form, an import or a mock of Zalo's API with them: a correct check refuses every one, so the check is made looser until they pass, and what
# then passes in production are numbers without Zalo. A test of "a valid one and a bad one" passes by chance, two times in five.
# What follows: phones of tests are made from a pattern, such as `faker.helpers.fromRegExp("849[0-9]{8}")`, and tried against the reader before the tests lean on them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @faker-js/faker@10.6.0 libphonenumber-js@1.13.16 google-libphonenumber@3.2.47
cat > count.mjs <<'JS'
import { fakerVI as faker } from "@faker-js/faker";
import google from "google-libphonenumber";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";

const util = google.PhoneNumberUtil.getInstance();
const types = ["FIXED_LINE", "MOBILE"];
function readByOne(text) {
  const read = parsePhoneNumberFromString(text, "VN");
  if (read?.isValid()) return read.getType();
  return read?.isPossible() ? "possible, not valid" : "not possible";
}
function readByGoogle(text) {
  const read = util.parse(text, "VN");
  if (util.isValidNumber(read)) return types[util.getNumberType(read)];
  return util.isPossibleNumber(read) ? "possible, not valid" : "not possible";
}
function count(read, texts) {
  const counts = { MOBILE: 0, FIXED_LINE: 0, "possible, not valid": 0, "not possible": 0 };
  for (const text of texts) counts[read(text)] += 1;
  return Object.entries(counts).map((entry) => entry.join(" ")).join(", ");
}
faker.seed(42);
const makers = {
  human: () => faker.phone.number({ style: "human" }),
  national: () => faker.phone.number({ style: "national" }),
  international: () => faker.phone.number({ style: "international" }),
  "from a pattern": () => faker.helpers.fromRegExp("849[0-9]{8}"),
};
for (const [name, make] of Object.entries(makers)) {
  const texts = Array.from({ length: 1000 }, make);
  const [one, other] = [count(readByOne, texts), count(readByGoogle, texts)];
  console.log(`${name}: ${one}${one === other ? " (both)" : ` | ${other}`}`);
}
JS
node count.mjs | tee seen
diff seen - <<'SEEN'
human: MOBILE 0, FIXED_LINE 390, possible, not valid 114, not possible 496 (both)
national: MOBILE 0, FIXED_LINE 391, possible, not valid 100, not possible 509 (both)
international: MOBILE 0, FIXED_LINE 399, possible, not valid 132, not possible 469 (both)
from a pattern: MOBILE 995, FIXED_LINE 0, possible, not valid 5, not possible 0 (both)
SEEN
echo "as it was seen"
