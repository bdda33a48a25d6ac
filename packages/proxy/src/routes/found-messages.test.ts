import { describe, expect, it } from "vitest";
import type { Caller, ProxyOptions } from "../index.ts";
import { apps, askStored } from "../testing/ask-stored.ts";
import type { TestRequest } from "../testing/call-proxy.ts";
import { storedMessage } from "../testing/journey-service.ts";

const { messageId } = storedMessage;
const path = `/v1/messages/${messageId}`;
const people = { scopes: ["read", "people"] } as const;

const askedFor = (request: TestRequest, caller: Partial<Caller> = {}, options: Partial<ProxyOptions> = {}) =>
  askStored(request, { scopes: ["read"], ...caller }, options);

describe("GET /v1/messages/:messageId", () => {
  it("shows no whole phone and no template data to a caller who may only read", async () => {
    const { status, json, body, asked } = await askedFor({ path });
    const { templateData: _, ...rest } = storedMessage;
    const phone = "84*****5678";
    const journey = { ...storedMessage.journey, phone };
    expect(status).toBe(200);
    expect(json).toEqual(JSON.parse(JSON.stringify({ ...rest, phone, journey })));
    expect(body).not.toContain("84912345678");
    expect(asked).toEqual([["messages.find", messageId, { apps, shownTo: undefined }]]);
  });

  it("shows all of it to a caller who may see people, by whose name it is asked", async () => {
    const { json, asked } = await askedFor({ path }, people);
    expect(json).toEqual(JSON.parse(JSON.stringify(storedMessage)));
    expect(asked).toMatchObject([["messages.find", messageId, { shownTo: "desk" }]]);
  });

  it("shows nothing whole to a caller who prefers that, and asks by nobody's name", async () => {
    for (const prefer of ["masked", "respond-async, Masked"]) {
      const { body, asked } = await askedFor({ path, headers: { prefer } }, people);
      expect(body).not.toMatch(/84912345678|templateData/);
      expect(asked).toEqual([["messages.find", messageId, { apps, shownTo: undefined }]]);
    }
    const { asked } = await askedFor({ path, headers: { prefer: "unmasked" } }, people);
    expect(asked).toMatchObject([["messages.find", messageId, { shownTo: "desk" }]]);
  });

  it("looks within the caller's own applications", async () => {
    const { asked } = await askedFor({ path }, { apps: ["north"] });
    expect(asked).toMatchObject([["messages.find", messageId, { appKeys: ["north-key"] }]]);
  });

  it("answers 404 for a message that is not known, and for what is no id of one", async () => {
    expect(await askedFor({ path: path.replace("5f0c", "5f0d") })).toMatchObject({
      status: 404,
      json: { code: "message_not_found", kind: "proxy", outcome: "not_sent", retryable: false },
    });
    for (const id of ["", "1", messageId.toUpperCase(), `${messageId}0`])
      expect(await askedFor({ path: `/v1/messages/${id}` })).toMatchObject({ status: 404, asked: [] });
    expect((await askedFor({ path: "/v1/messages/search" })).status).toBe(405);
  });

  it("names the message in the log, and nothing else of what it found", async () => {
    const { report } = await askedFor({ path }, people);
    expect(report).toMatchObject({ route: "/v1/messages/:messageId", messageId, caller: "desk" });
    expect(JSON.stringify(report)).not.toMatch(/84912345678|Đơn/);
  });
});

describe("POST /v1/messages/search", () => {
  const search = "/v1/messages/search";

  it("hands on what it is asked, and shows no whole phone to anyone", async () => {
    const query = { state: "failed", phoneEnding: "5678", code: -118, labels: { hub: "han" }, day: "2026-01-05" };
    for (const caller of [{}, people]) {
      const { status, json, body, asked } = await askedFor({ path: search, body: { ...query, app: "north" } }, caller);
      expect({ status, json }).toMatchObject({ status: 200, json: { messages: [{ messageId }], nextCursor: null } });
      expect(json).toMatchObject({ messages: [{ phone: "84*****5678", app: "north" }] });
      expect(body).not.toMatch(/84912345678|templateData/);
      expect(asked).toEqual([["messages.search", query, { appKeys: ["north-key"], apps }]]);
    }
  });

  it.each([
    ["phoneEnding", "678", "ending_wrong"],
    ["referenceEnding", "42", "ending_wrong"],
    ["timeZone", "Hanoi", "time_zone_unknown"],
    ["day", "2026-02-30", "day_wrong"],
    ["code", 0, "number_out_of_range"],
    ["labels", { hub: "84912345678" }, "label_is_phone"],
    ["app", "west", "app_unknown"],
  ])("refuses %s %j as %s", async (name, value, code) =>
    expect(await askedFor({ path: search, body: { [name]: value } })).toMatchObject({
      status: 422,
      json: { issues: [{ code }] },
      asked: [],
    }),
  );

  it("is for callers who may read, of their own applications", async () => {
    expect((await askedFor({ path: search, body: {} }, { scopes: ["send"] })).status).toBe(403);
    expect((await askedFor({ path: search, body: { app: "south" } }, { apps: ["north"] })).status).toBe(403);
    expect((await askedFor({ path: search, body: {} }, { apps: ["north"] })).asked).toEqual([
      ["messages.search", {}, { appKeys: ["north-key"], apps }],
    ]);
  });
});

describe("POST /v1/messages/bulk", () => {
  const bulk = "/v1/messages/bulk";
  const admin = { scopes: ["admin"] } as const;
  const where = { state: "refused", code: 1102 };

  it("counts what would be sent again, and sends it where that is asked", async () => {
    const receipts = { keys: ["aGVsbG8td29ybGQtMTI4LWJpdHM"], onReceipt: () => {} };
    const taking = { receipts, publicUrl: "https://zalo.example" };
    const drWebhook = "https://zalo.example/v1/receipts/aGVsbG8td29ybGQtMTI4LWJpdHM";
    for (const dryRun of [undefined, true, false]) {
      const body = { action: "resend", where: { ...where, app: "north" }, dryRun };
      const { status, json, asked } = await askedFor({ path: bulk, body }, admin, taking);
      expect({ status, json }).toMatchObject({ status: 200, json: { matched: 2, resendable: 1, resent: 1, left: 0 } });
      const options = { appKeys: ["north-key"], caller: "desk", mayForce: true, drWebhook };
      expect(asked).toEqual([["messages.resendMany", { where, dryRun }, options]]);
    }
  });

  it("cancels what waits, also what another caller asked for", async () => {
    const body = { action: "cancel", where: { state: "scheduled", app: "north" }, dryRun: true };
    const { status, json, asked } = await askedFor({ path: bulk, body }, admin);
    expect({ status, json }).toMatchObject({ status: 200, json: { matched: 2, cancellable: 1, cancelled: 1 } });
    const options = { appKeys: ["north-key"], caller: "desk", ofOthers: true };
    expect(asked).toEqual([["messages.cancelMany", { where: { state: "scheduled" }, dryRun: true }, options]]);
  });

  it.each([
    { action: "resend", where: {} },
    { action: "resend", where: { app: undefined } },
    { action: "delete", where },
    { action: "resend", where: { ...where, limit: 5 } },
    { action: "resend", where, dryRun: "no" },
    { where },
  ])("refuses %j", async (body) =>
    expect(await askedFor({ path: bulk, body }, admin)).toMatchObject({ status: 422, asked: [] }),
  );

  it("is for admins, of their own applications", async () => {
    const body = { action: "resend", where };
    expect((await askedFor({ path: bulk, body }, { scopes: ["send", "read"] })).status).toBe(403);
    const own = { scopes: ["admin"], apps: ["south"] } as const;
    expect((await askedFor({ path: bulk, body }, own)).asked).toMatchObject([
      ["messages.resendMany", { where }, { appKeys: ["south-key"] }],
    ]);
  });
});

describe("POST /v1/stats", () => {
  const days = { from: "2026-01-05", to: "2026-01-11" };

  it("counts", async () => {
    const { status, json, asked } = await askedFor({
      path: "/v1/stats",
      body: { ...days, by: "code", app: "default" },
    });
    expect({ status, json }).toEqual({ status: 200, json: { rows: [{ key: "failed", messages: 1 }], messages: 1 } });
    expect(asked).toEqual([["messages.stats", { ...days, by: "code" }, { appKeys: [undefined] }]]);
  });

  it.each([{}, { ...days, to: "2026-01-04" }, { ...days, to: "2026-02-05" }, { ...days, by: "phone" }])(
    "refuses %j",
    async (body) => expect(await askedFor({ path: "/v1/stats", body })).toMatchObject({ status: 422, asked: [] }),
  );
});
