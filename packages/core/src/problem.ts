/**
 * Errors as RFC 9457 problems, and back: the gateway and the edge proxy write them, the client reads them. Imports only the error
 * classes; hints travel in the problem's body.
 *
 * @module
 */
import {
  ConfigError,
  type ErrorCode,
  type ErrorKind,
  InputError,
  type Issue,
  isNxZaloError,
  type NxZaloError,
  type Outcome,
  ProxyError,
  ResponseError,
  TransportError,
  UpstreamError,
} from "./errors.ts";

/** An `application/problem+json` body (RFC 9457). */
export interface Problem {
  /** `urn:nxzalo:problem:<code>` */
  readonly type: string;
  /** {@link titleOf} its code. */
  readonly title: string;
  /** {@link statusOf} its code. */
  readonly status: number;
  /** The error's message. */
  readonly detail: string;
  /** `urn:uuid:<x-request-id>` */
  readonly instance: string;
  /** As of the error. */
  readonly kind: ErrorKind;
  /** As of the error. */
  readonly code: ErrorCode;
  /** As of the error. */
  readonly retryable: boolean;
  /** As of the error. */
  readonly outcome: Outcome;
  /** As of the error, where it has one. */
  readonly hint?: string | undefined;
  /** As of the error, where it has one. */
  readonly upstreamCode?: number | undefined;
  /** As of the error, where it has one. */
  readonly traceId?: string | undefined;
  /** As of the error, where it has some. */
  readonly issues?: readonly Issue[] | undefined;
}

const statuses: { readonly [code in ErrorCode]?: number } = {
  body_malformed: 400,
  unauthorized: 401,
  forbidden: 403,
  route_not_found: 404,
  journey_not_found: 404,
  message_not_found: 404,
  method_not_allowed: 405,
  idempotency_conflict: 409,
  message_not_resendable: 409,
  message_not_cancellable: 409,
  reference_ambiguous: 409,
  body_too_large: 413,
  media_type_unsupported: 415,
  input_invalid: 422,
  parameter_rejected: 422,
  phone_rejected: 422,
  idempotency_mismatch: 422,
  template_mismatch: 422,
  message_expired: 422,
  recipient_suppressed: 422,
  upstream_rate_limited: 429,
  rate_limited: 429,
  internal_error: 500,
  unavailable: 503,
  timeout: 504,
};

/**
 * HTTP status of a code's problem. 502 wherever something behind the proxy failed.
 *
 * @example
 * ```ts
 * import { statusOf, titleOf } from "@nxzalo/core/problem";
 *
 * console.log(statusOf("input_invalid"), titleOf("input_invalid")); // 422 Input invalid
 * ```
 */
export const statusOf = (code: ErrorCode): number => statuses[code] ?? 502;

/** The title of a code's problem: `Input invalid` for `input_invalid`. */
export const titleOf = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1).replaceAll("_", " ");

const configHint = "for the operator: the log names what is missing or wrong, beside this answer's x-request-id";

/** What a caller of a proxy may see of an error: foreign errors and configuration stay inside. */
function shown(error: unknown): NxZaloError {
  if (!isNxZaloError(error)) {
    return new ProxyError("Something failed inside the proxy", { code: "internal_error", outcome: "unknown" });
  }
  if (error.kind !== "config") return error;
  const { outcome, hint = configHint } = error;
  return new ProxyError("The proxy is not configured", { code: "unavailable", outcome, retryable: true, hint });
}

/**
 * The problem for an error. `httpRequestId` is the UUID of the answer's `x-request-id`.
 *
 * @example
 * ```ts
 * import { toProblem } from "@nxzalo/core/problem";
 *
 * toProblem(new Error("bug"), crypto.randomUUID()).code; // "internal_error"
 * ```
 */
export function toProblem(error: unknown, httpRequestId: string): Problem {
  const { kind, code, message, retryable, outcome, hint, upstreamCode, traceId, issues } = shown(error);
  return {
    type: `urn:nxzalo:problem:${code}`,
    title: titleOf(code),
    status: statusOf(code),
    detail: message,
    instance: `urn:uuid:${httpRequestId}`,
    kind,
    code,
    retryable,
    outcome,
    hint,
    upstreamCode,
    traceId,
    issues,
  };
}

type Classes = { readonly [kind in ErrorKind]: new (message: string, details: never) => NxZaloError };

/** The class of each kind. */
export const errorClasses: Classes & { readonly __proto__: null } = {
  // Without a prototype, so that a kind such as `toString` finds nothing.
  __proto__: null,
  config: ConfigError,
  input: InputError,
  transport: TransportError,
  upstream: UpstreamError,
  response: ResponseError,
  proxy: ProxyError,
};

/**
 * The error that a problem stands for, of the class that core would have thrown; `undefined` where the value is no problem of ours.
 *
 * @example
 * ```ts
 * import { fromProblem } from "@nxzalo/core/problem";
 *
 * fromProblem({ not: "ours" }); // undefined
 * ```
 */
export function fromProblem(value: unknown, retryAfterMs?: number): NxZaloError | undefined {
  const problem = (value ?? {}) as Partial<Problem>;
  const { type, kind, code, detail, outcome, retryable, hint, status, upstreamCode, traceId, issues } = problem;
  const Class = errorClasses[kind as ErrorKind];
  if (!Class || !outcome || !code || type !== `urn:nxzalo:problem:${code}`) return undefined;
  const details = {
    code,
    outcome,
    retryable: retryable === true,
    attempts: 1,
    hint,
    status,
    upstreamCode,
    traceId,
    // A proxy of an older version leaves codes out.
    issues: Array.isArray(issues) ? issues.map((issue) => ({ code: "invalid", ...issue })) : undefined,
    retryAfterMs,
  };
  // The code fits the class because one of ours wrote both.
  return new Class(detail as string, details as never);
}
