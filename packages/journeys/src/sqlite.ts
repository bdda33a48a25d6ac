/**
 * Journeys in a SQLite file: one machine, several processes.
 *
 * @module
 */
import { randomBytes } from "node:crypto";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import {
  configError,
  type OptionRules,
  optionIssues,
  validateFunction,
  validateTexts,
  wholeNumberValidator,
} from "@nxzalo/core/internal";
import { keysSetting } from "./encryption.ts";
import type { Database } from "./sql/database.ts";
import { migrate, sqliteDialect } from "./sql/migrate.ts";
import { readSetting } from "./sql/queries.ts";
import { createLazyStore, openNow } from "./sql-store.ts";
import { hasKeyFile, keyBeside, keyFileOf } from "./sqlite/key-file.ts";
import { warnOfKeyFile } from "./sqlite/key-file-warnings.ts";
import { createSqliteDatabase } from "./sqlite/sqlite-database.ts";
import type { JourneyStore, LazyStore } from "./store/store.ts";
import { storeKeyError } from "./store-keys.ts";

/** Options of {@link createSqliteStore}. */
export interface SqliteOptions {
  /** The database's file; its folder is made. Several processes of one machine may share it. `:memory:` keeps nothing. */
  readonly path: string;
  /**
   * 32 random bytes in base64, newest first. Default: a key file beside the database, which is made once. One that others can read, or that
   * lies there in production (`NODE_ENV=production`), is warned about by Node's warnings.
   */
  readonly storeKeys?: readonly string[] | undefined;
  /** Called with the path of the key file, where this call has made it. Default: nothing. */
  readonly onKeyFile?: ((file: string) => void) | undefined;
  /**
   * Called where the database had no tables, once they are made: a new store, which knows of no message that was sent before. Default: nothing hears
   * of it.
   */
  readonly onNew?: (() => void) | undefined;
  /** Milliseconds to wait for other processes that write. Default: 5,000. */
  readonly lockTimeoutMs?: number | undefined;
}

async function keyFor(database: Database, { path, onKeyFile }: SqliteOptions): Promise<string> {
  if (path === ":memory:") return randomBytes(32).toString("base64");
  // A new key would not fit data that is there already, and would look as if it did.
  const isLost = !hasKeyFile(path) && (await database.read(() => readSetting(keysSetting))) !== undefined;
  if (isLost) {
    const message = `is missing, and so is ${keyFileOf(path)}: put the key back there, or set it`;
    throw storeKeyError({ code: "required", message });
  }
  const { key, file, isNew } = keyBeside(path);
  if (isNew) onKeyFile?.(file);
  return key;
}

const rules: OptionRules<SqliteOptions> = {
  // An empty one would be a database that is gone when it is closed.
  path: (value) =>
    typeof value === "string" && value !== "" ? undefined : { code: "path_wrong", message: "must be a file's path" },
  storeKeys: validateTexts,
  onKeyFile: validateFunction,
  onNew: validateFunction,
  lockTimeoutMs: /* @__PURE__ */ wholeNumberValidator(0, 2_147_483_647),
};

/**
 * The store of {@link createSqliteStore}, which is opened when it is first used, and again where that failed.
 *
 * @throws ConfigError where an option is missing, unknown or cannot work. What opening fails with, the first call that needs it rejects with.
 * @example
 * ```ts
 * import { lazySqliteStore } from "@nxzalo/journeys/sqlite";
 *
 * const store = lazySqliteStore({ path: "./data/nxzalo.db" });
 * await store.open();
 * await store.records.close();
 * ```
 */
export function lazySqliteStore(given: SqliteOptions): LazyStore {
  const issues = optionIssues(given, rules, { required: ["path"] });
  if (issues.length > 0) throw configError(issues);
  const { path, storeKeys = [], onNew, lockTimeoutMs = 5_000 } = given;
  return createLazyStore({
    prepare: () => migrate(sqliteDialect),
    onNew,
    openDatabase: async () => {
      const database = createSqliteDatabase(path, lockTimeoutMs);
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      // For its owner alone; the log beside it is made like it.
      if (path !== ":memory:") closeSync(openSync(path, "a", 0o600));
      return database;
    },
    readStoreKeys: async (database) => {
      const keys = storeKeys.length > 0 ? storeKeys : [await keyFor(database, given)];
      warnOfKeyFile(path, storeKeys);
      return keys;
    },
  });
}

/**
 * Stores journeys in a SQLite file (Node's own `node:sqlite`): write-ahead log, and on the disk before a call resolves.
 *
 * @throws ConfigError where an option is missing, unknown or cannot work, no key fits the data, the tables are not ours, or Node is older than 22.19; Error where
 * the file cannot be opened, or is not a database.
 * @example
 * ```ts
 * import { createSqliteStore } from "@nxzalo/journeys/sqlite";
 *
 * const store = await createSqliteStore({ path: "./data/nxzalo.db" });
 * await store.records.close();
 * ```
 */
export async function createSqliteStore(given: SqliteOptions): Promise<JourneyStore> {
  return openNow(lazySqliteStore(given));
}
