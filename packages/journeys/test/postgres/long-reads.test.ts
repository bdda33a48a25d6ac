import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { createPool } from "../../src/postgres/pool.ts";
import { openPostgresDatabase } from "../../src/postgres/postgres-database.ts";
import { queryOne, rawSql, sql } from "../../src/sql/query.ts";
import { createScratchSchema } from "../conformance/scratch-schema.ts";

const server = process.env["DATABASE_URL"] ?? "";
const pooler = process.env["PGBOUNCER_URL"];
const limits = { connections: 2, connectTimeoutMs: 2_000, statementTimeoutMs: 200 };

async function connect(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** A table that somebody else holds, and a store's reads of it. */
async function heldTable(url: string, isOwn: boolean) {
  const { name, drop } = await createScratchSchema(server);
  onTestFinished(drop);
  const table = `${name}.held`;
  const holder = await connect(server);
  await holder.query(`CREATE TABLE ${table} (id int)`);
  await holder.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  onTestFinished(async () => void (await holder.query("ROLLBACK")));
  const pool = await createPool(url, limits);
  const database = await openPostgresDatabase(
    { pool, isOwn, schema: name, onTime: () => {}, end: () => pool.end() },
    limits,
  );
  onTestFinished(database.close);
  return {
    holder,
    read: () => database.read(() => queryOne(rawSql(`SELECT id FROM ${table}`))),
    readAnother: () => database.read(() => queryOne<{ one: number }>(sql`SELECT 1 AS one`)),
    countRunning: async () => {
      const text = `SELECT count(*)::int AS running FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT id FROM ${table}'`;
      return (await holder.query(text)).rows[0].running;
    },
  };
}

it.each([
  ["connections of our own", () => server, true],
  ["connections that are shared", () => server, false],
  ["a pooler's connections", () => pooler, true],
])(
  "reads of a table that is held for long leave no more on the server than there are connections: %s",
  async (_, urlOf, isOwn) => {
    const url = urlOf();
    if (url === undefined) return;
    const { read, readAnother, countRunning, holder } = await heldTable(url, isOwn);
    const failures = [];
    for (let round = 0; round < 4; round++)
      failures.push(...(await Promise.allSettled(Array.from({ length: limits.connections }, read))));
    expect(failures.map(({ status }) => status)).toEqual(failures.map(() => "rejected"));
    expect(await countRunning()).toBeLessThanOrEqual(limits.connections);
    expect(await readAnother()).toEqual({ one: 1 });
    await holder.query("ROLLBACK");
    expect(await read()).toBeUndefined();
  },
);
