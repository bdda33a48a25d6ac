import { lazyEncryption, openEncryption } from "./encryption.ts";
import { type Database, lazily, withStoreErrors } from "./sql/database.ts";
import { type Dialect, migrate } from "./sql/migrate.ts";
import { createSqlRecords } from "./sql/sql-records.ts";
import type { JourneyStore, LazyStore } from "./store/store.ts";
import { rejectUnavailable } from "./store/store-errors.ts";

/** What makes a store over a SQL database. */
export interface SqlStoreParts {
  readonly dialect: Dialect;
  openDatabase(): Promise<Database>;
  /** The keys, newest first; it may ask the database for what it holds already. */
  readStoreKeys(database: Database): Promise<readonly string[]>;
}

/** A store over a SQL database, which is opened, brought up to date and checked when it is first used. */
export function createLazyStore({ dialect, openDatabase, readStoreKeys }: SqlStoreParts): LazyStore {
  const opening = lazily(async () => {
    const database = await openDatabase();
    try {
      await database.write(() => migrate(dialect));
      const encryption = await openEncryption(createSqlRecords(database), await readStoreKeys(database));
      return { database, encryption };
    } catch (error) {
      await database.close();
      throw error;
    }
  });
  const database = withStoreErrors({
    read: async (query) => (await opening.open()).database.read(query),
    write: async (query) => (await opening.open()).database.write(query),
    // What was never opened has nothing to be closed.
    close: async () => (opening.isOpen() ? (await opening.open()).database.close() : undefined),
  });
  return {
    records: createSqlRecords(database),
    encryption: lazyEncryption(async () => (await opening.open().catch(rejectUnavailable)).encryption),
    open: async () => void (await opening.open()),
  };
}

/** The same store, open. */
export async function openNow(store: LazyStore): Promise<JourneyStore> {
  await store.open();
  return store;
}
