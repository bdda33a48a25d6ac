import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createMemoryStore } from "@nxzalo/journeys/memory";
import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { expect, it, onTestFinished, vi } from "vitest";
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

it("a gateway that has ended leaves no timer behind, has closed its store, and shows no metrics any more", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "clearTimeout", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const folder = await mkdtemp(join(tmpdir(), "nxzalo-closing-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const templates = join(folder, "templates.json");
  await writeFile(templates, JSON.stringify({ templates: [{ id: "1" }] }));
  const secret = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
  const config = gatewayConfigFromEnv({
    NXCLOUD_APP_KEY: "app",
    NXCLOUD_ACCESS_KEY: "access",
    NXCLOUD_ACCESS_SECRET: "0123456789abcdef",
    GATEWAY_API_KEYS: `shop:${key}`,
    PORT: "0",
    METRICS_PORT: "0",
    TEMPLATES_FILE: templates,
    RECEIPT_KEYS: "aGVsbG8td29ybGQtMTI4LWJpdHM",
    RECEIPTS_FORWARD_URL: "http://127.0.0.1:9/receipts",
    RECEIPTS_FORWARD_SECRET: secret,
  });
  const store = createMemoryStore();
  const close = vi.fn(store.records.close);
  const records = { ...store.records, close };
  const gateway = await startGateway(config, () => {}, { store: { ...store, records } });
  const metricsPort = Number(new URL(gateway.metricsUrl ?? "").port);
  expect(vi.getTimerCount()).toBeGreaterThan(3);
  await gateway.close();
  expect(vi.getTimerCount()).toBe(0);
  expect(close).toHaveBeenCalledOnce();
  await expect(once(connect(metricsPort, "127.0.0.1"), "connect")).rejects.toThrow("ECONNREFUSED");
});
