import { afterAll, expect, it } from "vitest";
import { createPool } from "../../src/postgres/pool.ts";
import { openPostgresDatabase } from "../../src/postgres/postgres-database.ts";
import { queryOne, sql } from "../../src/sql/query.ts";

const server = process.env["DATABASE_URL"] ?? "";
const pooler = process.env["PGBOUNCER_URL"];
const limits = { connections: 1, connectTimeoutMs: 5_000, statementTimeoutMs: 5_000 };
const closing: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

/** One connection, which can be looked at as well. */
async function open(url: string, isOwn: boolean) {
  const pool = await createPool(url, limits);
  const database = await openPostgresDatabase({ pool, isOwn, onTime: () => {}, end: () => pool.end() }, limits);
  closing.push(database.close);
  const twice = (value: number) => () => queryOne<{ twice: number }>(sql`SELECT ${value}::float8 * 2 AS twice`);
  return {
    read: async (value: number) => (await database.read(twice(value)))?.twice,
    write: async (value: number) => (await database.write(twice(value)))?.twice,
    run: (text: string) => pool.query(text),
    countPlans: async () =>
      (await pool.query("SELECT count(*)::int AS plans FROM pg_prepared_statements")).rows[0].plans,
  };
}

it("a connection of our own keeps the plan of a statement, once for all its values", async () => {
  const { read, write, countPlans } = await open(server, true);
  expect([await read(1), await read(2), await write(3)]).toEqual([2, 4, 6]);
  expect(await countPlans()).toBe(1);
});

it("a connection that is not ours keeps nothing", async () => {
  const { read, write, countPlans } = await open(server, false);
  expect([await read(1), await write(2)]).toEqual([2, 4]);
  expect(await countPlans()).toBe(0);
});

it.runIf(pooler)("a pooler's connection keeps nothing", async () => {
  const { read, write, countPlans } = await open(pooler ?? "", true);
  expect([await read(1), await write(2)]).toEqual([2, 4]);
  expect(await countPlans()).toBe(0);
});

it.each(["read", "write"] as const)("where plans get lost on the way, a %s is done without one", async (kind) => {
  const { run, countPlans, ...database } = await open(server, true);
  expect(await database[kind](1)).toBe(2);
  await run("DEALLOCATE ALL");
  expect(await database[kind](2)).toBe(4);
  expect(await database[kind](3)).toBe(6);
  expect(await countPlans()).toBe(0);
});
