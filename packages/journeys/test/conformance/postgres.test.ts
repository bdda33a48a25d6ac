import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll } from "vitest";
import { createPostgresStore } from "../../src/postgres.ts";
import { describeStore } from "./describe-store.ts";
import { openPglite } from "./pglite.ts";
import { createScratchSchema } from "./scratch-schema.ts";

const server = process.env["DATABASE_URL"];
const storeKeys = [Buffer.alloc(32, 7).toString("base64")];

let engine: PGlite | undefined;
beforeAll(async () => {
  engine = server ? undefined : await PGlite.create();
  console.log(`Postgres: ${server ? "the server at DATABASE_URL" : "PGlite, embedded (no DATABASE_URL)"}`);
}, 60_000);

const schemas: Awaited<ReturnType<typeof createScratchSchema>>[] = [];
afterAll(async () => {
  await Promise.all(schemas.map((schema) => schema.drop()));
  await engine?.close();
});

async function onServer(url: string) {
  const schema = await createScratchSchema(url);
  schemas.push(schema);
  return createPostgresStore({ url: schema.url, storeKeys });
}

describeStore("postgres", () => (engine ? openPglite(engine, storeKeys) : onServer(server ?? "")));
