#!/usr/bin/env bash
# When a message is to be sent, as a dispatcher types it in Vietnamese, read by the Vietnamese part of chrono-node.
#
# Version: chrono-node 2.10.3, `chrono.vi`. The clock stands at Monday, 30 November 2026, 09:00 in Vietnam (the zone is given with the reference).
# Seen on 2026-11-30: nothing fails. Dates in full and "in 30 minutes" are right, and these are not:
#   - days of the week are numbers in Vietnamese. Of "thứ ba tuần sau" (Tuesday of next week) it reads "ba tuần sau" (in three weeks), and of "thứ bảy tuần này" (this
#     week's Saturday) "bảy tuần này": 18 January, a Monday. "tuần này" alone, this week, is a week later.
#   - "sáng thứ bảy" (on Saturday morning) is noon of the day on which it is read, though the whole text counts as read. The nearest "thứ bảy" is the one that is over.
#   - midnight, "12 giờ đêm", is noon. "24 giờ" is read from its second digit: four o'clock.
#   - half past and a quarter to ("7 giờ rưỡi", "7 giờ kém 15") are the full hour.
#   - "8 giờ tối mai" (at eight tomorrow evening) is this evening; with "ngày mai" it is right.
#   - "7h30", as timetables print it, is no time: the coach of "7h30 ngày 5/12" leaves at noon. A time before a date in figures gives two results, of which
#     `parseDate` takes the first, and that is today.
# Options do not help: `strict` and `forwardDate` read the Tuesday of next week in three weeks, and midnight at noon, too.
# Who is hurt: who gives such a text to `sendAt`: the message goes out hours too early, or weeks too late.
# What follows: times come from fields for a date and a time; what is read of a text is shown to the person, with its day of the week, before anything is scheduled.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund chrono-node@2.10.3
cat > read.mjs <<'JS'
import { vi } from "chrono-node";

const reference = { instant: new Date("2026-11-30T09:00:00+07:00"), timezone: 420 };
const inVietnam = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Ho_Chi_Minh",
  weekday: "short",
  day: "2-digit",
  month: "2-digit",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});
const show = ({ text, start }) => `${inVietnam.format(start.date())}${start.isCertain("hour") ? "" : " (no hour)"} of "${text}"`;
const read = (text, how = vi.casual, options = {}) => how.parse(text, reference, options).map(show).join(" and ") || "nothing";
const texts = [
  "lúc 7 giờ ngày 5 tháng 12 năm 2026",
  "30 phút nữa",
  "thứ ba tuần sau",
  "thứ bảy tuần này",
  "tuần này",
  "sáng thứ bảy",
  "thứ bảy",
  "12 giờ đêm",
  "24 giờ",
  "7 giờ rưỡi",
  "7 giờ kém 15",
  "8 giờ tối mai",
  "8 giờ tối ngày mai",
  "7h30",
  "7h30 ngày 5/12",
  "21 giờ 15 ngày 2/1/2027",
];
for (const text of texts) console.log(`${text}: ${read(text)}`);
for (const text of ["thứ ba tuần sau", "12 giờ đêm"]) {
  console.log(`${text}, strict: ${read(text, vi.strict)}`);
  console.log(`${text}, forwardDate: ${read(text, vi.casual, { forwardDate: true })}`);
}
JS
node read.mjs | tee seen
diff seen - <<'SEEN'
lúc 7 giờ ngày 5 tháng 12 năm 2026: Sat, 05/12/2026, 07:00 of "lúc 7 giờ ngày 5 tháng 12 năm 2026"
30 phút nữa: Mon, 30/11/2026, 09:30 of "30 phút nữa"
thứ ba tuần sau: Mon, 21/12/2026, 09:00 (no hour) of "ba tuần sau"
thứ bảy tuần này: Mon, 18/01/2027, 09:00 (no hour) of "bảy tuần này"
tuần này: Mon, 07/12/2026, 09:00 (no hour) of "tuần này"
sáng thứ bảy: Mon, 30/11/2026, 12:00 (no hour) of "sáng thứ bảy"
thứ bảy: Sat, 28/11/2026, 12:00 (no hour) of "thứ bảy"
12 giờ đêm: Mon, 30/11/2026, 12:00 of "12 giờ đêm"
24 giờ: Mon, 30/11/2026, 04:00 of "4 giờ"
7 giờ rưỡi: Mon, 30/11/2026, 07:00 of "7 giờ"
7 giờ kém 15: Mon, 30/11/2026, 07:00 of "7 giờ"
8 giờ tối mai: Mon, 30/11/2026, 20:00 of "8 giờ tối"
8 giờ tối ngày mai: Tue, 01/12/2026, 20:00 of "8 giờ tối ngày mai"
7h30: nothing
7h30 ngày 5/12: Sat, 05/12/2026, 12:00 (no hour) of "5/12"
21 giờ 15 ngày 2/1/2027: Mon, 30/11/2026, 21:15 of "21 giờ 15" and Sat, 02/01/2027, 12:00 (no hour) of "2/1/2027"
thứ ba tuần sau, strict: Mon, 21/12/2026, 09:00 (no hour) of "ba tuần sau"
thứ ba tuần sau, forwardDate: Mon, 21/12/2026, 09:00 (no hour) of "ba tuần sau"
12 giờ đêm, strict: Mon, 30/11/2026, 12:00 of "12 giờ đêm"
12 giờ đêm, forwardDate: Mon, 30/11/2026, 12:00 of "12 giờ đêm"
SEEN
echo "as it was seen"
