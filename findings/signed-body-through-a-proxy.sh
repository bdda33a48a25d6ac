#!/usr/bin/env bash
# A webhook that is signed over its body, passed on to the service that checks it, by seven proxies of Node's frameworks, alone and behind what parses: does the body arrive that was signed?
# Each sender writes JSON in its own way: Python with spaces, PHP with \u and \/, others a cost as 180.0, an id of 19 digits as a number, a line end.
#
# Versions: http-proxy-middleware 4.2.2 and express-http-proxy 2.1.2 on express 5.3.0, @fastify/http-proxy 11.6.3 and @fastify/reply-from 12.6.5 on fastify 5.12.8, h3 2.0.8 (proxyRequest),
# hono 4.13.19 (hono/proxy) on @hono/node-server 2.1.9, koa-better-http-proxy 0.2.10 on koa 3.3.0 with koa-bodyparser 4.4.1.
# Seen on 2026-11-30: where something has parsed the body, four write it anew: express.json with http-proxy-middleware and its own `fixRequestBody`, with express-http-proxy, koa-bodyparser with
# koa-better-http-proxy, and @fastify/reply-from by itself, since fastify always parses. What was compact arrives as it was, and is what people try it with. Of the other six forms
# none does: the signature is wrong, and journey 1257624175686111232 is 1257624175686111200 behind the proxy, signed or not.
# Without a parser in front all pass the bytes on, @fastify/http-proxy too, though it is made of reply-from: it takes fastify's parsers away.
# Who is hurt: who puts a Node server in front of what takes receipts, to log them or to route by their content: some senders' are refused, or a receipt belongs to no journey.
# What follows: no parser before a proxy; what has to look into the body keeps the bytes, and passes those on.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund express@5.3.0 http-proxy-middleware@4.2.2 express-http-proxy@2.1.2 fastify@5.12.8 @fastify/http-proxy@11.6.3 @fastify/reply-from@12.6.5 h3@2.0.8 \
  hono@4.13.19 @hono/node-server@2.1.9 koa@3.3.0 koa-bodyparser@4.4.1 koa-better-http-proxy@0.2.10
cat > pass.mjs <<'JS'
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, request } from "node:http";
import { buffer } from "node:stream/consumers";
import httpProxy from "@fastify/http-proxy";
import replyFrom from "@fastify/reply-from";
import { getRequestListener } from "@hono/node-server";
import express from "express";
import expressHttpProxy from "express-http-proxy";
import fastify from "fastify";
import { H3, proxyRequest } from "h3";
import { toNodeHandler } from "h3/node";
import { Hono } from "hono";
import { proxy } from "hono/proxy";
import { createProxyMiddleware, fixRequestBody } from "http-proxy-middleware";
import Koa from "koa";
import betterProxy from "koa-better-http-proxy";
import bodyParser from "koa-bodyparser";

const sign = (body) => createHmac("sha256", "secret").update(body).digest("hex");
async function portOf(server) {
  await once(server.listen(0, "127.0.0.1"), "listening");
  return server.address().port;
}
let arrived;
const target = createServer(async (incoming, response) => {
  const body = await buffer(incoming);
  arrived = { right: incoming.headers.sign === sign(body), body: body.toString() };
  response.end("success");
});
const url = `http://127.0.0.1:${await portOf(target)}`;
const onNode = (app) => createServer(app);
async function onFastify(add) {
  const app = fastify();
  await add(app);
  await app.ready();
  return app.server;
}
const middleware = (on) => createProxyMiddleware({ target: url, on });
const proxies = {
  "http-proxy-middleware": onNode(express().use(middleware())),
  "express.json, http-proxy-middleware, fixRequestBody": onNode(express().use(express.json()).use(middleware({ proxyReq: fixRequestBody }))),
  "express-http-proxy": onNode(express().use(expressHttpProxy(url))),
  "express.json, express-http-proxy": onNode(express().use(express.json()).use(expressHttpProxy(url))),
  "@fastify/http-proxy": await onFastify((app) => app.register(httpProxy, { upstream: url })),
  "@fastify/reply-from": await onFastify((app) => app.register(replyFrom, { base: url }).post("/", (_, reply) => reply.from("/"))),
  h3: onNode(toNodeHandler(new H3().post("/", (event) => proxyRequest(event, `${url}/`)))),
  "hono/proxy": onNode(getRequestListener(new Hono().post("/", (context) => proxy(`${url}/`, context.req.raw)).fetch)),
  "koa-better-http-proxy": onNode(new Koa().use(betterProxy(url)).callback()),
  "koa-bodyparser, koa-better-http-proxy": onNode(new Koa().use(bodyParser()).use(betterProxy(url)).callback()),
};
const bodies = {
  compact: '{"status":"delivered"}',
  spaces: '{"status": "delivered"}',
  "\\u": '{"ext":"\\u0110\\u01a1n 42"}',
  "\\/": '{"url":"https:\\/\\/shop.example"}',
  "180.0": '{"cost":180.0}',
  "an id": '{"journeyId":1257624175686111232}',
  "a line end": '{"status":"delivered"}\n',
};
for (const [name, server] of Object.entries(proxies)) {
  const port = await portOf(server);
  const wrong = [];
  for (const [form, body] of Object.entries(bodies)) {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body), sign: sign(body) };
    const outgoing = request({ host: "127.0.0.1", port, method: "POST", path: "/", headers }).end(body);
    await buffer((await once(outgoing, "response"))[0]);
    if (!arrived.right) wrong.push(form === "an id" ? `an id as ${arrived.body}` : form);
  }
  console.log(`${name}: ${wrong.length === 0 ? "all right" : `wrong: ${wrong.join(", ")}`}`);
}
process.exit();
JS
node pass.mjs 2>/dev/null | tee seen
diff seen - <<'SEEN'
http-proxy-middleware: all right
express.json, http-proxy-middleware, fixRequestBody: wrong: spaces, \u, \/, 180.0, an id as {"journeyId":1257624175686111200}, a line end
express-http-proxy: all right
express.json, express-http-proxy: wrong: spaces, \u, \/, 180.0, an id as {"journeyId":1257624175686111200}, a line end
@fastify/http-proxy: all right
@fastify/reply-from: wrong: spaces, \u, \/, 180.0, an id as {"journeyId":1257624175686111200}, a line end
h3: all right
hono/proxy: all right
koa-better-http-proxy: all right
koa-bodyparser, koa-better-http-proxy: wrong: spaces, \u, \/, 180.0, an id as {"journeyId":1257624175686111200}, a line end
SEEN
echo "as it was seen"
