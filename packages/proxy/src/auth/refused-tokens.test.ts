import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { createProxy, loggableFault } from "../index.ts";
import { jwtBearer } from "./jwt.ts";

const { publicKey: key } = generateKeyPairSync("ed25519");
const publicKey = String(key.export({ type: "spki", format: "pem" }));
const issuer = "https://id.shop.example";
const client = { initJourneyToken: vi.fn(), checkJourneyToken: vi.fn(), sendTemplate: vi.fn(), oaQuality: vi.fn() };

/** Sends a token through the whole proxy, and gives all that anyone hears of it. */
async function hearOf(token: string, header: "authorization" | "cf-access-jwt-assertion") {
  const errors: unknown[] = [];
  const byToken = jwtBearer({ publicKey, issuer, audience: ["zalo"] });
  const proxy = createProxy({
    client,
    authorize: async (request) => {
      try {
        return await byToken(request);
      } catch (error) {
        errors.push(error);
        throw error;
      }
    },
    onFault: (error) => void errors.push(error),
  });
  const headers = new Headers({ [header]: header === "authorization" ? `Bearer ${token}` : token });
  const response = await proxy({ method: "POST", path: "/v1/journeys", headers, body: null });
  return { response, errors };
}

/** Every text that is found in a value, causes and fields that do not show included. */
function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null || depth > 8) return [];
  return Object.getOwnPropertyNames(value)
    .filter((name) => name !== "stack")
    .flatMap((name) => [name, ...textsIn((value as Record<string, unknown>)[name], depth + 1)]);
}

const secret = fc.stringMatching(/^[A-Z0-9]{12}$/).map((text) => `SECRET-${text}`);
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const part = (fixed: object) =>
  fc
    .tuple(fc.dictionary(fc.constantFrom("kid", "sub", "iss", "aud", "alg", "exp", "nbf", "crit", "x"), secret), secret)
    .map(([fields, more]) => encode({ ...fixed, ...fields, [more]: more }));
const claims = fc.constantFrom(
  {},
  { iss: issuer },
  { iss: issuer, aud: "zalo" },
  { iss: issuer, aud: "zalo", exp: 4102444800 },
);
const tokens = fc.oneof(
  secret,
  fc.tuple(part({ alg: "EdDSA" }), claims.chain(part), secret.map(encode)).map((parts) => parts.join(".")),
  fc.tuple(secret, secret, secret).map((parts) => parts.join(".")),
);

describe("a token that is refused", () => {
  it("is heard of in no response, error or log, and neither are its parts", async () => {
    await fc.assert(
      fc.asyncProperty(tokens, fc.constantFrom("authorization", "cf-access-jwt-assertion"), async (token, header) => {
        const { response, errors } = await hearOf(token, header);
        expect(response.status).toBe(401);
        const heard = textsIn([response, errors, errors.map(loggableFault)]).join("\n");
        expect(heard).not.toContain("SECRET");
        for (const segment of token.split(".")) expect(heard).not.toContain(segment);
      }),
      { numRuns: 200 },
    );
  });

  it("has a reason that a header may carry (RFC 6750)", async () => {
    await fc.assert(
      fc.asyncProperty(tokens, async (token) => {
        const { response, errors } = await hearOf(token, "authorization");
        const [, description] =
          /^Bearer error="invalid_token", error_description="([\x20-\x21\x23-\x5b\x5d-\x7e]+)"$/.exec(
            response.headers["www-authenticate"] ?? "",
          ) ?? [];
        expect((errors[0] as Error).cause).toMatchObject({ message: description });
      }),
    );
  });
});
