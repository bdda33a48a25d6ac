import type { EnvRecord, NxZaloConfig } from "@nxzalo/core";
import {
  type Complaint,
  readEnv,
  readNxZaloConfig,
  readStaging,
  type Staging,
  type Validator,
} from "@nxzalo/core/internal";
import type { Money } from "@nxzalo/core/journeys";
import {
  checkQuietHours,
  type EventsOptions,
  readBudgetEnv,
  readEventsEnv,
  readQuotaEnv,
  readRetainDays,
  readStoreKeys,
} from "@nxzalo/journeys";
import { checkPostgresUrl } from "@nxzalo/journeys/postgres";
import { type ProxyConfig, type ReceiptConfig, readProxyConfig, readReceiptConfig } from "@nxzalo/proxy";
import { type JwtSettings, readJwtSettings } from "@nxzalo/proxy/jwt";
import { type AlertConfig, readAlertConfig } from "./alarms/config.ts";
import { type LogLevel, logLevels } from "./log.ts";
import { readTelemetryConfig, type TelemetryConfig } from "./telemetry/config.ts";
import { oneOf, validateHost, validatePort } from "./validators.ts";

/** The whole configuration of the gateway. */
export interface GatewayConfig extends NxZaloConfig, ProxyConfig, ReceiptConfig, TelemetryConfig {
  /** `HOST`; default `127.0.0.1`. */
  readonly host: string;
  /** `PORT`; default 8787. */
  readonly port: number;
  /** `JWT_JWKS_URL` or `JWT_PUBLIC_KEY`, and the other `JWT_` variables; without them, only API keys are taken. */
  readonly jwt?: JwtSettings | undefined;
  /** `RATE_LIMIT_PER_MINUTE`: calls of one caller; no limit where left out. */
  readonly rateLimitPerMinute?: number | undefined;
  /** `DATABASE_URL`: the Postgres database that journeys are stored in; wins over `SQLITE_PATH`. */
  readonly databaseUrl?: string | undefined;
  /** `SQLITE_PATH`: the file that journeys are stored in; `gatewayConfigFromEnv` gives `./data/nxzalo.db` where left out. Without both, nothing is stored. */
  readonly sqlitePath?: string | undefined;
  /** `STORE_KEY`: encrypts what is stored, newest first. With SQLite, a key file beside the database where left out. */
  readonly storeKeys: readonly string[];
  /** `BUDGET_PER_MONTH`: what a month may cost, as in `5000000` (VND) or `300 USD`. */
  readonly budgetPerMonth?: Money | undefined;
  /** `QUIET_HOURS`: when messages of the tags 2 and 3 are held. The journey store's default where left out. */
  readonly quietHours?: string | undefined;
  /** `NXCLOUD_RATE_PER_SECOND`: messages of the account, all gateways together; no limit where left out. */
  readonly ratePerSecond?: number | undefined;
  /** `RECEIPTS_FORWARD_URL`, `EVENTS_TARGETS`, `NOTIFY_REFUSED` and `UNDELIVERED_AFTER_MINUTES`: what is delivered, and where. */
  readonly events?: EventsOptions | undefined;
  /** `STAGING` and `STAGING_PHONES`: whom a staging gateway writes to; production where left out. */
  readonly staging?: Staging | undefined;
  /** `QUOTA_RESERVE`: how many messages of each day's quota are kept for tag 1; none where left out. */
  readonly quotaReserve?: number | undefined;
  /** `HOLD_ON_REFUSAL`: whether what Zalo refused for its time or its quota is sent again in the morning, once. Default: false. */
  readonly holdOnRefusal?: boolean | undefined;
  /** `LOG_LEVEL`: the quietest line that is written; default `info`. */
  readonly logLevel?: LogLevel | "silent" | undefined;
  /** The `ALERT_` variables: where alarms go besides the log. */
  readonly alert?: AlertConfig | undefined;
  /** `TEMPLATES_FILE`: the approved templates, which messages are held against. Messages are not checked where left out. */
  readonly templatesFile?: string | undefined;
  /** Milliseconds for one attempt upstream; the client's default where left out. */
  readonly timeoutMs?: number;
  /** Milliseconds for a whole call upstream; the client's default where left out. */
  readonly deadlineMs?: number;
  /** `KEEP_ALIVE_SECONDS`, in milliseconds: how long a connection stays open between two requests. */
  readonly keepAliveMs: number;
  /** `DRAIN_SECONDS`, in milliseconds: how long calls are still taken once `/readyz` says that the gateway is about to stop. */
  readonly drainMs: number;
  /** How long, in milliseconds, the lease of a gateway that died is waited for. The journey store's default where left out. */
  readonly leaseMs?: number;
  /** `RETAIN_DAYS`, in milliseconds: how long journeys and their messages are stored after their end. The journey store's default where left out. */
  readonly retainMs?: number | undefined;
  /** `DATA_RETAIN_DAYS`, in milliseconds: how long the data of a message's template is. The journey store's default where left out. */
  readonly dataRetainMs?: number | undefined;
}

export const defaultPort = 8787;
const defaultSqlitePath = "./data/nxzalo.db";
/** Longer than balancers keep an idle connection: 60 s by default of nginx and of AWS. Who closes first cannot be reset while writing. */
const defaultKeepAliveSeconds = 75;
/** Two or three health checks of a balancer. */
const defaultDrainSeconds = 5;

const validateLimit: Validator = (value) =>
  /^[1-9]\d{0,6}$/.test(String(value))
    ? undefined
    : { code: "number_out_of_range", message: "must be a number of calls from 1 to 9999999" };

const validateSeconds =
  (from: number, to: number): Validator =>
  (value) =>
    /^\d{1,4}$/.test(String(value)) && Number(value) >= from && Number(value) <= to
      ? undefined
      : { code: "number_out_of_range", message: `must be a whole number of seconds from ${from} to ${to}` };

const validateDatabaseUrl: Validator = (value) => checkPostgresUrl(String(value));

const validatePath: Validator = (value) =>
  String(value).includes("\0") ? { code: "path_wrong", message: "must be a path" } : undefined;

const validateLevel = oneOf([...logLevels, "silent"]);

const keyMissing: Complaint = {
  code: "required",
  message: "is missing: make a key with `openssl rand -hex 24` and set it as name:key (or set the JWT_ variables)",
};

/**
 * Reads the gateway's variables. Pure.
 *
 * @throws ConfigError with one issue per missing or malformed variable.
 */
export const gatewayConfigFromEnv = (record: EnvRecord): GatewayConfig =>
  readEnv(record, (env) => {
    const client = readNxZaloConfig(env);
    const jwt = readJwtSettings(env);
    if (env.list("GATEWAY_API_KEYS").length === 0 && !jwt) env.complain("GATEWAY_API_KEYS", keyMissing);
    const proxy = readProxyConfig(env);
    const receipts = readReceiptConfig(env);
    const databaseUrl = env.optional("DATABASE_URL", validateDatabaseUrl);
    return {
      ...client,
      ...proxy,
      ...receipts,
      jwt,
      databaseUrl,
      sqlitePath: env.optional("SQLITE_PATH", validatePath) ?? defaultSqlitePath,
      storeKeys: readStoreKeys(env, databaseUrl !== undefined),
      retainMs: readRetainDays(env, "RETAIN_DAYS"),
      dataRetainMs: readRetainDays(env, "DATA_RETAIN_DAYS"),
      budgetPerMonth: readBudgetEnv(env),
      quietHours: env.optional("QUIET_HOURS", (value) => checkQuietHours(String(value))),
      events: readEventsEnv(env),
      ...readQuotaEnv(env),
      rateLimitPerMinute: env.number("RATE_LIMIT_PER_MINUTE", validateLimit),
      host: env.optional("HOST", validateHost) ?? "127.0.0.1",
      port: env.number("PORT", validatePort) ?? defaultPort,
      keepAliveMs: (env.number("KEEP_ALIVE_SECONDS", validateSeconds(1, 3_600)) ?? defaultKeepAliveSeconds) * 1_000,
      drainMs: (env.number("DRAIN_SECONDS", validateSeconds(0, 600)) ?? defaultDrainSeconds) * 1_000,
      logLevel: env.optional("LOG_LEVEL", validateLevel) as LogLevel | "silent" | undefined,
      ...readTelemetryConfig(env),
      staging: readStaging(env),
      alert: readAlertConfig(env),
      templatesFile: env.optional("TEMPLATES_FILE", validatePath),
    };
  });
