import type { Outcome, ResponsibleParty, UpstreamErrorCode } from "../errors.ts";
import { statusOf } from "../problem.ts";

/** One row of NXCLOUD's code table, as it holds for Zalo (bizType 9) alone. */
export interface UpstreamCode {
  /** NXCLOUD's number. */
  readonly code: number;
  /** NXCLOUD's name for it. */
  readonly name: string;
  /** Our stable name, the `code` of the {@link UpstreamError}. */
  readonly error: UpstreamErrorCode;
  /** Who has to act before the call can succeed. */
  readonly responsibleParty: ResponsibleParty;
  /** What to do about it. */
  readonly hint: string;
  /** What is known about the effect of the call. */
  readonly outcome: Outcome;
  /** Whether the same call may be repeated. */
  readonly retryable: boolean;
  /** HTTP status of the problem that the gateway and the edge proxy answer. */
  readonly proxyStatus: number;
}

const row = (
  code: number,
  name: string,
  error: UpstreamErrorCode,
  responsibleParty: ResponsibleParty,
  hint: string,
  outcome: Outcome = "rejected",
): UpstreamCode => ({
  code,
  name,
  error,
  responsibleParty,
  hint,
  outcome,
  retryable: error === "upstream_rate_limited",
  proxyStatus: statusOf(error),
});

const askBusiness = "ask your NXCLOUD business contact";
const askTechnical = "give the traceId to NXCLOUD's technical support";
const checkFirst =
  "what happened is not known: do not repeat blindly, and give the traceId to NXCLOUD's technical support";

const tabulate = (): readonly UpstreamCode[] => [
  row(-1, "failure", "upstream_failure", "nxcloud_technical", checkFirst, "unknown"),
  row(1000, "authentication failed", "authentication_failed", "caller", "check the credentials"),
  row(1001, "a common header is missing", "authentication_failed", "caller", "something on the way strips headers"),
  row(1002, "bizType, action or a parameter is wrong", "authentication_failed", "caller", "check the base URL"),
  row(
    1003,
    "invalid signature",
    "authentication_failed",
    "caller",
    "check the access secret and the algorithm, and that nothing on the way rewrites the body",
  ),
  row(1004, "timestamp expired", "clock_skew", "caller", "this machine's clock is more than 60 s off: set it (NTP)"),
  row(
    1005,
    "accessKey wrong or not permitted",
    "authentication_failed",
    "caller",
    `check the access key; if it is right, ${askBusiness} to enable Zalo for it`,
  ),
  row(1100, "customer does not exist or is unavailable", "account_unavailable", "nxcloud_business", askBusiness),
  row(1102, "insufficient balance", "balance_insufficient", "customer", "top up the NXCLOUD account"),
  row(9000, "request parameter error", "parameter_rejected", "caller", "check the fields of the request"),
  row(9001, "system business error", "upstream_failure", "nxcloud_technical", checkFirst, "unknown"),
  row(9002, "phone number error", "phone_rejected", "caller", "check the phone number and its country code"),
  row(
    9003,
    "application does not exist or is unavailable",
    "application_unavailable",
    "nxcloud_business",
    `check the app key; if it is right, ${askBusiness}`,
  ),
  row(9004, "application has no quotation", "quotation_missing", "nxcloud_business", askBusiness),
  row(9005, "application has no route", "route_missing", "nxcloud_technical", askTechnical),
  row(9010, "rate limit exceeded", "upstream_rate_limited", "nobody", "wait, then repeat: it was not processed"),
  row(9999, "unknown error", "upstream_failure", "nxcloud_technical", checkFirst, "unknown"),
  row(
    17009,
    "Zalo vendor token does not exist",
    "journey_quotation_missing",
    "nxcloud_business",
    `no quotation for this journey token: ${askBusiness}`,
  ),
  row(
    17010,
    "Zalo vendor token status is unavailable",
    "journey_quotation_unavailable",
    "nxcloud_business",
    `this journey token's quotation is unavailable: ${askBusiness}`,
  ),
];

let table: readonly UpstreamCode[] | undefined;

/**
 * Every documented failure code. 1000 stands for the whole group of 1000-1009 that has no row of its own.
 *
 * Source: NXCLOUD, *Init Journey Token*, *API Interface Invocation Convention*, *Check Journey Token*, *Zalo API mt*.
 *
 * @example
 * ```ts
 * import { upstreamCodes } from "@nxzalo/core";
 *
 * for (const { code, name, hint } of upstreamCodes()) console.log(code, name, hint);
 * ```
 */
export const upstreamCodes = (): readonly UpstreamCode[] => {
  table ??= tabulate();
  return table;
};

/** The row for a code; what is not documented is `upstream_code_unknown`, with an unknown outcome. */
export function upstreamCode(code: number): UpstreamCode {
  const find = (wanted: number) => upstreamCodes().find((candidate) => candidate.code === wanted);
  const known = find(code) ?? (code >= 1000 && code <= 1009 ? find(1000) : undefined);
  if (known) return { ...known, code };
  return row(code, "undocumented code", "upstream_code_unknown", "nxcloud_technical", checkFirst, "unknown");
}
