#!/usr/bin/env bash
# One order, put into a queue in Postgres four times under one key: twice before it is taken, while it is worked on, and after it is done, as a shop's hook is repeated.
#
# Versions: pg-boss 12.38.0 (`singletonKey`, in queues of its five policies), graphile-worker 0.18.0 (`jobKey`), @electric-sql/pglite 0.5.14 as their Postgres.
# Seen on 2026-11-30, of the three that are put in before the first is done: pg-boss sends all three with a `singletonKey` alone, since in a queue of the default policy
# the key is stored and means nothing, and so it does in a queue of the policy "singleton", which runs one at a time and keeps the others for later. "short" and "stately" send two, and
# "exclusive" one. graphile-worker sends two in its default mode and in `preserve_run_at`: a job that is being worked on gives its key away. `unsafe_dedupe` sends one. Once it is done,
# none of the eight remembers the key: the order that is put in once more is sent once more.
# Who is hurt: who makes jobs of a shop's hooks, and takes the key for what keeps a message from going out twice: each message costs, and the customer gets both.
# What follows: the key that lasts is the receiver's. Each job sends with an `Idempotency-Key` made of the order and the topic, and "singleton" is read as one at a time.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts pg-boss@12.38.0 graphile-worker@0.18.0 @electric-sql/pglite@0.5.14 @electric-sql/pglite-socket@0.2.17 pg@8.23.1 @opentelemetry/api@1.10.0
cat > queue.mjs <<'JS'
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { Logger, makeWorkerUtils } from "graphile-worker";
import pg from "pg";
import { PgBoss } from "pg-boss";

const order = { order: "42" };
const lite = await PGlite.create();

async function executeSql(text, values) {
  if (values?.length > 0) return lite.query(text, values);
  return { rows: (await lite.exec(text)).flatMap(({ rows }) => rows) };
}
const boss = new PgBoss({ db: { executeSql }, supervise: false, schedule: false });
boss.on("error", () => {});
await boss.start();
for (const policy of ["standard", "short", "singleton", "stately", "exclusive"]) {
  const queue = `send-${policy}`;
  await boss.createQueue(queue, { policy });
  let sent = 0;
  const put = () => boss.send(queue, order, { singletonKey: "order-42" });
  const take = () => boss.fetch(queue, { batchSize: 10 });
  const work = async (jobs) => {
    sent += jobs.length;
    for (const { id } of jobs) await boss.complete(queue, id);
  };
  await put();
  await put();
  const taken = await take();
  await put();
  await work(taken);
  for (let round = 0; round < 3; round += 1) await work(await take());
  const before = sent;
  await put();
  await work(await take());
  console.log(`pg-boss, ${policy}: ${before} of three, and ${sent - before} more when it is put once more after that`);
}

const server = new PGLiteSocketServer({ db: lite, host: "127.0.0.1", port: 0, maxConnections: 8 });
await server.start();
const port = Number(server.getServerConn().split(":").pop());
const pool = new pg.Pool({ host: "127.0.0.1", port, user: "postgres", password: "any", database: "postgres", max: 1 });
pool.on("error", () => {});
const utils = await makeWorkerUtils({ pgPool: pool, logger: new Logger(() => () => {}) });
await utils.migrate();
const jobs = "graphile_worker._private_jobs";
for (const jobKeyMode of ["replace", "preserve_run_at", "unsafe_dedupe"]) {
  const put = () => utils.addJob("send", order, { jobKey: "order-42", jobKeyMode });
  const count = async () => (await lite.query(`SELECT count(*)::int AS count FROM ${jobs} WHERE attempts < max_attempts OR locked_by IS NOT NULL`)).rows[0].count;
  await put();
  await put();
  await lite.exec(`UPDATE ${jobs} SET locked_by = 'worker', locked_at = now(), attempts = 1`);
  await put();
  const before = await count();
  await lite.exec(`DELETE FROM ${jobs}`);
  await put();
  console.log(`graphile-worker, ${jobKeyMode}: ${before} of three, and ${await count()} more when it is put once more after that`);
  await lite.exec(`DELETE FROM ${jobs}`);
}
process.exit();
JS
node queue.mjs | tee seen
diff seen - <<'SEEN'
pg-boss, standard: 3 of three, and 1 more when it is put once more after that
pg-boss, short: 2 of three, and 1 more when it is put once more after that
pg-boss, singleton: 3 of three, and 1 more when it is put once more after that
pg-boss, stately: 2 of three, and 1 more when it is put once more after that
pg-boss, exclusive: 1 of three, and 1 more when it is put once more after that
graphile-worker, replace: 2 of three, and 1 more when it is put once more after that
graphile-worker, preserve_run_at: 2 of three, and 1 more when it is put once more after that
graphile-worker, unsafe_dedupe: 1 of three, and 1 more when it is put once more after that
SEEN
echo "as it was seen"
