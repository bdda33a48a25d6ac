#!/usr/bin/env bash
# The coach at midnight, as timetables and tickets have it: 30/11/2026 24:00 is the end of that day, and so is 2026-11-30T24:00 (ISO 8601:2004, and again since 2022). Read by nine libraries,
# and 24:30, which timetables have for what is still that night's service.
#
# Versions: date-fns 4.4.0, dayjs 1.11.23 with customParseFormat, moment 2.31.0, luxon 3.7.2, spacetime 7.15.0, any-date-parser 2.2.4, date-and-time 4.5.2, fecha 4.2.3,
# @js-temporal/polyfill 0.5.1.
# Seen on 2026-11-30:
#   - any-date-parser, and date-fns by `kk` (which is what accepts 24 there), read the beginning of the day: 24 hours too early. spacetime reads an hour before midnight.
#   - at 24:30 dayjs alone goes on to the next day; any-date-parser drops the 30 minutes, too.
#   - one library differs from itself: dayjs reads both, and with `strict` refuses both; date-fns has three answers, by `HH`, `kk` and parseISO. moment takes 24:00 also when it is
#     strict.
#   - refused by date-fns with `HH`, date-and-time, fecha and Temporal, which is seen.
# Who is hurt: who reads a departure or the end of a day (`notAfter`) from a timetable: the passenger of 24:00 is told the night before, or the message has lapsed before it was
# due.
# What follows: 24:00 is made 00:00 of the next day by hand, before any library sees it; hours above 24 are counted in minutes from the day's beginning.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts date-fns@4.4.0 dayjs@1.11.23 moment@2.31.0 luxon@3.7.2 spacetime@7.15.0 any-date-parser@2.2.4 date-and-time@4.5.2 fecha@4.2.3 @js-temporal/polyfill@0.5.1
cat > read.mjs <<'JS'
import { Temporal } from "@js-temporal/polyfill";
import anyDateParser from "any-date-parser";
import { parse as dateAndTime } from "date-and-time";
import { parse, parseISO } from "date-fns";
import dayjs from "dayjs";
import customParseFormat from "dayjs/plugin/customParseFormat.js";
import fecha from "fecha";
import { DateTime } from "luxon";
import moment from "moment";
import spacetime from "spacetime";

dayjs.extend(customParseFormat);
const format = "DD/MM/YYYY HH:mm";
const readers = {
  "date-fns, HH": (time) => parse(`30/11/2026 ${time}`, "dd/MM/yyyy HH:mm", new Date(0)),
  "date-fns, kk": (time) => parse(`30/11/2026 ${time}`, "dd/MM/yyyy kk:mm", new Date(0)),
  "date-fns, parseISO": (time) => parseISO(`2026-11-30T${time}`),
  dayjs: (time) => dayjs(`30/11/2026 ${time}`, format).toDate(),
  "dayjs, strict": (time) => dayjs(`30/11/2026 ${time}`, format, true).toDate(),
  "moment, strict": (time) => moment(`30/11/2026 ${time}`, format, true).toDate(),
  luxon: (time) => DateTime.fromFormat(`30/11/2026 ${time}`, "dd/MM/yyyy HH:mm").toJSDate(),
  spacetime: (time) => new Date(spacetime(`2026-11-30T${time}`, "Asia/Ho_Chi_Minh").epoch),
  "spacetime, time()": (time) => new Date(spacetime("2026-11-30", "Asia/Ho_Chi_Minh").time(time).epoch),
  "any-date-parser": (time) => anyDateParser.fromString(`30/11/2026 ${time}`, "vi-VN"),
  "date-and-time": (time) => dateAndTime(`30/11/2026 ${time}`, format),
  fecha: (time) => fecha.parse(`30/11/2026 ${time}`, format),
  Temporal: (time) => new Date(Temporal.PlainDateTime.from(`2026-11-30T${time}`).toZonedDateTime("Asia/Ho_Chi_Minh").epochMilliseconds),
};
const vietnam = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Ho_Chi_Minh", day: "2-digit", month: "2-digit", hour: "2-digit", minute: "2-digit" });
function show(read, time) {
  try {
    return vietnam.format(read(time) ?? new Date(Number.NaN)).replace(",", "");
  } catch {
    return "refused";
  }
}
for (const [name, read] of Object.entries(readers)) console.log(`${name}: ${["23:30", "24:00", "24:30"].map((time) => `${time} is ${show(read, time)}`).join("; ")}`);
JS
TZ=Asia/Ho_Chi_Minh node read.mjs | tee seen
diff seen - <<'SEEN'
date-fns, HH: 23:30 is 30/11 23:30; 24:00 is refused; 24:30 is refused
date-fns, kk: 23:30 is 30/11 23:30; 24:00 is 30/11 00:00; 24:30 is 30/11 00:30
date-fns, parseISO: 23:30 is 30/11 23:30; 24:00 is 01/12 00:00; 24:30 is refused
dayjs: 23:30 is 30/11 23:30; 24:00 is 01/12 00:00; 24:30 is 01/12 00:30
dayjs, strict: 23:30 is 30/11 23:30; 24:00 is refused; 24:30 is refused
moment, strict: 23:30 is 30/11 23:30; 24:00 is 01/12 00:00; 24:30 is refused
luxon: 23:30 is 30/11 23:30; 24:00 is 01/12 00:00; 24:30 is refused
spacetime: 23:30 is 30/11 23:30; 24:00 is 30/11 23:00; 24:30 is 30/11 23:30
spacetime, time(): 23:30 is 30/11 23:30; 24:00 is 30/11 23:00; 24:30 is 30/11 23:30
any-date-parser: 23:30 is 30/11 23:30; 24:00 is 30/11 00:00; 24:30 is 30/11 00:00
date-and-time: 23:30 is 30/11 23:30; 24:00 is refused; 24:30 is refused
fecha: 23:30 is 30/11 23:30; 24:00 is refused; 24:30 is refused
Temporal: 23:30 is 30/11 23:30; 24:00 is refused; 24:30 is refused
SEEN
echo "as it was seen"
