#!/usr/bin/env bash
# A job for eight o'clock, by eight readers of cron, on a machine that is asleep from ten past seven: until five to eight, or until ten past eight. When is it run?
#
# Versions: node-cron 4.6.0, cron 4.4.0, croner 11.0.1, node-schedule 2.1.1, cron-schedule 6.0.0 (both of its schedulers), cronosjs 1.7.1, toad-scheduler 4.1.0, @breejs/later 4.2.0 (under bree); the clock
# is @sinonjs/fake-timers 15.5.0. Node 20 and 22.
# Seen on 2026-11-30: where the machine sleeps, the clock goes on and timers stand still (so they do on Linux, in a paused virtual machine, and where a clock that was wrong is set). Awake again in time, at
# five to eight, five run it at 8:45, late by as long as the sleep was. node-cron is late, too, sees it, and then does not run it: it logs "missed execution", and goes on to tomorrow. croner,
# toad-scheduler and the interval scheduler of cron-schedule look at the clock again, every half minute or minute, and are on time; awake too late, these run it within a minute.
#   With a machine that stays awake all are on time, so no test shows it.
# Who is hurt: the office whose computer or virtual machine sends the day's reminders: the coach of 8:30 has left when its passengers read of it, or they do not read of it at all.
# What follows: what is due is asked of a store once a minute (`send_at <= now`), with the latest time that a message makes sense at beside it; a timer is no longer than that minute.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts node-cron@4.6.0 cron@4.4.0 croner@11.0.1 node-schedule@2.1.1 cron-schedule@6.0.0 cronosjs@1.7.1 toad-scheduler@4.1.0 @breejs/later@4.2.0 \
  @sinonjs/fake-timers@15.5.0
cat > sleep.mjs <<'JS'
import { install } from "@sinonjs/fake-timers";

const at = (time) => Date.parse(`2026-11-30T${time}:00+07:00`);
const clock = install({ now: at("07:00") });
const { default: later } = await import("@breejs/later");
const { CronJob } = await import("cron");
const { parseCronExpression } = await import("cron-schedule");
const { IntervalBasedCronScheduler } = await import("cron-schedule/schedulers/interval-based.js");
const { TimerBasedCronScheduler } = await import("cron-schedule/schedulers/timer-based.js");
const { Cron } = await import("croner");
const { scheduleTask } = await import("cronosjs");
const { default: nodeCron } = await import("node-cron");
const { default: nodeSchedule } = await import("node-schedule");
const { CronJob: ToadJob, Task, ToadScheduler } = await import("toad-scheduler");

const daily = "0 8 * * *";
later.date.localTime();
const schedulers = {
  "node-cron": (run) => nodeCron.schedule(daily, run),
  cron: (run) => new CronJob(daily, run, null, true),
  "node-schedule": (run) => nodeSchedule.scheduleJob(daily, run),
  "cron-schedule, timer": (run) => TimerBasedCronScheduler.setInterval(parseCronExpression(daily), run),
  cronosjs: (run) => scheduleTask(daily, run),
  "@breejs/later": (run) => later.setInterval(run, later.parse.cron(daily)),
  croner: (run) => new Cron(daily, run),
  "toad-scheduler": (run) => new ToadScheduler().addCronJob(new ToadJob({ cronExpression: daily }, new Task("remind", run))),
  "cron-schedule, interval": (run) => new IntervalBasedCronScheduler(60_000).registerTask(parseCronExpression(daily), run),
};
const minutes = async (count) => {
  for (let second = 0; second < count * 60; second += 1) await clock.tickAsync(1000);
};
const run = {};
for (const [name, schedule] of Object.entries(schedulers)) schedule(() => (run[name] ??= new Date().toTimeString().slice(0, 8)));
await minutes(10);
const [, , awake] = process.argv;
clock.setSystemTime(at(awake));
await minutes(90);
console.log(`awake ${awake === "07:10" ? "all along" : `from ${awake}`}:`);
for (const name of Object.keys(schedulers)) console.log(`  ${name}: ${run[name] ?? "NOT TODAY"}`);
process.exit();
JS
for awake in 07:10 07:55 08:10; do TZ=Asia/Ho_Chi_Minh node sleep.mjs $awake 2>/dev/null | grep -v NODE-CRON; done | tee seen
diff seen - <<'SEEN'
awake all along:
  node-cron: 08:00:00
  cron: 08:00:00
  node-schedule: 08:00:00
  cron-schedule, timer: 08:00:00
  cronosjs: 08:00:00
  @breejs/later: 08:00:00
  croner: 08:00:00
  toad-scheduler: 08:00:00
  cron-schedule, interval: 08:00:00
awake from 07:55:
  node-cron: NOT TODAY
  cron: 08:45:00
  node-schedule: 08:45:00
  cron-schedule, timer: 08:45:00
  cronosjs: 08:45:00
  @breejs/later: 08:45:00
  croner: 08:00:00
  toad-scheduler: 08:00:00
  cron-schedule, interval: 08:00:00
awake from 08:10:
  node-cron: NOT TODAY
  cron: 09:00:00
  node-schedule: 09:00:00
  cron-schedule, timer: 09:00:00
  cronosjs: 09:00:00
  @breejs/later: 09:00:00
  croner: 08:10:30
  toad-scheduler: 08:10:30
  cron-schedule, interval: 08:11:00
SEEN
echo "as it was seen"
