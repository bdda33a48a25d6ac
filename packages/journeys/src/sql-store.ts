import { nodeCiphers } from "./ciphers/node-ciphers.ts";
import { lazyEncryption, openEncryption } from "./encryption.ts";
import { type Database, lazily, withStoreErrors } from "./sql/database.ts";
import { migrations } from "./sql/migrate.ts";
import type { Query } from "./sql/query.ts";
import { createSqlRecords } from "./sql/sql-records.ts";
import type { JourneyStore, LazyStore } from "./store/store.ts";
import { rejectStoreError } from "./store/store-errors.ts";

/** What makes a store over a SQL database. */
export interface SqlStoreParts<Opened extends Database = Database> {
  openDatabase(): Promise<Opened>;
  /** Brings the tables up to date, or checks that they are. Gives the version that was found, 0 where there were none. */
  prepare(database: Opened): Query<number>;
  /** Called where there were none. */
  readonly onNew?: (() => void) | undefined;
  /** The keys, newest first; it may ask the database for what it holds already. */
  readStoreKeys(database: Opened): Promise<readonly string[]>;
  /** What opening fails with, in our words. Default: the database's own error. */
  readonly toOpenFailure?: ((error: unknown) => unknown) | undefined;
}

/** A store over a SQL database, which is opened, brought up to date and checked when it is first used. */
export function createLazyStore<Opened extends Database>(parts: SqlStoreParts<Opened>): LazyStore {
  const { openDatabase, prepare, onNew, readStoreKeys, toOpenFailure = (error) => error } = parts;
  /** Closes what cannot be used. */
  const encryptionOf = async (database: Opened) => {
    try {
      const found = await database.write(() => prepare(database));
      if (found === 0) onNew?.();
      return await openEncryption(createSqlRecords(database), await readStoreKeys(database), nodeCiphers);
    } catch (error) {
      await database.close();
      throw error;
    }
  };
  const opening = lazily(async () => {
    try {
      const database = await openDatabase();
      return { database, encryption: await encryptionOf(database) };
    } catch (error) {
      throw toOpenFailure(error);
    }
  });
  const database = withStoreErrors({
    read: async (query) => (await opening.open()).database.read(query),
    write: async (query) => (await opening.open()).database.write(query),
    sizeBytes: async () => (await opening.open()).database.sizeBytes(),
    // What was never opened has nothing to be closed.
    close: async () => (opening.isOpen() ? (await opening.open()).database.close() : undefined),
  });
  return {
    records: createSqlRecords(database),
    encryption: lazyEncryption(async () => (await opening.open().catch(rejectStoreError)).encryption),
    open: async () => void (await opening.open()),
    schemaVersion: migrations.length,
  };
}

/** The same store, open. */
export async function openNow(store: LazyStore): Promise<JourneyStore> {
  await store.open();
  return store;
}
