import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import { createProxy, forwardReceipts, type ProxyOptions } from "./index.ts";
import { openApi, openApiText } from "./openapi/index.ts";
import { callProxy, unaskedClient } from "./testing/call-proxy.ts";
import { createTestJourneys } from "./testing/journey-service.ts";

const options: ProxyOptions = { client: unaskedClient, authorize: () => null };

describe("an option that does not exist", () => {
  it("is refused by createProxy, by name", async () => {
    const misspelt = { ...options, corsOrigin: ["*"] };
    const { code, issues } = await failureOf(() => createProxy(misspelt));
    expect(code).toBe("config_invalid");
    expect(issues).toEqual([
      { path: ["corsOrigin"], message: expect.stringContaining("corsOrigins"), code: "option_unknown" },
    ]);
  });

  it("is refused by forwardReceipts, by name", async () => {
    const misspelt = { url: "https://shop.example", secret: "0123456789abcdef", timeout: 5 };
    const { issues } = await failureOf(() => forwardReceipts(misspelt));
    expect(issues).toEqual([
      { path: ["timeout"], message: expect.stringContaining("timeoutMs"), code: "option_unknown" },
    ]);
  });
});

describe("an option that cannot work", () => {
  const keys = ["0".repeat(32)];
  const onReceipt = () => {};
  it.each<[string, object, string]>([
    ["no client", { client: undefined }, "client"],
    ["a client that is not made", { client: () => {} }, "client"],
    ["an authorize that is a list of keys", { authorize: [] }, "authorize"],
    ["applications as a text", { apps: "shop:key" }, "apps"],
    ["an application's key that is none", { apps: { shop: 5 } }, "apps"],
    ["an application's name that stands in no URL", { apps: { "my shop": "key" } }, "apps"],
    ["a country code in letters", { defaultCountryCode: "VN" }, "defaultCountryCode"],
    ["an origin that is a text", { corsOrigins: "https://shop.example" }, "corsOrigins"],
    ["an origin with a path", { corsOrigins: ["https://shop.example/"] }, "corsOrigins"],
    ["a rate that is a number", { rateLimit: 5 }, "rateLimit"],
    ["journeys that are a promise", { journeys: Promise.resolve({}) }, "journeys"],
    ["a receipts' key that is a text", { receipts: { keys: keys[0], onReceipt } }, "receipts.keys"],
    ["receipts that nothing takes", { receipts: { keys } }, "receipts.onReceipt"],
    ["a switch as text", { receipts: { keys, onReceipt, requireSignature: "yes" } }, "receipts.requireSignature"],
    ["credentials that are no list", { receipts: { keys, onReceipt, credentials: {} } }, "receipts.credentials"],
    ["a misspelt option of receipts", { receipts: { keys, onReceipt, requireSigned: true } }, "receipts.requireSigned"],
    ["receipts that are on", { receipts: true }, "receipts"],
    ["hosts as a text", { drWebhookHosts: "shop.example" }, "drWebhookHosts"],
    ["a document that is on", { openApi: true }, "openApi"],
    ["a base path that is none", { basePath: 5 }, "basePath"],
    ["readiness that is a switch", { isReady: true }, "isReady"],
    ["a clock that is a number", { now: 5 }, "now"],
    ["an id that is a text", { newId: "id" }, "newId"],
    ["a listener that is on", { onFault: true }, "onFault"],
    ["a report that is on", { onReport: true }, "onReport"],
    ["an around that is an object", { around: {} }, "around"],
    ["a staging that is on", { staging: true }, "staging"],
  ])("is refused by its name: %s", async (_, wrong, name) => {
    const { code, issues } = await failureOf(() => createProxy({ ...options, ...wrong } as never));
    expect(code).toBe("config_invalid");
    expect(issues?.map(({ path }) => path.join("."))).toEqual([name]);
  });

  const good = { url: "https://shop.example", secret: "0123456789abcdef" };
  it.each<[string, object, string]>([
    ["no secret", { secret: undefined }, "secret"],
    ["no secrets", { secret: [] }, "secret"],
    ["a secret that is no text", { secret: [5] }, "secret"],
    ["a time as text", { timeoutMs: "5" }, "timeoutMs"],
    ["a time of nothing", { timeoutMs: 0 }, "timeoutMs"],
    ["a fetch that is no function", { fetch: {} }, "fetch"],
    ["a clock that is a number", { now: 5 }, "now"],
  ])("forwardReceipts refuses %s", async (_, wrong, name) => {
    const { issues } = await failureOf(() => forwardReceipts({ ...good, ...wrong } as never));
    expect(issues?.map(({ path }) => path.join("."))).toEqual([name]);
  });
});

describe("what leads elsewhere", () => {
  const keys = ["aGVsbG8td29ybGQtMTI4LWJpdHM"];
  const refusals = async (more: Partial<ProxyOptions>) =>
    (await failureOf(() => createProxy({ ...options, ...more }))).issues?.map(({ path, code }) => [...path, code]);

  it.each(["https://zalo.example\n", "http://zalo.example", "https://zalo.example/?a", "zalo.example"])(
    "publicUrl refuses %j",
    async (publicUrl) => expect(await refusals({ publicUrl })).toEqual([["publicUrl", "url_wrong"]]),
  );

  it("publicUrl leaves room for the receipts' path", async () => {
    const publicUrl = `https://zalo.example/${"x".repeat(200)}`;
    expect(await refusals({ publicUrl, receipts: { keys, onReceipt: () => {} } })).toEqual([
      ["publicUrl", "url_too_long"],
    ]);
    expect(createProxy({ ...options, publicUrl }).paths).toContain("/v1/messages");
  });

  it("drWebhookHosts are hosts", async () =>
    expect(await refusals({ drWebhookHosts: ["https://shop.example"] })).toEqual([["drWebhookHosts", "list_wrong"]]));

  it.each(["http://shop.example", "https://shop.example\n"])("forwardReceipts refuses %j", async (url) => {
    const { issues } = await failureOf(() => forwardReceipts({ url, secret: "0123456789abcdef" }));
    expect(issues).toMatchObject([{ path: ["url"], code: "url_wrong" }]);
  });
});

describe("basePath", () => {
  it("begins Location and the document's server; paths are asked without it", async () => {
    const more = { basePath: "/zalo", journeys: createTestJourneys(), openApi: openApiText };
    const body = { phone: "84912345678", tokenType: "token_logistics_7" };
    const { headers } = await callProxy({ path: "/v1/journeys", body }, more);
    expect(headers["location"]).toMatch(/^\/zalo\/v1\/journeys\/\d+$/);
    const { json } = await callProxy({ path: "/openapi.json" }, more);
    expect(json).toEqual({ ...openApi, servers: [{ url: "/zalo" }] });
    expect((await callProxy({ path: "/zalo/healthz" }, more)).status).toBe(404);
  });

  it.each(["zalo", "/", "/zalo/", "/a//b", "/a?b", "https://a.example"])("refuses %j", async (basePath) =>
    expect((await failureOf(() => createProxy({ ...options, basePath }))).issues).toMatchObject([
      { path: ["basePath"] },
    ]),
  );
});
