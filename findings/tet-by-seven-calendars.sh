#!/usr/bin/env bash
# The days of Tết, of which a sender of messages wants none that is not urgent, by seven ways to have Vietnamese lunar dates in JavaScript.
#
# Versions: amlich 0.0.2, @dqcai/vn-lunar 1.0.1, date-holidays 3.37.0, vietnamese-lunar-calendar 0.0.6, lunar-javascript 1.7.7, tyme4ts 1.5.2, and `Intl` with
# `ca-chinese` of Node 22.23.2 (ICU 78.2; Node 24.22.3 and 26.12.1 with ICU 78.3 give the same days).
# Seen on 2026-11-30, of the 9,131 days of 2026 to 2050:
#   - `Intl` begins the coming new year on 2027-02-07. It is on the 6th, in Vietnam and in China. It differs on 270 days.
#   - the Chinese libraries reckon in UTC+8: Tết of 2030 and of 2053 comes a day late for Vietnam, and so do whole months.
#   - vietnamese-lunar-calendar depends on the machine's time zone: in Vietnam it is right, and on a server in UTC 2,848 days, nearly a third, are one too far, so that
#     Tết of 2033 is a day early. It is not seen on a desk in Hanoi.
#   - amlich, @dqcai/vn-lunar and date-holidays agree, in both zones.
# Who is hurt: who holds messages over Tết, or tells shippers on which days no coach runs. Who tries it with 2026 sees all seven agree.
# What follows: days of rest are taken from a list that a person has read, as dates; a library that makes such a list is tried with 2027, 2030 and 2033, and with TZ=UTC.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund node@22.23.2 amlich@0.0.2 @dqcai/vn-lunar@1.0.1 date-holidays@3.37.0 vietnamese-lunar-calendar@0.0.6 lunar-javascript@1.7.7 tyme4ts@1.5.2
cat > look.mjs <<'JS'
import { getLunarDate } from "@dqcai/vn-lunar";
import amlich from "amlich";
import Holidays from "date-holidays";
import lunarJavascript from "lunar-javascript";
import { SolarDay } from "tyme4ts";
import vietnamese from "vietnamese-lunar-calendar";

const chinese = new Intl.DateTimeFormat("en-u-ca-chinese", { timeZone: "UTC", month: "numeric", day: "numeric" });
const ofIntl = (year, month, day) => {
  const part = Object.fromEntries(chinese.formatToParts(Date.UTC(year, month - 1, day)).map(({ type, value }) => [type, value]));
  return `${part.day}/${Number.parseInt(part.month, 10)}`;
};
/** Day and month of the lunar year; leap months without their mark. */
const libraries = {
  amlich: (year, month, day) => amlich.convertSolar2Lunar(day, month, year, 7).slice(0, 2).join("/"),
  "@dqcai/vn-lunar": (year, month, day) => (({ day: of, month: in_ }) => `${of}/${in_}`)(getLunarDate(day, month, year)),
  "vietnamese-lunar-calendar": (year, month, day) => (({ date, month: in_ }) => `${date}/${in_}`)(new vietnamese.LunarDate(year, month, day)),
  "lunar-javascript": (year, month, day) => ((date) => `${date.getDay()}/${Math.abs(date.getMonth())}`)(lunarJavascript.Solar.fromYmd(year, month, day).getLunar()),
  tyme4ts: (year, month, day) => ((date) => `${date.getDay()}/${date.getLunarMonth().getMonth()}`)(SolarDay.fromYmd(year, month, day).getLunarDay()),
  Intl: ofIntl,
};
const years = [2026, 2027, 2030, 2033, 2053];
const partsOf = (time) => ((date) => [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()])(new Date(time));
const days = [];
for (let time = Date.UTC(2026, 0, 1); time < Date.UTC(2051, 0, 1); time += 86_400_000) days.push(partsOf(time));
function findTet(read, year) {
  for (let time = Date.UTC(year, 0, 15); ; time += 86_400_000) {
    if (read(...partsOf(time)) === "1/1") return new Date(time).toISOString().slice(5, 10);
  }
}
console.log(`TZ=${process.env.TZ}: Tết of ${years.join(", ")}, and days that differ from amlich's`);
for (const [name, read] of Object.entries(libraries)) {
  const different = days.filter((day) => read(...day) !== libraries.amlich(...day)).length;
  console.log(`  ${name}: ${years.map((year) => findTet(read, year)).join(", ")}; ${different}`);
}
const holidays = new Holidays("VN");
const tet = (year) => holidays.getHolidays(year).find(({ name }) => name === "Tết Nguyên Đán").date.slice(5, 10);
console.log(`  date-holidays: ${years.map(tet).join(", ")}`);
JS
{
  TZ=Asia/Ho_Chi_Minh node_modules/.bin/node look.mjs
  TZ=UTC node_modules/.bin/node look.mjs
} | tee seen
diff seen - <<'SEEN'
TZ=Asia/Ho_Chi_Minh: Tết of 2026, 2027, 2030, 2033, 2053, and days that differ from amlich's
  amlich: 02-17, 02-06, 02-02, 01-31, 02-18; 0
  @dqcai/vn-lunar: 02-17, 02-06, 02-02, 01-31, 02-18; 0
  vietnamese-lunar-calendar: 02-17, 02-06, 02-02, 01-31, 02-18; 0
  lunar-javascript: 02-17, 02-06, 02-03, 01-31, 02-19; 270
  tyme4ts: 02-17, 02-06, 02-03, 01-31, 02-19; 270
  Intl: 02-17, 02-07, 02-02, 01-31, 02-19; 270
  date-holidays: 02-17, 02-06, 02-02, 01-31, 02-18
TZ=UTC: Tết of 2026, 2027, 2030, 2033, 2053, and days that differ from amlich's
  amlich: 02-17, 02-06, 02-02, 01-31, 02-18; 0
  @dqcai/vn-lunar: 02-17, 02-06, 02-02, 01-31, 02-18; 0
  vietnamese-lunar-calendar: 02-17, 02-06, 02-02, 01-30, 02-18; 2848
  lunar-javascript: 02-17, 02-06, 02-03, 01-31, 02-19; 270
  tyme4ts: 02-17, 02-06, 02-03, 01-31, 02-19; 270
  Intl: 02-17, 02-07, 02-02, 01-31, 02-19; 270
  date-holidays: 02-17, 02-06, 02-02, 01-31, 02-18
SEEN
echo "as it was seen"
