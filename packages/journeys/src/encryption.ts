import type { AesKey, Ciphers } from "./ciphers/ciphers.ts";
import { createDataKey, createKeyRing, createRingWrapping, type KeyRing, openKeys } from "./key-ring.ts";
import { type Cell, ciphertextColumns } from "./store/ciphertexts.ts";
import type { DataKeys, Encryption, JourneyRecords } from "./store/store.ts";
import { rejectStoreError } from "./store/store-errors.ts";
import { assertStoreKeys } from "./store-keys.ts";

/** The setting that holds the wrapped keys of the data. */
export const keysSetting = "keys";

/** How old what is known of the keys may be: other processes renew them. */
const freshMs = 60_000;
/** How old it may be where the store cannot be asked: half of what older keys live on for after they were last met. */
const usableMs = 30 * 60_000;
/** How long older keys are kept after a value of theirs was last met: a process that does not know the newest yet may write one. */
const keptMs = 2 * usableMs;

/** The cell of a ciphertext, as text: it is bound to it. */
const textOf = ({ table, row }: Cell) => {
  const { table: name, column } = ciphertextColumns[table];
  return JSON.stringify([name, column, row]);
};

/** The id of the key that a ciphertext was encrypted by, and the rest: `id.iv.ciphertext`, formerly `iv.ciphertext`. */
function splitId(ciphertext: string): { id: string; rest: string } {
  const dot = ciphertext.indexOf(".");
  const isFormer = ciphertext.indexOf(".", dot + 1) < 0;
  return isFormer ? { id: "", rest: ciphertext } : { id: ciphertext.slice(0, dot), rest: ciphertext.slice(dot + 1) };
}

/**
 * Opens the encryption of a store. Random keys, for data and for indexes, are made with the store and kept in it, wrapped by the first of
 * `storeKeys`; where an older one is listed behind it, they are wrapped anew. That of the indexes never changes; that of the data can be
 * renewed.
 *
 * @param ciphers The runtime's.
 * @param clock Milliseconds of a clock that never goes back.
 * @throws ConfigError where the keys are malformed, or none of them fits the store's data.
 */
export async function openEncryption(
  records: Pick<JourneyRecords, "setting" | "replaceSetting">,
  storeKeys: readonly string[],
  ciphers: Ciphers,
  clock = () => performance.now(),
): Promise<Encryption> {
  assertStoreKeys(storeKeys);
  const wrapping = await createRingWrapping(storeKeys, ciphers);

  /** The ring of the store, wrapped as it is to be. Where another process has changed it meanwhile, that counts. */
  async function readKeys(initial: string) {
    for (;;) {
      const wrapped = await records.setting(keysSetting, initial);
      const { ring, isCurrent } = await wrapping.unwrap(wrapped);
      if (isCurrent) return openKeys(wrapped, ring, ciphers);
      const rewrapped = await wrapping.wrap(ring);
      const isReplaced = await records.replaceSetting(keysSetting, { from: wrapped, to: rewrapped });
      if (isReplaced) return openKeys(rewrapped, ring, ciphers);
    }
  }

  let keys = await readKeys(await wrapping.wrap(createKeyRing()));
  let readAt = clock();
  const indexOf = await ciphers.hmac(keys.ring.index);

  /** Reads what other processes have made of the keys. It wraps nothing anew: the keys of another process may be newer. */
  async function refresh(): Promise<void> {
    const at = clock();
    const wrapped = await records.setting(keysSetting, keys.wrapped);
    if (wrapped !== keys.wrapped) keys = await openKeys(wrapped, (await wrapping.unwrap(wrapped)).ring, ciphers);
    readAt = at;
  }

  async function refreshWhereOld(): Promise<void> {
    const ageMs = clock() - readAt;
    if (ageMs < freshMs) return;
    await refresh().catch((error: unknown) => {
      if (ageMs >= usableMs) throw error;
    });
  }

  /** Changes the ring as it is known now, unless another process has: then its change counts. */
  async function change(changed: (ring: KeyRing) => KeyRing): Promise<void> {
    const { wrapped: from } = keys;
    const ring = changed(keys.ring);
    const to = await wrapping.wrap(ring);
    if (await records.replaceSetting(keysSetting, { from, to })) keys = await openKeys(to, ring, ciphers);
    else await refresh();
  }

  const dataKeys: DataKeys = {
    outdated: async () => {
      await refresh();
      const [newest, ...older] = keys.ring.data;
      return older.length > 0 ? { except: `${newest.id}.` } : undefined;
    },
    renew: async () => {
      await refresh();
      const before = keys.ring.data[0].id;
      while (keys.ring.data[0].id === before) {
        await change((ring) => ({ ...ring, data: [createDataKey(), ...ring.data], metAt: null }));
      }
    },
    settle: async ({ found, now }) => {
      const { metAt } = keys.ring;
      if (found > 0 || metAt === null) await change((ring) => ({ ...ring, metAt: now }));
      else if (now - metAt >= keptMs) await change((ring) => ({ ...ring, data: [ring.data[0]] }));
    },
  };

  return {
    dataKeys,
    encrypt: async (value, cell) => {
      await refreshWhereOld();
      const [{ id }] = keys.ring.data;
      const key = keys.byId.get(id) as AesKey;
      return `${id}.${await key.encrypt(JSON.stringify(value), textOf(cell))}`;
    },
    decrypt: async (ciphertext, cell) => {
      const { id, rest } = splitId(ciphertext);
      if (!keys.byId.has(id)) await refresh();
      const key = keys.byId.get(id);
      const about = id === "" ? undefined : textOf(cell);
      if (!key) return rejectStoreError({ name: "DataKeyUnknown" });
      const bytes = await key.decrypt(rest, about).catch(() => rejectStoreError({ name: "CiphertextRefused" }));
      return JSON.parse(new TextDecoder().decode(bytes));
    },
    index: (...parts) => indexOf(JSON.stringify(parts)),
  };
}

/** Encryption that is opened when it is first used. */
export const lazyEncryption = (openNow: () => Promise<Encryption>): Encryption => ({
  encrypt: async (value, cell) => (await openNow()).encrypt(value, cell),
  decrypt: async (ciphertext, cell) => (await openNow()).decrypt(ciphertext, cell),
  index: async (...parts) => (await openNow()).index(...parts),
  dataKeys: {
    outdated: async () => (await openNow()).dataKeys?.outdated(),
    renew: async () => (await openNow()).dataKeys?.renew(),
    settle: async (pass) => (await openNow()).dataKeys?.settle(pass),
  },
});
