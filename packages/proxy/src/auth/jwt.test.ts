import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { failureOf } from "nxzalo-testing/failure-of";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Authorize, anyOf, bearerKeys, createProxy, proxyConfigFromEnv } from "../index.ts";
import { problemResponse } from "../problems.ts";
import { type JwtSettings, jwtBearer, jwtFromEnv } from "./jwt.ts";
import { roles } from "./roles.ts";

const issuer = "https://id.shop.example";
const own = await generateKeyPair("ES256");
const stranger = await generateKeyPair("ES256");
let server: Server;
let base: string;
let keySetRequests = 0;

/** A real key set on loopback: its public keys, and the ways in which one can be out of order. */
beforeAll(async () => {
  const keys = [{ ...(await exportJWK(own.publicKey)), kid: "1", alg: "ES256" }];
  const nameless = [stranger, own].map(async ({ publicKey }) => ({ ...(await exportJWK(publicKey)), alg: "ES256" }));
  const bodies: Record<string, string> = {
    "/nameless": JSON.stringify({ keys: await Promise.all(nameless) }),
    "/keys": JSON.stringify({ keys }),
    "/odd": "[]",
    "/html": "<html>",
  };
  server = createServer(({ url = "" }, response) => {
    keySetRequests += 1;
    const body = bodies[url];
    response.writeHead(body === undefined ? 500 : 200).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const settings = (more: Partial<JwtSettings> = {}): JwtSettings => ({
  jwksUrl: `${base}/keys`,
  issuer,
  audience: ["zalo"],
  ...more,
});

interface Token {
  readonly claims?: Record<string, unknown>;
  readonly key?: CryptoKey | Uint8Array;
  readonly alg?: string;
  readonly kid?: string;
  readonly header?: Record<string, unknown>;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

const sign = ({ claims, key = own.privateKey, alg = "ES256", kid = "1", header = {} }: Token = {}) =>
  new SignJWT({ iss: issuer, aud: "zalo", sub: "app@shop", exp: 4102444800, scope: "send read", ...claims })
    .setProtectedHeader({ alg, kid, ...header })
    .sign(key, { crit: { x: true } });

/** What the log and the caller hear of a refused token. */
const refusedFor = (why: string) => ({
  code: "unauthorized",
  cause: why,
  challenge: `Bearer error="invalid_token", error_description="${why}"`,
});
const notWellFormed = "the token is not a well-formed JSON Web Token";

async function ask(token: string, more: Partial<JwtSettings> = {}, header = "authorization") {
  const value = header === "authorization" ? `Bearer ${token}` : token;
  const headers = new Headers(token === "" ? {} : { [header]: value });
  return jwtBearer(settings(more))({ headers, operation: "initJourneyToken", env: {} });
}

async function refusal(token: string, more: Partial<JwtSettings> = {}) {
  const error = await failureOf(ask(token, more));
  return {
    code: error.code,
    cause: (error.cause as Error).message,
    challenge: problemResponse(error, "id").headers?.["www-authenticate"],
  };
}

describe("who is admitted", () => {
  it("the holder of a token that the issuer signed", async () =>
    expect(await ask(await sign())).toEqual({ caller: "jwt:app@shop", scopes: ["send", "read"] }));

  it("with one of several audiences, from the header of Cloudflare Access", async () =>
    expect(await ask(await sign({ claims: { aud: ["x", "zalo"] } }), {}, "cf-access-jwt-assertion")).not.toBeNull());

  it.each<[string, Token, string]>([
    ["another key", { key: stranger.privateKey }, "the signature of the token was not made by the expected key"],
    ["a shared secret", { key: new Uint8Array(32), alg: "HS256" }, "the algorithm (alg) of the token is not accepted"],
    ["an unknown key", { kid: "2" }, "no key has the kid and the alg of the token"],
    ["another issuer", { claims: { iss: "https://id.other.example" } }, "the token is of another issuer (iss)"],
    ["no issuer", { claims: { iss: undefined } }, "the token names no issuer (iss)"],
    ["another audience", { claims: { aud: "mail" } }, "the token is for another audience (aud)"],
    ["no audience", { claims: { aud: undefined } }, "the token names no audience (aud)"],
    ["an end that is over", { claims: { exp: 1_700_000_000 } }, "the token has expired (exp)"],
    ["no end", { claims: { exp: undefined } }, "the token has no end (exp)"],
    ["an end in words", { claims: { exp: "soon" } }, "the end of the token (exp) is not a number of seconds"],
    ["a beginning to come", { claims: { nbf: 4102444000 } }, "the token is not valid yet (nbf)"],
    ["a beginning in words", { claims: { nbf: "now" } }, "the beginning of the token (nbf) is not a number of seconds"],
    ["a time in words", { claims: { iat: "now" } }, "the time of the token (iat) is not a number of seconds"],
    ["an extension", { header: { crit: ["x"], x: 1 } }, "the token needs an extension (crit) that is not known"],
    ["no name", { claims: { sub: "" } }, "the token names no one (sub)"],
  ])("no one with %s", async (_, token, why) => expect(await refusal(await sign(token))).toEqual(refusedFor(why)));

  const malformed = "the token is neither a well-formed JSON Web Token nor a known key";
  it.each([
    ["a key", "0123456789abcdef", malformed],
    ["parts that are no JSON", "a.b.c", malformed],
    ["a header without algorithm", `${encode({})}.${encode({})}.AAAA`, malformed],
    ["an encrypted token", `${encode({ alg: "dir" })}..AAAA.AAAA.AAAA`, malformed],
    ["claims that are no object", `${encode({ alg: "ES256" })}.${encode([1])}.AAAA`, notWellFormed],
  ])("no one with %s", async (_, token, why) => expect(await refusal(token)).toEqual(refusedFor(why)));

  it("no one with an unsigned or a changed token", async () => {
    const unsigned = new UnsecuredJWT({ sub: "x" }).setIssuer(issuer).setAudience("zalo").setExpirationTime("1h");
    expect(await refusal(unsigned.encode())).toEqual(refusedFor("the algorithm (alg) of the token is not accepted"));
    const [header, payload = "", signature] = (await sign()).split(".");
    const claims = { ...JSON.parse(atob(payload)), sub: "root" };
    expect(await refusal(`${header}.${encode(claims)}.${signature}`)).toEqual(
      refusedFor("the signature of the token was not made by the expected key"),
    );
  });

  it("no one without a token, for which there is no reason to give", async () => expect(await ask("")).toBeNull());

  it("one signed by any key of a set without names, and no one else", async () => {
    const jwksUrl = `${base}/nameless`;
    const bare = new SignJWT({ iss: issuer, aud: "zalo", sub: "x", exp: 4102444800 }).setProtectedHeader({
      alg: "ES256",
    });
    expect(await ask(await bare.sign(own.privateKey), { jwksUrl })).not.toBeNull();
    const { privateKey } = await generateKeyPair("ES256");
    expect(await refusal(await bare.sign(privateKey), { jwksUrl })).toEqual(
      refusedFor("the signature of the token was not made by the expected key"),
    );
  });

  it("no one whose token stands without Bearer; Access's token counts beside a foreign one", async () => {
    const authorize = jwtBearer(settings());
    const asking = (headers: Record<string, string>) =>
      authorize({ headers: new Headers(headers), operation: "", env: {} });
    const token = await sign();
    expect(await asking({ authorization: token })).toBeNull();
    const foreign = `Bearer ${await sign({ key: stranger.privateKey })}`;
    expect(await asking({ authorization: foreign, "cf-access-jwt-assertion": token })).not.toBeNull();
  });

  it("allows a clock that is seconds off", async () =>
    expect(await ask(await sign({ claims: { exp: Math.floor(Date.now() / 1000) - 10 } }))).not.toBeNull());
});

describe("what they may do", () => {
  const dispatchers = { dispatchers: ["send", "tokens"], "Ware house": ["read"] } as const;

  it.each<[string, Record<string, unknown>, Partial<JwtSettings>, string[]]>([
    ["nothing without the claim", { scope: undefined }, {}, []],
    ["nothing for words that are no scopes", { scope: "root __proto__ toString" }, {}, []],
    ["scopes in a list, each once", { scp: ["send", "send", 7, "admin"] }, { scopesClaim: "scp" }, ["send", "admin"]],
    [
      "mapped groups",
      { groups: ["dispatchers", "x"] },
      { scopesClaim: "groups", scopesMap: dispatchers },
      ["send", "tokens"],
    ],
    [
      "nothing for a role that only holds the mapped word",
      { role: "not dispatchers" },
      { scopesClaim: "role", scopesMap: dispatchers },
      [],
    ],
    ["a group with a space", { role: "Ware house" }, { scopesClaim: "role", scopesMap: dispatchers }, ["read"]],
    ["a nested claim", { custom: { groups: ["read"] } }, { scopesClaim: "custom.groups" }, ["read"]],
    [
      "a claim with dots in its name",
      { "https://a.example/r": "read" },
      { scopesClaim: "https://a.example/r" },
      ["read"],
    ],
    ["no scope's own name once a map is given", { scope: "admin" }, { scopesMap: dispatchers }, []],
    ["nothing inherited", { scope: "toString" }, { scopesMap: dispatchers }, []],
  ])("%s", async (_, claims, more, scopes) =>
    expect((await ask(await sign({ claims }), more))?.scopes).toEqual(scopes),
  );
});

describe("what they are called", () => {
  it.each([
    [{ sub: "", common_name: "1f.access" }, "jwt:1f.access"],
    [{ sub: undefined, azp: "web" }, "jwt:web"],
    [{ sub: "a\nb" }, expect.stringMatching(/^jwt:#[0-9a-f]{16}$/)],
    [{ sub: "0912.345.678" }, expect.stringMatching(/^jwt:#[0-9a-f]{16}$/)],
    [{ sub: "84912345678" }, expect.stringMatching(/^jwt:#[0-9a-f]{16}$/)],
  ])("%j", async (claims, caller) => expect(await ask(await sign({ claims }))).toMatchObject({ caller }));
});

describe("a reason", () => {
  const authorize = (headers: Record<string, string>) =>
    failureOf(async () => jwtBearer(settings())({ headers: new Headers(headers), operation: "", env: {} }));

  it("is that of Cloudflare Access's token, where there is one beside another", async () => {
    const expired = await sign({ claims: { exp: 1 } });
    const error = await authorize({ authorization: "Bearer 0123456789abcdef", "cf-access-jwt-assertion": expired });
    expect(error.cause).toMatchObject({ message: "the token has expired (exp)" });
  });

  it("is told after one that may pass", async () => {
    const token = await sign();
    const unreadable = jwtBearer(settings({ jwksUrl: `${base}/gone` }));
    const headers = new Headers({ authorization: `Bearer ${token}`, "cf-access-jwt-assertion": "a.b.c" });
    expect(await failureOf(async () => unreadable({ headers, operation: "", env: {} }))).toMatchObject({
      code: "unavailable",
    });
  });

  it("carries nothing of the token, and no error of the library's", async () => {
    const { cause } = await failureOf(ask(await sign({ claims: { exp: 1, name: "Nguyen" } })));
    expect(Object.getOwnPropertyNames(cause).toSorted()).toEqual(["message", "stack"]);
  });
});

describe("when the key set cannot be read", () => {
  it.each(["/gone", "/odd", "/html"])("%s: unavailable, never admitted and never 401", async (path) =>
    expect(await failureOf(ask(await sign(), { jwksUrl: base + path }))).toMatchObject({
      name: "ProxyError",
      code: "unavailable",
      retryable: true,
    }),
  );

  it("the proxy answers 503 and tells its operator", async () => {
    const onFault = vi.fn();
    const authorize = jwtBearer(settings({ jwksUrl: `${base}/gone` }));
    const proxy = createProxy({
      client: { initJourneyToken: vi.fn(), checkJourneyToken: vi.fn(), sendTemplate: vi.fn(), oaQuality: vi.fn() },
      authorize,
      onFault,
    });
    const headers = new Headers({ authorization: `Bearer ${await sign()}` });
    const reply = await proxy({ method: "POST", path: "/v1/journeys", headers, body: null });
    expect(reply).toMatchObject({ status: 503, headers: { "retry-after": "1" } });
    expect(onFault).toHaveBeenCalledOnce();
  });
});

describe("settings", () => {
  it.each([
    [{ issuer: "" }, "issuer"],
    [{ audience: [] }, "audience"],
    [{ jwksUrl: "http://id.shop.example/keys" }, "jwksUrl"],
    [{ jwksUrl: undefined }, "jwksUrl"],
    [{ publicKey: "x" }, "publicKey"],
    [{ jwksUrl: undefined, publicKey: "x" }, "publicKey"],
    [{ scopeMap: {} }, "scopeMap"],
  ])("%j is refused when made in code", (more, name) =>
    expect(() => jwtBearer(settings(more as Partial<JwtSettings>))).toThrow(
      expect.objectContaining({ name: "ConfigError", issues: [expect.objectContaining({ path: [name] })] }),
    ),
  );

  const authorizeWith = async (env: Record<string, string>, token: string) =>
    jwtFromEnv()({ headers: new Headers({ authorization: `Bearer ${token}` }), operation: "", env });

  it("are read from the JWT_ variables", async () => {
    const env = {
      JWT_JWKS_URL: `${base}/keys`,
      JWT_ISSUER: issuer,
      JWT_AUDIENCE: "mail, zalo",
      JWT_SCOPES_CLAIM: "groups",
      JWT_SCOPES_MAP: "urn:group:ops:send+tokens, viewers:read, support:agent",
    };
    const token = await sign({ claims: { groups: ["urn:group:ops", "viewers"] } });
    expect(await authorizeWith(env, token)).toMatchObject({ scopes: ["send", "tokens", "read"] });
    const agent = await sign({ claims: { groups: ["support"] } });
    expect(await authorizeWith(env, agent)).toMatchObject({ scopes: roles.agent });
  });

  it("an option that does not exist is refused by name", () =>
    expect(() => jwtBearer(settings(), { clock: Date.now } as never)).toThrow(/clock is not a known option/));

  it("take a public key in place of the key set", async () => {
    const pem = (await exportSPKI(own.publicKey)).replaceAll("\n", "\\n");
    const env = { JWT_PUBLIC_KEY: pem, JWT_ISSUER: issuer, JWT_AUDIENCE: "zalo" };
    const before = keySetRequests;
    expect(await authorizeWith(env, await sign())).toMatchObject({ caller: "jwt:app@shop" });
    expect(await failureOf(authorizeWith(env, await sign({ key: stranger.privateKey })))).toMatchObject({
      code: "unauthorized",
    });
    expect(keySetRequests).toBe(before);
  });

  it("the end of a token is judged by the clock that is given, with 30 seconds of difference", async () => {
    const end = 1_700_000_000;
    const headers = new Headers({ authorization: `Bearer ${await sign({ claims: { exp: end } })}` });
    const askAt = async (seconds: number) =>
      jwtBearer(settings(), { now: () => seconds * 1_000 })({ headers, operation: "", env: {} });
    expect(await askAt(end + 29)).not.toBeNull();
    expect(await failureOf(askAt(end + 30))).toMatchObject({ code: "unauthorized" });
  });

  it("the key set is fetched once for the bindings of a Worker", async () => {
    const env = { JWT_JWKS_URL: `${base}/keys`, JWT_ISSUER: issuer, JWT_AUDIENCE: "zalo" };
    const authorize = jwtFromEnv();
    const headers = new Headers({ authorization: `Bearer ${await sign()}` });
    const before = keySetRequests;
    for (let calls = 0; calls < 3; calls++) expect(await authorize({ headers, operation: "", env })).not.toBeNull();
    expect(keySetRequests - before).toBe(1);
  });

  it.each([
    [{ JWT_JWKS_URL: issuer, JWT_ISSUER: "a", JWT_AUDIENCE: "x", JWT_SCOPES_MAP: " , " }, ["JWT_SCOPES_MAP"]],
    [{}, ["JWT_JWKS_URL"]],
    [{ JWT_JWKS_URL: issuer }, ["JWT_ISSUER", "JWT_AUDIENCE"]],
    [{ JWT_AUDIENCE: "x" }, ["JWT_JWKS_URL", "JWT_ISSUER"]],
    [{ JWT_SCOPES_CLAIM: "groups" }, ["JWT_JWKS_URL", "JWT_ISSUER", "JWT_AUDIENCE"]],
    [{ JWT_SCOPES_MAP: "ops:send" }, ["JWT_JWKS_URL", "JWT_ISSUER", "JWT_AUDIENCE"]],
    [{ JWT_ISSUER: issuer }, ["JWT_JWKS_URL", "JWT_AUDIENCE"]],
    [{ JWT_PUBLIC_KEY: "x", JWT_ISSUER: issuer, JWT_AUDIENCE: "x" }, ["JWT_PUBLIC_KEY"]],
    [{ JWT_PUBLIC_KEY: "x" }, ["JWT_PUBLIC_KEY", "JWT_ISSUER", "JWT_AUDIENCE"]],
    [{ JWT_JWKS_URL: "x", JWT_AUDIENCE: " , " }, ["JWT_JWKS_URL", "JWT_ISSUER", "JWT_AUDIENCE"]],
    [{ JWT_JWKS_URL: issuer, JWT_ISSUER: "a b", JWT_AUDIENCE: "x" }, ["JWT_ISSUER"]],
    [{ JWT_JWKS_URL: issuer, JWT_ISSUER: "a", JWT_AUDIENCE: "x", JWT_SCOPES_MAP: "ops:root" }, ["JWT_SCOPES_MAP"]],
    [{ JWT_JWKS_URL: issuer, JWT_ISSUER: "a", JWT_AUDIENCE: "x", JWT_SCOPES_MAP: "a:send+rot" }, ["JWT_SCOPES_MAP"]],
    [{ JWT_JWKS_URL: issuer, JWT_ISSUER: "a", JWT_AUDIENCE: "x", JWT_SCOPES_MAP: "a:send,b" }, ["JWT_SCOPES_MAP"]],
    [
      { JWT_JWKS_URL: issuer, JWT_PUBLIC_KEY: "x", JWT_ISSUER: "a", JWT_AUDIENCE: "x" },
      ["JWT_PUBLIC_KEY", "JWT_PUBLIC_KEY"],
    ],
    [{ JWT_JWKS_URL: issuer, JWT_ISSUER: "a", JWT_AUDIENCE: "x", JWT_SCOPES_MAP: "a:send,a:read" }, ["JWT_SCOPES_MAP"]],
  ])("%j names what is wrong", async (env, names) => {
    const error = await failureOf(authorizeWith(env as Record<string, string>, "a.b.c"));
    expect(error.kind).toBe("config");
    expect(error.issues?.map(({ path }) => path[0])).toEqual(names);
  });

  it.each([
    [" , ", "empty"],
    ["ops:root", "list_wrong"],
    ["ops:", "list_wrong"],
    ["ops", "list_wrong"],
    [":send", "list_wrong"],
    ["ops:send, :read", "list_wrong"],
    ["ops:send,ops:read", "listed_twice"],
  ])("JWT_SCOPES_MAP %j has the issue %s", async (map, code) => {
    const env = { JWT_JWKS_URL: issuer, JWT_ISSUER: "a", JWT_AUDIENCE: "x", JWT_SCOPES_MAP: map };
    expect((await failureOf(authorizeWith(env, "a.b.c"))).issues).toMatchObject([{ path: ["JWT_SCOPES_MAP"], code }]);
  });
});

describe("anyOf", () => {
  const { apiKeys } = proxyConfigFromEnv({ GATEWAY_API_KEYS: "shop:0123456789abcdef" });
  const askAny = async (value: string, ...authorizers: readonly Authorize[]) =>
    anyOf(...authorizers)({ headers: new Headers({ authorization: `Bearer ${value}` }), operation: "", env: {} });

  it("admits by key or by token, in any order", async () => {
    const byKey = bearerKeys(apiKeys);
    const byToken = jwtBearer(settings());
    for (const authorizers of [
      [byKey, byToken],
      [byToken, byKey],
    ]) {
      expect(await askAny("0123456789abcdef", ...authorizers)).toMatchObject({ caller: "shop" });
      expect(await askAny(await sign(), ...authorizers)).toMatchObject({ caller: "jwt:app@shop" });
      const error = await failureOf(askAny("0123456789abcdeX", ...authorizers));
      expect(error).toMatchObject({ code: "unauthorized", cause: { message: expect.stringContaining("a known key") } });
    }
  });

  it("admits by tokens of two issuers, and asks each for the keys of its own tokens alone", async () => {
    const other = jwtBearer(settings({ issuer: "https://id.other.example", jwksUrl: `${base}/gone` }));
    expect(await askAny(await sign(), other, jwtBearer(settings()))).not.toBeNull();
  });

  it("ends at a failure that is no refusal", async () => {
    const away = jwtBearer(settings({ jwksUrl: `${base}/gone` }));
    expect(await failureOf(askAny(await sign(), away, jwtBearer(settings())))).toMatchObject({ code: "unavailable" });
  });

  it("gives null where none gave a reason", async () =>
    expect(await askAny("0123456789abcdeX", bearerKeys(apiKeys))).toBeNull());
});
