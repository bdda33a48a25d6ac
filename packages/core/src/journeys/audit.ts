import type { AuditAction, MessageConditions } from "../schemas/index.ts";

/** By what several messages were found. Phones and references are named in `hidden`, without their values. */
export interface AuditedConditions {
  readonly state?: NonNullable<MessageConditions["state"]>;
  readonly templateId?: string;
  readonly code?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly day?: string;
  readonly timeZone?: string;
  /** ISO 8601, as `createdBefore`. */
  readonly createdFrom?: string;
  readonly createdBefore?: string;
  /** Such as `phone`: what else was asked for. */
  readonly hidden?: readonly string[];
}

/** What is to be recorded. No phone, name or other text of a recipient has a place in it. */
export interface AuditEntry {
  readonly action: AuditAction;
  /** Who did it. Default: a call without a caller, such as a script's own. */
  readonly caller?: string | undefined;
  /** The application's key, where it is about one. Default: it is about all. */
  readonly appKey?: string | undefined;
  /** The id of a message or of a journey, a month, or the name of who was invited, signed in or signed out. Default: none. */
  readonly subject?: string | undefined;
  /** Of whom is invited or signs in. Default: it is about no person who signs in. */
  readonly role?: string | undefined;
  /** How much it was, such as `{ journeys: 3 }`. Default: nothing is counted. */
  readonly counts?: Readonly<Record<string, number>> | undefined;
  /** By what messages were found, where it is about several. Default: it is not. */
  readonly where?: AuditedConditions | undefined;
}

/** An entry as it is shown. */
export interface AuditEntryView {
  /** The entry's own id. */
  readonly auditId: string;
  readonly recordedAt: Date;
  readonly action: AuditAction;
  /** Absent for a call without a caller. */
  readonly caller?: string;
  /** The configured name of the application that it is about; absent where it is about none, or its key is not configured. */
  readonly app?: string;
  /** The id of a message or of a journey, a month, the name of who was invited, signed in or signed out, or for a recipient the keyed index of their phone, which only the store can make. */
  readonly subject?: string;
  /** Of an `invite` or a `sign_in`: what the person may do. */
  readonly role?: string;
  /** How much it was: of what was done in bulk `messages`, and of these `cancelled`, or `resent` and `failed`. */
  readonly counts?: Readonly<Record<string, number>>;
  /** By what the messages of a `bulk` were found. */
  readonly where?: AuditedConditions;
}

/** One page of the audit, newest first. */
export interface AuditPage {
  readonly entries: readonly AuditEntryView[];
  /** Asks for the next page; null on the last one. */
  readonly nextCursor: string | null;
}
