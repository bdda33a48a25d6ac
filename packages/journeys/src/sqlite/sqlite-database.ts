import type { Database } from "../sql/database.ts";
import { runSync } from "../sql/sql-tag.ts";
import { createConnection } from "./connection.ts";

/** SQLite's codes, in the low byte of an extended one. */
const codeOf = (error: unknown) => Number((error as { errcode?: unknown } | null)?.errcode) & 0xff;
/** Another connection has the lock. */
const busyCode = 5;
/** The file is not what it was: read-only, an I/O error, corrupt, cannot be opened, not a database. */
const brokenCodes = new Set([8, 10, 11, 14, 26]);
const sleep = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

/**
 * A SQLite file. Where another process has the lock, we come back a little later and the event loop goes on; where the file is broken,
 * it is opened anew the next time, so that it may be mended meanwhile.
 */
export function createSqliteDatabase(path: string, lockTimeoutMs: number): Database {
  const connection = createConnection(path);

  async function retryWrite<T>(attempt: () => T): Promise<T> {
    const giveUpAt = performance.now() + lockTimeoutMs;
    for (let tries = 0; ; tries++) {
      try {
        return attempt();
      } catch (error) {
        if (brokenCodes.has(codeOf(error))) connection.close();
        if (codeOf(error) !== busyCode) throw error;
        if (performance.now() > giveUpAt)
          throw new Error("The database is locked by another process", { cause: error });
      }
      await sleep(Math.min(2 ** tries, 25) * (0.5 + Math.random() / 2));
    }
  }

  return {
    read: (script) => retryWrite(() => runSync(script(), connection.run)),
    write: (script) => retryWrite(() => connection.transaction(() => runSync(script(), connection.run))),
    close: async () => connection.close(),
  };
}
