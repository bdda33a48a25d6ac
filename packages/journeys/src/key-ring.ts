import { randomBytes, toBase64, toHex } from "./bytes.ts";
import type { AesKey, Ciphers } from "./ciphers/ciphers.ts";
import { storeKeyError } from "./store-keys.ts";

/** One key of the data, in base64. */
export interface DataKey {
  /** What it encrypts begins with it. Empty for that of 0.1.0-next.2 and earlier, whose ciphertexts are bound to no cell. */
  readonly id: string;
  readonly key: string;
}

/** The keys of a store: the setting that the keys of `STORE_KEY` wrap. */
export interface KeyRing {
  /** Of the indexes, in base64. It never changes. */
  readonly index: string;
  /** The newest one encrypts, older ones still decrypt. */
  readonly data: readonly [DataKey, ...DataKey[]];
  /** When a value of an older key was last met, by the store's time; null before anything was looked for. */
  readonly metAt: number | null;
}

const keyBytes = 32;
/** The beginning of a wrapped ring; what has none is that of 0.1.0-next.2 and earlier: the bytes of two keys. */
const version = "v2.";
const about = "nxzalo_settings.keys";

export const createDataKey = (): DataKey => ({ id: toHex(randomBytes(4)), key: toBase64(randomBytes(keyBytes)) });

export const createKeyRing = (): KeyRing => ({
  index: toBase64(randomBytes(keyBytes)),
  data: [createDataKey()],
  metAt: null,
});

/** A ring that was unwrapped. */
export interface UnwrappedRing {
  readonly ring: KeyRing;
  /** Whether it is wrapped by the newest key, and in the newest form. */
  readonly isCurrent: boolean;
}

/** Wraps rings by the newest of the keys of `STORE_KEY`, and unwraps them by any of them. */
export interface RingWrapping {
  wrap(ring: KeyRing): Promise<string>;
  /** @throws ConfigError where none of the keys fits. */
  unwrap(wrapped: string): Promise<UnwrappedRing>;
}

/** The ring of what 0.1.0-next.2 and earlier wrapped; its values are to be encrypted anew, by a new key. */
function upgrade(bytes: Uint8Array): KeyRing {
  const former = { id: "", key: toBase64(bytes.subarray(0, keyBytes)) };
  return { index: toBase64(bytes.subarray(keyBytes)), data: [createDataKey(), former], metAt: null };
}

export async function createRingWrapping(storeKeys: readonly string[], { aes }: Ciphers): Promise<RingWrapping> {
  const keys = await Promise.all(storeKeys.map(aes));
  const [newest] = keys as [AesKey];
  return {
    wrap: async (ring) => `${version}${await newest.encrypt(JSON.stringify(ring), about)}`,
    unwrap: async (wrapped) => {
      const isNewForm = wrapped.startsWith(version);
      for (const [position, key] of keys.entries()) {
        const decrypting = isNewForm ? key.decrypt(wrapped.slice(version.length), about) : key.decrypt(wrapped);
        const bytes = await decrypting.catch(() => undefined);
        if (bytes === undefined) continue;
        const ring = isNewForm ? (JSON.parse(new TextDecoder().decode(bytes)) as KeyRing) : upgrade(bytes);
        return { ring, isCurrent: isNewForm && position === 0 };
      }
      throw storeKeyError({
        code: "key_mismatch",
        message:
          "does not fit the data: list the key that it was written with as well (of a SQLite file: the content of its .key file)",
      });
    },
  };
}

/** The keys of a ring, ready to be used. */
export interface OpenKeys {
  /** The setting that they come from. */
  readonly wrapped: string;
  readonly ring: KeyRing;
  readonly byId: ReadonlyMap<string, AesKey>;
}

export async function openKeys(wrapped: string, ring: KeyRing, { aes }: Ciphers): Promise<OpenKeys> {
  const entries = ring.data.map(async ({ id, key }) => [id, await aes(key)] as const);
  return { wrapped, ring, byId: new Map(await Promise.all(entries)) };
}
