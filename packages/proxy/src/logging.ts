import { type AnyNxZaloError, isNxZaloError } from "@nxzalo/core/errors";
import { codeOfFailure, safeCause } from "@nxzalo/core/internal";
import type { OnReport, ProxyReport, ProxyRequest } from "./http.ts";

const causeOf = (error: AnyNxZaloError): string | undefined => {
  const cause = safeCause(error.cause);
  return cause && `${cause.name}: ${cause.message}`;
};

/**
 * What a log may say of what an operator has to hear of: our own errors, with what caused them in masked words and its code; of others no
 * more than their name, since they may quote what they met.
 *
 * @example
 * ```ts
 * import { loggableFault } from "@nxzalo/proxy";
 *
 * const onFault = (error: unknown, httpRequestId: string) => console.error(JSON.stringify({ httpRequestId, error: loggableFault(error) }));
 * ```
 */
export function loggableFault(error: unknown): Readonly<Record<string, unknown>> {
  if (!isNxZaloError(error)) return { name: error instanceof Error ? error.name : "not an Error" };
  return { ...error.toJSON(), cause: causeOf(error), causeCode: codeOfFailure(error.cause) };
}

/** Reports an error of one request, where the operator has to hear of it. */
export type ReportFault = (error: unknown, httpRequestId: string) => void;

/** The operator hears of bugs, of a broken configuration, and of what the proxy itself depends on. */
const isFault = (error: unknown): boolean => !isNxZaloError(error) || error.kind === "config" || error.isFault === true;

/** Calls an observer, which must not be able to make another fault: what it throws, or its promise rejects with, is ignored. */
function observe(call: () => unknown): void {
  try {
    const returned = call() as PromiseLike<unknown> | undefined;
    // A rejection that is not handled would end the process.
    if (typeof returned?.then === "function") returned.then(undefined, () => {});
  } catch {
    // It has been responded to.
  }
}

/** Reports faults, and faults alone, to the observer, whose errors are ignored. */
export const createFaultReporter =
  (onFault: ReportFault | undefined): ReportFault =>
  (error, httpRequestId) => {
    if (isFault(error)) observe(() => onFault?.(error, httpRequestId));
  };

/** Hands each report to the observer, whose errors are ignored. */
export const createReporter =
  (onReport: OnReport | undefined): OnReport =>
  (report) =>
    observe(() => onReport?.(report));

/** The caller's own id of a request; nothing where it is too long or not printable. */
export function readClientRequestId(headers: ProxyRequest["headers"]): string | undefined {
  const id = headers.get("x-request-id") ?? "";
  return /^[\x21-\x7e]{1,128}$/.test(id) ? id : undefined;
}

/** What of NXCLOUD's refusals is about one call: the others are about the account, and stay until someone acts. */
const ofOneCall = ["parameter_rejected", "phone_rejected", "upstream_rate_limited"];
/** What a caller does not get, and may have to be helped with. */
const refusals = ["unauthorized", "forbidden", "rate_limited", "unavailable"];

function levelOf(error: unknown): ProxyReport["level"] {
  if (!isNxZaloError(error) || isFault(error)) return "error";
  const { kind, code, outcome } = error;
  if (kind === "proxy") return refusals.includes(code) ? "warn" : "info";
  if (kind === "input") return "info";
  // It may have been sent, and must not be repeated.
  if (outcome === "unknown") return "error";
  return kind === "upstream" && !ofOneCall.includes(code) ? "error" : "warn";
}

/** What the report of a request says of its failure, and how loudly. */
export function describeFailure(
  error: unknown,
): Omit<ProxyReport, "method" | "route" | "status" | "httpRequestId" | "durationMs"> {
  if (error === undefined) return { level: "info" };
  const level = levelOf(error);
  if (!isNxZaloError(error)) return { level, errorCode: "internal_error", outcome: "unknown" };
  const { outcome, upstreamCode, traceId, hint } = error;
  // Callers are told no more of a configuration than that there is none.
  const errorCode = error.kind === "config" ? "unavailable" : error.code;
  return {
    level,
    errorCode,
    outcome,
    upstreamCode,
    traceId,
    causeCode: codeOfFailure(error.cause),
    cause: causeOf(error),
    ...(level !== "info" && { hint }),
  };
}
