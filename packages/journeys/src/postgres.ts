/**
 * Journeys in Postgres: many gateways on one database.
 *
 * @module
 */
import { configError, unknownOptions } from "@nxzalo/core/internal";
import { openPostgresDatabase, postgresDialect } from "./postgres/postgres-database.ts";
import { createLazyStore, openNow } from "./sql-store.ts";
import type { JourneyStore, LazyStore } from "./store/store.ts";

/** Options of {@link createPostgresStore}. */
export interface PostgresOptions {
  /** `postgres://user:password@host:5432/database`; what else it may hold, the `pg` library says. */
  readonly url: string;
  /** 32 random bytes in base64, newest first: `openssl rand -base64 32`. */
  readonly storeKeys: readonly string[];
  /** Connections at most. Default: 10. */
  readonly connections?: number | undefined;
  /** Milliseconds to wait for a connection. Default: 5,000. */
  readonly connectTimeoutMs?: number | undefined;
  /** Milliseconds that one statement may take, waiting for a lock included. Default: 5,000. */
  readonly statementTimeoutMs?: number | undefined;
}

const options = [
  "url",
  "storeKeys",
  "connections",
  "connectTimeoutMs",
  "statementTimeoutMs",
] as const satisfies readonly (keyof PostgresOptions)[];

/**
 * The same store, which is opened when it is first used, and again where that failed: so a service starts, and recovers, without its
 * server.
 *
 * @throws ConfigError where an option is unknown. What opening fails with, the first call that needs it rejects with.
 * @example
 * ```ts
 * import { lazyPostgresStore } from "@nxzalo/journeys/postgres";
 *
 * const store = lazyPostgresStore({
 *   url: process.env.DATABASE_URL ?? "",
 *   storeKeys: (process.env.STORE_KEY ?? "").split(","),
 * });
 * await store.records.close();
 * ```
 */
export function lazyPostgresStore(given: PostgresOptions): LazyStore {
  const issues = unknownOptions(given, options);
  if (issues.length > 0) throw configError(issues);
  const { url, storeKeys, connections = 10, connectTimeoutMs = 5_000, statementTimeoutMs = 5_000 } = given;
  return createLazyStore({
    dialect: postgresDialect,
    openDatabase: () => openPostgresDatabase(url, { connections, connectTimeoutMs, statementTimeoutMs }),
    readStoreKeys: async () => storeKeys,
  });
}

/**
 * Stores journeys in Postgres 15 or later, by the package `pg`. The tables are created, and brought up to date, when it starts.
 *
 * @throws ConfigError where an option is unknown, `storeKeys` are missing or none fits the data, the tables are not ours, or `pg` is not
 * installed; the server's own error where it cannot be reached.
 * @example
 * ```ts
 * import { createPostgresStore } from "@nxzalo/journeys/postgres";
 *
 * const store = await createPostgresStore({
 *   url: process.env.DATABASE_URL ?? "",
 *   storeKeys: (process.env.STORE_KEY ?? "").split(","),
 * });
 * await store.records.close();
 * ```
 */
export async function createPostgresStore(given: PostgresOptions): Promise<JourneyStore> {
  return openNow(lazyPostgresStore(given));
}
