import type { NxZaloConfig } from "@nxzalo/core";
import { type EnvRecord, type ProxyConfig, readEnv, readNxZaloConfig, readProxyConfig } from "@nxzalo/core/proxy";

/** Everything the gateway is told from outside. */
export interface GatewayConfig extends NxZaloConfig, ProxyConfig {
  /** `HOST`; default `127.0.0.1`. */
  readonly host: string;
  /** `PORT`; default 8787. */
  readonly port: number;
  /** Milliseconds for one attempt upstream; the client's default where left out. */
  readonly timeoutMs?: number;
}

export const defaultPort = 8787;

const hostRule = (value: unknown) =>
  /^[A-Za-z0-9.:_-]+$/.test(String(value)) ? undefined : "must be a host name or an address";

const portRule = (value: unknown) =>
  /^\d{1,5}$/.test(String(value)) && Number(value) <= 65_535 ? undefined : "must be a number from 0 to 65535";

const keyHint = "is missing: make a key with `openssl rand -hex 24` and set it as name:key";

/**
 * Reads the gateway's variables. Pure.
 *
 * @throws ConfigError with one issue per missing or malformed variable.
 */
export const gatewayConfigFromEnv = (record: EnvRecord): GatewayConfig =>
  readEnv(record, (env) => {
    const client = readNxZaloConfig(env);
    if (!record["GATEWAY_API_KEYS"]) env.complain("GATEWAY_API_KEYS", keyHint);
    const proxy = readProxyConfig(env);
    const host = env.optional("HOST", hostRule) ?? "127.0.0.1";
    const port = Number(env.optional("PORT", portRule) ?? defaultPort);
    return { ...client, ...proxy, host, port };
  });
