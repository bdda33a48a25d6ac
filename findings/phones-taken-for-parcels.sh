#!/usr/bin/env bash
# Vietnamese phone numbers, and numbers of parcels, given to three packages that tell a carrier by a tracking number.
#
# Versions: tracking-number-validation 2.0.2, tracking-url 1.0.1, ts-tracking-number 1.0.17.
# Seen on 2026-11-30:
#   - a phone number is a parcel: all of 2,000 mobile numbers, as 0912345678, are DHL's to tracking-number-validation and to tracking-url; with 84 they are UPS' to the latter,
#     also with a plus and spaces. ts-tracking-number knows the check digit, and yet every tenth phone is a parcel of DHL's, because that digit fits: one test number shows
#     nothing.
#   - looking for parcels in a courier's note, ts-tracking-number finds such a phone beside the parcel.
#   - a parcel of Vietnam's post, EE123456785VN, is nobody's, the United States' or S10's; RR123456785VN likewise, but by other packages. Twelve digits are FedEx' to all three.
# Who is hurt: who lets people look for "a parcel or a phone" in one field and tells by such a package which it is: customers' phones are looked up, or put into a link, as
# parcels.
# What follows: ask for the phone first, by a reader of phones, and take what is left for a reference; or have two fields.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts tracking-number-validation@2.0.2 tracking-url@1.0.1 ts-tracking-number@1.0.17
cat > tell.mjs <<'JS'
import ts from "ts-tracking-number";
import validation from "tracking-number-validation";
import trackingUrl from "tracking-url";

const packages = {
  "tracking-number-validation": (text) => validation.getCourier(text).join(" ") || "none",
  "tracking-url": (text) => trackingUrl(text)?.name ?? "none",
  "ts-tracking-number": (text) => ts.getTracking(text)?.courier.name ?? "none",
};
const blocks = ["032", "038", "056", "070", "079", "081", "090", "091", "097", "098"];
const phones = blocks.flatMap((block) => Array.from({ length: 200 }, (_, index) => block + String((index * 49_999) % 10_000_000).padStart(7, "0")));
for (const [name, write] of [
  ["0912345678", (phone) => phone],
  ["84912345678", (phone) => `84${phone.slice(1)}`],
  ["+84 91 234 56 78", (phone) => `+84 ${phone.slice(1, 3)} ${phone.slice(3, 6)} ${phone.slice(6, 8)} ${phone.slice(8)}`],
]) {
  for (const [reader, tell] of Object.entries(packages)) {
    const counts = {};
    for (const phone of phones) counts[tell(write(phone))] = (counts[tell(write(phone))] ?? 0) + 1;
    console.log(`${phones.length} phones like ${name}, ${reader}: ${Object.entries(counts).map(([carrier, count]) => `${carrier} ${count}`).join(", ")}`);
  }
}
for (const text of ["EE123456785VN", "RR123456785VN", "841234567890"]) {
  console.log(`${text}: ${Object.entries(packages).map(([reader, tell]) => `${reader} ${tell(text)}`).join(", ")}`);
}
const note = "Gọi 0912345674 trước khi giao EE123456785VN, thu hộ 1250000";
console.log(`found in a note: ${ts.findTracking(note).map(({ trackingNumber, courier }) => `${trackingNumber} of ${courier.name}`).join(", ")}`);
JS
node tell.mjs | tee seen
diff seen - <<'SEEN'
2000 phones like 0912345678, tracking-number-validation: dhl 2000
2000 phones like 0912345678, tracking-url: dhl 2000
2000 phones like 0912345678, ts-tracking-number: none 1796, DHL 204
2000 phones like 84912345678, tracking-number-validation: dhl 2000
2000 phones like 84912345678, tracking-url: ups 2000
2000 phones like 84912345678, ts-tracking-number: none 1796, DHL 204
2000 phones like +84 91 234 56 78, tracking-number-validation: none 2000
2000 phones like +84 91 234 56 78, tracking-url: ups 2000
2000 phones like +84 91 234 56 78, ts-tracking-number: none 1796, DHL 204
EE123456785VN: tracking-number-validation none, tracking-url usps, ts-tracking-number S10 International Standard
RR123456785VN: tracking-number-validation usps, tracking-url none, ts-tracking-number S10 International Standard
841234567890: tracking-number-validation fedex, tracking-url fedex, ts-tracking-number FedEx
found in a note: 0912345674 of DHL, EE123456785VN of S10 International Standard
SEEN
echo "as it was seen"
