import { ProxyError } from "@nxzalo/core/errors";
import { describe, expect, it } from "vitest";
import type { Caller, ProxyOptions, Scope } from "../index.ts";
import { callProxy } from "../testing/call-proxy.ts";
import { createTestJourneys, storedJourney } from "../testing/journey-service.ts";

const { journeyId } = storedJourney;
const path = `/v1/journeys/${journeyId}`;
const parcel = { phone: "+84 912 345 678", tokenType: "token_logistics_7", reference: "Đơn 42" };
const digits = { ...parcel, phone: "84912345678" };
const apps = { north: "north-key", south: "south-key" };

const everything = ["send", "tokens", "read", "people", "admin"] as const;
const by = (caller: Partial<Caller>) => ({
  authorize: () => ({ caller: "shop", scopes: everything, ...caller }),
});
/** What the journey store was asked, for one request. */
async function askedFor(request: Parameters<typeof callProxy>[0], options: Partial<ProxyOptions> = {}) {
  const journeys = createTestJourneys();
  const { status, json } = await callProxy(request, { journeys, apps, ...options });
  return { status, json, asked: journeys.asked };
}

describe("POST /v1/journeys, with a journey store", () => {
  it("answers 201 for a new journey, and where it can be read", async () => {
    const { status, json, headers } = await callProxy(
      { path: "/v1/journeys", body: parcel },
      { journeys: createTestJourneys() },
    );
    expect(status).toBe(201);
    expect(headers["location"]).toBe(path);
    const { reference: _, ...asked } = digits;
    expect(json).toEqual({ ...asked, journeyId, token: "tok", expiresAt: "2026-01-08T00:00:00.000Z", reused: false });
  });

  it("answers 200 for one that had been made before: nothing was created", async () => {
    const { open } = createTestJourneys();
    const journeys = createTestJourneys({
      open: async (input, call) => ({ ...(await open(input, call)), reused: true }),
    });
    const { status, json, headers } = await callProxy({ path: "/v1/journeys", body: parcel }, { journeys });
    expect({ status, json }).toMatchObject({ status: 200, json: { journeyId, token: "tok", reused: true } });
    expect(headers).not.toHaveProperty("location");
  });

  it("asks for whom the caller is, and for the application that they name", async () =>
    expect((await askedFor({ path: "/v1/journeys", body: { ...parcel, app: "north" } })).asked).toEqual([
      ["open", digits, { appKey: "north-key", caller: "shop", idempotencyKey: undefined }],
    ]));

  it("shows no token to a caller without the scope", async () => {
    const { json } = await askedFor({ path: "/v1/journeys", body: parcel }, by({ scopes: ["send"] }));
    expect(json).toMatchObject({ journeyId });
    expect(json).not.toHaveProperty("token");
  });
});

describe("GET /v1/journeys/:journeyId", () => {
  it("answers all that is known, as it is known, to a caller with `people`, whose look is recorded", async () => {
    const { status, json, asked } = await askedFor({ path });
    expect(status).toBe(200);
    expect(json).toEqual(JSON.parse(JSON.stringify(storedJourney)));
    expect(asked).toEqual([["find", journeyId, { shownTo: "shop" }]]);
  });

  it("masks the phone for others, wherever it stands, and nothing else", async () => {
    const phones = (phone: string) => ({
      ...storedJourney,
      phone,
      reference: `Đơn ${phone}`,
      messages: storedJourney.messages.map((message) => ({ ...message, ext: `for ${phone}` })),
      receipts: [
        { receivedAt: new Date(0), receipt: { status: "failed", zaloRes: { message: [phone], error: -118 } } },
      ],
    });
    const journeys = createTestJourneys({ find: async () => phones("84912345678") });
    const { json } = await callProxy({ path }, { journeys, ...by({ scopes: ["read"] }) });
    expect(json).toEqual(JSON.parse(JSON.stringify(phones("84*****5678"))));
    expect(journeys.asked).toEqual([["find", journeyId, { shownTo: undefined }]]);
  });

  it("answers 404 for a journey that is not known, and tells it from a path that does not exist", async () => {
    expect(await askedFor({ path: "/v1/journeys/7" })).toMatchObject({
      status: 404,
      json: { code: "journey_not_found", kind: "proxy", outcome: "not_sent", retryable: false },
    });
    expect(await askedFor({ path: "/v1/parcels/7" })).toMatchObject({ json: { code: "route_not_found" } });
  });

  it.each(["", "abc", "12a", "-1", "1.5", "%2531", "١٢", "1".repeat(41)])(
    "%j is no id of a journey: nothing is asked",
    async (id) => expect(await askedFor({ path: `/v1/journeys/${id}` })).toMatchObject({ status: 404, asked: [] }),
  );

  it("names the journey in the log, and nothing else of what it found", async () => {
    const { report } = await callProxy({ path }, { journeys: createTestJourneys() });
    const { httpRequestId: _, durationMs: __, ...rest } = report;
    expect(rest).toEqual({
      method: "GET",
      route: "/v1/journeys/:journeyId",
      status: 200,
      caller: "shop",
      level: "info",
      journeyId,
    });
  });
});

describe("POST /v1/journeys/search", () => {
  it("hands on what it is asked, with times read and phones in digits", async () => {
    const query = { phone: "+84 912 345 678", reference: "Đơn 42", state: "acknowledged", limit: 20, cursor: "5-77" };
    const times = { createdFrom: "2026-01-01T07:00:00+07:00", createdBefore: "2026-01-02T00:00:00.5Z" };
    const { status, json, asked } = await askedFor({ path: "/v1/journeys/search", body: { ...query, ...times } });
    expect({ status, json }).toMatchObject({
      status: 200,
      json: { journeys: [{ journeyId, phone: "84*****5678", state: "over" }], nextCursor: expect.any(String) },
    });
    const read = { createdFrom: new Date("2026-01-01"), createdBefore: new Date("2026-01-02T00:00:00.500Z") };
    expect(asked).toEqual([["search", { ...query, ...read, phone: "84912345678" }, {}]]);
  });

  it("takes no condition at all, and the name of an application", async () => {
    expect((await askedFor({ path: "/v1/journeys/search", body: {} })).asked).toEqual([["search", {}, {}]]);
    expect((await askedFor({ path: "/v1/journeys/search", body: { app: "north" } })).asked).toEqual([
      ["search", {}, { appKeys: ["north-key"] }],
    ]);
    expect((await askedFor({ path: "/v1/journeys/search", body: { app: "default" } })).asked).toEqual([
      ["search", {}, { appKeys: [undefined] }],
    ]);
  });

  it.each([
    ["phone", "0912"],
    ["reference", ""],
    ["state", "lost"],
    ["createdFrom", "yesterday"],
    ["createdFrom", "2026-01-01"],
    ["createdBefore", "2026-13-01T00:00:00Z"],
    ["createdBefore", 1_767_225_600_000],
    ["limit", 0],
    ["limit", 101],
    ["limit", 1.5],
    ["limit", "20"],
    ["cursor", "next"],
    ["app", "east"],
    ["token", "tok"],
  ])("refuses %s %j", async (name, value) =>
    expect(await askedFor({ path: "/v1/journeys/search", body: { [name]: value } })).toMatchObject({
      status: 422,
      json: { code: "input_invalid", issues: [{ path: [name] }] },
      asked: [],
    }),
  );
});

describe("POST /v1/unmatched-receipts/search", () => {
  it("shows receipts as they came and what cannot be read, each with the reason, and no phone", async () => {
    const body = { requestId: "zalomid.1", journeyId: "7", limit: 5, cursor: "5-1f" };
    const { status, json, asked } = await askedFor({ path: "/v1/unmatched-receipts/search", body });
    expect({ status, json }).toMatchObject({
      status: 200,
      json: {
        receipts: [
          { reason: "unmatched", receipt: storedJourney.receipts[0]?.receipt },
          { reason: "it is not JSON", text: "status=failed&to=09*****5678" },
        ],
        nextCursor: null,
      },
    });
    expect(asked).toEqual([["searchReceipts", body]]);
  });

  it("refuses what is no id", async () =>
    expect(await askedFor({ path: "/v1/unmatched-receipts/search", body: { journeyId: "x" } })).toMatchObject({
      status: 422,
      json: { issues: [{ path: ["journeyId"] }] },
    }));
});

describe("forgetting", () => {
  it("deletes a journey, and says nothing more", async () => {
    const { status, json, asked } = await askedFor({ method: "DELETE", path });
    expect({ status, json }).toEqual({ status: 204, json: undefined });
    expect(asked).toEqual([["forget", { journeyId }, { caller: "shop" }]]);
  });

  it("answers 404 where there is nothing to delete", async () =>
    expect(await askedFor({ method: "DELETE", path: "/v1/journeys/7" })).toMatchObject({
      status: 404,
      json: { code: "journey_not_found" },
    }));

  it("forgets a person by their phone, which stands in the body", async () => {
    const { status, json, asked } = await askedFor({ path: "/v1/journeys/forget", body: { phone: "+84 912-345-678" } });
    expect({ status, json }).toEqual({ status: 200, json: { journeys: 1 } });
    expect(asked).toEqual([["forget", { phone: "84912345678" }, { caller: "shop" }]]);
  });

  it("never forgets everybody", async () =>
    expect(await askedFor({ path: "/v1/journeys/forget", body: {} })).toMatchObject({
      status: 422,
      json: { issues: [{ path: ["phone"] }] },
      asked: [],
    }));
});

const reading = [
  ["GET", path, undefined],
  ["POST", "/v1/journeys/search", {}],
  ["POST", "/v1/unmatched-receipts/search", {}],
] as const;
const administering = [
  ["POST", "/v1/audit/search", {}],
  ["DELETE", path, undefined],
  ["POST", "/v1/journeys/forget", { phone: "84912345678" }],
] as const;

describe("scopes", () => {
  const others = (scope: Scope) => everything.filter((one) => one !== scope);
  const rows = [
    ...reading.map((row) => ["read", ...row] as const),
    ...administering.map((row) => ["admin", ...row] as const),
  ];

  it.each(rows)("%s is what %s %s needs, and nothing else will do", async (scope, method, target, body) => {
    expect((await askedFor({ method, path: target, body }, by({ scopes: [scope] }))).status).toBeLessThan(300);
    expect(await askedFor({ method, path: target, body }, by({ scopes: others(scope) }))).toMatchObject({
      status: 403,
      json: { code: "forbidden" },
      asked: [],
    });
    expect(await askedFor({ method, path: target, body }, { authorize: () => null })).toMatchObject({
      status: 401,
      asked: [],
    });
  });
});

describe("a caller who is kept to their own applications", () => {
  const own = by({ apps: ["north", "default", "gone"] });

  it("sees and deletes what is theirs only", async () => {
    const appKeys = ["north-key", undefined];
    expect((await askedFor({ path }, own)).asked).toEqual([["find", journeyId, { appKeys, shownTo: "shop" }]]);
    expect((await askedFor({ method: "DELETE", path }, own)).asked).toEqual([
      ["forget", { journeyId }, { appKeys, caller: "shop" }],
    ]);
    const { phone } = digits;
    expect((await askedFor({ path: "/v1/journeys/search", body: {} }, own)).asked).toEqual([
      ["search", {}, { appKeys }],
    ]);
    expect((await askedFor({ path: "/v1/journeys/forget", body: { phone } }, own)).asked).toEqual([
      ["forget", { phone }, { appKeys, caller: "shop" }],
    ]);
  });

  it("cannot name another one, and sees nothing where none of theirs is configured", async () => {
    expect(await askedFor({ path: "/v1/journeys/search", body: { app: "south" } }, own)).toMatchObject({
      status: 403,
      asked: [],
    });
    expect((await askedFor({ path }, by({ apps: ["gone", "toString"] }))).asked).toEqual([
      ["find", journeyId, { appKeys: [], shownTo: "shop" }],
    ]);
  });

  it("is asked for by one list of keys at each call, however many they are, so that a store knows it again", async () => {
    const names = Array.from({ length: 300 }, (_, index) => `shop-${index}`);
    const many = Object.fromEntries(names.map((name) => [name, `key of ${name}`]));
    const journeys = createTestJourneys();
    const { authorize } = by({ apps: names });
    for (let calls = 0; calls < 2; calls++) await callProxy({ path }, { journeys, apps: many, authorize });
    const [one, other] = journeys.asked.map(([, , scope]) => (scope as { appKeys: string[] }).appKeys);
    expect(one).toEqual(Object.values(many));
    expect(other).toBe(one);
    const named = { path: "/v1/journeys", body: { ...parcel, app: "shop-299" } };
    expect((await callProxy(named, { journeys, apps: many, authorize })).status).toBe(201);
    const foreign = { path: "/v1/journeys", body: { ...parcel, app: "shop-300" } };
    expect((await callProxy(foreign, { journeys, apps: many, authorize })).status).toBe(403);
  });

  it("does not see unmatched receipts", async () =>
    expect(await askedFor({ path: "/v1/unmatched-receipts/search", body: {} }, own)).toMatchObject({
      status: 403,
      json: { code: "forbidden" },
      asked: [],
    }));
});

describe("a store that is away", () => {
  const away = new ProxyError("The store of journeys cannot be used now", {
    code: "unavailable",
    outcome: "not_sent",
    retryable: true,
    retryAfterMs: 2_000,
    isFault: true,
    cause: new Error("EIO"),
  });
  const journeys = createTestJourneys({ ping: () => Promise.reject(away), find: () => Promise.reject(away) });

  it("turns readiness red, and health stays green", async () => {
    const faults: unknown[] = [];
    const options = { journeys, onFault: (error: unknown) => void faults.push(error) };
    const { status, headers, json } = await callProxy({ path: "/readyz" }, options);
    expect({ status, json }).toMatchObject({ status: 503, json: { code: "unavailable", retryable: true } });
    expect(headers["retry-after"]).toBe("2");
    expect(faults).toEqual([away]);
    expect((await callProxy({ path: "/healthz" }, options)).status).toBe(200);
  });

  it("is a 503 that says when to come back, and nothing of the cause", async () => {
    const { status, headers, body } = await callProxy({ path }, { journeys });
    expect({ status, retryAfter: headers["retry-after"] }).toEqual({ status: 503, retryAfter: "2" });
    expect(body).not.toContain("EIO");
  });

  it("is asked for readiness, but not while the proxy shuts down", async () => {
    expect((await askedFor({ path: "/readyz" })).asked).toEqual([["ping"]]);
    expect(await askedFor({ path: "/readyz" }, { isReady: () => false })).toMatchObject({ status: 503, asked: [] });
  });
});

describe("a path's methods", () => {
  it("are named to who asks by another one", async () => {
    const { status, headers } = await callProxy({ method: "PUT", path }, { journeys: createTestJourneys() });
    expect({ status, allow: headers["allow"] }).toEqual({ status: 405, allow: "GET, HEAD, DELETE" });
    expect(
      (await callProxy({ path: "/v1/journeys/search" }, { journeys: createTestJourneys() })).headers["allow"],
    ).toBe("POST");
  });

  it("are GET and HEAD, which has the headers alone and asks for the same scope", async () => {
    const ask = async (method: string, scopes: readonly Scope[]) => {
      const authorize = () => ({ caller: "shop", scopes });
      const { status, headers, body } = await callProxy(
        { method, path },
        { journeys: createTestJourneys(), authorize },
      );
      return { status, type: headers["content-type"], isEmpty: body === "" };
    };
    expect(await ask("GET", ["read"])).toEqual({ status: 200, type: "application/json", isEmpty: false });
    expect(await ask("HEAD", ["read"])).toEqual({ status: 200, type: "application/json", isEmpty: true });
    expect(await ask("HEAD", ["send"])).toMatchObject({ status: 403, isEmpty: true });
  });

  it.each([
    [path, "GET, HEAD, DELETE"],
    ["/v1/journeys/search", "POST"],
    ["/v1/journeys", "POST"],
  ])("are named in the preflight of %s", async (target, methods) => {
    const headers = { origin: "https://shop.example", "access-control-request-method": "DELETE" };
    const preflight = { method: "OPTIONS", path: target, headers };
    const options = { journeys: createTestJourneys(), corsOrigins: ["https://shop.example"] };
    expect(await callProxy(preflight, options)).toMatchObject({
      status: 204,
      headers: { "access-control-allow-methods": methods },
    });
  });
});

it.each([...reading, ...administering])(
  "%s %s does not exist without a journey store",
  async (method, target, body) => {
    const { status, json } = await callProxy({ method, path: target, body });
    expect({ status, json }).toMatchObject({ status: 404, json: { code: "route_not_found" } });
  },
);
