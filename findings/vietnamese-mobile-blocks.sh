#!/usr/bin/env bash
# Which Vietnamese numbers four packages call mobile or valid, by blocks of 1,000,000 (three digits behind the 0), and the numbers of 11 digits that ended.
#
# Versions: libphonenumber-js 1.13.16 (its default entry, /max and /mobile), google-libphonenumber 3.2.47, awesome-phonenumber 7.8.0, phone 3.1.72.
# Seen on 2026-11-29, of the 700 blocks from 0300 to 0999, each by one number of 10 digits:
#   - /max, /mobile, google-libphonenumber and awesome-phonenumber take the same 377 for mobile numbers.
#   - `phone` takes 500: whatever begins with 03, 05, 07, 08 or 09, also the 123 blocks that the others know of no operator for.
#   - the default entry of libphonenumber-js, which most code imports, calls 600 of them valid (also 06…), and cannot tell a type. By it the numbers of
#     11 digits that ended on 2018-11-14 are valid as well (01234567890, 01692345678), and by none of the others.
# What follows: `isValid()` of the default entry is a check of length. Of numbers for Zalo, import `libphonenumber-js/max` and ask for the type MOBILE; and who must
# not refuse a block that is opened tomorrow has to know that the 377 stand in the package's version.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund libphonenumber-js@1.13.16 google-libphonenumber@3.2.47 awesome-phonenumber@7.8.0 phone@3.1.72
cat > count.mjs <<'JS'
import { parsePhoneNumber } from "awesome-phonenumber";
import google from "google-libphonenumber";
import { parsePhoneNumberFromString as byDefault } from "libphonenumber-js";
import { parsePhoneNumberFromString as byMax } from "libphonenumber-js/max";
import { parsePhoneNumberFromString as byMobile } from "libphonenumber-js/mobile";
import { phone } from "phone";

const util = google.PhoneNumberUtil.getInstance();
const isGoogleMobile = (text) => {
  const read = util.parse(text, "VN");
  return util.isValidNumber(read) && util.getNumberType(read) === google.PhoneNumberType.MOBILE;
};
const isAwesomeMobile = (text) => {
  const { valid, type } = parsePhoneNumber(text, { regionCode: "VN" });
  return valid && type === "mobile";
};
const readers = {
  "libphonenumber-js, valid": (text) => byDefault(text, "VN")?.isValid() === true,
  "libphonenumber-js/mobile, valid": (text) => byMobile(text, "VN")?.isValid() === true,
  "libphonenumber-js/max, mobile": (text) => byMax(text, "VN")?.getType() === "MOBILE",
  "google-libphonenumber, mobile": isGoogleMobile,
  "awesome-phonenumber, mobile": isAwesomeMobile,
  "phone, valid": (text) => phone(text, { country: "VN" }).isValid,
};
const blocks = Array.from({ length: 700 }, (_, index) => `0${300 + index}234567`.slice(0, 10));
const common = blocks.filter(readers["libphonenumber-js/max, mobile"]);
for (const [name, takes] of Object.entries(readers)) {
  const taken = blocks.filter(takes);
  const missing = common.filter((one) => !taken.includes(one)).length;
  const ended = ["01234567890", "01692345678"].filter(takes).length;
  console.log(`${name}: ${taken.length} blocks, ${missing} of the common ones missing, ${ended} of 2 that ended`);
}
JS
node count.mjs | tee seen
diff seen - <<'SEEN'
libphonenumber-js, valid: 600 blocks, 0 of the common ones missing, 2 of 2 that ended
libphonenumber-js/mobile, valid: 377 blocks, 0 of the common ones missing, 0 of 2 that ended
libphonenumber-js/max, mobile: 377 blocks, 0 of the common ones missing, 0 of 2 that ended
google-libphonenumber, mobile: 377 blocks, 0 of the common ones missing, 0 of 2 that ended
awesome-phonenumber, mobile: 377 blocks, 0 of the common ones missing, 0 of 2 that ended
phone, valid: 500 blocks, 0 of the common ones missing, 0 of 2 that ended
SEEN
