import { isNxZaloError, type NxZalo } from "@nxzalo/core";
import { createJourneys, type JourneyStore, type Journeys, lazyStore } from "@nxzalo/journeys";
import type { GatewayConfig } from "./config.ts";
import type { Log } from "./log.ts";

/** The journey store of a gateway, while it is open. */
export interface OpenStore {
  readonly journeys: Journeys;
  close(): Promise<void>;
}

const keyFileHint = (file: string) =>
  `made the key of the store in ${file}: keep it apart from backups of the database, or set STORE_KEY`;

/** The store that the variables name. Its code is loaded where it is wanted: Node warns that its SQLite is experimental. */
async function openNamed({ databaseUrl, sqlitePath, storeKeys }: GatewayConfig, log: Log): Promise<JourneyStore> {
  if (databaseUrl !== undefined) {
    const { createPostgresStore } = await import("@nxzalo/journeys/postgres");
    return createPostgresStore({ url: databaseUrl, storeKeys });
  }
  const { createSqliteStore } = await import("@nxzalo/journeys/sqlite");
  const onKeyFile = (file: string) => log({ level: "info", message: keyFileHint(file) });
  return createSqliteStore({ path: sqlitePath ?? "", storeKeys, onKeyFile });
}

/** What another try cannot repair: who we are, which database, what we may do in it, and what stands in it. */
const isFinal = (error: unknown): boolean => {
  const { code = "" } = Object(error) as { code?: string };
  return /^(28|3D|3F|42)/.test(code) || /newer version/.test(String(error));
};

const unopened = (variable: string, cause: unknown) =>
  new Error(`${variable} cannot be used: ${(cause as Error).message}`, { cause });

/**
 * Opens what journeys are stored in; `undefined` where that is nothing. A Postgres server that cannot be reached is no reason not to
 * start: until it can, the gateway is not ready and answers 503.
 *
 * @throws ConfigError where `STORE_KEY` does not fit the data; Error that names the variable where it cannot be used.
 */
export async function openStore(
  config: GatewayConfig,
  client: NxZalo,
  log: Log,
  given: JourneyStore | undefined,
): Promise<OpenStore | undefined> {
  const { databaseUrl, sqlitePath, appKey, defaultCountryCode, leaseMs, deadlineMs } = config;
  if (!given && databaseUrl === undefined && sqlitePath === undefined) return undefined;
  const store = given ?? lazyStore(() => openNamed(config, log));
  const journeys = createJourneys({ client, store, appKey, defaultCountryCode, leaseMs, deadlineMs });
  await store.records.ping().catch((error: unknown) => {
    if (isNxZaloError(error)) throw error;
    if (databaseUrl === undefined || isFinal(error))
      throw unopened(databaseUrl ? "DATABASE_URL" : `SQLITE_PATH (${sqlitePath})`, error);
    const { code, message } = error as NodeJS.ErrnoException;
    log({ level: "error", message: `DATABASE_URL cannot be reached (${code ?? message}): not ready until it can` });
  });
  const stopSweeping = sweepHourly(journeys, log);
  return {
    journeys,
    close: async () => {
      stopSweeping();
      await store.records.close();
    },
  };
}

const minuteMs = 60_000;

/** Deletes what is over: some minutes after the start, gateways that start together at different ones, then every hour. */
export function sweepHourly(journeys: Pick<Journeys, "sweep">, log: Log): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const after = (delayMs: number) => {
    timer = setTimeout(() => void sweep(), delayMs).unref();
  };
  const sweep = async () => {
    await journeys.sweep().catch((error: Error) => {
      log({ level: "error", message: `what is over could not be deleted: ${error.message}` });
    });
    if (timer) after(60 * minuteMs);
  };
  after((1 + 9 * Math.random()) * minuteMs);
  return () => {
    clearTimeout(timer);
    timer = undefined;
  };
}
