import { bytesToHex } from "@nxzalo/core/internal/hashes";
import type { JWK } from "jose";

/** Object identifiers of algorithms and curves, in hex. */
const rsa = "2a864886f70d010101";
const ec = "2a8648ce3d0201";
const ed25519 = "2b6570";
const curves: Readonly<Record<string, string>> = {
  "2a8648ce3d030107": "P-256",
  "2b81040022": "P-384",
  "2b81040023": "P-521",
};

/** The contents of the DER values (X.690) that stand one after another; none where they do not fill the bytes. */
function readValues(bytes: Uint8Array): Uint8Array[] {
  const values: Uint8Array[] = [];
  let at = 0;
  while (at + 2 <= bytes.length) {
    const short = bytes[at + 1] ?? 0;
    // From 0x80 on, it is the number of bytes that hold the length.
    const start = at + 2 + (short < 0x80 ? 0 : short - 0x80);
    const length = bytes.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, short < 0x80 ? short : 0);
    values.push(bytes.subarray(start, start + length));
    at = start + length;
  }
  return at === bytes.length ? values : [];
}

const empty = new Uint8Array();
const toBase64Url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const withoutSign = (integer: Uint8Array) => (integer[0] === 0 ? integer.subarray(1) : integer);

/** The key of a SubjectPublicKeyInfo (RFC 5280) as a JWK; `undefined` where it is none, or of a kind that is not accepted. */
export function parseSpki(der: Uint8Array): JWK | undefined {
  const [info = empty, ...rest] = readValues(der);
  const [algorithm = empty, bits = empty] = readValues(info);
  if (rest.length > 0) return undefined;
  const [identifier = empty, parameters = empty] = readValues(algorithm);
  // A bit string begins with the number of bits that it leaves unused.
  const key = bits.subarray(1);
  switch (bytesToHex(identifier)) {
    case rsa: {
      const [numbers = empty] = readValues(key);
      const [modulus = empty, exponent = empty] = readValues(numbers);
      return { kty: "RSA", n: toBase64Url(withoutSign(modulus)), e: toBase64Url(withoutSign(exponent)) };
    }
    case ec: {
      const crv = curves[bytesToHex(parameters)];
      const size = (key.length - 1) / 2;
      // 4 begins a point that is not compressed.
      if (crv === undefined || key[0] !== 4) return undefined;
      return { kty: "EC", crv, x: toBase64Url(key.subarray(1, 1 + size)), y: toBase64Url(key.subarray(1 + size)) };
    }
    case ed25519:
      return { kty: "OKP", crv: "Ed25519", x: toBase64Url(key) };
    default:
      return undefined;
  }
}
