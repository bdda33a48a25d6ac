#!/usr/bin/env bash
# Three messages in a queue that sends one at a time, with a limit of 300 ms for each, to a server that takes 2.5 s for one: what the caller is told, how many the server has taken, and how many it
# works on at once.
#
# Versions: p-queue 10.0.0 (timeout), bottleneck 2.19.5 (expiration), async 3.2.6 (queue and timeout), cockatiel 4.0.0 (bulkhead, and timeout in its two strategies), p-limit 7.3.3 over p-timeout 8.0.0,
# better-queue 3.8.12 (maxTimeout), @supercharge/promise-pool 3.3.0 (withTaskTimeout).
# Seen on 2026-11-30: seven say three times that it failed, and all three messages are sent. None stops what it has begun, and each lets the next one begin, since the place is free for it: the
# server, which was to have one at a time, has three. The slower it becomes, the more it gets. The one that
# keeps to one at a time is cockatiel's "cooperative", whose task is to stop by itself: it says nothing of the limit where the task does not look.
# Who is hurt: who sends the failed ones again. "Timed out" of a queue reads like "not sent", and the customer gets two, which are paid; and who holds to an account's limit by `concurrency: 1`.
# What follows: a limit belongs to the call, where what is unknown is told apart from what was not sent; what timed out is sent again with the same `Idempotency-Key` only.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts p-queue@10.0.0 bottleneck@2.19.5 async@3.2.6 cockatiel@4.0.0 p-limit@7.3.3 p-timeout@8.0.0 better-queue@3.8.12 @supercharge/promise-pool@3.3.0
cat > wait.mjs <<'JS'
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { PromisePool } from "@supercharge/promise-pool";
import async from "async";
import BetterQueue from "better-queue";
import Bottleneck from "bottleneck";
import { bulkhead, TimeoutStrategy, timeout, wrap } from "cockatiel";
import pLimit from "p-limit";
import PQueue from "p-queue";
import pTimeout from "p-timeout";

let working = 0;
let most = 0;
let taken = 0;
const server = createServer(async (request, response) => {
  await text(request);
  taken += 1;
  working += 1;
  most = Math.max(most, working);
  await sleep(2500);
  working -= 1;
  response.end("{}");
});
await once(server.listen(0, "127.0.0.1"), "listening");
const url = `http://127.0.0.1:${server.address().port}/`;
const send = async () => (await fetch(url, { method: "POST", body: "{}" })).text();

// The first request of a process takes longer than the others.
await send();
const queue = new PQueue({ concurrency: 1, timeout: 300 });
const bottleneck = new Bottleneck({ maxConcurrent: 1 });
const worker = async.timeout((_, done) => void send().then(() => done(), done), 300);
const asyncQueue = async.queue(worker, 1);
const policy = (strategy) => wrap(bulkhead(1, 10), timeout(300, strategy));
const [aggressive, cooperative] = [policy(TimeoutStrategy.Aggressive), policy(TimeoutStrategy.Cooperative)];
const limit = pLimit(1);
const better = new BetterQueue((_, done) => void send().then(() => done(), done), { concurrent: 1, maxTimeout: 300 });
const inPool = async (orders) => {
  const { errors } = await PromisePool.for(orders).withConcurrency(1).withTaskTimeout(300).process(() => send());
  return errors.length;
};
const each = (put) => async (orders) => (await Promise.allSettled(orders.map(put))).filter(({ status }) => status === "rejected").length;
const queues = {
  "p-queue": each(() => queue.add(() => send())),
  bottleneck: each(() => bottleneck.schedule({ expiration: 300 }, () => send())),
  async: each(() => asyncQueue.pushAsync(1)),
  "cockatiel, aggressive": each(() => aggressive.execute(() => send())),
  "p-limit, p-timeout": each(() => limit(() => pTimeout(send(), { milliseconds: 300 }))),
  "better-queue": each((order) => new Promise((resolve, reject) => better.push({ id: order }, (error) => (error ? reject(error) : resolve())))),
  "promise-pool": inPool,
  "cockatiel, cooperative": each(() => cooperative.execute(() => send())),
};
for (const [name, sendAll] of Object.entries(queues)) {
  most = taken = 0;
  const failed = await sendAll([1, 2, 3]);
  for (let looks = 0; looks < 300 && (taken < 3 || working > 0); looks += 1) await sleep(50);
  console.log(`${name}: ${failed} of 3 failed, ${taken} taken, ${most} at once`);
}
process.exit();
JS
node wait.mjs | tee seen
diff seen - <<'SEEN'
p-queue: 3 of 3 failed, 3 taken, 3 at once
bottleneck: 3 of 3 failed, 3 taken, 3 at once
async: 3 of 3 failed, 3 taken, 3 at once
cockatiel, aggressive: 3 of 3 failed, 3 taken, 3 at once
p-limit, p-timeout: 3 of 3 failed, 3 taken, 3 at once
better-queue: 3 of 3 failed, 3 taken, 3 at once
promise-pool: 3 of 3 failed, 3 taken, 3 at once
cockatiel, cooperative: 0 of 3 failed, 3 taken, 1 at once
SEEN
echo "as it was seen"
