/**
 * The hash functions that other packages of this project use, so that no bundle holds them twice. No part of what semver promises.
 *
 * @module
 */
export { hmac } from "@noble/hashes/hmac.js";
export { md5 } from "@noble/hashes/legacy.js";
export { sha256 } from "@noble/hashes/sha2.js";
export { bytesToHex, concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
