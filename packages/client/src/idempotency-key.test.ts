import { createNxZalo } from "@nxzalo/core";
import type { JourneyService } from "@nxzalo/core/journeys";
import { createProxy } from "@nxzalo/proxy";
import { createSandbox } from "@nxzalo/sandbox";
import fc from "fast-check";
import { expect, it } from "vitest";
import { proxyFetch } from "../test/proxy-fetch.ts";
import { createProxyClient } from "./index.ts";

const { credentials, appKey, fetch: sandboxFetch } = createSandbox();
/** A proxy that answers with the key that it read. */
const proxy = createProxy({
  client: createNxZalo({ credentials, appKey, fetch: sandboxFetch }),
  authorize: () => ({ caller: "shop", scopes: ["send"], apps: undefined }),
  journeys: {
    send: async (_: unknown, { idempotencyKey }: { idempotencyKey?: string }) => ({ requestId: idempotencyKey }),
  } as unknown as JourneyService,
});
const message = { phone: "84912345678", templateId: "133214", templateData: {} };

/** The key that the proxy reads where this is the header's value; nothing where it refuses it. */
async function readByProxy(header: string): Promise<string | undefined> {
  const headers = new Map([
    ["content-type", "application/json"],
    ["idempotency-key", header],
  ]);
  const { status, body } = await proxy({
    method: "POST",
    path: "/v1/messages",
    headers: { get: (name: string) => headers.get(name) ?? null },
    body: (async function* () {
      yield new TextEncoder().encode(JSON.stringify(message));
    })(),
  });
  return status === 202 ? JSON.parse(String(body)).requestId : undefined;
}

const key = fc.oneof(
  fc.string({ maxLength: 5 }),
  fc.string({ minLength: 253, maxLength: 257 }),
  fc.constantFrom("đơn 42", "", " a", "a ", "a\nb", "a b"),
);

it("is taken where the proxy takes it, arrives as it is, and is refused before anything is sent where the proxy would refuse it", () =>
  fc.assert(
    fc.asyncProperty(key, async (idempotencyKey) => {
      // One in quotes is how the proxy takes another key.
      fc.pre(!idempotencyKey.startsWith('"'));
      const client = createProxyClient({ baseUrl: "https://zalo.example", fetch: proxyFetch(proxy) });
      const result = client.sendTemplate(message, { idempotencyKey });
      if ((await readByProxy(idempotencyKey)) === idempotencyKey)
        expect(await result).toEqual({ requestId: idempotencyKey });
      else await expect(result).rejects.toMatchObject({ outcome: "not_sent", issues: [{ path: ["idempotencyKey"] }] });
    }),
  ));
