import { configError } from "@nxzalo/core/internal";
import type { PoolClient } from "pg";
import type { Database } from "../sql/database.ts";
import type { Dialect } from "../sql/migrate.ts";
import { type Lock, type Row, rawSql, runAsync, type Statement, sql, toText } from "../sql/query.ts";

/** Loaded when it is used: who uses another store does not install it. */
async function loadPg() {
  try {
    return (await import("pg")).default;
  } catch (error) {
    const message = "is not installed: @nxzalo/journeys/postgres needs it (npm install pg)";
    throw (error as { code?: unknown }).code === "ERR_MODULE_NOT_FOUND"
      ? configError([{ path: ["pg"], message, code: "package_missing" }], error)
      : error;
  }
}

/** How long a connection, a statement and a lock may take: a caller waits no longer than 25 s. */
export interface PostgresLimits {
  readonly connectTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly connections: number;
}

/** Postgres has ended one of two transactions that waited for each other: the other one is through. */
const deadlock = "40P01";

const syncCommits = `SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`;

/** Of the transaction, so that it ends with it in every case. */
const lockStatement = ({ lock }: Lock) => sql`SELECT pg_advisory_xact_lock(hashtextextended(${lock}, 0))`;

/** Runs the steps of a query by something that takes a text with `$1`, `$2`, … and values. */
export const runOn =
  (query: (text: string, values: unknown[]) => Promise<{ rows: Row[] }>) =>
  async (step: Statement | Lock): Promise<Row[]> => {
    const statement = "lock" in step ? lockStatement(step) : step;
    const text = toText(statement, (position) => `$${position}`);
    return (await query(text, [...statement.values])).rows;
  };

/** A Postgres server. A connection that failed in the middle of something is thrown away. */
export async function openPostgresDatabase(url: string, limits: PostgresLimits): Promise<Database> {
  const pg = await loadPg();
  const { connectTimeoutMs, statementTimeoutMs, connections } = limits;
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "nxzalo",
    max: connections,
    // Whole numbers of 64 bits come as text; ours are times, which fit.
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as "text"),
    },
    keepAlive: true,
    connectionTimeoutMillis: connectTimeoutMs,
    // The server ends what takes too long; where it cannot be reached any more, the client does.
    statement_timeout: statementTimeoutMs,
    lock_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: 2 * statementTimeoutMs,
    query_timeout: statementTimeoutMs + 1_000,
    allowExitOnIdle: true,
  });
  // Durable means on the disk, also where the server's default is another.
  pool.on("connect", (client) => void client.query(syncCommits).catch(() => {}));
  // A broken idle connection is ignored: the next use opens another one.
  pool.on("error", () => {});

  async function withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let failure: Error | undefined;
    // Without a listener, a connection that breaks while it is in use would end the process.
    const onError = () => {};
    client.on("error", onError);
    try {
      return await work(client);
    } catch (error) {
      failure = error as Error;
      throw error;
    } finally {
      client.off("error", onError);
      client.release(failure);
    }
  }

  return {
    read: (query) =>
      withClient((client) =>
        runAsync(
          query(),
          runOn((text, values) => client.query(text, values)),
        ),
      ),
    write: async (query) => {
      const transaction = () =>
        withClient(async (client) => {
          await client.query("BEGIN ISOLATION LEVEL READ COMMITTED");
          const result = await runAsync(
            query(),
            runOn((text, values) => client.query(text, values)),
          );
          await client.query("COMMIT");
          return result;
        });
      return transaction().catch((error: unknown) => {
        if ((error as { code?: unknown }).code !== deadlock) throw error;
        return transaction();
      });
    },
    close: () => pool.end(),
  };
}

/** Postgres: the schema that new tables go to. An unlogged table or an invalid index counts as missing. */
export const postgresDialect: Dialect = {
  integer: "BIGINT",
  shape: /* @__PURE__ */ rawSql(`
    SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull::int
      || COALESCE(array_position(p.conkey, a.attnum), 0) AS line
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_constraint p ON p.conrelid = c.oid AND p.contype = 'p'
    WHERE c.relkind IN ('r', 'p') AND c.relpersistence = 'p' AND left(c.relname, 7) = 'nxzalo_'
    UNION ALL
    SELECT i.relname || ' ' || c.relname || ' ' || x.indisunique::int || ' ' || (
      SELECT string_agg(COALESCE(a.attname, '?'), ',' ORDER BY k.place) FROM unnest(x.indkey) WITH ORDINALITY k (number, place)
      LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
    JOIN pg_index x ON x.indrelid = c.oid JOIN pg_class i ON i.oid = x.indexrelid
    WHERE left(c.relname, 7) = 'nxzalo_' AND NOT x.indisprimary AND x.indisvalid AND x.indpred IS NULL
      AND (x.indisunique OR left(i.relname, 7) = 'nxzalo_')`),
};
