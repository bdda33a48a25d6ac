import type { PGlite } from "@electric-sql/pglite";
import { postgresDialect } from "../../src/postgres/dialect.ts";
import { toSent } from "../../src/postgres/postgres-database.ts";
import { createStatementTexts } from "../../src/postgres/statement-texts.ts";
import type { Database } from "../../src/sql/database.ts";
import { migrate } from "../../src/sql/migrate.ts";
import { type Query, type Row, type Rows, runAsync } from "../../src/sql/query.ts";
import { createLazyStore, openNow } from "../../src/sql-store.ts";
import type { JourneyStore } from "../../src/store/store.ts";

const texts = createStatementTexts("public");

type Session = Pick<PGlite, "query">;

const runOn = <T>(session: Session, query: Query<T>): Promise<T> =>
  runAsync(query, async ({ steps, read }) => {
    const all: Rows[] = [];
    for (const step of steps) {
      const { text, values } = toSent(texts, step);
      all.push((await session.query<Row>(text, [...values])).rows);
    }
    return all.slice(all.length - read);
  });

/** Postgres as an embedded engine: the same SQL in one session, so that no lock is ever waited for. */
export const createPgliteDatabase = (engine: PGlite): Database => ({
  read: (query) => runOn(engine, query()),
  write: (query) => engine.transaction((session) => runOn(session, query())),
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
