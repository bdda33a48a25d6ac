import { isNxZaloError, type ProxyError } from "@nxzalo/core";
import { type CodedIssue, configError } from "@nxzalo/core/internal";
import {
  type BackgroundWork,
  type BudgetReached,
  createJourneys,
  type JourneyStore,
  type Journeys,
  type JourneysOptions,
  type LazyStore,
  startBackgroundWork,
  type WorkName,
} from "@nxzalo/journeys";
import { isPlainPostgresUrl, lazyPostgresStore } from "@nxzalo/journeys/postgres";
import { loggableFault } from "@nxzalo/proxy";
import type { GatewayConfig } from "./config.ts";
import type { Log } from "./log.ts";

/** The journey store of a gateway, while it is open. */
export interface OpenStore {
  readonly journeys: Journeys;
  /** What it is stored in; `given` where the caller brought it. */
  readonly kind: "postgres" | "sqlite" | "given";
  /** The version of its tables. */
  readonly schema?: number | undefined;
  /** How many milliseconds its clock is ahead of this machine's; `undefined` where it has none of its own. */
  readonly aheadMs?: (() => number) | undefined;
  /** Begins no more of what is done in the background; resolves when that has come to its end. */
  stopWork(): Promise<void>;
  close(): Promise<void>;
}

const keyFileHint = (file: string) =>
  `made the key of the store in ${file}: keep it apart from backups of the database, or set STORE_KEY`;

/** A database as a log may name it: its server and its name, without user, password and parameters. */
const shownDatabase = (url: string) =>
  /^\w+:\/\/(?:[^/?#]*@)?([^/?#]*\/?[^/?#]*)/.exec(url)?.[1] || "the server of its parameters";

const newHint = (variable: string, place: string) =>
  `the store is new: ${variable} names an empty database (${place}). Where messages were stored before, it is another one, and they would be sent again`;

/** The store that the variables name. SQLite's code is loaded where it is wanted: Node warns that it is experimental. */
async function createNamed({ databaseUrl, sqlitePath, storeKeys }: GatewayConfig, log: Log): Promise<LazyStore> {
  if (databaseUrl !== undefined) {
    if (isPlainPostgresUrl(databaseUrl)) log({ level: "warn", message: plainHint });
    const onNew = () => log({ level: "info", message: newHint("DATABASE_URL", shownDatabase(databaseUrl)) });
    return lazyPostgresStore({ url: databaseUrl, storeKeys, onNew });
  }
  const { lazySqliteStore } = await import("@nxzalo/journeys/sqlite");
  const onKeyFile = (file: string) => log({ level: "info", message: keyFileHint(file) });
  const onNew = () => log({ level: "info", message: newHint("SQLITE_PATH", sqlitePath ?? "") });
  return lazySqliteStore({ path: sqlitePath ?? "", storeKeys, onKeyFile, onNew });
}

/** A failure of the store that the variables name, in their words. */
function namingVariable(error: unknown, { databaseUrl, sqlitePath }: GatewayConfig): unknown {
  if (!isNxZaloError(error)) {
    const message = `names a database that cannot be used (${sqlitePath}): ${(error as Error).message}`;
    return configError([{ path: ["SQLITE_PATH"], code: "database_file_unusable", message }], error);
  }
  const path = [databaseUrl === undefined ? "SQLITE_PATH" : "DATABASE_URL"];
  const isItsOwn = ([name]: readonly (string | number)[]) => name === "url" || name === "database";
  const issues = error.issues?.map((issue) => (isItsOwn(issue.path) ? { ...issue, path } : issue));
  return issues ? configError(issues as CodedIssue[], error.cause) : error;
}

/** A server that can be reached at another time, or a disk that has room then. */
const isAway = (error: unknown): error is ProxyError => isNxZaloError(error) && error.code === "unavailable";

const plainHint =
  "DATABASE_URL asks for no TLS: what is stored, and the password, travel unencrypted; add ?sslmode=verify-full";

/** A budget that is reached is logged. */
function watchBudget({ budgetPerMonth: budget }: GatewayConfig, log: Log): JourneysOptions["monthlyBudget"] {
  if (!budget) return undefined;
  const onReached = async ({ percent, month, spent }: BudgetReached) => {
    log({
      level: "warn",
      message: `${percent} % of BUDGET_PER_MONTH is reached in ${month}: ${spent.amount} ${spent.currency}`,
    });
  };
  return { budget, onReached };
}

const failures: Readonly<Record<WorkName, string>> = {
  dispatchDue: "what is due could not be sent",
  deliverEvents: "events could not be delivered",
  sweep: "what is over could not be deleted",
};
const recoveries: Readonly<Record<WorkName, string>> = {
  dispatchDue: "what is due is sent again",
  deliverEvents: "events are delivered again",
  sweep: "what is over is deleted again",
};

const logChanges = (log: Log) => (name: WorkName, error: unknown) => {
  if (error === undefined) return log({ level: "info", message: recoveries[name] });
  const { message, name: kind, cause, causeCode } = loggableFault(error);
  log({ level: "error", message: `${failures[name]}: ${message ?? kind}`, causeCode, cause });
};

/** What journeys are opened with, besides the variables. */
export interface StoreParts extends Pick<JourneysOptions, "client" | "around" | "templates"> {
  /** Nothing is sent, delivered or deleted in the background. */
  readonly isIdle?: boolean;
}

/**
 * Opens what journeys are stored in; `undefined` where that is nothing. A Postgres server that cannot be reached, or a full disk, is no reason not to
 * start: until it can, the gateway is not ready and answers 503.
 *
 * @throws ConfigError that names the variable where it can never be used, or `STORE_KEY` does not fit the data; Error that names
 * `SQLITE_PATH` where the file cannot be opened.
 */
export async function openStore(
  config: GatewayConfig,
  { client, around, templates, isIdle = false }: StoreParts,
  log: Log,
  given: JourneyStore | undefined,
): Promise<OpenStore | undefined> {
  const { databaseUrl, sqlitePath, events } = config;
  if (!given && databaseUrl === undefined && sqlitePath === undefined) return undefined;
  const named = given
    ? undefined
    : await createNamed(config, log).catch((error: unknown) => {
        throw namingVariable(error, config);
      });
  const store = (given ?? named) as JourneyStore;
  let work: BackgroundWork | undefined;
  const journeys = createJourneys({
    client,
    store,
    around,
    templates,
    appKey: config.appKey,
    drWebhook: config.drWebhook,
    defaultCountryCode: config.defaultCountryCode,
    leaseMs: config.leaseMs,
    deadlineMs: config.deadlineMs,
    retainMs: config.retainMs,
    dataRetainMs: config.dataRetainMs,
    quietHours: config.quietHours,
    ratePerSecond: config.ratePerSecond,
    quotaReserve: config.quotaReserve,
    holdOnRefusal: config.holdOnRefusal,
    staging: config.staging ?? false,
    monthlyBudget: watchBudget(config, log),
    events: events && { ...events, onStored: () => work?.wake("deliverEvents") },
    onWaiting: () => work?.wake("dispatchDue"),
  });
  const open = async () => {
    await (named ? named.open() : store.records.ping());
    // A store of the other kind, staging or production, is refused before anything is served.
    await journeys.ping();
  };
  await open().catch((error: unknown) => {
    if (!named) throw error;
    if (!isAway(error)) throw namingVariable(error, config);
    const { code, message } = error.cause as NodeJS.ErrnoException;
    const variable = databaseUrl === undefined ? "SQLITE_PATH" : "DATABASE_URL";
    log({ level: "error", message: `${variable} cannot be used (${code ?? message}): not ready until it can` });
  });
  if (!isIdle) work = startBackgroundWork(journeys, { onChange: logChanges(log) });
  const stopWork = async () => work?.stop();
  const { now } = store;
  return {
    journeys,
    kind: given ? "given" : databaseUrl === undefined ? "sqlite" : "postgres",
    schema: named?.schemaVersion,
    aheadMs: now && (() => now() - Date.now()),
    stopWork,
    close: async () => {
      await stopWork();
      await store.records.close();
    },
  };
}
