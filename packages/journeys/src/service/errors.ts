import { isNxZaloError, type NxZaloError, ProxyError, TransportError } from "@nxzalo/core/errors";
import { fromProblem, toProblem } from "@nxzalo/core/problem";
import type { Encryption } from "../store/store.ts";

/** What to do about a message of which nobody knows whether it was sent. */
export const askAgainHint =
  "it may have been sent: ask again with the same Idempotency-Key, which never sends it twice; a receipt settles it";

/** Another call for the same thing is on its way, for longer than a caller is kept waiting. */
export const held = (outcome: "not_sent" | "unknown" = "not_sent") =>
  new ProxyError("Another call for the same journey is still on its way", {
    code: "unavailable",
    outcome,
    retryable: true,
    retryAfterMs: 2_000,
    hint: "ask again",
  });

export const conflict = (retryAfterMs: number) =>
  new ProxyError("The same call is still on its way", {
    code: "idempotency_conflict",
    outcome: "unknown",
    retryable: true,
    retryAfterMs,
    hint: "ask again",
  });

export const mismatch = () =>
  new ProxyError("This idempotency key came with another body", {
    code: "idempotency_mismatch",
    outcome: "not_sent",
    hint: "use a new key for another call",
  });

/** Whoever sent it did not live to record the answer. */
export const lost = () =>
  new TransportError("The call was broken off before NXCLOUD's answer could be recorded", {
    code: "network_error",
    outcome: "unknown",
    hint: askAgainHint,
  });

/** Whether NXCLOUD may have acted. What is no error of ours is a bug, of which nobody knows. */
export const isUnknown = (error: unknown): boolean => !isNxZaloError(error) || error.outcome === "unknown";

/** The error with another outcome: what it says is the same, what it means for this call is not. */
export const withOutcome = <Failure>(error: Failure, outcome: NxZaloError["outcome"]): Failure =>
  isNxZaloError(error) ? Object.assign(error, { outcome }) : error;

/** Says what to do, where NXCLOUD has not said something of its own. */
export function withHint(error: unknown, hint: string): void {
  if (isNxZaloError(error) && error.kind !== "upstream") Object.assign(error, { hint });
}

/** A failure as others are told of it. The id stands in for that of the answer which will carry it. */
export const sealFailure = ({ seal }: Encryption, error: unknown): Promise<string> => seal(toProblem(error, ""));

export const openFailure = async ({ open }: Encryption, sealed: string): Promise<NxZaloError> =>
  fromProblem(await open(sealed)) ?? lost();
