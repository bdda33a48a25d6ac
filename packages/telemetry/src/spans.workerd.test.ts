import { createNxZalo } from "@nxzalo/core";
import { createSandbox } from "@nxzalo/sandbox";
import { expect, it } from "vitest";
import { instrument } from "./index.ts";
import { createTestMetrics, createTestTraces, registerContext } from "./testing/sdk.ts";

registerContext();

it("makes spans and metrics in workerd", async () => {
  expect(navigator.userAgent).toBe("Cloudflare-Workers");
  const { meterProvider, read } = createTestMetrics();
  const { tracerProvider, spans } = createTestTraces();
  const { onEvent, around } = instrument({ meterProvider, tracerProvider });
  const { credentials, appKey, fetch } = createSandbox();
  const client = createNxZalo({ credentials, appKey, fetch, onEvent, around });
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  await around(
    "request",
    { "http.request.method": "POST", "http.route": "/v1/journeys" },
    () => client.initJourneyToken({ phone: "84912345678", tokenType: "token_logistics_7" }),
    new Headers({ traceparent }),
  );
  expect(spans.map(({ name }) => name)).toEqual([
    "POST /v1/zalo/initJourneyToken",
    "initJourneyToken",
    "POST /v1/journeys",
  ]);
  for (const span of spans) expect(span.spanContext().traceId).toBe("0af7651916cd43dd8448eb211c80319c");
  expect((await read()).map(({ name }) => name)).toEqual(["nxzalo.call.duration", "nxzalo.attempt.duration"]);
});
