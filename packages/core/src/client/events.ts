import type { ErrorCode } from "../errors.ts";

/** What {@link NxZaloOptions.onEvent} is told. Events hold names, numbers and ids only: safe to log. */
export type NxZaloEvent =
  /** One request has ended. */
  | {
      readonly type: "attempt";
      readonly operation: string;
      /** Counted from 1. */
      readonly attempt: number;
      readonly durationMs: number;
      /** Absent where the attempt succeeded or the caller aborted it. */
      readonly errorCode?: ErrorCode | undefined;
    }
  /** The next try, after a wait. */
  | {
      readonly type: "retry";
      readonly operation: string;
      /** The try that comes. */
      readonly attempt: number;
      readonly delayMs: number;
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
      readonly operation: string;
      readonly attempts: number;
      readonly durationMs: number;
      readonly errorCode?: ErrorCode | undefined;
      readonly upstreamCode?: number | undefined;
      readonly traceId?: string | undefined;
    };

/** Told of events as they happen. */
export type OnEvent = (event: NxZaloEvent) => void;

/** Tells the observer, whose errors never change the result of a call. */
export function emit({ onEvent }: { readonly onEvent: OnEvent | undefined }, event: NxZaloEvent): void {
  try {
    onEvent?.(event);
  } catch {
    // Observer errors are ignored.
  }
}
