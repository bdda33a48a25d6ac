import type { EnvRecord, Hash } from "@nxzalo/core";
import { type EnvReader, nobleHash, parseList, readEnv, type Validator } from "@nxzalo/core/internal";
import { type ApiKey, readApiKeys } from "./auth/api-keys.ts";

/** What {@link proxyConfigFromEnv} gives. */
export interface ProxyConfig {
  /** `GATEWAY_API_KEYS` */
  readonly apiKeys: readonly ApiKey[];
  /** `CORS_ORIGINS`: exact origins, or `*`. */
  readonly corsOrigins: readonly string[];
}

/** What `CORS_ORIGINS` may hold. */
export const validateOrigins: Validator = (value) => {
  const isOrigin = (origin: string) => {
    try {
      return origin === "*" || (/^https?:/.test(origin) && new URL(origin).origin === origin);
    } catch {
      return false;
    }
  };
  return parseList(String(value)).every(isOrigin)
    ? undefined
    : { code: "list_wrong", message: "must list origins such as https://shop.example, or *" };
};

/** What `proxyConfigFromEnv` reads, for those who read more variables in the same go. */
export const readProxyConfig = (env: EnvReader, hash: Hash = nobleHash): ProxyConfig => ({
  apiKeys: readApiKeys(env, "GATEWAY_API_KEYS", hash),
  corsOrigins: parseList(env.optional("CORS_ORIGINS", validateOrigins)),
});

/**
 * Reads the proxy's own variables, `GATEWAY_API_KEYS` and `CORS_ORIGINS`. Pure.
 *
 * @throws ConfigError with one issue per malformed variable; it never quotes a key.
 * @example
 * ```ts
 * import { configFromEnv } from "@nxzalo/core";
 * import { createNxZalo } from "@nxzalo/node";
 * import { bearerKeys, createProxy, proxyConfigFromEnv } from "@nxzalo/proxy";
 *
 * const { apiKeys, corsOrigins } = proxyConfigFromEnv(process.env);
 * const client = createNxZalo(configFromEnv(process.env));
 * export const proxy = createProxy({ client, authorize: bearerKeys(apiKeys), corsOrigins });
 * ```
 */
export const proxyConfigFromEnv = (record: EnvRecord): ProxyConfig => readEnv(record, (env) => readProxyConfig(env));
