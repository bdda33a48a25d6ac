import type { PersonRequestKind } from "@nxzalo/core/schemas";
import type { AttemptRecord, AuditRecord, KnownJourney, KnownMessage, KnownReceipt, Page } from "./records.ts";
import type { SuppressionRecord } from "./suppressions.ts";
import type { TaskRecord } from "./tasks.ts";

/** What a person has asked for, as it is stored: with no person in it but by a keyed index, and encrypted. */
export interface PersonRequestRecord {
  /** `personRequestId` to callers. Named as its column, and as a Durable Object of a version before knows it: that one would store a null. */
  readonly requestId: string;
  readonly kind: PersonRequestKind;
  readonly phoneIndex: string;
  /** The applications that it is about; null for all. */
  readonly appIndexes: readonly string[] | null;
  readonly caller: string | null;
  readonly askedAt: number;
  /** Null while it is open. */
  readonly doneAt: number | null;
  readonly counts: Readonly<Record<string, number>> | null;
  /** The phone, encrypted; of a request to forget, what goes with that, and null where nothing does, or the person was forgotten since. */
  readonly ciphertext: string | null;
}

/** Which requests to find; a field that is left out matches all. */
export interface PersonRequestQuery extends Page {
  /** Those about one of these applications alone. */
  readonly appIndexes?: readonly string[] | undefined;
  readonly phoneIndex?: string | undefined;
  readonly kind?: PersonRequestKind | undefined;
  readonly isDone?: boolean | undefined;
}

/** A request that was done, and those that are done with it. */
export interface PersonRequestEnd
  extends Pick<PersonRequestRecord, "requestId" | "kind" | "phoneIndex" | "appIndexes" | "askedAt"> {
  readonly doneAt: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly entries: readonly AuditRecord[];
}

/**
 * Whether a request is done with one that ends: it is that one, or it is open and was asked no later, by any caller, for the same of the same
 * person, in no other applications.
 */
export function isDoneWith(
  request: PersonRequestRecord,
  end: Pick<PersonRequestEnd, "requestId" | "kind" | "phoneIndex" | "appIndexes" | "askedAt">,
): boolean {
  if (request.requestId === end.requestId) return true;
  const { kind, phoneIndex, appIndexes, askedAt, doneAt } = request;
  const isSame = kind === end.kind && phoneIndex === end.phoneIndex;
  const isWithin = end.appIndexes === null || appIndexes?.every((one) => end.appIndexes?.includes(one)) === true;
  return doneAt === null && isSame && isWithin && askedAt <= end.askedAt;
}

/** Everything that is stored of a person, oldest first. */
export interface PersonRecords {
  readonly journeys: readonly KnownJourney[];
  readonly messages: readonly KnownMessage[];
  /** Those before the last ones. */
  readonly attempts: readonly (AttemptRecord & { readonly messageId: string })[];
  readonly receipts: readonly KnownReceipt[];
  readonly tasks: readonly (TaskRecord & { readonly messageId: string })[];
  readonly suppressions: readonly SuppressionRecord[];
  readonly requests: readonly PersonRequestRecord[];
}

/** Whose rows, in some or all applications. */
export interface PersonQuery {
  readonly phoneIndex: string;
  readonly appIndexes?: readonly string[] | undefined;
}

/** What people ask for, and what is stored of them. */
export interface PeopleRecords {
  /** Everything that is stored of a person, by one read. */
  readPerson(query: PersonQuery): Promise<PersonRecords>;
  addPersonRequest(request: PersonRequestRecord): Promise<void>;
  /** Stores that a request was done, with those that are done with it, and adds the entries. */
  endPersonRequest(end: PersonRequestEnd): Promise<void>;
  /** Requests, newest first. */
  searchPersonRequests(query: PersonRequestQuery): Promise<readonly PersonRequestRecord[]>;
}
