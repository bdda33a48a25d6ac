#!/usr/bin/env bash
# A list of a thousand parcels, put as a file's stream, and a message put as a text, to a server that answers 503 to the first try and takes the second. How many rows does each try bring?
#
# Versions: axios 1.21.1 with axios-retry 4.5.0 and with retry-axios 4.0.3, undici 7.30.1 (RetryAgent, under its `fetch` and its `request`), urllib 4.9.2, ky 2.1.0,
# got 16.1.0, ofetch 1.5.1, fetch-retry 6.0.0, wretch 3.0.9. Node 20 and 22.
# Seen on 2026-11-30:
#   - axios-retry, retry-axios and undici's RetryAgent under `fetch` read the stream for the first try and send what is left of it with the second: nothing. A list of no rows is a valid list; the server
#     takes it, the caller is told 200, and none of the thousand is sent.
#   - RetryAgent under `fetch` does not get a text through either: the second try ends in "fetch failed" (a body that is shorter than its length), so that with it a 503 is never got over, though
#     the same agent under `request` does it. ofetch, fetch-retry and wretch tell of a body that "should not be disturbed" in place of the 503. Not a word of these says that it was only busy.
#   - got, urllib and undici's `request` try once, and give the 503. ky alone sends the list whole twice. With a text, all but RetryAgent under `fetch` send it again.
# (undici documents that a stateful body is not repeated; under `fetch` even a text is one.)
# Who is hurt: who puts a day's list where a service takes it by HTTP, through a client that repeats by itself: the day's customers get nothing, behind a 200.
# What follows: what may be repeated is a text, read before the first try; an empty list is refused by who takes it, and who sends it compares the number of rows that were taken.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts axios@1.21.1 axios-retry@4.5.0 retry-axios@4.0.3 undici@7.30.1 urllib@4.9.2 ky@2.1.0 got@16.1.0 ofetch@1.5.1 fetch-retry@6.0.0 \
  wretch@3.0.9
cat > put.mjs <<'JS'
import { once } from "node:events";
import { createReadStream, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import axios from "axios";
import axiosRetry from "axios-retry";
import fetchRetry from "fetch-retry";
import got from "got";
import ky from "ky";
import { ofetch } from "ofetch";
import { attach } from "retry-axios";
import { Agent, RetryAgent, request, fetch as undiciFetch } from "undici";
import urllib from "urllib";
import wretch from "wretch";
import { retry } from "wretch/middlewares";

const row = "84912345678,Đơn 42\n";
writeFileSync("parcels.csv", row.repeat(1000));
const stream = () => createReadStream("parcels.csv");
const web = () => Readable.toWeb(stream());
const tries = new Map();
const server = createServer(async (incoming, response) => {
  const before = tries.get(incoming.url) ?? [];
  tries.set(incoming.url, before);
  const place = before.push("broken off") - 1;
  before[place] = (await text(incoming)).split("84912345678").length - 1;
  response.writeHead(place === 0 ? 503 : 200, { "content-type": "application/json" }).end("{}");
});
await once(server.listen(0, "127.0.0.1"), "listening");
const base = `http://127.0.0.1:${server.address().port}`;

const retried = axios.create();
axiosRetry(retried, { retries: 2 });
const attached = axios.create();
attach(attached);
const raxConfig = { retry: 2 };
const dispatcher = new RetryAgent(new Agent(), { maxRetries: 2, minTimeout: 10 });
const half = { method: "PUT", duplex: "half" };
const again = fetchRetry(fetch, { retries: 2, retryDelay: 1, retryOn: [503] });
const clients = {
  "axios-retry, a text": (url) => retried.put(url, row),
  "axios-retry, a stream": (url) => retried.put(url, stream()),
  "retry-axios, a text": (url) => attached.put(url, row, { raxConfig }),
  "retry-axios, a stream": (url) => attached.put(url, stream(), { raxConfig }),
  "undici, request, a text": (url) => request(url, { method: "PUT", body: row, dispatcher }),
  "undici, request, a stream": (url) => request(url, { method: "PUT", body: stream(), dispatcher }),
  "undici, fetch, a text": (url) => undiciFetch(url, { method: "PUT", body: row, dispatcher }),
  "undici, fetch, a stream": (url) => undiciFetch(url, { ...half, body: stream(), dispatcher }),
  "urllib, a text": (url) => urllib.request(url, { method: "PUT", content: row, retry: 2 }),
  "urllib, a stream": (url) => urllib.request(url, { method: "PUT", stream: stream(), retry: 2 }),
  "ky, a stream": (url) => ky.put(url, { duplex: "half", body: web(), retry: 2 }),
  "got, a stream": (url) => got.put(url, { body: stream(), retry: { limit: 2 } }),
  "ofetch, a stream": (url) => ofetch.raw(url, { ...half, body: web(), retry: 2 }),
  "fetch-retry, a stream": (url) => again(url, { ...half, body: web() }),
  "wretch, a stream": (url) => wretch(url).middlewares([retry({ maxAttempts: 2, delayTimer: 1 })]).options({ duplex: "half" }).body(web()).put().res(),
};
for (const [name, put] of Object.entries(clients)) {
  const path = `/${encodeURIComponent(name)}`;
  const told = await Promise.resolve(`${base}${path}`).then(put).then(({ status, statusCode }) => status ?? statusCode, (error) => {
    const status = error.status ?? error.statusCode ?? error.response?.status ?? error.response?.statusCode;
    return status === undefined ? "an error without a status" : `an error of ${status}`;
  });
  console.log(`${name}: ${tries.get(path).join(" rows, then ")} rows; ${told}`);
}
process.exit();
JS
node put.mjs | tee seen
diff seen - <<'SEEN'
axios-retry, a text: 1 rows, then 1 rows; 200
axios-retry, a stream: 1000 rows, then 0 rows; 200
retry-axios, a text: 1 rows, then 1 rows; 200
retry-axios, a stream: 1000 rows, then 0 rows; 200
undici, request, a text: 1 rows, then 1 rows; 200
undici, request, a stream: 1000 rows; an error of 503
undici, fetch, a text: 1 rows; an error without a status
undici, fetch, a stream: 1000 rows, then 0 rows; 200
urllib, a text: 1 rows, then 1 rows; 200
urllib, a stream: 1000 rows; 503
ky, a stream: 1000 rows, then 1000 rows; 200
got, a stream: 1000 rows; an error of 503
ofetch, a stream: 1000 rows; an error without a status
fetch-retry, a stream: 1000 rows; an error without a status
wretch, a stream: 1000 rows; an error without a status
SEEN
echo "as it was seen"
