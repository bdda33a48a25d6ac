import { type NxZalo, type Outcome, type Receipt, type ResponsibleParty, upstreamCodes } from "@nxzalo/core";
import { documentedCode, ownErrorCodes } from "@nxzalo/core/internal";

/** The label of a value; the set of labels is closed, so that no input makes series without end. */
export type ToLabel = (value: unknown) => string;

/** One of those that are known, or `other`. Codes are texts: the number 1 and the text "1" would be two series of one printed label. */
function oneOf(known: readonly string[], other = "other"): ToLabel {
  const labels = new Set(known);
  return (value) => {
    const text = String(value);
    return labels.has(text) ? text : other;
  };
}

const keysOf = (table: Readonly<Record<string, unknown>>) => Object.keys(table);

const operations: Readonly<Record<keyof NxZalo, 1>> = {
  initJourneyToken: 1,
  checkJourneyToken: 1,
  sendTemplate: 1,
  oaQuality: 1,
};
const outcomes: Readonly<Record<Outcome, 1>> = { not_sent: 1, rejected: 1, unknown: 1 };
const parties: Readonly<Record<ResponsibleParty, 1>> = {
  caller: 1,
  customer: 1,
  nxcloud_business: 1,
  nxcloud_technical: 1,
  nobody: 1,
};
const statuses: Readonly<Record<Receipt["status"], 1>> = {
  success: 1,
  failed: 1,
  delivered: 1,
  journey_acknowledged: 1,
  journey_time_out: 1,
  unknown: 1,
};
const errors = ["upstream_code_unknown", ...upstreamCodes().map(({ error }) => error), ...keysOf(ownErrorCodes)];

export const toOperation = oneOf(keysOf(operations));
export const toOutcome = oneOf(keysOf(outcomes));
export const toParty = oneOf(keysOf(parties));
export const toReceiptStatus = oneOf(keysOf(statuses));
export const toErrorCode = oneOf(errors);
const toDocumentedCode = oneOf(upstreamCodes().map(({ code }) => String(code)));
export const toUpstreamCode: ToLabel = (value) => toDocumentedCode(documentedCode(Number(value)));

/** Source: OpenTelemetry, *Semantic conventions for HTTP metrics*. */
export const toMethod = oneOf(
  ["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE", "QUERY"],
  "_OTHER",
);

/** An HTTP status, as the number that the conventions want; `undefined` where it is none. */
export const toStatus = (value: unknown): number | undefined =>
  Number.isInteger(value) && (value as number) >= 100 && (value as number) <= 599 ? (value as number) : undefined;

/** For names that are given by code elsewhere, such as the patterns of routes: the first so many that come, then `other`. */
export function firstOf(limit: number): ToLabel {
  const labels = new Set<string>();
  return (value) => {
    const text = String(value);
    if (labels.has(text)) return text;
    if (labels.size >= limit || text.length > 100) return "other";
    labels.add(text);
    return text;
  };
}

/** The methods of a journey store: some 90. */
export const firstStoreOperations = (): ToLabel => firstOf(256);
