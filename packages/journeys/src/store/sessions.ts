import type { AuditRecord } from "./records.ts";

/** A link that signs someone in, or the session of someone who is. */
export interface SessionRecord {
  /** A keyed hash of its secret. */
  readonly sessionId: string;
  readonly kind: "link" | "session";
  readonly name: string;
  readonly role: string;
  /** The caller who made the link. */
  readonly madeBy: string | null;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** A link that is to be used, and the session that it begins. */
export interface LinkUse {
  readonly linkId: string;
  readonly now: number;
  readonly session: Pick<SessionRecord, "sessionId" | "createdAt" | "expiresAt">;
  /** Its caller and its subject are the link's person. */
  readonly entry: AuditRecord;
}

/** The end of all sessions of a person. */
export interface SessionsEnd {
  readonly name: string;
  readonly now: number;
  /** It counts the sessions. */
  readonly entry: AuditRecord;
}

/** The part of the records that is about sessions. */
export interface SessionRecords {
  /** Stores a link, with an entry of the audit. */
  addLink(link: SessionRecord, entry: AuditRecord): Promise<void>;
  /** Puts a session in the place of a link, with an entry of the audit: once. None where there is no such link, or its time is over. */
  useLink(use: LinkUse): Promise<SessionRecord | undefined>;
  /** A session whose time is not over. */
  findSession(request: { readonly sessionId: string; readonly now: number }): Promise<SessionRecord | undefined>;
  /** Deletes a session; false where there is none. */
  deleteSession(sessionId: string): Promise<boolean>;
  /**
   * Deletes all links and sessions of a name, with an entry of the audit; gives how many sessions these were whose time was not over. A link that is
   * being used at that moment leaves no session.
   */
  deleteSessionsOf(end: SessionsEnd): Promise<number>;
}
