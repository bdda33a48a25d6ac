import type { EventRecord, EventState } from "../store/events.ts";
import type { Waiting } from "../store/lanes.ts";
import type { ClosedMonth, LedgerEntry } from "../store/ledger.ts";
import type { PersonRequestRecord } from "../store/people.ts";
import type {
  AttemptRecord,
  AuditRecord,
  IdempotencyRecord,
  IdempotencyRequest,
  JourneyRecord,
  KnownMessage,
  MessageRecord,
  ReceiptRecord,
  ToldState,
} from "../store/records.ts";
import type { SessionRecord } from "../store/sessions.ts";
import type { SuppressionRecord } from "../store/suppressions.ts";
import type { TaskRecord } from "../store/tasks.ts";

export interface LeaseEntry {
  owner: string | null;
  leaseUntil: number;
  journeyId: string | null;
  failedOwner?: string;
  failure?: string | null;
}

export type JourneyEntry = JourneyRecord & { acknowledgedAt: number | null; endedAt: number | null };
type Writable<T> = { -readonly [Name in keyof T]: T[Name] };
export type MessageEntry = Writable<KnownMessage> & {
  topicIndex: string | null;
  secrets: string | null;
  silentAt: number | null;
  simulated?: boolean | undefined;
};
/** What an earlier attempt is stored by. */
export const keyOf = (messageId: string, attempt: number) => `${messageId}:${attempt}`;

export type AttemptEntry = Writable<AttemptRecord> & { readonly messageId: string; readonly journeyId: string | null };
export type IdempotencyEntry = Pick<IdempotencyRequest, "fingerprint" | "owner"> & {
  leaseUntil: number;
  keepUntil: number;
  state: IdempotencyRecord["state"];
  answer: string | null;
  journeyId: string | null;
  readonly messageId: string | null;
};
export type ReceiptEntry = Omit<
  ReceiptRecord,
  "messageId" | "journeyId" | "attempt" | "state" | "zaloError" | "eraseAt"
> & {
  readonly appIndex: string | null;
  readonly problem: string | null;
  attempt: number | null;
  state: ToldState;
  zaloError: number | null;
  messageId: string | null;
  journeyId: string | null;
  isMatched: boolean;
};

export type EventEntry = EventRecord & {
  state: EventState;
  dueAt: number | null;
  giveUpAt: number;
  tries: number;
  problem: string | null;
  endedAt: number | null;
};

/** The rows, by their keys. */
export const createTables = () => ({
  leases: new Map<string, LeaseEntry>(),
  journeys: new Map<string, JourneyEntry>(),
  messages: new Map<string, MessageEntry>(),
  idempotencyKeys: new Map<string, IdempotencyEntry>(),
  /** Those before the last one. */
  attempts: new Map<string, AttemptEntry>(),
  receipts: new Map<string, ReceiptEntry>(),
  ledger: new Map<string, LedgerEntry>(),
  closedMonths: new Map<string, ClosedMonth>(),
  audit: new Map<string, AuditRecord>(),
  events: new Map<string, EventEntry>(),
  eventTargets: new Map<string, { failures: number; retryAt: number }>(),
  sessions: new Map<string, SessionRecord>(),
  /** By the ids of their messages. */
  tasks: new Map<string, TaskRecord>(),
  /** The next place, in microseconds since the epoch. */
  pace: new Map<string, number>(),
  suppressions: new Map<string, SuppressionRecord>(),
  peopleRequests: new Map<string, PersonRequestRecord>(),
});

export type Tables = ReturnType<typeof createTables>;

/** As it is read: without what only the store looks at. */
export const toKnown = ({
  topicIndex: _,
  secrets: __,
  silentAt: ___,
  simulated: ____,
  ...message
}: MessageEntry): KnownMessage => message;

/** The part of a row that says what it waits for, where it waits. */
export const toWaiting = (waiting: Waiting | undefined) => ({
  state: waiting ? ("scheduled" as const) : ("unknown" as const),
  dueAt: waiting?.dueAt ?? null,
  notAfter: waiting?.notAfter ?? null,
  lane: waiting?.lane ?? null,
  heldFor: waiting?.heldFor ?? null,
  secrets: waiting?.secrets ?? null,
});

/** A message before it is sent. */
export const unsent = ({ waiting, topicIndex = null, ...message }: MessageRecord): MessageEntry => ({
  ...message,
  ...toWaiting(waiting),
  topicIndex,
  silentAt: null,
  tries: 0,
  attempt: 1,
  attemptedAt: message.createdAt,
  requestId: null,
  upstreamCode: null,
  zaloError: null,
  eraseAt: null,
});

/** Deletes what fits, at most so many; gives the number. */
export function remove<Entry>(
  table: Map<string, Entry>,
  fits: (entry: Entry) => boolean,
  limit = Number.POSITIVE_INFINITY,
): number {
  const expired = [...table].filter(([, entry]) => fits(entry)).slice(0, limit);
  for (const [key] of expired) table.delete(key);
  return expired.length;
}
