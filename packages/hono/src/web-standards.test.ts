import { createNxZalo } from "@nxzalo/core";
import { bearerKeys, createProxy, proxyConfigFromEnv } from "@nxzalo/proxy";
import { createSandbox } from "@nxzalo/sandbox";
import { expect, it } from "vitest";
import { createHonoProxy } from "./index.ts";

/*
 * The runtime's own `Request` and `Response`, as on Workers: a file of its own, since Hono's server of Node puts others in their place, which
 * forgive more.
 */

const { credentials, appKey, fetch } = createSandbox();
const { apiKeys } = proxyConfigFromEnv({ GATEWAY_API_KEYS: "shop:0123456789abcdef" });
const app = createHonoProxy({
  proxy: createProxy({
    client: createNxZalo({ credentials, appKey, fetch }),
    authorize: bearerKeys(apiKeys),
    corsOrigins: ["https://shop.example"],
  }),
});

it("a preflight is answered 204, with no body at all", async () => {
  const headers = { origin: "https://shop.example", "access-control-request-method": "POST" };
  const response = await app.request("/v1/journeys", { method: "OPTIONS", headers });
  expect([response.status, response.body]).toEqual([204, null]);
  expect(response.headers.get("access-control-allow-origin")).toBe("https://shop.example");
});

it("the body of a refused call is read to its end before the refusal is given, so that a caller who still sends can read it", async () => {
  let unread = 50;
  const body = new ReadableStream({
    pull: async (controller) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (unread-- > 0) controller.enqueue(new Uint8Array(1_000));
      else controller.close();
    },
  });
  const init = { method: "POST", body, duplex: "half" } as RequestInit;
  expect((await app.request("/v1/journeys", init)).status).toBe(401);
  expect(unread).toBe(-1);
});
