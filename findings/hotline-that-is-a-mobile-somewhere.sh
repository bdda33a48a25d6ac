#!/usr/bin/env bash
# Nine texts from a form's field for a phone, of which two are Vietnamese mobile numbers, by the checks that four validators have for it: which does each let through?
#
# Versions: validator 13.15.35, class-validator 0.15.1 (as Nest uses it), @vinejs/vine 4.4.0, zod 4.6.7; beside libphonenumber-js 1.13.16 (its "max" metadata).
# Seen on 2026-11-30:
#   - without a locale `isMobilePhone` of validator, `IsMobilePhone()` of class-validator and `mobile()` of vine ask whether it is a mobile number of any country. Some country has one of each shape: the landline 02438123456, the
#     hotline 1900123456, 01629123456, which ended in 2018, and 912345678, which has lost its 0, are all mobile. Of 1,000 landlines of Hanoi all are. That all locales are tried stands in validator's README; that nothing is left
#     over does not.
#   - `IsPhoneNumber("VN")` takes landlines and hotlines, too: it asks for a valid number, and not for a mobile one.
#   - `e164` of zod asks for the shape: +840912345678, with a 0 too many, passes, and 0912345678 does not.
#   - "vi-VN" is right with these nine. Of libphonenumber's 377 blocks of mobile numbers it refuses 30, and it takes 23 that libphonenumber has no operator for. Which of the two is right in these was not asked of anyone.
# Who is hurt: who lets a form's phones through by "mobile": the message to a hotline or a landline is tried, and fails, for each of them.
# What follows: validator and vine are given "vi-VN", class-validator's `IsMobilePhone("vi-VN")`; a test has a landline and a hotline in it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts validator@13.15.35 class-validator@0.15.1 @vinejs/vine@4.4.0 zod@4.6.7 libphonenumber-js@1.13.16
cat > check.mjs <<'JS'
import { createRequire } from "node:module";
import vine from "@vinejs/vine";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { z } from "zod";

const require = createRequire(import.meta.url);
const { isMobilePhone } = require("validator");
const classValidator = require("class-validator");
async function byVine(text, options) {
  try {
    await vine.validate({ schema: vine.object({ phone: vine.string().mobile(options) }), data: { phone: text } });
    return true;
  } catch {
    return false;
  }
}
const checks = {
  "validator, no locale": (text) => isMobilePhone(text),
  "validator, vi-VN": (text) => isMobilePhone(text, "vi-VN"),
  "class-validator, IsMobilePhone()": (text) => classValidator.isMobilePhone(text),
  "class-validator, IsPhoneNumber(VN)": (text) => classValidator.isPhoneNumber(text, "VN"),
  "vine, mobile()": (text) => byVine(text),
  "vine, mobile, vi-VN": (text) => byVine(text, { locale: ["vi-VN"] }),
  "zod, e164": (text) => z.e164().safeParse(text).success,
};
const texts = ["0912345678", "+84912345678", "912345678", "02438123456", "1900123456", "01629123456", "0612345678", "+840912345678", "+842438123456"];
for (const [name, check] of Object.entries(checks)) {
  const taken = [];
  for (const text of texts) if (await check(text)) taken.push(text);
  console.log(`${name}: ${taken.join(", ") || "none"}`);
}
const blocks = Array.from({ length: 700 }, (_, index) => `0${index + 300}456789`);
const isMobile = (text) => parsePhoneNumberFromString(text, "VN")?.getType() === "MOBILE";
const refused = blocks.filter((text) => isMobile(text) && !isMobilePhone(text, "vi-VN"));
const more = blocks.filter((text) => !isMobile(text) && isMobilePhone(text, "vi-VN"));
console.log(`validator, vi-VN, beside libphonenumber: refuses ${refused.length} of ${blocks.filter(isMobile).length} mobile blocks, and takes ${more.length} others`);
const landlines = Array.from({ length: 1_000 }, (_, index) => `0243812${String(index).padStart(4, "0")}`);
console.log(`validator, no locale: takes ${landlines.filter((text) => isMobilePhone(text)).length} of 1000 landlines of Hanoi`);
JS
node check.mjs | tee seen
diff seen - <<'SEEN'
validator, no locale: 0912345678, +84912345678, 912345678, 02438123456, 1900123456, 01629123456, 0612345678
validator, vi-VN: 0912345678, +84912345678
class-validator, IsMobilePhone(): 0912345678, +84912345678, 912345678, 02438123456, 1900123456, 01629123456, 0612345678
class-validator, IsPhoneNumber(VN): 0912345678, +84912345678, 912345678, 02438123456, 1900123456, +840912345678, +842438123456
vine, mobile(): 0912345678, +84912345678, 912345678, 02438123456, 1900123456, 01629123456, 0612345678
vine, mobile, vi-VN: 0912345678, +84912345678
zod, e164: +84912345678, +840912345678, +842438123456
validator, vi-VN, beside libphonenumber: refuses 30 of 377 mobile blocks, and takes 23 others
validator, no locale: takes 1000 of 1000 landlines of Hanoi
SEEN
echo "as it was seen"
