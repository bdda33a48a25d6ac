import { parseReceipt, upstreamCodes } from "@nxzalo/core";
import fc from "fast-check";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import { clientOf, init, phone, send, statusesOf, webhook } from "../../test/client.ts";
import {
  createSandbox,
  type Fault,
  phoneForCode,
  phoneForFault,
  phoneForZaloCode,
  type Sandbox,
  templateIdForCode,
} from "../index.ts";
import { signatureHeaders } from "../signature.ts";

const dayMs = 86_400_000;
const bodiesOf = ({ receipts }: Sandbox) => receipts.map(({ body }) => body);

describe("mt", () => {
  it("accepts a message, and makes its receipts as NXCLOUD prints them", async () => {
    const now = () => 1_714_529_559_833;
    const sandbox = createSandbox({ now, webhook });
    const { requestId } = await send(sandbox, { ext: "ext info" }, { now });
    expect(requestId).toMatch(/^zalomid\.[0-9a-f]{32}$/);
    const common = { requestId, sendTime: "2024-05-01 10:12:39", ext: "ext info" };
    expect(bodiesOf(sandbox)).toEqual([
      {
        status: "success",
        ...common,
        code: 0,
        message: "Successfully sent.",
        cost: { currency: "USD", originalPrice: expect.any(Number) },
        zaloRes: {
          sysMsg: "Successfully sent.",
          cusMsg: "Successfully sent.",
          error: 0,
          message: "Success",
          data: {
            sent_time: "1714529559833",
            sending_mode: "1",
            msg_id: expect.stringMatching(/^[0-9a-f]{20}$/),
            quota: { remainingQuota: "4999", dailyQuota: "5000" },
          },
        },
      },
      { status: "delivered", ...common, code: 17003, message: "Zalo message has delivered" },
    ]);
    expect(sandbox.receipts.map(({ body }) => parseReceipt(body).status)).toEqual(["success", "delivered"]);
  });

  it("counts the day's quota down by what Zalo took, in Vietnam's days, whatever the application", async () => {
    const now = () => Date.parse("2026-01-05T16:59:00Z");
    const sandbox = createSandbox({ webhook, now });
    const sendOne = (more: object = {}, appKey = sandbox.appKey) => send(sandbox, more, { now, appKey });
    const remaining = () =>
      bodiesOf(sandbox).flatMap(({ zaloRes }) => {
        const { data } = (zaloRes ?? {}) as { data?: { quota?: { remainingQuota?: string } } | null };
        return data?.quota?.remainingQuota ?? [];
      });
    await sendOne();
    await sendOne({}, sandbox.appKeys[1]);
    await sendOne({ phone: phoneForZaloCode(-118) });
    await sendOne();
    expect(remaining()).toEqual(["4999", "4998", "4997"]);
    sandbox.advance(60_000);
    await sendOne();
    expect(remaining()).toEqual(["4999", "4998", "4997", "4999"]);
    sandbox.reset();
    await sendOne();
    expect(remaining()).toEqual(["4999"]);
  });

  it("charges a journey once, however many messages", async () => {
    const sandbox = createSandbox({ webhook });
    const { token, journeyId } = await init(sandbox);
    await Promise.all(["a", "b", "c"].map((ext) => send(sandbox, { journeyToken: token, ext })));
    const acknowledged = bodiesOf(sandbox).filter(({ status }) => status === "journey_acknowledged");
    expect(acknowledged).toEqual([
      {
        status: "journey_acknowledged",
        code: 17006,
        message: "The journey begins to be charged",
        journeyId,
        oaId: expect.stringMatching(/^\d{19}$/),
        appId: expect.stringMatching(/^\d{19}$/),
        ext: "a",
        requestId: expect.stringMatching(/^zalomid/),
        timestamp: expect.stringMatching(/^\d{13}$/),
        cost: { currency: "USD", originalPrice: expect.any(Number) },
      },
    ]);
    expect(parseReceipt(acknowledged[0])).toMatchObject({ status: "journey_acknowledged", journeyId });
    expect(statusesOf(sandbox).slice(0, 3)).toEqual(["success", "journey_acknowledged", "delivered"]);
    expect(sandbox.receipts).toHaveLength(7);
  });

  it("lets a charged journey time out once, at the webhook of its last message", async () => {
    const sandbox = createSandbox({ webhook });
    const { token, journeyId } = await init(sandbox);
    await init(sandbox);
    await send(sandbox, { journeyToken: token });
    await send(sandbox, { journeyToken: token, drWebhook: "https://other.example/dr" });
    sandbox.advance(7 * dayMs - 60_000);
    expect(statusesOf(sandbox)).not.toContain("journey_time_out");
    sandbox.advance(60_000);
    sandbox.advance(7 * dayMs);
    const over = sandbox.receipts.filter(({ body }) => body["status"] === "journey_time_out");
    expect(over).toMatchObject([{ url: "https://other.example/dr", body: { code: 17007, journeyId } }]);
    expect(over[0]?.body).toHaveProperty("appId");
    expect(over[0]?.body).not.toHaveProperty("requestId");
  });

  it("makes no receipts without a webhook, but charges the journey", async () => {
    const sandbox = createSandbox();
    const { token } = await init(sandbox);
    await send(sandbox, { journeyToken: token });
    expect(sandbox.receipts).toEqual([]);
    await send(sandbox, { journeyToken: token, drWebhook: webhook });
    expect(statusesOf(sandbox)).toEqual(["success", "delivered"]);
  });

  it("makes no receipt of a journey's end without a webhook", async () => {
    const sandbox = createSandbox();
    await send(sandbox, { journeyToken: (await init(sandbox)).token });
    sandbox.advance(8 * dayMs);
    expect(sandbox.receipts).toEqual([]);
  });

  it("refuses a token of another phone, of another application, unknown or over, with 9000", async () => {
    const sandbox = createSandbox({ webhook });
    const { token: journeyToken } = await init(sandbox);
    const message = { phone, templateId: "1", templateData: {}, journeyToken };
    const refused = [
      send(sandbox, { journeyToken, phone: "84987654321" }),
      clientOf(sandbox).sendTemplate(message, { appKey: "sandbox-app-2" }),
      send(sandbox, { journeyToken: "unknown" }),
    ];
    for (const call of refused) expect(await failureOf(call)).toMatchObject({ upstreamCode: 9000 });
    sandbox.advance(7 * dayMs);
    expect(await failureOf(send(sandbox, { journeyToken }))).toMatchObject({ upstreamCode: 9000 });
    const unknownApp = clientOf(sandbox).sendTemplate(message, { appKey: "nobody" });
    expect(await failureOf(unknownApp)).toMatchObject({ upstreamCode: 9003 });
    expect(sandbox.receipts).toEqual([]);
  });

  it("answers every code, by number and by template", async () => {
    const sandbox = createSandbox({ webhook });
    for (const { code } of upstreamCodes()) {
      for (const magic of [{ phone: phoneForCode(code) }, { templateId: templateIdForCode(code) }]) {
        expect(await failureOf(send(sandbox, magic))).toMatchObject({ upstreamCode: code });
      }
    }
    expect(sandbox.receipts).toEqual([]);
  });

  it.each<[Fault, object, number]>([
    ["closed_before_read", { outcome: "not_sent" }, 0],
    ["closed_after_read", { outcome: "unknown" }, 2],
    ["html_502", { code: "response_unreadable" }, 2],
  ])("breaks as a magic number says: %s", async (fault, failure, receipts) => {
    const sandbox = createSandbox({ webhook });
    expect(await failureOf(send(sandbox, { phone: phoneForFault(fault) }))).toMatchObject(failure);
    expect(sandbox.receipts).toHaveLength(receipts);
  });

  it("accepts without an id as a fault", async () =>
    expect(await send(createSandbox(), { phone: phoneForFault("success_without_data") })).toEqual({ requestId: null }));
});

describe("a body", () => {
  const post = async (sandbox: Sandbox, value: unknown) => {
    const body = JSON.stringify(value) ?? "";
    const headers = signatureHeaders(body, sandbox.credentials, Date.now());
    const response = await sandbox.fetch("https://api.nxcloud.com/v1/zalo/mt", { method: "POST", headers, body });
    return (await response.json()) as { code: number };
  };
  const good = {
    appkey: "sandbox-app",
    phone,
    functionType: "template",
    messageData: { templateId: "133214", templateData: {} },
  };

  it.each<[number, object]>([
    [0, {}],
    [9000, { functionType: "text" }],
    [9000, { phone: 84912345678 }],
    [9000, { messageData: { templateId: "133214" } }],
    [9000, { messageData: { templateId: "133214", templateData: { list: [] } } }],
    [9000, { drWebhook: "ftp://shop.example" }],
    [9000, { phone: "12", ext: "x".repeat(65_536) }],
    [9003, { appkey: "nobody", phone: "12" }],
    [9002, { phone: "12" }],
  ])("is answered with %i: %j", async (code, change) =>
    expect(await post(createSandbox(), { ...good, ...change })).toMatchObject({ code }),
  );

  it("of any form is answered, and only a right one makes receipts", () =>
    fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (value, part) => {
        for (const body of [value, { ...good, messageData: part }, { ...good, ext: part, drWebhook: webhook }]) {
          const sandbox = createSandbox();
          const { code } = await post(sandbox, body);
          expect([0, 9000]).toContain(code);
          expect(sandbox.receipts).toHaveLength(code === 0 && "drWebhook" in Object(body) ? 2 : 0);
        }
      }),
    ));
});
