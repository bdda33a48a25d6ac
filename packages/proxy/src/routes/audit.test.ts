import { describe, expect, it } from "vitest";
import type { Caller } from "../index.ts";
import { apps, askStored } from "../testing/ask-stored.ts";
import { auditEntry } from "../testing/journey-service.ts";

const path = "/v1/audit/search";

const ask = (body: object, caller: Partial<Caller> = {}) =>
  askStored({ path, body }, { caller: "auditor", scopes: ["admin"], ...caller });

describe("POST /v1/audit/search", () => {
  it("shows entries, asked for by what was done, by whom, to what and when", async () => {
    const query = { action: "look", caller: "desk", subject: "1257624175686111232", limit: 5, cursor: "5-1f" };
    const times = { recordedFrom: "2026-01-01T07:00:00+07:00", recordedBefore: "2026-01-02T00:00:00Z" };
    const { status, json, asked } = await ask({ ...query, ...times, phone: "+84 912 345 678" });
    expect({ status, json }).toEqual({
      status: 200,
      json: { entries: [{ ...auditEntry, recordedAt: "2026-01-03T00:00:00.000Z" }], nextCursor: null },
    });
    const read = { recordedFrom: new Date("2026-01-01"), recordedBefore: new Date("2026-01-02"), phone: "84912345678" };
    expect(asked).toEqual([["audit.search", { ...query, ...read }, { apps }]]);
  });

  it("shows callers of some applications what is about these alone", async () => {
    const own = { appKeys: ["north-key"], apps };
    expect((await ask({}, { apps: ["north"] })).asked).toEqual([["audit.search", {}, own]]);
    const named = { appKeys: ["south-key"], apps };
    expect((await ask({ app: "south" })).asked).toEqual([["audit.search", {}, named]]);
    expect(await ask({ app: "south" }, { apps: ["north"] })).toMatchObject({ status: 403, asked: [] });
  });

  it.each([
    ["action", "peek"],
    ["caller", ""],
    ["subject", 7],
    ["phone", "0912"],
    ["recordedFrom", "yesterday"],
    ["recordedBefore", "2026-01-01"],
    ["limit", 101],
    ["cursor", "next"],
    ["app", "east"],
    ["who", "desk"],
  ])("refuses %s %j", async (name, value) =>
    expect(await ask({ [name]: value })).toMatchObject({
      status: 422,
      json: { issues: [{ path: [name] }] },
      asked: [],
    }),
  );
});
