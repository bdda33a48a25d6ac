import { describe, expect, it } from "vitest";
import type { Caller } from "../auth/authorize.ts";
import { askStored } from "../testing/ask-stored.ts";

const ask = (path: string, body: object, caller: Partial<Caller> = { scopes: ["admin"] }) =>
  askStored({ path, body }, { caller: "boss", ...caller });

describe("POST /v1/events/search", () => {
  it("gives events and dead letters, with times as text and masked phones", async () => {
    const { status, json } = await ask("/v1/events/search", {
      state: "dead",
      createdFrom: "2026-01-05T08:00:00+07:00",
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      events: [{ eventId: "5d0f", state: "dead", createdAt: "1970-01-01T00:00:01.000Z", text: "to=84*****5678" }],
      nextCursor: null,
    });
    expect(JSON.stringify(json)).not.toContain("84912345678");
  });

  it.each([{ state: "lost" }, { createdFrom: "yesterday" }, { limit: 0 }, { app: "west" }, { phone: "84912345678" }])(
    "refuses %j",
    async (body) => expect(await ask("/v1/events/search", body)).toMatchObject({ status: 422 }),
  );
});

describe("POST /v1/events/replay", () => {
  const period = { from: "2026-01-05T08:00:00+07:00", to: "2026-01-05T10:00:00+07:00" };

  it("says how many are delivered again", async () =>
    expect(await ask("/v1/events/replay", period)).toMatchObject({ status: 202, json: { replayed: 3 } }));

  it.each([{}, { from: period.from }, { from: period.to, to: period.from }, { ...period, state: "dead" }])(
    "refuses %j",
    async (body) => expect(await ask("/v1/events/replay", body)).toMatchObject({ status: 422 }),
  );
});

it.each([
  ["search", {}, {}],
  ["search", { app: "north" }, { appKeys: ["north-key"] }],
  ["replay", { from: "2026-01-05T08:00:00+07:00", to: "2026-01-05T10:00:00+07:00" }, { caller: "boss" }],
])("/v1/events/%s with %j is of the caller's applications", async (name, body, of) => {
  expect((await ask(`/v1/events/${name}`, body)).asked).toEqual([[`events.${name}`, expect.anything(), of]]);
  const own = { scopes: ["admin"], apps: ["north"] } as const;
  expect((await ask(`/v1/events/${name}`, body, own)).asked).toEqual([
    [`events.${name}`, expect.anything(), { ...of, appKeys: ["north-key"] }],
  ]);
});

it.each(["search", "replay"])("/v1/events/%s is for the scope admin", async (name) =>
  expect(await ask(`/v1/events/${name}`, {}, { scopes: ["send", "read", "people"] })).toMatchObject({ status: 403 }),
);
