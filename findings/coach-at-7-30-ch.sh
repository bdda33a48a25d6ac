#!/usr/bin/env bash
# Half past seven in the evening as Windows, Excel and browsers write it in Vietnamese on a 12-hour clock, "7:30 CH" (chiều, for PM; "SA", sáng, for AM): by five writers, and by eight readers in twelve
# ways, beside 7:30 PM.
#
# Versions: Node's Intl (20 and 22), luxon 3.7.2, moment 2.31.0, dayjs 1.11.23 with customParseFormat, date-fns 4.4.0, any-date-parser 2.2.4, date-and-time 4.5.2, fecha 4.2.3, chrono-node 2.10.3.
# Seen on 2026-11-30:
#   - with the locale `vi` dayjs and date-fns write PM, and Intl, luxon and moment CH: what one desk's export has, another's has not.
#   - dayjs with `A` and `vi`, moment with another locale than `vi`, any-date-parser and both readers of chrono-node read "7:30 CH" as half past seven in the morning, twelve hours early, without a word. "7:30 SA" is
#     right, so that a test with a coach in the morning passes. To dayjs 12:30 CH, half past noon, is half past midnight; to any-date-parser and chrono-node 12:30 SA is half past noon.
#   - it goes wrong the other way, too: moment with `vi`, and chrono-node's Vietnamese, read "7:30 PM" as the morning.
#   - luxon, and moment with `vi`, read SA and CH rightly. date-fns, fecha, date-and-time and dayjs with `strict` refuse them, date-fns although its locale is Vietnamese.
# Who is hurt: who takes `sendAt` or a departure from such a file: passengers of the evening's coach are reminded before breakfast, or at night.
# What follows: times go from program to program on a 24-hour clock; who reads people's files knows SA, CH, AM and PM, refuses any other word, and has an evening in the test.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund dayjs@1.11.23 moment@2.31.0 date-fns@4.4.0 luxon@3.7.2 any-date-parser@2.2.4 date-and-time@4.5.2 fecha@4.2.3 chrono-node@2.10.3
cat > read.mjs <<'JS'
import anyDate from "any-date-parser";
import * as chrono from "chrono-node";
import { parse as parseDateFns, format as writeDateFns } from "date-fns";
import { vi } from "date-fns/locale";
import { parse as parseDateAndTime } from "date-and-time";
import dayjs from "dayjs";
import "dayjs/locale/vi.js";
import customParseFormat from "dayjs/plugin/customParseFormat.js";
import fecha from "fecha";
import { DateTime } from "luxon";
import moment from "moment";
import "moment/locale/vi.js";

dayjs.extend(customParseFormat);
const evening = new Date(2026, 11, 5, 19, 30);
const writers = {
  "Node's Intl": () => new Intl.DateTimeFormat("vi-VN", { timeStyle: "short", hour12: true }).format(evening),
  luxon: () => DateTime.fromJSDate(evening).setLocale("vi").toFormat("h:mm a"),
  moment: () => moment(evening).locale("vi").format("h:mm A"),
  dayjs: () => dayjs(evening).locale("vi").format("h:mm A"),
  "date-fns": () => writeDateFns(evening, "h:mm a", { locale: vi }),
};
for (const [name, write] of Object.entries(writers)) console.log(`${name} writes ${write().replace(/\s/u, " ")}`);

const readers = {
  "dayjs, vi": (text) => dayjs(text, "DD/MM/YYYY h:mm A", "vi").toDate(),
  "dayjs, vi, strict": (text) => dayjs(text, "DD/MM/YYYY h:mm A", "vi", true).toDate(),
  "moment, vi": (text) => moment(text, "DD/MM/YYYY h:mm A", "vi").toDate(),
  "moment, vi, strict": (text) => moment(text, "DD/MM/YYYY h:mm A", "vi", true).toDate(),
  "moment, en": (text) => moment(text, "DD/MM/YYYY h:mm A", "en").toDate(),
  "date-fns, vi": (text) => parseDateFns(text, "dd/MM/yyyy h:mm a", evening, { locale: vi }),
  "luxon, vi": (text) => DateTime.fromFormat(text, "dd/MM/yyyy h:mm a", { locale: "vi" }).toJSDate(),
  "any-date-parser, vi": (text) => anyDate.fromString(text, "vi"),
  "date-and-time": (text) => parseDateAndTime(text, "DD/MM/YYYY h:mm A"),
  fecha: (text) => fecha.parse(text, "DD/MM/YYYY h:mm A"),
  "chrono-node, vi": (text) => chrono.vi.parseDate(text),
  "chrono-node, en-GB": (text) => chrono.en.GB.parseDate(text),
};
function show(read, text) {
  try {
    const date = read(text);
    return date instanceof Date && !Number.isNaN(date.getTime()) ? date.toTimeString().slice(0, 5) : "refused";
  } catch {
    return "refused";
  }
}
const texts = ["7:30 SA", "7:30 CH", "12:30 SA", "12:30 CH", "7:30 PM"];
for (const [name, read] of Object.entries(readers)) console.log(`${name}: ${texts.map((text) => `${text} ${show(read, `05/12/2026 ${text}`)}`).join(", ")}`);
JS
TZ=Asia/Ho_Chi_Minh node read.mjs | tee seen
diff seen - <<'SEEN'
Node's Intl writes 07:30 CH
luxon writes 7:30 CH
moment writes 7:30 CH
dayjs writes 7:30 PM
date-fns writes 7:30 PM
dayjs, vi: 7:30 SA 07:30, 7:30 CH 07:30, 12:30 SA 00:30, 12:30 CH 00:30, 7:30 PM 19:30
dayjs, vi, strict: 7:30 SA refused, 7:30 CH refused, 12:30 SA refused, 12:30 CH refused, 7:30 PM 19:30
moment, vi: 7:30 SA 07:30, 7:30 CH 19:30, 12:30 SA 00:30, 12:30 CH 12:30, 7:30 PM 07:30
moment, vi, strict: 7:30 SA 07:30, 7:30 CH 19:30, 12:30 SA 00:30, 12:30 CH 12:30, 7:30 PM refused
moment, en: 7:30 SA 07:30, 7:30 CH 07:30, 12:30 SA 00:30, 12:30 CH 12:30, 7:30 PM 19:30
date-fns, vi: 7:30 SA refused, 7:30 CH refused, 12:30 SA refused, 12:30 CH refused, 7:30 PM 19:30
luxon, vi: 7:30 SA 07:30, 7:30 CH 19:30, 12:30 SA 00:30, 12:30 CH 12:30, 7:30 PM refused
any-date-parser, vi: 7:30 SA 07:30, 7:30 CH 07:30, 12:30 SA 12:30, 12:30 CH 12:30, 7:30 PM 19:30
date-and-time: 7:30 SA refused, 7:30 CH refused, 12:30 SA refused, 12:30 CH refused, 7:30 PM 19:30
fecha: 7:30 SA refused, 7:30 CH refused, 12:30 SA refused, 12:30 CH refused, 7:30 PM 19:30
chrono-node, vi: 7:30 SA 07:30, 7:30 CH 07:30, 12:30 SA 12:30, 12:30 CH 12:30, 7:30 PM 07:30
chrono-node, en-GB: 7:30 SA 07:30, 7:30 CH 07:30, 12:30 SA 12:30, 12:30 CH 12:30, 7:30 PM 19:30
SEEN
echo "as it was seen"
