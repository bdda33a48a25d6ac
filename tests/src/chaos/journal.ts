import type { EndpointName } from "./plan.ts";
import type { OperationName } from "./protocol.ts";

/** One request that the server received whole. */
export interface JournalEntry {
  readonly call: number;
  /** Which request of this call it was, counted from 0. */
  readonly attempt: number;
  readonly operation: OperationName;
  readonly endpoint: EndpointName;
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

/** The journal while it is written. */
export interface JournalWriter {
  /** Which request of this call comes next, counted from 0. */
  attemptOf(call: number): number;
  add(entry: Omit<JournalEntry, "attempt" | "receivedAt">): void;
  addStray(what: string): void;
  read(openConnections: number): Journal;
}

export function createJournal(): JournalWriter {
  const entries: JournalEntry[] = [];
  const strays: string[] = [];
  const attempts = new Map<number, number>();
  const attemptOf = (call: number) => attempts.get(call) ?? 0;
  return {
    attemptOf,
    add: (entry) => {
      const attempt = attemptOf(entry.call);
      attempts.set(entry.call, attempt + 1);
      entries.push({ ...entry, attempt, receivedAt: Date.now() });
    },
    addStray: (what) => void strays.push(what),
    read: (openConnections) => ({ entries: [...entries], strays: [...strays], openConnections }),
  };
}
