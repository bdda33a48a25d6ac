import type { ErrorCode } from "./errors.ts";

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
