import type { PersonInput, PersonRequestKind, SearchPersonRequestsInput, TemplateData } from "../schemas/index.ts";
import type { MessageAttempt, MessageScope, StoredMessage } from "./messages.ts";
import type { SuppressionView } from "./suppressions.ts";
import type { JourneyView, Money, ReceiptView } from "./views.ts";

/** What a person has asked for, and what was done: the receipt for the file. */
export interface PersonRequest {
  /** Given by the store. */
  readonly personRequestId: string;
  readonly kind: PersonRequestKind;
  /** Whose it is; a proxy masks it as `84*****1795`. Null where they were forgotten. */
  readonly phone: string | null;
  /** The configured names of the applications that it is about; null for all. */
  readonly apps: readonly string[] | null;
  /** Who did it; absent for a call without a caller. */
  readonly caller?: string;
  readonly askedAt: Date;
  /** Absent while it is open: it was broken off, and is done by asking again. */
  readonly doneAt?: Date;
  /** How long it has been open, in milliseconds; absent once it is done. */
  readonly openForMs?: number;
  /** How much it was, such as `{ messages: 3 }`. */
  readonly counts: Readonly<Record<string, number>>;
}

/** One page of them, newest first. */
export interface PersonRequestPage {
  readonly requests: readonly PersonRequest[];
  /** Asks for the next page; null on the last one. */
  readonly nextCursor: string | null;
}

/** A message of a person, with what was said. */
export interface ExportedMessage extends StoredMessage {
  /** The caller's own; absent where there was none. */
  readonly ext?: string;
  readonly topic?: string;
  /** The values of its template's variables; absent where they are erased. */
  readonly templateData?: TemplateData;
  /** Oldest first. */
  readonly attempts: readonly MessageAttempt[];
}

/** What was done about a message of a person. */
export interface ExportedTask {
  readonly messageId: string;
  readonly state: "open" | "taken" | "done";
  readonly takenBy?: string;
  readonly takenAt?: Date;
  readonly calledAt?: Date;
  readonly note?: string;
  readonly doneAt?: Date;
}

/** Everything that is stored of a person, oldest first. */
export interface PersonExport {
  readonly request: PersonRequest;
  readonly journeys: readonly (JourneyView & { readonly cost?: Money })[];
  readonly messages: readonly ExportedMessage[];
  /** What NXCLOUD told of their journeys and messages. */
  readonly receipts: readonly ReceiptView[];
  readonly tasks: readonly ExportedTask[];
  /** Also those that are over, until they are swept. */
  readonly suppressions: readonly SuppressionView[];
  /** What they have asked for before. */
  readonly requests: readonly PersonRequest[];
}

/** Who acts for a person, and in which applications. */
export interface PersonScope extends MessageScope {
  /** Their name, for the audit. */
  readonly caller?: string | undefined;
}

/** What is done when a person asks for it. The audit and the list of requests have each. */
export interface PeopleService {
  /** Everything that is stored of a person. @throws InputError */
  export(input: PersonInput, scope?: PersonScope): Promise<PersonExport>;
  /**
   * Nobody writes to a person any more: what waits is cancelled, and what comes is refused, until the suppression of source `restriction` is
   * removed by hand. No resend passes over it.
   *
   * @throws InputError
   */
  restrict(input: PersonInput, scope?: PersonScope): Promise<PersonRequest>;
  /** What people have asked for, newest first, `forget` included. @throws InputError */
  searchRequests(query: SearchPersonRequestsInput, scope?: MessageScope): Promise<PersonRequestPage>;
}
