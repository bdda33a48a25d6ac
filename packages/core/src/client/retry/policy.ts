import type { NxZaloError } from "../../errors.ts";
import type { RetrySettings } from "./options.ts";

/** What is known when an attempt has failed. */
export interface Failure {
  readonly error: NxZaloError;
  /** Attempts so far, this one included. */
  readonly attempts: number;
  /** NXCLOUD's clock minus ours, where the reply told it. */
  readonly clockOffsetMs: number | undefined;
  /** What was assumed of the clock when the attempt was stamped. */
  readonly assumedOffsetMs: number;
  readonly hasOtherSecret: boolean;
  /** Whether this call has tried either mend before. */
  readonly mended: { readonly clock: boolean; readonly secret: boolean };
}

/** What to change for the next try, and how long to wait for it. */
export type NextAttempt =
  | { readonly kind: "again"; readonly delayMs: number }
  | { readonly kind: "clock"; readonly delayMs: 0; readonly offsetMs: number }
  | { readonly kind: "secret"; readonly delayMs: 0 };

/** NXCLOUD takes 60 s of difference; a `Date` header is good to a second. */
const clockSkewThresholdMs = 20_000;

/** Decides from facts whether a failed attempt is followed by another one. */
export function nextAttempt(
  failure: Failure,
  { maxAttempts, baseDelayMs, maxDelayMs }: RetrySettings,
  random: () => number,
) {
  const { error, attempts, clockOffsetMs, assumedOffsetMs, hasOtherSecret, mended } = failure;
  if (error.upstreamCode === 1004) {
    const isOff = clockOffsetMs !== undefined && Math.abs(clockOffsetMs - assumedOffsetMs) > clockSkewThresholdMs;
    return isOff && !mended.clock ? ({ kind: "clock", delayMs: 0, offsetMs: clockOffsetMs } as const) : undefined;
  }
  if (error.upstreamCode === 1003)
    return hasOtherSecret && !mended.secret ? ({ kind: "secret", delayMs: 0 } as const) : undefined;
  if (!error.retryable || attempts >= maxAttempts) return undefined;
  const jitterMs = random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempts - 1));
  return { kind: "again", delayMs: Math.max(jitterMs, error.retryAfterMs ?? 0) } as const;
}

const severity = { not_sent: 0, rejected: 1, unknown: 2 } as const;

/** What is true of a call as a whole: what one attempt may have done, the others do not undo. */
export const worstOutcome = (one: NxZaloError["outcome"], other: NxZaloError["outcome"]) =>
  severity[one] >= severity[other] ? one : other;
