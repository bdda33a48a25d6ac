import type { OperationName } from "./call-id.ts";
import type { DoorName } from "./plan.ts";

/** One request that the server received whole. */
export interface JournalEntry {
  readonly call: number;
  /** Which request of this call it was, counted from 0. */
  readonly attempt: number;
  readonly operation: OperationName;
  readonly door: DoorName;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  /** `dropped`: received, then thrown away unread. */
  readonly verdict: "accepted" | "refused" | "dropped";
  /** The code of the reply, where one was made. */
  readonly code?: number;
  readonly delivery?: string;
}

/** The truth about a run, as the server saw it. */
export interface Journal {
  readonly entries: readonly JournalEntry[];
  /** Requests that no call should have made: a bad signature, a redirect that was followed. */
  readonly strays: readonly string[];
  /** Connections that are open now. */
  readonly openConnections: number;
}
