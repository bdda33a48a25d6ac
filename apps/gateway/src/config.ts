import type { EnvRecord, NxZaloConfig } from "@nxzalo/core";
import { readEnv, readNxZaloConfig } from "@nxzalo/core/internal";
import { readStoreKeys } from "@nxzalo/journeys";
import { type ProxyConfig, type ReceiptConfig, readProxyConfig, readReceiptConfig } from "@nxzalo/proxy";
import { type JwtSettings, readJwtSettings } from "@nxzalo/proxy/jwt";

/** The whole configuration of the gateway. */
export interface GatewayConfig extends NxZaloConfig, ProxyConfig, ReceiptConfig {
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
  /** Milliseconds for one attempt upstream; the client's default where left out. */
  readonly timeoutMs?: number;
  /** Milliseconds for a whole call upstream; the client's default where left out. */
  readonly deadlineMs?: number;
  /** How long, in milliseconds, the lease of a gateway that died is waited for; must be longer than `deadlineMs`. The journey store's default where left out. */
  readonly leaseMs?: number;
}

export const defaultPort = 8787;
const defaultSqlitePath = "./data/nxzalo.db";

const validateHost = (value: unknown) =>
  /^[A-Za-z0-9.:_-]+$/.test(String(value)) ? undefined : "must be a host name or an address";

const validatePort = (value: unknown) =>
  /^\d{1,5}$/.test(String(value)) && Number(value) <= 65_535 ? undefined : "must be a number from 0 to 65535";

const validateLimit = (value: unknown) =>
  /^[1-9]\d{0,6}$/.test(String(value)) ? undefined : "must be a number of calls from 1 to 9999999";

const validateDatabaseUrl = (value: unknown) =>
  /^postgres(ql)?:\/\/\S+$/.test(String(value))
    ? undefined
    : "must be a URL such as postgres://user@host:5432/database";
const validatePath = (value: unknown) => (String(value).includes("\0") ? "must be a path" : undefined);
const keyHint = "is missing: make a key with `openssl rand -hex 24` and set it as name:key (or set the JWT_ variables)";

/**
 * Reads the gateway's variables. Pure.
 *
 * @throws ConfigError with one issue per missing or malformed variable.
 */
export const gatewayConfigFromEnv = (record: EnvRecord): GatewayConfig =>
  readEnv(record, (env) => {
    const client = readNxZaloConfig(env);
    const jwt = readJwtSettings(env);
    const hasKeys = /[^\s,]/.test(env.optional("GATEWAY_API_KEYS", () => undefined) ?? "");
    if (!hasKeys && !jwt) env.complain("GATEWAY_API_KEYS", keyHint);
    const proxy = readProxyConfig(env);
    const receipts = readReceiptConfig(env);
    const databaseUrl = env.optional("DATABASE_URL", validateDatabaseUrl);
    const sqlitePath = env.optional("SQLITE_PATH", validatePath) ?? defaultSqlitePath;
    const storeKeys = readStoreKeys(env, databaseUrl !== undefined);
    const store = { databaseUrl, sqlitePath, storeKeys };
    const limit = env.optional("RATE_LIMIT_PER_MINUTE", validateLimit);
    const rateLimitPerMinute = limit === undefined ? undefined : Number(limit);
    const host = env.optional("HOST", validateHost) ?? "127.0.0.1";
    const port = Number(env.optional("PORT", validatePort) ?? defaultPort);
    return { ...client, ...proxy, ...receipts, ...store, jwt, rateLimitPerMinute, host, port };
  });
