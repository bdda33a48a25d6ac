import type { EventRecord, EventState } from "./events.ts";
import type { AuditRecord, KnownJourney, KnownMessage, Page } from "./records.ts";

/** Types of events: these, or all but these. */
export interface EventTypes {
  readonly types: readonly string[];
  readonly isExcept: boolean;
}

/** Who is asked for what is due. */
export interface TakeEventsRequest extends EventTypes {
  /** What tells the target from others. */
  readonly target: string;
  readonly now: number;
  readonly limit: number;
  /** Until when nobody else takes them. */
  readonly leaseUntil: number;
}

/** An event that was taken, with what is stored of what it is about. */
export interface TakenEvent {
  readonly event: EventRecord;
  /** When it is given up. */
  readonly giveUpAt: number;
  /** How often it has been taken since it was stored or replayed, this time included. */
  readonly tries: number;
  /** How often its target had failed in a row when it was taken. */
  readonly failures: number;
  readonly message?: KnownMessage | undefined;
  readonly journey?: KnownJourney | undefined;
  readonly receipt?: { readonly receiptId: string; readonly ciphertext: string } | undefined;
}

/** After how many failures in a row a target is away: what has waited for it for too long is given up untried. */
export const awayFailures = 10;

/** What has been tried for long enough, and by whom else it would be taken. */
export interface GiveUpRequest {
  /** Given up are those whose time was over by then. */
  readonly before: number;
  readonly now: number;
  /** Where events go: what has never been tried has a first delivery before it, unless its target is away. */
  readonly targets: readonly (EventTypes & { readonly target: string })[];
}

/** What became of a delivery. What another taker has taken since stays as it is. */
export interface EventOutcome {
  readonly eventId: string;
  readonly tries: number;
  readonly target: string;
  readonly now: number;
  readonly state: EventState;
  /** When it is tried again, where it waits. */
  readonly dueAt: number | null;
  /** A code of what went wrong; null where nothing did. */
  readonly problem: string | null;
  /** How often the target had failed in a row when the event was taken, and once more where it failed; twice where it asked for a wait. */
  readonly failures: number;
  /** When a target that failed is asked again; 0 where it has not failed. */
  readonly retryAt: number;
}

/** Messages of whose end nothing has told for too long. */
export interface SilenceRequest {
  readonly now: number;
  /** Since when a delivery of the same application must have been told, so that silence says something. */
  readonly heardSince: number;
  /** When the others are looked at again. */
  readonly laterAt: number;
  readonly limit: number;
}

/** An event as a list has it; a receipt that matches nothing, or cannot be read, is one by its own id. */
export interface ListedEvent extends Pick<EventRecord, "eventId" | "type" | "messageId" | "createdAt"> {
  readonly state: EventState;
  readonly tries: number;
  readonly dueAt: number | null;
  readonly endedAt: number | null;
  readonly problem: string | null;
  /** Why a receipt cannot be read. */
  readonly detail: string | null;
  /** Of a receipt that matches nothing, or cannot be read. */
  readonly ciphertext: string | null;
}

/** Which events to find, newest first; a field that is left out matches all. */
export interface EventQuery extends Page {
  readonly state?: EventState | undefined;
  readonly type?: string | undefined;
  readonly messageId?: string | undefined;
  /** Those of one of these applications alone. */
  readonly appIndexes?: readonly string[] | undefined;
  readonly createdFrom?: number | undefined;
  readonly createdBefore?: number | undefined;
}

/** Events that are to be delivered again: those that were stored in a time, and are over by now. */
export interface ReplayRequest {
  readonly from: number;
  readonly before: number;
  readonly appIndexes?: readonly string[] | undefined;
  readonly now: number;
  readonly limit: number;
  /** Added with the number of events, where there are any: where applications are named, once for each that has some. */
  readonly entry: AuditRecord;
}

/** What is done with events. */
export interface EventRecords {
  addEvent(event: EventRecord): Promise<void>;
  /**
   * Takes events that are due for a target, of those that come first of their order; none before a target that has failed is asked again, and
   * then one.
   */
  takeEvents(request: TakeEventsRequest): Promise<readonly TakenEvent[]>;
  /**
   * Stores what became of an event, and of its target: a delivery ends its wait, unless it was taken before the target asked for that. Of failures
   * beside each other the longest wait stays.
   */
  finishEvent(outcome: EventOutcome): Promise<void>;
  /** When something is to be delivered to a target next; null where nothing waits. */
  nextEvent(request: EventTypes & { readonly target: string }): Promise<number | null>;
  /** Stores the events of messages that have been silent for too long, once each. Gives how many were looked at. */
  tellSilent(request: SilenceRequest): Promise<number>;
  /** Looks later at those that are due. */
  putOffSilence(request: { readonly now: number; readonly until: number }): Promise<void>;
  /** When a message will have been silent for too long; null where none will. */
  nextSilence(): Promise<number | null>;
  searchEvents(query: EventQuery): Promise<readonly ListedEvent[]>;
  /** Lets what is over wait again, and its targets be asked at once. Gives how many. */
  replayEvents(request: ReplayRequest): Promise<number>;
  /** Gives up what should have been before a time, and is not on its way. Gives how many. */
  giveUpEvents(request: GiveUpRequest): Promise<number>;
}
