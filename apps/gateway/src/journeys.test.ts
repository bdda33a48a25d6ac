import { createMemoryStore } from "@nxzalo/journeys/memory";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { gatewayConfigFromEnv } from "./config.ts";
import { openStore } from "./journeys.ts";
import { lonelyVariables } from "./testing/variables.ts";

const minuteMs = 60_000;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("what is idle sends nothing that is due; what is not does", async () => {
  const config = gatewayConfigFromEnv({ ...lonelyVariables, GATEWAY_API_KEYS: "shop:0123456789abcdef" });
  const client = { initJourneyToken: vi.fn(), sendTemplate: vi.fn(async () => ({ requestId: "zalomid.1" })) };
  const store = await createMemoryStore();
  const idle = await openStore(config, { client, isIdle: true }, () => {}, store);
  const sendAt = new Date(Date.now() + minuteMs);
  await idle?.journeys.send({ phone: "84912345678", templateId: "133214", templateData: {}, sendAt });
  await vi.advanceTimersByTimeAsync(10 * minuteMs);
  expect(client.sendTemplate).not.toHaveBeenCalled();
  const working = await openStore(config, { client }, () => {}, store);
  await vi.advanceTimersByTimeAsync(minuteMs);
  expect(client.sendTemplate).toHaveBeenCalledTimes(1);
  await working?.close();
});
