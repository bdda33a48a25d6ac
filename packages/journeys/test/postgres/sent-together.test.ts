import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import type { PostgresClient, PostgresPool } from "../../src/postgres/pool.ts";
import { openPostgresDatabase } from "../../src/postgres/postgres-database.ts";
import { execute, lock, queryEach, queryLast, queryOne, rawSql, sql } from "../../src/sql/query.ts";
import { createScratchSchema } from "../conformance/scratch-schema.ts";

const server = process.env["DATABASE_URL"] ?? "";
const limits = { connectTimeoutMs: 5_000, statementTimeoutMs: 5_000 };

/** What only passes queries on, such as a pool of another package. */
const wrapped = (pool: pg.Pool): PostgresPool => ({
  connect: async () => {
    const client = await pool.connect();
    return {
      on: (event, listener) => client.on(event, listener),
      off: (event, listener) => client.off(event, listener),
      release: (error) => client.release(error),
      query: (query) => client.query(query as pg.QueryConfig),
    } satisfies PostgresClient;
  },
  on: (event, listener) => pool.on(event, listener),
  off: (event, listener) => pool.off(event, listener),
});

const pools = {
  "a client of pg's": (pool: pg.Pool): PostgresPool => pool,
  "a client that is wrapped": wrapped,
};

/** A table with one column, and a pool of one connection. */
async function start(
  as: (pool: pg.Pool) => PostgresPool = pools["a client of pg's"],
  { config = {}, more = {} }: { readonly config?: pg.PoolConfig; readonly more?: Partial<typeof limits> } = {},
) {
  const { name, drop } = await createScratchSchema(server);
  onTestFinished(drop);
  const pool = new pg.Pool({ connectionString: server, max: 1, ...config });
  onTestFinished(() => pool.end());
  await pool.query(`CREATE TABLE ${name}.numbers (number BIGINT PRIMARY KEY)`);
  const times: number[] = [];
  const onTime = (at: number) => void times.push(at - Date.now());
  const place = { pool: as(pool), schema: name, isOwn: false, onTime, end: async () => {} };
  const database = await openPostgresDatabase(place, { ...limits, ...more });
  return {
    pool,
    database,
    times,
    insert: (number: number) => execute(sql`INSERT INTO ${rawSql(`${name}.numbers`)} (number) VALUES (${number})`),
    stored: async () =>
      (await pool.query(`SELECT number FROM ${name}.numbers ORDER BY number`)).rows.map((row) => Number(row.number)),
  };
}

it.each(Object.entries(pools))("%s: what is read comes back in order, as numbers, texts and nulls", async (_, as) => {
  const { database, insert, stored } = await start(as);
  const rows = await database.write(function* () {
    yield* lock("numbers");
    yield* insert(1);
    const each = yield* queryEach(
      sql`SELECT 2::bigint AS n, ${"x"}::text AS t`,
      sql`SELECT 1 AS none WHERE 1 = 0`,
      sql`SELECT NULL AS n`,
    );
    yield* insert(2);
    return [...each, yield* queryLast(sql`SELECT ${3}::float8 AS n`)];
  });
  expect(rows).toEqual([[{ n: 2, t: "x" }], [], [{ n: null }], [{ n: 3 }]]);
  expect(await stored()).toEqual([1, 2]);
});

it.each(Object.entries(pools))("%s: where one fails, nothing is done, and its own failure is told", async (_, as) => {
  const { database, insert, stored } = await start(as);
  const write = database.write(function* () {
    yield* insert(1);
    yield* insert(1);
    yield* insert(2);
    yield* execute(sql`SELECT 1 / 0`);
  });
  await expect(write).rejects.toMatchObject({ code: "23505" });
  expect(await stored()).toEqual([]);
});

it.each(Object.entries(pools))("%s: of a transaction that cannot be begun nothing is done", async (_, as) => {
  const { database, insert, stored } = await start(as, { more: { statementTimeoutMs: 1_500_000_000 } });
  await expect(database.write(() => insert(1))).rejects.toMatchObject({ code: "22023" });
  expect(await stored()).toEqual([]);
});

it("a pool that sends one query before the other is answered is sent one after the other", async () => {
  const { database, insert, stored } = await start(undefined, { config: { pipeline: true } });
  await database.write(() => insert(1));
  expect(await stored()).toEqual([1]);
});

it("a commit waits for the disk, also where the session's does not", async () => {
  const { pool, database } = await start();
  await pool.query("SET synchronous_commit = off");
  const shown = await database.write(() => queryOne(sql`SELECT current_setting('synchronous_commit') AS commit`));
  expect(shown).toEqual({ commit: "on" });
  expect((await pool.query("SHOW synchronous_commit")).rows).toEqual([{ synchronous_commit: "off" }]);
});

it("however long a lock was waited for, the server's time is that of the answer", async () => {
  const { database, times } = await start();
  const holder = new pg.Client({ connectionString: server });
  await holder.connect();
  onTestFinished(() => holder.end());
  const held = "SELECT pg_advisory_lock(42)";
  await holder.query(held);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  setTimeout(() => void holder.query("SELECT pg_advisory_unlock(42)"), 1_500);
  await database.write(function* () {
    yield* execute(sql`SELECT pg_advisory_xact_lock(42)`);
    return yield* queryOne(sql`SELECT 1 AS one`);
  });
  expect(times).toHaveLength(2);
  expect(Math.abs(times[1] ?? Number.NaN)).toBeLessThan(1_000);
});

it("a step after the last one is a bug, and nothing of it is done", async () => {
  const { database, insert, stored } = await start();
  const write = database.write(function* () {
    yield* queryLast(sql`SELECT 1 AS one`);
    yield* insert(1);
  });
  await expect(write).rejects.toThrow("a step after the last one");
  expect(await stored()).toEqual([]);
});
