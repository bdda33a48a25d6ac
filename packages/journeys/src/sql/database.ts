import { rejectStoreError } from "../store/store-errors.ts";
import type { Query } from "./query.ts";

/** A database as the store needs it. A query may be run again, so it is given as a function that starts it. */
export interface Database {
  /** Runs a query that only reads. */
  read<T>(query: () => Query<T>): Promise<T>;
  /** Runs a query in a transaction; durable when it resolves. */
  write<T>(query: () => Query<T>): Promise<T>;
  /** How much room our tables take on the disk, in bytes. */
  sizeBytes(): Promise<number>;
  close(): Promise<void>;
}

/** A database whose failures are what callers get. */
export const withStoreErrors = ({ read, write, sizeBytes, close }: Database): Database => ({
  read: (query) => read(query).catch(rejectStoreError),
  write: (query) => write(query).catch(rejectStoreError),
  sizeBytes: () => sizeBytes().catch(rejectStoreError),
  close: () => close().catch(rejectStoreError),
});

/** Opens something when it is first asked for, once for all who ask; again where that failed. */
export function lazily<T>(open: () => Promise<T>): { open(): Promise<T>; isOpen(): boolean } {
  let opening: Promise<T> | undefined;
  return {
    isOpen: () => opening !== undefined,
    open: () => {
      opening ??= open().catch((error: unknown) => {
        opening = undefined;
        throw error;
      });
      return opening;
    },
  };
}
