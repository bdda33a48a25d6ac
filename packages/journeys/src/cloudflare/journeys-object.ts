import type { FetchLike, Templates } from "@nxzalo/core";
import { type ConfigError, isNxZaloError } from "@nxzalo/core/errors";
import type { StagingGuard } from "@nxzalo/core/internal";
import { hourMs, minuteMs } from "../durations.ts";
import { defaultAuditRetainMs, defaultRetainMs, sweptAtOnce, unmatchedRetainMs } from "../retention.ts";
import { type Database, lazily } from "../sql/database.ts";
import { migrate, sqliteDialect } from "../sql/migrate.ts";
import { runSync, type Statement, toText, type Value } from "../sql/query.ts";
import { createSqlRecords } from "../sql/sql-records.ts";
import { callMethod, isRecordMethod } from "../store/record-methods.ts";
import type { JourneyRecords } from "../store/store.ts";
import { rejectStoreError, type StoreFailure } from "../store/store-errors.ts";
import { log } from "./log.ts";
import {
  askedInOneRun,
  createObjectDispatcher,
  type ObjectDispatcher,
  sentBesideEvents,
  sentInOneRun,
} from "./object-dispatcher.ts";

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

const sweepSetting = "sweep at";
/** The methods after which a message may wait that did not before, or an event. */
const storesWaiting: ReadonlySet<string> = new Set<keyof JourneyRecords>([
  "start",
  "beginAttempt",
  "putBack",
  "hold",
  "endWaiting",
  "receive",
  "refuse",
  "finish",
  "addEvent",
  "replayEvents",
]);

/** Runs what asks the storage. Of a failure, SQLite's own name is passed on, and not the rest of its message: that may quote a value of a statement. */
function withNamedErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    return rejectStoreError(
      isNxZaloError(error) ? error : { name: "Error", code: /\bSQLITE_[A-Z_]+/.exec(String(error))?.[0] },
    );
  }
}

/** SQLite's own name for a failure of the store. */
const codeOf = (error: unknown): string | undefined =>
  isNxZaloError(error) ? (error.cause as StoreFailure | undefined)?.code : undefined;

/** What the log says of a failure: variables and codes, since its text may quote what it met. */
function factsOf(error: unknown) {
  if (!isNxZaloError(error)) return { errorCode: "internal_error" };
  const variables = (error as ConfigError).issues?.map(({ path }) => path.join("."));
  return { errorCode: codeOf(error) ?? error.code, variables };
}

/** The database of a Durable Object. */
export function createObjectDatabase(storage: ObjectState["storage"]): Database {
  const run = (statement: Statement) => {
    const text = toText(statement, () => "?");
    return storage.sql.exec(text, ...statement.values).toArray();
  };
  return {
    read: async (query) => withNamedErrors(() => runSync(query(), run)),
    write: async (query) => withNamedErrors(() => storage.transactionSync(() => runSync(query(), run))),
    sizeBytes: async () => storage.sql.databaseSize,
    close: async () => {},
  };
}

/**
 * Where a Worker stores its journeys: one Durable Object with a SQLite database of its own. It works on one request after another, and
 * what it answers is durable. Export it from the Worker, and bind it as `JOURNEYS`.
 */
export class JourneysObject {
  /** What Cloudflare's types know a Durable Object's class by. A type alone. */
  declare readonly __DURABLE_OBJECT_BRAND: never;
  /** Milliseconds that a journey is stored after its end. Default: 90 days; a class that extends this one may set another. */
  readonly retainMs: number = defaultRetainMs;
  /** Milliseconds that the audit is stored. Default: two years; a class that extends this one may set another. */
  readonly auditRetainMs: number = defaultAuditRetainMs;
  /** How its alarm asks NXCLOUD. Default: the runtime's own `fetch`. */
  upstream: FetchLike | undefined;
  /** `guardFetch` of `@nxzalo/sandbox/guard`: needed with `STAGING=true`. Default: none. */
  guard: StagingGuard | undefined;
  /** The approved templates, where the Worker has them deployed along: by them its alarm knows tags. Default: the variable `TEMPLATES`. */
  templates: Templates | undefined;
  readonly #storage: ObjectState["storage"];
  readonly #env: object;
  readonly #records: JourneyRecords;
  readonly #schema: { open(): Promise<unknown> };
  #dispatcher: ObjectDispatcher | undefined;
  /** Whether its alarm has been set for what waits since it woke: one that the runtime gave up, or that was never set, is set anew. */
  #isArmed = false;
  /** How often each work of its alarm has failed in a row. */
  readonly #failures = { sweep: 0, dispatch: 0 };

  constructor({ storage }: ObjectState, env: object = {}) {
    const database = createObjectDatabase(storage);
    this.#storage = storage;
    this.#env = env;
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
      const result = await callMethod(this.#records, method, given);
      const isLooked = storesWaiting.has(method) || !this.#isArmed;
      const { messages, events } = isLooked ? await this.#records.nextDue() : { messages: null, events: null };
      const nextAt = Math.min(messages ?? Number.POSITIVE_INFINITY, events ?? Number.POSITIVE_INFINITY);
      // For the sweep, in an hour at the latest.
      await this.#wakeAt(Math.min(nextAt, Date.now() + hourMs));
      this.#isArmed = true;
      return Response.json({ result, now: Date.now() });
    } catch (error) {
      const issues = isNxZaloError(error) ? (error as ConfigError).issues : undefined;
      return Response.json({ code: codeOf(error), issues }, { status: 500 });
    }
  }

  /** Sets the alarm, unless it rings before. */
  async #wakeAt(at: number): Promise<void> {
    const known = await this.#storage.getAlarm();
    if (known === null || at < known) await this.#storage.setAlarm(at);
  }

  /** Deletes what is over, every hour. Gives when it does so next. */
  async #sweep(now: number): Promise<number> {
    const dueAt = Number(await this.#records.setting(sweepSetting, "0"));
    if (dueAt > now) return dueAt;
    const unmatchedBefore = now - Math.min(this.retainMs, unmatchedRetainMs);
    const expiredBefore = now - this.retainMs;
    const expired = await this.#records.sweep({ now, expiredBefore, unmatchedBefore, limit: sweptAtOnce });
    const swept = expired + (await this.#records.sweepAudit({ before: now - this.auditRetainMs, limit: sweptAtOnce }));
    // There may be more: the next alarm goes on.
    if (swept > 0) return now + 1_000;
    await this.#records.replaceSetting(sweepSetting, { from: String(dueAt), to: String(now + hourMs) });
    return now + hourMs;
  }

  /** Sends and delivers what is due, as much as one run may. Gives when something is due next. */
  async #dispatch(): Promise<number> {
    const { messages, events } = await this.#records.nextDue();
    const nextAt = Math.min(messages ?? Number.POSITIVE_INFINITY, events ?? Number.POSITIVE_INFINITY);
    if (nextAt > Date.now()) return nextAt;
    const { upstream: fetch, guard, templates } = this;
    this.#dispatcher ??= createObjectDispatcher(this.#records, this.#env, { fetch, guard, templates });
    const limit = events !== null && events <= Date.now() ? sentBesideEvents : sentInOneRun;
    const sent = await this.#dispatcher.dispatchDue(limit);
    const delivered = await this.#dispatcher.deliverEvents(askedInOneRun - 2 * sent.taken);
    if (this.#dispatcher.fault) throw this.#dispatcher.fault;
    const waits = [sent, delivered].flatMap(({ nextInMs }) => nextInMs ?? []);
    return waits.length === 0 ? Number.POSITIVE_INFINITY : Date.now() + Math.min(...waits);
  }

  /** Does one work of an alarm, and gives when it is due next. That it fails is logged once until it works again. */
  async #work(name: "sweep" | "dispatch", run: () => Promise<number>): Promise<number> {
    const failures = this.#failures;
    try {
      await this.#schema.open();
      const nextAt = await run();
      if (failures[name] > 0) log({ level: "info", message: `the alarm's ${name} works again` });
      failures[name] = 0;
      return nextAt;
    } catch (error) {
      if (failures[name] === 0) log({ level: "error", message: `the alarm's ${name} fails`, ...factsOf(error) });
      failures[name] += 1;
      return Date.now() + Math.min(5 * minuteMs, 1_000 * 2 ** Math.min(failures[name], 10));
    }
  }

  /** Does what is due, and sets the next alarm itself, also after a failure: one that throws is given up after some tries. */
  async alarm(): Promise<void> {
    const sweepAt = await this.#work("sweep", () => this.#sweep(Date.now()));
    const dispatchAt = await this.#work("dispatch", () => this.#dispatch());
    await this.#wakeAt(Math.min(sweepAt, dispatchAt));
  }
}
