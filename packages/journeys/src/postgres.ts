/**
 * Journeys in Postgres: many gateways on one database.
 *
 * @module
 */

import { postgresDialect } from "./postgres/dialect.ts";
import { toOpenFailure } from "./postgres/open-failures.ts";
import { assertPostgresOptions, type PostgresOptions } from "./postgres/options.ts";
import { createPool, type PostgresPool } from "./postgres/pool.ts";
import { openPostgresDatabase } from "./postgres/postgres-database.ts";
import { migrate, requireNewest } from "./sql/migrate.ts";
import { createLazyStore, openNow } from "./sql-store.ts";
import type { JourneyStore, LazyStore } from "./store/store.ts";
import { createStoreClock } from "./store/store-clock.ts";

export type { PostgresOptions } from "./postgres/options.ts";
export type { PostgresClient, PostgresPool, PostgresQuery } from "./postgres/pool.ts";
export { type PostgresMigration, postgresMigrations } from "./postgres/published-sql.ts";
export { checkPostgresUrl, isPlainPostgresUrl } from "./postgres/url.ts";

/**
 * The store of {@link createPostgresStore}, which is opened when it is first used, and again where that failed: so a service starts, and
 * recovers, without its server.
 *
 * @throws ConfigError where an option is unknown or wrong. What opening fails with, the first call that needs it rejects with.
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
  assertPostgresOptions(given);
  const { url = "", storeKeys, schema, connections = 10, connectTimeoutMs = 5_000, statementTimeoutMs = 5_000 } = given;
  const prepare = given.migrate === false ? requireNewest : migrate;
  const clock = createStoreClock();
  const store = createLazyStore({
    openDatabase: async () => {
      const own = given.pool ? undefined : await createPool(url, { connections, connectTimeoutMs });
      const place = {
        pool: given.pool ?? (own as PostgresPool),
        schema,
        isOwn: own !== undefined,
        onTime: clock.set,
        end: async () => own?.end(),
      };
      return openPostgresDatabase(place, { connectTimeoutMs, statementTimeoutMs });
    },
    prepare: (database) => prepare(postgresDialect(database.schema)),
    onNew: given.onNew,
    readStoreKeys: async () => storeKeys,
    toOpenFailure,
  });
  return { ...store, now: clock.now };
}

/**
 * Stores journeys in Postgres 15 or later, by the package `pg`, directly or behind a pooler such as PgBouncer in transaction mode. The
 * tables are created, and brought up to date, when it starts.
 *
 * @throws ConfigError for what another try does not correct: an option that is unknown or wrong, a URL, a user or a database that the
 * server refuses, `storeKeys` that are missing or do not fit the data, tables that are missing or not ours, no `pg`; ProxyError
 * `unavailable` where the server cannot be used now. No error of `pg`'s gets out, here or later: its code stands in the `cause`.
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
