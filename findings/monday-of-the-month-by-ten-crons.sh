#!/usr/bin/env bash
# Cron expressions of reminders at eight, read by ten libraries: "the first Monday of the month" in the two ways that people write it, "the last Friday", "the working day next to the 15th", "the last day"
# and "Sundays"; the first days on which each sends, from 30 November 2026 in Vietnam.
#
# Versions: croner 11.0.1, cron 4.4.0 (of @nestjs/schedule), cron-parser 5.10.6 (of pg-boss and agenda), cron-schedule 6.0.0, cronosjs 1.7.1, @datasert/cronjs-matcher 1.4.0, graphile-worker 0.18.0,
# node-cron 4.6.0, cron-converter 2.1.0, @breejs/later 4.2.0 (of Bree).
# Seen on 2026-11-30: `1-7 * 1` is "from the 1st to the 7th and on every Monday" to seven: ten days in December. To node-cron, cron-converter and later it is the first Monday. cronstrue 3.39.0, which says
# expressions in words, has "between day 1 and 7 of the month, and on Monday", which is either. cron-schedule takes `1#1`, `5L` and `15W`, and drops what stands after the number: every Monday, every Friday,
# and the 15th though it is a Saturday (May 2027). Day 7 is Saturday to later, with 1 as Monday. What the others do not know, they refuse.
# Who is hurt: who moves a schedule from one of them to another, or tries it in an editor for crontab: a reminder or a bill that is meant for once a month goes out ten times, and each is paid.
# What follows: never both a day of the month and a day of the week, nor #, L and W; print the next ten times and look at them. A day 1-7 that asks "is it Monday" in code is the same to all.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts croner@11.0.1 cron@4.4.0 cron-parser@5.10.6 cron-schedule@6.0.0 cronosjs@1.7.1 @datasert/cronjs-matcher@1.4.0 graphile-worker@0.18.0 \
  node-cron@4.6.0 cron-converter@2.1.0 @breejs/later@4.2.0 cronstrue@3.39.0
cat > next.mjs <<'JS'
import later from "@breejs/later";
import * as cronjs from "@datasert/cronjs-matcher";
import { CronTime } from "cron";
import { getSchedule, stringToArray } from "cron-converter";
import { CronExpressionParser } from "cron-parser";
import { parseCronExpression } from "cron-schedule";
import { Cron } from "croner";
import { CronosExpression } from "cronosjs";
import cronstrue from "cronstrue";
import { parseCronItem } from "graphile-worker";
import nodeCron from "node-cron";

const zone = "Asia/Ho_Chi_Minh";
const from = new Date("2026-11-30T01:30:00Z");
const count = 4;

function repeat(next) {
  const times = [];
  for (let time = from; times.length < count; times.push(time)) time = next(time);
  return times;
}
function eights(matches) {
  const times = [];
  for (let time = +from + 23.5 * 3_600_000; times.length < count; time += 86_400_000) if (matches(new Date(time))) times.push(new Date(time));
  return times;
}
function dateParts(time) {
  return { min: 0, hour: 8, date: time.getDate(), month: time.getMonth() + 1, dow: time.getDay() };
}
later.date.localTime();
const libraries = {
  croner: (text) => new Cron(text, { timezone: zone, paused: true }).nextRuns(count, from),
  cron: (text) => repeat((time) => new CronTime(text, zone).getNextDateFrom(time, zone).toJSDate()),
  "cron-parser": (text) => repeat((time) => CronExpressionParser.parse(text, { currentDate: time, tz: zone }).next().toDate()),
  "cron-schedule": (text) => repeat((time) => parseCronExpression(text).getNextDate(time)),
  cronosjs: (text) => CronosExpression.parse(text, { timezone: zone }).nextNDates(from, count),
  "@datasert/cronjs-matcher": (text) =>
    cronjs.getFutureMatches(text, { startAt: from.toISOString(), timezone: zone, matchCount: count }).map((time) => new Date(time)),
  "graphile-worker": (text) => ((item) => eights((time) => item.match(dateParts(time))))(parseCronItem({ task: "remind", match: text })),
  "node-cron": (text) => ((task) => eights((time) => task.match(time)))(nodeCron.createTask(text, () => {}, { timezone: zone })),
  "cron-converter": (text) => ((schedule) => repeat(() => schedule.next().toJSDate()))(getSchedule(stringToArray(text), from, zone)),
  "@breejs/later": (text) => later.schedule(later.parse.cron(text)).next(count, from),
};
const day = (time) => time.toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: zone }).replace(",", "");
for (const text of ["0 8 1-7 * 1", "0 8 * * 1#1", "0 8 * * 5L", "0 8 15W 5 *", "0 8 L * *", "0 8 * * 7"]) {
  const readers = new Map();
  for (const [name, next] of Object.entries(libraries)) {
    let said = "refused";
    try {
      said = next(text).map(day).join(", ");
    } catch {}
    readers.set(said, [...(readers.get(said) ?? []), name]);
  }
  console.log(`${text} (cronstrue: ${cronstrue.toString(text)})`);
  for (const [said, names] of readers) console.log(`  ${said}: ${names.join(", ")}`);
}
process.exit();
JS
TZ=Asia/Ho_Chi_Minh node next.mjs | tee seen
diff seen - <<'SEEN'
0 8 1-7 * 1 (cronstrue: At 08:00 AM, between day 1 and 7 of the month, and on Monday)
  Tue 1 Dec, Wed 2 Dec, Thu 3 Dec, Fri 4 Dec: croner, cron, cron-parser, cron-schedule, cronosjs, @datasert/cronjs-matcher, graphile-worker
  Mon 7 Dec, Mon 4 Jan, Mon 1 Feb, Mon 1 Mar: node-cron, cron-converter, @breejs/later
0 8 * * 1#1 (cronstrue: At 08:00 AM, on the first Monday of the month)
  Mon 7 Dec, Mon 4 Jan, Mon 1 Feb, Mon 1 Mar: croner, cron-parser, cronosjs, @datasert/cronjs-matcher, node-cron, @breejs/later
  refused: cron, graphile-worker, cron-converter
  Mon 7 Dec, Mon 14 Dec, Mon 21 Dec, Mon 28 Dec: cron-schedule
0 8 * * 5L (cronstrue: At 08:00 AM, on the last Friday of the month)
  Fri 25 Dec, Fri 29 Jan, Fri 26 Feb, Fri 26 Mar: croner, cron-parser, cronosjs, @datasert/cronjs-matcher, node-cron, @breejs/later
  refused: cron, graphile-worker, cron-converter
  Fri 4 Dec, Fri 11 Dec, Fri 18 Dec, Fri 25 Dec: cron-schedule
0 8 15W 5 * (cronstrue: At 08:00 AM, on the weekday nearest day 15 of the month, only in May)
  Fri 14 May, Mon 15 May, Tue 15 May, Wed 15 May: croner, cronosjs, @datasert/cronjs-matcher, node-cron, @breejs/later
  refused: cron, cron-parser, graphile-worker, cron-converter
  Sat 15 May, Mon 15 May, Tue 15 May, Wed 15 May: cron-schedule
0 8 L * * (cronstrue: At 08:00 AM, on the last day of the month)
  Thu 31 Dec, Sun 31 Jan, Sun 28 Feb, Wed 31 Mar: croner, cron-parser, cronosjs, @datasert/cronjs-matcher, node-cron, cron-converter, @breejs/later
  refused: cron, cron-schedule, graphile-worker
0 8 * * 7 (cronstrue: At 08:00 AM, only on Sunday)
  Sun 6 Dec, Sun 13 Dec, Sun 20 Dec, Sun 27 Dec: croner, cron, cron-parser, cron-schedule, cronosjs, @datasert/cronjs-matcher, graphile-worker, node-cron, cron-converter
  Sat 5 Dec, Sat 12 Dec, Sat 19 Dec, Sat 26 Dec: @breejs/later
SEEN
echo "as it was seen"
