#!/usr/bin/env bash
# A call that is refused each time, given to fourteen libraries that repeat a function, with the number 3, 1 and 0 in the option that says how often: how many times it is made. It is taken at the 50th,
# so that there is an end.
#
# Versions: p-retry 9.0.0, async-retry 1.3.3, promise-retry 2.0.1, cockatiel 4.0.0, es-toolkit 1.53.2, rxjs 7.8.2, ts-retry-promise 0.8.1, effect 4.1.0, exponential-backoff 3.1.3, @lifeomic/attempt 3.1.0,
# retry-as-promised 7.1.1, async 3.2.6, radashi 12.9.6, ts-retry 7.0.3.
# Seen on 2026-11-30:
#   - Eight make four calls of 3, and six make three; the option's name does not tell: `maxAttempts: 3` is four with cockatiel and three with @lifeomic/attempt, `times: 3` four with effect and three
#     with async and radashi.
#   - 0, which is what an operator sets who wants nothing sent twice, is one call with eleven of them. async makes its default of five of it, ts-retry goes on to its default of 240, and
#     @lifeomic/attempt never ends, which it documents.
#   - ts-retry-promise throws an error of its own in place of the one it had, whose code is then one level down.
# Who is hurt: who changes one for another and keeps the number; and whose SEND_RETRIES=0 is read from the environment: where a try may have been taken and its answer was lost, each one more is a
# second message, and is paid.
# What follows: count the calls in a test, with the number that is in use and with 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts p-retry@9.0.0 async-retry@1.3.3 promise-retry@2.0.1 cockatiel@4.0.0 es-toolkit@1.53.2 rxjs@7.8.2 ts-retry-promise@0.8.1 effect@4.1.0 \
  exponential-backoff@3.1.3 @lifeomic/attempt@3.1.0 retry-as-promised@7.1.1 async@3.2.6 radashi@12.9.6 ts-retry@7.0.3
cat > count.mjs <<'JS'
import { retry as attempt } from "@lifeomic/attempt";
import async from "async";
import asyncRetry from "async-retry";
import { ConstantBackoff, retry as cockatiel, handleAll } from "cockatiel";
import { Effect } from "effect";
import * as toolkit from "es-toolkit";
import { backOff } from "exponential-backoff";
import pRetry from "p-retry";
import promiseRetry from "promise-retry";
import { retry as radashi } from "radashi";
import retryAsPromised from "retry-as-promised";
import { defer, lastValueFrom, retry as rxjs } from "rxjs";
import { retryAsync } from "ts-retry";
import { retry as tsRetryPromise } from "ts-retry-promise";

const soon = { minTimeout: 1, factor: 1 };
const ways = {
  "p-retry, retries": (send, retries) => pRetry(send, { retries, ...soon }),
  "async-retry, retries": (send, retries) => asyncRetry(send, { retries, ...soon }),
  "promise-retry, retries": (send, retries) => promiseRetry((again) => send().catch(again), { retries, ...soon }),
  "es-toolkit, retries": (send, retries) => toolkit.retry(send, { retries, delay: 1 }),
  "ts-retry-promise, retries": (send, retries) => tsRetryPromise(send, { retries, delay: 1 }),
  "rxjs, count": (send, count) => lastValueFrom(defer(send).pipe(rxjs({ count }))),
  "effect, times": (send, times) => Effect.runPromise(Effect.retry(Effect.tryPromise({ try: send, catch: (error) => error }), { times })),
  "async, times": (send, times) => async.retry({ times, interval: 1 }, async () => send()),
  "radashi, times": (send, times) => radashi({ times, delay: 1 }, send),
  "cockatiel, maxAttempts": (send, maxAttempts) => cockatiel(handleAll, { maxAttempts, backoff: new ConstantBackoff(1) }).execute(send),
  "@lifeomic/attempt, maxAttempts": (send, maxAttempts) => attempt(send, { maxAttempts, delay: 1 }),
  "exponential-backoff, numOfAttempts": (send, numOfAttempts) => backOff(send, { numOfAttempts, startingDelay: 1 }),
  "retry-as-promised, max": (send, max) => retryAsPromised.default(send, { max, backoffBase: 1 }),
  "ts-retry, maxTry": (send, maxTry) => retryAsync(send, { maxTry, delay: 1 }),
};
async function outcomeOf(way, number) {
  let calls = 0;
  async function send() {
    calls += 1;
    if (calls < 50) throw Object.assign(new Error("too many requests"), { code: 9010 });
  }
  const code = await way(send, number).then(() => 9010, (error) => error.code);
  return `${number} makes ${calls === 50 ? "50 OR MORE" : calls}${code === 9010 ? "" : ", another error"}`;
}
for (const [name, way] of Object.entries(ways)) {
  const said = [];
  for (const number of [3, 1, 0]) said.push(await outcomeOf(way, number));
  console.log(`${name}: ${said.join("; ")}`);
}
process.exit();
JS
node count.mjs | tee seen
diff seen - <<'SEEN'
p-retry, retries: 3 makes 4; 1 makes 2; 0 makes 1
async-retry, retries: 3 makes 4; 1 makes 2; 0 makes 1
promise-retry, retries: 3 makes 4; 1 makes 2; 0 makes 1
es-toolkit, retries: 3 makes 4; 1 makes 2; 0 makes 1
ts-retry-promise, retries: 3 makes 4, another error; 1 makes 2, another error; 0 makes 1, another error
rxjs, count: 3 makes 4; 1 makes 2; 0 makes 1
effect, times: 3 makes 4; 1 makes 2; 0 makes 1
async, times: 3 makes 3; 1 makes 1; 0 makes 5
radashi, times: 3 makes 3; 1 makes 1; 0 makes 1
cockatiel, maxAttempts: 3 makes 4; 1 makes 2; 0 makes 1
@lifeomic/attempt, maxAttempts: 3 makes 3; 1 makes 1; 0 makes 50 OR MORE
exponential-backoff, numOfAttempts: 3 makes 3; 1 makes 1; 0 makes 1
retry-as-promised, max: 3 makes 3; 1 makes 1; 0 makes 1
ts-retry, maxTry: 3 makes 3; 1 makes 1; 0 makes 50 OR MORE
SEEN
echo "as it was seen"
