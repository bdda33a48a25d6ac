import type { EnvRecord, Hash } from "@nxzalo/core";
import { type EnvReader, listOf, namePattern, nobleHash, readEnv } from "@nxzalo/core/internal";
import { type Authorize, authorizeFromEnv, type Caller, isScope, type Scope, scopes } from "./authorize.ts";
import { readBearer } from "./bearer.ts";
import { findSecret } from "./secret-comparison.ts";

/** One key and what its holder may do. Only the key's SHA-256 is kept. */
export interface ApiKey extends Caller {
  /** Lowercase hex of the SHA-256 of the key. */
  readonly keyHash: string;
}

/** The characters of a bearer token (RFC 6750). */
const keyPattern = /^[A-Za-z0-9._~+/-]{16,}=*$/;
const defaultScopes: readonly Scope[] = ["send", "tokens"];

/** The key that an entry stands for, or what is wrong with the entry. */
function parseEntry(entry: string, hash: Hash): ApiKey | string {
  const parts = entry.split(":");
  const key = parts.at(-1) ?? "";
  const [name, granted] = parts.slice(0, -1);
  if (!keyPattern.test(key)) return "needs a key of at least 16 letters, digits or ._~+/-";
  if (parts.length > 3 || (name !== undefined && !namePattern.test(name)))
    return "must be key, name:key or name:scopes:key";
  const given = granted === undefined ? defaultScopes : granted.split("+");
  if (!given.every(isScope)) return `may grant only ${scopes.join(", ")}, joined by +`;
  const keyHash = hash("sha256", key);
  return { caller: name ?? `key-${keyHash.slice(0, 8)}`, scopes: given, keyHash };
}

/**
 * Reads a list of API keys: each entry is `key`, `name:key` or `name:send+read:key`. A name may stand twice, so that its key can
 * be rotated.
 */
export function readApiKeys(env: EnvReader, name: string, hash: Hash = nobleHash): ApiKey[] {
  const keys: ApiKey[] = [];
  for (const [index, entry] of listOf(env.optional(name, () => undefined)).entries()) {
    const parsed = parseEntry(entry, hash);
    if (typeof parsed === "string") env.complain(name, `entry ${index + 1} ${parsed}`);
    else if (keys.some(({ keyHash }) => keyHash === parsed.keyHash)) env.complain(name, "lists one key twice");
    else keys.push(parsed);
  }
  return keys;
}

/**
 * Admits callers by bearer key.
 *
 * @example
 * ```ts
 * import { bearerKeys, proxyConfigFromEnv } from "@nxzalo/proxy";
 *
 * const { apiKeys } = proxyConfigFromEnv({ GATEWAY_API_KEYS: "shop:0123456789abcdef0123" });
 * const authorize = bearerKeys(apiKeys);
 * ```
 */
export function bearerKeys(keys: readonly ApiKey[], hash: Hash = nobleHash): Authorize {
  const keyHashes = keys.map(({ keyHash }) => keyHash);
  return ({ headers }) => {
    const presented = readBearer(headers);
    const match = presented === undefined ? undefined : keys[findSecret(keyHashes, presented, hash)];
    return match ? { caller: match.caller, scopes: match.scopes, apps: match.apps } : null;
  };
}

/**
 * Admits callers by the keys in the `GATEWAY_API_KEYS` of a Worker's bindings, read when a request comes.
 *
 * The authoriser throws ConfigError where `GATEWAY_API_KEYS` is missing or malformed.
 *
 * @example
 * ```ts
 * import { createEdgeProxy } from "@nxzalo/edge";
 * import { bearerKeysFromEnv } from "@nxzalo/proxy";
 *
 * export default createEdgeProxy({ authorize: bearerKeysFromEnv() });
 * ```
 */
export const bearerKeysFromEnv = (hash: Hash = nobleHash): Authorize =>
  authorizeFromEnv((record) => bearerKeys(readRequiredKeys(record, hash), hash));

const readRequiredKeys = (record: EnvRecord, hash: Hash) =>
  readEnv(record, (env) => {
    if (listOf(env.optional("GATEWAY_API_KEYS", () => undefined)).length === 0)
      env.complain("GATEWAY_API_KEYS", "is missing");
    return readApiKeys(env, "GATEWAY_API_KEYS", hash);
  });
