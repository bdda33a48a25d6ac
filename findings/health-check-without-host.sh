#!/usr/bin/env bash
# What HAProxy sends as a health check where nothing else is set, `GET /healthz HTTP/1.0` without a `Host`, to one small app on seven ways of serving it on Node.
# Versions: @hono/node-server 2.1.8 with hono 4.13.19, srvx 1.0.8, h3 2.0.8, fastify 5.12.8, express 5.3.0, koa 3.3.0, and node:http alone.
# Seen on 2026-11-28: six of seven answer 200. @hono/node-server answers 400, before the app is asked: it makes a URL of the request, and has no host for it. So all servers are
# taken for dead by a balancer that finds the same app healthy on the others, and nothing is logged. HTTP/1.0 needs no Host, and Node's own server refuses
# its absence for HTTP/1.1 alone. The option `hostname` mends it, which the README of that version does not mention.
# What follows: an app that is served by it is given a hostname, and is tried with the balancer's own check, not with curl, which always sends a Host.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @hono/node-server@2.1.8 hono@4.13.19 srvx@1.0.8 h3@2.0.8 fastify@5.12.8 express@5.3.0 koa@3.3.0
cat >ask.mjs <<'JS'
import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { getRequestListener } from "@hono/node-server";
import express from "express";
import fastify from "fastify";
import { H3, toNodeHandler as toH3 } from "h3/node";
import { Hono } from "hono";
import Koa from "koa";
import { toNodeHandler as toSrvx } from "srvx/node";

const hono = new Hono().get("/healthz", (context) => context.text("up"));
const ofFastify = fastify().get("/healthz", () => "up");
await ofFastify.ready();
const ofKoa = new Koa().use((context) => {
  context.body = "up";
});
const listeners = {
  "node:http": (_, response) => response.end("up"),
  express: express().get("/healthz", (_, response) => response.send("up")),
  koa: ofKoa.callback(),
  fastify: ofFastify.routing,
  srvx: toSrvx(() => new Response("up")),
  h3: toH3(new H3().get("/healthz", () => "up")),
  "@hono/node-server": getRequestListener(hono.fetch),
  "@hono/node-server, hostname": getRequestListener(hono.fetch, { hostname: "localhost" }),
};
for (const [name, listener] of Object.entries(listeners)) {
  const server = createServer(listener);
  await once(server.listen(0, "127.0.0.1"), "listening");
  const socket = connect(server.address().port, "127.0.0.1");
  socket.write("GET /healthz HTTP/1.0\r\n\r\n");
  const status = (await text(socket)).split(" ")[1];
  console.log(`${name}: ${status}`);
  server.close();
}
JS
node ask.mjs | tee seen
diff seen - <<'SEEN'
node:http: 200
express: 200
koa: 200
fastify: 200
srvx: 200
h3: 200
@hono/node-server: 400
@hono/node-server, hostname: 200
SEEN
echo "as it was seen"
