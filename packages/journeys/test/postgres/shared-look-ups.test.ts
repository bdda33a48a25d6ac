import pg from "pg";
import { afterAll, expect, it } from "vitest";
import { createPostgresStore, type PostgresClient, type PostgresPool } from "../../src/postgres.ts";
import { acquire, journeyOf, known } from "../conformance/samples.ts";
import { createScratchSchema } from "../conformance/scratch-schema.ts";

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

/** A store, and what it asks its server from now on. */
async function openWatched() {
  const schema = await createScratchSchema(process.env["DATABASE_URL"] ?? "");
  const pool = new pg.Pool({ connectionString: schema.url });
  closing.push(() => pool.end(), schema.drop);
  const asked: string[] = [];
  const watch = (client: pg.PoolClient): PostgresClient => ({
    on: (event, listener) => client.on(event, listener),
    off: (event, listener) => client.off(event, listener),
    release: (error) => client.release(error),
    query: (query) => {
      asked.push(query.text);
      return client.query(query as pg.QueryConfig);
    },
  });
  const watched: PostgresPool = {
    connect: async () => watch(await pool.connect()),
    on: (event, listener) => pool.on(event, listener),
    off: (event, listener) => pool.off(event, listener),
  };
  const storeKeys = [Buffer.alloc(32, 7).toString("base64")];
  const { records } = await createPostgresStore({ pool: watched, storeKeys });
  return { records, asked };
}

it("live journeys that are looked up at once are found by two statements: the first one's, and that of all the others", async () => {
  const { records, asked } = await openWatched();
  const references = Array.from({ length: 40 }, (_, index) => `${index}`);
  for (const key of references) {
    await acquire(records, "a", 10, { key });
    await records.completeLease({ key, owner: "a", journey: journeyOf(key) });
  }
  asked.length = 0;
  const found = await Promise.all(references.map((key) => acquire(records, "b", 20, { key })));
  expect(found).toEqual(references.map((key) => ({ kind: "live", journey: known(journeyOf(key)) })));
  expect(asked).toHaveLength(2);
});
