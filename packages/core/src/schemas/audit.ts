import * as z from "zod/mini";
import { pageFields, timeSchema } from "./search.ts";
import { type InputSettings, nonEmptyText, phoneSchema } from "./shared.ts";

/**
 * What was done to a person's data, or with it. `look`: whole data was shown. `delete`: one journey was deleted. `forget`: a person was.
 * `resend`: a message was sent again. `correct`: it was sent again to another phone, or with other data. `cancel`: one that waited was
 * cancelled. `bulk`: several were sent again or cancelled, one entry for each application beside that of each message. `close`: a month of the ledger was closed. `invite`: a link was made that signs a
 * person in. `sign_in`: they used it. `sign_out`: all sessions of a person were ended by somebody. `take`: a task of the work list was taken. `task`: what was done about it was written
 * down.
 * `suppress`: messages to a person were stopped. `lift`: they were let out again. `export`: all that is stored of a person was given out.
 * `restrict`: nobody writes to them, by their own request. `replay`: events were delivered again.
 */
export const auditActions = [
  "look",
  "delete",
  "forget",
  "resend",
  "correct",
  "cancel",
  "bulk",
  "close",
  "invite",
  "sign_in",
  "sign_out",
  "take",
  "task",
  "suppress",
  "lift",
  "export",
  "restrict",
  "replay",
] as const;

/** One of {@link auditActions}. */
export type AuditAction = (typeof auditActions)[number];

/** What a search takes of the audit; an entry fits where all that is given fits. */
export interface SearchAuditInput {
  readonly action?: AuditAction | undefined;
  /** Who did it. */
  readonly caller?: string | undefined;
  /** The id of a message or of a journey, a month, or the name of who was invited, signed in or signed out. */
  readonly subject?: string | undefined;
  /** Of a person, or of a message or a journey of theirs that is stored; in any usual notation. */
  readonly phone?: string | undefined;
  /** A Date, or ISO 8601 with a zone; included. */
  readonly recordedFrom?: Date | string | undefined;
  /** A Date, or ISO 8601 with a zone; not included. */
  readonly recordedBefore?: Date | string | undefined;
  /** From 1 to 100. Default: 50. */
  readonly limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

/** What {@link SearchAuditInput} has to be. */
export const searchAuditInput = (settings?: InputSettings) =>
  z.strictObject({
    action: z.optional(z.enum(auditActions)),
    caller: z.optional(nonEmptyText()),
    subject: z.optional(nonEmptyText()),
    phone: z.optional(phoneSchema(settings)),
    recordedFrom: z.optional(timeSchema()),
    recordedBefore: z.optional(timeSchema()),
    ...pageFields(),
  });
