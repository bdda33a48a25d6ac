import { generateKeyPairSync, sign } from "node:crypto";

const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });

/** The key set by which the gateway checks tokens. */
export const keySet = { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", alg: "ES256", use: "sig" }] };

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token of five minutes that may send and nothing else. A sign-in service of your own makes them for you. */
export function sessionToken(issuer: string, user: string): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, aud: "zalo", sub: user, iat: now, exp: now + 300, scope: "send" };
  const text = `${encode({ alg: "ES256", kid: "1" })}.${encode(claims)}`;
  return `${text}.${sign("sha256", Buffer.from(text), { key: privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}
