/**
 * Journeys in Postgres: many gateways on one database.
 *
 * @module
 */

import { openEncryption } from "./encryption.ts";
import { createPostgresDatabase } from "./postgres/postgres-database.ts";
import type { Database } from "./sql/database.ts";
import { migrate } from "./sql/migrations.ts";
import { createSqlRecords } from "./sql/sql-records.ts";
import type { JourneyStore } from "./store/store.ts";

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

/**
 * Keeps journeys in Postgres 15 or later. The tables are made, and brought up to date, when it starts.
 *
 * @throws ConfigError where `storeKeys` are missing or none fits the data; the server's own error where it cannot be reached.
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
export async function createPostgresStore(options: PostgresOptions): Promise<JourneyStore> {
  const { url, storeKeys, connections = 10, connectTimeoutMs = 5_000, statementTimeoutMs = 5_000 } = options;
  return openPostgres(createPostgresDatabase(url, { connections, connectTimeoutMs, statementTimeoutMs }), storeKeys);
}

/** The store over a database that speaks Postgres. */
export async function openPostgres(database: Database, storeKeys: readonly string[]): Promise<JourneyStore> {
  try {
    await database.write(() => migrate({ integer: "BIGINT" }));
    const records = createSqlRecords(database);
    return { records, vault: await openEncryption(records, storeKeys) };
  } catch (error) {
    await database.close();
    throw error;
  }
}
