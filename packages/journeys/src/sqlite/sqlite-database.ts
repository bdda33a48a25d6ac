import { statSync } from "node:fs";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { ConfigError } from "@nxzalo/core/errors";
import { delay } from "@nxzalo/core/internal";
import type { Database } from "../sql/database.ts";
import { type Row, rawSql, runSync, type Statement, toText } from "../sql/query.ts";
import { madeOnce } from "./made-once.ts";
import { createWriteGroups, type Outcome } from "./write-groups.ts";

/** Node's own SQLite, asked for when it is used: an import of it ends older versions of Node with a message that does not say why. */
function loadSqlite(): typeof import("node:sqlite") {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) return process.getBuiltinModule("node:sqlite");
  const message = `nxzalo needs Node 22.19 or later: this is Node ${process.versions.node}`;
  throw new ConfigError(message, {
    code: "config_invalid",
    outcome: "not_sent",
    issues: [{ path: ["node"], message, code: "version_too_old" }],
  });
}

/** SQLite's codes, in the low byte of an extended one. */
const codeOf = (error: unknown) => Number((error as { errcode?: unknown } | null)?.errcode) & 0xff;
/** Another connection has the lock. */
const busyCode = 5;
/** The file is not what it was: read-only, an I/O error, corrupt, cannot be opened, not a database. */
const brokenCodes = new Set([8, 10, 11, 14, 26]);
const isBroken = (error: unknown) => brokenCodes.has(codeOf(error));

/** One connection to a file, opened when it is needed. */
interface Connection {
  run(statement: Statement): readonly Row[];
  /** Runs work in a write transaction. */
  transaction<T>(work: () => T): T;
  /** Lets go of the file; the next use opens it again. */
  close(): void;
}

/** A statement that runs again and again. */
interface PreparedStatement {
  readonly statement: StatementSync;
  readonly columns: readonly string[];
}

/** Its rows come as lists: the objects that `node:sqlite` makes have no prototype, and to read or copy one is dear. */
function prepare(database: DatabaseSync, text: string): PreparedStatement {
  const statement = database.prepare(text);
  statement.setReturnArrays(true);
  return { statement, columns: statement.columns().map(({ name }) => name) };
}

function toRow(columns: readonly string[], values: readonly unknown[]): Row {
  const row: Record<string, unknown> = {};
  for (let at = 0; at < columns.length; at++) row[columns[at] as string] = values[at];
  return row;
}

/**
 * How the file is written: readers never wait, and what was committed survives a power failure. Of millions of messages, the inner pages of
 * tables and indexes fit in 32 MiB; SQLite's own 2 MiB hold a part of them. What a reader that stays for long makes of the log is given back to the
 * disk when it has gone. The last one reads, which makes the log where there is none.
 */
const pragmas =
  "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768; PRAGMA journal_size_limit = 16777216; PRAGMA user_version;";

/** How many statements stay prepared, at most. A day's work has some hundred; searches have tens of thousands of forms, by what they are asked for. */
const mostPrepared = 500;

/** Which files the paths of a database and of its log lead to by now; nothing where it has none. */
function identityOf(path: string): string | undefined {
  if (path === ":memory:") return undefined;
  const found = [path, `${path}-wal`].map((file) => statSync(file, { bigint: true, throwIfNoEntry: false }));
  return found.map((one) => one && `${one.dev} ${one.ino}`).join();
}

/** SQLite's own name for it, which it looks for in other modes alone. What is written to such a file may be lost when the process ends. */
const fileMoved = () =>
  Object.assign(new Error("the database's file, or its log, was moved or replaced"), {
    code: "SQLITE_READONLY_DBMOVED",
  });

function createConnection(path: string): Connection {
  const { DatabaseSync } = loadSqlite();
  let opened:
    | { database: DatabaseSync; prepared: (text: string) => PreparedStatement; identity: string | undefined }
    | undefined;
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
    const prepared = madeOnce(mostPrepared, (text) => prepare(database, text));
    opened = { database, prepared, identity: identityOf(path) };
    return opened;
  };

  return {
    run: (statement) => {
      const { statement: ready, columns } = open().prepared(toText(statement, () => "?"));
      // As lists: the types know rows as objects alone.
      const rows = ready.all(...statement.values) as unknown as readonly (readonly unknown[])[];
      return rows.map((values) => toRow(columns, values));
    },
    transaction: (work) => {
      const { database, identity } = open();
      if (identityOf(path) !== identity) throw fileMoved();
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

const sizeStatement = rawSql("SELECT page_count * page_size AS size FROM pragma_page_count(), pragma_page_size()");

/**
 * A SQLite file. Where another process has the lock, it is tried again a little later and the event loop goes on; where the file is
 * broken, it is opened anew the next time: it may have been restored meanwhile.
 */
export function createSqliteDatabase(path: string, lockTimeoutMs: number): Database {
  const connection = createConnection(path);

  async function retryLocked<T>(attempt: () => T): Promise<T> {
    const giveUpAt = performance.now() + lockTimeoutMs;
    for (let tries = 0; ; tries++) {
      try {
        return attempt();
      } catch (error) {
        if (isBroken(error)) connection.close();
        if (codeOf(error) !== busyCode) throw error;
        if (performance.now() > giveUpAt)
          throw new Error("The database is locked by another process", { cause: error });
      }
      await delay(Math.min(2 ** tries, 25) * (0.5 + Math.random() / 2));
    }
  }

  const commitAlone = (work: () => unknown): Promise<Outcome> =>
    retryLocked(() => connection.transaction(work)).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );

  /** All of it in one transaction; `undefined` where a part of it fails, and nothing is stored. */
  function commitTogether(works: readonly (() => unknown)[]): readonly Outcome[] | undefined {
    try {
      return connection.transaction(() => works.map((work) => ({ value: work() })));
    } catch (error) {
      if (codeOf(error) === busyCode) throw error;
      return undefined;
    }
  }

  /** Where it fails together, each is done by itself, so that none fails for another: that is rare, and savepoints would cost all of them. */
  async function commit(works: readonly (() => unknown)[]): Promise<readonly Outcome[]> {
    const together = works.length > 1 ? await retryLocked(() => commitTogether(works)) : undefined;
    return together ?? Promise.all(works.map(commitAlone));
  }

  const groups = createWriteGroups(commit);
  return {
    read: (query) => retryLocked(() => runSync(query(), connection.run)),
    write: (query) => groups.add(() => runSync(query(), connection.run)),
    sizeBytes: async () => Number(connection.run(sizeStatement)[0]?.["size"]),
    close: async () => {
      await groups.flush();
      connection.close();
    },
  };
}
