import { readFileSync } from "node:fs";
import { ConfigError, createNxZalo, ResponseError, TransportError, upstreamCodes } from "@nxzalo/core";
import { formatLogLine, loggableEvent } from "@nxzalo/core/internal";
import { createSandbox, phoneForCode } from "@nxzalo/sandbox";
import fc from "fast-check";
import { recordWork } from "nxzalo-testing/record-work";
import { describe, expect, it } from "vitest";
import type { ProxyReport } from "./http.ts";
import { describeFailure, loggableFault } from "./logging.ts";
import type { ProxyOptions } from "./options.ts";
import { tokenKeyUnknown } from "./problems.ts";
import { callProxy, type TestRequest, unaskedClient } from "./testing/call-proxy.ts";

const path = "/v1/journeys";
const tokenType = "token_logistics_7";
const sandbox = createSandbox();
const { credentials, appKey, fetch } = sandbox;
const client = createNxZalo({ credentials, appKey, fetch, retry: false });
const ask = async (phone: string) => (await callProxy({ path, body: { phone, tokenType } }, { client })).report;

/** What only the operator, the customer or NXCLOUD can mend, and what may have had its effect. */
const errors = [1000, 1001, 1002, 1003, 1004, 1005, 1100, 1102, 9003, 9004, 9005, 17009, 17010, -1, 9001, 9999];

describe("the report of a request that NXCLOUD refuses", () => {
  it.each(upstreamCodes().map(({ code, hint, outcome }) => [code, hint, outcome] as const))(
    "says of %i what to do, and what to ask NXCLOUD's support",
    async (code, hint, outcome) => {
      const level = errors.includes(code) ? "error" : "warn";
      expect(await ask(phoneForCode(code))).toMatchObject({
        level,
        outcome,
        hint,
        upstreamCode: code,
        traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
      });
    },
  );

  it("is loud where a code is not known", async () =>
    expect(await ask(phoneForCode(12345))).toMatchObject({ level: "error", errorCode: "upstream_code_unknown" }));
});

describe("onReport", () => {
  const heard = async (request: TestRequest, options: Partial<ProxyOptions> = {}) => {
    const reports: ProxyReport[] = [];
    const onReport = (report: ProxyReport) => void reports.push(report);
    const { report } = await callProxy(request, { ...options, onReport });
    expect(reports).toEqual([report]);
    return report;
  };

  it("hears of each request, also of one that is refused, or has no route", async () => {
    expect(await heard({ path, body: {} }, { authorize: () => null })).toMatchObject({ route: path, status: 401 });
    expect(await heard({ path: "/84912345678" })).toMatchObject({ route: "unmatched", status: 404 });
    expect((await heard({ path: "/healthz" })).durationMs).toBeGreaterThanOrEqual(0);
  });

  it("changes no response by what it throws", async () => {
    const onReport = () => {
      throw new Error("the observer's own");
    };
    expect((await callProxy({ path: "/healthz" }, { onReport })).status).toBe(200);
  });

  it("changes nothing by a promise that rejects, as onFault does not", async () => {
    const unhandled: unknown[] = [];
    const hear = (reason: unknown) => void unhandled.push(reason);
    process.on("unhandledRejection", hear);
    const reject = async () => {
      throw new Error("the observer's own");
    };
    const authorize = () => Promise.reject(new Error("a bug"));
    const { status } = await callProxy({ path, body: {} }, { onReport: reject, onFault: reject, authorize });
    // Rejections are told of at the end of a turn.
    await new Promise((resolve) => setTimeout(resolve));
    process.off("unhandledRejection", hear);
    expect([status, unhandled]).toEqual([500, []]);
  });

  it.each([
    ["d9428888-122b-11e1-b85c-61cd3cbb3210", true],
    ["x".repeat(128), true],
    ["x".repeat(129), false],
    ["two words", false],
    ["Đơn", false],
    ["", false],
  ])("the caller's own id, %j: %s", async (id, isGiven) => {
    const { clientRequestId } = await heard({ path: "/healthz", headers: { "x-request-id": id } });
    expect(clientRequestId).toBe(isGiven ? id : undefined);
  });

  it("tells the status of a receipt that was taken, and the quota that it tells", async () => {
    const key = "aGVsbG8td29ybGQtMTI4LWJpdHM";
    const receipts = { keys: [key], onReceipt: () => {} };
    const file = new URL("../../core/fixtures/receipt-success.json", import.meta.url);
    const body = readFileSync(file, "utf8");
    const report = await heard({ path: `/v1/receipts/${key}`, body }, { receipts });
    const { remainingQuota, dailyQuota } = JSON.parse(body).zaloRes.data.quota;
    expect(report).toMatchObject({
      receiptStatus: "success",
      quotaRemaining: Number(remainingQuota),
      quotaDaily: Number(dailyQuota),
    });
    expect(await heard({ path: `/v1/receipts/${key}`, body: { status: "84912345678" } }, { receipts })).toMatchObject({
      receiptStatus: "unknown",
      quotaRemaining: undefined,
    });
    expect(JSON.stringify(report)).not.toContain(key);
  });
});

describe("around", () => {
  it("is put around each request, with its headers; the caller's own faults are none of ours", async () => {
    const { around, works } = recordWork();
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    await callProxy({ path, body: {}, headers: { traceparent } }, { around, authorize: () => null });
    await callProxy({ path: "/84912345678" }, { around });
    await callProxy({ path, body: {} }, { around, authorize: () => Promise.reject(new Error("a bug")) });
    expect(works).toMatchObject([
      { name: "request", incoming: traceparent, facts: { "http.route": path, "http.response.status_code": 401 } },
      { facts: { "http.request.method": "GET", "http.route": undefined, "http.response.status_code": 404 } },
      { facts: { "http.response.status_code": 500, "error.type": "internal_error" } },
    ]);
    expect(works[0]?.facts["error.type"]).toBeUndefined();
  });
});

describe("the report of any other request", () => {
  it("names the caller who may not", async () => {
    const authorize = () => ({ caller: "shop", scopes: [] });
    expect((await callProxy({ path, body: {} }, { authorize })).report).toMatchObject({ status: 403, caller: "shop" });
  });

  it("is quiet where it went well, and names the journey", async () =>
    expect(await ask("84912345678")).toMatchObject({ level: "info", journeyId: expect.stringMatching(/^\d{19}$/) }));

  it.each<[string, number, string, Partial<ProxyOptions>]>([
    ["an input that does not fit", 422, "info", {}],
    ["a stranger", 401, "warn", { authorize: () => null }],
    ["a caller who may not", 403, "warn", { authorize: () => ({ caller: "shop", scopes: [] }) }],
    ["a caller who asks too often", 429, "warn", { rateLimit: () => 1000 }],
    [
      "a key set that is not there yet",
      503,
      "warn",
      { authorize: () => Promise.reject(tokenKeyUnknown(1000, undefined)) },
    ],
    ["a bug", 500, "error", { authorize: () => Promise.reject(new Error("a bug about 84912345678")) }],
  ])("%s: %i is %s", async (_, status, level, options) => {
    const { report } = await callProxy({ path, body: {} }, options);
    expect(report).toMatchObject({ status, level });
    expect(JSON.stringify(report)).not.toContain("84912345678");
  });

  it.each([
    ["ECONNREFUSED", "not_sent", "warn"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "not_sent", "warn"],
    ["UND_ERR_SOCKET", "unknown", "error"],
  ] as const)("%s, %s: tells the cause's code", async (code, outcome, level) => {
    const cause = Object.assign(new Error("failed"), { code });
    const failure = new TransportError("NXCLOUD could not be reached", { code: "network_error", outcome, cause });
    const proxied = { ...unaskedClient, initJourneyToken: () => Promise.reject(failure) };
    const { report, json } = await callProxy({ path, body: { phone: "84912345678", tokenType } }, { client: proxied });
    expect(report).toMatchObject({ level, outcome, causeCode: code, cause: "Error: failed" });
    expect(JSON.stringify(json)).not.toContain(code);
  });

  it("an answer that cannot be read is an error: the message may have been sent", () =>
    expect(
      describeFailure(new ResponseError("not JSON", { code: "response_unreadable", outcome: "unknown" })),
    ).toMatchObject({ level: "error" }));

  it("a configuration shows its fault in the fault's own line, and not as a code of its own", async () => {
    const fault = new ConfigError("NXCLOUD_APP_KEY is missing", { code: "config_invalid", outcome: "not_sent" });
    const { report } = await callProxy({ path, body: {} }, { authorize: () => Promise.reject(fault) });
    expect(report).toMatchObject({ status: 503, level: "error", errorCode: "unavailable" });
  });
});

it("no phone, token, secret or reference reaches a report, whatever is sent", () =>
  fc.assert(
    fc.asyncProperty(fc.string(), fc.stringMatching(/^[A-Za-z0-9_-]{24,40}$/), async (text, token) => {
      const reference = `Đơn ${text}`.slice(0, 100);
      const bodies = [
        { phone: "84912345678", tokenType, reference, token },
        { phone: "84912345678", tokenType: token },
        { phone: `0912345678${text}`, tokenType },
      ];
      for (const body of bodies) {
        const { report } = await callProxy({ path, body }, { client });
        const line = JSON.stringify(report);
        expect(line).not.toMatch(/0?912345678/);
        expect(line).not.toContain(token);
      }
    }),
    { numRuns: 100 },
  ));

describe("events that the operator has to hear of", () => {
  const operation = "sendTemplate";

  it.each([
    [90_000, /90 s behind NXCLOUD's.+NTP/],
    [-7_200_000, /7200 s ahead of NXCLOUD's/],
  ])("a clock that is off by %i ms", (offsetMs, message) =>
    expect(loggableEvent({ type: "clock_corrected", operation, offsetMs })).toMatchObject({
      level: "error",
      message: expect.stringMatching(message),
    }),
  );

  it("not a clock that is off by less than a minute", () =>
    expect(loggableEvent({ type: "clock_corrected", operation, offsetMs: 30_000 })).toBeUndefined());

  it.each([
    ["a new secret that NXCLOUD does not take yet", "previous", /^NXCLOUD refused NXCLOUD_ACCESS_SECRET;.*: keep both/],
    [
      "an old secret that NXCLOUD takes no more",
      "current",
      /^NXCLOUD refused NXCLOUD_ACCESS_SECRET_PREVIOUS;.*: end the rotation/,
    ],
  ] as const)("%s", (_, to, message) =>
    expect(loggableEvent({ type: "secret_fallback", operation, to })).toMatchObject({
      level: "warn",
      message: expect.stringMatching(message),
    }),
  );
});

it("a fault's line has the code of its cause", () => {
  const cause = Object.assign(new Error("failed"), { code: "CERT_HAS_EXPIRED" });
  const fault = new TransportError("x", { code: "network_error", outcome: "not_sent", cause });
  expect(loggableFault(fault)).toMatchObject({ causeCode: "CERT_HAS_EXPIRED", cause: "Error: failed" });
});

it("a line begins with its level and its time", () =>
  expect(formatLogLine({ level: "warn", method: "POST", status: 403, caller: undefined }, 0)).toBe(
    '{"level":"warn","time":"1970-01-01T00:00:00.000Z","method":"POST","status":403}',
  ));
