import {
  type CiphertextPage,
  type CiphertextTable,
  ciphertextColumns,
  type StoredCiphertext,
} from "../store/ciphertexts.ts";
import type { ServiceContext } from "./context.ts";

/** A receipt may have half a mebibyte. */
const readAtOnce = 20;
/** Rows that are looked at by one statement, while what else runs on the database waits for it. */
const rowsAtOnce = 2_000;

/** Encrypts a page anew. What cannot be decrypted stays as it is: it is refused wherever it is read. */
async function reencryptPage(
  { records, encryption }: ServiceContext,
  table: CiphertextTable,
  page: readonly StoredCiphertext[],
) {
  const encryptAnew = async ({ row, ciphertext: from }: StoredCiphertext) => {
    const cell = { table, row };
    const decrypted = await encryption.decrypt(from, cell).then(
      (value) => ({ value }),
      () => undefined,
    );
    return decrypted ? [{ row, from, to: await encryption.encrypt(decrypted.value, cell) }] : [];
  };
  const changes = (await Promise.all(page.map(encryptAnew))).flat();
  if (changes.length > 0) await records.replaceCiphertexts({ table, changes });
  return changes.length;
}

/**
 * Encrypts anew, page by page, what older keys have encrypted, and forgets these keys when nothing of theirs has been met for an hour. It may
 * be broken off at any time, and run beside others that do the same. Gives the number of values.
 */
export async function reencrypt(context: ServiceContext): Promise<number> {
  const { records, encryption, now } = context;
  const { dataKeys } = encryption;
  const outdated = await dataKeys?.outdated();
  if (!dataKeys || !outdated) return 0;
  let found = 0;
  for (const table of Object.keys(ciphertextColumns) as CiphertextTable[]) {
    for (let after: string | undefined = ""; after !== undefined; ) {
      const limits = { limit: readAtOnce, rows: rowsAtOnce };
      const page: CiphertextPage = await records.readCiphertexts({ table, ...outdated, after, ...limits });
      found += await reencryptPage(context, table, page.found);
      after = page.last;
    }
  }
  await dataKeys.settle({ found, now: now() });
  return found;
}

/** Makes a new key, and encrypts everything by it. */
export async function renewDataKey(context: ServiceContext): Promise<number> {
  await context.encryption.dataKeys?.renew();
  return reencrypt(context);
}
