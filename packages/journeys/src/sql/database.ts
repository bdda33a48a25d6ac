import type { Query } from "./sql-tag.ts";

/** A database as the store needs it. A script may be run again, so it comes as a function that starts it. */
export interface Database {
  /** Runs a script that only reads. */
  read<T>(script: () => Query<T>): Promise<T>;
  /** Runs a script in a transaction; on the disk when it resolves. */
  write<T>(script: () => Query<T>): Promise<T>;
  close(): Promise<void>;
}
