import { describe, expect, it } from "vitest";
import type { Caller } from "../index.ts";
import { apps, askStored } from "../testing/ask-stored.ts";
import { personRequest } from "../testing/journey-service.ts";

const phone = "84912345678";
const shown = { ...personRequest, askedAt: "2026-01-02T00:00:00.000Z", doneAt: "2026-01-03T00:00:00.000Z" };
const masked = { ...shown, phone: "84*****5678" };

const ask = (path: string, body: object, caller: Partial<Caller> = {}) =>
  askStored({ path, body }, { scopes: ["read", "admin"], ...caller });
const people = { scopes: ["people"] as const };

describe("POST /v1/people/export", () => {
  it("gives all that is stored of a person, whole, to callers with `people` alone", async () => {
    const { status, json, asked } = await ask("/v1/people/export", { phone: "+84 912 345 678" }, people);
    expect(status).toBe(200);
    expect(json).toMatchObject({ request: { phone }, messages: [{ phone, templateData: { order: "42" } }] });
    expect(asked).toEqual([["people.export", { phone }, { apps, caller: "desk" }]]);
    expect(await ask("/v1/people/export", { phone })).toMatchObject({ status: 403, asked: [] });
  });

  it("is of the caller's applications", async () =>
    expect((await ask("/v1/people/export", { phone }, { ...people, apps: ["north"] })).asked).toMatchObject([
      ["people.export", { phone }, { appKeys: ["north-key"] }],
    ]));
});

describe("POST /v1/people/restrict", () => {
  it("is for `admin`, and gives the receipt for the file", async () => {
    const { status, json, asked } = await ask("/v1/people/restrict", { phone });
    expect({ status, json }).toEqual({ status: 200, json: masked });
    expect(asked).toEqual([["people.restrict", { phone }, { apps, caller: "desk" }]]);
    const both = { scopes: ["admin", "people"] as const };
    expect((await ask("/v1/people/restrict", { phone }, both)).json).toEqual(shown);
    expect(await ask("/v1/people/restrict", { phone }, { scopes: ["send", "read", "people"] })).toMatchObject({
      status: 403,
      asked: [],
    });
  });
});

describe("POST /v1/people/requests/search", () => {
  const path = "/v1/people/requests/search";

  it("lists requests with masked phones, but for callers with `people` who name one", async () => {
    const { status, json, asked } = await ask(path, { state: "open", kind: "forget" });
    expect({ status, json }).toEqual({ status: 200, json: { requests: [masked], nextCursor: null } });
    expect(asked).toEqual([["people.searchRequests", { state: "open", kind: "forget" }, { apps, caller: "desk" }]]);
    const both = { scopes: ["read", "people"] as const };
    expect((await ask(path, {}, both)).json).toMatchObject({ requests: [masked] });
    expect((await ask(path, { phone }, both)).json).toEqual({ requests: [shown], nextCursor: null });
    expect((await ask(path, { phone })).json).toEqual({ requests: [masked], nextCursor: null });
    expect(await ask(path, {}, { scopes: ["send"] })).toMatchObject({ status: 403, asked: [] });
  });

  it.each([
    ["phone", "0912"],
    ["kind", "delete"],
    ["state", "late"],
    ["reference", "42"],
  ])("refuses %s %j", async (name, value) =>
    expect(await ask(path, { [name]: value })).toMatchObject({ status: 422, json: { issues: [{ path: [name] }] } }),
  );
});

it("forgetting takes what stops messages to a person with it, where that is asked", async () => {
  const { asked } = await ask("/v1/journeys/forget", { phone, includeSuppressions: true });
  expect(asked).toEqual([["forget", { phone, includeSuppressions: true }, { caller: "desk" }]]);
});
