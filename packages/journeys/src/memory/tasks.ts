import type { FoundTask, TaskHolder, TaskQuery, TaskRecord, TaskRecords } from "../store/tasks.ts";
import { toSummary } from "./message-queries.ts";
import { isBeyond, newestFirst, sorted } from "./queries.ts";
import type { MessageEntry, Tables } from "./tables.ts";

export function createTasks({ messages, tasks, audit }: Tables): TaskRecords {
  const placeOf = ({ createdAt, messageId }: MessageEntry) => ({ at: createdAt, id: messageId });

  /** What is stored of a message's last attempt. */
  function currentOf({ messageId, attemptedAt }: MessageEntry): TaskRecord | null {
    const task = tasks.get(messageId);
    return task && (task.state !== "done" || (task.endedAt ?? 0) >= attemptedAt) ? { ...task } : null;
  }

  const toFound = (message: MessageEntry): FoundTask => ({ message: toSummary(message), task: currentOf(message) });

  function fits(message: MessageEntry, query: TaskQuery): boolean {
    const { appIndexes, state, takenBy, reasons, unknownBefore, after } = query;
    const task = currentOf(message);
    const stands = task?.state ?? "open";
    const isDue = message.state !== "unknown" || message.attemptedAt < unknownBefore;
    return (
      (appIndexes?.includes(message.appIndex) ?? true) &&
      (state === undefined ? stands !== "done" : stands === state) &&
      (stands === "done" || (reasons.includes(message.state) && isDue)) &&
      (takenBy === undefined || task?.takenBy === takenBy) &&
      isBeyond(placeOf(message), after)
    );
  }

  /** The row as the caller's, where it may be. */
  function hold({ messageId, caller, now, mayForce, entry }: TaskHolder): TaskRecord | undefined {
    const message = messages.get(messageId);
    if (!message) return undefined;
    const known = tasks.get(messageId);
    const isFree = currentOf(message)?.takenBy == null || known?.takenBy === caller || mayForce;
    if (!isFree) return undefined;
    const takenAt = known?.takenBy === caller ? known.takenAt : now;
    audit.set(entry.auditId, { ...entry });
    const rest = { calledAt: known?.calledAt ?? null, ciphertext: known?.ciphertext ?? null, endedAt: null };
    return { ...rest, state: "taken", takenBy: caller, takenAt };
  }

  return {
    searchTasks: async (query) => {
      const found = [...messages.values()].filter((message) => fits(message, query));
      return sorted(found, placeOf, newestFirst).slice(0, query.limit).map(toFound);
    },
    findTask: async (messageId) => {
      const message = messages.get(messageId);
      return message && { ...toFound(message), attemptedAt: message.attemptedAt };
    },
    takeTask: async (taking) => {
      const held = hold(taking);
      if (held) tasks.set(taking.messageId, held);
      return held !== undefined;
    },
    updateTask: async (change) => {
      const held = hold(change);
      if (!held) return false;
      const { messageId, now, calledAt = held.calledAt, ciphertext = held.ciphertext, state = "taken" } = change;
      const isGiven = state === "open" ? { takenBy: null, takenAt: null } : {};
      const endedAt = state === "done" ? now : null;
      tasks.set(messageId, { ...held, ...isGiven, calledAt, ciphertext, state, endedAt });
      return true;
    },
  };
}
