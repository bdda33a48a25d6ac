import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll } from "vitest";
import { createPostgresStore } from "../../src/postgres.ts";
import { describeStore } from "./describe-store.ts";
import { openPglite } from "./pglite.ts";
import { createScratchSchema } from "./scratch-schema.ts";

const server = process.env["DATABASE_URL"];
const pooler = process.env["PGBOUNCER_URL"];
const storeKeys = [Buffer.alloc(32, 7).toString("base64")];

let engine: PGlite | undefined;
beforeAll(async () => {
  engine = server ? undefined : await PGlite.create();
  console.log(`Postgres: ${server ? "the server at DATABASE_URL" : "PGlite, embedded (no DATABASE_URL)"}`);
  console.log(`PgBouncer: ${pooler ? "the one at PGBOUNCER_URL" : "not run (no PGBOUNCER_URL)"}`);
});

const schemas: Awaited<ReturnType<typeof createScratchSchema>>[] = [];
afterAll(async () => {
  // A few at once: a connection for each is more than a server takes, and one by one they are slow.
  const dropAll = async () => {
    for (let schema = schemas.pop(); schema; schema = schemas.pop()) await schema.drop();
  };
  await Promise.all([dropAll(), dropAll(), dropAll(), dropAll()]);
  await engine?.close();
});

async function newSchema(url: string) {
  const schema = await createScratchSchema(url);
  schemas.push(schema);
  return schema;
}

const onServer = async (url: string) => createPostgresStore({ url: (await newSchema(url)).url, storeKeys });
describeStore("postgres", () => (engine ? openPglite(engine, storeKeys) : onServer(server ?? "")));

// Its connections are shared after each transaction, and start-up parameters are refused: the schema is an option.
if (server && pooler)
  describeStore("postgres behind PgBouncer", async () =>
    createPostgresStore({ url: pooler, schema: (await newSchema(server)).name, storeKeys }),
  );
