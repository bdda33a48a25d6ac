import { type ErrorDetails, type NxZaloError, ResponseError, UpstreamError } from "../errors.ts";
import { parseJson } from "../internal/json.ts";
import { excerptOf, mask } from "../internal/mask.ts";
import type { ReadResult } from "../internal/read-text.ts";
import { check, describeIssues } from "../internal/validate.ts";
import type { Operation } from "./operations.ts";
import { readRetryAfter } from "./retry-after.ts";
import type { TransportReply } from "./transport.ts";
import { upstreamCode } from "./upstream-codes.ts";

/** A reply that has been read, and what must not show in an error made from it. */
export interface Reply extends ReadResult {
  readonly status: number;
  readonly headers: TransportReply["headers"];
  /** Milliseconds since the epoch. */
  readonly readAt: number;
  readonly secrets: () => readonly string[];
}

/** Read where it is needed: most replies are successes. */
const retryAfterOf = ({ headers, readAt }: Reply) => readRetryAfter(headers.get("retry-after"), readAt);

const invalid = (what: string, { status }: Reply): ResponseError =>
  new ResponseError(`NXCLOUD's reply (HTTP ${status}) does not fit its documentation: ${what}`, {
    code: "response_invalid",
    outcome: "unknown",
    status,
  });

function unreadable(what: string, reply: Reply, repeatable: boolean): ResponseError {
  const excerpt = excerptOf(reply.text, reply.secrets());
  const quoted = excerpt === "" ? "" : `; it begins: ${excerpt}`;
  return new ResponseError(`NXCLOUD's reply (HTTP ${reply.status}) ${what}${quoted}`, {
    code: "response_unreadable",
    outcome: "unknown",
    status: reply.status,
    retryable: repeatable,
    ...(repeatable && { retryAfterMs: retryAfterOf(reply) }),
    hint: "check the base URL and what stands between this machine and NXCLOUD",
  });
}

function parse(reply: Reply, repeatable: boolean): Record<string, unknown> {
  const { status, flaw, text } = reply;
  if (status === 0 || (status >= 300 && status < 400)) {
    throw unreadable(
      "is a redirect, which is not followed: a signed request goes where it was signed for",
      reply,
      repeatable,
    );
  }
  if (flaw) throw unreadable(`is ${flaw}`, reply, repeatable);
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    throw unreadable(text.trim() === "" ? "is empty" : "is not JSON", reply, repeatable);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw invalid("it is not an object", reply);
}

function readCode(value: unknown): number | undefined {
  const code = typeof value === "string" && /^\s*-?\d+\s*$/.test(value) ? Number(value) : value;
  return typeof code === "number" && Number.isSafeInteger(code) ? code : undefined;
}

function refusal(code: number, envelope: Record<string, unknown>, reply: Reply): NxZaloError {
  const { name, error, responsibleParty, hint, outcome, retryable } = upstreamCode(code);
  const { traceId } = envelope;
  const message = envelope["message"] ?? envelope["msg"];
  const said = typeof message === "string" ? excerptOf(message, reply.secrets()) : "";
  const details: ErrorDetails<typeof error> = {
    code: error,
    outcome,
    retryable,
    hint,
    responsibleParty,
    upstreamCode: code,
    status: reply.status,
    ...(typeof traceId === "string" && { traceId: traceIdOf(traceId, reply.secrets()) }),
    ...(retryable && { retryAfterMs: retryAfterOf(reply) }),
  };
  return new UpstreamError(`NXCLOUD answered ${code} (${name})${said && `: ${said}`}`, details);
}

/** Support needs it whole, so only what cannot be a trace id is masked. */
const traceIdOf = (text: string, secrets: readonly string[]) => {
  // A short number may stand in any id.
  const leaks = secrets.some((secret) => !/^\d{0,5}$/.test(secret) && text.includes(secret));
  return /^[\w.:-]{1,128}$/.test(text) && !leaks ? text : mask(text.slice(0, 128), secrets);
};

/**
 * Tells a success from a refusal from a broken reply, whatever the HTTP status.
 *
 * @throws UpstreamError or ResponseError.
 */
export function interpret<Input, Output>(reply: Reply, operation: Operation<Input, Output>): Output {
  const envelope = parse(reply, operation.repeatable);
  const code = readCode(envelope["code"]);
  if (code === undefined) throw invalid("`code` is missing or not a whole number", reply);
  if (code !== 0) throw refusal(code, envelope, reply);
  const result = check(operation.output(), envelope["data"] ?? {});
  if ("value" in result) return result.value;
  throw invalid(
    describeIssues({ ...result, issues: result.issues.map((issue) => ({ ...issue, path: ["data", ...issue.path] })) }),
    reply,
  );
}
