import type { PGlite } from "@electric-sql/pglite";
import { openPostgres } from "../../src/postgres.ts";
import { type Row, runAsync, type Statement, textOf } from "../../src/sql/sql-tag.ts";
import type { JourneyStore } from "../../src/store/store.ts";

interface Session {
  query<T>(text: string, values: unknown[]): Promise<{ rows: T[] }>;
}

const runOn = (session: Session) => async (statement: Statement) => {
  const text = textOf(statement, (position) => `$${position}`);
  return (await session.query<Row>(text, [...statement.values])).rows;
};

/**
 * Postgres as an embedded engine: the same SQL, in one session, so that nobody ever waits for a lock. The engine takes seconds to start
 * and is shared: each store finds it empty.
 */
export async function openPglite(engine: PGlite, storeKeys: readonly string[]): Promise<JourneyStore> {
  await engine.exec("DROP SCHEMA public CASCADE; CREATE SCHEMA public;");
  return openPostgres(
    {
      read: (script) => runAsync(script(), runOn(engine)),
      write: (script) => engine.transaction((session) => runAsync(script(), runOn(session))),
      close: async () => {},
    },
    storeKeys,
  );
}
