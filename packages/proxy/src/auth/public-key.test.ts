import { generateKeyPairSync, type KeyObject } from "node:crypto";
import fc from "fast-check";
import { type CryptoKey, exportJWK, generateKeyPair, importPKCS8, SignJWT } from "jose";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import { jwtBearer } from "./jwt.ts";
import { parsePublicKeys } from "./public-key.ts";

const issuer = "https://id.shop.example";
const toPem = (key: KeyObject) => String(key.export({ type: "spki", format: "pem" }));
const toJwk = (key: KeyObject) => key.export({ format: "jwk" });

const ed25519 = generateKeyPairSync("ed25519");
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const curve = (namedCurve: string) => generateKeyPairSync("ec", { namedCurve });
const pairs = {
  EdDSA: ed25519,
  Ed25519: ed25519,
  RS256: rsa,
  PS256: rsa,
  RS512: generateKeyPairSync("rsa", { modulusLength: 4096 }),
  ES256: curve("P-256"),
  ES384: curve("P-384"),
  ES512: curve("P-521"),
};

async function tokenBy(privateKey: KeyObject, alg: string, kid?: string): Promise<string> {
  const key = await importPKCS8(String(privateKey.export({ type: "pkcs8", format: "pem" })), alg);
  return new SignJWT({ iss: issuer, aud: "zalo", sub: "desk", exp: 4102444800 })
    .setProtectedHeader(kid === undefined ? { alg } : { alg, kid })
    .sign(key);
}

const askWith = async (publicKey: string, token: string) =>
  jwtBearer({ publicKey, issuer, audience: ["zalo"] })({
    headers: new Headers({ authorization: `Bearer ${token}` }),
    operation: "",
    env: {},
  });

describe("a public key", () => {
  it.each(Object.entries(pairs))("in PEM or as a JWK admits by %s", async (alg, { publicKey, privateKey }) => {
    const token = await tokenBy(privateKey, alg, "any");
    for (const text of [toPem(publicKey), JSON.stringify(toJwk(publicKey))])
      expect(await askWith(text, token)).toMatchObject({ caller: "jwt:desk" });
    expect(parsePublicKeys(toPem(publicKey))).toEqual([toJwk(publicKey)]);
    expect(parsePublicKeys(JSON.stringify({ keys: [toJwk(publicKey)] }))).toEqual([toJwk(publicKey)]);
  });

  it("is read however a file of variables writes it", async () => {
    const { publicKey, privateKey } = pairs.RS256;
    const token = await tokenBy(privateKey, "RS256");
    const pem = toPem(publicKey);
    for (const text of [
      pem.trim(),
      pem.replaceAll("\n", "\\n"),
      pem.replaceAll("\n", "\\r\\n"),
      `"${pem.replaceAll("\n", "\\n")}"`,
      `'${pem}'`,
      pem.replaceAll("\n", "\r\n"),
      pem.replaceAll("\n", " "),
    ])
      expect(await askWith(text, token)).not.toBeNull();
  });

  it("may be one of several, while it is rotated: by any of them, and by no other", async () => {
    const { publicKey: next, privateKey: nextPrivate } = generateKeyPairSync("ed25519");
    const foreign = generateKeyPairSync("ed25519").privateKey;
    const keys = [
      { ...toJwk(ed25519.publicKey), kid: "1" },
      { ...toJwk(next), kid: "2" },
    ];
    for (const both of [toPem(ed25519.publicKey) + toPem(next), JSON.stringify({ keys })]) {
      expect(await askWith(both, await tokenBy(ed25519.privateKey, "EdDSA", "1"))).not.toBeNull();
      expect(await askWith(both, await tokenBy(nextPrivate, "EdDSA"))).not.toBeNull();
      expect(await failureOf(askWith(both, await tokenBy(foreign, "EdDSA", "1")))).toMatchObject({
        code: "unauthorized",
        cause: { message: "the signature of the token was not made by the expected key" },
      });
    }
  });

  it("admits no one by another kind of signature, and none by a shared secret made of it", async () => {
    const pem = toPem(rsa.publicKey);
    const claims = new SignJWT({ iss: issuer, aud: "zalo", sub: "desk", exp: 4102444800 });
    const confused = await claims.setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode(pem));
    expect(await failureOf(askWith(pem, confused))).toMatchObject({
      cause: { message: "the algorithm (alg) of the token is not accepted" },
    });
    expect(await failureOf(askWith(pem, await tokenBy(ed25519.privateKey, "EdDSA")))).toMatchObject({
      cause: { message: "no key has the kid and the alg of the token" },
    });
    const onlyPs = JSON.stringify({ ...toJwk(rsa.publicKey), alg: "PS256" });
    expect(await failureOf(askWith(onlyPs, await tokenBy(rsa.privateKey, "RS256")))).toMatchObject({
      code: "unauthorized",
    });
  });
});

describe("what is no public key is refused by what it is, and not quoted", () => {
  const jwk = toJwk(ed25519.publicKey);
  const ecJwk = toJwk(pairs.ES256.publicKey);
  const pkcs8 = String(ed25519.privateKey.export({ type: "pkcs8", format: "pem" }));
  const der = ed25519.publicKey.export({ type: "spki", format: "der" });
  const ecDer = pairs.ES256.publicKey.export({ type: "spki", format: "der" });
  /** The same point, written in another way: its first byte says how. */
  const withForm = (form: number) => Uint8Array.from(ecDer, (byte, at) => (at === ecDer.length - 65 ? form : byte));
  const wrap = (bytes: Uint8Array) =>
    `-----BEGIN PUBLIC KEY-----\n${Buffer.from(bytes).toString("base64")}\n-----END PUBLIC KEY-----`;

  it.each<[string, string, RegExp]>([
    ["a private key", pkcs8, /^holds a private key/],
    ["one with written line ends", pkcs8.replaceAll("\n", "\\n"), /^holds a private key/],
    ["one that is cut off", pkcs8.slice(0, 60), /^holds a private key/],
    ["one of RSA", String(rsa.privateKey.export({ type: "pkcs1", format: "pem" })), /^holds a private key/],
    ["one beside its public key", toPem(ed25519.publicKey) + pkcs8, /^holds a private key/],
    ["one as a JWK", JSON.stringify(toJwk(ed25519.privateKey)), /^holds a private key/],
    ["one in a set", JSON.stringify({ keys: [jwk, toJwk(rsa.privateKey)] }), /^holds a private key/],
    ["a shared secret", JSON.stringify({ kty: "oct", k: "c2VjcmV0c2VjcmV0" }), /^holds a shared secret/],
    ["a certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", /^holds a certificate/],
    ["PKCS#1", String(rsa.publicKey.export({ type: "pkcs1", format: "pem" })), /^holds a key in PKCS#1/],
    ["a short RSA key", toPem(generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey), /^must hold keys of RSA/],
    ["another curve", toPem(curve("secp256k1").publicKey), /^must hold keys of RSA/],
    ["another kind", toPem(generateKeyPairSync("x25519").publicKey), /^must hold keys of RSA/],
    ["a point in the hybrid form", wrap(withForm(6)), /^must hold keys of RSA/],
    ["a point in no form", wrap(withForm(0)), /^must hold keys of RSA/],
    ["a key that is cut off", wrap(der.subarray(0, 40)), /^must hold keys of RSA/],
    ["a key with another one behind it", wrap(Buffer.concat([der, der])), /^must hold keys of RSA/],
    ["a key with a byte behind it", wrap(Buffer.concat([der, Buffer.of(0)])), /^must hold keys of RSA/],
    ["no base64", "-----BEGIN PUBLIC KEY-----\nAAA=A\n-----END PUBLIC KEY-----", /^must hold keys of RSA/],
    ["no end", toPem(ed25519.publicKey).slice(0, -30), /^must be a public key in PEM/],
    ["other words", "the key is in the safe", /^must be a public key in PEM/],
    ["nothing", "", /^must be a public key in PEM/],
    ["spaces", "  ", /^must be a public key in PEM/],
    ["broken JSON", '{"kty":', /^must be a public key in PEM/],
    ["an empty set", '{"keys":[]}', /^must be a public key in PEM/],
    ["a set of no keys", '{"keys":[null]}', /^must be a public key in PEM/],
    ["a JWK without its number", JSON.stringify({ ...jwk, x: undefined }), /^must hold keys of RSA/],
    ["a JWK with half a point", JSON.stringify({ ...ecJwk, y: undefined }), /^must hold keys of RSA/],
    ["a JWK of RSA without exponent", JSON.stringify({ ...toJwk(rsa.publicKey), e: "" }), /^must hold keys of RSA/],
    ["an algorithm of another kind", JSON.stringify({ ...jwk, alg: "RS256" }), /does not fit its kind/],
    ["a key to encrypt with", JSON.stringify({ ...ecJwk, use: "enc" }), /not for signatures/],
    ["a key to derive with", JSON.stringify({ ...ecJwk, key_ops: ["deriveKey"] }), /not for signatures/],
  ])("%s", async (_, text, complaint) => {
    expect(parsePublicKeys(text)).toMatch(complaint);
    const error = await failureOf(() => jwtBearer({ publicKey: text, issuer, audience: ["zalo"] }));
    expect(error).toMatchObject({ kind: "config", issues: [{ path: ["publicKey"] }] });
    for (const run of text.match(/[A-Za-z0-9+/_-]{12,}/g) ?? [])
      if (!/^[A-Z]+$/.test(run)) expect(JSON.stringify(error)).not.toContain(run);
  });

  it("any text and any bytes give keys or a complaint, and never an exception", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json(), fc.uint8Array({ maxLength: 120, size: "max" }).map(wrap)),
        (text) => {
          const parsed = parsePublicKeys(text);
          expect(typeof parsed === "string" || parsed.length > 0).toBe(true);
        },
      ),
    );
  });

  it("a key with any one byte changed is never another kind, and admits no one", async () => {
    const token = await tokenBy(ed25519.privateKey, "EdDSA");
    await fc.assert(
      fc.asyncProperty(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }), async (index, flip) => {
        const changed = Uint8Array.from(der, (byte, at) => (at === index ? byte ^ flip : byte));
        const parsed = parsePublicKeys(wrap(changed));
        if (typeof parsed === "string") return;
        expect(parsed).toMatchObject([{ kty: "OKP", crv: "Ed25519" }]);
        // Tags and counters that do not matter aside, it is another key.
        const isSame = parsed[0]?.x === jwk.x;
        if (!isSame) expect(await failureOf(askWith(wrap(changed), token))).toMatchObject({ code: "unauthorized" });
      }),
      { numRuns: 50 },
    );
  });
});

it("keys that another library made are the same keys", async () => {
  const { publicKey } = await generateKeyPair("ES256", { extractable: true });
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", publicKey as CryptoKey));
  const pem = `-----BEGIN PUBLIC KEY-----\n${btoa(String.fromCharCode(...spki))}\n-----END PUBLIC KEY-----`;
  expect(parsePublicKeys(pem)).toEqual([await exportJWK(publicKey)]);
});
