// `node test/schema/write-fixtures.ts`: writes the stored database of the newest version, once it is released. `--again` writes it anew,
// which is for versions that are not released yet.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { migrations } from "../../src/sql/migrate.ts";
import { createSqliteStore } from "../../src/sqlite.ts";
import { fixtureKeys, writeSampleData } from "./sample-data.ts";

const version = migrations.length;
const folder = fileURLToPath(new URL(`../fixtures/schema/${String(version).padStart(4, "0")}/`, import.meta.url));
if (existsSync(folder) && !process.argv.includes("--again"))
  throw new Error(`${folder} exists: a released version never changes`);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const path = `${folder}written.db`;
const store = await createSqliteStore({ path, storeKeys: fixtureKeys });
await writeSampleData(store);
await store.records.close();

const database = new DatabaseSync(path);
database.exec(`PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM INTO '${folder}sqlite.db'`);
const tables = database.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name").all();
const literal = (value: unknown) =>
  value === null ? "NULL" : typeof value === "number" ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
const inserts = tables.flatMap(({ name }) =>
  database
    .prepare(`SELECT * FROM ${name}`)
    .all()
    .map(
      (row) =>
        `INSERT INTO ${name} (${Object.keys(row).join(", ")}) VALUES (${Object.values(row).map(literal).join(", ")})`,
    ),
);
database.close();
for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true });

const created = (integer: "INTEGER" | "BIGINT") => migrations.flatMap(({ statements }) => statements(integer));
writeFileSync(`${folder}postgres.sql`, `${[...created("BIGINT"), ...inserts].join(";\n")};\n`);
writeFileSync(`${folder}durable-object.json`, `${JSON.stringify([...created("INTEGER"), ...inserts], null, 2)}\n`);
const text = migrations.at(-1)?.statements("INTEGER").join(";\n") ?? "";
writeFileSync(`${folder}sha256.txt`, `${createHash("sha256").update(text).digest("hex")}\n`);
