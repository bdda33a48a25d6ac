import fc from "fast-check";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it, vi } from "vitest";
import { createNxZalo } from "./client.ts";
import type { SendTemplateInput } from "./operations.ts";

const message = {
  phone: "84912345678",
  templateId: "133214",
  templateData: { order: "Đơn 42", total: 12.5, paid: true },
};

/** A client whose upstream answers with the given data, and what was sent to it. */
function clientThatGets(data: unknown) {
  const fetch = vi.fn(async (_url: string, _init: { body: string }) => Response.json({ code: 0, message: "ok", data }));
  const nx = createNxZalo({ credentials: { accessKey: "k", accessSecret: "s" }, appKey: "app", fetch });
  return { nx, fetch, sent: () => JSON.parse(fetch.mock.calls[0]?.[1].body ?? "null") };
}

describe("sendTemplate", () => {
  it("sends NXCLOUD's body, and nothing that was not given", async () => {
    const { nx, fetch, sent } = clientThatGets({ requestId: "zalomid.1" });
    expect(await nx.sendTemplate(message)).toEqual({ requestId: "zalomid.1" });
    expect(fetch.mock.calls[0]?.[0]).toBe("https://api.nxcloud.com/v1/zalo/mt");
    const { phone, templateId, templateData } = message;
    expect(sent()).toEqual({
      appkey: "app",
      phone,
      functionType: "template",
      messageData: { templateId, templateData },
    });
  });

  it("sends all that was given", async () => {
    const { nx, sent } = clientThatGets(null);
    const more = { journeyToken: "tok", drWebhook: "https://shop.example/dr", ext: "🚚" };
    await nx.sendTemplate({ ...message, ...more }, { appKey: "other" });
    expect(sent()).toMatchObject({ appkey: "other", drWebhook: more.drWebhook, ext: "🚚" });
    expect(sent().messageData.journeyToken).toBe("tok");
  });

  it("takes an id that is a number", async () =>
    expect(await clientThatGets({ requestId: 42 }).nx.sendTemplate(message)).toEqual({ requestId: "42" }));

  it.each([[null], [undefined], [{}], ["text"], [[]], [{ requestId: 1.5 }], [{ requestId: "" }]])(
    "a success with the data %j is a success without an id",
    async (data) => expect(await clientThatGets(data).nx.sendTemplate(message)).toEqual({ requestId: null }),
  );

  it("takes every key of templateData for data", async () => {
    const { nx, sent } = clientThatGets({});
    const templateData = JSON.parse('{"__proto__":"a","constructor":"b","toString":1}');
    await nx.sendTemplate({ ...message, templateData });
    expect(Object.keys(sent().messageData.templateData)).toEqual(["__proto__", "constructor", "toString"]);
  });

  it("leaves out a variable that is undefined", async () => {
    const { nx, sent } = clientThatGets({});
    const templateData = { order: "42", note: undefined } as unknown as SendTemplateInput["templateData"];
    await nx.sendTemplate({ ...message, templateData });
    expect(sent().messageData.templateData).toEqual({ order: "42" });
  });

  it("sends any allowed templateData as it is, its texts composed", () =>
    fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.string(),
          fc.oneof(
            fc.string({ unit: "grapheme" }),
            fc.boolean(),
            fc.maxSafeInteger(),
            fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value)),
          ),
        ),
        async (templateData) => {
          const { nx, sent } = clientThatGets({});
          await nx.sendTemplate({ ...message, templateData });
          expect(sent().messageData.templateData).toEqual(JSON.parse(JSON.stringify(templateData).normalize("NFC")));
        },
      ),
    ));

  it("composes Vietnamese that comes apart, as macOS and windows-1258 write it", async () => {
    const { nx, sent } = clientThatGets({});
    const text = "Đang giao tới Mỹ Đức";
    const apart = text.normalize("NFD");
    await nx.sendTemplate({ ...message, templateData: { [apart]: apart }, ext: apart });
    expect(sent().messageData.templateData).toEqual({ [text]: text });
    expect(sent().ext).toBe(text);
  });

  it.each<[string, unknown, string, string]>([
    ["a whole number beyond 2^53", JSON.parse('{"order":1257624175686111232}'), "number_unsafe", "send it as text"],
    ["its negative", { order: -(2 ** 53) }, "number_unsafe", "send it as text"],
    ["half a character", { name: "An\ud83d" }, "text_incomplete", "send the text whole"],
    ["half a character in a name", { "\udc00": "An" }, "text_incomplete", "send the text whole"],
    ["an empty map of PHP's", [], "object_wanted", "PHP"],
  ])("%s is refused, with a code and what to do", async (_, templateData, code, hint) => {
    const { nx } = clientThatGets({});
    expect(await failureOf(nx.sendTemplate({ ...message, templateData } as never))).toMatchObject({
      code: "input_invalid",
      outcome: "not_sent",
      issues: [{ code, message: expect.stringContaining(hint) }],
    });
  });

  it.each([
    [{ drWebhook: "https://:pass@shop.example/x" }, "web_url_wrong"],
    [{ drWebhook: "shop.example" }, "web_url_wrong"],
    [{ ext: "x".repeat(65_536) }, "ext_too_long"],
    [{ ext: "An\ud83d" }, "text_incomplete"],
  ])("%j is refused with a code", async (wrong, code) =>
    expect(await failureOf(clientThatGets({}).nx.sendTemplate({ ...message, ...wrong }))).toMatchObject({
      issues: [{ path: Object.keys(wrong), code }],
    }),
  );

  it.each<[string, object, (string | number)[]]>([
    ["an array", { templateData: ["a"] }, ["templateData"]],
    ["no data", { templateData: undefined }, ["templateData"]],
    ["a nested object", { templateData: { name: { first: "a" } } }, ["templateData", "name"]],
    ["null", { templateData: { name: null } }, ["templateData", "name"]],
    ["NaN, which JSON has not", { templateData: { total: Number.NaN } }, ["templateData", "total"]],
    ["a numeric template id", { templateId: 133214 }, ["templateId"]],
    ["a token with a space", { journeyToken: "a b" }, ["journeyToken"]],
    ["a webhook that parsers read differently", { drWebhook: "http://shop.example\\@evil.example/x" }, ["drWebhook"]],
    ["a webhook with credentials", { drWebhook: "https://user:pass@shop.example/x" }, ["drWebhook"]],
    ["a webhook with a space before it", { drWebhook: " https://shop.example/x" }, ["drWebhook"]],
    ["a webhook with three slashes", { drWebhook: "https:///shop.example/x" }, ["drWebhook"]],
    ["a Map, which JSON does not write", { templateData: new Map([["a", "b"]]) }, ["templateData"]],
    ["a long name", { templateData: { estimated_delivery_date: null } }, ["templateData", "estimated_delivery_date"]],
    ["a webhook of another scheme", { drWebhook: "ftp://shop.example" }, ["drWebhook"]],
    ["a webhook of 257 characters", { drWebhook: `https://shop.example/${"x".repeat(236)}` }, ["drWebhook"]],
    ["an ext of 65,536 bytes", { ext: "đ".repeat(32_768) }, ["ext"]],
    ["an unknown field", { functionType: "text" }, ["functionType"]],
  ])("refuses %s before anything is sent", async (_, wrong, path) => {
    const { nx, fetch } = clientThatGets({});
    const input = { ...message, ...wrong } as SendTemplateInput;
    await expect(nx.sendTemplate(input)).rejects.toMatchObject({ name: "InputError", issues: [{ path }] });
    expect(fetch).not.toHaveBeenCalled();
  });

  it("takes a webhook of 256 characters and an ext of 65,535 bytes", async () => {
    const drWebhook = `https://shop.example/${"x".repeat(235)}`;
    expect(drWebhook).toHaveLength(256);
    await clientThatGets({}).nx.sendTemplate({ ...message, drWebhook, ext: `${"đ".repeat(32_767)}x` });
  });

  it("never shows what was in it, though NXCLOUD repeats it", async () => {
    const fetch = async (_: string, { body }: { body: string }) =>
      Response.json({ code: 9000, message: `bad: ${body}` });
    const nx = createNxZalo({ credentials: { accessKey: "k", accessSecret: "s" }, appKey: "app", fetch });
    const templateData = { name: "Nguyễn Văn An", street: "Lê Lợi", at: '12 Lê Lợi, "Q1"', otp: 482913 };
    const error = await nx.sendTemplate({ ...message, templateData, ext: "order 42" }).catch((reason: Error) => reason);
    expect(`${error}${JSON.stringify(error)}`).not.toMatch(/Nguyễn|Lê Lợi|Q1|482913|order 42/);
  });

  it("is not to be repeated once it may have arrived", async () => {
    const fetch = () => Promise.reject(new Error("reset"));
    const nx = createNxZalo({ credentials: { accessKey: "k", accessSecret: "s" }, appKey: "app", fetch });
    const failure = { name: "TransportError", outcome: "unknown", retryable: false };
    await expect(nx.sendTemplate(message)).rejects.toMatchObject(failure);
  });
});

describe("checkJourneyToken", () => {
  const data = {
    createdAt: "1719000069012",
    expiredAt: "1719604869012",
    appId: "33101",
    oaId: "352403",
    tokenType: "token_logistics_7",
  };

  it("gives times as Dates", async () => {
    const { nx, fetch, sent } = clientThatGets(data);
    expect(await nx.checkJourneyToken({ journeyToken: "tok" })).toEqual({
      tokenType: "token_logistics_7",
      appId: "33101",
      oaId: "352403",
      createdAt: new Date(1719000069012),
      expiresAt: new Date(1719604869012),
    });
    expect(fetch.mock.calls[0]?.[0]).toBe("https://api.nxcloud.com/v1/zalo/checkJourneyToken");
    expect(sent()).toEqual({ appkey: "app", journeyToken: "tok" });
  });

  it("takes times as numbers, and types that came later", async () =>
    expect(
      await clientThatGets({ ...data, createdAt: 1, tokenType: "token_food_1" }).nx.checkJourneyToken({
        journeyToken: "t",
      }),
    ).toMatchObject({ createdAt: new Date(1), tokenType: "token_food_1" }));

  it.each([[{}], [{ ...data, expiredAt: "1720xxxx69012" }], [null]])("does not make anything up from %j", async (odd) =>
    expect(clientThatGets(odd).nx.checkJourneyToken({ journeyToken: "t" })).rejects.toMatchObject({
      code: "response_invalid",
    }),
  );

  it("never shows the token in an error", async () => {
    const fetch = async () => new Response("no such token: secret-token", { status: 500 });
    const nx = createNxZalo({ credentials: { accessKey: "k", accessSecret: "s" }, appKey: "app", fetch });
    const error = await nx.checkJourneyToken({ journeyToken: "secret-token" }).catch((reason: Error) => reason);
    expect(`${error}${JSON.stringify(error)}`).not.toContain("secret-token");
  });
});

describe("oaQuality", () => {
  it("sends the application, and a token where one is given", async () => {
    const data = { oaCurrentQuality: "HIGH", oa7dayQuality: "NEW_WORD" };
    const { nx, fetch, sent } = clientThatGets(data);
    expect(await nx.oaQuality()).toEqual({ current: "HIGH", sevenDays: "NEW_WORD" });
    expect(fetch.mock.calls[0]?.[0]).toBe("https://api.nxcloud.com/v1/zalo/oaQuality");
    expect(sent()).toEqual({ appkey: "app" });
    const other = clientThatGets(data);
    await other.nx.oaQuality({ journeyToken: "tok" });
    expect(other.sent()).toEqual({ appkey: "app", journeyToken: "tok" });
  });

  it.each([{ journeyToken: "" }, { journeyToken: "a b" }, { app: "north" }])("refuses %j", async (input) =>
    expect(await failureOf(clientThatGets({}).nx.oaQuality(input))).toMatchObject({
      code: "input_invalid",
      outcome: "not_sent",
    }),
  );

  it.each([null, {}, { oaCurrentQuality: "HIGH" }, { oaCurrentQuality: 1, oa7dayQuality: 2 }])(
    "does not make anything up from %j",
    async (odd) =>
      expect(await failureOf(clientThatGets(odd).nx.oaQuality())).toMatchObject({ code: "response_invalid" }),
  );
});
