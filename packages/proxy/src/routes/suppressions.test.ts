import { describe, expect, it } from "vitest";
import type { Caller } from "../index.ts";
import { apps, askStored } from "../testing/ask-stored.ts";
import { suppression } from "../testing/journey-service.ts";

const shown = { ...suppression, createdAt: "2026-01-02T00:00:00.000Z", expiresAt: "2026-01-30T00:00:00.000Z" };
const masked = { ...shown, phone: "84*****5678" };

const ask = (path: string, body: object, caller: Partial<Caller> = {}) =>
  askStored({ path, body }, { scopes: ["read", "admin"], ...caller });
const people = { scopes: ["read", "admin", "people"] as const };

describe("POST /v1/suppressions", () => {
  const path = "/v1/suppressions";
  const body = { phone: "+84 912 345 678", reason: "asked" };

  it("stops messages to a person in an application, and shows the phone to those who may see it", async () => {
    const { status, json, asked } = await ask(path, { ...body, scope: "tag:3", until: "2026-02-01T00:00:00Z" });
    expect({ status, json }).toEqual({ status: 201, json: { ...masked, reason: "asked" } });
    const read = { phone: "84912345678", scope: "tag:3", reason: "asked", until: new Date("2026-02-01") };
    expect(asked).toEqual([["suppressions.add", read, { apps, caller: "desk" }]]);
    expect((await ask(path, body, people)).json).toMatchObject({ phone: "84912345678" });
    expect((await ask(path, { ...body, app: "south" })).asked).toMatchObject([
      ["suppressions.add", {}, { appKey: "south-key" }],
    ]);
  });

  it("is for the applications of the caller, and for `admin`", async () => {
    expect(await ask(path, body, { apps: ["north"] })).toMatchObject({ status: 403, asked: [] });
    expect((await ask(path, { ...body, app: "north" }, { apps: ["north"] })).status).toBe(201);
    expect(await ask(path, body, { scopes: ["read", "send"] })).toMatchObject({ status: 403, asked: [] });
  });

  it.each([
    ["phone", "0912"],
    ["scope", "tag:9"],
    ["reason", ""],
    ["reason", "0912345678"],
    ["until", "soon"],
    ["app", "east"],
    ["source", "hand"],
  ])("refuses %s %j", async (name, value) =>
    expect(await ask(path, { ...body, [name]: value })).toMatchObject({
      status: 422,
      json: { issues: [{ path: [name] }] },
      asked: [],
    }),
  );
});

describe("POST /v1/suppressions/search", () => {
  const path = "/v1/suppressions/search";

  it("masks phones in a list for every caller, and shows the one that is named to those that may see it", async () => {
    expect((await ask(path, {}, people)).json).toEqual({ suppressions: [masked], nextCursor: null });
    const query = { phone: "84912345678" };
    expect((await ask(path, query)).json).toEqual({ suppressions: [masked], nextCursor: null });
    expect((await ask(path, query, people)).json).toEqual({ suppressions: [shown], nextCursor: null });
  });

  it("is asked within applications", async () => {
    expect((await ask(path, { source: "receipt", limit: 5 }, { apps: ["north"] })).asked).toEqual([
      ["suppressions.search", { source: "receipt", limit: 5 }, { apps, appKeys: ["north-key"] }],
    ]);
    expect(await ask(path, { app: "south" }, { apps: ["north"] })).toMatchObject({ status: 403, asked: [] });
    expect(await ask(path, {}, { scopes: ["send", "admin"] })).toMatchObject({ status: 403, asked: [] });
  });
});

describe("POST /v1/suppressions/remove", () => {
  const path = "/v1/suppressions/remove";

  it("removes what is named, in the applications of the caller", async () => {
    const body = { phone: "84912345678", scope: "all", source: "restriction" };
    const { status, json, asked } = await ask(path, body, { apps: ["north"] });
    expect({ status, json }).toEqual({ status: 200, json: { removed: 2 } });
    expect(asked).toEqual([["suppressions.remove", body, { apps, appKeys: ["north-key"], caller: "desk" }]]);
    expect(await ask(path, body, { scopes: ["read"] })).toMatchObject({ status: 403, asked: [] });
  });
});
