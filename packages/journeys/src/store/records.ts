/** A journey as it is kept: what a reader of the database may see of it, and the rest sealed. Times are milliseconds. */
export interface JourneyRecord {
  readonly journeyId: string;
  readonly appIndex: string;
  readonly phoneIndex: string;
  /** Null for a journey without a reference. */
  readonly referenceIndex: string | null;
  readonly tokenIndex: string;
  /** Token, phone, token type, reference and application. */
  readonly sealed: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Until when its token may be given out again. */
  readonly liveUntil: number;
}

/** A journey, with what receipts have told of it. */
export interface KnownJourney extends JourneyRecord {
  readonly acknowledgedAt: number | null;
  /** When a receipt said that it is over. */
  readonly endedAt: number | null;
}

/** What a claim finds. */
export type Claim =
  /** The key has a live journey. */
  | { readonly kind: "live"; readonly journey: KnownJourney }
  /** The key is the claimer's until the lease is over. */
  | { readonly kind: "claimed" }
  /** The key is another owner's. */
  | { readonly kind: "busy"; readonly owner: string }
  /** The owner that was waited for has been refused. */
  | { readonly kind: "failed"; readonly failure: string };

export interface ClaimRequest {
  readonly key: string;
  readonly owner: string;
  readonly now: number;
  readonly leaseUntil: number;
  /** The owner that the claimer has found the key busy with. */
  readonly waitedFor?: string | undefined;
}

/** Who holds a key: what they do to it holds only while it is theirs. */
export interface Holder {
  readonly key: string;
  readonly owner: string;
}

/** A message as it is kept, before it is sent. */
export interface MessageRecord {
  /** Ours; it travels in `ext`. */
  readonly messageId: string;
  readonly journeyId: string | null;
  readonly appIndex: string;
  readonly phoneIndex: string;
  /** Template and the caller's own `ext`. */
  readonly sealed: string;
  readonly createdAt: number;
}

/** A message, with what is known of its sending. */
export interface KnownMessage extends MessageRecord {
  /** Whether NXCLOUD has it: it said so, or a receipt did. */
  readonly isAccepted: boolean;
  readonly requestId: string | null;
}

/** A call that is to be made once, by its idempotency key. */
export interface CallRequest extends Holder {
  /** Keyed hash of what the call asks for. */
  readonly fingerprint: string;
  readonly now: number;
  readonly leaseUntil: number;
  readonly keepUntil: number;
}

/** What is known of a call that was made before. */
export interface KnownCall {
  readonly fingerprint: string;
  readonly state: "running" | "unknown" | "done";
  readonly leaseUntil: number;
  /** Of a call that is done: its result. Of an unknown one: its failure. Sealed. */
  readonly answer: string | null;
  readonly messageId: string | null;
  /** Whether NXCLOUD has the call's message. */
  readonly isAccepted: boolean;
  readonly requestId: string | null;
  /** The journey that it made, or that its message rides on. */
  readonly journeyId: string | null;
}

/** How a call ended. */
export interface Settlement {
  readonly call?: Holder | undefined;
  readonly messageId?: string | undefined;
  /** Whether NXCLOUD has the message. */
  readonly isAccepted?: boolean | undefined;
  readonly requestId?: string | null | undefined;
  /** The journey that a call without a message has made. */
  readonly journeyId?: string | undefined;
  readonly answer: string;
}

/** A receipt as it is kept. */
export interface ReceiptRecord {
  /** Keyed hash of its content: the same for every copy. */
  readonly receiptId: string;
  readonly requestId: string | null;
  /** Whose message it says it is about. */
  readonly messageId: string | null;
  /** Which journey it says it is about. */
  readonly journeyId: string | null;
  readonly acknowledges: boolean;
  readonly ends: boolean;
  /** When what it tells has happened. */
  readonly at: number;
  readonly receivedAt: number;
  /** How long the answer of a call is kept that this receipt settles. */
  readonly keepCallUntil: number;
  readonly sealed: string;
}

/** A receipt with the journey and the message that were found for it. */
export interface KnownReceipt extends Pick<ReceiptRecord, "receiptId" | "messageId" | "receivedAt" | "sealed"> {}

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

/** Which journeys to find; what is left out does not matter. */
export interface JourneyQuery extends Page {
  readonly appIndexes?: readonly string[] | undefined;
  readonly phoneIndex?: string | undefined;
  readonly referenceIndex?: string | undefined;
  readonly state?: "open" | "acknowledged" | "over" | undefined;
  readonly createdFrom?: number | undefined;
  readonly createdBefore?: number | undefined;
  readonly now: number;
}

/** Which receipts to find, of those that match nothing. */
export interface ReceiptQuery extends Page {
  readonly requestId?: string | undefined;
  readonly journeyId?: string | undefined;
}
