import { ConfigError } from "@nxzalo/core/errors";
import { toHex } from "./hex.ts";
import { queryOne, sql } from "./sql/sql-tag.ts";
import type { Encryption, JourneyRecords } from "./store/store.ts";

const settingName = "keys";
const ivBytes = 12;

/** The wrapped keys of the data, where there are any yet. */
export const storedKeys = () =>
  queryOne<{ readonly value: string }>(sql`SELECT value FROM nxzalo_settings WHERE name = ${settingName}`);

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

/** What is wrong with `STORE_KEY`. */
export const unusableKey = (message: string) =>
  new ConfigError(`STORE_KEY ${message}`, {
    code: "config_invalid",
    outcome: "not_sent",
    issues: [{ path: ["STORE_KEY"], message }],
  });

const aesKey = (bytes: Uint8Array<ArrayBuffer>) =>
  crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);

async function encrypt(key: CryptoKey, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const encrypted = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes));
  return `${toBase64(iv)}.${toBase64(encrypted)}`;
}

async function decrypt(key: CryptoKey, text: string): Promise<Uint8Array<ArrayBuffer>> {
  const [iv = "", encrypted = ""] = text.split(".");
  return new Uint8Array(
    await crypto.subtle.decrypt({ name: "AES-GCM", iv: fromBase64(iv) }, key, fromBase64(encrypted)),
  );
}

/** The keys of `STORE_KEY`, newest first. */
async function wrappingKeys(storeKeys: readonly string[]): Promise<CryptoKey[]> {
  if (storeKeys.length === 0) throw unusableKey("is missing: make one with `openssl rand -base64 32`");
  const isKey = (text: string) => /^[A-Za-z0-9+/]{43}=$/.test(text);
  if (!storeKeys.every(isKey)) throw unusableKey("must list 32 random bytes in base64: `openssl rand -base64 32`");
  return Promise.all(storeKeys.map((text) => aesKey(fromBase64(text))));
}

/** Unwraps with whichever key fits; `isNewest` tells whether it was the first. */
async function unwrap(keys: readonly CryptoKey[], wrapped: string) {
  for (const [position, key] of keys.entries()) {
    const bytes = await decrypt(key, wrapped).catch(() => undefined);
    if (bytes) return { bytes, isNewest: position === 0 };
  }
  throw unusableKey(
    "does not fit the data: list the key that it was written with as well (of a SQLite file: what stands in its .key file)",
  );
}

/**
 * Opens the vault of a store. Two random keys, for data and for indexes, are made with the store and kept in it, wrapped by the first
 * of `storeKeys`; where an older one is listed behind it, they are wrapped anew. Indexes never change.
 *
 * @throws ConfigError where the keys are malformed, or none of them fits the store's data.
 */
export async function openEncryption(
  records: Pick<JourneyRecords, "setting" | "replaceSetting">,
  storeKeys: readonly string[],
): Promise<Encryption> {
  const keys = await wrappingKeys(storeKeys);
  const [newest] = keys as [CryptoKey];
  const fresh = await encrypt(newest, crypto.getRandomValues(new Uint8Array(64)));
  const kept = await records.setting(settingName, fresh);
  const { bytes, isNewest } = await unwrap(keys, kept);
  // Another process may be doing the same; whoever comes first is right.
  if (!isNewest) await records.replaceSetting(settingName, { from: kept, to: await encrypt(newest, bytes) });
  const dataKey = await aesKey(bytes.slice(0, 32));
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const indexKey = await crypto.subtle.importKey("raw", bytes.slice(32), hmac, false, ["sign"]);
  const encoder = new TextEncoder();
  return {
    seal: (value) => encrypt(dataKey, encoder.encode(JSON.stringify(value))),
    open: async (sealed) => JSON.parse(new TextDecoder().decode(await decrypt(dataKey, sealed))),
    index: async (...parts) => {
      const text = encoder.encode(JSON.stringify(parts));
      return toHex(new Uint8Array(await crypto.subtle.sign("HMAC", indexKey, text)));
    },
  };
}
