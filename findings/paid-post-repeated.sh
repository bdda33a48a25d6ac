#!/usr/bin/env bash
# A POST that costs money, over HTTP clients that were told to try up to two times more: how often it arrives where the server takes it whole and then closes
# the connection, or answers 503.
# Versions: axios 1.21.1 with axios-retry 4.5.0 and with retry-axios 4.0.3, superagent 10.4.2, ofetch 1.5.1, fetch-retry 6.0.0, wretch 3.0.9, ky 2.1.0, got 16.1.0.
# Seen on 2026-11-28: three of eight kinds of "retry" leave a POST alone (ky, got, retry-axios). superagent and ofetch repeat it in both cases. axios-retry, whose default
# condition is named `isNetworkOrIdempotentRequestError`, repeats a POST whose connection broke, by then taken by the server, and leaves one alone that was
# answered 503. fetch-retry does the same. wretch does the opposite: it repeats what was answered, and leaves a broken connection alone.
# So "retries" says nothing of whether a message is sent twice; nor does having tried it with a 503.
# What follows: retries of a call that is not idempotent are decided by what surely was not sent, and are tried with a connection that breaks after the request.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts axios@1.21.1 axios-retry@4.5.0 retry-axios@4.0.3 superagent@10.4.2 ofetch@1.5.1 fetch-retry@6.0.0 \
  wretch@3.0.9 ky@2.1.0 got@16.1.0
cat >ask.mjs <<'JS'
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import axios from "axios";
import axiosRetry from "axios-retry";
import fetchRetry from "fetch-retry";
import got from "got";
import ky from "ky";
import { ofetch } from "ofetch";
import { attach } from "retry-axios";
import superagent from "superagent";
import wretch from "wretch";
import { retry } from "wretch/middlewares";

const order = { order: "42" };
let arrived = 0;
let closes = true;
const server = createServer(async (request, response) => {
  if ((await text(request)).includes("42")) arrived += 1;
  if (closes) response.destroy();
  else response.writeHead(503, { "content-type": "application/json" }).end("{}");
});
await once(server.listen(0, "127.0.0.1"), "listening");
const url = `http://127.0.0.1:${server.address().port}/`;

const withAxiosRetry = axios.create();
axiosRetry(withAxiosRetry, { retries: 2 });
const withRetryAxios = axios.create();
attach(withRetryAxios);
const clients = {
  "axios-retry": () => withAxiosRetry.post(url, order),
  "retry-axios": () => withRetryAxios.post(url, order, { raxConfig: { retry: 2 } }),
  superagent: () => superagent.post(url).retry(2).send(order),
  ofetch: () => ofetch(url, { method: "POST", body: order, retry: 2 }),
  "fetch-retry": () => fetchRetry(fetch, { retries: 2, retryDelay: 1 })(url, { method: "POST", body: JSON.stringify(order) }),
  wretch: () => wretch(url).middlewares([retry({ maxAttempts: 2, delayTimer: 1 })]).post(order).json(),
  ky: () => ky.post(url, { json: order, retry: 2 }),
  got: () => got.post(url, { json: order, retry: { limit: 2 } }),
};
for (const [name, post] of Object.entries(clients)) {
  const counts = [];
  for (closes of [true, false]) {
    arrived = 0;
    await Promise.resolve().then(post).catch(() => {});
    counts.push(arrived);
  }
  console.log(`${name}: ${counts[0]} where the connection is closed, ${counts[1]} where it is answered 503`);
}
server.closeAllConnections();
server.close();
JS
node ask.mjs | tee seen
diff seen - <<'SEEN'
axios-retry: 3 where the connection is closed, 1 where it is answered 503
retry-axios: 1 where the connection is closed, 1 where it is answered 503
superagent: 3 where the connection is closed, 3 where it is answered 503
ofetch: 3 where the connection is closed, 3 where it is answered 503
fetch-retry: 3 where the connection is closed, 1 where it is answered 503
wretch: 1 where the connection is closed, 3 where it is answered 503
ky: 1 where the connection is closed, 1 where it is answered 503
got: 1 where the connection is closed, 1 where it is answered 503
SEEN
echo "as it was seen"
