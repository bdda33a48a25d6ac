import { createNxZalo } from "@nxzalo/core";
import { createJourneys } from "@nxzalo/journeys";
import { createMemoryStore } from "@nxzalo/journeys/memory";
import { createProxy, forwardReceipts } from "@nxzalo/proxy";
import { createSandbox, phoneForCode } from "@nxzalo/sandbox";
import { context, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import * as sdkTrace from "@opentelemetry/sdk-trace";
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { instrument } from "./index.ts";
import { createTestTraces, type EndedSpan, registerContext } from "./testing/sdk.ts";

registerContext();

const traceId = "0af7651916cd43dd8448eb211c80319c";
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";

/** A whole proxy in front of the emulator, with its spans. */
function createSubject() {
  const { spans, tracerProvider } = createTestTraces();
  const { onEvent, onReport, around } = instrument({ tracerProvider });
  const { credentials, appKey, fetch: sandboxFetch, calls, deliver } = createSandbox();
  const fetch = vi.fn(sandboxFetch);
  const client = createNxZalo({ credentials, appKey, fetch, onEvent, around });
  const journeys = createJourneys({ client, store: createMemoryStore(), appKey, around });
  const forwarded = vi.fn(async (_: string, __: { headers: Record<string, string> }) => ({ status: 204 }));
  const url = "https://shop.example/secret-path";
  const onReceipt = forwardReceipts({ url, secret: "0123456789abcdef", fetch: forwarded, around });
  const proxy = createProxy({
    client,
    journeys,
    authorize: () => ({ caller: "shop", scopes: ["send", "tokens"] }),
    receipts: { keys: [receiptKey], onReceipt },
    onReport,
    around,
  });
  const ask = (path: string, body: object, headers: Record<string, string> = {}) =>
    proxy({
      method: "POST",
      path,
      headers: new Headers({ "content-type": "application/json", ...headers }),
      body: new Blob([JSON.stringify(body)]).stream() as unknown as AsyncIterable<Uint8Array>,
    });
  return { spans, ask, fetch, forwarded, around, calls, deliver };
}

const parentOf = (span: EndedSpan, spans: readonly EndedSpan[]) =>
  spans.find((other) => other.spanContext().spanId === span.parentSpanContext?.spanId)?.name;

it("runs on the SDK that this run is of", () =>
  expect("BasicTracerProvider" in sdkTrace).toBe(process.env["SDK"] === "2"));

it("spans a request from the caller's trace to NXCLOUD's answer, and what of it is stored", async () => {
  const { spans, ask, fetch } = createSubject();
  const parcel = { phone: "84912345678", tokenType: "token_logistics_7", reference: "order 42" };
  await ask("/v1/journeys", parcel, { traceparent, tracestate: "shop=1" });
  const tree = spans.map((span) => [span.name, parentOf(span, spans)]);
  expect(tree).toEqual([
    ["store acquireLease", "POST /v1/journeys"],
    ["POST /v1/zalo/initJourneyToken", "initJourneyToken"],
    ["initJourneyToken", "POST /v1/journeys"],
    ["store completeLease", "POST /v1/journeys"],
    ["POST /v1/journeys", undefined],
  ]);
  const server = spans.at(-1);
  expect(server).toMatchObject({
    kind: SpanKind.SERVER,
    parentSpanContext: { traceId, spanId: "b7ad6b7169203331" },
    attributes: {
      "http.request.method": "POST",
      "http.route": "/v1/journeys",
      "http.response.status_code": 201,
    },
    status: { code: SpanStatusCode.UNSET },
  });
  expect(server?.spanContext().traceState?.serialize()).toBe("shop=1");
  expect(spans[1]).toMatchObject({
    kind: SpanKind.CLIENT,
    attributes: {
      "http.request.method": "POST",
      "url.full": "https://api.nxcloud.com/v1/zalo/initJourneyToken",
      "server.address": "api.nxcloud.com",
      "server.port": 443,
      "nxzalo.operation": "initJourneyToken",
    },
  });
  expect(new Set(spans.map((span) => span.spanContext().traceId))).toEqual(new Set([traceId]));
  expect(JSON.stringify(fetch.mock.calls.map(([, init]) => init))).not.toContain(traceId);
  const told = JSON.stringify(spans.map(({ name, attributes, status, events }) => [name, attributes, status, events]));
  expect(told).not.toMatch(/84912345678|order 42/);
});

it("passes the trace on with a forwarded receipt, without the caller's baggage", async () => {
  const { spans, ask, forwarded } = createSubject();
  const receipt = { status: "journey_time_out", journeyId: "1" };
  await ask(`/v1/receipts/${receiptKey}`, receipt, { traceparent, tracestate: "shop=1", baggage: "phone=84912345678" });
  const { headers } = forwarded.mock.calls[0]?.[1] ?? { headers: {} };
  const forward = spans.find(({ name }) => name === "forward receipt");
  expect(headers).toMatchObject({
    traceparent: `00-${traceId}-${forward?.spanContext().spanId}-01`,
    tracestate: "shop=1",
  });
  expect(headers).not.toHaveProperty("baggage");
  expect(spans.map((span) => [span.name, parentOf(span, spans)])).toEqual([
    ["store receive", "receive receipt"],
    ["receive receipt", "POST /v1/receipts/:key"],
    ["forward receipt", "POST /v1/receipts/:key"],
    ["POST /v1/receipts/:key", undefined],
  ]);
  expect(forward?.attributes).toEqual({
    "http.request.method": "POST",
    "http.response.status_code": 204,
    "nxzalo.receipt.status": "journey_time_out",
    "server.address": "shop.example",
    "server.port": 443,
    "url.full": "https://shop.example/",
  });
  expect(JSON.stringify(spans.map(({ name, attributes }) => [name, attributes]))).not.toContain(receiptKey);
});

it("tells what failed by its code, never by its words", async () => {
  const { spans, ask, around } = createSubject();
  await ask("/v1/journeys", { phone: phoneForCode(1102), tokenType: "token_logistics_7" });
  const failed = { "error.type": "balance_insufficient" };
  const error = { code: SpanStatusCode.ERROR };
  expect(spans.slice(-3)).toMatchObject([
    {
      name: "POST /v1/zalo/initJourneyToken",
      attributes: { ...failed, "nxzalo.upstream_code": "1102" },
      status: error,
    },
    { name: "initJourneyToken", attributes: failed, status: error },
    { name: "POST /v1/journeys", attributes: { ...failed, "http.response.status_code": 502 }, status: error },
  ]);
  spans.length = 0;
  await around("work", {}, () => Promise.reject(new Error("about 84912345678"))).catch(() => {});
  expect(spans).toMatchObject([{ attributes: { "error.type": "_OTHER" }, status: error, events: [] }]);
  expect(spans[0]?.status.message).toBeUndefined();
});

it.each([
  ["https://api.nxcloud.com/v1/zalo/mt", "api.nxcloud.com", 443],
  ["http://nxcloud.internal/v1/zalo/mt", "nxcloud.internal", 80],
  ["http://127.0.0.1:8788/v1/zalo/mt", "127.0.0.1", 8788],
])("an attempt at %s says who answers, and which attempt it is", async (url, address, port) => {
  const { spans, around } = createSubject();
  await around("POST /v1/zalo/mt", { "url.full": url, "http.request.resend_count": 2 }, async () => {});
  expect(spans[0]).toMatchObject({ kind: SpanKind.CLIENT });
  expect(spans[0]?.attributes).toEqual({
    "url.full": url,
    "server.address": address,
    "server.port": port,
    "http.request.resend_count": 2,
  });
});

it("a piece of the store's work says which it is, and a count that is none is left out", async () => {
  const { spans, around } = createSubject();
  const facts = { "nxzalo.store.operation": "acquireLease", "http.request.resend_count": 0.5 };
  await around("store acquireLease", facts, async () => {});
  expect(spans[0]).toMatchObject({ kind: SpanKind.INTERNAL });
  expect(spans[0]?.attributes).toEqual({ "nxzalo.store.operation": "acquireLease" });
});

it("a refusal that is the caller's own fault is no error of the server's span", async () => {
  const { spans, ask } = createSubject();
  await ask("/v1/journeys", { phone: "1" });
  expect(spans.at(-1)).toMatchObject({
    attributes: { "http.response.status_code": 422 },
    status: { code: SpanStatusCode.UNSET },
  });
  await ask("/84912345678", {});
  expect(spans.at(-1)?.name).toBe("POST");
});

it("costs and changes nothing where no spans are wanted", async () => {
  const { around } = instrument();
  expect(await around("work", {}, async (work) => work?.headers())).toEqual({});
  const failure = new Error("as it was");
  await expect(around("work", {}, () => Promise.reject(failure))).rejects.toBe(failure);
  const passed = await around(
    "request",
    { "http.request.method": "GET" },
    async (work) => work?.headers(),
    new Headers({ traceparent }),
  );
  expect(passed).toEqual({ traceparent });
});

it("what is within a request that is not sampled costs no span, and its trace goes on", async () => {
  const sampler = { shouldSample: vi.fn(() => ({ decision: sdkTrace.SamplingDecision.NOT_RECORD })) };
  const { spans, tracerProvider } = createTestTraces({ sampler });
  const { around } = instrument({ tracerProvider });
  const headers = await around(
    "request",
    { "http.request.method": "GET" },
    () =>
      around("call", {}, () =>
        around("forward receipt", {}, async (work) => {
          work?.set({ "http.response.status_code": 204 });
          return work?.headers();
        }),
      ),
    new Headers({ traceparent, tracestate: "shop=1", baggage: "phone=84912345678" }),
  );
  expect(headers).toEqual({
    traceparent: expect.stringMatching(`^00-${traceId}-[0-9a-f]{16}-00$`),
    tracestate: "shop=1",
  });
  expect(sampler.shouldSample).toHaveBeenCalledTimes(1);
  expect(spans).toEqual([]);
});

it("says nothing that input wrote, whatever the facts", async () => {
  const { spans, around } = createSubject();
  const names = [
    "http.request.method",
    "http.response.status_code",
    "error.type",
    "nxzalo.operation",
    "nxzalo.upstream_code",
    "nxzalo.receipt.status",
    "phone",
    "__proto__",
  ];
  const facts = fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.string(), fc.integer(), fc.boolean()));
  const allowed = /^(_OTHER|other|[A-Z]+|-?\d{1,5}|[a-z]+(_[a-z]+)*|[a-z]+[A-Z][A-Za-z]+)$/;
  await fc.assert(
    fc.asyncProperty(facts, facts, async (before, after) => {
      spans.length = 0;
      await around("work", { phone: "84912345678", ...before }, async (work) => work?.set(after));
      for (const [name, value] of Object.entries(spans[0]?.attributes ?? {})) {
        expect(names.slice(0, -2)).toContain(name);
        expect(String(value)).toMatch(allowed);
      }
    }),
  );
});

it("leaves the context as it was", async () => {
  const { around } = createSubject();
  await around("work", {}, async () => expect(trace.getSpan(context.active())).toBeDefined());
  expect(trace.getSpan(context.active())).toBeUndefined();
  expect(propagation.fields()).toContain("traceparent");
});
