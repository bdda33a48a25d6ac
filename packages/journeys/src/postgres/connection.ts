import type { PostgresClient, PostgresPool } from "./pool.ts";

/** A connection of the pool, within its time; one that comes later goes back. */
async function connect(pool: PostgresPool, timeoutMs: number): Promise<PostgresClient> {
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
  const client = await connect(pool, timeoutMs);
  let failure: Error | undefined;
  // Without a listener, a connection that breaks while it is in use would end the process.
  const ignore = () => {};
  client.on("error", ignore);
  try {
    return await work(client);
  } catch (error) {
    failure = error as Error;
    throw error;
  } finally {
    client.off("error", ignore);
    client.release(failure);
  }
}
