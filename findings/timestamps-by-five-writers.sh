#!/usr/bin/env bash
# The time of a departure, written as one Date into one column of type `timestamp` by five ways to Postgres from JavaScript, on a machine in Vietnam and on a server in UTC.
#
# Versions: pg 8.23.1, postgres 3.4.9 (postgres.js), @electric-sql/pglite 0.5.14, knex 3.3.0, drizzle-orm 0.45.4 (over pg);
# the server is PGlite's (@electric-sql/pglite-socket 0.2.17).
# Seen on 2026-11-30, where the machine is in Vietnam: pg and knex write the local clock, 00:30 on the 6th. postgres.js, PGlite and drizzle write UTC, 17:30 on the
# 5th, drizzle over the same pg that writes the local clock by itself. Read back with pg, the latter leave seven hours too early; with drizzle, the former leave seven hours too
# late. A `date` is the 6th to the former and the 5th to the latter. Each agrees with itself, and on a server in UTC all agree, so that no test in CI shows it.
# Who is hurt: who has trips in a table that a site fills by one library, and reads them by another to fill in `sendAt`: the reminder goes out after the coach, or in the middle of the night.
# What follows: such a column is `timestamptz`, of which all five write and read the same moment; a test runs with TZ=Asia/Ho_Chi_Minh.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps pg@8.23.1 postgres@3.4.9 @electric-sql/pglite@0.5.14 @electric-sql/pglite-socket@0.2.17 \
  knex@3.3.0 drizzle-orm@0.45.4
cat > write.mjs <<'JS'
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { drizzle } from "drizzle-orm/node-postgres";
import { date, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import knex from "knex";
import pg from "pg";
import postgres from "postgres";

const leaves = new Date("2026-12-05T17:30:00Z");
const lite = await PGlite.create();
await lite.exec('CREATE TABLE trips ("by" text PRIMARY KEY, leaves timestamp, moment timestamptz, day date)');
const server = new PGLiteSocketServer({ db: lite, host: "127.0.0.1", port: 0, maxConnections: 8 });
await server.start();
const port = Number(server.getServerConn().split(":").pop());
const connection = { host: "127.0.0.1", port, user: "postgres", password: "any", database: "postgres" };

const client = new pg.Client(connection);
await client.connect();
const insertOne = (by) => `INSERT INTO trips ("by", leaves, moment, day) VALUES ('${by}', $1, $2, $3)`;
await client.query(insertOne("pg"), [leaves, leaves, leaves]);
const trips = pgTable("trips", { by: text(), leaves: timestamp(), moment: timestamp({ withTimezone: true }), day: date({ mode: "date" }) });
await drizzle({ client }).insert(trips).values({ by: "drizzle-orm", leaves, moment: leaves, day: leaves });
await client.end();

const sql = postgres({ ...connection, max: 1 });
await sql`INSERT INTO trips ${sql({ by: "postgres.js", leaves, moment: leaves, day: leaves })}`;
await sql.end();

await lite.query(insertOne("pglite"), [leaves, leaves, leaves]);

const builder = knex({ client: "pg", connection, pool: { min: 1, max: 1 } });
await builder("trips").insert({ by: "knex", leaves, moment: leaves, day: leaves });
await builder.destroy();

console.log(process.env.TZ);
const asText = `SELECT "by", leaves::text, day::text, moment = '2026-12-05 17:30:00+00' AS same FROM trips ORDER BY "by"`;
const reader = new pg.Client(connection);
await reader.connect();
for (const row of (await lite.query(asText)).rows) {
  const read = (await reader.query('SELECT leaves FROM trips WHERE "by" = $1', [row.by])).rows[0].leaves;
  const off = (read - leaves) / 3_600_000;
  console.log(`  ${row.by}: ${row.leaves}, the day ${row.day}, timestamptz ${row.same ? "right" : "wrong"}, read by pg ${off} h off`);
}
process.exit();
JS
for zone in Asia/Ho_Chi_Minh UTC; do TZ=$zone node write.mjs; done | tee seen
diff seen - <<'SEEN'
Asia/Ho_Chi_Minh
  drizzle-orm: 2026-12-05 17:30:00, the day 2026-12-05, timestamptz right, read by pg -7 h off
  knex: 2026-12-06 00:30:00, the day 2026-12-06, timestamptz right, read by pg 0 h off
  pg: 2026-12-06 00:30:00, the day 2026-12-06, timestamptz right, read by pg 0 h off
  pglite: 2026-12-05 17:30:00, the day 2026-12-05, timestamptz right, read by pg -7 h off
  postgres.js: 2026-12-05 17:30:00, the day 2026-12-05, timestamptz right, read by pg -7 h off
UTC
  drizzle-orm: 2026-12-05 17:30:00, the day 2026-12-05, timestamptz right, read by pg 0 h off
  knex: 2026-12-05 17:30:00, the day 2026-12-05, timestamptz right, read by pg 0 h off
  pg: 2026-12-05 17:30:00, the day 2026-12-05, timestamptz right, read by pg 0 h off
  pglite: 2026-12-05 17:30:00, the day 2026-12-05, timestamptz right, read by pg 0 h off
  postgres.js: 2026-12-05 17:30:00, the day 2026-12-05, timestamptz right, read by pg 0 h off
SEEN
echo "as it was seen"
