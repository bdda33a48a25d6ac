import type { AuditedConditions, HeldFor, MessageState, Money } from "@nxzalo/core/journeys";
import type { AuditAction } from "@nxzalo/core/schemas";
import type { EventRecord, ReceiptEvents } from "./events.ts";
import type { Lane, Waiting } from "./lanes.ts";
import type { SuppressionRecord } from "./suppressions.ts";

/** Pairs by which a caller groups messages, such as a shop or a trip: no person's. */
export type Labels = Readonly<Record<string, string>>;

/** A journey as it is stored: what a reader of the database may see of it, and the rest encrypted. Times are milliseconds since the epoch. */
export interface JourneyRecord {
  /** NXCLOUD's id. */
  readonly journeyId: string;
  readonly appIndex: string;
  readonly phoneIndex: string;
  /** Null for a journey without a reference. */
  readonly referenceIndex: string | null;
  readonly tokenIndex: string;
  /** Token, phone, token type, reference and application, encrypted. */
  readonly ciphertext: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Until when its token may be given out again. */
  readonly liveUntil: number;
  /** Null where an older version stored it. */
  readonly tokenType: string | null;
  /** Who asked for it. */
  readonly caller: string | null;
  /** Its {@link Labels}, as JSON text. */
  readonly labels: string | null;
  /** Whether NXCLOUD does not know it, and it costs nothing. Default: false. */
  readonly simulated?: boolean | undefined;
}

/** A journey, with what its receipts say. */
export interface KnownJourney extends Omit<JourneyRecord, "simulated"> {
  /** When the first receipt acknowledged it; null before that. */
  readonly acknowledgedAt: number | null;
  /** When a receipt said that it is over; null before that. */
  readonly endedAt: number | null;
}

/** What {@link JourneyRecords.acquireLease} finds. */
export type Lease =
  /** The key has a live journey. */
  | { readonly kind: "live"; readonly journey: KnownJourney }
  /** The key is the caller's until the lease ends. */
  | { readonly kind: "acquired" }
  /** The key is another owner's. */
  | { readonly kind: "busy"; readonly owner: string }
  /** The owner that was waited for has been refused. */
  | { readonly kind: "failed"; readonly failure: string };

/** Who asks for the lease of a key. */
export interface LeaseRequest {
  /** A keyed hash of application, phone, token type and reference. */
  readonly key: string;
  /** An id of the caller's own, new for each call. */
  readonly owner: string;
  readonly now: number;
  readonly leaseUntil: number;
  /** The owner that the caller has found the key busy with. */
  readonly waitedFor?: string | undefined;
}

/** The owner of a key: what it writes counts only while the key is its own. */
export interface Holder {
  readonly key: string;
  readonly owner: string;
}

/** A message as it is stored before it is sent. What is null in it was not given, or was not stored by an older version. */
export interface MessageRecord {
  /** Ours; it travels in `ext`. */
  readonly messageId: string;
  /** The journey that it is sent on; null without one. */
  readonly journeyId: string | null;
  /** Whether it is sent by a journey's token, that of a stored journey or not. */
  readonly hasToken: boolean;
  readonly appIndex: string;
  readonly phoneIndex: string;
  /** Its recipient and the rest of what was asked, but for the template's data, encrypted. */
  readonly ciphertext: string;
  /** The template's data, encrypted. */
  readonly data: string | null;
  readonly createdAt: number;
  /** Who asked for it. */
  readonly caller: string | null;
  readonly templateId: string | null;
  readonly labels: Labels | null;
  readonly referenceIndex: string | null;
  /** Of the reference without case and tones. */
  readonly foldedReferenceIndex: string | null;
  /** Of the last 6 characters of the folded reference. */
  readonly referenceEndingIndex: string | null;
  /** Of the last 4 digits of the phone. */
  readonly phoneEndingIndex: string | null;
  /** Of application, reference and topic: it takes the place of what waits of the same. Default: it has no topic. */
  readonly topicIndex?: string | null | undefined;
  /** Whether it reaches nobody, and costs nothing. Default: false. */
  readonly simulated?: boolean | undefined;
  /** Where it is not sent at once. */
  readonly waiting?: Waiting | undefined;
}

/** What is known of one attempt to send a message. */
export interface AttemptRecord {
  /** From 1 on; it travels in `ext`. */
  readonly attempt: number;
  readonly state: MessageState;
  /** When it was begun. */
  readonly attemptedAt: number;
  /** NXCLOUD's id of it; null where none is known. */
  readonly requestId: string | null;
  /** NXCLOUD's code, where it refused or failed. */
  readonly upstreamCode: number | null;
  /** Zalo's code, where a receipt told of a failure. */
  readonly zaloError: number | null;
}

/** A message, with its last attempt. */
export interface KnownMessage extends Omit<MessageRecord, "topicIndex" | "waiting" | "simulated">, AttemptRecord {
  /** When the template's data is to be erased; null before its end, and where there is none. */
  readonly eraseAt: number | null;
  /** As of {@link Waiting}; null where it has not waited. */
  readonly dueAt: number | null;
  readonly notAfter: number | null;
  readonly lane: Lane | null;
  readonly heldFor: HeldFor | null;
  /** How often it was taken to be sent, of this attempt. */
  readonly tries: number;
}

/** A call that is to be made once by its idempotency key. */
export interface IdempotencyRequest extends Holder {
  /** Keyed hash of the call's input. */
  readonly fingerprint: string;
  readonly now: number;
  readonly leaseUntil: number;
  /** Until when the answer is stored. */
  readonly keepUntil: number;
}

/** What is stored of a call by its idempotency key. */
export interface IdempotencyRecord {
  readonly fingerprint: string;
  /** `cancelled` where its message waited, and was deleted before it was sent. */
  readonly state: "running" | "unknown" | "done" | "cancelled";
  readonly leaseUntil: number;
  /** Until when it is stored, at least. */
  readonly keepUntil: number;
  /** The result of a call that is done, the failure of an unknown one; encrypted. */
  readonly answer: string | null;
  readonly messageId: string | null;
  /** Where the call's message stands; null where there is none. */
  readonly messageState: MessageState | null;
  /** Whether each of its attempts was refused: then it may be asked for again. */
  readonly isRefused: boolean;
  /** The message's last attempt; 1 where there is none. */
  readonly attempt: number;
  /** When its message is due, and what holds it until then; null where it never waited. */
  readonly dueAt: number | null;
  readonly heldFor: HeldFor | null;
  readonly requestId: string | null;
  /** The journey that it created, or that its message is sent on. */
  readonly journeyId: string | null;
}

/** The same, with its key. */
export interface KeyedRecord extends IdempotencyRecord {
  readonly key: string;
}

/** How a call ended. */
export interface FinishedCall {
  /** The owner of the idempotency key, where the call has one. */
  readonly call?: Holder | undefined;
  readonly messageId?: string | undefined;
  /** The message's attempt. Default: 1. */
  readonly attempt?: number | undefined;
  /** Whether NXCLOUD has the message. */
  readonly isAccepted?: boolean | undefined;
  /** NXCLOUD's code, where it failed and did not say whether the message was sent. */
  readonly upstreamCode?: number | null | undefined;
  /** When the template's data of an accepted message is to be erased, unless a receipt tells of its end. */
  readonly eraseAt?: number | null | undefined;
  readonly requestId?: string | null | undefined;
  /** The time of the event that its message has failed, where a receipt has said so before; no such event where it is left out. */
  readonly undeliverableAt?: number | undefined;
  /** When an accepted message will have been silent for too long; never where it is left out. */
  readonly silentAt?: number | undefined;
  /** The journey that a call without a message has created. */
  readonly journeyId?: string | undefined;
  /** Result or failure of a call with a key, encrypted. */
  readonly answer?: string | undefined;
}

/** An attempt that surely was not sent. */
export interface RefusedAttempt {
  /** The owner of the idempotency key, where the call has one. */
  readonly call?: Holder | undefined;
  readonly messageId: string;
  readonly attempt: number;
  /** NXCLOUD's code; null where nothing reached it. */
  readonly upstreamCode: number | null;
  /** When the template's data is to be erased. */
  readonly eraseAt: number;
  /** Stored with it, where the attempt was not known to have an outcome. */
  readonly event?: EventRecord | undefined;
}

/** Messages that waited for a recipient who was corrected. */
export interface MovedMessages {
  /** Each is cancelled; `to` takes its place. */
  readonly messages: readonly { readonly messageId: string; readonly to?: MessageRecord | undefined }[];
  /** When the data of what is cancelled is to be erased. */
  readonly eraseAt: number;
  /** Stored with it. */
  readonly event: EventRecord | undefined;
}

/** A further attempt to send a message. */
export interface NextAttempt {
  /** The call that makes it: its key becomes the owner's, where it has the same input. */
  readonly call?: IdempotencyRequest | undefined;
  /** The message as it is from now on; its id is that of the stored one, whose time, caller and labels stay. */
  readonly message: MessageRecord;
  /** The answer of the call, encrypted, where the message waits. */
  readonly answer?: string | undefined;
  /** What waits for the same parcel, and is cancelled with it, as a whole or not at all: its recipient was wrong. */
  readonly moved?: MovedMessages | undefined;
  /** The last attempt, as far as the caller knows. */
  readonly after: number;
  /** The states in which there may be another one. */
  readonly from: readonly MessageState[];
  /** Whether there is none where a newer message has its topic. Default: false. */
  readonly unlessReplaced?: boolean | undefined;
  readonly at: number;
  /** Who asked for it, where a person did. */
  readonly entry?: AuditRecord | undefined;
}

/** What a receipt says of an attempt; `none` where it says that it was accepted, and no more. */
export type ToldState = "sent" | "delivered" | "failed" | "none";

/** A receipt as it is stored. */
export interface ReceiptRecord {
  /** Keyed hash of its content: the same for every copy. */
  readonly receiptId: string;
  readonly requestId: string | null;
  /** The message that its `ext` names. */
  readonly messageId: string | null;
  /** The attempt that its `ext` names, with the message. */
  readonly attempt: number | null;
  /** What it says of the attempt. */
  readonly state: ToldState;
  /** Zalo's code, where it tells of a failure. */
  readonly zaloError: number | null;
  /** When the data of its message is to be erased; null where it does not tell of the end. */
  readonly eraseAt: number | null;
  /** The journey that it names. */
  readonly journeyId: string | null;
  readonly acknowledges: boolean;
  readonly ends: boolean;
  /** What it says is charged; null where it says nothing of that. */
  readonly charge: Money | null;
  /** When what it reports happened. */
  readonly at: number;
  readonly receivedAt: number;
  /** Until when the answer of a call is stored whose outcome this receipt makes known. */
  readonly keepCallUntil: number;
  /** What the application may still send today, where the receipt tells it. */
  readonly quota?: Quota | undefined;
  /** What it says of its recipient: stored where the message's last attempt was sent to that phone, and no later success has told otherwise. */
  readonly suppression?: SuppressionRecord | undefined;
  /** What is delivered of it. Default: nothing is. */
  readonly events?: ReceiptEvents | undefined;
  /** When a message that it tells of will have been silent for too long, where that is not known; never where it is left out. */
  readonly silentAt?: number | undefined;
  /** The receipt as it came, encrypted. */
  readonly ciphertext: string;
}

/** How many messages an application may still send of those of a day. */
export interface Quota {
  readonly remaining: number;
  readonly daily: number;
}

/** The quota that a receipt tells of. */
export interface KnownQuota extends Quota {
  /** When what the receipt reports happened. */
  readonly at: number;
  /** When the message that it is about was sent, where that was before: what was sent after that may have been on its way still. */
  readonly queuedSince: number;
}

/** What came as a receipt and cannot be read. */
export interface UnreadableRecord {
  /** Keyed hash of its text: the same for every copy. */
  readonly receiptId: string;
  readonly receivedAt: number;
  /** Why it cannot be read. */
  readonly problem: string;
  /** The beginning of its text, encrypted. */
  readonly ciphertext: string;
}

/** A receipt that matches nothing, or, with a `problem`, one that cannot be read. */
export interface UnmatchedRecord extends KnownReceipt {
  readonly problem: string | null;
}

/** What a receipt is about, of what is stored. */
export interface ReceiptMatch {
  readonly message?: KnownMessage | undefined;
  /** The journey that the receipt names, otherwise the one that its message was sent on. */
  readonly journey?: KnownJourney | undefined;
  /** What was charged and had not been told before. */
  readonly booked?: Money | undefined;
}

/** A receipt with the message that was found for it. */
export interface KnownReceipt extends Pick<ReceiptRecord, "receiptId" | "messageId" | "receivedAt" | "ciphertext"> {}

/** Who is to be forgotten. */
export interface ForgetRequest {
  readonly phoneIndex: string;
  /** Default: in all applications. */
  readonly appIndexes?: readonly string[] | undefined;
  /** Whether what stops messages to them is deleted as well. Default: false. */
  readonly includeSuppressions?: boolean | undefined;
  readonly entry: AuditRecord;
}

/** What is to be deleted. */
export interface SweepRequest {
  readonly now: number;
  /** Journeys that were over by then, and messages on none that were stored before. */
  readonly expiredBefore: number;
  /** Receipts that match nothing and came before. Default: `expiredBefore`. */
  readonly unmatchedBefore?: number | undefined;
  /** Of each kind of row. */
  readonly limit: number;
}

/** What an operator watches of what is stored. */
export interface RecordStats {
  /** Messages that may have been sent and of which nothing has told; counted up to 10,000. */
  readonly unknownMessages: number;
  /** When the oldest of them was stored; null where there are none. */
  readonly oldestUnknownAt: number | null;
  /** When the last receipt was taken; null where none is stored. */
  readonly lastReceiptAt: number | null;
  /** Events that wait; counted up to 10,000. */
  readonly waitingEvents: number;
  /** When the oldest of them was stored; null where there are none. */
  readonly oldestWaitingEventAt: number | null;
  /** Events that were given up; counted up to 10,000. */
  readonly deadEvents: number;
  /** The room that it takes on the disk; null where it is on none. */
  readonly sizeBytes: number | null;
}

/** A place in a list, newest first. */
export interface Place {
  readonly at: number;
  readonly id: string;
}

/** One page of a list. */
export interface Page {
  /** Only what comes after it. */
  readonly after?: Place | undefined;
  readonly limit: number;
}

/** Which journeys to find; a field that is left out matches all. */
export interface JourneyQuery extends Page {
  readonly appIndexes?: readonly string[] | undefined;
  readonly phoneIndex?: string | undefined;
  readonly referenceIndex?: string | undefined;
  readonly state?: "open" | "acknowledged" | "over" | undefined;
  readonly createdFrom?: number | undefined;
  readonly createdBefore?: number | undefined;
  readonly now: number;
}

/** Which receipts to find, of those that match no journey and no message. */
export interface ReceiptQuery extends Page {
  readonly requestId?: string | undefined;
  readonly journeyId?: string | undefined;
}

/** An entry of the audit, as it is stored: with no person in it but by a keyed index. */
export interface AuditRecord {
  /** Lowercase hex. */
  readonly auditId: string;
  readonly at: number;
  readonly action: AuditAction;
  readonly caller: string | null;
  /** Null where it is about no application, or about all. */
  readonly appIndex: string | null;
  readonly subject: string | null;
  /** Of who is invited or signs in. */
  readonly role?: string | undefined;
  readonly counts: Readonly<Record<string, number>> | null;
  /** By what several messages were found; only beside counts. */
  readonly where?: AuditedConditions | undefined;
}

/** Which entries of the audit to find; a field that is left out matches all. */
export interface AuditQuery extends Page {
  /** Those about one of these applications alone. */
  readonly appIndexes?: readonly string[] | undefined;
  readonly action?: AuditAction | undefined;
  readonly caller?: string | undefined;
  readonly subject?: string | undefined;
  /** Of the person whom it is about, or whose message or journey, as long as that is stored. */
  readonly phoneIndex?: string | undefined;
  readonly recordedFrom?: number | undefined;
  readonly recordedBefore?: number | undefined;
}
