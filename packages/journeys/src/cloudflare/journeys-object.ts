import { type ConfigError, isNxZaloError } from "@nxzalo/core/errors";
import { type Database, lazily } from "../sql/database.ts";
import { migrate, sqliteDialect } from "../sql/migrate.ts";
import { runSync, type Statement, toText, type Value } from "../sql/query.ts";
import { createSqlRecords } from "../sql/sql-records.ts";
import { callMethod, isRecordMethod } from "../store/record-methods.ts";
import type { JourneyRecords } from "../store/store.ts";

/** The part of a Durable Object's state that is used. */
export interface ObjectState {
  /** Its storage, with SQLite. */
  readonly storage: {
    readonly sql: {
      exec(text: string, ...values: Value[]): { toArray(): Record<string, unknown>[] };
      /** In bytes. */
      readonly databaseSize: number;
    };
    transactionSync<T>(work: () => T): T;
    getAlarm(): Promise<number | null>;
    setAlarm(at: number): Promise<void>;
  };
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Receipts that match nothing are not stored for longer. */
const unmatchedRetainMs = 30 * dayMs;
const sweptAtOnce = 500;

/** SQLite's own name for a failure. The rest of a message is not passed on: it may quote a value of a statement. */
const codeOf = (error: unknown) => /\bSQLITE_[A-Z_]+/.exec(String(error))?.[0];

/** The database of a Durable Object. */
export function createObjectDatabase(storage: ObjectState["storage"]): Database {
  const run = (statement: Statement) => {
    const text = toText(statement, () => "?");
    return storage.sql.exec(text, ...statement.values).toArray();
  };
  return {
    read: async (query) => runSync(query(), run),
    write: async (query) => storage.transactionSync(() => runSync(query(), run)),
    sizeBytes: async () => storage.sql.databaseSize,
    close: async () => {},
  };
}

/**
 * Where a Worker stores its journeys: one Durable Object with a SQLite database of its own. It works on one request after another, and
 * what it answers is durable. Export it from the Worker, and bind it as `JOURNEYS`.
 */
export class JourneysObject {
  /** Milliseconds that a journey is stored after its end. Default: 90 days; a class that extends this one may set another. */
  readonly retainMs: number = 90 * dayMs;
  /** Milliseconds that the audit is stored. Default: two years; a class that extends this one may set another. */
  readonly auditRetainMs: number = 730 * dayMs;
  readonly #storage: ObjectState["storage"];
  readonly #records: JourneyRecords;
  readonly #schema: { open(): Promise<void> };

  constructor({ storage }: ObjectState) {
    const database = createObjectDatabase(storage);
    this.#storage = storage;
    this.#records = createSqlRecords(database);
    this.#schema = lazily(() => database.write(() => migrate(sqliteDialect)));
  }

  /** `POST /<method>` with its arguments as JSON. Only a Worker that has the binding can call it. */
  async fetch(request: Request): Promise<Response> {
    const method = new URL(request.url).pathname.slice(1);
    if (!isRecordMethod(method)) return Response.json({ code: "METHOD_UNKNOWN" }, { status: 404 });
    try {
      await this.#schema.open();
      const given = (await request.json()) as never[];
      // Set again also after a sweep has failed too often to be repeated.
      if ((await this.#storage.getAlarm()) === null) await this.#storage.setAlarm(Date.now() + hourMs);
      const result = await callMethod(this.#records, method, given);
      return Response.json({ result, now: Date.now() });
    } catch (error) {
      const issues = isNxZaloError(error) ? (error as ConfigError).issues : undefined;
      return Response.json({ code: codeOf(error), issues }, { status: 500 });
    }
  }

  /** Deletes what is over, every hour. */
  async alarm(): Promise<void> {
    const now = Date.now();
    await this.#schema.open();
    const unmatchedBefore = now - Math.min(this.retainMs, unmatchedRetainMs);
    const expiredBefore = now - this.retainMs;
    const expired = await this.#records.sweep({ now, expiredBefore, unmatchedBefore, limit: sweptAtOnce });
    const swept = expired + (await this.#records.sweepAudit({ before: now - this.auditRetainMs, limit: sweptAtOnce }));
    await this.#storage.setAlarm(now + (swept > 0 ? 1_000 : hourMs));
  }
}
