#!/usr/bin/env bash
# Seven days and thirty days, the two lives of a journey token, as the time to live of caches and the time of a reminder: what is still there, or
# reminded of, a tenth of a second later.
#
# Versions: memory-cache 0.2.0, apicache 1.6.3, expiry-map 2.0.0 (under p-memoize 9.0.0), timed-cache 2.0.0, lru-cache 11.5.3 (ttlAutopurge), @isaacs/ttlcache 2.1.5, node-cache 5.1.2, keyv 6.1.0;
# rxjs 7.8.2 (timer), toad-scheduler 4.1.0, node-schedule 2.1.1,
# croner 11.0.1, cron 4.4.0. Node 20 and 22.
# Seen on 2026-11-30: with seven days all do what they say. A timer of Node and of browsers holds 24.8 days, and a longer one fires after a millisecond. So with thirty, memory-cache,
# apicache, expiry-map and timed-cache forget at once, which only shows in the bill of what is made anew; rxjs sends the reminder now; toad-scheduler refuses it, which is the best
# that can be done with a timer. The others look at a clock, or wait in parts.
# Who is hurt: who keeps one token of `token_logistics_30` for an order in such a cache, so that each message opens a journey of its own, which is charged.
# What follows: whatever is to last longer than 24 days is tried with its own length, not with a short one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund memory-cache@0.2.0 apicache@1.6.3 expiry-map@2.0.0 p-memoize@9.0.0 timed-cache@2.0.0 lru-cache@11.5.3 @isaacs/ttlcache@2.1.5 node-cache@5.1.2 \
  keyv@6.1.0 express@5.3.0 rxjs@7.8.2 \
  toad-scheduler@4.1.0 node-schedule@2.1.1 croner@11.0.1 cron@4.4.0
cat > wait.mjs <<'JS'
import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { TTLCache } from "@isaacs/ttlcache";
import apicache from "apicache";
import { CronJob } from "cron";
import { Cron } from "croner";
import ExpiryMap from "expiry-map";
import express from "express";
import Keyv from "keyv";
import { LRUCache } from "lru-cache";
import memoryCache from "memory-cache";
import NodeCache from "node-cache";
import schedule from "node-schedule";
import pMemoize from "p-memoize";
import { timer } from "rxjs";
import TimedCache from "timed-cache";
import { SimpleIntervalJob, Task, ToadScheduler } from "toad-scheduler";

const days = Number(process.argv[2]);
const ttl = days * 86_400_000;
const at = new Date(Date.now() + ttl);
console.error = console.warn = () => {};

async function urlOf(app) {
  const server = createServer(app);
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `http://127.0.0.1:${server.address().port}/`;
}
const kept = (cache, get = () => cache.get("order")) => ({ put: () => cache.set("order", "token"), get });
let made = 0;
const memoized = pMemoize(async () => (made += 1), { cache: new ExpiryMap(ttl) });
let answered = 0;
const cached = await urlOf(express().get("/", apicache.middleware(`${days} days`), (_, response) => response.json((answered += 1))));
const ask = async () => (await fetch(cached)).json();
const timed = new TimedCache({ defaultTtl: ttl });
const caches = {
  "memory-cache": { put: () => memoryCache.put("order", "token", ttl), get: () => memoryCache.get("order") },
  apicache: { put: ask, get: async () => (await ask()) === 1 },
  "expiry-map": { put: memoized, get: async () => (await memoized()) === 1 },
  "timed-cache": { put: () => timed.put("order", "token"), get: () => timed.get("order") },
  "lru-cache": kept(new LRUCache({ max: 10, ttl, ttlAutopurge: true })),
  "@isaacs/ttlcache": kept(new TTLCache({ ttl })),
  "node-cache": kept(new NodeCache({ stdTTL: ttl / 1000 })),
  keyv: kept(new Keyv({ ttl })),
};
for (const { put } of Object.values(caches)) await put();
await sleep(100);
const forgotten = [];
for (const [name, { get }] of Object.entries(caches)) if (!(await get())) forgotten.push(name);
console.log(`${days} days, forgotten at once: by ${forgotten.join(", ") || "none"}`);

const sent = new Set();
timer(ttl).subscribe(() => sent.add("rxjs"));
schedule.scheduleJob(at, () => sent.add("node-schedule"));
new Cron(at, () => sent.add("croner"));
new CronJob(at, () => sent.add("cron"), null, true);
const toad = new ToadScheduler();
const job = new SimpleIntervalJob({ days }, new Task("remind", () => sent.add("toad-scheduler")));
let refused = "none";
try {
  toad.addSimpleIntervalJob(job);
} catch {
  refused = "toad-scheduler";
}
await sleep(100);
console.log(`  reminded at once: by ${[...sent].join(", ") || "none"}; refused: by ${refused}`);
process.exit();
JS
for days in 7 30; do node --no-warnings wait.mjs $days 2>/dev/null; done | tee seen
diff seen - <<'SEEN'
7 days, forgotten at once: by none
  reminded at once: by none; refused: by none
30 days, forgotten at once: by memory-cache, apicache, expiry-map, timed-cache
  reminded at once: by rxjs; refused: by toad-scheduler
SEEN
echo "as it was seen"
