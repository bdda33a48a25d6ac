import { configError } from "@nxzalo/core/internal";

/** A statement as a client of `pg` takes it. */
export interface PostgresQuery {
  /** With `$1`, `$2`, … for its values. */
  readonly text: string;
  /** The name of a prepared statement, which is made where the connection has none of it. Default: the statement is not kept. */
  readonly name?: string | undefined;
  /** The values, in order. Default: none. */
  readonly values?: unknown[];
  /** How columns are read. */
  readonly types?: { getTypeParser(oid: number, format?: "text" | "binary"): (value: never) => unknown };
  /** Milliseconds after which the client gives up. */
  readonly query_timeout?: number;
}

type ErrorListener = (error: Error) => void;

/** The part of a client of `pg` that is used. */
export interface PostgresClient {
  /** The number of the server's process, as the server gave it. */
  readonly processID?: number | null | undefined;
  /** Runs a statement, or several without values; gives one result with `rows`, or one for each statement. */
  query(query: PostgresQuery): Promise<unknown>;
  /** Gives it back to its pool; with an error, it is closed. */
  release(error?: Error): void;
  /** Listens for the connection's failures. */
  on(event: "error", listener: ErrorListener): unknown;
  /** Stops listening. */
  off(event: "error", listener: ErrorListener): unknown;
}

/** The part of a `pg.Pool` that is used. */
export interface PostgresPool {
  /** A connection, for as long as it is not released. */
  connect(): Promise<PostgresClient>;
  /** Listens for failures of connections that are not in use. */
  on(event: "error", listener: ErrorListener): unknown;
  /** Stops listening. */
  off(event: "error", listener: ErrorListener): unknown;
}

/** What a pool of `pg` gives each connection to that it makes, before it gives the connection out. */
interface Connecting {
  on(event: "connect", listener: (client: PostgresClient) => void): unknown;
  off(event: "connect", listener: (client: PostgresClient) => void): unknown;
}

const ignore = () => {};
const ignoreOf = (client: PostgresClient) => void client.on("error", ignore);

/**
 * Keeps a connection that breaks from ending the process: while it is not in use, and between the moment when the pool gives it out and the
 * moment when its user has it. What is asked of it then fails, and another one is made. Gives what ends that for new connections.
 */
export function ignoreBreaks(pool: PostgresPool): () => void {
  const connecting = pool as unknown as Connecting;
  pool.on("error", ignore);
  connecting.on("connect", ignoreOf);
  return () => {
    pool.off("error", ignore);
    connecting.off("connect", ignoreOf);
  };
}

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

/** A pool of our own. Nothing is set at start-up but the connection's name: poolers such as PgBouncer refuse it, or share it with others. */
export async function createPool(
  url: string,
  limits: { readonly connections: number; readonly connectTimeoutMs: number },
) {
  const pg = await loadPg();
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "nxzalo",
    max: limits.connections,
    keepAlive: true,
    connectionTimeoutMillis: limits.connectTimeoutMs,
    allowExitOnIdle: true,
  });
  // A server may end a connection while it is being closed: also then, nobody else hears of it.
  pool.on("error", () => {});
  return pool;
}
