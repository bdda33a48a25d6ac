import { setTimeout as delay } from "node:timers/promises";
import { createMemoryStore } from "@nxzalo/journeys/memory";
import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { expect, it, onTestFinished } from "vitest";
import { gatewayConfigFromEnv } from "./config.ts";
import { startGateway } from "./server.ts";
import { heldEmulator } from "./testing/held-emulator.ts";

const key = "0123456789abcdef";
const slowPhone = "84987654321";

it("what becomes due while the gateway ends is left to another one", async () => {
  const sandbox = createSandbox();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const asked: string[] = [];
  const emulator = heldEmulator(sandbox, (body) => {
    asked.push(body);
    return body.includes(slowPhone) ? released : undefined;
  });
  const upstream = await listen(emulator);
  onTestFinished(upstream.close);
  const config = gatewayConfigFromEnv({
    NXCLOUD_BASE_URL: upstream.url,
    NXCLOUD_APP_KEY: sandbox.appKey,
    NXCLOUD_ACCESS_KEY: sandbox.credentials.accessKey,
    NXCLOUD_ACCESS_SECRET: sandbox.credentials.accessSecret,
    GATEWAY_API_KEYS: `shop:${key}`,
    PORT: "0",
  });
  const gateway = await startGateway(config, () => {}, { store: createMemoryStore() });
  const send = async (phone: string, more: object = {}) => {
    const { status } = await fetch(`${gateway.url}/v1/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ phone, templateId: "133214", templateData: {}, ...more }),
    });
    return status;
  };
  const slow = send(slowPhone);
  await expect.poll(() => asked.length).toBe(1);
  expect(await send("84912345678", { sendAt: new Date(Date.now() + 2_000) })).toBe(202);
  const closed = gateway.close();
  // What waits is looked at once a second, at least.
  await delay(3_500);
  release();
  expect(await slow).toBe(202);
  await closed;
  expect(asked).toHaveLength(1);
});
