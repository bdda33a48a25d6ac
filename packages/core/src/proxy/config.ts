import { type EnvReader, type EnvRecord, listOf, readEnv } from "../env.ts";
import { type Hash, nobleHash } from "../hash.ts";
import type { Rule } from "../rules.ts";
import { type ApiKey, readApiKeys } from "./api-keys.ts";

/** What {@link proxyConfigFromEnv} gives. */
export interface ProxyConfig {
  /** `GATEWAY_API_KEYS` */
  readonly apiKeys: readonly ApiKey[];
  /** `CORS_ORIGINS`: exact origins, or `*`. */
  readonly corsOrigins: readonly string[];
}

const originsRule: Rule = (value) => {
  const isOrigin = (origin: string) => {
    try {
      return origin === "*" || (/^https?:/.test(origin) && new URL(origin).origin === origin);
    } catch {
      return false;
    }
  };
  return listOf(String(value)).every(isOrigin) ? undefined : "must list origins such as https://shop.example, or *";
};

const storeKeysRule: Rule = (value) => {
  const keys = listOf(String(value));
  const isGood = keys.length > 0 && keys.every((key) => /^[A-Za-z0-9+/]{43}=$/.test(key));
  return isGood ? undefined : "must list 32 random bytes in base64: `openssl rand -base64 32`";
};

const storeKeyMissing = "is missing: it encrypts what is remembered, make one with `openssl rand -base64 32`";

/** Reads `STORE_KEY`, newest first: what is remembered is encrypted by it. `isRequired` where nothing else can make a key. */
export const readStoreKeys = (env: EnvReader, isRequired: boolean): string[] =>
  listOf(isRequired ? env.text("STORE_KEY", storeKeysRule, storeKeyMissing) : env.optional("STORE_KEY", storeKeysRule));

/** What `proxyConfigFromEnv` reads, for those who read more variables in the same go. */
export const readProxyConfig = (env: EnvReader, hash: Hash = nobleHash): ProxyConfig => ({
  apiKeys: readApiKeys(env, "GATEWAY_API_KEYS", hash),
  corsOrigins: listOf(env.optional("CORS_ORIGINS", originsRule)),
});

/**
 * Reads the proxy's own variables, `GATEWAY_API_KEYS` and `CORS_ORIGINS`. Pure.
 *
 * @throws ConfigError with one issue per malformed variable; it never quotes a key.
 */
export const proxyConfigFromEnv = (record: EnvRecord): ProxyConfig => readEnv(record, (env) => readProxyConfig(env));
