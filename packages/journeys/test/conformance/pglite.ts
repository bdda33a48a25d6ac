import type { PGlite } from "@electric-sql/pglite";
import { postgresDialect } from "../../src/postgres/dialect.ts";
import { runOn } from "../../src/postgres/postgres-database.ts";
import { createStatementTexts } from "../../src/postgres/statement-texts.ts";
import type { Database } from "../../src/sql/database.ts";
import { migrate } from "../../src/sql/migrate.ts";
import { type Row, runAsync } from "../../src/sql/query.ts";
import { createLazyStore, openNow } from "../../src/sql-store.ts";
import type { JourneyStore } from "../../src/store/store.ts";

const texts = createStatementTexts("public");

/** Postgres as an embedded engine: the same SQL in one session, so that no lock is ever waited for. */
export const createPgliteDatabase = (engine: PGlite): Database => ({
  read: (query) =>
    runAsync(
      query(),
      runOn(texts, ({ text }, values) => engine.query<Row>(text, values)),
    ),
  write: (query) =>
    engine.transaction((session) =>
      runAsync(
        query(),
        runOn(texts, ({ text }, values) => session.query<Row>(text, values)),
      ),
    ),
  sizeBytes: async () => 0,
  close: async () => {},
});

/** The engine takes seconds to start and is shared: each store finds it empty. */
export async function openPglite(engine: PGlite, storeKeys: readonly string[]): Promise<JourneyStore> {
  await engine.exec("DROP SCHEMA public CASCADE; CREATE SCHEMA public;");
  return openNow(
    createLazyStore({
      openDatabase: async () => createPgliteDatabase(engine),
      prepare: () => migrate(postgresDialect("public")),
      readStoreKeys: async () => storeKeys,
    }),
  );
}
