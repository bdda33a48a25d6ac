import type { Asked, End } from "./asked.ts";

/** What a gateway may answer while others break: each is a problem that says what to do. */
const stormProblems = new Map([
  [409, ["idempotency_conflict"]],
  [502, ["network_error", "response_unreadable", "response_invalid"]],
  [503, ["unavailable"]],
  [504, ["timeout"]],
]);

const successes = { open: [200, 201], send: [202], find: [200] } as const;

function problemComplaint({ status, type, json, retryAfter }: Extract<End, { kind: "answered" }>): string | undefined {
  const { code, outcome, retryable } = json;
  const shown = `${status} ${String(code)}`;
  if (!type.startsWith("application/problem+json")) return `${status} as ${type}`;
  if (!stormProblems.get(status)?.includes(String(code))) return `${shown}: ${JSON.stringify(json)}`;
  if (!["not_sent", "rejected", "unknown"].includes(String(outcome)) || typeof retryable !== "boolean")
    return `${shown} without an outcome`;
  if (status === 503 && !/^\d+$/.test(retryAfter ?? "")) return `${shown} without Retry-After`;
  return undefined;
}

/** What is wrong with a reply by itself: every one is a success or a problem, and comes in time. */
export function replyComplaint({ question, end, tookMs }: Asked): string | undefined {
  const asked = `${question.kind} of ${question.order}`;
  if (end.kind === "hung") return `${asked} was not answered in ${tookMs} ms`;
  if (end.kind === "cut") return end.isKilled ? undefined : `${asked} was cut by a gateway that runs: ${end.message}`;
  if ((successes[question.kind] as readonly number[]).includes(end.status)) return undefined;
  const complaint = problemComplaint(end);
  return complaint && `${asked} was answered ${complaint}`;
}
