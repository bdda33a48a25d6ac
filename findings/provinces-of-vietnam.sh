#!/usr/bin/env bash
# The provinces of Vietnam, of which there have been 34 since 1 July 2025 (63 before), in five lists that an address or a coach's route is chosen from.
#
# Versions: country-state-city 3.2.1, country-region-data 4.1.0, iso-3166-2 1.0.0, iso-3166 4.4.0, provinces 1.11.0.
# Seen on 2026-11-30:
#   - the newest release of each still has the 63; country-region-data has 64, with Hà Tây, which became a part of Hà Nội in 2008. None has Huế by the name that it has had since
#     January 2025.
#   - iso-3166-2 writes four names with U+00D0, the letter of Icelandic, where Vietnamese has U+0110: "Đồng Nai" is not "Ðồng Nai", and looks the same. Taking the marks off does
#     not help: what folds đ leaves ð. Its cities have no marks, Ha Noi, so that of the 34 names it lacks nine.
#   - iso-3166-2 and iso-3166 call Kiên Giang "Kiến Giang"; Huế's province has a hyphen in two spellings; Hồ Chí Minh stands in brackets, behind "Thành phố", or alone.
# Who is hurt: who compares the province of an order with such a list, or joins two systems by it: An Giang and Kiên Giang are two places to one and one to the other, and Đồng Nai
# is unknown.
# What follows: what the customer wrote goes into the message as it is; a list of provinces has a date, comes from the state's statistics office, and is compared by its codes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts country-state-city@3.2.1 country-region-data@4.1.0 iso-3166-2@1.0.0 iso-3166@4.4.0 provinces@1.11.0
cat > provinces.mjs <<'JS'
import { createRequire } from "node:module";
import { iso31662 } from "iso-3166";

const require = createRequire(import.meta.url);
const now =
  "Hà Nội, Huế, Lai Châu, Điện Biên, Sơn La, Lạng Sơn, Quảng Ninh, Thanh Hóa, Nghệ An, Hà Tĩnh, Cao Bằng, Tuyên Quang, Lào Cai, Thái Nguyên, Phú Thọ, Bắc Ninh, Hưng Yên, Hải Phòng, Ninh Bình, Quảng Trị, Đà Nẵng, Quảng Ngãi, Gia Lai, Khánh Hòa, Lâm Đồng, Đắk Lắk, Hồ Chí Minh, Đồng Nai, Tây Ninh, Cần Thơ, Vĩnh Long, Đồng Tháp, Cà Mau, An Giang".split(
    ", ",
  );
const lists = {
  "country-state-city": require("country-state-city").State.getStatesOfCountry("VN").map(({ name }) => name),
  "country-region-data": require("country-region-data").allCountries.find(([, code]) => code === "VN")[2].map(([name]) => name),
  "iso-3166-2": Object.values(require("iso-3166-2").country("VN").sub).map(({ name }) => name),
  "iso-3166": iso31662.filter(({ parent }) => parent === "VN").map(({ name }) => name),
  provinces: require("provinces").flatMap(({ country, name }) => (country === "VN" ? [name] : [])),
};
/** By the letters alone, as a search does that knows no marks. */
const fold = (name) => name.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gu, "d").replace(/Đ/gu, "D");
for (const [list, names] of Object.entries(lists)) {
  console.log(`${list}: ${names.length} names`);
  console.log(`  of the 34 not there as they are written: ${now.filter((name) => !names.includes(name)).join(", ") || "none"}`);
  console.log(`  and not there without marks either: ${now.filter((name) => !names.map(fold).includes(fold(name))).join(", ") || "none"}`);
  console.log(`  with another letter (U+00D0) for Đ: ${names.filter((name) => name.includes("\u00D0")).join(", ") || "none"}`);
  console.log(`  Hà Tây: ${names.filter((name) => name.includes("Hà Tây")).length}; Rạch Giá's province: ${names.filter((name) => /^Ki[êế]n/u.test(name)).join(", ")}; Huế's: ${names.filter((name) => name.includes("Huế")).join(", ")}`);
}
JS
node provinces.mjs | tee seen
diff seen - <<'SEEN'
country-state-city: 63 names
  of the 34 not there as they are written: Huế
  and not there without marks either: Huế
  with another letter (U+00D0) for Đ: none
  Hà Tây: 0; Rạch Giá's province: Kiên Giang; Huế's: Thừa Thiên-Huế
country-region-data: 64 names
  of the 34 not there as they are written: Huế, Hồ Chí Minh
  and not there without marks either: Huế, Hồ Chí Minh
  with another letter (U+00D0) for Đ: none
  Hà Tây: 1; Rạch Giá's province: Kiên Giang; Huế's: Thừa Thiên–Huế
iso-3166-2: 63 names
  of the 34 not there as they are written: Hà Nội, Huế, Hải Phòng, Đà Nẵng, Lâm Đồng, Hồ Chí Minh, Đồng Nai, Cần Thơ, Đồng Tháp
  and not there without marks either: Huế, Lâm Đồng, Đồng Nai, Đồng Tháp
  with another letter (U+00D0) for Đ: Nam Ðịnh, Lâm Ðồng, Ðồng Nai, Ðồng Tháp
  Hà Tây: 0; Rạch Giá's province: Kiến Giang; Huế's: Thừa Thiên-Huế
iso-3166: 63 names
  of the 34 not there as they are written: Huế
  and not there without marks either: Huế
  with another letter (U+00D0) for Đ: none
  Hà Tây: 0; Rạch Giá's province: Kiến Giang; Huế's: Thừa Thiên-Huế
provinces: 63 names
  of the 34 not there as they are written: Huế, Hồ Chí Minh
  and not there without marks either: Huế, Hồ Chí Minh
  with another letter (U+00D0) for Đ: none
  Hà Tây: 0; Rạch Giá's province: Kiên Giang; Huế's: Thừa Thiên–Huế
SEEN
echo "as it was seen"
