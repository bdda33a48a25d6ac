import type { ErrorCode, Outcome, ResponsibleParty } from "../errors.ts";

/** What {@link NxZaloOptions.onEvent} is told. Events hold names, numbers and ids only: safe to log. */
export type NxZaloEvent =
  /** One request has ended. */
  | {
      readonly type: "attempt";
      /** The method that was called. */
      readonly operation: string;
      /** Counted from 1. */
      readonly attempt: number;
      /** Milliseconds, from asking for the credentials to the end of the reply. */
      readonly durationMs: number;
      /** Absent where the attempt succeeded or the caller aborted it. */
      readonly errorCode?: ErrorCode | undefined;
      /** Whether the caller aborted it. */
      readonly isAborted?: boolean | undefined;
      /** NXCLOUD's clock minus this machine's, in milliseconds, where the reply has a `Date`: known to a second. */
      readonly clockOffsetMs?: number | undefined;
    }
  /** The next try, after a wait. */
  | {
      readonly type: "retry";
      /** The method that was called. */
      readonly operation: string;
      /** The try that comes. */
      readonly attempt: number;
      /** Milliseconds that are waited before it. */
      readonly delayMs: number;
      /** Of the attempt that failed. */
      readonly errorCode: ErrorCode;
    }
  /** NXCLOUD refused the timestamp; from now on this client stamps by NXCLOUD's clock. */
  | { readonly type: "clock_corrected"; readonly operation: string; readonly offsetMs: number }
  /** A request waited, because NXCLOUD had said that this access key asks too often, or to keep the pace. */
  | { readonly type: "cooled_down"; readonly operation: string; readonly waitMs: number }
  /** NXCLOUD refused the signature; the other secret is tried. */
  | { readonly type: "secret_fallback"; readonly operation: string; readonly to: "previous" | "current" }
  /** The whole call has ended. */
  | {
      readonly type: "settled";
      /** The method that was called. */
      readonly operation: string;
      /** How many requests were made. */
      readonly attempts: number;
      /** Milliseconds, waits included. */
      readonly durationMs: number;
      /** Absent where the call succeeded or the caller aborted it. */
      readonly errorCode?: ErrorCode | undefined;
      /** Whether the caller aborted it. */
      readonly isAborted?: boolean | undefined;
      /** Absent where the call succeeded or the caller aborted it. */
      readonly outcome?: Outcome | undefined;
      /** Who has to act, where NXCLOUD refused. */
      readonly responsibleParty?: ResponsibleParty | undefined;
      /** NXCLOUD's own, where it refused. */
      readonly upstreamCode?: number | undefined;
      /** NXCLOUD's, where its reply had one. */
      readonly traceId?: string | undefined;
    };

/** Told of events as they happen. What it throws, or its promise rejects with, is ignored, and no call waits for it. */
export type OnEvent = (event: NxZaloEvent) => void;

/** Tells the observer, whose errors never change the result of a call. */
export function emit({ onEvent }: { readonly onEvent: OnEvent | undefined }, event: NxZaloEvent): void {
  try {
    const returned = onEvent?.(event) as PromiseLike<unknown> | undefined;
    // A rejection that is not handled would end the process.
    if (typeof returned?.then === "function") returned.then(undefined, () => {});
  } catch {
    // Observer errors are ignored.
  }
}
