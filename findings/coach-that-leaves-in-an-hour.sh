#!/usr/bin/env bash
# How long until a coach leaves, and until a parcel is there, in Vietnamese, by eight ways to say it: 44, 45, 89, 90 and 119 minutes, and 35 hours.
#
# Versions: dayjs 1.11.23 (relativeTime), moment 2.31.0, date-fns 4.4.0 (formatDistance, formatDistanceStrict), luxon 3.7.2, timeago.js 4.0.2, javascript-time-ago 2.6.4, humanize-duration 3.35.1
# (`largest: 1`). Node 20 and 22.
# Seen on 2026-11-30: 44 minutes are 44 by all eight. One minute more is "một giờ tới" by dayjs and moment, and "khoảng 1 giờ nữa" by date-fns: an hour, where it is 45 minutes. 89 minutes are the same hour by
# all eight, and so are 119 by three of them (luxon, timeago.js, humanize-duration), while the others make two hours of 90. 35 hours are one day by each. Of
# all eight only date-fns' formatDistance says that it is about so ("khoảng"), and only of hours.
# So one text stands for 45 to 119 minutes, and a library put in place of another moves it by half an hour without a test that fails: tests take 2 hours and 3 days.
# Who is hurt: a passenger who is told "in an hour" comes when the coach has left a quarter of an hour ago; one who waits for a parcel "tomorrow" gets it the day after.
# What follows: a message has the time itself, "7:45 ngày 30/11", which is also right when it is read an hour later; what is relative stays on a page that is drawn anew.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts dayjs@1.11.23 moment@2.31.0 date-fns@4.4.0 luxon@3.7.2 timeago.js@4.0.2 javascript-time-ago@2.6.4 humanize-duration@3.35.1
cat > say.mjs <<'JS'
import { formatDistance, formatDistanceStrict } from "date-fns";
import { vi } from "date-fns/locale";
import dayjs from "dayjs";
import "dayjs/locale/vi.js";
import relativeTime from "dayjs/plugin/relativeTime.js";
import humanize from "humanize-duration";
import TimeAgo from "javascript-time-ago";
import localeOfTimeAgo from "javascript-time-ago/locale/vi";
import { DateTime } from "luxon";
import moment from "moment";
import "moment/locale/vi.js";
import { format, register } from "timeago.js";
import localeOfTimeago from "timeago.js/lib/lang/vi.js";

const now = new Date("2026-11-30T07:00:00+07:00");
dayjs.extend(relativeTime);
register("vi", localeOfTimeago.default);
TimeAgo.addDefaultLocale(localeOfTimeAgo);
const timeAgo = new TimeAgo("vi");
const ways = {
  dayjs: (time) => dayjs(time).locale("vi").from(now),
  moment: (time) => moment(time).locale("vi").from(now),
  "date-fns, formatDistance": (time) => formatDistance(time, now, { locale: vi, addSuffix: true }),
  "date-fns, formatDistanceStrict": (time) => formatDistanceStrict(time, now, { locale: vi, addSuffix: true }),
  "javascript-time-ago": (time) => timeAgo.format(time, { now: now.getTime() }),
  luxon: (time) => DateTime.fromJSDate(time).toRelative({ base: DateTime.fromJSDate(now), locale: "vi" }),
  "timeago.js": (time) => format(time, "vi", { relativeDate: now }),
  "humanize-duration": (time) => humanize(time - now, { language: "vi", largest: 1 }),
};
for (const [name, say] of Object.entries(ways)) {
  const said = [44, 45, 89, 90, 119, 35 * 60].map((minutes) => `${minutes} min ${say(new Date(now.getTime() + minutes * 60_000))}`);
  console.log(`${name}: ${said.join("; ")}`);
}
JS
node say.mjs | tee seen
diff seen - <<'SEEN'
dayjs: 44 min 44 phút tới; 45 min một giờ tới; 89 min một giờ tới; 90 min 2 giờ tới; 119 min 2 giờ tới; 2100 min một ngày tới
moment: 44 min 44 phút tới; 45 min một giờ tới; 89 min một giờ tới; 90 min 2 giờ tới; 119 min 2 giờ tới; 2100 min một ngày tới
date-fns, formatDistance: 44 min 44 phút nữa; 45 min khoảng 1 giờ nữa; 89 min khoảng 1 giờ nữa; 90 min khoảng 2 giờ nữa; 119 min khoảng 2 giờ nữa; 2100 min 1 ngày nữa
date-fns, formatDistanceStrict: 44 min 44 phút nữa; 45 min 45 phút nữa; 89 min 1 giờ nữa; 90 min 2 giờ nữa; 119 min 2 giờ nữa; 2100 min 1 ngày nữa
javascript-time-ago: 44 min sau 44 phút nữa; 45 min sau 45 phút nữa; 89 min sau 1 giờ nữa; 90 min sau 2 giờ nữa; 119 min sau 2 giờ nữa; 2100 min sau 1 ngày nữa
luxon: 44 min sau 44 phút nữa; 45 min sau 45 phút nữa; 89 min sau 1 giờ nữa; 90 min sau 1 giờ nữa; 119 min sau 1 giờ nữa; 2100 min sau 1 ngày nữa
timeago.js: 44 min trong 44 phút; 45 min trong 45 phút; 89 min trong 1 giờ; 90 min trong 1 giờ; 119 min trong 1 giờ; 2100 min trong 1 ngày
humanize-duration: 44 min 44 phút; 45 min 45 phút; 89 min 1 giờ; 90 min 1 giờ; 119 min 1 giờ; 2100 min 1 ngày
SEEN
echo "as it was seen"
