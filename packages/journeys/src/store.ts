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

/**
 * What is kept, and how. Every method is atomic, whoever else works on the same store, and has been written for good when it resolves.
 * It knows no clock: times come from outside.
 */
export interface JourneyRecords {
  /** Takes a key for an owner, unless it has a live journey, or another owner whose lease still runs. */
  claim(request: ClaimRequest): Promise<Claim>;
  /** Records the owner's journey and ends the claim; false, and nothing recorded, where the key is no longer the owner's. */
  complete(request: Holder & { readonly journey: JourneyRecord }): Promise<boolean>;
  /** Ends a claim that led to nothing, with what those who wait are told; nothing happens where the key is no longer the owner's. */
  release(request: Holder & { readonly failure: string | null }): Promise<void>;
  /** Records a journey without a key. */
  add(journey: JourneyRecord): Promise<void>;

  /** What is known of a call; nothing where its time is over, or its owner's lease, unless a message may have been sent. */
  look(request: { readonly key: string; readonly now: number }): Promise<KnownCall | undefined>;
  /** Records a call and its message before it is made; where the call is known, what is known, and nothing recorded. */
  begin(request: {
    readonly call?: CallRequest | undefined;
    readonly message?: MessageRecord | undefined;
  }): Promise<KnownCall | undefined>;
  /** Records how a call ended; false where it is no longer the owner's. */
  settle(settlement: Settlement): Promise<boolean>;
  /** Forgets a call that had no effect, and its message. */
  drop(request: { readonly call?: Holder | undefined; readonly messageId?: string | undefined }): Promise<void>;

  /** Keeps a receipt, and what it says of journeys and messages. Gives the message that it is about. */
  receive(receipt: ReceiptRecord): Promise<KnownMessage | undefined>;

  find(journeyId: string): Promise<KnownJourney | undefined>;
  findByToken(tokenIndex: string): Promise<KnownJourney | undefined>;
  /** Newest first. */
  search(query: JourneyQuery): Promise<readonly KnownJourney[]>;
  /** The newest, oldest first. */
  messagesOf(journeyId: string, limit: number): Promise<readonly KnownMessage[]>;
  /** The acknowledgements, and the newest of the others, oldest first. */
  receiptsOf(journeyId: string, limit: number): Promise<readonly KnownReceipt[]>;
  /** The receipts that match nothing, newest first. */
  unmatched(query: ReceiptQuery): Promise<readonly KnownReceipt[]>;

  /** Deletes a journey with its messages and receipts, and frees its key; false where there is none. */
  forgetJourney(journeyId: string): Promise<boolean>;
  /** Deletes a person's journeys, messages and receipts, in some or all applications. Gives the number of journeys. */
  forgetPhone(phoneIndex: string, appIndexes?: readonly string[]): Promise<number>;
  /** Deletes at most `limit` journeys that expired before a time, and as many of the rest that is over. Gives how many it deleted. */
  sweep(request: { readonly now: number; readonly expiredBefore: number; readonly limit: number }): Promise<number>;

  /** The settings that belong to the data, such as wrapped keys: gives what is kept, or keeps what is given. */
  setting(name: string, initial: string): Promise<string>;
  /** Replaces a setting where it still is what it was. */
  replaceSetting(name: string, change: { readonly from: string; readonly to: string }): Promise<boolean>;
  /** Resolves where the store can be read and written. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Encrypts what is kept, and makes the indexes by which it is found. */
export interface Vault {
  seal(value: unknown): Promise<string>;
  /** @throws Error where the text was sealed by another key, or changed. */
  open(sealed: string): Promise<unknown>;
  /** A keyed hash: the same parts always have the same one, and nobody without the key can make or reverse it. */
  index(...parts: readonly unknown[]): Promise<string>;
}

/** Where journeys are kept: `createMemoryStore`, `createSqliteStore`, `createPostgresStore` or `createDurableStore` make one. */
export interface JourneyStore {
  readonly records: JourneyRecords;
  readonly vault: Vault;
}
