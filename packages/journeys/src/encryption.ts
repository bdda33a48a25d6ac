import type { Encryption, JourneyRecords } from "./store/store.ts";
import { rejectStoreError } from "./store/store-errors.ts";
import { assertStoreKeys, storeKeyError } from "./store-keys.ts";

/** The setting that holds the wrapped keys of the data. */
export const keysSetting = "keys";
const ivBytes = 12;

/** Bytes as lowercase hex. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

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

/** Unwraps with the key that fits; `isNewest` says whether it is the first. */
async function unwrap(keys: readonly CryptoKey[], wrapped: string) {
  for (const [position, key] of keys.entries()) {
    const bytes = await decrypt(key, wrapped).catch(() => undefined);
    if (bytes) return { bytes, isNewest: position === 0 };
  }
  throw storeKeyError({
    code: "key_mismatch",
    message:
      "does not fit the data: list the key that it was written with as well (of a SQLite file: the content of its .key file)",
  });
}

/**
 * Opens the encryption of a store. Two random keys, for data and for indexes, are made with the store and kept in it, wrapped by the first
 * of `storeKeys`; where an older one is listed behind it, they are wrapped anew. Indexes never change.
 *
 * @throws ConfigError where the keys are malformed, or none of them fits the store's data.
 */
export async function openEncryption(
  records: Pick<JourneyRecords, "setting" | "replaceSetting">,
  storeKeys: readonly string[],
): Promise<Encryption> {
  assertStoreKeys(storeKeys);
  const keys = await Promise.all(storeKeys.map((text) => aesKey(fromBase64(text))));
  const [newest] = keys as [CryptoKey];
  const fresh = await encrypt(newest, crypto.getRandomValues(new Uint8Array(64)));
  const stored = await records.setting(keysSetting, fresh);
  const { bytes, isNewest } = await unwrap(keys, stored);
  // Another process may be doing the same; the first one counts.
  if (!isNewest) await records.replaceSetting(keysSetting, { from: stored, to: await encrypt(newest, bytes) });
  const dataKey = await aesKey(bytes.slice(0, 32));
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const indexKey = await crypto.subtle.importKey("raw", bytes.slice(32), hmac, false, ["sign"]);
  const encoder = new TextEncoder();
  return {
    encrypt: (value) => encrypt(dataKey, encoder.encode(JSON.stringify(value))),
    decrypt: async (ciphertext) => {
      const bytes = await decrypt(dataKey, ciphertext).catch(rejectStoreError);
      return JSON.parse(new TextDecoder().decode(bytes));
    },
    index: async (...parts) => {
      const text = encoder.encode(JSON.stringify(parts));
      return toHex(new Uint8Array(await crypto.subtle.sign("HMAC", indexKey, text)));
    },
  };
}

/** Encryption that is opened when it is first used. */
export const lazyEncryption = (open: () => Promise<Encryption>): Encryption => ({
  encrypt: async (value) => (await open()).encrypt(value),
  decrypt: async (ciphertext) => (await open()).decrypt(ciphertext),
  index: async (...parts) => (await open()).index(...parts),
});
