import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Statement } from "../sql/sql-tag.ts";
import { textOf } from "../sql/sql-tag.ts";

/** One connection to a file, opened when it is needed. */
export interface Connection {
  run(statement: Statement): readonly Record<string, unknown>[];
  /** Runs work in a write transaction. */
  transaction<T>(work: () => T): T;
  /** Lets go of the file; the next use opens it again. */
  close(): void;
}

/** How the file is written: readers never wait, and what was committed survives a power failure. */
const pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";

export function createConnection(path: string): Connection {
  let opened: { database: DatabaseSync; prepared: Map<string, StatementSync> } | undefined;
  const close = () => {
    opened?.database.close();
    opened = undefined;
  };

  const open = () => {
    if (opened) return opened;
    // No call of SQLite's ever waits for a lock: it would block the thread.
    const database = new DatabaseSync(path, { timeout: 0 });
    try {
      database.exec(pragmas);
    } catch (error) {
      database.close();
      throw error;
    }
    opened = { database, prepared: new Map() };
    return opened;
  };

  return {
    run: (statement) => {
      const { database, prepared } = open();
      const text = textOf(statement, () => "?");
      const ready = prepared.get(text) ?? database.prepare(text);
      prepared.set(text, ready);
      return ready.all(...statement.values);
    },
    transaction: (work) => {
      const { database } = open();
      database.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        database.exec("COMMIT");
        return result;
      } catch (error) {
        // Some failures, such as a full disk, have rolled back by themselves; where it cannot be done, closing does it.
        try {
          if (database.isTransaction) database.exec("ROLLBACK");
        } catch {
          close();
        }
        throw error;
      }
    },
    close,
  };
}
