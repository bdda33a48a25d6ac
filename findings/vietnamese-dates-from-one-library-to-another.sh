#!/usr/bin/env bash
# Dates with the month in Vietnamese, in full and short, written by one library set to `vi` and read by another, or by itself: each day of 2026.
#
# Versions: dayjs 1.11.23 with customParseFormat, moment 2.31.0, date-fns 4.4.0, luxon 3.7.2 on Node 22.23.2 (ICU 78.2).
# Seen on 2026-11-30:
#   - dayjs reads no Vietnamese month at all, neither its own nor another's: all 365 days are invalid, in its own `LL`, too. Dates in figures it reads.
#   - the names differ: date-fns writes "tháng 04" in full, the others "tháng 4"; short ones are "Th11" (dayjs), "Thg 11" (moment) and "thg 11" (date-fns and luxon).
#   - moment reads what it does not know without a word: "5 tháng 04 2026" of date-fns is 5 January 2004, "5 thg 4 2026" of luxon is of the year 4, and "5 Th11 2026" of dayjs is 5 January
#     2026. From October on it is right with date-fns and luxon, so that it is not seen in a test written in autumn. With `strict` it says invalid.
#   - luxon refuses nine months of date-fns' names in full and of moment's short ones. date-fns reads the short day of the week that it writes on Sundays alone.
# Who is hurt: who prints the day of a trip by one library, in a message or a sheet, and reads it by another: what is due in April has been due for 22 years, and goes out at once.
# What follows: between programs a date goes as 2026-11-28, and what people type is a date in figures; a month's name is for eyes alone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund node@22.23.2 dayjs@1.11.23 moment@2.31.0 date-fns@4.4.0 luxon@3.7.2
cat > read.mjs <<'JS'
import { format, parse } from "date-fns";
import { vi } from "date-fns/locale";
import dayjs from "dayjs";
import "dayjs/locale/vi.js";
import customParseFormat from "dayjs/plugin/customParseFormat.js";
import localizedFormat from "dayjs/plugin/localizedFormat.js";
import { DateTime } from "luxon";
import moment from "moment";
import "moment/locale/vi.js";

dayjs.extend(customParseFormat);
dayjs.extend(localizedFormat);
const locale = "vi";
const writers = {
  dayjs: (day, pattern) => dayjs(day).locale(locale).format(pattern.toUpperCase()),
  moment: (day, pattern) => moment(day).locale(locale).format(pattern.toUpperCase()),
  "date-fns": (day, pattern) => format(day, pattern, { locale: vi }),
  luxon: (day, pattern) => DateTime.fromJSDate(day).setLocale(locale).toFormat(pattern),
};
const readers = {
  dayjs: (text, pattern) => dayjs(text, pattern.toUpperCase(), locale).toDate(),
  moment: (text, pattern) => moment(text, pattern.toUpperCase(), locale).toDate(),
  "moment, strict": (text, pattern) => moment(text, pattern.toUpperCase(), locale, true).toDate(),
  "date-fns": (text, pattern) => parse(text, pattern, new Date(2026, 5, 15), { locale: vi }),
  luxon: (text, pattern) => DateTime.fromFormat(text, pattern, { locale }).toJSDate(),
};
const days = Array.from({ length: 365 }, (_, index) => new Date(2026, 0, 1 + index));
function count(write, read) {
  const counts = { right: 0, invalid: 0, wrong: 0 };
  for (const day of days) {
    const found = read(write(day)).getTime();
    counts[Number.isNaN(found) ? "invalid" : found === day.getTime() ? "right" : "wrong"] += 1;
  }
  return Object.entries(counts).filter(([, number]) => number > 0).map(([name, number]) => `${number} ${name}`).join(", ");
}
for (const pattern of ["d MMMM yyyy", "d MMM yyyy"]) {
  for (const [writer, write] of Object.entries(writers)) {
    console.log(`${writer}: ${write(new Date(2026, 10, 28), pattern)}`);
    for (const [reader, read] of Object.entries(readers)) {
      console.log(`  by ${reader}: ${count((day) => write(day, pattern), (text) => read(text, pattern))}`);
    }
  }
}
const examples = { "date-fns, in full": ["date-fns", "d MMMM yyyy", 3], "luxon, short": ["luxon", "d MMM yyyy", 3], "dayjs, short": ["dayjs", "d MMM yyyy", 10] };
for (const [name, [writer, pattern, month]] of Object.entries(examples)) {
  const text = writers[writer](new Date(2026, month, 5), pattern);
  console.log(`${name}, "${text}" by moment: ${moment(text, pattern.toUpperCase(), locale).format("YYYY-MM-DD")}`);
}
const inFull = count((day) => dayjs(day).locale(locale).format("LL"), (text) => dayjs(text, "LL", locale).toDate());
console.log(`dayjs, its own LL: ${inFull}`);
const inFigures = count((day) => dayjs(day).locale(locale).format("L"), (text) => dayjs(text, "L", locale).toDate());
console.log(`dayjs, its own L: ${inFigures}`);
const dayOfWeek = "EEE dd/MM/yyyy";
console.log(`date-fns, ${writers["date-fns"](new Date(2026, 10, 28), dayOfWeek)}: ${count((day) => writers["date-fns"](day, dayOfWeek), (text) => readers["date-fns"](text, dayOfWeek))}`);
JS
node_modules/.bin/node read.mjs | tee seen
diff seen - <<'SEEN'
dayjs: 28 tháng 11 2026
  by dayjs: 365 invalid
  by moment: 365 right
  by moment, strict: 365 right
  by date-fns: 365 right
  by luxon: 365 right
moment: 28 tháng 11 2026
  by dayjs: 365 invalid
  by moment: 365 right
  by moment, strict: 365 right
  by date-fns: 365 right
  by luxon: 365 right
date-fns: 28 tháng 11 2026
  by dayjs: 365 invalid
  by moment: 92 right, 273 wrong
  by moment, strict: 92 right, 273 invalid
  by date-fns: 365 right
  by luxon: 92 right, 273 invalid
luxon: 28 tháng 11 2026
  by dayjs: 365 invalid
  by moment: 365 right
  by moment, strict: 365 right
  by date-fns: 365 right
  by luxon: 365 right
dayjs: 28 Th11 2026
  by dayjs: 365 invalid
  by moment: 31 right, 334 wrong
  by moment, strict: 365 invalid
  by date-fns: 365 invalid
  by luxon: 365 invalid
moment: 28 Thg 11 2026
  by dayjs: 365 invalid
  by moment: 365 right
  by moment, strict: 365 right
  by date-fns: 365 right
  by luxon: 92 right, 273 invalid
date-fns: 28 thg 11 2026
  by dayjs: 365 invalid
  by moment: 92 right, 273 wrong
  by moment, strict: 92 right, 273 invalid
  by date-fns: 365 right
  by luxon: 365 right
luxon: 28 thg 11 2026
  by dayjs: 365 invalid
  by moment: 92 right, 273 wrong
  by moment, strict: 92 right, 273 invalid
  by date-fns: 365 right
  by luxon: 365 right
date-fns, in full, "5 tháng 04 2026" by moment: 2004-01-05
luxon, short, "5 thg 4 2026" by moment: 0004-01-05
dayjs, short, "5 Th11 2026" by moment: 2026-01-05
dayjs, its own LL: 365 invalid
dayjs, its own L: 365 right
date-fns, Thứ 7 28/11/2026: 52 right, 313 invalid
SEEN
echo "as it was seen"
