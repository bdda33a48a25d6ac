#!/usr/bin/env bash
# Two phones in one cell of a list, or a phone with a word about the parcels behind it, as clerks write them: what five packages read, and whom the message then goes to.
#
# Versions: libphonenumber-js 1.13.16 (its "max" metadata), google-libphonenumber 3.2.47, awesome-phonenumber 7.8.0, phone 3.1.72, autolinker 4.1.5.
# Seen on 2026-11-30:
#   - behind a semicolon, the separator of lists on a Vietnamese desk, the second phone is an extension of the first: the text is one valid mobile number, and nothing says that
#     somebody else was named too. awesome-phonenumber gives the first phone alone. Behind a comma, a slash or a hyphen all refuse.
#   - "x 2" and "#2", two parcels, are extensions, too, and valid. `phone` refuses all of these.
#   - the search in a text makes an extension of the second phone behind a comma, and cuts its last digit off; behind a hyphen without spaces it finds neither of the two.
#   - autolinker puts into one number whatever digits stand beside it: two phones, an amount, an hour.
# Who is hurt: who takes `isValid()` for "this is one phone": the recipient's message goes to the orderer, and nobody hears of the second number.
# What follows: before a library reads it, a phone's text has digits, spaces, points, hyphens, brackets and one plus in it and nothing else; with an extension it is refused.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts libphonenumber-js@1.13.16 google-libphonenumber@3.2.47 awesome-phonenumber@7.8.0 phone@3.1.72 autolinker@4.1.5
cat > read.mjs <<'JS'
import Autolinker from "autolinker";
import { parsePhoneNumber as awesome } from "awesome-phonenumber";
import google from "google-libphonenumber";
import { findPhoneNumbersInText, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { phone } from "phone";

const util = google.PhoneNumberUtil.getInstance();
const show = (number, extension) => (extension ? `${number} extension ${extension}` : number);
function readWithGoogle(text) {
  try {
    const number = util.parse(text, "VN");
    return util.isValidNumber(number) ? show(util.format(number, google.PhoneNumberFormat.E164), number.getExtension()) : undefined;
  } catch {
    return undefined;
  }
}
function readWithLibphonenumberJs(text) {
  const number = parsePhoneNumberFromString(text, "VN");
  return number?.isValid() ? show(number.number, number.ext) : undefined;
}
const readers = {
  "libphonenumber-js": readWithLibphonenumberJs,
  "google-libphonenumber": readWithGoogle,
  "awesome-phonenumber": (text) => (({ valid, number }) => (valid ? number.e164 : undefined))(awesome(text, { regionCode: "VN" })),
  phone: (text) => phone(text, { country: "VN" }).phoneNumber,
  "libphonenumber-js, search": (text) => findPhoneNumbersInText(text, "VN").map(({ number }) => show(number.number, number.ext)).join(" and "),
  autolinker: (text) => Autolinker.parse(text, { phone: true, urls: false }).map((match) => match.getNumber()).join(" and "),
};
const texts = [
  "0912345678;0987654321",
  "0912345678,0987654321",
  "0912345678/0987654321",
  "0912345678-0987654321",
  "0912345678 x 2",
  "0912345678 #2",
  "0912345678 chị Ánh",
  "COD 500000 0912345678",
  "0912345678 18h",
];
for (const text of texts) {
  const answers = new Map();
  for (const [name, read] of Object.entries(readers)) {
    const answer = read(text) || "nothing";
    answers.set(answer, [...(answers.get(answer) ?? []), name]);
  }
  console.log(text);
  for (const [answer, names] of answers) console.log(`  ${answer}: ${names.join("; ")}`);
}
JS
node read.mjs | tee seen
diff seen - <<'SEEN'
0912345678;0987654321
  +84912345678 extension 0987654321: libphonenumber-js; google-libphonenumber; libphonenumber-js, search
  +84912345678: awesome-phonenumber
  nothing: phone; autolinker
0912345678,0987654321
  nothing: libphonenumber-js; google-libphonenumber; awesome-phonenumber; phone; autolinker
  +84912345678 extension 098765432: libphonenumber-js, search
0912345678/0987654321
  nothing: libphonenumber-js; google-libphonenumber; awesome-phonenumber; phone; autolinker
  +84912345678 and +84987654321: libphonenumber-js, search
0912345678-0987654321
  nothing: libphonenumber-js; google-libphonenumber; awesome-phonenumber; phone; libphonenumber-js, search
  09123456780987654321: autolinker
0912345678 x 2
  +84912345678 extension 2: libphonenumber-js; google-libphonenumber; libphonenumber-js, search
  +84912345678: awesome-phonenumber
  nothing: phone; autolinker
0912345678 #2
  +84912345678 extension 2: libphonenumber-js; google-libphonenumber; libphonenumber-js, search
  +84912345678: awesome-phonenumber
  nothing: phone; autolinker
0912345678 chị Ánh
  +84912345678: libphonenumber-js; phone; libphonenumber-js, search
  nothing: google-libphonenumber; awesome-phonenumber; autolinker
COD 500000 0912345678
  nothing: libphonenumber-js; google-libphonenumber; awesome-phonenumber; phone
  +84912345678: libphonenumber-js, search
  5000000912345678: autolinker
0912345678 18h
  nothing: libphonenumber-js; google-libphonenumber; awesome-phonenumber; phone
  +84912345678: libphonenumber-js, search
  091234567818: autolinker
SEEN
echo "as it was seen"
