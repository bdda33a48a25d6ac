/**
 * The one family of errors that every package throws. It imports nothing, so that a browser can afford it.
 *
 * @module
 */

/** The stage at which a call failed; one subclass each. */
export type ErrorKind = "config" | "input" | "transport" | "upstream" | "response" | "proxy";

/**
 * What is known about the effect of a failed call.
 *
 * - `not_sent`: NXCLOUD has not received it. Repeating it is safe.
 * - `rejected`: NXCLOUD has received it and says that it did nothing.
 * - `unknown`: it may or may not have had its effect. Do not repeat blindly what costs money.
 */
export type Outcome = "not_sent" | "rejected" | "unknown";

/** Stable, machine-readable name of what went wrong. */
export type ErrorCode =
  | "config_invalid"
  | "input_invalid"
  | "network_error"
  | "timeout"
  | UpstreamErrorCode
  | "response_unreadable"
  | "response_invalid"
  | ProxyErrorCode;

/** Codes of {@link UpstreamError}: what NXCLOUD itself refused or reported. */
export type UpstreamErrorCode =
  | "authentication_failed"
  | "clock_skew"
  | "account_unavailable"
  | "balance_insufficient"
  | "parameter_rejected"
  | "phone_rejected"
  | "application_unavailable"
  | "quotation_missing"
  | "route_missing"
  | "journey_quotation_missing"
  | "journey_quotation_unavailable"
  | "upstream_rate_limited"
  | "upstream_failure"
  | "upstream_code_unknown";

/** Codes of {@link ProxyError}: what the gateway, the edge proxy, a journey store or a template registry itself refused. */
export type ProxyErrorCode =
  | "body_malformed"
  | "unauthorized"
  | "forbidden"
  | "route_not_found"
  | "journey_not_found"
  | "message_not_found"
  | "message_not_resendable"
  | "message_not_cancellable"
  | "message_expired"
  | "reference_ambiguous"
  | "method_not_allowed"
  | "body_too_large"
  | "media_type_unsupported"
  | "rate_limited"
  | "unavailable"
  | "internal_error"
  | "idempotency_conflict"
  | "idempotency_mismatch"
  | "template_mismatch"
  | "recipient_suppressed";

/** Who has to act before the call can succeed. */
export type ResponsibleParty = "caller" | "customer" | "nxcloud_business" | "nxcloud_technical" | "nobody";

/** One thing that is wrong with an input or a configuration. */
export interface Issue {
  /** Where: the field's name, then the names or indexes below it. */
  readonly path: readonly (string | number)[];
  /** What to do about it. Never quotes the value. */
  readonly message: string;
  /** A stable name of what is wrong, such as `phone_zero_lost`, to word it in a user's language. docs/errors.md lists them. */
  readonly code: string;
  /** How many characters are allowed, of `variable_too_long`. */
  readonly limit?: number | undefined;
  /** How many there are. */
  readonly length?: number | undefined;
}

/** What an error carries besides its message. Everything here is safe to log. */
export interface ErrorDetails<Code extends string = ErrorCode> {
  /** The stable name of what went wrong. */
  readonly code: Code;
  /** What is known about the effect of the call. */
  readonly outcome: Outcome;
  /** Whether the same call may be repeated without doing its work twice. Default: false. */
  readonly retryable?: boolean | undefined;
  /** How many requests were made for this call. Default: 0. */
  readonly attempts?: number | undefined;
  /** What to do about it. */
  readonly hint?: string | undefined;
  /** HTTP status of the reply, where there was one. */
  readonly status?: number | undefined;
  /** Milliseconds to wait before the next try, where the other side named them. */
  readonly retryAfterMs?: number | undefined;
  /** What is wrong, one entry each, of the first 20: of a ConfigError, an InputError or a `template_mismatch`; of a `message_not_resendable`, what `force` would pass over. */
  readonly issues?: readonly Issue[] | undefined;
  /** NXCLOUD's own code. */
  readonly upstreamCode?: number | undefined;
  /** What NXCLOUD's support asks for. */
  readonly traceId?: string | undefined;
  /** Who has to act: of an UpstreamError. */
  readonly responsibleParty?: ResponsibleParty | undefined;
  /** Whether the operator of a proxy has to hear of it: something that the proxy itself depends on has failed. Default: false. */
  readonly isFault?: boolean | undefined;
  /** What led to it, masked; `toJSON` leaves it out. */
  readonly cause?: unknown;
}

const brand = Symbol.for("nxzalo.error");

/**
 * Base class of all errors of this SDK. Tell them apart by `kind` and `code`; a caller's own abort is never wrapped in one.
 *
 * @example
 * ```ts
 * import { isNxZaloError } from "@nxzalo/core/errors";
 *
 * const describe = (error: unknown) =>
 *   isNxZaloError(error) ? `${error.kind}/${error.code}: ${error.outcome}` : "not one of ours";
 * ```
 */
export class NxZaloError extends Error {
  /** The stage at which the call failed. */
  declare readonly kind: ErrorKind;
  /** The stable name of what went wrong. */
  declare readonly code: ErrorCode;
  /** What is known about the effect of the call. */
  declare readonly outcome: Outcome;
  /** Whether the same call may be repeated without doing its work twice. */
  declare readonly retryable: boolean;
  /** How many requests were made for the call; 0 where none was. */
  declare readonly attempts: number;
  /** What to do about it. */
  declare readonly hint?: string;
  /** HTTP status of the reply, where there was one. */
  declare readonly status?: number;
  /** Milliseconds to wait before the next try, where the other side named them. */
  declare readonly retryAfterMs?: number;
  /** What is wrong, one entry each, of the first 20: of a ConfigError or an InputError. */
  declare readonly issues?: readonly Issue[];
  /** NXCLOUD's own code, of an UpstreamError. */
  declare readonly upstreamCode?: number;
  /** What NXCLOUD's support asks for, where the reply had it. */
  declare readonly traceId?: string;
  /** Who has to act before the call can succeed, of an UpstreamError. */
  declare readonly responsibleParty?: ResponsibleParty;
  /** Whether the operator of a proxy has to hear of it. */
  declare readonly isFault?: boolean;

  constructor(kind: ErrorKind, message: string, { cause, ...details }: ErrorDetails) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = `${kind[0]?.toUpperCase()}${kind.slice(1)}Error`;
    Object.assign(this, { kind, retryable: false, attempts: 0 }, details);
  }

  /** Marks an error of this SDK, whichever copy of the package made it. */
  get [brand](): true {
    return true;
  }

  /** An allow-list: no headers, bodies, tokens, secrets, whole phone numbers, stack or cause. */
  toJSON() {
    const { name, kind, code, message, outcome, retryable, attempts, hint } = this;
    const { status, retryAfterMs, issues, upstreamCode, traceId, responsibleParty } = this;
    return {
      name,
      kind,
      code,
      message,
      outcome,
      retryable,
      attempts,
      hint,
      status,
      retryAfterMs,
      issues,
      upstreamCode,
      traceId,
      responsibleParty,
    };
  }
}

/** The configuration cannot be used: missing or malformed credentials, base URL or variables. Nothing was sent. */
export class ConfigError extends NxZaloError {
  /** Tells a ConfigError apart. */
  declare readonly kind: "config";
  /** One entry for each thing that is wrong, of the first 20; the message says how many there are. */
  declare readonly issues: readonly Issue[];
  constructor(message: string, details: ErrorDetails<"config_invalid">) {
    super("config", message, details);
  }
}

/** The input does not fit the schema; `issues` says where and what to do. Nothing was sent. */
export class InputError extends NxZaloError {
  /** Tells a InputError apart. */
  declare readonly kind: "input";
  /** One entry for each thing that is wrong, of the first 20; the message says how many there are. */
  declare readonly issues: readonly Issue[];
  constructor(message: string, details: ErrorDetails<"input_invalid">) {
    super("input", message, details);
  }
}

/** The network failed or the time ran out; `outcome` says whether the request may have arrived. */
export class TransportError extends NxZaloError {
  /** Tells a TransportError apart. */
  declare readonly kind: "transport";
  constructor(message: string, details: ErrorDetails<"network_error" | "timeout">) {
    super("transport", message, details);
  }
}

/** NXCLOUD answered with a code other than 0. */
export class UpstreamError extends NxZaloError {
  /** Tells an UpstreamError apart. */
  declare readonly kind: "upstream";
  /** NXCLOUD's own code. */
  declare readonly upstreamCode: number;
  constructor(message: string, details: ErrorDetails<UpstreamErrorCode>) {
    super("upstream", message, details);
  }
}

/** The reply could not be read (`response_unreadable`) or does not fit the contract (`response_invalid`). */
export class ResponseError extends NxZaloError {
  /** Tells a ResponseError apart. */
  declare readonly kind: "response";
  constructor(message: string, details: ErrorDetails<"response_unreadable" | "response_invalid">) {
    super("response", message, details);
  }
}

/** The gateway, the edge proxy, a journey store or a template registry refused the request itself. */
export class ProxyError extends NxZaloError {
  /** Tells a ProxyError apart. */
  declare readonly kind: "proxy";
  constructor(message: string, details: ErrorDetails<ProxyErrorCode>) {
    super("proxy", message, details);
  }
}

/** Any of this SDK's errors: its `kind` tells which. */
export type AnyNxZaloError = ConfigError | InputError | TransportError | UpstreamError | ResponseError | ProxyError;

/**
 * Whether a value is one of this SDK's errors, also when it comes from another copy of the package.
 *
 * @example
 * ```ts
 * import { isNxZaloError } from "@nxzalo/core/errors";
 *
 * try {
 *   throw new Error("something else");
 * } catch (error) {
 *   if (isNxZaloError(error)) console.error(error.toJSON());
 * }
 * ```
 */
export function isNxZaloError(value: unknown): value is AnyNxZaloError {
  return typeof value === "object" && value !== null && brand in value;
}
