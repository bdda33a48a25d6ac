import type { Journal, JournalEntry } from "../journal.ts";

/** The journal while it is written. */
export interface Book {
  /** Which request of this call comes next, counted from 0. */
  attemptOf(call: number): number;
  add(entry: Omit<JournalEntry, "attempt" | "receivedAt">): void;
  addStray(what: string): void;
  read(openConnections: number): Journal;
}

export function createBook(): Book {
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
