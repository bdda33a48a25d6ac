import { expect, it } from "vitest";
import { askGateway } from "./testing/ask-gateway.ts";
import { startOnSandbox } from "./testing/start-on-sandbox.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are read as JSON
type Answer = any;

const key = "boss-0123456789abcdef";
const phone = "+1 (415) 555-0100";
const digits = "14155550100";
const content = { templateId: "133214", templateData: { order: "Đơn 42" } };

/** A gateway that completes national numbers with `countryCode`, and a way to ask it. */
async function start(countryCode: string) {
  const variables = {
    NXCLOUD_DEFAULT_COUNTRY_CODE: countryCode,
    GATEWAY_API_KEYS: `boss:send+admin+people+read:${key}`,
  };
  const { gateway, sandbox } = await startOnSandbox(variables);
  const ask = async (path: string, body?: object, headers?: Record<string, string>): Promise<Answer> =>
    (await askGateway(gateway.url + path, key, body, headers)).json();
  const sentTo = () => sandbox.calls.map(({ body }) => JSON.parse(body).phone);
  return { ask, sentTo };
}

it("a number of another country is written to, found, stopped and forgotten beside a default country code", async () => {
  const { ask, sentTo } = await start("84");
  const order = { phone, tokenType: "token_logistics_7", reference: "Đơn 42" };
  const { journeyId, ...opened } = await ask("/v1/journeys", order);
  expect(opened).toMatchObject({ phone: digits, reused: false });
  expect(await ask("/v1/journeys", order)).toMatchObject({ journeyId, reused: true });
  const messages = [
    { ...order, ...content },
    { phone, ...content },
    { reference: order.reference, ...content },
  ];
  for (const message of messages) expect(await ask("/v1/messages", message)).toMatchObject({ state: "accepted" });
  const { messageId } = await ask("/v1/messages", { phone, ...content }, { prefer: "respond-async" });
  await expect.poll(async () => (await ask(`/v1/messages/${messageId}`)).state, { timeout: 5_000 }).toBe("accepted");
  expect(sentTo()).toEqual([digits, digits, digits, digits, digits]);

  expect((await ask("/v1/messages/search", { phone })).messages).toHaveLength(4);
  expect((await ask("/v1/journeys/search", { phone })).journeys).toHaveLength(1);
  const where = { action: "resend", where: { phone } };
  expect(await ask("/v1/messages/bulk", where)).not.toHaveProperty("code");
  const check = { messages: [{ phone, ...content, idempotencyKey: "new" }] };
  expect((await ask("/v1/messages/check", check)).results).toMatchObject([{ known: null, issues: [] }]);
  expect((await ask("/v1/people/export", { phone })).messages).toHaveLength(4);
  expect(await ask("/v1/suppressions", { phone, reason: "asked" })).toMatchObject({ phone: digits });
  expect(await ask("/v1/messages", { phone, ...content })).toMatchObject({ code: "recipient_suppressed" });
  expect(await ask("/v1/suppressions/remove", { phone })).toEqual({ removed: 1 });
  expect(await ask("/v1/journeys/forget", { phone })).toEqual({ journeys: 1 });
  // Without its plus it could be anything.
  expect(await ask("/v1/journeys", { ...order, phone: digits })).toMatchObject({
    issues: [{ code: "phone_country_code_missing" }],
  });
});

it("a Vietnamese number is one of another country where the default is another", async () => {
  const { ask, sentTo } = await start("856");
  expect(await ask("/v1/messages", { phone: "+84 912 345 678", ...content })).toMatchObject({ state: "accepted" });
  expect(await ask("/v1/messages", { phone: "020 5555 1234", ...content })).toMatchObject({ state: "accepted" });
  expect(sentTo()).toEqual(["84912345678", "8562055551234"]);
});
