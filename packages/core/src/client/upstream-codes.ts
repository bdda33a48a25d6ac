import { documentedCode } from "../error-codes.ts";
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

/** A row as it is written down. Outcome: `rejected` where left out. */
type Row = readonly [
  code: number,
  name: string,
  error: UpstreamErrorCode,
  responsibleParty: ResponsibleParty,
  hint: string,
  outcome?: Outcome,
];

const toUpstreamCode = ([code, name, error, responsibleParty, hint, outcome = "rejected"]: Row): UpstreamCode => ({
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

// A function, so that a bundler drops the table where it is not used.
const tabulate = (): readonly Row[] => [
  [-1, "failure", "upstream_failure", "nxcloud_technical", checkFirst, "unknown"],
  [1000, "authentication failed", "authentication_failed", "caller", "check the credentials"],
  [1001, "a common header is missing", "authentication_failed", "caller", "something on the way strips headers"],
  [1002, "bizType, action or a parameter is wrong", "authentication_failed", "caller", "check the base URL"],
  [
    1003,
    "invalid signature",
    "authentication_failed",
    "caller",
    "check the access secret and the algorithm, and that nothing on the way rewrites the body",
  ],
  [1004, "timestamp expired", "clock_skew", "caller", "this machine's clock is more than 60 s off: set it (NTP)"],
  [
    1005,
    "accessKey wrong or not permitted",
    "authentication_failed",
    "caller",
    `check the access key; if it is right, ${askBusiness} to enable Zalo for it`,
  ],
  [1100, "customer does not exist or is unavailable", "account_unavailable", "nxcloud_business", askBusiness],
  [1102, "insufficient balance", "balance_insufficient", "customer", "top up the NXCLOUD account"],
  [9000, "request parameter error", "parameter_rejected", "caller", "check the fields of the request"],
  [9001, "system business error", "upstream_failure", "nxcloud_technical", checkFirst, "unknown"],
  [9002, "phone number error", "phone_rejected", "caller", "check the phone number and its country code"],
  [
    9003,
    "application does not exist or is unavailable",
    "application_unavailable",
    "nxcloud_business",
    `check the app key; if it is right, ${askBusiness}`,
  ],
  [9004, "application has no quotation", "quotation_missing", "nxcloud_business", askBusiness],
  [9005, "application has no route", "route_missing", "nxcloud_technical", askTechnical],
  [9010, "rate limit exceeded", "upstream_rate_limited", "nobody", "wait, then repeat: it was not processed"],
  [9999, "unknown error", "upstream_failure", "nxcloud_technical", checkFirst, "unknown"],
  [
    17009,
    "Zalo vendor token does not exist",
    "journey_quotation_missing",
    "nxcloud_business",
    `no quotation for this journey token: ${askBusiness}`,
  ],
  [
    17010,
    "Zalo vendor token status is unavailable",
    "journey_quotation_unavailable",
    "nxcloud_business",
    `this journey token's quotation is unavailable: ${askBusiness}`,
  ],
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
  table ??= tabulate().map(toUpstreamCode);
  return table;
};

/**
 * The row for a code; what is not documented is `upstream_code_unknown`, with an unknown outcome.
 *
 * @example
 * ```ts
 * import { upstreamCode } from "@nxzalo/core";
 *
 * const { error, responsibleParty, hint } = upstreamCode(9004); // quotation_missing
 * console.log(error, responsibleParty, hint);
 * ```
 */
export function upstreamCode(code: number): UpstreamCode {
  const known = upstreamCodes().find((candidate) => candidate.code === documentedCode(code));
  if (known) return { ...known, code };
  return toUpstreamCode([
    code,
    "undocumented code",
    "upstream_code_unknown",
    "nxcloud_technical",
    checkFirst,
    "unknown",
  ]);
}
