#!/usr/bin/env bash
# A message that a server is sending, for 3, 7 and 11 s, when it is told to end by SIGTERM, as at each deploy: does the caller get the answer? Ten ways to end gracefully, and two without one.
#
# Versions: http-terminator 3.2.0, lil-http-terminator 1.2.3, @godaddy/terminus 4.12.1, stoppable 1.1.0, http-graceful-shutdown 4.0.0, http-shutdown 1.2.2, @moebius/http-graceful-shutdown 1.1.0,
# close-with-grace 2.5.0, fastify-graceful-shutdown 5.0.0 with fastify 5.12.8, lightship 9.0.4; each as it is by itself.
# Seen on 2026-11-30: three of the ten, all named for it, give what is on its way one second by themselves, as long as a call to another service takes on a bad day, and cut it off; lightship gives five
# seconds, close-with-grace and fastify-graceful-shutdown ten. NXCLOUD goes on with what it has been given, and the message is sent. stoppable, http-graceful-shutdown, http-shutdown, the other http-graceful-shutdown
# and `server.close` alone wait for the answer.
#   A request that is answered at once, as a test's is, is never cut off. Each of the six has an option for the time.
# Who is hurt: who deploys by day: what the caller is told of a message that was sent is a broken connection, and most send it again, which is paid.
# What follows: the time to end is longer than the longest call and its retries, and the platform's (30 s before SIGKILL, where it is Kubernetes) longer than that; try it with a slow call at work.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts http-terminator@3.2.0 lil-http-terminator@1.2.3 @godaddy/terminus@4.12.1 stoppable@1.1.0 http-graceful-shutdown@4.0.0 http-shutdown@1.2.2 \
  @moebius/http-graceful-shutdown@1.1.0 close-with-grace@2.5.0 fastify@5.12.8 fastify-graceful-shutdown@5.0.0 lightship@9.0.4
cat > serve.mjs <<'JS'
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

async function send(url) {
  process.send("sending");
  await sleep(Number(url.slice(1)));
  return "{}";
}
const onTerm = (end) => process.once("SIGTERM", end);
const exit = () => process.exit();
const closed = (server) => new Promise((resolve) => void server.close(resolve));
const logger = { log() {}, warn() {}, error() {} };
const load = async (name) => (await import(name)).default;
const plain = createServer(async ({ url }, response) => response.end(await send(url)));
const ways = {
  none: () => plain,
  "server.close": () => onTerm(() => plain.close()),
  "http-terminator": async () => {
    const terminator = (await import("http-terminator")).createHttpTerminator({ server: plain });
    onTerm(() => terminator.terminate().then(exit));
  },
  "lil-http-terminator": async () => {
    const terminator = (await load("lil-http-terminator"))({ server: plain, logger });
    onTerm(() => terminator.terminate().then(exit));
  },
  "@godaddy/terminus": async () => (await load("@godaddy/terminus")).createTerminus(plain, { signal: "SIGTERM" }),
  lightship: async () => {
    const lightship = await (await import("lightship")).createLightship({ port: 0 });
    lightship.registerShutdownHandler(() => closed(plain));
    lightship.signalReady();
  },
  "close-with-grace": async () => (await load("close-with-grace"))({ logger }, () => closed(plain)),
  "fastify-graceful-shutdown": async () => {
    const app = (await load("fastify"))();
    app.post("/:time", ({ url }) => send(url));
    await app.register(await load("fastify-graceful-shutdown"));
    await app.ready();
    return app.server;
  },
  stoppable: async () => {
    const server = (await load("stoppable"))(plain);
    onTerm(() => server.stop());
  },
  "http-graceful-shutdown": async () => (await load("http-graceful-shutdown"))(plain),
  "http-shutdown": async () => {
    const server = (await load("http-shutdown"))(plain);
    onTerm(() => server.shutdown(exit));
  },
  "@moebius/http-graceful-shutdown": async () => {
    const { GracefulShutdownManager } = await import("@moebius/http-graceful-shutdown");
    const manager = new GracefulShutdownManager(plain);
    onTerm(() => manager.terminate(exit));
  },
};
if (process.send === undefined) console.log(Object.keys(ways).join("\n"));
else {
  const made = await ways[process.argv[2]]();
  const server = made === undefined || !("listen" in made) ? plain : made;
  server.listen(0, "127.0.0.1", () => process.send(`http://127.0.0.1:${server.address().port}`));
}
JS
cat > renew.mjs <<'JS'
import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

const ways = execFileSync(process.execPath, ["serve.mjs"], { encoding: "utf8" }).trim().split("\n");
const times = [3, 7, 11];
const children = ways.map((way) => fork("serve.mjs", [way], { stdio: "ignore" }));
const urls = (await Promise.all(children.map((child) => once(child, "message")))).map(([url]) => url);
const lines = ways.map(async (way, index) => {
  const child = children[index];
  const post = (time) => fetch(`${urls[index]}/${time * 1000}`, { method: "POST" }).then(({ status }) => status, () => "CUT OFF");
  let sending = 0;
  child.on("message", () => void (sending += 1));
  const answers = times.map(post);
  while (sending < times.length) await sleep(10);
  child.kill("SIGTERM");
  const told = await Promise.all(answers);
  child.kill("SIGKILL");
  return `${way}: ${times.map((time, place) => `${time} s ${told[place]}`).join(", ")}`;
});
console.log((await Promise.all(lines)).join("\n"));
process.exit();
JS
node renew.mjs | tee seen
diff seen - <<'SEEN'
none: 3 s CUT OFF, 7 s CUT OFF, 11 s CUT OFF
server.close: 3 s 200, 7 s 200, 11 s 200
http-terminator: 3 s CUT OFF, 7 s CUT OFF, 11 s CUT OFF
lil-http-terminator: 3 s CUT OFF, 7 s CUT OFF, 11 s CUT OFF
@godaddy/terminus: 3 s CUT OFF, 7 s CUT OFF, 11 s CUT OFF
lightship: 3 s 200, 7 s CUT OFF, 11 s CUT OFF
close-with-grace: 3 s 200, 7 s 200, 11 s CUT OFF
fastify-graceful-shutdown: 3 s 200, 7 s 200, 11 s CUT OFF
stoppable: 3 s 200, 7 s 200, 11 s 200
http-graceful-shutdown: 3 s 200, 7 s 200, 11 s 200
http-shutdown: 3 s 200, 7 s 200, 11 s 200
@moebius/http-graceful-shutdown: 3 s 200, 7 s 200, 11 s 200
SEEN
echo "as it was seen"
