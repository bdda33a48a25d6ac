import { describe, expect, it } from "vitest";
import type { Caller } from "../index.ts";
import { callProxy } from "../testing/call-proxy.ts";

const apps = { north: "north-key", south: "south-key" };
const meOf = async (caller: Caller) => {
  const { status, json } = await callProxy({ path: "/v1/me" }, { apps, authorize: () => caller });
  return { status, json };
};

describe("GET /v1/me", () => {
  it("tells any caller who they are, what they may do, and with which applications", async () => {
    const all = { caller: "desk", scopes: ["read", "people"] } as const;
    expect(await meOf(all)).toEqual({ status: 200, json: { ...all, apps: ["default", "north", "south"] } });
    const few = { caller: "north-desk", scopes: [], apps: ["gone", "north"] } as const;
    expect(await meOf(few)).toEqual({ status: 200, json: { ...few, apps: ["north"], limited: true } });
  });

  it("shows no application's key", async () => {
    const { body } = await callProxy({ path: "/v1/me" }, { apps });
    expect(body).not.toContain("-key");
  });

  it("is for callers alone, and nothing can be posted to it", async () => {
    expect((await callProxy({ path: "/v1/me" }, { authorize: () => null })).status).toBe(401);
    expect((await callProxy({ path: "/v1/me", body: {} })).status).toBe(405);
  });
});
