#!/usr/bin/env bash
# Vietnamese phone numbers as a spreadsheet leaves them, read by the two JavaScript editions of libphonenumber with the region VN.
#
# Versions: libphonenumber-js 1.13.16 (its "max" metadata), google-libphonenumber 3.2.47.
# Seen on 2026-11-28, alike in both:
#   - "84912345678.0", a float's text, is read with the point as a separator: the number has one digit more, +849123456780. It is
#     "possible" and not "valid", so a caller who asks only whether it is possible sends to a wrong number.
#   - the 11-digit mobile numbers that ended on 2018-11-14 (01629…) are still "possible"; they are not "valid".
#   - "912345678", without its 0, is taken as a valid mobile number: the region stands in for it.
#   - landlines (024…) and premium numbers (1900…) are valid numbers; only the type tells that no Zalo account can be behind them.
# What follows: ask for valid and for the type MOBILE, and refuse a float's text before any library sees it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund libphonenumber-js@1.13.16 google-libphonenumber@3.2.47
cat > read.cjs <<'JS'
const { parsePhoneNumberFromString } = require("libphonenumber-js/max");
const { PhoneNumberFormat, PhoneNumberUtil } = require("google-libphonenumber");

const util = PhoneNumberUtil.getInstance();
const types = ["FIXED_LINE", "MOBILE", , , "PREMIUM_RATE"];
for (const text of ["84912345678.0", "01629000000", "912345678", "02438000000", "1900000000"]) {
  const one = parsePhoneNumberFromString(text, "VN");
  const other = util.parse(text, "VN");
  const read = [
    `${one.number} possible=${one.isPossible()} valid=${one.isValid()} ${one.getType() ?? "-"}`,
    `${util.format(other, PhoneNumberFormat.E164)} possible=${util.isPossibleNumber(other)} valid=${util.isValidNumber(other)} ${types[util.getNumberType(other)] ?? "-"}`,
  ];
  console.log(`${text}: ${read[0]}${read[0] === read[1] ? " (both)" : ` | ${read[1]}`}`);
}
JS
node read.cjs | tee seen
diff seen - <<'SEEN'
84912345678.0: +849123456780 possible=true valid=false - (both)
01629000000: +841629000000 possible=true valid=false - (both)
912345678: +84912345678 possible=true valid=true MOBILE (both)
02438000000: +842438000000 possible=true valid=true FIXED_LINE (both)
1900000000: +841900000000 possible=true valid=true PREMIUM_RATE (both)
SEEN
echo "as it was seen"
