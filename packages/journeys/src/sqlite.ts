/**
 * Journeys in a SQLite file: one machine, several processes.
 *
 * @module
 */
import { randomBytes } from "node:crypto";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { openEncryption, storedKeys, unusableKey } from "./encryption.ts";
import type { Database } from "./sql/database.ts";
import { migrate } from "./sql/migrations.ts";
import { createSqlRecords } from "./sql/sql-records.ts";
import { hasKeyFile, keyBeside, keyFileOf } from "./sqlite/key-file.ts";
import { createSqliteDatabase } from "./sqlite/sqlite-database.ts";
import type { JourneyStore } from "./store/store.ts";

/** Options of {@link createSqliteStore}. */
export interface SqliteOptions {
  /** The database's file; its folder is made. Several processes of one machine may share it. `:memory:` keeps nothing. */
  readonly path: string;
  /** 32 random bytes in base64, newest first. Default: a key file beside the database, which is made once. */
  readonly storeKeys?: readonly string[] | undefined;
  /** Told of the key file, where this call has made it. */
  readonly onKeyFile?: ((file: string) => void) | undefined;
  /** Milliseconds to wait for other processes that write. Default: 5,000. */
  readonly lockTimeoutMs?: number | undefined;
}

async function keyFor(database: Database, { path, onKeyFile }: SqliteOptions): Promise<string> {
  if (path === ":memory:") return randomBytes(32).toString("base64");
  // A new key would not fit data that is there already, and would look as if it did.
  const isLost = !hasKeyFile(path) && (await database.read(storedKeys)) !== undefined;
  if (isLost) throw unusableKey(`is missing, and so is ${keyFileOf(path)}`);
  const { key, file, isNew } = keyBeside(path);
  if (isNew) onKeyFile?.(file);
  return key;
}

/**
 * Keeps journeys in a SQLite file (Node's own `node:sqlite`): write-ahead log, and on the disk before anybody hears of it.
 *
 * @throws ConfigError where no key fits the data; Error where the file cannot be opened, or is not a database of ours.
 * @example
 * ```ts
 * import { createSqliteStore } from "@nxzalo/journeys/sqlite";
 *
 * const store = await createSqliteStore({ path: "./data/nxzalo.db" });
 * await store.records.close();
 * ```
 */
export async function createSqliteStore(options: SqliteOptions): Promise<JourneyStore> {
  const { path, storeKeys = [], lockTimeoutMs = 5_000 } = options;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // For its owner alone; the log beside it is made like it.
  if (path !== ":memory:") closeSync(openSync(path, "a", 0o600));
  const database = createSqliteDatabase(path, lockTimeoutMs);
  try {
    await database.write(() => migrate({ integer: "INTEGER" }));
    const records = createSqlRecords(database);
    const keys = storeKeys.length > 0 ? storeKeys : [await keyFor(database, options)];
    return { records, vault: await openEncryption(records, keys) };
  } catch (error) {
    await database.close();
    throw error;
  }
}
