#!/usr/bin/env bash
# A JSON text that was signed, handed to nine HTTP clients as a string with `content-type: application/json`: do the bytes arrive that were signed? NXCLOUD's signature, and those of most
# webhooks, are made over the body as it is sent.
#
# Versions: axios 1.21.1 (on node:http and on fetch), phin 4.0.0, got 16.1.0, ky 2.1.0, ofetch 1.5.1, superagent 10.4.2, needle 3.5.0, urllib 4.9.2, undici 7.30.1 (request).
# Seen on 2026-11-30: axios and phin parse a string to see whether it is JSON, and trim it: a text that ends with a line end, as jq, an editor or a template leaves it, arrives
# without it, and its signature is wrong. The same bytes as a Buffer are sent as they are. Spaces and line ends inside stay. So `JSON.stringify` never shows it, and a
# request kept in a file fails. Neither warns, and what an interceptor sees of the request has the line end still. The other seven send what they were given.
# Who is hurt: who signs calls to NXCLOUD by hand (1003, invalid signature), or delivers events to partners who check them: the fault is looked for in the secret.
# What follows: give axios and phin a Buffer, or trim before signing; sign with a vector that ends in a line end.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund axios@1.21.1 phin@4.0.0 got@16.1.0 ky@2.1.0 ofetch@1.5.1 superagent@10.4.2 needle@3.5.0 urllib@4.9.2 undici@7.30.1
cat > send.mjs <<'JS'
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import axios from "axios";
import got from "got";
import ky from "ky";
import needle from "needle";
import { ofetch } from "ofetch";
import phin from "phin";
import superagent from "superagent";
import { request } from "undici";
import urllib from "urllib";

const sign = (body) => createHash("md5").update(`accessKey=key&action=mt&bizType=9&ts=1&body=`).update(body).update("&accessSecret=secret").digest("hex");
let accepted;
const server = createServer(async (incoming, response) => {
  accepted = incoming.headers.sign === sign(await buffer(incoming));
  response.setHeader("content-type", "application/json").end("{}");
});
await once(server.listen(0, "127.0.0.1"), "listening");
const url = `http://127.0.0.1:${server.address().port}/`;
const clients = {
  axios: (body, headers) => axios.post(url, body, { headers }),
  "axios on fetch": (body, headers) => axios.post(url, body, { headers, adapter: "fetch" }),
  "axios with a Buffer": (body, headers) => axios.post(url, Buffer.from(body), { headers }),
  phin: (body, headers) => phin({ url, method: "POST", data: body, headers }),
  got: (body, headers) => got.post(url, { body, headers }),
  ky: (body, headers) => ky.post(url, { body, headers }),
  ofetch: (body, headers) => ofetch(url, { method: "POST", body, headers }),
  superagent: (body, headers) => superagent.post(url).set(headers).send(body),
  needle: (body, headers) => needle("post", url, body, { headers }),
  urllib: (body, headers) => urllib.request(url, { method: "POST", data: body, headers }),
  "undici, request": async (body, headers) => (await request(url, { method: "POST", body, headers })).body.json(),
};
const order = { appkey: "demo", phone: "84900000000" };
const texts = { compact: JSON.stringify(order), indented: JSON.stringify(order, null, 2), "with a line end": `${JSON.stringify(order)}\n` };
for (const [client, send] of Object.entries(clients)) {
  const said = [];
  for (const [name, body] of Object.entries(texts)) {
    await send(body, { "content-type": "application/json", sign: sign(body) });
    said.push(`${name} ${accepted ? "right" : "WRONG"}`);
  }
  console.log(`${client}: ${said.join(", ")}`);
}
server.closeAllConnections();
server.close();
process.exit();
JS
node send.mjs | tee seen
diff seen - <<'SEEN'
axios: compact right, indented right, with a line end WRONG
axios on fetch: compact right, indented right, with a line end WRONG
axios with a Buffer: compact right, indented right, with a line end right
phin: compact right, indented right, with a line end WRONG
got: compact right, indented right, with a line end right
ky: compact right, indented right, with a line end right
ofetch: compact right, indented right, with a line end right
superagent: compact right, indented right, with a line end right
needle: compact right, indented right, with a line end right
urllib: compact right, indented right, with a line end right
undici, request: compact right, indented right, with a line end right
SEEN
echo "as it was seen"
