import { ConfigError } from "@nxzalo/core/errors";
import type { JourneyService } from "@nxzalo/core/journeys";
import { openApi } from "@nxzalo/proxy/openapi";
import { createSandbox, phoneForCode } from "@nxzalo/sandbox";
import { guardFetch } from "@nxzalo/sandbox/guard";
import { type ExecutionContext, Hono } from "hono";
import { failureOf } from "nxzalo-testing/failure-of";
import { recordWork } from "nxzalo-testing/record-work";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import {
  bearerKeysFromEnv,
  createEdgeProxy,
  createSmallEdgeProxy,
  type Env,
  type OnReceipt,
  templatesFromEnv,
} from "./index.ts";

const key = "0123456789abcdef";
const sandbox = createSandbox();
const env: Env = {
  NXCLOUD_ACCESS_KEY: sandbox.credentials.accessKey,
  NXCLOUD_ACCESS_SECRET: sandbox.credentials.accessSecret,
  NXCLOUD_APP_KEY: sandbox.appKey,
  GATEWAY_API_KEYS: `shop:${key}`,
};
const keyed = createEdgeProxy({ authorize: bearerKeysFromEnv(), fetch: sandbox.fetch });

async function ask(bindings: Env, { path = "/v1/journeys", phone = "84912345678", headers = {}, worker = keyed } = {}) {
  const waitUntil = vi.fn();
  const request = new Request(`https://worker.example${path}`, {
    ...(path.startsWith("/v1") && { method: "POST", body: JSON.stringify({ phone, tokenType: "token_logistics_7" }) }),
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
  });
  const response = await worker.fetch(request, bindings, { waitUntil });
  return { status: response.status, headers: response.headers, json: await response.json(), waitUntil };
}

describe("createEdgeProxy", () => {
  const logged: string[] = [];
  beforeEach(() => {
    logged.length = 0;
    for (const level of ["info", "warn", "error"] as const)
      vi.spyOn(console, level).mockImplementation((line) => void logged.push(line));
  });
  afterEach(() => void vi.restoreAllMocks());

  it("gives a token, and outlives the caller", async () => {
    const { status, json, waitUntil } = await ask(env);
    expect(status).toBe(201);
    expect(json.token).toHaveLength(256);
    expect(waitUntil).toHaveBeenCalledTimes(1);
    expect(logged).toHaveLength(1);
    expect(JSON.parse(logged[0] ?? "")).toMatchObject({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      level: "info",
      durationMs: expect.any(Number),
    });
    for (const secret of [json.token, key, "84912345678", env.NXCLOUD_ACCESS_SECRET])
      expect(logged.join()).not.toContain(secret);
  });

  it("hands on who hears of events and reports, and what is put around the work", async () => {
    const onEvent = vi.fn();
    const onReport = vi.fn();
    const { around, works } = recordWork();
    const worker = createEdgeProxy({
      authorize: bearerKeysFromEnv(),
      fetch: sandbox.fetch,
      onEvent,
      onReport,
      around,
      journeys: (_, options) => {
        expect(options.around).toBe(around);
        return undefined;
      },
    });
    await ask({ ...env }, { worker });
    expect(onEvent).toHaveBeenCalledWith(expect.objectContaining({ type: "settled" }));
    expect(onReport).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ route: "/v1/journeys", status: 201 }));
    expect(works.map(({ name }) => name)).toEqual(["request", "initJourneyToken", "POST /v1/zalo/initJourneyToken"]);
    await ask({ ...env, NXCLOUD_ACCESS_SECRET: "" }, { worker });
    expect(onReport).toHaveBeenLastCalledWith(expect.objectContaining({ status: 503 }));
    expect(works.slice(3)).toMatchObject([{ name: "request", facts: { "http.response.status_code": 503 } }]);
  });

  it("puts what it is given around the delivery of a receipt, too", async () => {
    const { around, works } = recordWork();
    vi.stubGlobal("fetch", async () => new Response());
    onTestFinished(() => void vi.unstubAllGlobals());
    const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
    const forward = {
      RECEIPTS_FORWARD_URL: "https://shop.example/zalo",
      RECEIPTS_FORWARD_SECRET: `whsec_${btoa(key)}`,
    };
    const worker = createEdgeProxy({ authorize: bearerKeysFromEnv(), fetch: sandbox.fetch, around });
    const body = JSON.stringify({ status: "journey_time_out", journeyId: "1" });
    const request = new Request(`https://worker.example/v1/receipts/${receiptKey}`, { method: "POST", body });
    const bindings = { ...env, ...forward, RECEIPT_KEYS: receiptKey };
    expect((await worker.fetch(request, bindings, { waitUntil: () => {} })).status).toBe(200);
    expect(works.map(({ name }) => name)).toEqual(["request", "forward receipt"]);
  });

  it("answers upstream refusals as problems", async () =>
    expect(await ask(env, { phone: phoneForCode(9004) })).toMatchObject({
      status: 502,
      json: { code: "quotation_missing" },
    }));

  it("admits no caller without a key", async () => {
    expect(await ask(env, { headers: { authorization: "" } })).toMatchObject({ status: 401 });
    expect(await ask({ ...env, GATEWAY_API_KEYS: "" })).toMatchObject({ status: 503, json: { code: "unavailable" } });
  });

  it("slows wrong keys down by the address that Cloudflare names", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const wrong = (ip: string) =>
      ask(env, { headers: { authorization: "Bearer fedcba9876543210", "cf-connecting-ip": ip }, worker });
    const worker = createEdgeProxy({ authorize: bearerKeysFromEnv(), fetch: sandbox.fetch });
    for (let count = 0; count < 20; count++) expect(await wrong("192.0.2.1")).toMatchObject({ status: 401 });
    const slowed = wrong("192.0.2.1");
    expect(await wrong("192.0.2.2")).toMatchObject({ status: 401 });
    const right = await ask(env, { headers: { "cf-connecting-ip": "192.0.2.1" }, worker });
    expect(right.status).toBe(201);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await slowed).toMatchObject({ status: 401 });
  });

  it("answers 503 also for what needs a store, where the store cannot be made", async () => {
    const worker = createEdgeProxy({
      authorize: bearerKeysFromEnv(),
      fetch: sandbox.fetch,
      journeys: () => {
        throw new ConfigError("STORE_KEY is missing", { code: "config_invalid", outcome: "not_sent" });
      },
    });
    for (const path of ["/v1/journeys", "/v1/journeys/search", "/readyz"]) {
      expect([path, (await ask(env, { path, worker })).status]).toEqual([path, 503]);
    }
    expect(logged.join()).toContain("STORE_KEY is missing");
  });

  it("answers 503 where a binding is missing, and names it in the log only", async () => {
    const { status, json } = await ask({ ...env, NXCLOUD_ACCESS_SECRET: "" });
    expect(status).toBe(503);
    expect(json).toMatchObject({ code: "unavailable", hint: expect.stringContaining("the log names what is missing") });
    expect(JSON.stringify(json)).not.toContain("NXCLOUD_ACCESS_SECRET");
    expect(logged.join()).toContain("NXCLOUD_ACCESS_SECRET is missing");
    expect(await ask({ ...env, NXCLOUD_ACCESS_SECRET: "" }, { path: "/healthz" })).toMatchObject({ status: 200 });
  });

  it("answers 503 to whatever is asked of a Worker that lacks a binding, by a key, by a cookie or by nothing", async () => {
    const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
    const bindings = { ...env, NXCLOUD_ACCESS_SECRET: "", RECEIPT_KEYS: receiptKey };
    const journeys = () => undefined;
    const worker = createEdgeProxy({ authorize: bearerKeysFromEnv(), fetch: sandbox.fetch, journeys });
    const open = ["/healthz", "/openapi.json"];
    const calls = Object.entries(openApi.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => ({ method: method.toUpperCase(), path })),
    );
    expect(calls.length).toBeGreaterThan(40);
    for (const { method, path } of calls.filter((call) => !open.includes(call.path))) {
      const isReceipt = path.startsWith("/v1/receipts/");
      const url = `https://worker.example${path.replace("{key}", receiptKey).replace("{messageId}", crypto.randomUUID()).replace("{journeyId}", "1")}`;
      for (const headers of [{ authorization: `Bearer ${key}` }, { cookie: `nxzalo-1=${"0".repeat(64)}` }, {}]) {
        const body = method === "POST" ? '{"token":"1"}' : null;
        const init = { method, body, headers: { "content-type": "application/json", ...headers } };
        const response = await worker.fetch(new Request(url, init), bindings, { waitUntil: () => {} });
        const { status } = response;
        expect({ method, path, headers, status }).toEqual({ method, path, headers, status: isReceipt ? 500 : 503 });
      }
    }
  });

  it("what needs a journey store does not exist where none is made, whether a binding is missing or not", async () => {
    for (const bindings of [env, { ...env, NXCLOUD_ACCESS_SECRET: "" }])
      expect((await ask(bindings, { path: "/v1/messages/search" })).status).toBe(404);
  });

  it("answers 503 so that a listed page can read it, unless it is the list that is wrong", async () => {
    const origin = "https://shop.example";
    const allowed = async (more: object) => {
      const { status, headers } = await ask({ ...env, ...more }, { headers: { origin } });
      return [status, headers.get("access-control-allow-origin")];
    };
    expect(await allowed({ NXCLOUD_ACCESS_SECRET: "", CORS_ORIGINS: origin })).toEqual([503, origin]);
    expect(await allowed({ GATEWAY_API_KEYS: "short:1", CORS_ORIGINS: origin })).toEqual([503, origin]);
    expect(await allowed({ CORS_ORIGINS: "shop.example" })).toEqual([503, null]);
  });

  it("hands receipts over, with the bindings, and accepts them only then", async () => {
    const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
    const bindings = { ...env, RECEIPT_KEYS: receiptKey };
    const onReceipt = vi.fn<OnReceipt>();
    const post = async (handler: OnReceipt | undefined) => {
      const receiving = createEdgeProxy({ authorize: bearerKeysFromEnv(), onReceipt: handler });
      const body = JSON.stringify({ status: "journey_time_out", journeyId: "1" });
      const request = new Request(`https://worker.example/v1/receipts/${receiptKey}`, { method: "POST", body });
      const response = await receiving.fetch(request, bindings, { waitUntil: () => {} });
      return [response.status, (await response.text()).slice(0, 7)];
    };
    expect(await post(onReceipt)).toEqual([200, "success"]);
    expect(onReceipt).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ status: "journey_time_out", journeyId: "1" }),
      { verified: null, env: bindings },
    );
    expect(await post(() => Promise.reject(new Error("full")))).toEqual([500, "error"]);
    expect((await post(undefined))[0]).toBe(404);
    expect(logged.join()).not.toContain(receiptKey);
  });

  it("hands on to the journeys what they send by: the client, the country, the receipts' URL and the listed phones", async () => {
    const journeys = vi.fn(() => undefined);
    const guard = guardFetch;
    const worker = createEdgeProxy({ authorize: bearerKeysFromEnv(), fetch: sandbox.fetch, journeys, guard });
    const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
    const receipts = { RECEIPT_KEYS: receiptKey, PUBLIC_URL: "https://worker.example/zalo" };
    const staging = { STAGING: "true", STAGING_PHONES: "84987654321" };
    await ask({ ...env, ...receipts, ...staging, NXCLOUD_DEFAULT_COUNTRY_CODE: "84" }, { worker });
    expect(journeys).toHaveBeenCalledExactlyOnceWith(
      expect.anything(),
      expect.objectContaining({
        client: expect.objectContaining({ sendTemplate: expect.any(Function) }),
        defaultCountryCode: "84",
        drWebhook: `https://worker.example/zalo/v1/receipts/${receiptKey}`,
        staging: { phones: new Set(["84987654321"]) },
      }),
    );
  });

  it("leaves receipts to the journeys, where these are stored and nothing else takes them", async () => {
    const receive = vi.fn(async () => ({}));
    const journeys = () => ({ receive }) as unknown as JourneyService;
    const worker = createEdgeProxy({ authorize: bearerKeysFromEnv(), journeys });
    const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
    const body = JSON.stringify({ status: "journey_time_out", journeyId: "1" });
    const request = new Request(`https://worker.example/v1/receipts/${receiptKey}`, { method: "POST", body });
    const response = await worker.fetch(request, { ...env, RECEIPT_KEYS: receiptKey }, { waitUntil: () => {} });
    expect([response.status, await response.text()]).toEqual([200, "success"]);
    expect(receive).toHaveBeenCalledOnce();
  });

  it("the small one has no document, unless it is given one", async () => {
    const options = { authorize: bearerKeysFromEnv(), fetch: sandbox.fetch };
    const path = "/openapi.json";
    expect((await ask(env, { path, worker: createSmallEdgeProxy(options) })).status).toBe(404);
    const openApi = async ({ NXCLOUD_APP_KEY }: Env) => JSON.stringify({ info: NXCLOUD_APP_KEY });
    const worker = createSmallEdgeProxy<Env>({ ...options, openApi });
    expect(await ask({ ...env }, { path, worker })).toMatchObject({ status: 200, json: { info: sandbox.appKey } });
  });

  it("knows where it is mounted", async () => {
    const basePath = "/zalo";
    const authorize = bearerKeysFromEnv();
    const journeys = () => ({ open: async () => opened }) as unknown as JourneyService;
    const opened = { journeyId: "1", token: "t", expiresAt: new Date(0), reused: false };
    const context = { waitUntil: () => {} } as unknown as ExecutionContext;
    const app = new Hono<{ Bindings: Env }>();
    app.mount(basePath, createEdgeProxy({ authorize, fetch: sandbox.fetch, journeys, basePath }).fetch);
    const request = (path: string, init: RequestInit = {}) => app.request(path, init, env, context);
    const body = JSON.stringify({ phone: "84912345678", tokenType: "token_logistics_7", reference: "42" });
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const response = await request("/zalo/v1/journeys", { method: "POST", body, headers });
    expect([response.status, response.headers.get("location")]).toEqual([201, "/zalo/v1/journeys/1"]);
    expect(await (await request("/zalo/openapi.json")).json()).toMatchObject({ servers: [{ url: "/zalo" }] });
    expect((await request("/v1/journeys")).status).toBe(404);
  });

  it("refuses an option that does not exist, by name", async () => {
    const misspelt = { authorize: bearerKeysFromEnv(), onReciept: () => {} };
    expect((await failureOf(() => createEdgeProxy(misspelt))).issues).toMatchObject([{ path: ["onReciept"] }]);
  });

  it.each<[string, object]>([
    ["authorize", { authorize: undefined }],
    ["authorize", { authorize: "shop:0123456789abcdef" }],
    ["basePath", { basePath: "zalo" }],
    ["journeys", { journeys: {} }],
    ["onReceipt", { onReceipt: true }],
    ["openApi", { openApi: "{}" }],
    ["guard", { guard: true }],
    ["templates", { templates: {} }],
  ])("refuses a wrong %s by name, before there is a request", async (name, wrong) => {
    const options = { authorize: bearerKeysFromEnv(), ...wrong } as never;
    expect((await failureOf(() => createEdgeProxy(options))).issues).toMatchObject([{ path: [name] }]);
  });

  it("holds messages against the templates of its bindings, and hands them to the journeys", async () => {
    const journeys = vi.fn(() => undefined);
    const options = { authorize: bearerKeysFromEnv(), fetch: sandbox.fetch, journeys, templates: templatesFromEnv };
    const worker = createEdgeProxy(options);
    const variables = { day: { type: "date" } };
    const bindings = { ...env, TEMPLATES: JSON.stringify({ templates: [{ id: "1", variables }] }) };
    const send = async (given: Env, day: string) => {
      const body = JSON.stringify({ phone: "84912345678", templateId: "1", templateData: { day } });
      const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
      const request = new Request("https://worker.example/v1/messages", { method: "POST", headers, body });
      return (await worker.fetch(request, given, { waitUntil: vi.fn() })).status;
    };
    expect([await send(bindings, "30/02/2026"), await send(bindings, "28/02/2026")]).toEqual([422, 202]);
    const templates = expect.objectContaining({ registry: { templates: [{ id: "1", variables }] } });
    expect(journeys).toHaveBeenCalledExactlyOnceWith(bindings, expect.objectContaining({ templates }));
    expect(await send({ ...env, TEMPLATES: "{" }, "28/02/2026")).toBe(503);
    expect(logged.join()).toContain("TEMPLATES");
  });

  it("stores journeys where it is given a journey service, which is created once for the bindings", async () => {
    const kept = { journeyId: "1", token: "t", phone: "84912345678", tokenType: "token_logistics_7" } as const;
    const open = vi.fn(async () => ({ ...kept, expiresAt: new Date(0), reused: true }));
    const journeys = vi.fn(() => ({ open }) as unknown as JourneyService);
    const storing = createEdgeProxy({ authorize: bearerKeysFromEnv(), fetch: sandbox.fetch, journeys });
    const bindings = { ...env };
    for (let calls = 1; calls <= 2; calls++) {
      const { status, json } = await ask(bindings, { worker: storing });
      expect([status, json.token, json.reused]).toEqual([200, "t", true]);
      expect(open).toHaveBeenCalledTimes(calls);
    }
    expect(journeys).toHaveBeenCalledExactlyOnceWith(bindings, expect.objectContaining({ appKey: sandbox.appKey }));
  });

  it("answers 503 where the journey service's settings are wrong, to receipts too", async () => {
    const message = "STORE_KEY is missing";
    const journeys = () => {
      throw new ConfigError(message, { code: "config_invalid", outcome: "not_sent" });
    };
    const misled = createEdgeProxy({ authorize: bearerKeysFromEnv(), journeys });
    const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
    const bindings = { ...env, RECEIPT_KEYS: receiptKey };
    expect(await ask(bindings, { worker: misled })).toMatchObject({ status: 503, json: { code: "unavailable" } });
    const request = new Request(`https://worker.example/v1/receipts/${receiptKey}`, { method: "POST", body: "{}" });
    // NXCLOUD sends it again.
    expect((await misled.fetch(request, bindings, { waitUntil: () => {} })).status).toBe(500);
    expect(logged.join()).toContain(message);
  });

  const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
  const messageTo = { phone: "84912345678", templateId: "133214", templateData: { order: "42" } };
  const hook = "https://hooks.shop.example/dr";

  it.each<[string, Partial<Env>, object, object]>([
    [
      "NXCLOUD_DEFAULT_COUNTRY_CODE",
      { NXCLOUD_DEFAULT_COUNTRY_CODE: "84" },
      { phone: "0912345678" },
      { phone: messageTo.phone },
    ],
    ["NXCLOUD_APPS", { NXCLOUD_APPS: "coach:sandbox-app-2" }, { app: "coach" }, { appkey: "sandbox-app-2" }],
    [
      "PUBLIC_URL",
      { PUBLIC_URL: "https://worker.example", RECEIPT_KEYS: receiptKey },
      {},
      { drWebhook: `https://worker.example/v1/receipts/${receiptKey}` },
    ],
    ["DR_WEBHOOK_HOSTS", { DR_WEBHOOK_HOSTS: "hooks.shop.example" }, { drWebhook: hook }, { drWebhook: hook }],
  ])("a message is sent as %s says", async (_, more, fields, sent) => {
    const { fetch, calls } = createSandbox();
    const worker = createEdgeProxy({ authorize: bearerKeysFromEnv(), fetch, onReceipt: () => {} });
    const request = new Request("https://worker.example/v1/messages", {
      method: "POST",
      body: JSON.stringify({ ...messageTo, ...fields }),
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    });
    expect((await worker.fetch(request, { ...env, ...more }, { waitUntil: () => {} })).status).toBe(202);
    expect(calls.map(({ body }) => JSON.parse(body))).toMatchObject([sent]);
  });

  it("a staging Worker without a guard answers 503, and with one it sends to no phone that is not listed", async () => {
    const { fetch, calls } = createSandbox();
    const bindings = { ...env, STAGING: "true", STAGING_PHONES: "84987654321" };
    const askWith = (guard: typeof guardFetch | undefined, phone: string) =>
      ask({ ...bindings }, { phone, worker: createEdgeProxy({ authorize: bearerKeysFromEnv(), fetch, guard }) });
    expect((await askWith(undefined, "84987654321")).status).toBe(503);
    expect(await askWith(guardFetch, "84912345678")).toMatchObject({ status: 201, json: { simulated: true } });
    expect(calls).toEqual([]);
    expect((await askWith(guardFetch, "84987654321")).status).toBe(201);
    expect(calls).toHaveLength(1);
  });

  it("answers a preflight with 204 and no body", async () => {
    const headers = { origin: "https://shop.example", "access-control-request-method": "POST" };
    const request = new Request("https://worker.example/v1/journeys", { method: "OPTIONS", headers });
    const response = await keyed.fetch(request, { ...env, CORS_ORIGINS: headers.origin }, { waitUntil: () => {} });
    expect([response.status, response.body]).toEqual([204, null]);
    expect(response.headers.get("access-control-allow-origin")).toBe(headers.origin);
  });

  it("reads a refused body to its end before it answers, so that a caller who still sends can read the refusal", async () => {
    let unread = 50;
    const body = new ReadableStream({
      pull: async (controller) => {
        await new Promise((resolve) => setImmediate(resolve));
        if (unread-- > 0) controller.enqueue(new Uint8Array(1_000));
        else controller.close();
      },
    });
    const init = { method: "POST", body, duplex: "half" } as RequestInit;
    const request = new Request("https://worker.example/v1/journeys", init);
    expect((await keyed.fetch(request, env, { waitUntil: () => {} })).status).toBe(401);
    expect(unread).toBe(-1);
  });

  it("logs what the operator has to hear of: a bug by the request's id, a refused secret, a receipt key that is over", async () => {
    const lines = () => logged.splice(0).map((line) => JSON.parse(line));
    const failing = createEdgeProxy({
      authorize: () => Promise.reject(new RangeError("84912345678")),
      fetch: sandbox.fetch,
    });
    const { status, headers } = await ask({ ...env }, { worker: failing });
    expect(status).toBe(500);
    const httpRequestId = headers.get("x-request-id");
    expect(lines()).toContainEqual({
      time: expect.any(String),
      level: "error",
      httpRequestId,
      error: { name: "RangeError" },
    });
    const NXCLOUD_ACCESS_SECRET = "0123456789abcdef0123456789abcdef";
    const rotating = { NXCLOUD_ACCESS_SECRET, NXCLOUD_ACCESS_SECRET_PREVIOUS: env.NXCLOUD_ACCESS_SECRET };
    const keys = { RECEIPT_KEYS: `${receiptKey},${receiptKey}old@2020-01-31` };
    expect(await ask({ ...env, ...rotating, ...keys })).toMatchObject({ status: 201 });
    const warned = (message: string) => ({ level: "warn", message: expect.stringContaining(message) });
    expect(lines()).toMatchObject([
      warned("RECEIPT_KEYS, retired on 2020-01-31"),
      warned("NXCLOUD refused NXCLOUD_ACCESS_SECRET;"),
      { level: "info", status: 201 },
    ]);
  });

  it("asks the rate-limit binding with the caller's name", async () => {
    const limit = vi.fn(async () => ({ success: false }));
    const { status, headers, json } = await ask({ ...env, RATE_LIMITER: { limit } });
    expect(limit).toHaveBeenCalledWith({ key: "shop" });
    expect(status).toBe(429);
    expect(headers.get("retry-after")).toBe("60");
    expect(json).toMatchObject({ code: "rate_limited", retryable: true, outcome: "not_sent" });
  });

  it.each([
    ["fails", { limit: () => Promise.reject(new Error("no limiter here")) }],
    ["is a text", "60"],
  ])("refuses no call where the rate-limit binding %s, and says so in the log", async (_, RATE_LIMITER) => {
    const { status } = await ask({ ...env, RATE_LIMITER: RATE_LIMITER as never });
    expect(status).toBe(201);
    const [line] = logged.map((text) => JSON.parse(text));
    expect(line).toMatchObject({
      level: "error",
      message: expect.stringContaining("RATE_LIMITER cannot be asked"),
      error: { name: expect.stringMatching(/Error$/) },
    });
  });
});
