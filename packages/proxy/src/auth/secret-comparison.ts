import type { Hash } from "@nxzalo/core";
import { nobleHash } from "@nxzalo/core/internal";

/** Compares two texts in a time that does not depend on where they differ; hashes of secrets have one length. */
export function isEqual(left: string, right: string): boolean {
  let difference = left.length ^ right.length;
  for (let index = 0; index < left.length; index++) difference |= left.charCodeAt(index) ^ right.charCodeAt(index);
  return difference === 0;
}

/**
 * The index of the SHA-256, in lowercase hex, that is the presented secret's; -1 where none is. Every one is compared, so that the time
 * tells nothing about which one fits.
 */
export function findSecret(secretHashes: readonly string[], presented: string, hash: Hash = nobleHash): number {
  const presentedHash = hash("sha256", presented);
  return secretHashes.map((secretHash) => isEqual(secretHash, presentedHash)).indexOf(true);
}
