import type { Cell, CiphertextChanges, CiphertextPage, CiphertextQuery } from "./ciphertexts.ts";
import type { EventRecords } from "./event-records.ts";
import type { LedgerRecords } from "./ledger.ts";
import type { MessageQueries } from "./message-queries.ts";
import type { OlderRecords } from "./older-rows.ts";
import type { PeopleRecords } from "./people.ts";
import type {
  AuditQuery,
  AuditRecord,
  FinishedCall,
  ForgetRequest,
  Holder,
  IdempotencyRecord,
  IdempotencyRequest,
  JourneyQuery,
  JourneyRecord,
  KeyedRecord,
  KnownJourney,
  KnownMessage,
  KnownQuota,
  KnownReceipt,
  Lease,
  LeaseRequest,
  MessageRecord,
  NextAttempt,
  ReceiptMatch,
  ReceiptQuery,
  ReceiptRecord,
  RecordStats,
  RefusedAttempt,
  SweepRequest,
  UnmatchedRecord,
  UnreadableRecord,
} from "./records.ts";
import type { SessionRecords } from "./sessions.ts";
import type { SuppressionRecords } from "./suppression-records.ts";
import type { TaskRecords } from "./tasks.ts";
import type { WaitingRecords } from "./waiting.ts";

/**
 * The records of a store. Every method is atomic, also beside other processes on the same store, and what it wrote is durable when it
 * resolves. It reads no clock: times are given.
 *
 * Every method rejects with ProxyError `unavailable` where the store cannot be used.
 */
export interface JourneyRecords
  extends EventRecords,
    LedgerRecords,
    MessageQueries,
    OlderRecords,
    PeopleRecords,
    SessionRecords,
    SuppressionRecords,
    TaskRecords,
    WaitingRecords {
  /** Takes a key for an owner, unless it has a live journey, or another owner whose lease still runs. */
  acquireLease(request: LeaseRequest): Promise<Lease>;
  /** Lets the owner's lease last until another time; false where the key is no longer the owner's. */
  renewLease(request: Holder & { readonly leaseUntil: number }): Promise<boolean>;
  /** Stores the owner's journey and ends the lease; false, and nothing stored, where the key is no longer the owner's. */
  completeLease(request: Holder & { readonly journey: JourneyRecord }): Promise<boolean>;
  /** Ends a lease without a journey; `failure` is given to those who wait for its owner. Nothing where the key is no longer the owner's. */
  releaseLease(request: Holder & { readonly failure: string | null }): Promise<void>;
  /** Stores a journey that has no key. */
  addJourney(journey: JourneyRecord): Promise<void>;

  /** The record of an idempotency key; none after its time, or its owner's lease, unless a message may have been sent. */
  findIdempotent(request: { readonly key: string; readonly now: number }): Promise<IdempotencyRecord | undefined>;
  /** The records of many idempotency keys at once, each with its key, in any order. */
  findIdempotentKeys(request: {
    readonly keys: readonly string[];
    readonly now: number;
  }): Promise<readonly KeyedRecord[]>;
  /**
   * Stores a call and its message before it is made; where the key has a record, gives it and stores nothing. A key whose message was refused
   * is free for other input. The call of a message that waits is done by that, with its answer; what waits of the same topic is not sent any
   * more.
   */
  start(request: {
    readonly call?: IdempotencyRequest | undefined;
    readonly message?: MessageRecord | undefined;
    readonly answer?: string | undefined;
    /** When the data of what it takes the place of is to be erased. */
    readonly eraseAt?: number | undefined;
  }): Promise<IdempotencyRecord | undefined>;
  /** Lets the lease of a call that runs last until another time; false where its key is no longer the owner's. */
  renewCall(request: Holder & { readonly leaseUntil: number }): Promise<boolean>;
  /** Keeps what is stored of a call until a later time. */
  keepCall(request: { readonly key: string; readonly keepUntil: number }): Promise<void>;
  /** Stores how a call ended; false where its key is no longer the owner's. */
  finish(finished: FinishedCall): Promise<boolean>;
  /** Stores that an attempt was refused: its call may be made again, as a further attempt. Nothing where the outcome is known already. */
  refuse(refused: RefusedAttempt): Promise<void>;
  /** Begins a further attempt, and keeps what is known of the one before; false, and nothing stored, where it is not the last or not in such a state. */
  beginAttempt(next: NextAttempt): Promise<boolean>;
  /** Deletes a call that had no effect, and its message; false, and nothing deleted, where that has waited and does so no more. */
  cancel(request: { readonly call?: Holder | undefined; readonly messageId?: string | undefined }): Promise<boolean>;

  /** Stores a receipt, and what it says of journeys and messages. Gives what it is about. */
  receive(receipt: ReceiptRecord): Promise<ReceiptMatch>;

  /** The message that a receipt is about, and its attempt, as far as is known before it is stored. */
  matchMessage(
    receipt: Pick<ReceiptRecord, "messageId" | "attempt" | "requestId">,
  ): Promise<{ readonly message: KnownMessage; readonly attempt: number } | undefined>;

  /** Stores what cannot be read, once; false, and nothing stored, where as many as `atMost` have come since a time. */
  addUnreadable(request: UnreadableRecord & { readonly since: number; readonly atMost: number }): Promise<boolean>;
  /** What the newest receipt since a time says that an application may still send. */
  readQuota(request: { readonly appIndex: string; readonly since: number }): Promise<KnownQuota | undefined>;

  /**
   * How many messages of an application may have been sent since a time, and of those that may have been on their way then how many no receipt tells
   * of: of the templates that are listed, and of others.
   */
  countSent(request: {
    readonly appIndex: string;
    readonly since: number;
    readonly queuedSince: number;
    readonly templateIds: readonly string[];
    /** Messages that are not counted. */
    readonly except?: readonly string[] | undefined;
  }): Promise<{ readonly listed: number; readonly others: number }>;

  /** A journey by its id. */
  find(journeyId: string): Promise<KnownJourney | undefined>;
  /** A journey by the index of its token. */
  findByToken(tokenIndex: string): Promise<KnownJourney | undefined>;
  /** Journeys, newest first. */
  search(query: JourneyQuery): Promise<readonly KnownJourney[]>;
  /** The newest messages of a journey, oldest first. */
  readMessages(journeyId: string, limit: number): Promise<readonly KnownMessage[]>;
  /** The acknowledgements of a journey, and the newest of its other receipts, oldest first. */
  readReceipts(journeyId: string, limit: number): Promise<readonly KnownReceipt[]>;
  /** The receipts that match no journey and no message, and those that cannot be read, newest first. */
  searchUnmatched(query: ReceiptQuery): Promise<readonly UnmatchedRecord[]>;
  /** What an operator watches, at a cost that does not grow with what is stored; messages stored before a time. */
  stats(request: { readonly unknownBefore: number }): Promise<RecordStats>;

  /** Deletes a journey with its messages and receipts, frees its key, and adds the entry; false, and no entry, where there is none. */
  forgetJourney(journeyId: string, entry: AuditRecord): Promise<boolean>;
  /**
   * Deletes a person's journeys, messages and receipts, in some or all applications, and adds the entry with the number of journeys; where
   * applications are named, one for each that had something of theirs. Gives the whole number. What stops messages to them stays without their
   * phone, unless it is included; what they have asked for stays without it.
   */
  forgetPhone(request: ForgetRequest): Promise<number>;
  /** Deletes at most `limit` journeys that expired before a time, and as many of each other kind of row that is over. Gives their number. */
  sweep(request: SweepRequest): Promise<number>;

  /** Adds an entry to the audit. */
  addAudit(entry: AuditRecord): Promise<void>;
  /** Entries of the audit, newest first. */
  searchAudit(query: AuditQuery): Promise<readonly AuditRecord[]>;
  /** Deletes at most `limit` entries of the audit from before a time, and what people had asked for that was done before. Gives their number. */
  sweepAudit(request: { readonly before: number; readonly limit: number }): Promise<number>;

  /** Ciphertexts of a page of a table's rows. */
  readCiphertexts(query: CiphertextQuery): Promise<CiphertextPage>;
  /** Puts ciphertexts in the place of others, where these are unchanged. */
  replaceCiphertexts(changes: CiphertextChanges): Promise<void>;
  /** The settings that belong to the data, such as wrapped keys: gives the stored value, or stores the initial one. */
  setting(name: string, initial: string): Promise<string>;
  /** Replaces a setting where it still has the value `from`. */
  replaceSetting(name: string, change: { readonly from: string; readonly to: string }): Promise<boolean>;
  /** Resolves where the store can be read and written. */
  ping(): Promise<void>;
  /** Resolves where rows as large as a journey can be written: several are, and deleted. */
  probe(): Promise<void>;
  /** Closes the file or the connections. */
  close(): Promise<void>;
}

/** The keys that values are encrypted by: the newest one encrypts, older ones still decrypt until nothing of theirs is left. */
export interface DataKeys {
  /** What values do not begin with that are to be encrypted anew; `undefined` where there is no older key. */
  outdated(): Promise<{ readonly except: string } | undefined>;
  /** Makes a new key. Where another process does so at the same time, there is one. */
  renew(): Promise<void>;
  /**
   * Takes note of how many values of older keys were found and encrypted anew, by the store's time. Older keys are forgotten once none has
   * been met for an hour.
   */
  settle(pass: { readonly found: number; readonly now: number }): Promise<void>;
}

/** Encrypts what is stored, and makes the indexes by which it is found. */
export interface Encryption {
  /** Encrypts a JSON value, and binds it to where it is going to stand. */
  encrypt(value: unknown, cell: Cell): Promise<string>;
  /** @throws ProxyError `unavailable` where the text was encrypted by another key, for another cell, or changed. */
  decrypt(ciphertext: string, cell: Cell): Promise<unknown>;
  /** A keyed hash, in hex: equal parts have equal hashes; without the key it can be neither made nor reversed. */
  index(...parts: readonly unknown[]): Promise<string>;
  /** The keys of what is encrypted. Default: nothing is encrypted. */
  readonly dataKeys?: DataKeys | undefined;
}

/** Where journeys are stored: `createMemoryStore`, `createSqliteStore`, `createPostgresStore` or `createDurableStore` make one. */
export interface JourneyStore {
  /** The rows. */
  readonly records: JourneyRecords;
  /** What makes the rows unreadable to a reader of the database. */
  readonly encryption: Encryption;
  /**
   * The store's own time, in milliseconds since the epoch: leases go by it, whatever the clock of a process says. Default: this machine's
   * time.
   */
  readonly now?: (() => number) | undefined;
  /**
   * Whether what a request has begun ends with it, as in a Worker, which asks others a limited number of times as well: no request then waits for what another
   * one has begun. Default: false.
   */
  readonly endsWithRequest?: boolean | undefined;
}

/** A store that is opened when it is first used, and again where that failed. */
export interface LazyStore extends JourneyStore {
  /** Opens it now. Rejects with ConfigError for what another try does not correct, otherwise with ProxyError, or SQLite's own error. */
  open(): Promise<void>;
  /** The version of the tables that it makes and works on. */
  readonly schemaVersion: number;
}
