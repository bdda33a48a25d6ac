#!/usr/bin/env bash
# What journeys cost, asked of Postgres by two drivers of production and by two databases that stand in for it in tests: a sum, how many, an average, and the id of a journey from a bigint column.
#
# Versions: pg 8.23.1, postgres 3.4.9 (postgres.js), @electric-sql/pglite 0.5.14 (behind @electric-sql/pglite-socket 0.2.17 for the drivers), pg-mem 3.0.14.
# Seen on 2026-11-30: pg and postgres.js give sum() and count() as text, PGlite and pg-mem as numbers: with a fee of 20 on top, a test says 420, and production 40020, without an error; count() === 2 is never
# true there. numeric and avg() are text to all but pg-mem, which has 180.5 for "180.50". A bigint is text to the drivers; to PGlite it is a number or, from 2^53 on, a BigInt, by the size of each
# row, which JSON.stringify refuses (so a test with small ids passes); pg-mem rounds it: 1257624175686111232 is 1257624175686111200.
# The database is the same in the first three, and so is each row: only who reads it differs. TypeScript's generics take whatever the caller says.
# Who is hurt: who tests a report of costs, or a search of journeys, on PGlite or pg-mem, and runs it on pg.
# What follows: write the cast, `sum(amount)::integer` and `journey::text`: with it all four say the same, but for the id in pg-mem, which it has rounded by then.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund pg@8.23.1 postgres@3.4.9 @electric-sql/pglite@0.5.14 @electric-sql/pglite-socket@0.2.17 pg-mem@3.0.14
cat > sum.mjs <<'JS'
import { inspect } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import pg from "pg";
import { newDb } from "pg-mem";
import postgres from "postgres";

const setup = ["CREATE TABLE costs (amount integer, exact numeric, journey bigint)", "INSERT INTO costs VALUES (180, 180.50, 1257624175686111232), (220, 220, 7)"];
const lite = await PGlite.create();
const memory = newDb();
for (const statement of setup) {
  await lite.exec(statement);
  memory.public.none(statement);
}
const server = new PGLiteSocketServer({ db: lite, host: "127.0.0.1", port: 0, maxConnections: 4 });
await server.start();
const port = Number(server.getServerConn().split(":").pop());
const connection = { host: "127.0.0.1", port, user: "postgres", password: "any", database: "postgres" };
const client = new pg.Client(connection);
await client.connect();
const sql = postgres({ ...connection, max: 1 });
const { Client } = memory.adapters.createPg();
const ofMemory = new Client();
const databases = {
  pg: async (text) => (await client.query(text)).rows[0].value,
  "postgres.js": async (text) => (await sql.unsafe(text))[0].value,
  pglite: async (text) => (await lite.query(text)).rows[0].value,
  "pg-mem": async (text) => (await ofMemory.query(text)).rows[0].value,
};
const asked = ["sum(amount)", "sum(amount)::integer", "count(*)", "avg(amount)", "max(exact)", "min(exact)", "max(journey)", "min(journey)", "max(journey)::text"];
for (const [name, ask] of Object.entries(databases)) {
  const said = [];
  for (const what of asked) said.push(`${what} ${inspect(await ask(`SELECT ${what} AS value FROM costs`))}`);
  console.log(`${name}: ${said.join(", ")}; with a fee of 20 ${(await ask("SELECT sum(amount) AS value FROM costs")) + 20}`);
}
process.exit();
JS
node sum.mjs | tee seen
diff seen - <<'SEEN'
pg: sum(amount) '400', sum(amount)::integer 400, count(*) '2', avg(amount) '200.0000000000000000', max(exact) '220', min(exact) '180.50', max(journey) '1257624175686111232', min(journey) '7', max(journey)::text '1257624175686111232'; with a fee of 20 40020
postgres.js: sum(amount) '400', sum(amount)::integer 400, count(*) '2', avg(amount) '200.0000000000000000', max(exact) '220', min(exact) '180.50', max(journey) '1257624175686111232', min(journey) '7', max(journey)::text '1257624175686111232'; with a fee of 20 40020
pglite: sum(amount) 400, sum(amount)::integer 400, count(*) 2, avg(amount) '200.0000000000000000', max(exact) '220', min(exact) '180.50', max(journey) 1257624175686111232n, min(journey) 7, max(journey)::text '1257624175686111232'; with a fee of 20 420
pg-mem: sum(amount) 400, sum(amount)::integer 400, count(*) 2, avg(amount) 200, max(exact) 220, min(exact) 180.5, max(journey) 1257624175686111200, min(journey) 7, max(journey)::text '1257624175686111200'; with a fee of 20 420
SEEN
echo "as it was seen"
