import type { NxZaloEvent } from "@nxzalo/core";
import { createNxZalo } from "@nxzalo/core";
import { ProxyError } from "@nxzalo/core/errors";
import { createMemoryStore } from "@nxzalo/journeys/memory";
import { createSandbox, phoneForCode } from "@nxzalo/sandbox";
import fc from "fast-check";
import { failureOf } from "nxzalo-testing/failure-of";
import { expect, it, vi } from "vitest";
import { instrument, type RequestReport } from "./index.ts";
import { createTestMetrics } from "./testing/sdk.ts";

const tokenType = "token_logistics_7";
const operation = "initJourneyToken";

function createSubject() {
  const { meterProvider, read } = createTestMetrics();
  const instrumentation = instrument({ meterProvider });
  const of = async (name: string) => (await read()).filter((series) => series.name === name);
  return { ...instrumentation, read, of };
}

it("refuses an option that does not exist, by name", async () =>
  expect((await failureOf(() => instrument({ meter: 1 } as never))).issues).toMatchObject([{ path: ["meter"] }]));

it.each<[string, object]>([
  ["meterProvider", { meterProvider: true }],
  ["tracerProvider", { tracerProvider: true }],
])("refuses a wrong %s by name", async (name, wrong) =>
  expect((await failureOf(() => instrument(wrong as never))).issues).toMatchObject([{ path: [name] }]),
);

it("takes no tracer at all", () => expect(instrument({ tracerProvider: false })).toHaveProperty("around"));

it("measures calls and attempts by operation and code, in seconds", async () => {
  const { onEvent, of } = createSubject();
  const { credentials, appKey, fetch } = createSandbox();
  const client = createNxZalo({ credentials, appKey, fetch, onEvent });
  await client.initJourneyToken({ phone: "84912345678", tokenType });
  await failureOf(client.initJourneyToken({ phone: phoneForCode(1102), tokenType }));
  await failureOf(client.initJourneyToken({ phone: "1", tokenType }));
  const labels = { "nxzalo.operation": operation };
  const refused = { "nxzalo.code": "balance_insufficient" };
  const called = await of("nxzalo.call.duration");
  expect(called[0]).toMatchObject({ unit: "s", value: { count: 1 } });
  expect(called.map((series) => series.labels)).toEqual([
    { ...labels, "nxzalo.code": "ok", "nxzalo.outcome": "ok" },
    { ...labels, ...refused, "nxzalo.outcome": "rejected", "nxzalo.upstream_code": "1102" },
    { ...labels, "nxzalo.code": "input_invalid", "nxzalo.outcome": "not_sent" },
  ]);
  expect(await of("nxzalo.attempt.duration")).toMatchObject([
    {
      labels: { ...labels, "nxzalo.code": "ok" },
      value: {
        count: 1,
        buckets: { boundaries: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25] },
      },
    },
    { labels: { ...labels, ...refused } },
  ]);
  expect(await of("nxzalo.refusals")).toEqual([
    {
      name: "nxzalo.refusals",
      unit: "{refusal}",
      labels: { "nxzalo.responsible_party": "customer", "nxzalo.upstream_code": "1102" },
      value: 1,
    },
  ]);
});

it("counts codes of NXCLOUD's by the documented ones, 1000 standing for those of its group without a row", async () => {
  const { onEvent, of } = createSubject();
  for (const upstreamCode of [1000, 1003, 1006, 1009, 1010, 999])
    onEvent({ type: "settled", operation, attempts: 1, durationMs: 1, responsibleParty: "caller", upstreamCode });
  const counted = (await of("nxzalo.refusals")).map(({ labels, value }) => [labels["nxzalo.upstream_code"], value]);
  expect(counted).toEqual([
    ["1000", 3],
    ["1003", 1],
    ["other", 2],
  ]);
});

it("tells a call that its caller aborted from one that succeeded", async () => {
  const { onEvent, of } = createSubject();
  const controller = new AbortController();
  const fetch = async () => {
    controller.abort(new Error("gone"));
    return new Promise<never>(() => {});
  };
  const client = createNxZalo({ credentials: createSandbox().credentials, appKey: "app", fetch, onEvent });
  const call = client.initJourneyToken({ phone: "84912345678", tokenType }, { signal: controller.signal });
  await expect(call).rejects.toThrow("gone");
  for (const name of ["nxzalo.call.duration", "nxzalo.attempt.duration"])
    expect(await of(name)).toMatchObject([{ labels: { "nxzalo.code": "aborted" } }]);
});

it("counts retries and waits, and follows NXCLOUD's clock", async () => {
  const { onEvent, of } = createSubject();
  onEvent({ type: "retry", operation, attempt: 2, delayMs: 1_500, errorCode: "network_error" });
  onEvent({ type: "cooled_down", operation, waitMs: 200 });
  onEvent({ type: "attempt", operation, attempt: 1, durationMs: -4, clockOffsetMs: 90_000 });
  onEvent({ type: "attempt", operation, attempt: 2, durationMs: 4 });
  onEvent({ type: "clock_corrected", operation, offsetMs: 90_000 });
  expect(await of("nxzalo.retries")).toMatchObject([
    { labels: { "nxzalo.operation": operation, "nxzalo.code": "network_error" }, value: 1 },
  ]);
  expect(await of("nxzalo.wait.duration")).toMatchObject([
    { labels: { "nxzalo.reason": "retry" }, value: { count: 1, sum: 1.5 } },
    { labels: { "nxzalo.reason": "pace" }, value: { count: 1, sum: 0.2 } },
  ]);
  expect(await of("nxzalo.clock.offset")).toMatchObject([{ unit: "s", labels: {}, value: 90 }]);
  expect(await of("nxzalo.attempt.duration")).toMatchObject([{ value: { count: 2, sum: 0.004 } }]);
});

const report: RequestReport = { method: "POST", route: "/v1/journeys", status: 201, durationMs: 12 };

it("measures requests as the conventions name them; of ours that failed, why", async () => {
  const { onReport, of } = createSubject();
  onReport(report);
  onReport({ ...report, status: 401, errorCode: "unauthorized" });
  onReport({ ...report, status: 503, errorCode: "unavailable", method: "FETCH84912345678" });
  expect(await of("http.server.request.duration")).toMatchObject([
    {
      unit: "s",
      labels: { "http.request.method": "POST", "http.route": "/v1/journeys", "http.response.status_code": 201 },
      value: { sum: 0.012 },
    },
    { labels: { "http.response.status_code": 401 } },
    { labels: { "http.request.method": "_OTHER", "http.response.status_code": 503, "error.type": "unavailable" } },
  ]);
});

it.each([
  [200, false],
  [499, false],
  [500, true],
  [0, false],
])("names a failure of ours alone, from 500 on: %i, %s", async (status, isNamed) => {
  const { onReport, of } = createSubject();
  onReport({ ...report, status, errorCode: "unavailable" });
  const [{ labels = {} } = {}] = await of("http.server.request.duration");
  expect("error.type" in labels).toBe(isNamed);
  expect("http.response.status_code" in labels).toBe(status !== 0);
});

it("counts receipts by their status, and keeps the quota that they told last", async () => {
  const { onReport, of } = createSubject();
  onReport({ ...report, receiptStatus: "success", quotaRemaining: 480, quotaDaily: 500 });
  onReport({ ...report, receiptStatus: "success", quotaRemaining: 479, quotaDaily: 500 });
  onReport({ ...report, receiptStatus: "delivered" });
  onReport(report);
  expect(await of("nxzalo.receipts")).toMatchObject([
    { labels: { "nxzalo.status": "success" }, value: 2 },
    { labels: { "nxzalo.status": "delivered" }, value: 1 },
  ]);
  expect(await of("nxzalo.quota.remaining")).toMatchObject([{ value: 479 }]);
  expect(await of("nxzalo.quota.daily")).toMatchObject([{ value: 500 }]);
});

it("measures the store's work, and counts what of it fails", async () => {
  const { around, of } = createSubject();
  const cause = Object.assign(new Error("no room"), { code: "53100" });
  const full = new ProxyError("full of 84912345678", { code: "unavailable", outcome: "not_sent", cause });
  const clock = vi.spyOn(performance, "now").mockReturnValueOnce(5_000).mockReturnValueOnce(5_250);
  await around("store find", { "nxzalo.store.operation": "find" }, async () => 1);
  clock.mockRestore();
  await failureOf(around("store start", { "nxzalo.store.operation": "start" }, () => Promise.reject(full)));
  expect(await of("nxzalo.store.operation.duration")).toMatchObject([
    { labels: { "nxzalo.operation": "find", "nxzalo.outcome": "ok" }, value: { count: 1, sum: 0.25 } },
    { labels: { "nxzalo.operation": "start", "nxzalo.outcome": "error" } },
  ]);
  expect(await of("nxzalo.store.errors")).toMatchObject([
    { labels: { "nxzalo.operation": "start", "nxzalo.code": "unavailable", "nxzalo.cause": "full" }, value: 1 },
  ]);
});

it.each([Object.assign(new Error("gone"), { code: "ECONNREFUSED" }), "53100", undefined])(
  "takes no other failure of the store for a full disk: %o",
  async (cause) => {
    const { around, of } = createSubject();
    const away = new ProxyError("away", { code: "unavailable", outcome: "not_sent", cause });
    await failureOf(around("store start", { "nxzalo.store.operation": "start" }, () => Promise.reject(away)));
    expect(await of("nxzalo.store.errors")).toMatchObject([{ labels: { "nxzalo.cause": "other" }, value: 1 }]);
  },
);

it("names every method of a journey store", async () => {
  const { around, of } = createSubject();
  const methods = Object.keys(createMemoryStore().records);
  expect(methods.length).toBeGreaterThan(80);
  for (const method of methods) await around("store", { "nxzalo.store.operation": method }, async () => 1);
  const named = (await of("nxzalo.store.operation.duration")).map(({ labels }) => labels["nxzalo.operation"]);
  expect(named).toEqual(methods);
});

const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.integer(),
  fc.double(),
  fc.constantFrom("84912345678", "__proto__", "constructor", "toString", 1, "1", "ok", 9010, "9010", undefined, null),
);
const hostileEvent = fc.record(
  {
    type: fc.constantFrom("settled", "attempt", "retry", "cooled_down", "clock_corrected", "more"),
    operation: hostile,
    errorCode: hostile,
    outcome: hostile,
    upstreamCode: hostile,
    responsibleParty: hostile,
    durationMs: fc.double(),
    delayMs: fc.double(),
    waitMs: fc.double(),
    clockOffsetMs: fc.double(),
  },
  { requiredKeys: ["type"] },
);
const hostileReport = fc.record(
  {
    method: hostile,
    route: hostile,
    status: hostile,
    errorCode: hostile,
    receiptStatus: hostile,
    durationMs: fc.double(),
    quotaRemaining: fc.double(),
  },
  { requiredKeys: [] },
);

it("has few series, whatever it is told, and no label that input wrote", async () => {
  const { onEvent, onReport, around, read } = createSubject();
  const phone = "84912345678";
  await fc.assert(
    fc.asyncProperty(hostileEvent, hostileReport, hostile, async (event, more, name) => {
      onEvent(event as unknown as NxZaloEvent);
      onReport({ ...more, route: "/v1/journeys" } as unknown as RequestReport);
      await around(String(name), { "nxzalo.store.operation": String(name).slice(0, 1) }, async () => {});
    }),
    { numRuns: 3_000 },
  );
  for (let index = 0; index < 1_000; index++) {
    onEvent({
      type: "settled",
      operation: `${phone}${index}`,
      attempts: 1,
      durationMs: 1,
      upstreamCode: index + 20_000,
    });
    onReport({ ...report, route: `/v1/${index}`, status: 200 });
  }
  const series = await read();
  const texts = JSON.stringify(series.map(({ labels }) => labels));
  expect(texts).not.toContain(phone);
  // Operations, codes, outcomes and upstream codes are from closed sets, and routes are the first hundred.
  expect(series.length).toBeLessThan(3_000);
  const routes = new Set(series.flatMap(({ labels }) => labels["http.route"] ?? []));
  expect(routes.size).toBe(101);
  // What Prometheus would print as one series is one.
  const printed = series.map(
    ({ name, labels }) =>
      `${name} ${JSON.stringify(
        Object.entries(labels)
          .map(([key, value]) => [key, String(value)])
          .sort(),
      )}`,
  );
  expect(new Set(printed).size).toBe(printed.length);
  const codes = series.flatMap(({ labels }) =>
    Object.entries(labels).filter(([key]) => key === "nxzalo.upstream_code"),
  );
  for (const [, code] of codes) expect(code).toMatch(/^(-1|\d{4,5}|other)$/);
});
