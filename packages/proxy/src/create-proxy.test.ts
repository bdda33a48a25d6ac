import { createNxZalo } from "@nxzalo/core";
import { isNxZaloError, ProxyError, UpstreamError } from "@nxzalo/core/errors";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { bearerKeys, createProxy, type ProxyOptions, proxyConfigFromEnv } from "./index.ts";

const key = "0123456789abcdef";
const { apiKeys } = proxyConfigFromEnv({
  GATEWAY_API_KEYS: `shop:${key},viewer:read:${key}-viewer,blind:send:${key}-blind`,
});
const authorization = `Bearer ${key}`;
const body = { phone: "+84 912 345 678", tokenType: "token_logistics_7" };

const initJourneyToken = vi.fn(async () => ({ journeyId: "1", token: "tok" }));
const checkJourneyToken = vi.fn();
const sendTemplate = vi.fn();
const oaQuality = vi.fn();
const client = { initJourneyToken, checkJourneyToken, sendTemplate, oaQuality };

interface Call {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Sends one request through a proxy and reads its answer. */
async function ask(call: Call = {}, options: Partial<ProxyOptions> = {}) {
  const { method = "POST", path = "/v1/journeys", headers = {}, body: sent = body } = call;
  const proxy = createProxy({ client, authorize: bearerKeys(apiKeys), now: () => 0, ...options });
  const text = typeof sent === "string" ? sent : JSON.stringify(sent);
  const chunks = (async function* () {
    yield new TextEncoder().encode(text);
  })();
  const all = new Headers({ authorization, "content-type": "application/json", ...headers });
  const request = { method, path, headers: all, body: method === "POST" ? chunks : null, env: "the bindings" };
  const reply = await proxy(request);
  return { ...reply, json: reply.body === "" ? undefined : JSON.parse(reply.body) };
}

describe("POST /v1/journeys", () => {
  it("answers 201 with the token and an estimated end", async () => {
    const { status, json, headers, report } = await ask();
    expect(status).toBe(201);
    expect(json).toEqual({
      journeyId: "1",
      token: "tok",
      phone: "84912345678",
      tokenType: "token_logistics_7",
      expiresAt: "1970-01-08T00:00:00.000Z",
    });
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "content-type": "application/json",
      "x-content-type-options": "nosniff",
    });
    expect(report.durationMs).toBeLessThan(60_000);
    expect(report).toEqual({
      method: "POST",
      route: "/v1/journeys",
      status: 201,
      caller: "shop",
      level: "info",
      messageId: undefined,
      journeyId: "1",
      httpRequestId: headers["x-request-id"],
      clientRequestId: undefined,
      durationMs: expect.any(Number),
    });
  });

  it("leaves the token out for callers who may not see it", async () => {
    const { status, json } = await ask({ headers: { authorization: `${authorization}-blind` } });
    expect(status).toBe(201);
    expect(json).not.toHaveProperty("token");
  });

  it("takes a reference, and an application by name", async () => {
    const apps = { north: "north-key" };
    expect((await ask({ body: { ...body, reference: "Đơn 42", app: "north" } }, { apps })).status).toBe(201);
    expect(initJourneyToken).toHaveBeenLastCalledWith(expect.anything(), { appKey: "north-key" });
    const unknown = await ask({ body: { ...body, app: "north-key" } }, { apps });
    expect(unknown.json).toMatchObject({ status: 422, issues: [{ path: ["app"] }] });
  });

  it("keeps callers to their own applications", async () => {
    const authorize = () => ({ caller: "x", scopes: ["send" as const], apps: ["north"] });
    const options = { apps: { north: "n", south: "s" }, authorize };
    expect((await ask({ body: { ...body, app: "north" } }, options)).status).toBe(201);
    expect((await ask({ body: { ...body, app: "south" } }, options)).status).toBe(403);
    expect((await ask({}, options)).status).toBe(403);
  });

  it.each(["", "a".repeat(129), "a\nb", "\ud800", 7, null])("refuses the reference %j", async (reference) =>
    expect((await ask({ body: { ...body, reference } })).json).toMatchObject({
      status: 422,
      issues: [{ path: ["reference"] }],
    }),
  );

  it("counts a reference in code points", async () =>
    expect((await ask({ body: { ...body, reference: "🚚".repeat(128) } })).status).toBe(201));

  it.each(["utf-8", "UTF-8", '"Utf-8"', "utf8", "UTF8", '"utf8"'])("takes the charset %s as UTF-8", async (charset) => {
    for (const parameters of [`;charset=${charset}`, ` ; Charset = ${charset} ; version=1`]) {
      const headers = { "content-type": `Application/JSON${parameters}` };
      expect((await ask({ headers })).status).toBe(201);
    }
  });

  it("takes a phone as it is written at home, where a country is configured", async () => {
    const written = { ...body, phone: "0912 345 678" };
    expect((await ask({ body: written }, { defaultCountryCode: "84" })).json.phone).toBe("84912345678");
    expect((await ask({ body: written })).status).toBe(422);
  });

  it("names unknown keys, also __proto__", async () => {
    const { json } = await ask({ body: '{"phone":"84912345678","tokenType":"token_logistics_7","__proto__":1,"x":2}' });
    expect(json.issues.map(({ path }: { path: string[] }) => path[0]).sort()).toEqual(["__proto__", "x"]);
  });
});

describe("refusals", () => {
  it.each<[string, Call, number, string]>([
    ["an unknown path", { path: "/v2" }, 404, "route_not_found"],
    ["another method", { method: "GET" }, 405, "method_not_allowed"],
    ["no key", { headers: { authorization: "" } }, 401, "unauthorized"],
    ["a wrong key", { headers: { authorization: "Bearer 0123456789abcdeX" } }, 401, "unauthorized"],
    ["a missing scope", { headers: { authorization: `${authorization}-viewer` } }, 403, "forbidden"],
    ["another media type", { headers: { "content-type": "text/plain" } }, 415, "media_type_unsupported"],
    [
      "another charset",
      { headers: { "content-type": "application/json; charset=utf-16" } },
      415,
      "media_type_unsupported",
    ],
    [
      "half a quote",
      { headers: { "content-type": 'application/json; charset="utf-8' } },
      415,
      "media_type_unsupported",
    ],
    ["a compressed body", { headers: { "content-encoding": "gzip" } }, 415, "media_type_unsupported"],
    ["a large body", { body: " ".repeat(64 * 1024 + 1) }, 413, "body_too_large"],
    ["a body announced as large", { headers: { "content-length": "65537" } }, 413, "body_too_large"],
    ["an empty body", { body: "" }, 400, "body_malformed"],
    ["a list", { body: [] }, 422, "input_invalid"],
  ])("%s", async (_, call, status, code) => {
    const { json, headers, status: answered } = await ask(call);
    expect(answered).toBe(status);
    expect(headers["content-type"]).toBe("application/problem+json");
    expect(json).toMatchObject({ status, code, outcome: "not_sent", instance: `urn:uuid:${headers["x-request-id"]}` });
  });

  it("say where JSON breaks, and quote nothing", async () => {
    expect((await ask({ body: '{"phone": 1,}' })).json.detail).toBe("The body is not JSON at position 12");
    expect((await ask({ body: '{"phone": "84912' })).json.detail).toBe(
      "The body is not JSON at position 16, where it ends",
    );
    expect((await ask({ body: "secret at position 3" })).json.detail).not.toContain("secret");
  });

  it("of a caller who asks too often say how long to wait; the limiter hears who calls, and of a Worker's bindings", async () => {
    const authorize = vi.fn(() => ({ caller: "shop", scopes: ["send" as const] }));
    const rateLimit = vi.fn(() => 41_500);
    const { status, headers, json } = await ask({}, { authorize, rateLimit });
    expect([status, headers["retry-after"]]).toEqual([429, "42"]);
    expect(json).toMatchObject({ code: "rate_limited", outcome: "not_sent", retryable: true });
    const env = "the bindings";
    expect(rateLimit).toHaveBeenCalledExactlyOnceWith({ caller: "shop", env });
    const asked = expect.objectContaining({ operation: "initJourneyToken", env });
    expect(authorize).toHaveBeenCalledExactlyOnceWith(asked);
  });

  it("carry Allow, WWW-Authenticate and Retry-After", async () => {
    expect((await ask({ method: "DELETE" })).headers["allow"]).toBe("POST");
    expect((await ask({ headers: { authorization: "" } })).headers["www-authenticate"]).toBe("Bearer");
    expect((await ask({ headers: { authorization: `${authorization}-viewer` } })).headers["www-authenticate"]).toBe(
      'Bearer error="insufficient_scope", scope="send"',
    );
    const details = { code: "upstream_rate_limited", outcome: "rejected", retryAfterMs: 6100 } as const;
    const failing = { ...client, initJourneyToken: () => Promise.reject(new UpstreamError("slow down", details)) };
    const limited = await ask({}, { client: failing });
    expect(limited).toMatchObject({ status: 429, headers: { "retry-after": "7" } });
    const readiness = await ask({ method: "GET", path: "/readyz" }, { isReady: () => false });
    expect(readiness).toMatchObject({
      status: 503,
      headers: { "retry-after": "1" },
      json: { code: "unavailable", outcome: "not_sent", retryable: true },
    });
    const unknown = Object.keys((await ask({ path: "/v2" })).headers);
    for (const name of ["allow", "www-authenticate", "retry-after"]) expect(unknown).not.toContain(name);
    const conflict = { code: "message_not_resendable", outcome: "not_sent" } as const;
    const refused = await ask({}, { authorize: () => Promise.reject(new ProxyError("It was delivered", conflict)) });
    expect([refused.status, refused.headers["retry-after"]]).toEqual([409, undefined]);
  });

  it("hide bugs from the caller and log them to the operator", async () => {
    const onFault = vi.fn();
    const failing = { ...client, initJourneyToken: () => Promise.reject(new Error("inner detail")) };
    const { status, body: text, headers } = await ask({}, { client: failing, onFault });
    expect(status).toBe(500);
    expect(text).not.toContain("inner detail");
    expect(onFault).toHaveBeenCalledWith(expect.objectContaining({ message: "inner detail" }), headers["x-request-id"]);
    const silent = { ...client, initJourneyToken: () => Promise.reject() };
    expect(await ask({}, { client: silent })).toMatchObject({ status: 500, json: { code: "internal_error" } });
  });

  it("are the answer to anything that is not a good call, never a crash", async () => {
    const client = createNxZalo({
      credentials: { accessKey: "k", accessSecret: "s" },
      appKey: "a",
      fetch: () => Promise.reject(),
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: "binary" }), fc.json()), async (text) => {
        const { status } = await ask({ body: text }, { client });
        expect([400, 422]).toContain(status);
      }),
    );
  });
});

describe("health", () => {
  it("needs no key", async () => {
    const headers = { authorization: "" };
    expect((await ask({ method: "GET", path: "/healthz", headers })).json).toEqual({ status: "ok" });
    expect((await ask({ method: "GET", path: "/readyz", headers })).json).toEqual({ status: "ready" });
    expect((await ask({ method: "HEAD", path: "/readyz", headers })).body).toBe("");
    const closing = { isReady: () => false };
    expect((await ask({ method: "GET", path: "/readyz", headers }, closing)).status).toBe(503);
    expect((await ask({ method: "GET", path: "/healthz", headers }, closing)).status).toBe(200);
    // Balancers have not seen it yet.
    expect((await ask({}, closing)).status).toBe(201);
  });
});

describe("CORS", () => {
  const corsOrigins = ["https://shop.example"];
  const preflight = (origin: string) => ({
    method: "OPTIONS",
    headers: { origin, authorization: "", "access-control-request-method": "POST" },
  });

  it("is off unless origins are listed", async () => {
    const { headers } = await ask({ headers: { origin: "https://shop.example" } });
    expect(Object.keys(headers).filter((name) => /^access-control|^vary$/.test(name))).toEqual([]);
  });

  it("tells caches that a response is for its origin, also where none is allowed", async () => {
    for (const allowed of [corsOrigins, ["*"], [...corsOrigins, "*"]])
      for (const headers of [{}, { origin: "https://evil.example" }, { origin: "https://shop.example" }])
        expect((await ask({ headers }, { corsOrigins: allowed })).headers).toHaveProperty("vary", "Origin");
  });

  it("is for pages alone: what names no origin is allowed none", async () => {
    for (const allowed of [corsOrigins, ["*"]])
      expect((await ask({}, { corsOrigins: allowed })).headers).not.toHaveProperty("access-control-allow-origin");
  });

  it.each<[string, Call, number]>([
    ["OPTIONS of no page", { method: "OPTIONS", headers: { "access-control-request-method": "POST" } }, 405],
    ["OPTIONS that asks for no method", { method: "OPTIONS", headers: { origin: "https://shop.example" } }, 405],
    ["a POST with a preflight's headers", { headers: { ...preflight("https://shop.example").headers } }, 401],
  ])("takes for no preflight: %s", async (_, call, status) =>
    expect((await ask(call, { corsOrigins })).status).toBe(status),
  );

  it("answers a preflight before it asks for a key", async () => {
    const { status, headers } = await ask(preflight("https://shop.example"), { corsOrigins });
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      "access-control-allow-origin": "https://shop.example",
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": "POST",
      "access-control-allow-headers": "authorization, content-type, idempotency-key, prefer, traceparent, x-request-id",
      "access-control-max-age": "600",
      vary: "Origin",
    });
    expect((await ask(preflight("https://evil.example"), { corsOrigins })).headers).not.toHaveProperty(
      "access-control-allow-origin",
    );
  });

  it("lets a page read that a path does not exist", async () =>
    expect(await ask({ ...preflight("https://shop.example"), path: "/v2" }, { corsOrigins })).toMatchObject({
      status: 204,
      headers: { "access-control-allow-methods": "GET, POST" },
    }));

  it("is on problems too, and gives * no credentials", async () => {
    const origin = "https://shop.example";
    const { headers } = await ask({ headers: { origin, authorization: "" } }, { corsOrigins });
    expect(headers).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-expose-headers": "Retry-After, Location, x-request-id",
    });
    const anyone = (await ask({ headers: { origin } }, { corsOrigins: ["*"] })).headers;
    expect(anyone).toMatchObject({
      "access-control-allow-origin": "*",
      "access-control-expose-headers": "Retry-After, Location, x-request-id",
    });
    expect(anyone).not.toHaveProperty("access-control-allow-credentials");
  });
});

describe("proxyConfigFromEnv", () => {
  it("reads keys with names and scopes, and keeps only their hashes", () => {
    const config = proxyConfigFromEnv({
      GATEWAY_API_KEYS: `${key}, ops:read+admin:${key}2`,
      CORS_ORIGINS: "https://a.example,*",
    });
    expect(config.apiKeys).toMatchObject([
      { caller: expect.stringMatching(/^key-[0-9a-f]{8}$/), scopes: ["send", "tokens"] },
      { caller: "ops", scopes: ["read", "admin"] },
    ]);
    expect(config.corsOrigins).toEqual(["https://a.example", "*"]);
    expect(JSON.stringify(config)).not.toContain(key);
  });

  it.each([
    { GATEWAY_API_KEYS: "short" },
    { GATEWAY_API_KEYS: `a:b:c:${key}` },
    { GATEWAY_API_KEYS: `ops:write:${key}` },
    { GATEWAY_API_KEYS: `bad name:${key}` },
    { GATEWAY_API_KEYS: `a:${key},b:${key}` },
    { CORS_ORIGINS: "https://a.example/" },
    { CORS_ORIGINS: "a.example" },
  ])("refuses %j without quoting a key", (record) => {
    try {
      proxyConfigFromEnv(record);
      expect.unreachable();
    } catch (error) {
      expect(isNxZaloError(error) && error.issues).toMatchObject([{ path: [Object.keys(record)[0]] }]);
      expect(String(error)).not.toContain(key);
    }
  });
});
