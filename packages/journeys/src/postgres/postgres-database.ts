import pg from "pg";
import type { Database } from "../sql/database.ts";
import { type Row, runAsync, type Statement, textOf } from "../sql/sql-tag.ts";

/** Whole numbers of 64 bits come as text; ours are times, which fit. */
const types = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as "text"),
};

/** How long a connection, a statement and a lock may take: a caller waits no longer than 25 s. */
export interface PostgresLimits {
  readonly connectTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly connections: number;
}

/** Postgres has ended one of two transactions that waited for each other: the other one is through. */
const deadlock = "40P01";

const syncCommits = `SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`;

interface Client {
  query(query: { text: string; values: unknown[]; name?: string }): Promise<{ rows: Row[] }>;
}

const runOn = (client: Client) => async (statement: Statement) => {
  const { rows } = await client.query({
    text: textOf(statement, (position) => `$${position}`),
    values: [...statement.values],
  });
  return rows;
};

/** A Postgres server. A connection that failed in the middle of something is thrown away. */
export function createPostgresDatabase(url: string, limits: PostgresLimits): Database {
  const { connectTimeoutMs, statementTimeoutMs, connections } = limits;
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "nxzalo",
    max: connections,
    types,
    keepAlive: true,
    connectionTimeoutMillis: connectTimeoutMs,
    // The server ends what takes too long; where it cannot be reached any more, we do.
    statement_timeout: statementTimeoutMs,
    lock_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: 2 * statementTimeoutMs,
    query_timeout: statementTimeoutMs + 1_000,
    allowExitOnIdle: true,
  });
  // Written for good means on the disk, whatever the server's default is.
  pool.on("connect", (client) => void client.query(syncCommits).catch(() => {}));
  // An idle connection that breaks is not news: the next use opens another one.
  pool.on("error", () => {});

  async function withClient<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
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
    read: (script) => withClient((client) => runAsync(script(), runOn(client))),
    write: async (script) => {
      const transaction = () =>
        withClient(async (client) => {
          await client.query("BEGIN ISOLATION LEVEL READ COMMITTED");
          const result = await runAsync(script(), runOn(client));
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
