import { createMemoryStore } from "@nxzalo/journeys/memory";
import { createSandbox } from "@nxzalo/sandbox";
import { expect, it } from "vitest";
import { gatewayConfigFromEnv } from "./config.ts";
import { createObservers } from "./proxy.ts";
import { startGateway } from "./server.ts";
import { askGateway } from "./testing/ask-gateway.ts";
import { startOnSandbox } from "./testing/start-on-sandbox.ts";
import { lonelyVariables } from "./testing/variables.ts";

const key = "0123456789abcdef";
const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
const hook = "https://hooks.shop.example/dr";

/** A gateway on the emulator, by these variables besides. */
async function start(more: Record<string, string>) {
  const { gateway, ...rest } = await startOnSandbox({ GATEWAY_API_KEYS: `shop:${key}`, ...more });
  const message = { phone: "84912345678", templateId: "133214", templateData: { order: "42" } };
  const send = (fields: object = {}, headers: Record<string, string> = {}) =>
    askGateway(`${gateway.url}/v1/messages`, key, { ...message, ...fields }, headers);
  return { ...rest, send, url: gateway.url };
}

it.each<[string, Record<string, string>, object, object]>([
  [
    "NXCLOUD_DEFAULT_COUNTRY_CODE",
    { NXCLOUD_DEFAULT_COUNTRY_CODE: "84" },
    { phone: "0912345678" },
    { phone: "84912345678" },
  ],
  ["NXCLOUD_APPS", { NXCLOUD_APPS: "coach:sandbox-app-2" }, { app: "coach" }, { appkey: "sandbox-app-2" }],
  [
    "PUBLIC_URL",
    { PUBLIC_URL: "https://zalo.shop.example", RECEIPT_KEYS: receiptKey },
    {},
    { drWebhook: `https://zalo.shop.example/v1/receipts/${receiptKey}` },
  ],
  ["DR_WEBHOOK_HOSTS", { DR_WEBHOOK_HOSTS: "hooks.shop.example" }, { drWebhook: hook }, { drWebhook: hook }],
])("a message is sent as %s says", async (_, more, fields, sent) => {
  const { send, sandbox } = await start(more);
  expect((await send(fields)).status).toBe(202);
  expect(sandbox.calls.map(({ body }) => JSON.parse(body))).toMatchObject([sent]);
});

it("requests are signed by the algorithm of NXCLOUD_SIGN_ALGORITHM, and a page of CORS_ORIGINS reads the answer", async () => {
  const origin = "https://shop.example";
  const { send, sandbox } = await start({ NXCLOUD_SIGN_ALGORITHM: "sha256", CORS_ORIGINS: origin });
  const response = await send({}, { origin });
  expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([202, origin]);
  expect(sandbox.calls[0]?.headers).toMatchObject({
    algorithm: "sha256",
    sign: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

it("the log says which receipt key is over, that NXCLOUD refuses the secret, and what a request came to", async () => {
  const previous = createSandbox().credentials.accessSecret;
  const { send, lines } = await start({
    NXCLOUD_ACCESS_SECRET: "0123456789abcdef0123456789abcdef",
    NXCLOUD_ACCESS_SECRET_PREVIOUS: previous,
    RECEIPT_KEYS: `${receiptKey},${receiptKey}old@2020-01-31`,
  });
  const response = await send();
  expect(response.status).toBe(202);
  const httpRequestId = response.headers.get("x-request-id");
  await expect
    .poll(() => lines.at(-1))
    .toMatchObject({ level: "info", route: "/v1/messages", status: 202, httpRequestId });
  const warned = (message: string) => ({ level: "warn", message: expect.stringContaining(message) });
  expect(lines).toContainEqual(warned("RECEIPT_KEYS, retired on 2020-01-31"));
  expect(lines).toContainEqual(warned("NXCLOUD refused NXCLOUD_ACCESS_SECRET;"));
  expect(JSON.stringify(lines)).not.toContain(receiptKey);
});

it("a gateway whose port is taken closes the store that it has opened", async () => {
  const { url } = await start({});
  const { records, ...store } = createMemoryStore();
  let closed = 0;
  const close = async () => {
    closed += 1;
    await records.close();
  };
  const config = gatewayConfigFromEnv({
    ...lonelyVariables,
    GATEWAY_API_KEYS: key,
    PORT: new URL(url).port,
  });
  const starting = startGateway(config, () => {}, { store: { ...store, records: { ...records, close } } });
  await expect(starting).rejects.toMatchObject({ code: "EADDRINUSE" });
  expect(closed).toBe(1);
});

it.each<[string, Record<string, string>, boolean]>([
  ["no receipts come to a gateway without keys for them", {}, false],
  ["a gateway with keys waits for the receipts of what was accepted", { RECEIPT_KEYS: receiptKey }, true],
  [
    "what a staging gateway simulates has no receipts",
    { RECEIPT_KEYS: receiptKey, STAGING: "true", STAGING_PHONES: "84912345678" },
    false,
  ],
])("the alarm of missing receipts: %s", async (_, more, waits) => {
  const config = gatewayConfigFromEnv({ ...lonelyVariables, GATEWAY_API_KEYS: key, ...more });
  const { alarms } = await createObservers(config, () => {});
  alarms.onEvent({ type: "settled", operation: "sendTemplate", attempts: 1, durationMs: 1 });
  expect(alarms.facts().unreceiptedSince !== undefined).toBe(waits);
});
