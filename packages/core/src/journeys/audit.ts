import type { AuditAction } from "../schemas/index.ts";

/** What is to be recorded. No phone, name or other text of a person has a place in it. */
export interface AuditEntry {
  readonly action: AuditAction;
  /** Who did it. Default: a call without a caller, such as a script's own. */
  readonly caller?: string | undefined;
  /** The application's key, where it is about one. Default: it is about all. */
  readonly appKey?: string | undefined;
  /** The id of a message or of a journey, or a month. Default: none. */
  readonly subject?: string | undefined;
  /** How much it was, such as `{ journeys: 3 }`. Default: nothing is counted. */
  readonly counts?: Readonly<Record<string, number>> | undefined;
}

/** An entry as it is shown. */
export interface AuditEntryView {
  /** The entry's own id. */
  readonly auditId: string;
  readonly recordedAt: Date;
  readonly action: AuditAction;
  /** Absent for a call without a caller. */
  readonly caller?: string;
  /** The id of a message or of a journey, a month, or for a person the keyed index of their phone, which only the store can make. */
  readonly subject?: string;
  readonly counts?: Readonly<Record<string, number>>;
}

/** One page of the audit, newest first. */
export interface AuditPage {
  readonly entries: readonly AuditEntryView[];
  /** Asks for the next page; null on the last one. */
  readonly nextCursor: string | null;
}
