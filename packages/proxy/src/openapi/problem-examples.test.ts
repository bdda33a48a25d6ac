import { createNxZalo, upstreamCodes } from "@nxzalo/core";
import { type Outcome, ProxyError } from "@nxzalo/core/errors";
import { createSandbox, phoneForCode } from "@nxzalo/sandbox";
import { expect, it } from "vitest";
import type { ProxyOptions } from "../index.ts";
import { callProxy, type TestRequest } from "../testing/call-proxy.ts";
import { createTestJourneys } from "../testing/journey-service.ts";
import { openApi } from "./index.ts";

type Problem = Readonly<Record<string, unknown>>;
const { examples } = (openApi as unknown as { components: { examples: Record<string, { value: Problem }> } })
  .components;

const path = "/v1/journeys";
const body = { phone: "84912345678", tokenType: "token_logistics_7" };
const journeys = createTestJourneys();

/** What is another one in each response. */
const withoutIds = ({ instance: _, traceId: __, ...problem }: Problem): Problem => problem;

type Provoked = readonly [code: string, status: number, request: TestRequest, options?: Partial<ProxyOptions>];
const provoked: Provoked[] = [
  ["body_malformed", 400, { path, body: '{"phone": 1,}' }],
  ["unauthorized", 401, { path, body }, { authorize: () => null }],
  ["forbidden", 403, { path, body }, { authorize: () => ({ caller: "shop", scopes: [] }) }],
  ["route_not_found", 404, { path: "/v2" }],
  ["journey_not_found", 404, { path: `${path}/1` }, { journeys }],
  ["method_not_allowed", 405, { path, method: "PUT" }],
  ["body_too_large", 413, { path, body: " ".repeat(64 * 1024 + 1) }],
  ["media_type_unsupported", 415, { path, body, headers: { "content-type": "text/plain" } }],
  ["input_invalid", 422, { path, body: { tokenType: body.tokenType } }],
  ["rate_limited", 429, { path, body }, { rateLimit: () => 1000 }],
  ["internal_error", 500, { path, body }, { authorize: () => Promise.reject(new Error("a bug")) }],
  ["unavailable", 503, { path: "/readyz" }, { isReady: () => false }],
];

it.each(provoked)("the example of %s is what a proxy answers", async (...row) => {
  const [code, status, request, options] = row as unknown as Provoked;
  const response = await callProxy(request, options);
  expect(response.status).toBe(status);
  expect(withoutIds(response.json as Problem)).toEqual(withoutIds(examples[code]?.value ?? {}));
});

it("the examples of NXCLOUD's refusals are what a proxy answers", async () => {
  const { credentials, appKey, fetch } = createSandbox();
  const client = createNxZalo({ credentials, appKey, fetch, retry: false });
  const documented = Object.values(examples).filter(({ value }) => value["kind"] === "upstream");
  expect(documented.length).toBe(new Set(upstreamCodes().map(({ error }) => error)).size + 1);
  for (const { value } of documented) {
    const phone = phoneForCode(Number(value["upstreamCode"]));
    const { json } = await callProxy({ path, body: { ...body, phone } }, { client });
    // What NXCLOUD says for a person to read follows our own words.
    const { detail, ...rest } = withoutIds(json as Problem);
    const { detail: documentedDetail, ...documentedRest } = withoutIds(value);
    expect(rest).toEqual(documentedRest);
    expect(String(detail).startsWith(String(documentedDetail)), String(detail)).toBe(true);
  }
});

it("a refusal by the journey store is answered as its example says", async () => {
  for (const code of ["idempotency_conflict", "idempotency_mismatch"] as const) {
    const value = examples[code]?.value as { detail: string; outcome: Outcome; retryable: boolean };
    const error = new ProxyError(value.detail, { code, outcome: value.outcome, retryable: value.retryable });
    const { json } = await callProxy(
      { path, body },
      { journeys: createTestJourneys({ open: () => Promise.reject(error) }) },
    );
    expect(withoutIds(json as Problem)).toEqual(withoutIds(value));
  }
});
