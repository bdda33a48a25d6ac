import { migrate } from "../sql/migrations.ts";
import { createSqlRecords } from "../sql/sql-records.ts";
import { runSync, type Statement, textOf, type Value } from "../sql/sql-tag.ts";
import { callRecords, isRecordMethod } from "../store/record-methods.ts";
import type { JourneyRecords } from "../store/store.ts";

/** The part of a Durable Object's state that is used. */
export interface ObjectState {
  readonly storage: {
    readonly sql: {
      exec(text: string, ...values: Value[]): { toArray(): Record<string, unknown>[] };
    };
    transactionSync<T>(work: () => T): T;
    getAlarm(): Promise<number | null>;
    setAlarm(at: number): Promise<void>;
  };
}

const hourMs = 3_600_000;
const sweptAtOnce = 500;

/** SQLite's own name for what went wrong. The rest of a message stays here: it may quote what a statement was given. */
const codeOf = (error: unknown) => /\bSQLITE_[A-Z_]+/.exec(String(error))?.[0];

/**
 * Where a Worker keeps its journeys: one Durable Object with a SQLite database of its own. It works on one request after another, and
 * what it answers has been written for good. Export it from the Worker, and bind it as `JOURNEYS`.
 */
export class JourneysObject {
  /** Milliseconds that a journey is kept after its end. A class of your own that extends this one may say otherwise. */
  readonly retentionMs: number = 30 * 24 * hourMs;
  readonly #storage: ObjectState["storage"];
  readonly #records: JourneyRecords;

  constructor({ storage }: ObjectState) {
    const run = (statement: Statement) =>
      storage.sql
        .exec(
          textOf(statement, () => "?"),
          ...statement.values,
        )
        .toArray();
    this.#storage = storage;
    this.#records = createSqlRecords({
      read: async (script) => runSync(script(), run),
      write: async (script) => storage.transactionSync(() => runSync(script(), run)),
      close: async () => {},
    });
    storage.transactionSync(() => runSync(migrate({ integer: "INTEGER" }), run));
  }

  /** `POST /<method>` with its arguments as JSON. Nobody but the Worker that has the binding can ask. */
  async fetch(request: Request): Promise<Response> {
    const method = new URL(request.url).pathname.slice(1);
    if (!isRecordMethod(method)) return Response.json({ code: "METHOD_UNKNOWN" }, { status: 404 });
    try {
      const given = (await request.json()) as never[];
      // Also where a sweep has failed too often to be tried again.
      if ((await this.#storage.getAlarm()) === null) await this.#storage.setAlarm(Date.now() + hourMs);
      return Response.json({ result: await callRecords(this.#records, method, given) });
    } catch (error) {
      return Response.json({ code: codeOf(error) }, { status: 500 });
    }
  }

  /** Deletes what is over, every hour. */
  async alarm(): Promise<void> {
    const now = Date.now();
    const swept = await this.#records.sweep({ now, expiredBefore: now - this.retentionMs, limit: sweptAtOnce });
    await this.#storage.setAlarm(now + (swept > 0 ? 1_000 : hourMs));
  }
}
