import { createServer } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { listenOnLoopback } from "nxzalo-testing/loopback";

const issuer = "https://id.shop.example";

/** An issuer of tokens on loopback: its key set, the variables that trust it, and two tokens of its making. */
export async function serveKeySet() {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const body = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "1", alg: "RS256" }] });
  const server = createServer((_, response) => response.end(body));
  const { url } = await listenOnLoopback(server);
  const tokenUntil = (end: string) =>
    new SignJWT({ iss: issuer, aud: "zalo", sub: "desk", groups: ["ops"] })
      .setProtectedHeader({ alg: "RS256", kid: "1" })
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
    jwt: { admitted: await tokenUntil("1h"), expired: await tokenUntil("-1h") },
    close: () => server.close(),
  };
}
