import type { MessageState } from "@nxzalo/core/journeys";
import type { MessageSummary } from "./message-queries.ts";
import type { AuditRecord, Page } from "./records.ts";

/** What is stored of a task, once somebody has taken it. */
export interface TaskRecord {
  readonly state: "open" | "taken" | "done";
  readonly takenBy: string | null;
  readonly takenAt: number | null;
  readonly calledAt: number | null;
  readonly endedAt: number | null;
  /** A note, encrypted. */
  readonly ciphertext: string | null;
}

/** A message that is a task. */
export interface FoundTask {
  readonly message: MessageSummary;
  /** `null` where nobody has taken it, or where its message was sent anew, in vain, since it was done. */
  readonly task: TaskRecord | null;
}

/** Which tasks to find; a field that is left out matches all. */
export interface TaskQuery extends Page {
  readonly appIndexes?: readonly string[] | undefined;
  /** Default: those that are not done. */
  readonly state?: TaskRecord["state"] | undefined;
  readonly takenBy?: string | undefined;
  /** The states of messages that are tasks. */
  readonly reasons: readonly MessageState[];
  /** What may have been sent is a task where it was tried before. */
  readonly unknownBefore: number;
}

/** Who works on a task. */
export interface TaskHolder {
  readonly messageId: string;
  readonly caller: string;
  readonly now: number;
  /** Whether it may be another one's. */
  readonly mayForce: boolean;
  readonly entry: AuditRecord;
}

/** What is written down of a task; what is left out stays as it is. */
export interface TaskChange extends TaskHolder {
  readonly calledAt?: number | null | undefined;
  readonly ciphertext?: string | null | undefined;
  readonly state?: TaskRecord["state"] | undefined;
}

/** The part of the records that is the work list. */
export interface TaskRecords {
  /** Tasks, newest message first. */
  searchTasks(query: TaskQuery): Promise<readonly FoundTask[]>;
  /** A message, and what is stored of its task; whether it is one is not asked. */
  findTask(messageId: string): Promise<(FoundTask & { readonly attemptedAt: number }) | undefined>;
  /** Gives a task to the caller, with an entry of the audit; false, and no entry, where another one has it, or there is no such message. */
  takeTask(taking: TaskHolder): Promise<boolean>;
  /** Changes a task, which is the caller's from then on, with an entry of the audit; false as `takeTask` is. */
  updateTask(change: TaskChange): Promise<boolean>;
}
