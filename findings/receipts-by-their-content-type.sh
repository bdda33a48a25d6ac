#!/usr/bin/env bash
# A delivery receipt, `{"status":"delivered"}`, posted with seven content types that senders of webhooks use, to five servers with the JSON reader that each one's guide names, in a handler that
# answers 200.
#
# Versions: express 5.3.0, koa 3.3.0 with koa-bodyparser 4.4.1, fastify 5.12.8, h3 2.0.8, hono 4.13.19 on @hono/node-server 2.1.8.
# Seen on 2026-11-30: express answers 415 to `charset=utf8`, which some senders write and all the others read. Of `text/json`, `application/…+json`, `text/plain` and no type at all
# express and koa read nothing, and say nothing: the handler finds no status, answers 200, and the receipt is gone. fastify refuses three of these with 415, and hands over text/plain as a
# string, in which there is no `status` either. h3 and hono read all seven.
# Who is hurt: who receives NXCLOUD's receipts or a carrier's hooks: what was answered with 200 does not come again, and a sender that changes its type, which it may, ends all receipts.
# What follows: a receiver takes the bytes of any type (`express.text({ type: () => true })`), parses them itself, and answers 200 only to what it has understood.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund express@5.3.0 koa@3.3.0 koa-bodyparser@4.4.1 fastify@5.12.8 h3@2.0.8 hono@4.13.19 @hono/node-server@2.1.8
cat > receive.mjs <<'JS'
import { once } from "node:events";
import { createServer, request } from "node:http";
import { text } from "node:stream/consumers";
import { getRequestListener } from "@hono/node-server";
import express from "express";
import fastify from "fastify";
import { H3, readBody } from "h3";
import { toNodeHandler } from "h3/node";
import { Hono } from "hono";
import Koa from "koa";
import bodyParser from "koa-bodyparser";

const take = (body) => body?.status ?? "nothing";
const expressApp = express().use(express.json()).post("/", (incoming, response) => response.send(take(incoming.body)));
const koaApp = new Koa().use(bodyParser()).use((context) => {
  context.body = take(context.request.body);
});
const fastifyApp = fastify();
fastifyApp.post("/", async (incoming) => take(incoming.body));
await fastifyApp.ready();
const h3App = new H3().post("/", async (event) => take(await readBody(event)));
const honoApp = new Hono().post("/", async (context) => context.text(take(await context.req.json())));
const servers = {
  express: createServer(expressApp),
  koa: createServer(koaApp.callback()),
  fastify: fastifyApp.server,
  h3: createServer(toNodeHandler(h3App)),
  hono: createServer(getRequestListener(honoApp.fetch)),
};
const types = ["application/json", "application/json;charset=UTF-8", "application/json;charset=utf8", "text/json", "application/vnd.receipt+json", "text/plain", undefined];
console.error = () => {};
for (const [name, server] of Object.entries(servers)) {
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address();
  const said = [];
  for (const type of types) {
    const outgoing = request({ host: "127.0.0.1", port, method: "POST", headers: type === undefined ? {} : { "content-type": type } });
    outgoing.end('{"status":"delivered"}');
    const [answer] = await once(outgoing, "response");
    const body = await text(answer);
    said.push(`${type ?? "none"} ${answer.statusCode === 200 ? body : answer.statusCode}`);
  }
  console.log(`${name}: ${said.join(", ")}`);
}
process.exit();
JS
node receive.mjs 2>/dev/null | tee seen
diff seen - <<'SEEN'
express: application/json delivered, application/json;charset=UTF-8 delivered, application/json;charset=utf8 415, text/json nothing, application/vnd.receipt+json nothing, text/plain nothing, none nothing
koa: application/json delivered, application/json;charset=UTF-8 delivered, application/json;charset=utf8 delivered, text/json nothing, application/vnd.receipt+json nothing, text/plain nothing, none nothing
fastify: application/json delivered, application/json;charset=UTF-8 delivered, application/json;charset=utf8 delivered, text/json 415, application/vnd.receipt+json 415, text/plain nothing, none 415
h3: application/json delivered, application/json;charset=UTF-8 delivered, application/json;charset=utf8 delivered, text/json delivered, application/vnd.receipt+json delivered, text/plain delivered, none delivered
hono: application/json delivered, application/json;charset=UTF-8 delivered, application/json;charset=utf8 delivered, text/json delivered, application/vnd.receipt+json delivered, text/plain delivered, none delivered
SEEN
echo "as it was seen"
