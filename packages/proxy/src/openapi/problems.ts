import type { ErrorCode, ErrorKind, Outcome } from "@nxzalo/core/errors";
import { statusOf } from "@nxzalo/core/problem";

/** What a caller of the proxy may be told; a broken configuration is shown to them as `unavailable`. */
type ProblemCode = Exclude<ErrorCode, "config_invalid">;

interface ProblemRow {
  readonly kind: ErrorKind;
  readonly outcome: Outcome;
  readonly detail: string;
  readonly hint?: string;
  readonly retryable?: boolean;
  readonly more?: object;
}

const proxy = (detail: string, more: Partial<ProblemRow> = {}): ProblemRow => ({
  kind: "proxy",
  outcome: "not_sent",
  detail,
  ...more,
});
const upstream = (upstreamCode: number, name: string, more: Partial<ProblemRow> = {}): ProblemRow => ({
  kind: "upstream",
  outcome: "rejected",
  detail: `NXCLOUD answered ${upstreamCode} (${name})`,
  more: { upstreamCode, traceId: "77f8709b545f4fee93fd7f098be9df04" },
  ...more,
});

/** One example of every problem; the compiler sees to it that none is missing. */
const rows: { readonly [code in ProblemCode]: ProblemRow } = {
  input_invalid: {
    kind: "input",
    outcome: "not_sent",
    detail: "The input is not valid: tokenType is required",
    more: { issues: [{ path: ["tokenType"], message: "is required" }] },
  },
  network_error: {
    kind: "transport",
    outcome: "unknown",
    retryable: true,
    detail: "NXCLOUD could not be reached, or the connection broke before it answered",
  },
  timeout: { kind: "transport", outcome: "unknown", retryable: true, detail: "NXCLOUD did not answer in time" },
  authentication_failed: upstream(1003, "invalid signature"),
  clock_skew: upstream(1004, "timestamp expired"),
  account_unavailable: upstream(1100, "customer does not exist or is unavailable"),
  balance_insufficient: upstream(1102, "insufficient balance", { hint: "top up the NXCLOUD account" }),
  parameter_rejected: upstream(9000, "request parameter error"),
  phone_rejected: upstream(9002, "phone number error"),
  application_unavailable: upstream(9003, "application does not exist or is unavailable"),
  quotation_missing: upstream(9004, "application has no quotation"),
  route_missing: upstream(9005, "application has no route"),
  journey_quotation_missing: upstream(17009, "Zalo vendor token does not exist"),
  journey_quotation_unavailable: upstream(17010, "Zalo vendor token status is unavailable"),
  upstream_rate_limited: upstream(9010, "rate limit exceeded", { retryable: true }),
  upstream_failure: upstream(9001, "system business error", { outcome: "unknown" }),
  upstream_code_unknown: upstream(12345, "undocumented code", { outcome: "unknown" }),
  response_unreadable: { kind: "response", outcome: "unknown", detail: "NXCLOUD's reply (HTTP 502) is not JSON" },
  response_invalid: {
    kind: "response",
    outcome: "unknown",
    detail: "NXCLOUD's reply (HTTP 200) does not fit its documentation: data.token is required",
  },
  body_malformed: proxy("The body is not JSON at position 9"),
  unauthorized: proxy("The caller is not known", { hint: "send a valid `authorization: Bearer …` header" }),
  forbidden: proxy("This needs the scope `send`"),
  route_not_found: proxy("There is no such route"),
  journey_not_found: proxy("No such journey is remembered here"),
  method_not_allowed: proxy("This path takes POST"),
  body_too_large: proxy("The body is larger than 65536 bytes"),
  media_type_unsupported: proxy("The body must be plain JSON"),
  rate_limited: proxy("This caller asks too often", { retryable: true }),
  unavailable: proxy("The proxy is not ready to take calls", { retryable: true }),
  internal_error: proxy("Something failed inside the proxy", { outcome: "unknown" }),
  idempotency_conflict: proxy("The same call is still on its way", { outcome: "unknown", retryable: true }),
  idempotency_mismatch: proxy("This idempotency key came with another body"),
};

const instance = "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11";

const exampleOf = (code: string, { more, retryable = false, ...row }: ProblemRow) => ({
  type: `urn:nxzalo:problem:${code}`,
  title: code.replaceAll("_", " "),
  status: statusOf(code as ErrorCode),
  instance,
  code,
  retryable,
  ...row,
  ...more,
});

/** Every problem as a named example. */
export const problemExamples = Object.fromEntries(
  Object.entries(rows).map(([code, row]) => [code, { summary: row.detail, value: exampleOf(code, row) }]),
);

/** The problems of each HTTP status, as reusable responses. */
export const problemResponses = Object.fromEntries(
  [...new Set(Object.keys(rows).map((code) => statusOf(code as ErrorCode)))].sort().map((status) => {
    const codes = Object.keys(rows).filter((code) => statusOf(code as ErrorCode) === status);
    const response = {
      description: codes.join(", "),
      ...([409, 429, 503].includes(status) && {
        headers: { "Retry-After": { description: "Seconds to wait.", schema: { type: "integer" } } },
      }),
      content: {
        "application/problem+json": {
          schema: { $ref: "#/components/schemas/Problem" },
          examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
        },
      },
    };
    return [`Problem${status}`, response];
  }),
);
