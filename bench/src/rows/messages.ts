import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPool } from "../../../packages/journeys/src/postgres/pool.ts";
import { openPostgresDatabase } from "../../../packages/journeys/src/postgres/postgres-database.ts";
import { createPostgresStore } from "../../../packages/journeys/src/postgres.ts";
import type { Database } from "../../../packages/journeys/src/sql/database.ts";
import { migrate, sqliteDialect } from "../../../packages/journeys/src/sql/migrate.ts";
import { messageColumns } from "../../../packages/journeys/src/sql/queries.ts";
import { queryAll, rawSql, sql } from "../../../packages/journeys/src/sql/query.ts";
import { createSqlRecords } from "../../../packages/journeys/src/sql/sql-records.ts";
import { createSqliteDatabase } from "../../../packages/journeys/src/sqlite/sqlite-database.ts";
import type { MessageQuery } from "../../../packages/journeys/src/store/message-queries.ts";
import { createScratchSchema } from "../../../packages/journeys/test/conformance/scratch-schema.ts";
import { storeKey } from "../fixed-inputs.ts";
import { inTurn } from "../measure.ts";
import { type Row, toRow } from "../row.ts";

const count = Number(process.env["BENCH_MESSAGES"] ?? 2_000_000);
const rounds = 15;
const callsPerRound = 200;
const limit = 51;
const dayMs = 86_400_000;
const now = Date.UTC(2026, 10, 28);
/** 90 days of messages, evenly. */
const spacingMs = Math.floor((90 * dayMs) / count);

/** As many as a text of 64 digits takes, which an index is. */
const index = (name: string, number: string) => `printf('%s%057d', '${name}', ${number})`;
const ofPostgres = (text: string) =>
  text.replaceAll(/printf\('%s%0(\d+)d', '(\w+)', ([^)]*)\)/g, "'$2' || lpad(($3)::text, $1, '0')");

const states = `CASE WHEN i % 100 < 3 THEN 'failed' WHEN i % 100 < 4 THEN 'refused' WHEN i % 100 < 10 THEN 'sent' ELSE 'delivered' END`;

/** Messages of 500,000 phones and as many references, 10,000 endings of phones, 20 templates, 30 hubs, two applications. */
const messages = (source: string) => `
  INSERT INTO nxzalo_messages (message_id, journey_id, app_index, phone_index, ciphertext, data, created_at, attempted_at, caller,
    template_id, labels, request_id, state, upstream_code, zalo_error, reference_index, folded_reference_index,
    reference_ending_index, phone_ending_index)
  SELECT ${index("message", "i")}, NULL, ${index("app", "i % 2")}, ${index("phone", "i % 500000")}, ${index("secret", "i")},
    ${index("data", "i")}, ${now} - i * ${spacingMs}, ${now} - i * ${spacingMs}, 'shop', ${index("t", "i % 20")}, NULL,
    ${index("request", "i")}, ${states}, CASE WHEN i % 100 = 3 THEN 1102 END, CASE WHEN i % 100 < 3 THEN -118 - i % 3 END,
    ${index("reference", "i % 500000")}, ${index("folded", "i % 500000")}, ${index("ending", "i % 400000")},
    ${index("digits", "i % 10000")}
  FROM ${source}`;
const labels = (source: string) => `
  INSERT INTO nxzalo_labels (label, created_at, message_id)
  SELECT 'hub=' || (i % 30), ${now} - i * ${spacingMs}, ${index("message", "i")} FROM ${source}`;

const text = (name: string, number: number) => `${name}${String(number).padStart(57, "0")}`;
const any = (below: number) => Math.floor(Math.random() * below);
const week = { createdFrom: now - 7 * dayMs };

/** What is looked for, and how much dearer than a primary key it may be. */
const searches: Readonly<Record<string, { readonly bound: number; query(): Partial<MessageQuery> }>> = {
  "one reference": { bound: 3, query: () => ({ referenceIndex: text("reference", any(500_000)) }) },
  "one folded reference": { bound: 3, query: () => ({ foldedReferenceIndexes: [text("folded", any(500_000))] }) },
  "one phone": { bound: 3, query: () => ({ phoneIndex: text("phone", any(500_000)) }) },
  "a reference's ending": { bound: 3, query: () => ({ referenceEndingIndexes: [text("ending", any(400_000))] }) },
  "a phone's ending": { bound: 10, query: () => ({ phoneEndingIndex: text("digits", any(10_000)) }) },
  "a state": { bound: 10, query: () => ({ state: "failed" }) },
  "a template": { bound: 10, query: () => ({ templateId: text("t", any(20)) }) },
  "a code": { bound: 10, query: () => ({ code: -118 }) },
  "a label": { bound: 10, query: () => ({ labels: [`hub=${any(30)}`] }) },
  "a day": { bound: 10, query: () => ({ createdFrom: now - 30 * dayMs, createdBefore: now - 29 * dayMs }) },
  "a state and a template, 7 days": {
    bound: 100,
    query: () => ({ ...week, state: "refused", templateId: text("t", any(20)) }),
  },
  "a label and a code, 7 days": { bound: 100, query: () => ({ ...week, labels: [`hub=${any(30)}`], code: -118 }) },
};

async function measureAll(name: string, database: Database): Promise<Row[]> {
  const { searchMessages } = createSqlRecords(database);
  const timed = async (call: () => Promise<unknown>) => {
    const startedAt = performance.now();
    for (let repeat = 0; repeat < callsPerRound; repeat += 1) await call();
    return ((performance.now() - startedAt) * 1_000) / callsPerRound;
  };
  const byKey = () => {
    const messageId = text("message", 1 + any(count - 1));
    return database.read(() =>
      queryAll(sql`SELECT ${messageColumns} FROM nxzalo_messages WHERE message_id = ${messageId}`),
    );
  };
  const subjects = Object.entries(searches).map(
    ([what, { query }]) => [what, () => timed(() => searchMessages({ limit, ...query() }))] as const,
  );
  const costs = await inTurn(rounds, { key: () => timed(byKey), ...Object.fromEntries(subjects) });
  const against = "a row by its primary key";
  return Object.entries(searches).map(([what, { bound }]) =>
    toRow(
      { row: `${what}, ${count.toLocaleString("en")} messages, ${name}`, against, unit: "µs", sense: "at most", bound },
      costs.map((cost) => [cost[what as "key"] as number, cost.key] as const),
    ),
  );
}

const run = (database: Database, statement: string) => database.write(() => queryAll(rawSql(statement)));

async function sqliteRows(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "nxzalo-bench-"));
  const database = createSqliteDatabase(join(folder, "messages.db"), 5_000);
  await database.write(() => migrate(sqliteDialect));
  const source = `(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count}) SELECT i FROM n)`;
  for (const fill of [messages, labels]) await run(database, fill(source));
  const rows = await measureAll("SQLite", database);
  await database.close();
  rmSync(folder, { recursive: true });
  return rows;
}

async function postgresRows(server: string): Promise<Row[]> {
  const schema = await createScratchSchema(server);
  const store = createPostgresStore({ url: schema.url, storeKeys: [storeKey] });
  await (await store).records.ping();
  await (await store).records.close();
  const limits = { connections: 2, connectTimeoutMs: 5_000, statementTimeoutMs: 600_000 };
  const pool = await createPool(schema.url, limits);
  const options = { pool, isOwn: true, onTime: () => {}, end: () => pool.end() };
  const database = await openPostgresDatabase(options, limits);
  const source = `generate_series(1::bigint, ${count}) AS n(i)`;
  for (const fill of [messages, labels]) await run(database, ofPostgres(fill(source)));
  for (const table of ["nxzalo_messages", "nxzalo_labels"]) await pool.query(`VACUUM ANALYZE ${table}`);
  const rows = await measureAll("Postgres", database);
  await database.close();
  await schema.drop();
  return rows;
}

/** What it costs to find messages among many. */
export async function messageRows(): Promise<Row[]> {
  const server = process.env["DATABASE_URL"];
  if (server === undefined) console.error("no DATABASE_URL: the rows on Postgres are left out");
  return [...(await sqliteRows()), ...(server === undefined ? [] : await postgresRows(server))];
}
