import { describe, expect, it } from "vitest";
import type { Scope } from "../auth/authorize.ts";
import { callProxy } from "../testing/call-proxy.ts";
import { createTestJourneys } from "../testing/journey-service.ts";

const message = { phone: "84912345678", templateId: "133214", templateData: { order: "Đơn 42" } };
const free = { known: null, issues: [], suppressed: false };
/** What the service says of a message: its key, so that no result can stand for another one's, and what else it may say. */
const resultOf = (key: string) => ({
  ...free,
  issues: [{ path: [key], message: "is", code: "empty" as const }],
  heldFor: "quota" as const,
  estimate: { amount: "200", currency: "VND" },
});

const check = async (messages: readonly object[], scopes: readonly Scope[] = ["send"], apps?: readonly string[]) => {
  const results = (given: readonly { idempotencyKey: string }[]) => given.map((one) => resultOf(one.idempotencyKey));
  const journeys = createTestJourneys({
    messages: {
      ...createTestJourneys().messages,
      check: async (input) => ({ results: results(input.messages) }),
    },
  });
  const authorize = () => ({ caller: "shop", scopes, ...(apps && { apps }) });
  const options = { journeys, authorize, apps: { north: "north-key", south: "south-key" } };
  const { status, json } = await callProxy({ path: "/v1/messages/check", body: { messages } }, options);
  return { status, json, asked: journeys.asked };
};

describe("POST /v1/messages/check", () => {
  it("asks the service once for each application, and answers in the order of the request", async () => {
    const at = (idempotencyKey: string, more: object = {}) => ({ ...message, idempotencyKey, ...more });
    const { status, json, asked } = await check([
      at("1"),
      at("2", { app: "north" }),
      at("3"),
      at("4", { phone: undefined, reference: "Đơn 42" }),
      at("5", { phone: undefined, reference: "Đơn 42", app: "north" }),
    ]);
    expect({ status, json }).toEqual({ status: 200, json: { results: ["1", "2", "3", "4", "5"].map(resultOf) } });
    expect(asked.map(([method, input, options]) => [method, keysOf(input), options])).toEqual([
      ["messages.check", ["1", "3"], { caller: "shop" }],
      ["messages.check", ["2"], { appKey: "north-key", caller: "shop" }],
      ["messages.check", ["4"], { caller: "shop" }],
      ["messages.check", ["5"], { appKey: "north-key", appKeys: ["north-key"], caller: "shop" }],
    ]);
  });

  it("tells the service how many are sent before them", async () => {
    const journeys = createTestJourneys();
    const body = { messages: [{ ...message, idempotencyKey: "1" }], ahead: 40 };
    await callProxy({ path: "/v1/messages/check", body }, { journeys });
    expect(journeys.asked).toMatchObject([["messages.check", { ahead: 40 }, {}]]);
  });

  it("tells an application that is not configured where it is named, and answers the others", async () => {
    const { status, json } = await check([
      { ...message, idempotencyKey: "1", app: "west" },
      { ...message, idempotencyKey: "2" },
    ]);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      results: [{ ...free, issues: [{ path: ["app"], code: "app_unknown" }] }, resultOf("2")],
    });
  });

  it("says of a message's own webhook what sending it would, unless its key has sent it", async () => {
    const states = ["accepted", "refused", null, null, null, null] as const;
    const webhooks = [
      ...Array(3).fill("https://evil.example/dr"),
      "https://shop.example/dr",
      // Whether these are URLs is for the service to say.
      "no URL",
      5,
    ];
    const journeys = createTestJourneys({
      messages: {
        ...createTestJourneys().messages,
        check: async ({ messages }) => ({ results: messages.map((_, at) => ({ ...free, known: states[at] ?? null })) }),
      },
    });
    const options = { journeys, drWebhookHosts: ["shop.example"] };
    const messages = webhooks.map((drWebhook, at) => ({ ...message, drWebhook, idempotencyKey: String(at) }));
    const { json } = await callProxy({ path: "/v1/messages/check", body: { messages } }, options);
    const body = { ...message, drWebhook: webhooks[0] };
    const { issues } = (await callProxy({ path: "/v1/messages", body }, options)).json as { issues: unknown };
    expect(issues).toMatchObject([{ path: ["drWebhook"], code: "host_not_listed" }]);
    expect(json).toEqual({
      results: [
        { ...free, known: "accepted" },
        { ...free, known: "refused", issues },
        { ...free, issues },
        free,
        free,
        free,
      ],
    });
  });

  it("names at most 20 things that are wrong with a message, its webhook among them", async () => {
    const wrong = { path: ["templateData", "x"], message: "is too long", code: "variable_too_long" };
    const codesOf = async (count: number) => {
      const issues = Array.from({ length: count }, () => wrong);
      const journeys = createTestJourneys({
        messages: { ...createTestJourneys().messages, check: async () => ({ results: [{ ...free, issues }] }) },
      });
      const messages = [{ ...message, drWebhook: "https://evil.example/dr", idempotencyKey: "1" }];
      const { json } = await callProxy({ path: "/v1/messages/check", body: { messages } }, { journeys });
      const [result] = (json as { results: { issues: { code: string }[] }[] }).results;
      return result?.issues.map(({ code }) => code);
    };
    const all = Array.from({ length: 20 }, () => wrong.code);
    expect(await codesOf(20)).toEqual(all);
    expect(await codesOf(19)).toEqual([...all.slice(1), "host_not_listed"]);
  });

  it("takes a body of 512 KiB, and none that is larger", async () => {
    const ascii = { ...message, templateData: { order: "42" }, idempotencyKey: "1" };
    const body = JSON.stringify({ messages: [ascii] }).padEnd(512 * 1024);
    const ask = (body: string) => callProxy({ path: "/v1/messages/check", body }, { journeys: createTestJourneys() });
    expect((await ask(body)).status).toBe(200);
    expect(await ask(`${body} `)).toMatchObject({ status: 413, json: { code: "body_too_large" } });
  });

  it("is forbidden in applications of others, and without the scope `send`", async () => {
    const messages = [{ ...message, idempotencyKey: "1", app: "south" }];
    expect(await check(messages, ["send"], ["north"])).toMatchObject({ status: 403, asked: [] });
    expect(await check(messages, ["read", "admin"])).toMatchObject({ status: 403, asked: [] });
  });

  it.each([[[]], [[message]], [Array(501).fill({ ...message, idempotencyKey: "1" })]])(
    "refuses a request that is none",
    async (messages) => {
      expect(await check(messages)).toMatchObject({ status: 422, json: { code: "input_invalid" }, asked: [] });
    },
  );
});

const keysOf = (input: unknown) =>
  (input as { messages: { idempotencyKey: string }[] }).messages.map(({ idempotencyKey }) => idempotencyKey);
