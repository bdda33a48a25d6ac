#!/usr/bin/env bash
# How long a trip takes, or how long before it a message is to go out, as people in Vietnam write it ("2h30", "1,5h"), by five readers of durations.
#
# Versions: parse-duration 2.1.9, timestring 7.0.0, enhanced-ms 5.0.0, juration 0.1.1, human-interval 2.0.1 (the one that the queue Agenda reads its delays by).
# Seen on 2026-11-30:
#   - the comma, which is Vietnam's decimal one, is dropped: "1,5h" is 15 hours to parse-duration and timestring, and five hours and a second to juration. human-interval makes one
#     hour of "1,5 hours". enhanced-ms alone has no number for either.
#   - "2h30" is what timetables print. Only parse-duration reads 150 minutes; timestring and enhanced-ms drop the 30 and say 120, and juration says 120.5: it adds 30 seconds.
#   - 30', thirty minutes, is half a minute to juration and 30 milliseconds to parse-duration, which makes about one millisecond of "1:30".
#   - "2h30p" ("p" for phút) is two hours to parse-duration and enhanced-ms.
# With "2h30m" and "1.5h" all are right that read them, so that a test in English shows nothing.
# Who is hurt: who computes `sendAt` from a departure and a lead time that an operator typed: the reminder goes out half a day early, or half an hour late.
# What follows: a duration is a whole number of minutes in a field of its own; what is typed is shown back as a time of day before anything is scheduled.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts parse-duration@2.1.9 timestring@7.0.0 enhanced-ms@5.0.0 juration@0.1.1 human-interval@2.0.1
cat > durations.mjs <<'JS'
import { ms } from "enhanced-ms";
import humanInterval from "human-interval";
import juration from "juration";
import parseDuration from "parse-duration";
import timestring from "timestring";

const readers = {
  "parse-duration": parseDuration,
  timestring: (text) => timestring(text, "ms"),
  "enhanced-ms": (text) => ms(text),
  juration: (text) => juration.parse(text) * 1000,
  "human-interval": humanInterval,
};
function read(reader, text) {
  try {
    const duration = reader(text);
    return Number.isFinite(duration) ? `${Number((duration / 60_000).toFixed(4))} min` : "no number";
  } catch {
    return "an error";
  }
}
for (const text of ["2h30m", "1.5h", "1,5h", "1,5 hours", "2h30", "2h30p", "30'", "1:30"]) {
  console.log(`${text}: ${Object.entries(readers).map(([name, reader]) => `${name} ${read(reader, text)}`).join(", ")}`);
}
JS
node durations.mjs | tee seen
diff seen - <<'SEEN'
2h30m: parse-duration 150 min, timestring 150 min, enhanced-ms 150 min, juration 150 min, human-interval no number
1.5h: parse-duration 90 min, timestring 90 min, enhanced-ms 90 min, juration 90 min, human-interval no number
1,5h: parse-duration 900 min, timestring 900 min, enhanced-ms no number, juration 300.0167 min, human-interval no number
1,5 hours: parse-duration 900 min, timestring 900 min, enhanced-ms no number, juration 300.0167 min, human-interval 60 min
2h30: parse-duration 150 min, timestring 120 min, enhanced-ms 120 min, juration 120.5 min, human-interval no number
2h30p: parse-duration 120 min, timestring an error, enhanced-ms 120 min, juration an error, human-interval no number
30': parse-duration 0.0005 min, timestring an error, enhanced-ms no number, juration 0.5 min, human-interval no number
1:30: parse-duration 0 min, timestring an error, enhanced-ms no number, juration 0.5167 min, human-interval no number
SEEN
echo "as it was seen"
