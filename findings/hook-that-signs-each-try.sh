#!/usr/bin/env bash
# A POST that is signed where each client has a place for it, a hook, an interceptor or a plugin, and repeated twice after a 503: which of the three tries does a server take that looks at the
# signature of the body and at a `ts` that is new? NXCLOUD refuses a `ts` older than 60 s, and other gateways one that came before.
#
# Versions: axios 1.21.1 with axios-retry 4.5.0 and with retry-axios 4.0.3, ofetch 1.5.1, ky 2.1.0, got 16.1.0, wretch 3.0.9, superagent 10.4.2.
# Seen on 2026-11-30: an interceptor of axios and `onRequest` of ofetch get the object at the first try, and its JSON text at the next ones. The obvious line,
# `sign(JSON.stringify(data))`, makes JSON of JSON then: the first try is right, the repeated ones have a wrong signature. ky's `beforeRequest`, axios' `transformRequest`, superagent's plugin, got's
# `init` and a middleware of wretch that stands before the one that repeats run once: the signature is right, and as old as the first try. got's `beforeRequest`, ky's with `beforeRetry` beside
# it, and a middleware of wretch behind the other sign each try.
# A mock that always answers 200 never shows any of it, and in production it looks like a wrong secret that comes and goes with the load.
# Who is hurt: who signs calls to NXCLOUD by hand and repeats them: what was only busy becomes 1003 (signature) or 1004 (expired), and is given up.
# What follows: make the text once, sign that text, and sign anew at each try; test it with a server that refuses the first one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund axios@1.21.1 axios-retry@4.5.0 retry-axios@4.0.3 ofetch@1.5.1 ky@2.1.0 got@16.1.0 wretch@3.0.9 superagent@10.4.2
cat > sign.mjs <<'JS'
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import axios from "axios";
import axiosRetry from "axios-retry";
import got from "got";
import ky from "ky";
import { ofetch } from "ofetch";
import { attach } from "retry-axios";
import superagent from "superagent";
import wretch from "wretch";
import { retry } from "wretch/middlewares";

let now = 0;
function headersFor(body) {
  const ts = String((now += 1));
  return { ts, sign: createHmac("sha256", "secret").update(`${ts}.${body}`).digest("hex") };
}
let tries;
let seen;
const server = createServer(async (request, response) => {
  const { ts, sign } = request.headers;
  const body = await text(request);
  if (createHmac("sha256", "secret").update(`${ts}.${body}`).digest("hex") !== sign) tries.push("WRONG SIGNATURE");
  else tries.push(seen.has(ts) ? "OLD ts" : "taken");
  seen.add(ts);
  response.writeHead(503, { "content-type": "application/json" }).end("{}");
});
await once(server.listen(0, "127.0.0.1"), "listening");
const url = `http://127.0.0.1:${server.address().port}/`;
const order = { order: "42" };

function signByInterceptor(client) {
  client.interceptors.request.use((config) => {
    config.headers.set(headersFor(JSON.stringify(config.data)));
    return config;
  });
}
function transform(data, headers) {
  const body = JSON.stringify(data);
  headers.set(headersFor(body));
  headers.set("content-type", "application/json");
  return body;
}
const [intercepted, attached, transformed] = [axios.create(), axios.create(), axios.create({ transformRequest: [transform] })];
signByInterceptor(intercepted);
signByInterceptor(attached);
for (const client of [intercepted, transformed]) axiosRetry(client, { retries: 2, retryCondition: () => true });
attach(attached);
const raxConfig = { retry: 2, retryDelay: 1, httpMethodsToRetry: ["POST"] };
async function signOfKy({ request }) {
  for (const [name, value] of Object.entries(headersFor(await request.clone().text()))) request.headers.set(name, value);
}
const ofKy = { limit: 2, methods: ["post"], delay: () => 1 };
const ofGot = { limit: 2, methods: ["POST"], calculateDelay: ({ computedValue }) => (computedValue === 0 ? 0 : 1) };
const signOfWretch = (next) => (target, options) => next(target, { ...options, headers: { ...options.headers, ...headersFor(options.body) } });
const again = retry({ maxAttempts: 2, delayTimer: 1 });
const clients = {
  "axios-retry, interceptor": () => intercepted.post(url, order),
  "retry-axios, interceptor": () => attached.post(url, order, { raxConfig }),
  "axios-retry, transformRequest": () => transformed.post(url, order),
  "ofetch, onRequest": () =>
    ofetch(url, {
      method: "POST",
      body: order,
      retry: 2,
      onRequest: ({ options }) => {
        for (const [name, value] of Object.entries(headersFor(JSON.stringify(options.body)))) options.headers.set(name, value);
      },
    }),
  "ky, beforeRequest": () => ky.post(url, { json: order, retry: ofKy, hooks: { beforeRequest: [signOfKy] } }),
  "ky, beforeRequest and beforeRetry": () => ky.post(url, { json: order, retry: ofKy, hooks: { beforeRequest: [signOfKy], beforeRetry: [signOfKy] } }),
  "got, init": () =>
    got.post(url, { json: order, retry: ofGot, hooks: { init: [(plain, options) => Object.assign(options.headers, headersFor(JSON.stringify(plain.json)))] } }),
  "got, beforeRequest": () =>
    got.post(url, { json: order, retry: ofGot, hooks: { beforeRequest: [(options) => void Object.assign(options.headers, headersFor(options.body))] } }),
  "wretch, before retry": () => wretch(url).middlewares([signOfWretch, again]).post(order).json(),
  "wretch, behind retry": () => wretch(url).middlewares([again, signOfWretch]).post(order).json(),
  "superagent, plugin": () => superagent.post(url).use((request) => request.set(headersFor(JSON.stringify(order)))).retry(2).send(order),
};
for (const [name, post] of Object.entries(clients)) {
  tries = [];
  seen = new Set();
  await Promise.resolve().then(post).catch(() => {});
  console.log(`${name}: ${tries.join(", ")}`);
}
process.exit();
JS
node sign.mjs | tee seen
diff seen - <<'SEEN'
axios-retry, interceptor: taken, WRONG SIGNATURE, WRONG SIGNATURE
retry-axios, interceptor: taken, WRONG SIGNATURE, WRONG SIGNATURE
axios-retry, transformRequest: taken, OLD ts, OLD ts
ofetch, onRequest: taken, WRONG SIGNATURE, WRONG SIGNATURE
ky, beforeRequest: taken, OLD ts, OLD ts
ky, beforeRequest and beforeRetry: taken, taken, taken
got, init: taken, OLD ts, OLD ts
got, beforeRequest: taken, taken, taken
wretch, before retry: taken, OLD ts, OLD ts
wretch, behind retry: taken, taken, taken
superagent, plugin: taken, OLD ts, OLD ts
SEEN
echo "as it was seen"
