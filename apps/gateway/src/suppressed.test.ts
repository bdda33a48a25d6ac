import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSandbox, templateIdForZaloCode } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { freePort } from "nxzalo-testing/loopback";
import { expect, it } from "vitest";
import { gatewayConfigFromEnv } from "./config.ts";
import { startGateway } from "./server.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are read as JSON
type Answer = any;

const keys = { shop: "shop-0123456789abcdef", boss: "boss-0123456789abcdef" };
const phone = "84987654321";
const other = "84987654322";
const content = { templateId: "133214", templateData: { order: "Đơn 42" } };

it("a receipt's refusal stops what comes next, a person may pass over it, and a success lifts it", async () => {
  const sandbox = createSandbox();
  const upstream = await listen(sandbox);
  const folder = await mkdtemp(join(tmpdir(), "nxzalo-templates-"));
  const port = await freePort();
  const variables = {
    NXCLOUD_BASE_URL: upstream.url,
    NXCLOUD_APP_KEY: sandbox.appKey,
    NXCLOUD_ACCESS_KEY: sandbox.credentials.accessKey,
    NXCLOUD_ACCESS_SECRET: sandbox.credentials.accessSecret,
    GATEWAY_API_KEYS: `shop:send+read:${keys.shop},boss:send+admin+people+read:${keys.boss}`,
    RECEIPT_KEYS: "aGVsbG8td29ybGQtMTI4LWJpdHM",
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SQLITE_PATH: ":memory:",
    TEMPLATES_FILE: join(folder, "templates.json"),
    PORT: `${port}`,
  };
  await writeFile(variables.TEMPLATES_FILE, JSON.stringify({ templates: [{ id: "otp", tag: 1 }] }));
  const gateway = await startGateway(gatewayConfigFromEnv(variables), () => {});
  const ask = async (key: string, path: string, body?: object): Promise<Answer> => {
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const init = body && { method: "POST", body: JSON.stringify(body) };
    return (await fetch(gateway.url + path, { headers, ...init })).json();
  };
  const stateOf = async (messageId: string) => (await ask(keys.shop, `/v1/messages/${messageId}`)).state;
  const listed = async () => (await ask(keys.shop, "/v1/suppressions/search", {})).suppressions;
  try {
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
  } finally {
    await Promise.all([gateway.close(), upstream.close(), rm(folder, { recursive: true })]);
  }
});
