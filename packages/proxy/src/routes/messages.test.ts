import type { JourneyService } from "@nxzalo/core/journeys";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createProxy, type ProxyOptions } from "../index.ts";
import { createTestJourneys } from "../testing/journey-service.ts";

const client = { initJourneyToken: vi.fn(), checkJourneyToken: vi.fn(), sendTemplate: vi.fn(), oaQuality: vi.fn() };
beforeEach(() => vi.clearAllMocks());

const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
const message = { phone: "+84912345678", templateId: "133214", templateData: { order: "Đơn 42" } };

async function ask(path: string, body: object, options: Partial<ProxyOptions> = {}, more: object = {}) {
  const authorize = () => ({ caller: "shop", scopes: ["send" as const] });
  const proxy = createProxy({ client, authorize, apps: { north: "north-key" }, ...options });
  const chunks = (async function* () {
    yield new TextEncoder().encode(JSON.stringify(body));
  })();
  const headers = new Headers({ "content-type": "application/json", ...more });
  const reply = await proxy({ method: "POST", path, headers, body: chunks });
  return { status: reply.status, json: JSON.parse(reply.body) };
}

describe("POST /v1/messages", () => {
  beforeEach(() => void client.sendTemplate.mockResolvedValue({ requestId: "zalomid.1" }));

  it("answers 202 with NXCLOUD's id, or null where there is none", async () => {
    expect(await ask("/v1/messages", message)).toEqual({ status: 202, json: { requestId: "zalomid.1" } });
    client.sendTemplate.mockResolvedValue({ requestId: null });
    expect(await ask("/v1/messages", message)).toEqual({ status: 202, json: { requestId: null } });
  });

  it("says to the journeys whether the caller prefers not to wait", async () => {
    const send = vi.fn(async () => ({ requestId: null, messageId: "m" }));
    const journeys = { ...createTestJourneys(), send } as unknown as JourneyService;
    for (const prefer of ["respond-async", "masked"])
      expect((await ask("/v1/messages", message, { journeys }, { prefer })).status).toBe(202);
    expect(send.mock.calls.map((call) => (call as unknown[])[1])).toMatchObject([
      { respondAsync: true, caller: "shop" },
      { respondAsync: undefined, caller: "shop" },
    ]);
  });

  it("sends with the named application", async () => {
    await ask("/v1/messages", { ...message, app: "north", journeyToken: "tok", ext: "e" });
    expect(client.sendTemplate).toHaveBeenCalledExactlyOnceWith(
      { ...message, phone: "84912345678", journeyToken: "tok", ext: "e", drWebhook: undefined },
      { appKey: "north-key" },
    );
  });

  it("hands a number of another country on so that a client with the same default reads it again, and answers with its digits", async () => {
    const phone = "+1 415 555 0100";
    await ask("/v1/messages", { ...message, phone }, { defaultCountryCode: "84" });
    expect(client.sendTemplate.mock.calls[0]?.[0].phone).toBe("+14155550100");
    client.initJourneyToken.mockResolvedValue({ journeyId: "1", token: "tok" });
    const order = { phone, tokenType: "token_logistics_7" };
    const staging = { phones: new Set(["14155550100"]) };
    const { status, json } = await ask("/v1/journeys", order, { defaultCountryCode: "84", staging });
    expect([status, json.phone, json.simulated]).toEqual([201, "14155550100", undefined]);
    expect(client.initJourneyToken.mock.calls[0]?.[0].phone).toBe("+14155550100");
  });

  it("fills in the webhook where receipts are taken and the public URL is known", async () => {
    const receipts = { keys: [receiptKey, "older"], onReceipt: () => {} };
    await ask("/v1/messages", message, { receipts, publicUrl: "https://zalo.example" });
    expect(client.sendTemplate.mock.calls[0]?.[0]).toMatchObject({
      drWebhook: `https://zalo.example/v1/receipts/${receiptKey}`,
    });
    await ask("/v1/messages", message, { receipts, publicUrl: "https://ZALO.example:443//" });
    expect(client.sendTemplate.mock.calls[1]?.[0].drWebhook).toBe(`https://zalo.example/v1/receipts/${receiptKey}`);
    await ask("/v1/messages", message, { publicUrl: "https://zalo.example" });
    expect(client.sendTemplate.mock.calls[2]?.[0].drWebhook).toBeUndefined();
  });

  it.each([
    ["https://shop.example/dr", ["shop.example"], 202],
    ["https://SHOP.example/dr", ["Shop.Example"], 202],
    ["https://shop.example:8443/dr", ["shop.example:8443"], 202],
    ["https://shop.example/dr", [], 422],
    ["https://shop.example.evil.example/dr", ["shop.example"], 422],
    ["https://shop.example@evil.example/dr", ["shop.example"], 422],
    ["http://127.0.0.1/dr", ["shop.example"], 422],
    ["http://shop.example/dr", ["shop.example"], 422],
    ["https://shop.example:8443/dr", ["shop.example"], 422],
  ])("a caller's own webhook %s with the hosts %j: %i", async (drWebhook, drWebhookHosts, status) => {
    const { json, ...reply } = await ask("/v1/messages", { ...message, drWebhook }, { drWebhookHosts });
    expect(reply.status).toBe(status);
    expect(client.sendTemplate).toHaveBeenCalledTimes(status === 202 ? 1 : 0);
    if (status === 422) expect(json.issues).toMatchObject([{ path: ["drWebhook"], code: expect.any(String) }]);
  });

  it("sends a caller's own webhook as its href", async () => {
    const drWebhook = "https://CỬA-HÀNG.example:443/đơn";
    await ask("/v1/messages", { ...message, drWebhook }, { drWebhookHosts: ["cửa-hàng.example"] });
    expect(client.sendTemplate.mock.calls[0]?.[0].drWebhook).toBe("https://xn--ca-hng-lta4562d.example/%C4%91%C6%A1n");
  });

  it("measures a caller's own webhook as it is sent", async () => {
    const ask256 = (path: string) =>
      ask(
        "/v1/messages",
        { ...message, drWebhook: `https://shop.example/${path}` },
        { drWebhookHosts: ["shop.example"] },
      );
    expect((await ask256("x".repeat(235))).status).toBe(202);
    expect((await ask256("x".repeat(236))).json.issues).toMatchObject([{ code: "web_url_wrong" }]);
    // Six characters of the href for each that is written.
    expect((await ask256("đ".repeat(40))).json.issues).toMatchObject([{ code: "web_url_wrong" }]);
  });

  it("takes bodies of up to 512 KiB", async () => {
    const templateData = { text: "x".repeat(400_000) };
    expect((await ask("/v1/messages", { ...message, templateData })).status).toBe(202);
    expect((await ask("/v1/messages", { ...message, templateData: { text: "x".repeat(530_000) } })).status).toBe(413);
  });

  // Above all a time: a message that is to wait would go at once.
  it.each([
    ["sendAt", { sendAt: "2026-01-05T08:00:00+07:00" }],
    ["notAfter", { notAfter: "2099-12-01T08:00:00+07:00" }],
    ["topic", { topic: "eta", reference: "Đơn 42", tokenType: "token_logistics_7" }],
    ["lane", { lane: "batch" }],
    ["labels", { labels: { hub: "han" } }],
  ])("sends nothing with %s, which means nothing without a journey store", async (name, more) => {
    const { status, json } = await ask("/v1/messages", { ...message, ...more });
    expect(status).toBe(422);
    expect(json.issues).toContainEqual(expect.objectContaining({ path: [name], code: "journeys_not_stored" }));
    expect(client.sendTemplate).not.toHaveBeenCalled();
  });

  it("names the variables that do not fit", async () =>
    expect(
      (await ask("/v1/messages", { ...message, templateData: { a: null, b: [1] }, functionType: "x" })).json,
    ).toMatchObject({
      status: 422,
      code: "input_invalid",
      issues: expect.arrayContaining([expect.objectContaining({ path: ["templateData", "a"] })]),
    }));
});

describe("POST /v1/journeys/check", () => {
  it("answers 200 with ISO times", async () => {
    const state = { tokenType: "token_logistics_7", appId: "1", oaId: "2" };
    const [createdAt, expiresAt] = [new Date(0), new Date(604_800_000)];
    client.checkJourneyToken.mockResolvedValue({ ...state, createdAt, expiresAt });
    expect(await ask("/v1/journeys/check", { journeyToken: "tok", app: "north" })).toEqual({
      status: 200,
      json: { ...state, createdAt: "1970-01-01T00:00:00.000Z", expiresAt: "1970-01-08T00:00:00.000Z" },
    });
    expect(client.checkJourneyToken).toHaveBeenCalledExactlyOnceWith({ journeyToken: "tok" }, { appKey: "north-key" });
  });

  it("refuses a body without a token", async () =>
    expect((await ask("/v1/journeys/check", {})).json.issues).toMatchObject([{ path: ["journeyToken"] }]));
});
