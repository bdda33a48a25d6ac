import type { Validator } from "@nxzalo/core/internal";
import { createLocalJWKSet, type JWK } from "jose";
import type { FindKey } from "./key-set.ts";
import { parseSpki } from "./spki.ts";

/** The kinds of keys that are accepted: their signatures' algorithms, and how many bytes their numbers have. */
const kinds: Readonly<
  Record<string, { readonly algorithms: RegExp; readonly sizes: Readonly<Record<string, number>> }>
> = {
  RSA: { algorithms: /^[RP]S(256|384|512)$/, sizes: {} },
  "EC P-256": { algorithms: /^ES256$/, sizes: { x: 32, y: 32 } },
  "EC P-384": { algorithms: /^ES384$/, sizes: { x: 48, y: 48 } },
  "EC P-521": { algorithms: /^ES512$/, sizes: { x: 66, y: 66 } },
  "OKP Ed25519": { algorithms: /^(EdDSA|Ed25519)$/, sizes: { x: 32 } },
};
const leastModulusBytes = 256;

const shape = "must be a public key in PEM (-----BEGIN PUBLIC KEY-----), or a JWK or a JWK set as JSON";
const privateKey =
  "holds a private key: leave that with the issuer, and set its public key (`openssl pkey -in private.pem -pubout`)";
const kindUnknown = "must hold keys of RSA (2048 bits or more), EC (P-256, P-384, P-521) or Ed25519";

/** How many bytes a number in base64url has; 0 where it is none. */
const sizeOf = (number: unknown) =>
  typeof number === "string" && /^[\w-]+$/.test(number) ? Math.floor((number.length * 3) / 4) : 0;

/** What is wrong with one key, or `undefined`. */
function complaintOf(key: JWK): string | undefined {
  if (typeof key !== "object" || key === null) return shape;
  if (key.kty === "oct") return "holds a shared secret: only keys that cannot sign themselves are accepted";
  if ("d" in key) return privateKey;
  const kind = kinds[key.kty === "RSA" ? "RSA" : `${key.kty} ${key.crv}`];
  if (!kind) return kindUnknown;
  const isWhole =
    key.kty === "RSA"
      ? sizeOf(key.n) >= leastModulusBytes && sizeOf(key.e) > 0
      : Object.entries(kind.sizes).every(([name, size]) => sizeOf(key[name as keyof JWK]) === size);
  if (!isWhole) return kindUnknown;
  const { alg, use = "sig", key_ops: operations = ["verify"] } = key;
  if (alg !== undefined && !kind.algorithms.test(alg)) return "names an algorithm (alg) that does not fit its kind";
  if (use !== "sig" || !operations.includes("verify")) return "holds a key that is not for signatures (use, key_ops)";
  return undefined;
}

function readPem(pem: string): JWK[] | string {
  if (/PRIVATE KEY-----/.test(pem)) return privateKey;
  if (/BEGIN CERTIFICATE-----/.test(pem))
    return "holds a certificate: set its public key (`openssl x509 -in certificate.pem -noout -pubkey`)";
  if (/BEGIN RSA PUBLIC KEY-----/.test(pem))
    return "holds a key in PKCS#1: convert it (`openssl rsa -RSAPublicKey_in -in key.pem -pubout`)";
  const block = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----/g;
  const keys = [...pem.matchAll(block)].map(([, base64 = ""]) => parseSpki(decode(base64)));
  if (keys.length === 0 || pem.replace(block, "").trim() !== "") return shape;
  return keys.every((key) => key !== undefined) ? keys : kindUnknown;
}

function decode(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64.replace(/\s/g, "")), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

function readJson(json: string): JWK[] | string {
  try {
    const value = JSON.parse(json) as JWK & { keys?: unknown };
    if (value.keys === undefined) return [value];
    return Array.isArray(value.keys) && value.keys.length > 0 ? value.keys : shape;
  } catch {
    // The parser's own message quotes the text.
    return shape;
  }
}

/**
 * The keys that a text holds: one or more in PEM, a JWK, or a JWK set. Line ends may be written as `\n`, and the whole may stand in
 * quotation marks, as files of variables have it. Gives what is wrong instead, without quoting the text.
 */
export function parsePublicKeys(text: string): readonly JWK[] | string {
  const plain = text.trim().replace(/^(["'])([\s\S]*)\1$/, "$2");
  const keys = plain.startsWith("{") ? readJson(plain) : readPem(plain.replace(/\\r|\\n/g, "\n"));
  if (typeof keys === "string") return keys;
  return keys.map(complaintOf).find((complaint) => complaint !== undefined) ?? keys;
}

export const validatePublicKey: Validator = (value) => {
  const keys = parsePublicKeys(String(value));
  return typeof keys === "string" ? { code: "secret_wrong", message: keys } : undefined;
};

/** Keys that are given once and for all. A `kid` is only a hint where they are few: each key that fits the token's algorithm is tried. */
export function createFixedKeys(text: string): FindKey {
  const keys = parsePublicKeys(text);
  const find = createLocalJWKSet({ keys: typeof keys === "string" ? [] : [...keys] });
  return ({ alg }) => find({ alg });
}
