import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { postgresDialect } from "../../src/postgres/dialect.ts";
import { createPool } from "../../src/postgres/pool.ts";
import { openPostgresDatabase } from "../../src/postgres/postgres-database.ts";
import { createPostgresStore } from "../../src/postgres.ts";
import type { Database } from "../../src/sql/database.ts";
import { migrate, migrations, sqliteDialect } from "../../src/sql/migrate.ts";
import { queryAll, rawSql } from "../../src/sql/query.ts";
import { createLazyStore, openNow } from "../../src/sql-store.ts";
import { createSqliteDatabase } from "../../src/sqlite/sqlite-database.ts";
import { createSqliteStore } from "../../src/sqlite.ts";
import type { JourneyStore } from "../../src/store/store.ts";
import { createPgliteDatabase } from "../conformance/pglite.ts";
import { createScratchSchema } from "../conformance/scratch-schema.ts";
import { describeAtRest } from "./describe-at-rest.ts";
import { describeReleased } from "./describe-released.ts";
import { describeSchema, type SchemaKind, type SchemaSubject } from "./describe-schema.ts";
import { fixtureKeys as storeKeys } from "./sample-data.ts";

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/schema/${name}`, import.meta.url));
const read = (name: string) => readFileSync(fixture(name), "utf8");
const folderOf = (version: number) => String(version).padStart(4, "0");

const folder = mkdtempSync(join(tmpdir(), "nxzalo-schema-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
function closedAfterwards<T extends Database | JourneyStore>(one: T): T {
  closing.push("records" in one ? one.records.close : one.close);
  return one;
}

let files = 0;
const newPath = () => join(folder, `${files++}.db`);
const sqliteAt = (path: string): SchemaSubject => ({
  dialect: sqliteDialect,
  database: closedAfterwards(createSqliteDatabase(path, 5_000)),
  other: closedAfterwards(createSqliteDatabase(path, 5_000)),
  openStore: async () => closedAfterwards(await createSqliteStore({ path, storeKeys })),
});

const sqlite: SchemaKind = {
  name: "sqlite",
  create: async () => sqliteAt(newPath()),
  unreleased: { d7d01e9: read("unreleased/d7d01e9.sql"), "8adb7fa": read("unreleased/8adb7fa.sql") },
  restore: async (version) => {
    const path = newPath();
    copyFileSync(fixture(`${folderOf(version)}/sqlite.db`), path);
    const subject = sqliteAt(path);
    return { subject, store: await subject.openStore() };
  },
};
describeSchema(sqlite);
describeAtRest(sqlite);
describeReleased(sqlite);

const server = process.env["DATABASE_URL"];
let engine: PGlite | undefined;
beforeAll(async () => {
  engine = server ? undefined : await PGlite.create();
});
afterAll(() => engine?.close());

async function openDatabase(url: string) {
  const limits = { connections: 2, connectTimeoutMs: 5_000, statementTimeoutMs: 5_000 };
  const pool = await createPool(url, limits);
  return closedAfterwards(
    await openPostgresDatabase({ pool, isOwn: true, onTime: () => {}, end: () => pool.end() }, limits),
  );
}

async function onServer(url: string): Promise<SchemaSubject> {
  const schema = await createScratchSchema(url);
  closing.push(schema.drop);
  return {
    dialect: postgresDialect(schema.name),
    database: await openDatabase(schema.url),
    other: await openDatabase(schema.url),
    openStore: async () => closedAfterwards(await createPostgresStore({ url: schema.url, storeKeys })),
  };
}

async function onEngine(pglite: PGlite): Promise<SchemaSubject> {
  await pglite.exec("DROP SCHEMA public CASCADE; CREATE SCHEMA public;");
  const database = createPgliteDatabase(pglite);
  const dialect = postgresDialect("public");
  const parts = {
    openDatabase: async () => database,
    prepare: () => migrate(dialect),
    readStoreKeys: async () => storeKeys,
  };
  return { dialect, database, other: database, openStore: () => openNow(createLazyStore(parts)) };
}

const createPostgres = () => (engine ? onEngine(engine) : onServer(server ?? ""));
const postgres: SchemaKind = {
  name: "postgres",
  create: createPostgres,
  unreleased: { d7d01e9: read("unreleased/d7d01e9.sql") },
  restore: async (version) => {
    const subject = await createPostgres();
    for (const statement of read(`${folderOf(version)}/postgres.sql`)
      .split(";\n")
      .filter(Boolean))
      await subject.database.read(() => queryAll(rawSql(statement)));
    return { subject, store: await subject.openStore() };
  },
};
describeSchema(postgres);
describeAtRest(postgres);
describeReleased(postgres);

it.each([...migrations.keys()])("version %i + 1 says what it said when its stored databases were written", (index) => {
  const text = migrations[index]?.statements("INTEGER").join(";\n") ?? "";
  const hash = createHash("sha256").update(text).digest("hex");
  expect(read(`${folderOf(index + 1)}/sha256.txt`).trim()).toBe(hash);
});
