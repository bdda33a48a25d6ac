import { isNxZaloError, type NxZaloError, ProxyError, TransportError } from "@nxzalo/core/errors";
import { withDetails } from "@nxzalo/core/internal";
import type { ResendRisk } from "@nxzalo/core/schemas";

/** What to do about a message whose outcome is unknown. */
export const askAgainHint =
  "it may have been sent: ask again with the same Idempotency-Key, which never sends it twice; a receipt settles it";

/** What to do where the store cannot be asked for a key. */
export const sameKeyHint =
  "the call may have been made before: ask again with the same Idempotency-Key, which never makes it twice";
export const sameReferenceHint =
  "the journey may have been opened before: ask again with the same reference, which gives the same token";

/** Another call for the same thing is on its way, for longer than a caller waits. */
export const journeyLocked = (outcome: "not_sent" | "unknown" = "not_sent") =>
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

export const journeyNotFound = () =>
  new ProxyError("No live journey has this reference", {
    code: "journey_not_found",
    outcome: "not_sent",
    hint: "give `phone` and `tokenType` to open one",
  });

export const referenceAmbiguous = () =>
  new ProxyError("More than one live journey has this reference", {
    code: "reference_ambiguous",
    outcome: "not_sent",
    hint: "name one by `journeyId`",
  });

export const messageNotFound = () =>
  new ProxyError("No such message is stored here", { code: "message_not_found", outcome: "not_sent" });

/** A stored message that is not sent again as things are; `hint` says what to do. */
export const notResendable = (why: string, hint: string) =>
  new ProxyError(`The message is not sent again: ${why}`, {
    code: "message_not_resendable",
    outcome: "not_sent",
    hint,
  });

/** Why a message is not sent again unless somebody takes that on. */
export interface Doubt {
  readonly risk: ResendRisk;
  readonly why: string;
  readonly hint: string;
}

/** A stored message that is sent again by `force` alone: all that it would pass over, so that nothing is taken on unseen. */
export const notResendableUnforced = (doubts: readonly Doubt[]) =>
  new ProxyError(`The message is not sent again: ${doubts.map(({ why }) => why).join(". ")}`, {
    code: "message_not_resendable",
    outcome: "not_sent",
    hint: doubts.map(({ hint }) => hint).join("; "),
    issues: doubts.map(({ risk, why }) => ({
      path: ["force"],
      message: `must be \`true\`, or list \`${risk}\`: ${why}`,
      code: risk,
    })),
  });

/** A message that waits no more. */
export const notCancellable = (why: string) =>
  new ProxyError(`The message is not cancelled: ${why}`, { code: "message_not_cancellable", outcome: "not_sent" });

/** A message that cannot go out by its `notAfter`. */
export const messageExpired = (why = "that is over") =>
  new ProxyError(`The message cannot go out by its notAfter: ${why}`, {
    code: "message_expired",
    outcome: "not_sent",
    hint: "give a later `notAfter`, or send nothing",
  });

/** The day's quota would hold it for longer. */
export const quotaKept = () => messageExpired("what is left of the day's quota is kept until the morning");

/** What was to go at once has come so late that it would go at night. */
export const quietHoursBegun = () =>
  new ProxyError("Its template's quiet hours have begun", {
    code: "unavailable",
    outcome: "not_sent",
    retryable: true,
    retryAfterMs: 1_000,
    hint: "ask again: it waits for their end",
  });

/** The account's pace has no place within the time that a caller waits. */
export const paceFull = () =>
  new ProxyError("More messages are sent than the account's pace allows", {
    code: "rate_limited",
    outcome: "not_sent",
    retryable: true,
    retryAfterMs: 5_000,
    hint: "send it later, or with `Prefer: respond-async`",
  });

/** The process that made the call ended before it could store the answer. */
export const outcomeUnknown = () =>
  new TransportError("The call was broken off before NXCLOUD's answer could be recorded", {
    code: "network_error",
    outcome: "unknown",
    hint: askAgainHint,
  });

/** Whether NXCLOUD may have acted: what is no error of this SDK is a bug with an unknown outcome. */
export const isUnknown = (error: unknown): boolean => !isNxZaloError(error) || error.outcome === "unknown";

/** The error with another outcome: its text stays, what it means for this call is not the same. */
export const withOutcome = (error: unknown, outcome: NxZaloError["outcome"]): unknown =>
  isNxZaloError(error) ? withDetails(error, { outcome }) : error;

/** The error with a hint, where NXCLOUD has not given one. */
export const withHint = (error: unknown, hint: string): unknown =>
  isNxZaloError(error) && error.kind !== "upstream" ? withDetails(error, { hint }) : error;

/** Whether the store cannot be used now. */
const isStoreAway = (error: NxZaloError): boolean => error.code === "unavailable" && error.isFault === true;

/**
 * Rejects, for a call by a key that the store could not be asked for: a call before may have had its effect, so the outcome is unknown,
 * and a caller who took a new key might pay twice. What is not the store's failure stays as it is.
 */
export const rejectUnasked =
  (hint: string) =>
  (error: unknown): never => {
    throw isNxZaloError(error) && isStoreAway(error) ? withDetails(error, { outcome: "unknown", hint }) : error;
  };

/** The same for the first thing that a call asks of the store: that it cannot be opened, as with a wrong key, is its failure as well. */
export const rejectUnopened =
  (hint: string) =>
  (error: unknown): never => {
    throw isNxZaloError(error) ? withDetails(error, { outcome: "unknown", hint }) : error;
  };
