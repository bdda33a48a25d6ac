import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

const issuer = "https://id.shop.example";

/** An issuer of tokens on loopback: its key set, the variables that trust it, and two tokens of its making. */
export async function serveKeySet() {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const body = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "1", alg: "RS256" }] });
  const server = createServer((_, response) => response.end(body));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const tokenUntil = (end: string) =>
    new SignJWT({ iss: issuer, aud: "zalo", sub: "desk", groups: ["ops"] })
      .setProtectedHeader({ alg: "RS256", kid: "1" })
      .setExpirationTime(end)
      .sign(privateKey);
  return {
    variables: {
      JWT_JWKS_URL: `http://127.0.0.1:${port}/keys`,
      JWT_ISSUER: issuer,
      JWT_AUDIENCE: "zalo",
      JWT_SCOPES_CLAIM: "groups",
      JWT_SCOPES_MAP: "ops:send+tokens",
    },
    jwt: { admitted: await tokenUntil("1h"), expired: await tokenUntil("-1h") },
    close: () => server.close(),
  };
}
