import { configError } from "@nxzalo/core/internal";
import { minuteMs } from "../durations.ts";
import type { Database } from "../sql/database.ts";
import { inList, type Lock, type Query, queryOne, type Row, runAsync, type Statement, sql } from "../sql/query.ts";
import { withClient } from "./connection.ts";
import { ignoreBreaks, type PostgresClient, type PostgresPool } from "./pool.ts";
import { type SentStatement, sendTogether, types } from "./send-together.ts";
import { createStatementTexts, type StatementTexts } from "./statement-texts.ts";

/** How long a connection, a statement and a lock may take: a caller waits no longer than 25 s. */
export interface PostgresLimits {
  readonly connectTimeoutMs: number;
  readonly statementTimeoutMs: number;
}

/** Where the tables are. */
export interface PostgresPlace {
  readonly pool: PostgresPool;
  /** Default: the first schema of the search path. */
  readonly schema?: string | undefined;
  /** Whether the pool's connections are ours alone, and may keep the plans of our statements. */
  readonly isOwn: boolean;
  /** Called with the server's time, in milliseconds since the epoch, at each transaction. */
  readonly onTime: (at: number) => void;
  /** Closes the pool, where it is ours. */
  readonly end: () => Promise<void>;
}

/** An open database, and the schema that our tables are in. */
export interface PostgresDatabase extends Database {
  readonly schema: string;
}

/** Postgres has ended one of two transactions that waited for each other: the other one is through. */
const deadlock = "40P01";
/** A prepared statement that is not there, or is there already: the connection has become a pooler's. */
const statementMoved: readonly unknown[] = ["26000", "42P05"];

/** Between two answers a clock of the process's own goes on. */
const timedEveryMs = 1_000;

const codeOf = (error: unknown) => (error as { readonly code?: unknown }).code;

/** The server has ended a statement, or its wait for a lock, because its time was over. */
const endedInTime: readonly unknown[] = ["57014", "55P03"];
/** What `pg` says, without a code, where it waits no longer: the server goes on with the statement. */
const leftRunning = "Query read timeout";
const tookTooLong = (error: unknown) =>
  endedInTime.includes(codeOf(error)) || (error as { readonly message?: unknown }).message === leftRunning;
/** So long after a read that took too long, the next ones may as well. */
const cautiousMs = 5 * minuteMs;

const now = "(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now";

/** A statement without values, whose plan is not kept. */
const unkept = (text: string): SentStatement => ({ text, values: [] });

/**
 * Begins a transaction. What it sets ends with it: a connection may be shared with others, by a pooler or by a pool that is not ours.
 * Durable means on the disk, also where the server's default is another.
 */
const openingOf = (timeoutMs: number): readonly SentStatement[] => [
  unkept("BEGIN ISOLATION LEVEL READ COMMITTED"),
  unkept(`SELECT set_config('statement_timeout', '${timeoutMs}', true), set_config('lock_timeout', '${timeoutMs}', true),
    set_config('idle_in_transaction_session_timeout', '${2 * timeoutMs}', true),
    CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', true) END`),
];
const commit = unkept("COMMIT");
const time = unkept(`SELECT ${now}`);

/** Of the transaction, so that it ends with it in every case. Schemas do not wait for each other. */
const lockStatement = (name: string, isShared = false): Statement =>
  isShared
    ? sql`SELECT pg_advisory_xact_lock_shared(hashtextextended(${name}, 0))`
    : sql`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`;

/** The same of several by one statement. */
const lockAllStatement = (names: readonly string[]): Statement =>
  sql`SELECT pg_advisory_xact_lock(hashtextextended(key, 0)) FROM (${inList(names)} ORDER BY key) AS names`;

const toStatement = ({ lock, isShared }: Lock, schema: string): Statement =>
  typeof lock === "string"
    ? lockStatement(`${schema} ${lock}`, isShared)
    : lockAllStatement(lock.map((name) => `${schema} ${name}`));

/** A step as it is sent. */
export function toSent(texts: StatementTexts, step: Statement | Lock): SentStatement {
  const statement = "lock" in step ? toStatement(step, texts.schema) : step;
  return { ...texts.of(statement), values: statement.values };
}

/** The rows of the last statement. */
const lastRows = (result: unknown): Row[] => {
  const last = Array.isArray(result) ? result.at(-1) : result;
  return (last as { rows: Row[] }).rows;
};

/** What is read of a server when it is opened. */
interface FoundPlace {
  readonly schema: string | null;
  readonly encoding: string;
  readonly now: number;
  /** A pooler gives its clients numbers of its own, in place of the server process that answers. */
  readonly isDirect: boolean;
}

async function readPlace(client: PostgresClient, timeoutMs: number): Promise<FoundPlace> {
  const text = `SELECT current_schema() AS schema, current_setting('server_encoding') AS encoding, pg_backend_pid()::float8 AS process, ${now}`;
  const [row] = lastRows(await client.query({ text, types, query_timeout: timeoutMs }));
  const { process, ...found } = row as {
    readonly process: number;
    readonly schema: string | null;
    readonly encoding: string;
    readonly now: number;
  };
  return { ...found, isDirect: client.processID === process };
}

/** Our tables, with their indexes. */
const sizeStatement = (schema: string) => sql`
  SELECT COALESCE(SUM(pg_catalog.pg_total_relation_size(c.oid)), 0)::bigint AS size
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname = ${schema}
  WHERE c.relkind IN ('r', 'p') AND left(c.relname, 7) = 'nxzalo_'`;

const noSchema = () =>
  configError([
    {
      path: ["database"],
      message: "has no schema that this user's search path names: create one, or set `schema`",
      code: "schema_missing",
    },
  ]);

/** Encodings of a database in which every text can be stored; the second one knows none, and stores what it is given. */
const fitEncodings: readonly string[] = ["UTF8", "SQL_ASCII"];

const unfitEncoding = (encoding: string) =>
  configError([
    {
      path: ["database"],
      message: `has the encoding ${encoding}, which has not every letter: make one by CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0`,
      code: "database_encoding_unfit",
    },
  ]);

/**
 * A Postgres server, directly or behind a pooler that shares connections between transactions. A statement that only reads is a
 * transaction of its own: the client gives up on it in time, which saves a trip to the server. What the client has given up on, such a
 * server goes on with, on a connection that no pool counts; so once that has happened, the server is to end reads as well. On connections that are ours alone, a
 * statement is planned once: that is most of what it costs the server.
 */
export async function openPostgresDatabase(place: PostgresPlace, limits: PostgresLimits): Promise<PostgresDatabase> {
  const { pool, onTime, end } = place;
  const { connectTimeoutMs, statementTimeoutMs } = limits;
  // The server ends what takes too long; where it cannot be reached any more, the client does.
  const answerTimeoutMs = statementTimeoutMs + 1_000;
  const opening = openingOf(statementTimeoutMs);
  const heedBreaks = ignoreBreaks(pool);
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= end().finally(heedBreaks);
    return closing;
  };

  const open = () => withClient(pool, connectTimeoutMs, (client) => readPlace(client, answerTimeoutMs));
  const found = await open().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  onTime(found.now);
  const schema = place.schema ?? found.schema;
  const isFit = fitEncodings.includes(found.encoding);
  if (schema === null || !isFit) {
    await close();
    throw isFit ? noSchema() : unfitEncoding(found.encoding);
  }

  const texts = createStatementTexts(schema);
  let keepsPlans = place.isOwn && found.isDirect;
  const toOwn = (step: Statement | Lock): SentStatement => {
    const { text, name, values } = toSent(texts, step);
    return { text, values, name: keepsPlans ? name : undefined };
  };
  /** Work that has failed before it did anything is done once more. */
  const twice = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (statementMoved.includes(codeOf(error))) keepsPlans = false;
      else if (codeOf(error) !== deadlock) throw error;
      return work();
    }
  };
  let timedAt = performance.now();
  const inTransaction = <T>(client: PostgresClient, query: () => Query<T>) => {
    let before = opening;
    return runAsync<T>(query(), async ({ steps, read, isLast }) => {
      const statements = [...before, ...steps.map(toOwn)];
      before = [];
      // Behind all that may have been waited for.
      const isTimed = !isLast && performance.now() - timedAt > timedEveryMs;
      const after = isLast ? [commit] : isTimed ? [time] : [];
      const rows = await sendTogether(client, [...statements, ...after], answerTimeoutMs);
      if (isTimed) {
        timedAt = performance.now();
        const [row] = (rows.at(-1) ?? []) as readonly { readonly now: number }[];
        if (row) onTime(row.now);
      }
      return rows.slice(statements.length - read, statements.length);
    });
  };
  let cautiousUntil = Number.NEGATIVE_INFINITY;
  const readOn = async <T>(client: PostgresClient, query: () => Query<T>): Promise<T> => {
    try {
      if (performance.now() < cautiousUntil) return await inTransaction(client, query);
      return await runAsync<T>(query(), ({ steps }) => sendTogether(client, steps.map(toOwn), statementTimeoutMs));
    } catch (error) {
      if (tookTooLong(error)) cautiousUntil = performance.now() + cautiousMs;
      throw error;
    }
  };
  const read = <T>(query: () => Query<T>): Promise<T> =>
    twice(() => withClient(pool, connectTimeoutMs, (client) => readOn(client, query)));

  return {
    schema,
    read,
    write: (query) => twice(() => withClient(pool, connectTimeoutMs, (client) => inTransaction(client, query))),
    sizeBytes: async () => {
      const row = await read(() => queryOne<{ readonly size: number }>(sizeStatement(schema)));
      return row?.size ?? 0;
    },
    close,
  };
}
