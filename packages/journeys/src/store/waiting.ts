import type { HeldFor } from "@nxzalo/core/journeys";
import type { EventRecord } from "./events.ts";
import type { Waiting } from "./lanes.ts";
import type { AuditRecord, KnownMessage } from "./records.ts";

/** The pace of an account. */
export interface Pace {
  readonly name: string;
  /** Microseconds from one place to the next. */
  readonly intervalUs: number;
}

/** What is to be taken of what is due. */
export interface TakeRequest {
  readonly now: number;
  readonly limit: number;
  /** Default: as fast as it goes. */
  readonly pace?: Pace | undefined;
}

/** A message that was taken: from then on it may have been sent, and nobody takes it again. */
export interface TakenMessage {
  readonly message: KnownMessage;
  /** The variables that are secret, encrypted: they are stored no longer. */
  readonly secrets: string | null;
  /** Its place in the account's pace; where there is none, when it was taken. */
  readonly goesAt: number;
}

/** What a taker has: what it writes counts only as long as nothing else is known of what it took. */
export interface Taker {
  readonly messageId: string;
  readonly attempt: number;
  /** How often it has been taken: another number belongs to another taker. */
  readonly tries: number;
}

/** A message that was taken, surely was not sent, and waits again. */
export interface PutBack extends Taker, Pick<Waiting, "dueAt" | "heldFor" | "secrets"> {
  /** The journey that it was asked for on. */
  readonly journeyId: string | null;
  /** When its data is to be erased where a newer message has taken its place. */
  readonly eraseAt: number;
}

/** Messages that wait, by what holds them; a field that is left out matches all. */
export interface WaitingQuery {
  readonly phoneIndex?: string | undefined;
  readonly appIndex?: string | undefined;
  readonly dueUntil?: number | undefined;
  readonly notAfterUntil?: number | undefined;
  /** Those of these templates, or, with `except`, of all others. */
  readonly templates?: { readonly ids: readonly string[]; readonly except?: boolean | undefined } | undefined;
}

/** What is due and is to wait for longer; what has to go out before that is left out. */
export interface HoldRequest extends WaitingQuery {
  readonly until: number;
  readonly heldFor: HeldFor;
  /** How many at most, those first that have been due for longer. */
  readonly limit: number;
}

/** Messages that are not to be sent any more. */
export interface EndRequest {
  readonly ends: readonly {
    readonly messageId: string;
    /** By its taker. Default: it still waits. */
    readonly taker?: Taker | undefined;
    /** Stored with it. */
    readonly event?: EventRecord | undefined;
    /** Who ended it, where a person did; added with it. */
    readonly entry?: AuditRecord | undefined;
  }[];
  readonly to: "cancelled" | "expired";
  /** When. */
  readonly at: number;
  /** When the data of their templates is to be erased. */
  readonly eraseAt: number;
}

/** The last attempt of a message, which waits or was taken: the one before it has arrived after all. */
export interface Withdrawal {
  readonly messageId: string;
  readonly attempt: number;
  /** By its taker. Default: it still waits. */
  readonly taker?: Taker | undefined;
  /** When the data of its template is to be erased; null where it is not known how it ended. */
  readonly eraseAt: number | null;
  /** When it will have been silent for too long. */
  readonly silentAt: number | null;
}

/** When something is to be done next, whatever it is; null where nothing waits. */
export interface NextDue {
  /** A message is due, or may be sent no longer. */
  readonly messages: number | null;
  /** An event is to be delivered, as far as its target takes it then, or a message will have been silent for too long. */
  readonly events: number | null;
}

/** What is done with messages that wait. */
export interface WaitingRecords {
  /** Takes messages that are due, in the order of their lanes and times: written before they are given. */
  takeDue(request: TakeRequest): Promise<readonly TakenMessage[]>;
  /** A place in the account's pace, as a time; none, and nothing written, where the next one is further away than `withinMs`. */
  acquireSlot(request: Pace & { readonly now: number; readonly withinMs: number }): Promise<number | undefined>;
  /** Stores the journey that a taken message is sent on; false, and nothing stored, where it is the taker's no more. */
  assignJourney(request: Taker & { readonly journeyId: string }): Promise<boolean>;
  /** Lets a taken message wait again, unless something is known of it, or a newer one of its topic has come. False where it does not wait. */
  putBack(request: PutBack): Promise<boolean>;
  /** Messages that wait, those first that may be sent no longer than others. */
  readWaiting(query: WaitingQuery & { readonly limit: number }): Promise<readonly KnownMessage[]>;
  /** Lets what is due wait for longer. Gives how many. */
  hold(request: HoldRequest): Promise<number>;
  /** Ends messages that wait. Gives the ids of those that it ended. */
  endWaiting(request: EndRequest): Promise<readonly string[]>;
  /** Takes an attempt back that was never made: the one before it is the last again. False where it does not wait, or is not the taker's. */
  withdraw(withdrawal: Withdrawal): Promise<boolean>;
  /** When something is to be done next. */
  nextDue(): Promise<NextDue>;
}
