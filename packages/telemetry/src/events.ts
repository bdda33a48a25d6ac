import type { NxZaloEvent } from "@nxzalo/core";
import { type Instruments, toSeconds } from "./instruments.ts";
import { toErrorCode, toOperation, toOutcome, toParty, toUpstreamCode } from "./labels.ts";

type Settled = Extract<NxZaloEvent, { type: "settled" }>;
type Attempt = Extract<NxZaloEvent, { type: "attempt" }>;
type Retry = Extract<NxZaloEvent, { type: "retry" }>;

/** What became of it: `ok`, our code of the failure, or `aborted` by its caller. */
const codeOf = ({ errorCode, isAborted }: Pick<Settled, "errorCode" | "isAborted">): string => {
  if (isAborted) return "aborted";
  return errorCode === undefined ? "ok" : toErrorCode(errorCode);
};

function countCall({ calls, refusals }: Instruments, event: Settled): void {
  const { operation, durationMs, outcome, upstreamCode, responsibleParty } = event;
  const code = codeOf(event);
  const upstream = upstreamCode === undefined ? {} : { "nxzalo.upstream_code": toUpstreamCode(upstreamCode) };
  calls.record(toSeconds(durationMs), {
    "nxzalo.operation": toOperation(operation),
    "nxzalo.code": code,
    "nxzalo.outcome": outcome === undefined ? code : toOutcome(outcome),
    ...upstream,
  });
  if (responsibleParty !== undefined)
    refusals.add(1, { "nxzalo.responsible_party": toParty(responsibleParty), ...upstream });
}

function countAttempt({ attempts, last }: Instruments, event: Attempt): void {
  const { operation, durationMs, clockOffsetMs } = event;
  const labels = { "nxzalo.operation": toOperation(operation), "nxzalo.code": codeOf(event) };
  attempts.record(toSeconds(durationMs), labels);
  if (clockOffsetMs !== undefined) last.clockOffsetMs = clockOffsetMs;
}

function countRetry({ waits, retries }: Instruments, { operation, errorCode, delayMs }: Retry): void {
  retries.add(1, { "nxzalo.operation": toOperation(operation), "nxzalo.code": toErrorCode(errorCode) });
  waits.record(toSeconds(delayMs), { "nxzalo.reason": "retry" });
}

/** Counts one event of a client. */
export function countEvent(instruments: Instruments, event: NxZaloEvent): void {
  if (event.type === "settled") countCall(instruments, event);
  else if (event.type === "attempt") countAttempt(instruments, event);
  else if (event.type === "retry") countRetry(instruments, event);
  else if (event.type === "cooled_down") instruments.waits.record(toSeconds(event.waitMs), { "nxzalo.reason": "pace" });
}
