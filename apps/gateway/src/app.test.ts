import { createNxZalo } from "@nxzalo/core";
import { bearerKeys, createProxy, proxyConfigFromEnv } from "@nxzalo/proxy";
import { createSandbox } from "@nxzalo/sandbox";
import { expect, it } from "vitest";
import { createApp } from "./app.ts";

it("createApp is a pure fetch: no port, no environment", async () => {
  const { apiKeys } = proxyConfigFromEnv({ GATEWAY_API_KEYS: "0123456789abcdef" });
  const { credentials, appKey, fetch } = createSandbox();
  const proxy = createProxy({ client: createNxZalo({ credentials, appKey, fetch }), authorize: bearerKeys(apiKeys) });
  const response = await createApp({ proxy }).request("/v1/journeys", {
    method: "POST",
    headers: { authorization: "Bearer 0123456789abcdef", "content-type": "application/json" },
    body: JSON.stringify({ phone: "84912345678", tokenType: "token_coach_bus_7" }),
  });
  expect(response.status).toBe(201);
  expect(await response.json()).toMatchObject({ phone: "84912345678" });
});
