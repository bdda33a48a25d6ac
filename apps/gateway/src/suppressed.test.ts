import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { templateIdForZaloCode } from "@nxzalo/sandbox";
import { freePort } from "nxzalo-testing/loopback";
import { expect, it, onTestFinished } from "vitest";
import { askGateway } from "./testing/ask-gateway.ts";
import { startOnSandbox } from "./testing/start-on-sandbox.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are read as JSON
type Answer = any;

const keys = { shop: "shop-0123456789abcdef", boss: "boss-0123456789abcdef" };
const phone = "84987654321";
const other = "84987654322";
const content = { templateId: "133214", templateData: { order: "Đơn 42" } };

it("a receipt's refusal stops what comes next, a person may pass over it, and a success lifts it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "nxzalo-templates-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const port = await freePort();
  const variables = {
    GATEWAY_API_KEYS: `shop:send+read:${keys.shop},boss:send+admin+people+read:${keys.boss}`,
    RECEIPT_KEYS: "aGVsbG8td29ybGQtMTI4LWJpdHM",
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    TEMPLATES_FILE: join(folder, "templates.json"),
    PORT: `${port}`,
  };
  await writeFile(variables.TEMPLATES_FILE, JSON.stringify({ templates: [{ id: "otp", tag: 1 }] }));
  const { gateway, sandbox } = await startOnSandbox(variables);
  const ask = async (key: string, path: string, body?: object): Promise<Answer> =>
    (await askGateway(gateway.url + path, key, body)).json();
  const stateOf = async (messageId: string) => (await ask(keys.shop, `/v1/messages/${messageId}`)).state;
  const listed = async () => (await ask(keys.shop, "/v1/suppressions/search", {})).suppressions;
  const refused = { ...content, templateId: templateIdForZaloCode(-141) };
  const { messageId } = await ask(keys.shop, "/v1/messages", { phone, ...refused });
  await expect.poll(() => stateOf(messageId)).toBe("failed");
  expect(await listed()).toMatchObject([{ phone: "84*****4321", scope: "all", source: "receipt", zaloError: -141 }]);

  const arrived = sandbox.calls.length;
  const order = { phone, tokenType: "token_logistics_7", reference: "Đơn 42" };
  const answer = await ask(keys.shop, "/v1/messages", { ...order, ...content });
  expect(answer).toMatchObject({ status: 422, code: "recipient_suppressed", outcome: "not_sent" });
  expect(answer.hint).toMatch(/^since \d{4}-.*, until \d{4}-.*: -141, .* \(Người nhận từ chối Zalo OA này\.\)$/);
  expect(JSON.stringify([answer, await listed()])).not.toContain(phone.slice(2));
  expect(sandbox.calls).toHaveLength(arrived);

  // A person has asked for a message all the same.
  const { passedOver } = await ask(keys.boss, `/v1/messages/${messageId}/resend`, {});
  expect(passedOver).toMatchObject([{ scope: "all", zaloError: -141 }]);
  expect(await ask(keys.boss, "/v1/suppressions/remove", { phone })).toEqual({ removed: 1 });

  const away = { phone: other, ...content, templateId: templateIdForZaloCode(-118) };
  const failing = await ask(keys.shop, "/v1/messages", away);
  await expect.poll(() => stateOf(failing.messageId)).toBe("failed");
  expect(await ask(keys.shop, "/v1/messages", { phone: other, ...content })).toMatchObject({ status: 422 });
  // What has tag 1 goes all the same; that it arrives says that the account is there again.
  const password = await ask(keys.shop, "/v1/messages", { phone: other, ...content, templateId: "otp" });
  await expect.poll(() => stateOf(password.messageId)).toBe("delivered");
  expect(await ask(keys.shop, "/v1/messages", { phone: other, ...content })).toMatchObject({ state: "accepted" });
});
