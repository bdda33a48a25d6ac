import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createMemoryStore } from "@nxzalo/journeys/memory";
import { createSandbox } from "@nxzalo/sandbox";
import { expect, it, onTestFinished, vi } from "vitest";
import { gatewayConfigFromEnv } from "./config.ts";
import { startGateway } from "./server.ts";
import { askGateway } from "./testing/ask-gateway.ts";
import { heldEmulator } from "./testing/held-emulator.ts";
import { startOnSandbox } from "./testing/start-on-sandbox.ts";
import { lonelyVariables } from "./testing/variables.ts";

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
  const store = createMemoryStore();
  const { gateway } = await startOnSandbox({ GATEWAY_API_KEYS: `shop:${key}` }, emulator, { store });
  const send = async (phone: string, more: object = {}) => {
    const message = { phone, templateId: "133214", templateData: {}, ...more };
    return (await askGateway(`${gateway.url}/v1/messages`, key, message)).status;
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
    ...lonelyVariables,
    GATEWAY_API_KEYS: `shop:${key}`,
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
