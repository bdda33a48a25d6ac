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

it.each([
  ["POST", "/docs", 405],
  ["OPTIONS", "/docs", 405],
  ["DELETE", "/docs/start.js", 405],
  ["GET", "/docs/start.js", 200],
  ["HEAD", "/docs", 200],
  ["POST", "/docs/nothing", 404],
  ["POST", "/documents", 404],
])("%s %s of the documentation is %i, and a refusal names what is allowed", async (method, path, status) => {
  const { credentials, appKey, fetch } = createSandbox();
  const proxy = createProxy({ client: createNxZalo({ credentials, appKey, fetch }), authorize: () => null });
  const file = { type: "text/javascript", bytes: new Uint8Array(1) };
  const docs = async (asked: string) => (["/docs", "/docs/start.js"].includes(asked) ? file : undefined);
  const response = await createApp({ proxy, docs }).request(path, { method });
  expect([response.status, response.headers.get("allow")]).toEqual([status, status === 405 ? "GET, HEAD" : null]);
  if (status === 405) expect(await response.json()).toMatchObject({ code: "method_not_allowed", status: 405 });
});
