#!/usr/bin/env bash
# On which days of 2026 people in Vietnam are off, by date-holidays. By the Labour Code there are eleven days: 1 January, five of Tết, Hùng Kings' day, 30 April, 1 May, and two at
# the National Day; what falls on a weekly day of rest is made up for on the next working day.
#
# Version: date-holidays 3.37.0.
# Seen on 2026-11-30, alike on a machine in Vietnam and in UTC:
#   - `isHoliday` says yes on 30 days, of which 20 are no days off: Teachers' Day, Women's Day, the Party's birthday. Only the answer's `type` tells, and the answer is a list.
#   - whoever takes the `date` of each public holiday has two of Tết's five days; the others are between its `start` and `end`, and belong to the eve, "Giao thừa".
#   - the National Day has one day, and neither the day before nor the day after is its second. Hùng Kings' day is a Sunday, and Monday, 27 April, is a working day.
# Who is hurt: who holds messages on holidays, or tells shippers on which days nothing moves: messages wait on 20 November, when everybody works, and go out to closed offices at
# the National Day.
# What follows: days off are a list of dates that a person has read in the government's notice for the year.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts date-holidays@3.37.0
cat > days.mjs <<'JS'
import Holidays from "date-holidays";

const holidays = new Holidays("VN");
const days = Array.from({ length: 365 }, (_, index) => new Date(Date.UTC(2026, 0, 1 + index, 5)).toISOString().slice(0, 10));
const atNoon = (day) => holidays.isHoliday(new Date(`${day}T12:00:00+07:00`));
const isPublic = (day) => atNoon(day) && atNoon(day).some(({ type }) => type === "public");
const short = (all) => all.map((day) => day.slice(5)).join(" ");
const listed = holidays.getHolidays(2026).filter(({ type }) => type === "public").map(({ date }) => date.slice(0, 10));
console.log(`TZ=${process.env.TZ}`);
console.log(`  isHoliday: ${days.filter(atNoon).length} days, of a public type ${days.filter(isPublic).length}: ${short(days.filter(isPublic))}`);
console.log(`  dates of public holidays: ${listed.length}: ${short(listed)}`);
for (const day of ["2026-02-19", "2026-04-27", "2026-09-01", "2026-09-03", "2026-11-20"]) {
  const found = atNoon(day) || [];
  console.log(`  ${day}: ${found.map(({ name, type }) => `${name} (${type})`).join(", ") || "none"}`);
}
JS
for zone in Asia/Ho_Chi_Minh UTC; do TZ=$zone node days.mjs; done | tee seen
diff seen - <<'SEEN'
TZ=Asia/Ho_Chi_Minh
  isHoliday: 30 days, of a public type 10: 01-01 02-16 02-17 02-18 02-19 02-20 04-26 04-30 05-01 09-02
  dates of public holidays: 7: 01-01 02-16 02-17 04-26 04-30 05-01 09-02
  2026-02-19: Giao thừa Tết Nguyên Đán (public)
  2026-04-27: none
  2026-09-01: none
  2026-09-03: none
  2026-11-20: Ngày Nhà giáo Việt Nam (observance)
TZ=UTC
  isHoliday: 30 days, of a public type 10: 01-01 02-16 02-17 02-18 02-19 02-20 04-26 04-30 05-01 09-02
  dates of public holidays: 7: 01-01 02-16 02-17 04-26 04-30 05-01 09-02
  2026-02-19: Giao thừa Tết Nguyên Đán (public)
  2026-04-27: none
  2026-09-01: none
  2026-09-03: none
  2026-11-20: Ngày Nhà giáo Việt Nam (observance)
SEEN
echo "as it was seen"
