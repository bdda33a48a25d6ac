import type { NxZaloError } from "../../errors.ts";
import { correctClock } from "../clock-correction.ts";
import type { RetrySettings } from "./options.ts";

/** What is known when an attempt has failed. */
export interface FailedAttempt {
  readonly error: NxZaloError;
  /** Attempts so far, this one included. */
  readonly attempts: number;
  /** NXCLOUD's clock minus ours, where the reply told it. */
  readonly clockOffsetMs: number | undefined;
  /** What was assumed of the clock when the attempt was stamped. */
  readonly assumedOffsetMs: number;
  readonly hasOtherSecret: boolean;
  /** What this call has corrected before. */
  readonly corrected: { readonly clock: boolean; readonly secret: boolean };
}

/** What to change for the next attempt, and how long to wait for it. */
export type NextAttempt =
  | { readonly kind: "again"; readonly delayMs: number }
  | { readonly kind: "clock"; readonly delayMs: 0; readonly offsetMs: number }
  | { readonly kind: "secret"; readonly delayMs: 0 };

/** Decides from facts whether a failed attempt is followed by another one. */
export function nextAttempt(
  { error, attempts, clockOffsetMs, assumedOffsetMs, hasOtherSecret, corrected }: FailedAttempt,
  { maxAttempts, baseDelayMs, maxDelayMs }: RetrySettings,
  random: () => number,
): NextAttempt | undefined {
  if (error.upstreamCode === 1004) {
    const offsetMs = correctClock(clockOffsetMs, assumedOffsetMs);
    return offsetMs !== undefined && !corrected.clock ? { kind: "clock", delayMs: 0, offsetMs } : undefined;
  }
  if (error.upstreamCode === 1003)
    return hasOtherSecret && !corrected.secret ? { kind: "secret", delayMs: 0 } : undefined;
  if (!error.retryable || attempts >= maxAttempts) return undefined;
  const jitterMs = random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempts - 1));
  return { kind: "again", delayMs: Math.max(jitterMs, error.retryAfterMs ?? 0) };
}

const severity = { not_sent: 0, rejected: 1, unknown: 2 } as const;

/** What is true of a call as a whole: what one attempt may have done, the others do not undo. */
export const worstOutcome = (one: NxZaloError["outcome"], other: NxZaloError["outcome"]) =>
  severity[one] >= severity[other] ? one : other;
