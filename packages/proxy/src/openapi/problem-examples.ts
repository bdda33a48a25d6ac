import { defineTemplates, type UpstreamCode, upstreamCodes } from "@nxzalo/core";
import {
  type ErrorCode,
  type NxZaloError,
  ProxyError,
  ResponseError,
  TransportError,
  UpstreamError,
} from "@nxzalo/core/errors";
import { inputError, retryAfterStatuses } from "@nxzalo/core/internal";
import { statusOf, toProblem } from "@nxzalo/core/problem";
import {
  bodyMalformed,
  bodyTooLarge,
  credentialsMissing,
  journeyNotFound,
  MethodNotAllowed,
  mediaTypeUnsupported,
  messageNotFound,
  rateLimited,
  refusal,
  routeNotFound,
  scopeMissing,
  unavailable,
} from "../problems.ts";

/** What a caller of the proxy may be shown; a broken configuration is shown to them as `unavailable`. */
type ProblemCode = Exclude<ErrorCode, "config_invalid">;

/** NXCLOUD's refusal, as the client reports it. An undocumented code is one of which nothing is known. */
function refusedUpstream(code: number): NxZaloError {
  const table = upstreamCodes();
  const known = table.find((row) => row.code === code);
  const { outcome, retryable, hint } = known ?? (table.find((row) => row.error === "upstream_failure") as UpstreamCode);
  return new UpstreamError(`NXCLOUD answered ${code} (${known?.name ?? "undocumented code"})`, {
    code: known?.error ?? "upstream_code_unknown",
    outcome,
    retryable,
    hint,
    upstreamCode: code,
    traceId: "77f8709b545f4fee93fd7f098be9df04",
  });
}

/** What a message that does not fit its template is refused with. */
function templateMismatch(): unknown {
  const variables = { customer_name: { type: "text", maxLength: 10 } } as const;
  const templates = defineTemplates({ templates: [{ id: "133214", variables }] });
  try {
    return templates.hold({ templateId: "133214", templateData: { customer_name: "Nguyễn Văn An" } });
  } catch (error) {
    return error;
  }
}

/** One error of every code; the compiler sees to it that none is missing. */
const errors: { readonly [code in ProblemCode]: unknown } = {
  input_invalid: inputError([{ path: ["phone"], message: "is required", code: "required" }]),
  network_error: new TransportError("NXCLOUD could not be reached, or the connection broke before it answered", {
    code: "network_error",
    outcome: "unknown",
    retryable: true,
  }),
  timeout: new TransportError("NXCLOUD did not answer in time", {
    code: "timeout",
    outcome: "unknown",
    retryable: true,
  }),
  authentication_failed: refusedUpstream(1003),
  clock_skew: refusedUpstream(1004),
  account_unavailable: refusedUpstream(1100),
  balance_insufficient: refusedUpstream(1102),
  parameter_rejected: refusedUpstream(9000),
  phone_rejected: refusedUpstream(9002),
  application_unavailable: refusedUpstream(9003),
  quotation_missing: refusedUpstream(9004),
  route_missing: refusedUpstream(9005),
  journey_quotation_missing: refusedUpstream(17009),
  journey_quotation_unavailable: refusedUpstream(17010),
  upstream_rate_limited: refusedUpstream(9010),
  upstream_failure: refusedUpstream(9001),
  upstream_code_unknown: refusedUpstream(12345),
  response_unreadable: new ResponseError("NXCLOUD's reply (HTTP 502) is not JSON", {
    code: "response_unreadable",
    outcome: "unknown",
  }),
  response_invalid: new ResponseError(
    "NXCLOUD's reply (HTTP 200) does not fit its documentation: data.token is required",
    { code: "response_invalid", outcome: "unknown" },
  ),
  body_malformed: bodyMalformed("not JSON at position 12"),
  unauthorized: credentialsMissing("no credentials came"),
  forbidden: scopeMissing("send", "the caller's scopes: read"),
  route_not_found: routeNotFound(),
  journey_not_found: journeyNotFound(),
  message_not_found: messageNotFound(),
  message_not_resendable: refusal(
    "message_not_resendable",
    "The message is not sent again: it has been sent",
    "send a new message",
  ),
  message_not_cancellable: refusal("message_not_cancellable", "The message is not cancelled: it may be on its way"),
  message_expired: refusal(
    "message_expired",
    "The message cannot go out by its notAfter: that is over",
    "give a later `notAfter`, or send nothing",
  ),
  reference_ambiguous: refusal(
    "reference_ambiguous",
    "More than one live journey has this reference",
    "name one by `journeyId`",
  ),
  method_not_allowed: new MethodNotAllowed(["POST"]),
  body_too_large: bodyTooLarge(64 * 1024),
  media_type_unsupported: mediaTypeUnsupported(),
  rate_limited: rateLimited(1000),
  unavailable: unavailable(),
  internal_error: new Error("a bug"),
  idempotency_conflict: new ProxyError("The same call is still on its way", {
    code: "idempotency_conflict",
    outcome: "unknown",
    retryable: true,
  }),
  idempotency_mismatch: refusal("idempotency_mismatch", "This idempotency key came with another body"),
  template_mismatch: templateMismatch(),
  recipient_suppressed: refusal(
    "recipient_suppressed",
    "The recipient is not to be written to",
    "since 2026-01-05T02:30:06.000Z, until 2026-04-05T02:30:06.000Z: -141, the recipient refuses this official account (Người nhận từ chối Zalo OA này.)",
  ),
};

const requestId = "0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11";

/** Every problem as a named example, made by what makes the real ones. */
export const problemExamples = Object.fromEntries(
  Object.entries(errors).map(([code, error]) => [code, { value: toProblem(error, requestId) }]),
);

const codesOf = (status: number) => Object.keys(errors).filter((code) => statusOf(code as ErrorCode) === status);
const statuses = [...new Set(Object.keys(errors).map((code) => statusOf(code as ErrorCode)))].sort();

/** The problems of each HTTP status, as reusable responses. */
export const problemResponses = Object.fromEntries(
  statuses.map((status) => {
    const codes = codesOf(status);
    const examples = codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]);
    const response = {
      description: "A problem.",
      ...(retryAfterStatuses.includes(status) && {
        headers: { "Retry-After": { description: "Seconds to wait.", schema: { type: "integer" } } },
      }),
      content: {
        "application/problem+json": {
          schema: { $ref: "#/components/schemas/Problem" },
          examples: Object.fromEntries(examples),
        },
      },
    };
    return [`Problem${status}`, response];
  }),
);
