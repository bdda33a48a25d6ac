import { ConfigError, isNxZaloError, ProxyError } from "@nxzalo/core/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readIdempotencyKey } from "./idempotency-key.ts";
import type { ProxyOptions } from "./options.ts";
import { callProxy, unaskedClient } from "./testing/call-proxy.ts";
import { createTestJourneys } from "./testing/journey-service.ts";

/** The key of a request with that header, or the field that is complained of. */
function read(header: string | null): unknown {
  try {
    return readIdempotencyKey({ get: (name) => (name === "idempotency-key" ? header : null) });
  } catch (error) {
    return isNxZaloError(error) && error.kind === "input" ? error.issues : error;
  }
}
const refused = [{ path: ["Idempotency-Key"], message: expect.any(String), code: "idempotency_key_wrong" }];

describe("Idempotency-Key", () => {
  it.each([
    [null, undefined],
    ["order-7", "order-7"],
    ["  order-7\t", "order-7"],
    ["order 7", "order 7"],
    // As the IETF's draft writes it.
    ['"order-7"', "order-7"],
    [' "8e03978e-40d5-43dd-bc93-6894a57f9324" ', "8e03978e-40d5-43dd-bc93-6894a57f9324"],
    ['"a \\"quoted\\" \\\\ key"', 'a "quoted" \\ key'],
    // Not a string as the draft writes it: it is taken as it stands.
    ['"order-7', '"order-7'],
    ['a"b', 'a"b'],
    ["x".repeat(255), "x".repeat(255)],
    [`"${"x".repeat(255)}"`, "x".repeat(255)],
  ])("%j is the key %j", (header, key) => expect(read(header)).toBe(key));

  it.each(["", " ", '""', '" "', "x".repeat(256), "đơn-7", "a\tb", "a\u0000b", '" a"', "key\u007f"])(
    "%j is refused, and not quoted",
    (header) => {
      expect(read(header)).toEqual(refused);
      if (header.trim() !== "") expect(JSON.stringify(read(header))).not.toContain(header);
    },
  );

  it("is the same in quotes as bare, whatever it is", () => {
    const visible = fc.stringMatching(/^[\x21-\x7e]([\x20-\x7e]{0,60}[\x21-\x7e])?$/);
    fc.assert(
      fc.property(visible, (key) => {
        expect(read(`"${key.replace(/["\\]/g, "\\$&")}"`)).toBe(key);
        // Bare, one that looks as if it were in quotes is taken for one that is.
        if (!key.startsWith('"')) expect(read(key)).toBe(key);
      }),
    );
  });

  it("is a key of visible ASCII, or a complaint, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300, size: "max" }), (header) => {
        const key = read(header);
        if (typeof key === "string") expect(key).toMatch(/^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$/);
        else expect(key).toEqual(refused);
      }),
    );
  });
});

const headers = { "idempotency-key": '"order-7"' };
const parcel = { phone: "84912345678", tokenType: "token_logistics_7" };
const message = { phone: "84912345678", templateId: "133214", templateData: {} };

describe("a call with an Idempotency-Key", () => {
  it.each([
    ["open", "/v1/journeys", parcel],
    ["send", "/v1/messages", message],
  ])("hands %s the key beside the caller's name", async (method, path, body) => {
    const journeys = createTestJourneys();
    await callProxy({ path, body, headers }, { journeys });
    expect(journeys.asked).toEqual([
      [method, body, expect.objectContaining({ caller: "shop", idempotencyKey: "order-7" })],
    ]);
  });

  it("is refused where the key is none, before anything is asked", async () => {
    const journeys = createTestJourneys();
    const reply = await callProxy(
      { path: "/v1/messages", body: message, headers: { "idempotency-key": "" } },
      { journeys },
    );
    expect(reply).toMatchObject({ status: 422, json: { code: "input_invalid", issues: refused, outcome: "not_sent" } });
    expect(journeys.asked).toEqual([]);
  });

  it.each([
    ["/v1/journeys/search", {}],
    ["/v1/journeys/forget", { phone: "84912345678" }],
  ])("means nothing to %s", async (path, body) =>
    expect(
      (await callProxy({ path, body, headers: { "idempotency-key": "đ" } }, { journeys: createTestJourneys() })).status,
    ).toBe(200),
  );

  it("is ignored by a proxy that stores nothing", async () => {
    const client = { ...unaskedClient, sendTemplate: async () => ({ requestId: "zalomid.1" }) };
    const reply = await callProxy(
      { path: "/v1/messages", body: message, headers: { "idempotency-key": "đ" } },
      { client },
    );
    expect(reply).toMatchObject({ status: 202, json: { requestId: "zalomid.1" } });
  });

  it("is 409 while it is on its way, with a time to come back, and 422 for another body", async () => {
    const failing = (error: ProxyError) => createTestJourneys({ send: () => Promise.reject(error) });
    const conflict = {
      code: "idempotency_conflict",
      outcome: "unknown",
      retryable: true,
      retryAfterMs: 1_500,
    } as const;
    const busy = failing(new ProxyError("The same call is still on its way", conflict));
    expect(await callProxy({ path: "/v1/messages", body: message, headers }, { journeys: busy })).toMatchObject({
      status: 409,
      headers: { "retry-after": "2" },
      json: { code: "idempotency_conflict", outcome: "unknown" },
    });
    const mismatch = { code: "idempotency_mismatch", outcome: "not_sent" } as const;
    const other = failing(new ProxyError("This idempotency key came with another body", mismatch));
    expect(await callProxy({ path: "/v1/messages", body: message, headers }, { journeys: other })).toMatchObject({
      status: 422,
      json: { code: "idempotency_mismatch", outcome: "not_sent" },
    });
  });
});

describe("an Idempotency-Key that the store was not asked for", () => {
  const fail = (error: unknown) => () => Promise.reject(error);
  const details = { code: "unavailable", outcome: "not_sent", retryable: true, isFault: true } as const;
  const unconfigured = new ConfigError("STORE_KEY is missing", {
    code: "config_invalid",
    outcome: "not_sent",
    issues: [],
  });
  const cases: [string, Partial<ProxyOptions>][] = [
    ["where a key set is away", { authorize: fail(new ProxyError("away", details)) }],
    ["where the limiter is away", { rateLimit: fail(new ProxyError("away", details)) }],
    ["where the proxy is not configured", { authorize: fail(unconfigured) }],
  ];
  const send = (options: Partial<ProxyOptions>, given = headers) =>
    callProxy({ path: "/v1/messages", body: message, headers: given }, { journeys: createTestJourneys(), ...options });

  it.each(cases)("%s: 503 with an unknown outcome", async (_, options) => {
    const hint = expect.stringContaining("ask again with the same Idempotency-Key");
    for (const path of ["/v1/messages", "/v1/journeys"]) {
      const reply = await callProxy({ path, body: {}, headers }, { journeys: createTestJourneys(), ...options });
      expect(reply).toMatchObject({
        status: 503,
        headers: { "retry-after": "1" },
        json: { code: "unavailable", outcome: "unknown", retryable: true, hint },
      });
    }
  });

  it.each(cases)("%s: without a key nothing has been sent", async (_, options) =>
    expect(await send(options, {} as typeof headers)).toMatchObject({ status: 503, json: { outcome: "not_sent" } }),
  );

  it("nor where keys mean nothing: without a store, and to other routes", async () => {
    const options = { rateLimit: fail(new ProxyError("away", details)) };
    expect(await send({ ...options, journeys: undefined })).toMatchObject({ json: { outcome: "not_sent" } });
    const search = { path: "/v1/journeys/search", body: {}, headers };
    const reply = await callProxy(search, { journeys: createTestJourneys(), ...options });
    expect(reply).toMatchObject({ status: 503, json: { outcome: "not_sent" } });
  });

  it("what the store itself says stays", async () => {
    const locked = new ProxyError("busy", { ...details, isFault: false });
    const journeys = createTestJourneys({ send: fail(locked) });
    expect(await send({ journeys })).toMatchObject({ status: 503, json: { outcome: "not_sent" } });
    const refusal = { authorize: () => null };
    expect(await send(refusal)).toMatchObject({ status: 401, json: { outcome: "not_sent" } });
  });
});
