import { createProxyClient } from "@nxzalo/client";
import { expect, inject, it } from "vitest";

const { gatewayUrl, keys } = inject("servers");

it("the client works in a browser that lacks what is new", async () => {
  for (const name of ["any", "timeout"]) Reflect.deleteProperty(AbortSignal, name);
  Reflect.deleteProperty(AbortSignal.prototype, "throwIfAborted");
  Reflect.deleteProperty(Crypto.prototype, "randomUUID");
  const { Request: own } = globalThis;
  Reflect.deleteProperty(globalThis, "Request");
  try {
    const headers = { authorization: `Bearer ${keys[0]}` };
    const client = createProxyClient({ baseUrl: gatewayUrl, headers });
    const { signal } = new AbortController();
    const journey = { phone: "84912345678", tokenType: "token_logistics_7" } as const;
    expect((await client.initJourneyToken(journey, { signal, timeoutMs: 20_000 })).journeyId).toMatch(/^\d{19}$/);
    await expect(client.initJourneyToken(journey, { signal: AbortSignal.abort("left") })).rejects.toBe("left");
  } finally {
    globalThis.Request = own;
  }
});
