#!/usr/bin/env bash
# A phone and an order number that come out of a spreadsheet as numbers, bound to SQL that makes text of them, by seven ways to SQLite from JavaScript.
#
# Versions: node:sqlite of Node 22.23.2, libsql 0.5.29, sql.js 1.17.0, node-sqlite3-wasm 0.8.60, @tursodatabase/database 0.7.2; a Durable Object's SQL and D1 in
# miniflare 4.20260730.0.
# Seen on 2026-11-30: the same statement gives other text by another driver. node:sqlite, libsql and Workers bind every number as a float: 42 in a TEXT column is
# "42.0", a phone "84912345678.0", a key `'order:' || ?` "order:42.0", and half of 5 is 2.5. node-sqlite3-wasm and Turso bind whole numbers as integers: "42", and half of 5 is 2.
# sql.js does either, by the size: "42", and "84912345678.0", since a phone is beyond 32 bits. So what was tried with a small number there says nothing of a phone.
# One file and one statement with ON CONFLICT DO NOTHING, run by two drivers: one row by each, since the keys differ. No driver warns, and each finds what it wrote itself.
# (A column that is INTEGER hides it; one that is TEXT, `||`, CAST and json_array show it.)
# Who is hurt: who keeps "sent already" in a table that a script fills by one driver and a service by another, or compares such text with a "42" that came as JSON: the
# customer gets the message twice.
# What follows: keys, phones and references are made strings in JavaScript, before they are bound; what two drivers write is tested with both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund node@22.23.2 libsql@0.5.29 sql.js@1.17.0 node-sqlite3-wasm@0.8.60 @tursodatabase/database@0.7.2 miniflare@4.20260730.0
cat > bind.mjs <<'JS'
import { DatabaseSync } from "node:sqlite";
import { connect } from "@tursodatabase/database";
import Libsql from "libsql";
import { Miniflare } from "miniflare";
import wasm from "node-sqlite3-wasm";
import startSqlJs from "sql.js";

const create = "CREATE TABLE parcels (phone TEXT, number TEXT)";
const insert = "INSERT INTO parcels VALUES (?, ?)";
const select = "SELECT number, phone, 'order:' || ? AS key, ? / 2 AS half FROM parcels";
const [phone, number, five] = [84912345678, 42, 5];

const native = new DatabaseSync(":memory:");
const libsql = new Libsql(":memory:");
const packed = new wasm.Database();
const sqlJs = new (await startSqlJs()).Database();
const turso = await connect(":memory:");
const worker = `
  import { DurableObject } from "cloudflare:workers";
  const [create, insert, select] = ${JSON.stringify([create, insert, select])};
  export class Parcels extends DurableObject {
    ask() {
      const { sql } = this.ctx.storage;
      sql.exec(create);
      sql.exec(insert, ${phone}, ${number});
      return sql.exec(select, ${number}, ${five}).one();
    }
  }
  export default {
    async fetch(request, { PARCELS, DB }) {
      await DB.exec(create);
      await DB.prepare(insert).bind(${phone}, ${number}).run();
      const ofD1 = await DB.prepare(select).bind(${number}, ${five}).first();
      return Response.json([await PARCELS.get(PARCELS.idFromName("one")).ask(), ofD1]);
    },
  };
`;
const workers = new Miniflare({
  modules: true,
  script: worker,
  compatibilityDate: "2026-07-01",
  durableObjects: { PARCELS: { className: "Parcels", useSQLite: true } },
  d1Databases: ["DB"],
});
const [ofObject, ofD1] = await (await workers.dispatchFetch("http://127.0.0.1/")).json();
await workers.dispose();

for (const database of [native, libsql, packed, sqlJs, turso]) await database.exec(create);
native.prepare(insert).run(phone, number);
libsql.prepare(insert).run(phone, number);
packed.run(insert, [phone, number]);
sqlJs.run(insert, [phone, number]);
await turso.prepare(insert).run(phone, number);
const asked = sqlJs.prepare(select);
asked.bind([number, five]);
asked.step();
const rows = {
  "node:sqlite": native.prepare(select).get(number, five),
  libsql: libsql.prepare(select).get(number, five),
  "Durable Object": ofObject,
  D1: ofD1,
  "sql.js": asked.getAsObject(),
  "node-sqlite3-wasm": packed.get(select, [number, five]),
  turso: await turso.prepare(select).get(number, five),
};
for (const [name, row] of Object.entries(rows)) console.log(`${name}: ${row.number}, ${row.phone}, ${row.key}, half of 5 is ${row.half}`);

const once = "INSERT INTO sent VALUES ('order:' || ?) ON CONFLICT DO NOTHING";
const one = new DatabaseSync("sent.db");
one.exec("CREATE TABLE sent (key TEXT PRIMARY KEY)");
one.prepare(once).run(number);
one.prepare(once).run(number);
one.close();
const other = new wasm.Database("sent.db");
other.run(once, [number]);
console.log(`one file, two drivers: ${other.all("SELECT key FROM sent ORDER BY key").map(({ key }) => key).join(", ")}`);
process.exit();
JS
node_modules/.bin/node --no-warnings bind.mjs | tee seen
diff seen - <<'SEEN'
node:sqlite: 42.0, 84912345678.0, order:42.0, half of 5 is 2.5
libsql: 42.0, 84912345678.0, order:42.0, half of 5 is 2.5
Durable Object: 42.0, 84912345678.0, order:42.0, half of 5 is 2.5
D1: 42.0, 84912345678.0, order:42.0, half of 5 is 2.5
sql.js: 42, 84912345678.0, order:42, half of 5 is 2
node-sqlite3-wasm: 42, 84912345678, order:42, half of 5 is 2
turso: 42, 84912345678, order:42, half of 5 is 2
one file, two drivers: order:42, order:42.0
SEEN
echo "as it was seen"
