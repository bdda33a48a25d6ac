import { createServer } from "node:http";
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from "jose";
import { listenOnLoopback } from "nxzalo-testing/loopback";

const issuer = "https://id.shop.example";

/** A backend that signs tokens itself: the variables that trust its public key, and a token of its making. */
async function createBackend() {
  const { publicKey, privateKey } = await generateKeyPair("EdDSA");
  const claims = new SignJWT({ iss: issuer, aud: "zalo", sub: "backend", scope: "send tokens" });
  return {
    variables: {
      // As a file of variables has it.
      JWT_PUBLIC_KEY: (await exportSPKI(publicKey)).replaceAll("\n", "\\n"),
      JWT_ISSUER: issuer,
      JWT_AUDIENCE: "zalo",
    },
    token: await claims.setProtectedHeader({ alg: "EdDSA" }).setExpirationTime("1h").sign(privateKey),
  };
}

/**
 * An issuer of tokens on loopback: its key set, the variables that trust it, and tokens of its making; and a backend that is trusted by its
 * public key.
 */
export async function serveKeySet() {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const body = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "1", alg: "RS256" }] });
  const server = createServer((_, response) => response.end(body));
  const { url } = await listenOnLoopback(server);
  const backend = await createBackend();
  const tokenUntil = (end: string, kid = "1") =>
    new SignJWT({ iss: issuer, aud: "zalo", sub: "desk", groups: ["ops"] })
      .setProtectedHeader({ alg: "RS256", kid })
      .setExpirationTime(end)
      .sign(privateKey);
  return {
    variables: {
      JWT_JWKS_URL: `${url}/keys`,
      JWT_ISSUER: issuer,
      JWT_AUDIENCE: "zalo",
      JWT_SCOPES_CLAIM: "groups",
      JWT_SCOPES_MAP: "ops:send+tokens",
    },
    publicKeyVariables: backend.variables,
    jwt: {
      admitted: await tokenUntil("1h"),
      expired: await tokenUntil("-1h"),
      unknownKey: await tokenUntil("1h", "2"),
      byPublicKey: backend.token,
    },
    close: () => server.close(),
  };
}
