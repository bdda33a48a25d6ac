import { delay } from "@nxzalo/core/internal";
import type { PostgresClient, PostgresPool } from "./pool.ts";

/** The server has no room for another connection: soon one of the pool's is free. */
const isCrowded = (error: unknown) => (error as { readonly code?: unknown } | null)?.code === "53300";
const shortestPauseMs = 25;
const longestPauseMs = 200;

/** What `pg` says, without a code, where a connection ends under what was asked of it. */
const cutMessages = /^Connection terminated(?! due)|not queryable$/;

/** Rejects with a code, by which an operator sees what it was. */
const rejectWithCode = (error: { readonly code?: unknown; readonly message: string }): never => {
  throw error.code === undefined && cutMessages.test(error.message)
    ? Object.assign(new Error("cut"), { code: "ECONNRESET" })
    : error;
};

/** A connection of the pool, or of a server that has room again, within its time. */
async function connect(pool: PostgresPool, timeoutMs: number): Promise<PostgresClient> {
  const giveUpAt = performance.now() + timeoutMs;
  for (let tries = 0; ; tries++) {
    try {
      return await connectOnce(pool, giveUpAt - performance.now());
    } catch (error) {
      const pauseMs = Math.min(shortestPauseMs * 2 ** tries, longestPauseMs) * (0.5 + Math.random() / 2);
      if (!isCrowded(error) || performance.now() + pauseMs >= giveUpAt) throw error;
      await delay(pauseMs);
    }
  }
}

/** A connection of the pool, within its time; one that comes later goes back. */
async function connectOnce(pool: PostgresPool, timeoutMs: number): Promise<PostgresClient> {
  const connecting = pool.connect();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      connecting.then(
        (client) => client.release(),
        () => {},
      );
      reject(new Error("timeout: no connection was free in time"));
    }, timeoutMs);
  });
  try {
    return await Promise.race([connecting, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Works on a connection of the pool. One that failed in the middle of something is thrown away, and with it what it had begun. */
export async function withClient<T>(
  pool: PostgresPool,
  timeoutMs: number,
  work: (client: PostgresClient) => Promise<T>,
): Promise<T> {
  const client = await connect(pool, timeoutMs).catch(rejectWithCode);
  let failure: Error | undefined;
  // Without a listener, a connection that breaks while it is in use would end the process.
  const ignore = () => {};
  client.on("error", ignore);
  try {
    return await work(client);
  } catch (error) {
    failure = error as Error;
    return rejectWithCode(failure);
  } finally {
    client.off("error", ignore);
    client.release(failure);
  }
}
