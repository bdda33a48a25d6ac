import type { EnvRecord, Hash } from "@nxzalo/core";
import { type Complaint, type EnvReader, memoize, namePattern, nobleHash, readEnv } from "@nxzalo/core/internal";
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
function parseEntry(entry: string, hash: Hash): ApiKey | Complaint {
  const parts = entry.split(":");
  const key = parts.at(-1) ?? "";
  const [name, granted, allowed] = parts.slice(0, -1);
  if (!keyPattern.test(key)) {
    return { code: "secret_wrong", message: "needs a key of at least 16 letters, digits or ._~+/-" };
  }
  const apps = allowed?.split("+");
  const names = name === undefined ? [] : [name, ...(apps ?? [])];
  if (parts.length > 4 || !names.every((one) => namePattern.test(one)))
    return { code: "list_wrong", message: "must be key, name:key, name:scopes:key or name:scopes:apps:key" };
  const given = granted === undefined ? defaultScopes : granted.split("+");
  if (!given.every(isScope)) {
    return { code: "list_wrong", message: `may grant only ${scopes.join(", ")}, joined by +` };
  }
  const keyHash = hash("sha256", key);
  return { caller: name ?? `key-${keyHash.slice(0, 8)}`, scopes: given, apps, keyHash };
}

/** One key of two entries that differ in their applications alone: what it may use did not fit into one variable. */
function join(one: ApiKey, other: ApiKey): ApiKey | undefined {
  const isSame = one.caller === other.caller && one.scopes.join() === other.scopes.join();
  return isSame && one.apps && other.apps ? { ...one, apps: [...one.apps, ...other.apps] } : undefined;
}

/**
 * Reads a list of API keys: each entry is `key`, `name:key`, `name:send+read:key` or `name:send+read:app+app:key`, for a caller of these
 * applications alone. A name may stand twice, so that its key can be rotated; an entry again, with more applications.
 */
export function readApiKeys(env: EnvReader, name: string, hash: Hash = nobleHash): ApiKey[] {
  const keys = new Map<string, ApiKey>();
  const configured = new Set(env.list("NXCLOUD_APPS").map((entry) => entry.split(":")[0]?.trim()));
  const isConfigured = (app: string) => configured.size === 0 || app === "default" || configured.has(app);
  for (const [index, entry] of env.list(name).entries()) {
    const parsed = parseEntry(entry, hash);
    const complain = (complaint: Complaint) =>
      env.complain(name, { ...complaint, message: `entry ${index + 1} ${complaint.message}` });
    if ("code" in parsed) complain(parsed);
    else if (parsed.apps?.every(isConfigured) === false) {
      complain({ code: "app_unknown", message: "names an application that NXCLOUD_APPS does not" });
    } else {
      const known = keys.get(parsed.keyHash);
      const key = known ? join(known, parsed) : parsed;
      if (key) keys.set(key.keyHash, key);
      else env.complain(name, { code: "listed_twice", message: "lists one key twice" });
    }
  }
  return [...keys.values()];
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
  const authorize: Authorize = ({ headers }) => {
    const presented = readBearer(headers);
    const match = presented === undefined ? undefined : keys[findSecret(keyHashes, presented, hash)];
    return match ? { caller: match.caller, scopes: match.scopes, apps: match.apps } : null;
  };
  return Object.assign(authorize, { hasCaller: (name: string) => keys.some(({ caller }) => caller === name) });
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
export function bearerKeysFromEnv(hash: Hash = nobleHash): Authorize {
  const keysFor = memoize((record: EnvRecord) => bearerKeys(readRequiredKeys(record, hash), hash));
  const hasCaller = (name: string, env: unknown) => keysFor((env ?? {}) as object).hasCaller?.(name, env) === true;
  return Object.assign(authorizeFromEnv(keysFor), { hasCaller });
}

const readRequiredKeys = (record: EnvRecord, hash: Hash) =>
  readEnv(record, (env) => {
    if (env.list("GATEWAY_API_KEYS").length === 0)
      env.complain("GATEWAY_API_KEYS", { code: "required", message: "is missing" });
    return readApiKeys(env, "GATEWAY_API_KEYS", hash);
  });
