import type { EventTypes } from "../store/event-records.ts";
import type { FailedTry } from "./event-retries.ts";

/** How long a target may take. */
export const timeoutMs = 10_000;

/** An event on its way to a target. */
export interface SentEvent {
  /** The `webhook-id`. */
  readonly eventId: string;
  readonly type: string;
  readonly createdAt: number;
  readonly data: object;
  /** When it is sent. */
  readonly at: number;
}

/** A target with the types that it takes. */
export interface RoutedTarget extends EventTypes {
  /** What tells it from others: not its URL, whose path may be secret. */
  readonly name: string;
  /** What has gone wrong where `send` throws anything but `timedOut`. */
  readonly failure: "unreachable" | "failed";
  /** Hands an event over, and gives what was answered. @throws `timedOut`; whatever the target's side throws. */
  readonly send: (event: SentEvent) => Promise<NonNullable<FailedTry["answer"]>>;
}
