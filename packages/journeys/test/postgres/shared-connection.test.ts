import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { createPostgresStore, type PostgresClient } from "../../src/postgres.ts";
import { acquire, call, complete, journeyOf, messageOf } from "../conformance/samples.ts";
import { createScratchSchema, type ScratchSchema } from "../conformance/scratch-schema.ts";

const server = process.env["DATABASE_URL"] ?? "";
const pooler = process.env["PGBOUNCER_URL"];
const storeKeys = [Buffer.alloc(32, 7).toString("base64")];
const schemas: ScratchSchema[] = [];
afterAll(() => Promise.all(schemas.map((schema) => schema.drop())));
async function newSchema() {
  const schema = await createScratchSchema(server);
  schemas.push(schema);
  return schema.name;
}

/** What a session has that others on the connection would meet. */
const sessionState = `
  SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
    current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('synchronous_commit') AS commit,
    current_setting('search_path') AS path, (SELECT count(*) FROM pg_prepared_statements)::int AS prepared,
    (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())::int AS locks`;

interface Emitter {
  on(event: "error", listener: (error: Error) => void): unknown;
  off(event: "error", listener: (error: Error) => void): unknown;
}
const eventsOf = (emitter: Emitter) => ({
  on: (event: "error", listener: (error: Error) => void) => emitter.on(event, listener),
  off: (event: "error", listener: (error: Error) => void) => emitter.off(event, listener),
});

/** A client that shows how a commit is going to be written. */
const beforeCommit = (client: pg.PoolClient, see: (row: unknown) => void): PostgresClient => ({
  ...eventsOf(client),
  release: (error) => client.release(error),
  query: async ({ text, ...rest }) => {
    if (text === "COMMIT") see((await client.query("SHOW synchronous_commit")).rows[0]);
    return client.query({ text, ...rest } as pg.QueryConfig);
  },
});

const ways: readonly (readonly [string, string])[] = [
  ["directly", server],
  ...(pooler ? [["through PgBouncer", pooler] as const] : []),
];

describe.each(ways)("on a connection that is shared with others (%s)", (_, connectionString) => {
  /** One connection, so that whatever is left behind is met. */
  function sharedPool() {
    const pool = new pg.Pool({ connectionString, max: 1 });
    return { pool, ask: async (text: string) => (await pool.query(text)).rows[0] };
  }

  it("nothing is left behind, and the pool stays open", async () => {
    const { pool, ask } = sharedPool();
    const before = await ask(sessionState);
    const store = await createPostgresStore({ pool, schema: await newSchema(), storeKeys });
    const { records } = store;
    await acquire(records, "a");
    await complete(records, "a", journeyOf("1"));
    await records.start({ call: call("m"), message: messageOf("m", { journeyId: "1" }) });
    await records.ping();
    expect(await ask(sessionState)).toEqual(before);
    await records.close();
    expect(await ask("SELECT 1 AS one")).toEqual({ one: 1 });
    await pool.end();
  });

  it("what others have set on it changes nothing", async () => {
    const { pool, ask } = sharedPool();
    const { records } = await createPostgresStore({ pool, schema: await newSchema(), storeKeys });
    await ask("SET search_path TO pg_catalog");
    await records.addJourney(journeyOf("1"));
    expect(await records.find("1")).toMatchObject({ journeyId: "1" });
    await ask("RESET ALL");
    await records.close();
    await pool.end();
  });

  it("a commit waits for the disk, also where the session's does not", async () => {
    const { pool, ask } = sharedPool();
    const seen: unknown[] = [];
    const watched = {
      ...eventsOf(pool),
      connect: async () => beforeCommit(await pool.connect(), (row) => seen.push(row)),
    };
    const { records } = await createPostgresStore({ pool: watched, schema: await newSchema(), storeKeys });
    seen.length = 0;
    await ask("SET synchronous_commit = off");
    await records.addJourney(journeyOf("1"));
    expect(seen).toEqual([{ synchronous_commit: "on" }]);
    await ask("RESET ALL");
    await pool.end();
  });

  it("two schemas of one database are two stores", async () => {
    const { pool } = sharedPool();
    const stores = await Promise.all(
      [await newSchema(), await newSchema()].map((schema) => createPostgresStore({ pool, schema, storeKeys })),
    );
    const [one, other] = stores.map(({ records }) => records);
    await one?.addJourney(journeyOf("1"));
    expect(await one?.find("1")).toBeDefined();
    expect(await other?.find("1")).toBeUndefined();
    await pool.end();
  });
});
