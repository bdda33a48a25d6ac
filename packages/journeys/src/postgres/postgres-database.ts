import { configError } from "@nxzalo/core/internal";
import { minuteMs } from "../durations.ts";
import type { Database } from "../sql/database.ts";
import { inList, type Lock, type Query, queryOne, type Row, runAsync, type Statement, sql } from "../sql/query.ts";
import { withClient } from "./connection.ts";
import { ignoreBreaks, type PostgresClient, type PostgresPool, type PostgresQuery } from "./pool.ts";
import { createStatementTexts, type StatementText, type StatementTexts } from "./statement-texts.ts";

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

const codeOf = (error: unknown) => (error as { readonly code?: unknown }).code;

/** The server has ended a statement, or its wait for a lock, because its time was over. */
const endedInTime: readonly unknown[] = ["57014", "55P03"];
/** What `pg` says, without a code, where it waits no longer: the server goes on with the statement. */
const leftRunning = "Query read timeout";
const tookTooLong = (error: unknown) =>
  endedInTime.includes(codeOf(error)) || (error as { readonly message?: unknown }).message === leftRunning;
/** So long after a read that took too long, the next ones may as well. */
const cautiousMs = 5 * minuteMs;

/** The oids of whole numbers of 64 bits, which come as text (ours are times, which fit a number), of 32 bits, and of floating-point numbers. */
const numbers: readonly number[] = [20, 23, 701];
const asIs = (value: unknown) => value;
/** Every other column of ours is a text. */
const types: NonNullable<PostgresQuery["types"]> = {
  getTypeParser: (oid) => (numbers.includes(oid) ? Number : asIs),
};

const now = "(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now";

/**
 * Begins a transaction. What it sets ends with it: a connection may be shared with others, by a pooler or by a pool that is not ours.
 * Durable means on the disk, also where the server's default is another.
 */
const beginText = (timeoutMs: number) =>
  [
    "BEGIN ISOLATION LEVEL READ COMMITTED",
    `SET LOCAL statement_timeout = ${timeoutMs}`,
    `SET LOCAL lock_timeout = ${timeoutMs}`,
    `SET LOCAL idle_in_transaction_session_timeout = ${2 * timeoutMs}`,
    "SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'",
    `SELECT ${now}`,
  ].join("; ");

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

/** Runs the steps of a query by something that takes a text with `$1`, `$2`, … and values. */
export const runOn =
  (texts: StatementTexts, query: (text: StatementText, values: unknown[]) => Promise<{ rows: Row[] }>) =>
  async (step: Statement | Lock): Promise<Row[]> => {
    const statement = "lock" in step ? toStatement(step, texts.schema) : step;
    return (await query(texts.of(statement), [...statement.values])).rows;
  };

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
 * transaction of its own: the client gives up on it in time, which saves two trips to the server. What the client has given up on, such a
 * server goes on with, on a connection that no pool counts; so once that has happened, the server is to end reads as well. On connections that are ours alone, a
 * statement is planned once: that is most of what it costs the server.
 */
export async function openPostgresDatabase(place: PostgresPlace, limits: PostgresLimits): Promise<PostgresDatabase> {
  const { pool, onTime, end } = place;
  const { connectTimeoutMs, statementTimeoutMs } = limits;
  // The server ends what takes too long; where it cannot be reached any more, the client does.
  const answerTimeoutMs = statementTimeoutMs + 1_000;
  const begin = beginText(statementTimeoutMs);
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
  /** Runs steps on a connection, where each may take so long. */
  const stepsOn = (client: PostgresClient, timeoutMs: number) =>
    runOn(texts, async ({ text, name }, values) => {
      const query = { text, values, types, query_timeout: timeoutMs, name: keepsPlans ? name : undefined };
      return { rows: lastRows(await client.query(query)) };
    });
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
  const inTransaction = async <T>(client: PostgresClient, query: () => Query<T>) => {
    const [row] = lastRows(await client.query({ text: begin, types, query_timeout: answerTimeoutMs }));
    onTime((row as { now: number }).now);
    const result = await runAsync<T>(query(), stepsOn(client, answerTimeoutMs));
    await client.query({ text: "COMMIT", query_timeout: answerTimeoutMs });
    return result;
  };
  let cautiousUntil = Number.NEGATIVE_INFINITY;
  const readOn = async <T>(client: PostgresClient, query: () => Query<T>): Promise<T> => {
    try {
      if (performance.now() < cautiousUntil) return await inTransaction(client, query);
      return await runAsync<T>(query(), stepsOn(client, statementTimeoutMs));
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
