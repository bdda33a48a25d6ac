import { createNxZalo, ProxyError } from "@nxzalo/core";
import type { JourneyDetails, JourneyService } from "@nxzalo/core/journeys";
import { createProxy } from "@nxzalo/proxy";
import { createSandbox } from "@nxzalo/sandbox";
import fc from "fast-check";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it, vi } from "vitest";
import { proxyFetch } from "../test/proxy-fetch.ts";
import { createJourneysClient } from "./journeys.ts";

const journeyId = "1257624175686111232";
/** As NXCLOUD may send it, now or some day: its own names, times in its own notation, and nothing where nothing is. */
const raw = {
  status: "delivered",
  createdAt: "2023-07-13 15:12:11",
  deliveredAt: null,
  expiredAt: 1_689_232_331_000,
  zaloRes: { error: 0, data: { sentAt: "15:12", quota: { resetAt: [] } } },
};
const journey: JourneyDetails = {
  journeyId,
  phone: "84912345678",
  tokenType: "token_logistics_7",
  reference: "Đơn 42",
  state: "over",
  createdAt: new Date(1),
  expiresAt: new Date(2),
  acknowledgedAt: new Date(3),
  endedAt: new Date(4),
  cost: { amount: "0.0130", currency: "USD" },
  messages: [
    {
      messageId: "m",
      requestId: null,
      templateId: "133214",
      ext: "sentAt",
      createdAt: new Date(5),
      state: "delivered",
      sentAt: new Date(6),
      deliveredAt: new Date(7),
    },
  ],
  receipts: [{ receivedAt: new Date(8), messageId: "m", receipt: raw }],
};
const { cost: _, messages: __, receipts: ___, ...view } = journey;
const unmatched = [
  { receivedAt: new Date(8), reason: "unmatched", receipt: raw },
  { receivedAt: new Date(8), reason: "it is empty", text: "" },
];

/** A client of a real proxy, whose journey service gives these answers. */
function createTestClient(answers: Partial<JourneyService> = {}) {
  const service = {
    find: vi.fn(async (id: string) => (id === journeyId ? journey : undefined)),
    search: vi.fn(async () => ({ journeys: [view], nextCursor: "1-1" })),
    searchReceipts: vi.fn(async () => ({ receipts: unmatched, nextCursor: null })),
    forget: vi.fn(async (what: object) => ("phone" in what ? 2 : 0)),
    ...answers,
  };
  const { credentials, appKey, fetch: sandboxFetch } = createSandbox();
  const proxy = createProxy({
    client: createNxZalo({ credentials, appKey, fetch: sandboxFetch }),
    authorize: ({ headers }) =>
      headers.get("authorization") ? { caller: "desk", scopes: ["read", "people", "admin"], apps: undefined } : null,
    journeys: service as unknown as JourneyService,
  });
  const requests: Request[] = [];
  const throughProxy = proxyFetch(proxy);
  const fetch = (url: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(url, init);
    requests.push(request);
    return throughProxy(request);
  };
  const options = { baseUrl: "http://proxy.invalid/", headers: { authorization: "Bearer key" }, fetch };
  return { client: createJourneysClient(options), options, service, requests };
}

describe("createJourneysClient", () => {
  it("finds a journey: times as Dates, receipts as they came", async () => {
    const { client, requests } = createTestClient();
    expect(await client.find(journeyId)).toStrictEqual(journey);
    expect(requests.map(({ method, url }) => [method, url])).toEqual([
      ["GET", `http://proxy.invalid/v1/journeys/${journeyId}`],
    ]);
  });

  it("searches by what it is given, Dates among it", async () => {
    const { client, service } = createTestClient();
    const query = { phone: "84912345678", state: "over", createdFrom: new Date(0), limit: 5, cursor: "1-1" } as const;
    expect(await client.search({ ...query, createdBefore: "2026-01-01T00:00:00Z" })).toStrictEqual({
      journeys: [{ ...view, phone: "84*****5678" }],
      nextCursor: "1-1",
    });
    expect(service.search).toHaveBeenCalledExactlyOnceWith({ ...query, createdBefore: new Date("2026-01-01") }, {});
  });

  it("searches receipts, and leaves them as they came", async () => {
    const { client, service } = createTestClient();
    expect(await client.searchReceipts({ requestId: "zalomid.1" })).toStrictEqual({
      receipts: unmatched,
      nextCursor: null,
    });
    expect(service.searchReceipts).toHaveBeenCalledExactlyOnceWith({ requestId: "zalomid.1" });
  });

  it("deletes a journey, and gives nothing", async () => {
    const { client, service } = createTestClient({ forget: vi.fn(async () => 1) });
    expect(await client.delete(journeyId)).toBeUndefined();
    expect(service.forget).toHaveBeenCalledExactlyOnceWith({ journeyId }, { caller: "desk" });
  });

  it("forgets a person, whose phone stands in no URL", async () => {
    const { client, service, requests } = createTestClient();
    expect(await client.forget({ phone: "+84 912 345 678" })).toEqual({ journeys: 2 });
    expect(service.forget).toHaveBeenCalledExactlyOnceWith({ phone: "84912345678" }, { caller: "desk" });
    expect(requests.map(({ url }) => url)).toEqual(["http://proxy.invalid/v1/journeys/forget"]);
  });

  it("throws what the proxy says", async () => {
    const { client, options } = createTestClient();
    const missing = { name: "ProxyError", code: "journey_not_found", outcome: "not_sent", status: 404 };
    expect(await failureOf(client.find("7"))).toMatchObject(missing);
    expect(await failureOf(client.delete("7"))).toMatchObject(missing);
    expect(await failureOf(client.search({ limit: 1_000 }))).toMatchObject({
      name: "InputError",
      issues: [{ path: ["limit"] }],
    });
    expect(await failureOf(createJourneysClient({ ...options, headers: {} }).find(journeyId))).toMatchObject({
      name: "ProxyError",
      code: "unauthorized",
    });
    const details = { code: "unavailable", outcome: "not_sent", retryable: true, retryAfterMs: 2_000 } as const;
    const unasked = { ...details, outcome: "unknown", hint: "ask again with the same Idempotency-Key" } as const;
    const closed = createTestClient({ find: () => Promise.reject(new ProxyError("away", unasked)) });
    expect(await failureOf(closed.client.find(journeyId))).toMatchObject({ ...unasked, status: 503 });
    const away = createTestClient({ find: () => Promise.reject(new ProxyError("away", details)) });
    expect(await failureOf(away.client.find(journeyId))).toMatchObject(details);
  });

  it.each([
    ["", 200],
    ["[]", 200],
    ["null", 200],
    ["{}", 200],
    ["<html>portal</html>", 200],
    ["", 502],
  ])("takes %j with %i for a reply that is not the proxy's", async (body, status) => {
    const client = createJourneysClient({
      baseUrl: "http://x.invalid",
      fetch: async () => new Response(body, { status }),
    });
    const unreadable = { name: "ResponseError", code: "response_unreadable", outcome: "unknown", status };
    expect(await failureOf(client.find(journeyId))).toMatchObject(unreadable);
    expect(await failureOf(client.search({}))).toMatchObject(unreadable);
    if (body !== "" || status !== 200) expect(await failureOf(client.delete(journeyId))).toMatchObject(unreadable);
  });

  it("refuses an option that does not exist by its name", async () => {
    const { client, options, requests } = createTestClient();
    const refusal = { name: "ConfigError", outcome: "not_sent", issues: [{ path: ["timeout"] }] };
    expect(await failureOf(() => createJourneysClient({ ...options, timeout: 5 } as object as never))).toMatchObject(
      refusal,
    );
    expect(await failureOf(client.find(journeyId, { timeout: 5 } as object))).toMatchObject(refusal);
    expect(requests).toEqual([]);
  });

  it("keeps to its limits", async () => {
    const fetch = () => new Promise<never>(() => {});
    const client = createJourneysClient({ baseUrl: "http://x.invalid", fetch, timeoutMs: 20 });
    expect(await failureOf(client.find(journeyId))).toMatchObject({ name: "TransportError", code: "timeout" });
    const reason = { my: "reason" };
    await expect(client.delete(journeyId, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it("takes the digits of a journey only: nothing else gets into a URL", async () => {
    const { client, requests } = createTestClient();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("search", "..", "+84912345678", "7?a", "7#", "7\n")),
        async (id) => {
          fc.pre(!/^[0-9]+$/.test(id));
          const refusal = { name: "InputError", outcome: "not_sent", issues: [{ path: ["journeyId"] }] };
          expect(await failureOf(client.find(id))).toMatchObject(refusal);
          expect(await failureOf(client.delete(id))).toMatchObject(refusal);
        },
      ),
    );
    expect(requests).toEqual([]);
  });

  it("leaves a receipt as it came, whatever is in it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (extra) => {
        const receipt = JSON.parse(JSON.stringify({ ...extra, messageAt: "soon", At: 1 }));
        const { client } = createTestClient({
          find: async () => ({ ...journey, receipts: [{ receivedAt: new Date(8), receipt }] }),
        });
        expect((await client.find(journeyId)).receipts).toEqual([{ receivedAt: new Date(8), receipt }]);
      }),
    );
  });
});
