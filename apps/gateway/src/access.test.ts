import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createSandbox } from "@nxzalo/sandbox";
import { type ListeningSandbox, listen } from "@nxzalo/sandbox/node";
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gatewayConfigFromEnv } from "./config.ts";
import { type RunningGateway, startGateway } from "./server.ts";
import { askGateway } from "./testing/ask-gateway.ts";
import { gatewayVariables } from "./testing/variables.ts";

const key = "0123456789abcdef";
const issuer = "https://id.shop.example";
const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
const sandbox = createSandbox();
const running: RunningGateway[] = [];
let upstream: ListeningSandbox;
let keySet: Server;
let jwksUrl: string;

beforeAll(async () => {
  upstream = await listen(sandbox);
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "1", alg: "RS256" }] });
  keySet = createServer((_, response) => response.end(keys));
  await new Promise<void>((resolve) => keySet.listen(0, "127.0.0.1", resolve));
  jwksUrl = `http://127.0.0.1:${(keySet.address() as AddressInfo).port}/keys`;
});
afterAll(async () => {
  await Promise.all(running.map((gateway) => gateway.close()));
  await upstream.close();
  keySet.close();
});

const variables = () => ({
  ...gatewayVariables(sandbox, upstream.url),
  SQLITE_PATH: ":memory:",
});

async function gatewayWith(more: Record<string, string>) {
  const gateway = await startGateway(gatewayConfigFromEnv({ ...variables(), ...more }), () => {});
  running.push(gateway);
  return (token: string) =>
    askGateway(`${gateway.url}/v1/journeys`, token, { phone: "84912345678", tokenType: "token_logistics_7" });
}

const jwtVariables = () => ({
  JWT_JWKS_URL: jwksUrl,
  JWT_ISSUER: issuer,
  JWT_AUDIENCE: "zalo",
  JWT_SCOPES_CLAIM: "groups",
  JWT_SCOPES_MAP: "ops:send+tokens, viewers:read",
});
const tokenFor = (groups: string[]) =>
  new SignJWT({ groups })
    .setProtectedHeader({ alg: "RS256", kid: "1" })
    .setSubject("ops")
    .setIssuer(issuer)
    .setAudience("zalo")
    .setExpirationTime("5m")
    .sign(privateKey);

describe("JWT", () => {
  it("alone: a group's scopes decide, and API keys admit no one", async () => {
    const ask = await gatewayWith(jwtVariables());
    expect((await ask(await tokenFor(["ops"]))).status).toBe(201);
    expect((await ask(await tokenFor(["viewers"]))).status).toBe(403);
    expect((await ask(key)).status).toBe(401);
  });

  it("beside API keys: both are admitted", async () => {
    const ask = await gatewayWith({ ...jwtVariables(), GATEWAY_API_KEYS: key });
    expect((await ask(await tokenFor(["ops"]))).status).toBe(201);
    expect((await ask(key)).status).toBe(201);
  });

  it("by a public key in place of a key set", async () => {
    const { JWT_JWKS_URL: _, ...others } = jwtVariables();
    const ask = await gatewayWith({ ...others, JWT_PUBLIC_KEY: await exportSPKI(publicKey) });
    expect((await ask(await tokenFor(["ops"]))).status).toBe(201);
    expect((await ask(`${await tokenFor(["ops"])}AA`)).status).toBe(401);
  });

  it("by both, or by a private key: the gateway refuses to start, and quotes nothing", async () => {
    const pem = await exportSPKI(publicKey);
    const refused = { ...variables(), ...jwtVariables(), JWT_PUBLIC_KEY: pem };
    expect(() => gatewayConfigFromEnv(refused)).toThrow("JWT_PUBLIC_KEY and JWT_JWKS_URL exclude each other");
    const { d = "", ...jwk } = await exportJWK(privateKey);
    const mistaken = { ...refused, JWT_JWKS_URL: "", JWT_PUBLIC_KEY: JSON.stringify({ ...jwk, d }) };
    expect(() => gatewayConfigFromEnv(mistaken)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/JWT_PUBLIC_KEY holds a private key(?!.*[\w-]{40})/) }),
    );
  });

  it("half configured: the gateway refuses to start and names what is missing", () =>
    expect(() => gatewayConfigFromEnv({ ...variables(), JWT_ISSUER: issuer })).toThrow(
      expect.objectContaining({
        issues: ["JWT_JWKS_URL", "JWT_AUDIENCE"].map((name) => expect.objectContaining({ path: [name] })),
      }),
    ));
});

describe("RATE_LIMIT_PER_MINUTE", () => {
  it("stops each caller by itself, and says when to come back", async () => {
    const keys = `shop:${key},depot:${key}-depot`;
    const ask = await gatewayWith({ GATEWAY_API_KEYS: keys, RATE_LIMIT_PER_MINUTE: "2" });
    const before = sandbox.calls.length;
    for (const status of [201, 201, 429]) expect((await ask(key)).status).toBe(status);
    const refused = await ask(key);
    expect(await refused.json()).toMatchObject({ code: "rate_limited", retryable: true, outcome: "not_sent" });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(50);
    expect((await ask(`${key}-depot`)).status).toBe(201);
    expect(sandbox.calls.length - before).toBe(3);
  });

  it("is off unless set", () =>
    expect(gatewayConfigFromEnv({ ...variables(), GATEWAY_API_KEYS: key }).rateLimitPerMinute).toBeUndefined());

  it.each(["0", "-1", "many", "1.5"])("refuses %j", (limit) =>
    expect(() => gatewayConfigFromEnv({ ...variables(), GATEWAY_API_KEYS: key, RATE_LIMIT_PER_MINUTE: limit })).toThrow(
      /RATE_LIMIT_PER_MINUTE must be/,
    ),
  );
});

describe("wrong keys", () => {
  const wrong = (url: string, localAddress: string, token = "fedcba9876543210") =>
    new Promise<number | undefined>((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      const asking = request(`${url}/v1/journeys`, { method: "POST", headers, localAddress }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asking.on("error", reject);
      asking.end("{}");
    });

  it("hold up neither a right key of their address nor another address", async () => {
    const config = gatewayConfigFromEnv({ ...variables(), GATEWAY_API_KEYS: `shop:${key}` });
    const gateway = await startGateway(config, () => {});
    running.push(gateway);
    const { url } = gateway;
    for (let count = 0; count < 20; count++) expect(await wrong(url, "127.0.0.1")).toBe(401);
    const ended: string[] = [];
    const slowed = Array.from({ length: 6 }, () => wrong(url, "127.0.0.1"));
    void Promise.all(slowed).then(() => ended.push("slowed"));
    expect(await wrong(url, "127.0.0.1", key)).toBe(422);
    expect(await wrong(url, "127.0.0.2")).toBe(401);
    expect(ended).toEqual([]);
    expect(await Promise.all(slowed)).toEqual(Array(6).fill(401));
  });
});
