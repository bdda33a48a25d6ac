#!/usr/bin/env bash
# A question, a GET, that is answered 429 or 503 with a `Retry-After`: of four seconds, of a date six seconds away, of an hour. Nine clients that were told to try twice more: do they wait?
#
# Versions: ky 2.1.0, got 16.1.0, undici 7.30.1 (RetryAgent), axios 1.21.1 with axios-retry 4.5.0 and with retry-axios 4.0.3, superagent 10.4.2, ofetch 1.5.1, fetch-retry 6.0.0, wretch 3.0.9.
# Seen on 2026-11-30: five wait, for seconds and for a date, after 429 and after 503; of these retry-axios gives up where it would be an hour, and the others wait in silence, with the caller's request
# open. superagent, ofetch, fetch-retry and wretch do not look at the header: they are back at once, and have used up their tries before the four seconds are over.
# With a mock, whose second answer is 200, all nine "work".
# Who is hurt: who is held to an account's rate, as by NXCLOUD's 9010: each try within that time is refused as well, and the call is lost that four seconds would have saved; and a desk whose page
# hangs for an hour.
# What follows: try it with a server that refuses until its own time is over; bound the wait, and say "later" to people.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ky@2.1.0 got@16.1.0 undici@7.30.1 axios@1.21.1 axios-retry@4.5.0 retry-axios@4.0.3 superagent@10.4.2 ofetch@1.5.1 fetch-retry@6.0.0 wretch@3.0.9
cat > wait.mjs <<'JS'
import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import axios from "axios";
import axiosRetry from "axios-retry";
import fetchRetry from "fetch-retry";
import got from "got";
import ky from "ky";
import { ofetch } from "ofetch";
import { attach } from "retry-axios";
import superagent from "superagent";
import { Agent, RetryAgent, request } from "undici";
import wretch from "wretch";
import { retry } from "wretch/middlewares";

const values = { "4 s": () => "4", "a date": () => new Date(Date.now() + 6000).toUTCString(), "an hour": () => "3600" };
const asked = new Map();
const server = createServer((incoming, response) => {
  const [, , status, value] = incoming.url.split("/").map(decodeURIComponent);
  const times = asked.get(incoming.url) ?? [];
  asked.set(incoming.url, [...times, performance.now()]);
  response.writeHead(times.length === 0 ? Number(status) : 200, { "content-type": "application/json", "retry-after": values[value]() }).end("{}");
});
await once(server.listen(0, "127.0.0.1"), "listening");
const base = `http://127.0.0.1:${server.address().port}`;

const ofAxios = axios.create();
axiosRetry(ofAxios, { retries: 2, retryCondition: () => true });
const attached = axios.create();
attach(attached);
const agent = new RetryAgent(new Agent(), { maxRetries: 2 });
const again = retry({ maxAttempts: 2, delayTimer: 100, until: (response) => response?.ok });
const clients = {
  ky: (url) => ky(url, { retry: 2 }).json(),
  got: (url) => got(url, { retry: { limit: 2 } }),
  "undici, RetryAgent": async (url) => (await request(url, { dispatcher: agent })).body.text(),
  "axios-retry": (url) => ofAxios.get(url),
  "retry-axios": (url) => attached.get(url, { raxConfig: { retry: 2 } }),
  superagent: (url) => superagent.get(url).retry(2, (_, response) => response?.status !== 200),
  ofetch: (url) => ofetch(url, { retry: 2 }),
  "fetch-retry": (url) => fetchRetry(fetch, { retries: 2, retryDelay: 100, retryOn: [429, 503] })(url),
  wretch: (url) => wretch(url).middlewares([again]).get().json(),
};
async function linesOf([name, get]) {
  const said = [];
  for (const status of [429, 503]) {
    const ways = Object.keys(values).map(async (value) => {
      const path = `/${encodeURIComponent(name)}/${status}/${encodeURIComponent(value)}`;
      const ended = Promise.resolve(`${base}${path}`).then(get).then(() => true, () => true);
      const isOver = await Promise.race([ended, sleep(9000, false)]);
      const [first, second] = asked.get(path);
      if (second === undefined) return `${value} ${isOver ? "gives up" : "waits"}`;
      return `${value} ${second - first > 3000 ? "waits" : "AT ONCE"}`;
    });
    said.push(`${status}: ${(await Promise.all(ways)).join(", ")}`);
  }
  return `${name}: ${said.join("; ")}`;
}
// The first request of a client takes longer than the others.
for (const [name, get] of Object.entries(clients)) await get(`${base}/${encodeURIComponent(name)}/200/4%20s`);
console.log((await Promise.all(Object.entries(clients).map(linesOf))).join("\n"));
process.exit();
JS
node wait.mjs | tee seen
diff seen - <<'SEEN'
ky: 429: 4 s waits, a date waits, an hour waits; 503: 4 s waits, a date waits, an hour waits
got: 429: 4 s waits, a date waits, an hour waits; 503: 4 s waits, a date waits, an hour waits
undici, RetryAgent: 429: 4 s waits, a date waits, an hour waits; 503: 4 s waits, a date waits, an hour waits
axios-retry: 429: 4 s waits, a date waits, an hour waits; 503: 4 s waits, a date waits, an hour waits
retry-axios: 429: 4 s waits, a date waits, an hour gives up; 503: 4 s waits, a date waits, an hour gives up
superagent: 429: 4 s AT ONCE, a date AT ONCE, an hour AT ONCE; 503: 4 s AT ONCE, a date AT ONCE, an hour AT ONCE
ofetch: 429: 4 s AT ONCE, a date AT ONCE, an hour AT ONCE; 503: 4 s AT ONCE, a date AT ONCE, an hour AT ONCE
fetch-retry: 429: 4 s AT ONCE, a date AT ONCE, an hour AT ONCE; 503: 4 s AT ONCE, a date AT ONCE, an hour AT ONCE
wretch: 429: 4 s AT ONCE, a date AT ONCE, an hour AT ONCE; 503: 4 s AT ONCE, a date AT ONCE, an hour AT ONCE
SEEN
echo "as it was seen"
