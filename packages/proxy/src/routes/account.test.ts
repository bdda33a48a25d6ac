import { UpstreamError } from "@nxzalo/core";
import { describe, expect, it, vi } from "vitest";
import { createProxy } from "../create-proxy.ts";
import { callProxy, unaskedClient } from "../testing/call-proxy.ts";
import { createTestJourneys } from "../testing/journey-service.ts";

const path = "/v1/account";
const rated = { current: "HIGH", sevenDays: "MEDIUM" };

function createClient() {
  const oaQuality = vi.fn(async (_input?: object, _options?: { readonly appKey?: string | undefined }) => rated);
  return { ...unaskedClient, oaQuality };
}

describe("POST /v1/account", () => {
  it("tells how Zalo rates the official account, and since when it is known", async () => {
    const client = createClient();
    const now = () => Date.UTC(2026, 0, 5);
    const { status, json } = await callProxy({ path, body: {} }, { client, now });
    expect({ status, json }).toEqual({
      status: 200,
      json: { quota: null, quality: { ...rated, at: "2026-01-05T00:00:00.000Z" } },
    });
  });

  it("tells what receipts say of the application's quota, where they are stored", async () => {
    const told = { remaining: 4_999, daily: 5_000, at: new Date(Date.UTC(2026, 0, 5)) };
    const journeys = createTestJourneys({ quota: async (call) => (call?.appKey === "north-key" ? told : undefined) });
    const ask = async (body: object) =>
      (await callProxy({ path, body }, { client: createClient(), apps: { north: "north-key" }, journeys })).json;
    expect(await ask({ app: "north" })).toMatchObject({ quota: { ...told, at: "2026-01-05T00:00:00.000Z" } });
    expect(await ask({})).toMatchObject({ quota: null, quality: rated });
  });

  it("lets the store hear how the account is rated, and answers where that cannot be stored", async () => {
    const receiveQuality = vi.fn(async (): Promise<void> => {});
    const options = {
      client: createClient(),
      apps: { north: "north-key" },
      journeys: createTestJourneys({ receiveQuality }),
    };
    expect((await callProxy({ path, body: { app: "north" } }, options)).status).toBe(200);
    expect(receiveQuality.mock.calls).toEqual([[rated, { appKey: "north-key" }]]);
    receiveQuality.mockRejectedValue(new Error("away"));
    expect((await callProxy({ path, body: {} }, options)).json).toMatchObject({ quality: rated });
  });

  it("asks NXCLOUD once a minute for each application, however often it is asked", async () => {
    const client = createClient();
    let time = Date.UTC(2026, 0, 5);
    const proxy = createProxy({
      client,
      apps: { north: "north-key" },
      authorize: () => ({ caller: "desk", scopes: ["read"] }),
      now: () => time,
    });
    const ask = async (app?: string) => {
      const body = (async function* () {
        yield new TextEncoder().encode(JSON.stringify({ app }));
      })();
      const headers = new Headers({ "content-type": "application/json" });
      return JSON.parse((await proxy({ method: "POST", path, headers, body })).body);
    };
    const quality = { ...rated, at: "2026-01-05T00:00:00.000Z" };
    for (const app of [undefined, undefined, "north", "north"])
      expect(await ask(app)).toEqual({ quota: null, quality });
    time += 59_999;
    expect(await ask()).toEqual({ quota: null, quality });
    expect(client.oaQuality.mock.calls).toEqual([
      [{}, {}],
      [{}, { appKey: "north-key" }],
    ]);
    time += 1;
    await ask();
    expect(client.oaQuality).toHaveBeenCalledTimes(3);
  });

  it("gives NXCLOUD's refusal as it is, and asks again the next time", async () => {
    const client = createClient();
    const refusal = { code: "route_missing", outcome: "rejected", upstreamCode: 9005 } as const;
    client.oaQuality.mockRejectedValueOnce(new UpstreamError("NXCLOUD answered 9005", refusal));
    const proxied = { client, authorize: () => ({ caller: "desk", scopes: ["read" as const] }) };
    const proxy = createProxy(proxied);
    const ask = async () => {
      const body = (async function* () {
        yield new TextEncoder().encode("{}");
      })();
      return proxy({ method: "POST", path, headers: new Headers({ "content-type": "application/json" }), body });
    };
    expect((await ask()).status).toBe(502);
    expect((await ask()).status).toBe(200);
  });

  it.each([
    [{ scopes: ["send" as const] }, {}],
    [{ scopes: ["read" as const], apps: ["north"] }, {}],
    [{ scopes: ["read" as const], apps: ["north"] }, { app: "south" }],
  ])("is for callers who may read of that application: %j %j", async (caller, body) => {
    const apps = { north: "north-key", south: "south-key" };
    const { status } = await callProxy({ path, body }, { apps, authorize: () => ({ caller: "desk", ...caller }) });
    expect(status).toBe(403);
  });

  it.each([{ app: "west" }, { journeyToken: "token" }])("refuses %j", async (body) =>
    expect((await callProxy({ path, body })).status).toBe(422),
  );
});
