import type {
  CallRequest,
  Claim,
  ClaimRequest,
  Holder,
  JourneyQuery,
  JourneyRecord,
  KnownCall,
  KnownJourney,
  KnownMessage,
  KnownReceipt,
  MessageRecord,
  ReceiptQuery,
  ReceiptRecord,
  Settlement,
} from "./records.ts";

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
export interface Encryption {
  seal(value: unknown): Promise<string>;
  /** @throws Error where the text was sealed by another key, or changed. */
  open(sealed: string): Promise<unknown>;
  /** A keyed hash: the same parts always have the same one, and nobody without the key can make or reverse it. */
  index(...parts: readonly unknown[]): Promise<string>;
}

/** Where journeys are kept: `createMemoryStore`, `createSqliteStore`, `createPostgresStore` or `createDurableStore` make one. */
export interface JourneyStore {
  readonly records: JourneyRecords;
  readonly vault: Encryption;
}
