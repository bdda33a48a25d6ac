import { md5 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** Hash of the signature: `md5` (NXCLOUD's default) or `sha256`. */
export type Algorithm = "md5" | "sha256";

/** Lowercase hex of the hash of a text's UTF-8 bytes. A runtime with native hashing can bring its own. */
export type Hash = (algorithm: Algorithm, text: string) => string;

/** The default {@link Hash}: pure JavaScript, because no runtime's WebCrypto can be relied on for MD5. */
export const nobleHash: Hash = (algorithm, text) =>
  bytesToHex((algorithm === "sha256" ? sha256 : md5)(utf8ToBytes(text)));
