/**
 * The types of stored journeys: what `@nxzalo/journeys` implements, the proxy serves and the clients give.
 *
 * @module
 */
import type { NxZalo } from "../client/client.ts";
import type { SentMessage as AcceptedMessage, JourneyToken } from "../client/operations.ts";
import type { Around } from "../internal/around.ts";
import type { Receipt } from "../receipts/receipt.ts";
import type {
  JourneyState,
  OpenJourneyInput,
  SearchAuditInput,
  SearchJourneysInput,
  SearchReceiptsInput,
  SendMessageInput,
  TokenType,
} from "../schemas/index.ts";
import type { AuditEntry, AuditPage } from "./audit.ts";

export type { AuditEntry, AuditEntryView, AuditPage } from "./audit.ts";

/** An amount of money: decimal text, never a float, so that no digit is lost. */
export interface Money {
  /** Decimal text such as `"200"` or `"0.0061"`. */
  readonly amount: string;
  /** As NXCLOUD names it, such as `VND`. */
  readonly currency: string;
}

/** A journey as it is stored, without its token. */
export interface JourneyView {
  /** NXCLOUD's id of it: decimal text, more than a number can hold. */
  readonly journeyId: string;
  /** The recipient's number, digits with the country code first. */
  readonly phone: string;
  readonly tokenType: TokenType;
  /** The caller's own name for it; absent where it was opened without one. */
  readonly reference?: string;
  readonly createdAt: Date;
  /** An estimate: the time of its making plus the type's days. */
  readonly expiresAt: Date;
  /** Whether nothing has been charged, it is charged, or its token is over. */
  readonly state: JourneyState;
  /** Since when it is charged. */
  readonly acknowledgedAt?: Date;
  /** When NXCLOUD or Zalo said that its token is over. */
  readonly endedAt?: Date;
}

/**
 * Where a message stands. `scheduled`: it waits for its time. `unknown`: it may have been sent, and no receipt has told. `accepted`: NXCLOUD
 * has it. `sent`: Zalo has it. `delivered`: the recipient has it. `failed`: a receipt said that it was not sent. `refused`: it was surely not
 * sent, by NXCLOUD's word or because nothing reached it. `cancelled`, `superseded`, `expired`: it was not to be sent any more.
 */
export type MessageState =
  | "scheduled"
  | "unknown"
  | "accepted"
  | "sent"
  | "delivered"
  | "failed"
  | "refused"
  | "cancelled"
  | "superseded"
  | "expired";

/** A message as it is stored. */
export interface MessageView {
  /** The store's own id, a UUID: it is made before the message is sent. */
  readonly messageId: string;
  /** NXCLOUD's; null where it gave none. */
  readonly requestId: string | null;
  readonly templateId: string;
  /** The caller's own; absent where there was none. */
  readonly ext?: string;
  readonly createdAt: Date;
  readonly state: MessageState;
  /** When Zalo got it, by its receipt. */
  readonly sentAt?: Date;
  /** When the recipient got it, by its receipt. */
  readonly deliveredAt?: Date;
  /** Zalo's code, its meaning and what to do, for a message that failed. */
  readonly failure?: { readonly code: number; readonly meaning: string; readonly hint: string };
}

/** A receipt as it is stored. */
export interface ReceiptView {
  readonly receivedAt: Date;
  /** The message that it is about, where one is known. */
  readonly messageId?: string;
  /** As it came. */
  readonly receipt: Readonly<Record<string, unknown>>;
}

/** A journey with its messages and receipts. */
export interface JourneyDetails extends JourneyView {
  /** What its acknowledgement says; it is charged once. */
  readonly cost?: Money;
  /** The newest 200, oldest first. */
  readonly messages: readonly MessageView[];
  /** The acknowledgements and the newest of the others, 1,000 in all, oldest first. */
  readonly receipts: readonly ReceiptView[];
}

/** One page of journeys, newest first. */
export interface JourneyPage {
  readonly journeys: readonly JourneyView[];
  /** Asks for the next page; null on the last one. */
  readonly nextCursor: string | null;
}

/** One page of receipts that match no message and no journey, newest first. */
export interface ReceiptPage {
  readonly receipts: readonly ReceiptView[];
  /** Asks for the next page; null on the last one. */
  readonly nextCursor: string | null;
}

/** Whose data may be touched. */
export interface AccessScope {
  /** Application keys, `undefined` for the default one. Default: those of all applications. */
  readonly appKeys?: readonly (string | undefined)[] | undefined;
}

/** A look at the whole data of one record. */
export interface Look {
  /** The caller who is shown it: the audit has an entry of that before the answer is given. Default: no entry, since it is masked. */
  readonly shownTo?: string | undefined;
}

/** What tells a call that is made again from another one. */
export interface CallContext {
  /** The application's key. Default: the default application. */
  readonly appKey?: string | undefined;
  /** Whose idempotency key it is. Default: all calls without a caller share their keys. */
  readonly caller?: string | undefined;
  /** The same key again gives the first answer again. Default: none, and every call acts. */
  readonly idempotencyKey?: string | undefined;
}

/** A journey that was opened, or taken up where it was live. */
export interface OpenedJourney
  extends JourneyToken,
    Pick<JourneyView, "phone" | "tokenType" | "reference" | "expiresAt"> {
  /** Whether it had been opened before. */
  readonly reused: boolean;
}

/** A message that NXCLOUD has, with the store's id of it. */
export interface SentMessage extends AcceptedMessage {
  /** The store's own id, a UUID. */
  readonly messageId: string;
  /** The stored journey that it was sent on; absent where there is none. */
  readonly journeyId?: string;
}

/** A receipt that has been stored, with what is stored of what it is about. */
export interface ReceivedReceipt {
  /** The receipt, with the `ext` that its message was given. */
  readonly receipt: Receipt;
  /** The message that it is about: the store's own id. */
  readonly messageId?: string | undefined;
  /** The stored journey that it names, or that its message was sent on. */
  readonly journeyId?: string | undefined;
  /** The caller's own name for that journey, such as an order or a parcel. */
  readonly reference?: string | undefined;
  /** A keyed hash of the recipient's phone: the same for everything of one phone. Only the store's keys can make it. */
  readonly phoneIndex?: string | undefined;
}

/** What an operator watches of what is stored. Ages are by the store's own time. */
export interface JourneyStats {
  /** Messages that may have been sent a minute ago or more, and of which no answer and no receipt has told; counted up to 10,000. */
  readonly unknownMessages: number;
  /** Milliseconds since the oldest of them was sent; null where there are none. */
  readonly oldestUnknownAgeMs: number | null;
  /** Milliseconds since the last receipt was taken; null where none is stored. */
  readonly lastReceiptAgeMs: number | null;
  /** The room that it takes on the disk; null where it is on none. */
  readonly sizeBytes: number | null;
}

/** Who did what to a person's data: entries are added, never changed, and deleted when they are two years old. */
export interface AuditService {
  /** Adds an entry; durable when it resolves. What it is about is done, or answered, after that. */
  record(entry: AuditEntry): Promise<void>;
  /** @throws InputError where the query does not fit. */
  search(query: SearchAuditInput, scope?: AccessScope): Promise<AuditPage>;
}

/** The service of stored journeys, as `@nxzalo/journeys` implements it. Each method throws a ProxyError `unavailable` without a store. */
export interface JourneyService {
  /**
   * Opens a journey, or gives the live one of the same reference.
   *
   * @throws InputError; ProxyError `unavailable`, `idempotency_conflict` or `idempotency_mismatch`; what the client throws.
   */
  open(input: OpenJourneyInput, call: CallContext): Promise<OpenedJourney>;
  /**
   * Sends a message, at most once for an idempotency key. `drWebhook` goes with messages that name none.
   *
   * @throws as `open` does.
   */
  send(
    input: SendMessageInput,
    call: CallContext & AccessScope & { readonly drWebhook?: string | undefined },
  ): Promise<SentMessage>;
  /**
   * Stores what a receipt says; gives it back with what it is about.
   *
   * @throws InputError for ids that no store holds, and for what is nested too deep.
   */
  receive(receipt: Receipt): Promise<ReceivedReceipt>;
  /** The journey of an id; `undefined` where there is none within the scope. */
  find(journeyId: string, scope?: AccessScope & Look): Promise<JourneyDetails | undefined>;
  /** @throws InputError where the query does not fit. */
  search(query: SearchJourneysInput, scope?: AccessScope): Promise<JourneyPage>;
  /** Receipts that match no message and no journey. @throws InputError where the query does not fit. */
  searchReceipts(query: SearchReceiptsInput): Promise<ReceiptPage>;
  /** Deletes one journey, or everything of one phone, and records that in the audit. Gives the number of journeys. */
  forget(
    what: { readonly journeyId: string } | { readonly phone: string },
    scope?: AccessScope & Pick<CallContext, "caller">,
  ): Promise<number>;
  /** Who did what to a person's data. */
  readonly audit: AuditService;
  /** @throws ProxyError `unavailable` where nothing can be stored now. */
  ping(): Promise<void>;
}

/** What a Worker's proxy hands to what makes its {@link JourneyService} from the bindings. */
export interface JourneyServiceOptions {
  /** Asks NXCLOUD. */
  readonly client: NxZalo;
  /** The key of the default application. */
  readonly appKey: string;
  /** Completes national numbers, such as `84`. Default: they are refused. */
  readonly defaultCountryCode?: string | undefined;
  /** Put around what is done with receipts and with the store. Default: nothing. */
  readonly around?: Around | undefined;
  /** Goes with messages that name none. Default: none. */
  readonly drWebhook?: string | undefined;
}
