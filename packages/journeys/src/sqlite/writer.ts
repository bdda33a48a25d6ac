import type { DatabaseSync } from "node:sqlite";

/** Runs work in a write transaction. */
export interface Writer {
  <T>(work: () => T): Promise<T>;
  /** Runs work that only reads. */
  read<T>(work: () => T): Promise<T>;
  /** How the file is written: readers never wait, and what was committed survives a power failure. */
  pragmas(): Promise<void>;
}

/** SQLite's code for "another connection has the lock", in the low byte of an extended code. */
const busyCode = 5;
const isBusy = (error: unknown) => (Number((error as { errcode?: unknown } | null)?.errcode) & 0xff) === busyCode;
const sleep = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

/**
 * SQLite's calls block the thread, so none of them ever waits for a lock: where another process has it, we come back a little later
 * and the event loop goes on.
 */
export function createWriter(database: DatabaseSync, lockTimeoutMs: number): Writer {
  async function insist<T>(attempt: () => T): Promise<T> {
    const giveUpAt = performance.now() + lockTimeoutMs;
    for (let tries = 0; ; tries++) {
      try {
        return attempt();
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (performance.now() > giveUpAt)
          throw new Error("The database is locked by another process", { cause: error });
      }
      await sleep(Math.min(2 ** tries, 25) * (0.5 + Math.random() / 2));
    }
  }

  const transaction = <T>(work: () => T): T => {
    database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      database.exec("COMMIT");
      return result;
    } catch (error) {
      // Some failures, such as a full disk, have rolled back by themselves.
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  };

  return Object.assign(<T>(work: () => T) => insist(() => transaction(work)), {
    read: <T>(work: () => T) => insist(work),
    pragmas: () =>
      insist(() => {
        database.exec("PRAGMA journal_mode = WAL");
        database.exec("PRAGMA synchronous = FULL");
      }),
  });
}
