import { phoneForZaloCode } from "@nxzalo/sandbox";
import { freePort } from "nxzalo-testing/loopback";
import { expect, it } from "vitest";
import { askGateway } from "./testing/ask-gateway.ts";
import { startOnSandbox } from "./testing/start-on-sandbox.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are read as JSON
type Answer = any;

const keys = { shop: "shop-0123456789abcdef", desk: "desk-0123456789abcdef", boss: "boss-0123456789abcdef" };
const wrong = phoneForZaloCode(-118);
const right = "84987654321";
const parcel = { tokenType: "token_logistics_7", reference: "Đơn 42" };
const content = { templateId: "133214", templateData: { order: "Đơn 42" } };

it("a parcel whose message failed is corrected once: one message and one charge on the new journey, none on the old", async () => {
  const port = await freePort();
  const { gateway } = await startOnSandbox({
    GATEWAY_API_KEYS: `shop:send+read:${keys.shop},desk:read+people:${keys.desk},boss:admin+read:${keys.boss}`,
    RECEIPT_KEYS: "aGVsbG8td29ybGQtMTI4LWJpdHM",
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: `${port}`,
  });
  /** What the caller who may not see people was answered. */
  const shown: string[] = [];
  const ask = async (key: string, path: string, body?: object): Promise<Answer> => {
    const text = await (await askGateway(gateway.url + path, key, body)).text();
    if (key === keys.shop) shown.push(text);
    return JSON.parse(text);
  };
  const { messageId, journeyId } = await ask(keys.shop, "/v1/messages", { phone: wrong, ...parcel, ...content });
  const find = () => ask(keys.shop, `/v1/messages/${messageId}`);
  await expect.poll(async () => (await find()).state).toBe("failed");
  const { messages } = await ask(keys.shop, "/v1/messages/search", { state: "failed", reference: parcel.reference });
  expect(messages).toMatchObject([{ messageId, zaloError: -118 }]);

  expect(await ask(keys.desk, `/v1/messages/${messageId}`)).toMatchObject({ phone: wrong });
  const { templateData } = content;
  await ask(keys.shop, `/v1/messages/${messageId}/resend`, { phone: right, templateData });
  await expect.poll(async () => (await find()).state).toBe("delivered");
  const { journey } = await find();
  expect(journey.journeyId).not.toBe(journeyId);
  await expect.poll(async () => (await ask(keys.shop, `/v1/journeys/${journey.journeyId}`)).state).toBe("acknowledged");

  const [after, before] = [
    await ask(keys.shop, `/v1/journeys/${journey.journeyId}`),
    await ask(keys.shop, `/v1/journeys/${journeyId}`),
  ];
  expect(after.messages).toMatchObject([{ messageId, state: "delivered" }]);
  expect(before).not.toHaveProperty("cost");
  expect(before.messages).toEqual([]);
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const { total } = await ask(keys.shop, "/v1/costs", { from: day(-1), to: day(1) });
  expect(total).toMatchObject([{ journeys: 1, amount: after.cost.amount, currency: after.cost.currency }]);
  const { entries } = await ask(keys.boss, "/v1/audit/search", { subject: messageId });
  expect(entries.map((entry: Answer) => `${entry.caller}: ${entry.action}`).sort()).toEqual([
    "desk: look",
    "shop: correct",
  ]);
  const listed = await ask(keys.shop, "/v1/messages/search", { reference: parcel.reference });
  expect(listed.messages).toHaveLength(1);
  for (const phone of [wrong, right]) expect(shown.join()).not.toContain(phone.slice(-9));
});
