/**
 * The types of stored journeys: what `@nxzalo/journeys` implements, the proxy serves and the clients give.
 *
 * @module
 */
import type { NxZalo } from "../client/client.ts";
import type { SentMessage as AcceptedMessage, JourneyToken, OaQuality } from "../client/operations.ts";
import type { Around } from "../internal/around.ts";
import type { Receipt } from "../receipts/receipt.ts";
import type {
  CancelManyInput,
  CheckMessagesInput,
  CostsInput,
  ForgetPersonInput,
  MessageStatsInput,
  OpenJourneyInput,
  ReconcileInput,
  ResendManyInput,
  ResendMessageInput,
  SearchAuditInput,
  SearchJourneysInput,
  SearchMessagesInput,
  SearchReceiptsInput,
  SendMessageInput,
} from "../schemas/index.ts";
import type { Staging } from "../schemas/staging.ts";
import type { Templates } from "../templates/templates.ts";
import type { AuditEntry, AuditPage } from "./audit.ts";
import type { EventService } from "./events.ts";
import type {
  CancelledMessage,
  CancelManyResult,
  CancelOptions,
  HeldFor,
  MessageChecks,
  MessageDetails,
  MessagePage,
  MessageScope,
  MessageStats,
  ResendManyResult,
  ResendOptions,
} from "./messages.ts";
import type { PeopleService } from "./people.ts";
import type { SessionService } from "./sessions.ts";
import type { PassedOver, SuppressionService } from "./suppressions.ts";
import type { TaskService } from "./tasks.ts";
import type { AccessScope, JourneyView, Look, MessageState, Money, ReceiptView } from "./views.ts";

export type { AuditEntry, AuditEntryView, AuditedConditions, AuditPage } from "./audit.ts";
export type { EventPage, EventService, EventView } from "./events.ts";
export type {
  CancelledMessage,
  CancelManyResult,
  CancelOptions,
  HeldFor,
  Labels,
  MessageAttempt,
  MessageCheck,
  MessageChecks,
  MessageDetails,
  MessagePage,
  MessageScope,
  MessageStats,
  ResendManyResult,
  ResendOptions,
  StoredMessage,
} from "./messages.ts";
export type {
  ExportedMessage,
  ExportedTask,
  PeopleService,
  PersonExport,
  PersonRequest,
  PersonRequestPage,
  PersonScope,
} from "./people.ts";
export type { BegunSession, Person, SessionLink, SessionService, SessionView } from "./sessions.ts";
export type {
  PassedOver,
  SuppressionCaller,
  SuppressionPage,
  SuppressionService,
  SuppressionView,
} from "./suppressions.ts";
export type { TakenTask, Task, TaskOptions, TaskPage, TaskService } from "./tasks.ts";
export type { AccessScope, JourneyView, Look, MessageState, Money, ReceiptView } from "./views.ts";

import type { ClosedMonth, CostScope, Costs, Reconciliation } from "./costs.ts";

export type {
  BudgetReached,
  Charge,
  ClosedMonth,
  CostRow,
  CostScope,
  Costs,
  CostTotal,
  Reconciliation,
  StatementRow,
  UnchargedCosts,
} from "./costs.ts";

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

/** A receipt that matches no message and no journey, or what came as one and cannot be read. */
export interface UnmatchedReceipt {
  readonly receivedAt: Date;
  /** `unmatched`, or why it cannot be read, such as `it is not JSON`. */
  readonly reason: string;
  /** As it came, where it can be read. */
  readonly receipt?: Readonly<Record<string, unknown>>;
  /** The first 16,384 characters of what cannot. */
  readonly text?: string;
}

/** One page of them, newest first. */
export interface ReceiptPage {
  readonly receipts: readonly UnmatchedReceipt[];
  /** Asks for the next page; null on the last one. */
  readonly nextCursor: string | null;
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
    Pick<JourneyView, "phone" | "tokenType" | "reference" | "simulated" | "expiresAt"> {
  /** Whether it had been opened before. */
  readonly reused: boolean;
}

/** A message that NXCLOUD has, with the store's id of it. */
export interface SentMessage extends AcceptedMessage {
  /** The store's own id, a UUID. */
  readonly messageId: string;
  /** Where it stood when the call was answered: `accepted`, or `scheduled` where it waits; also where the same call is made again. */
  readonly state: MessageState;
  /** When it is due, where it waits. */
  readonly sendAt?: Date;
  /** Why it waits for longer than it was asked to. */
  readonly heldFor?: HeldFor;
  /** The stored journey that it was sent on; absent where there is none. */
  readonly journeyId?: string;
  /** What a resend passed over, by a person's decision: absent where nothing stood against it. */
  readonly passedOver?: readonly PassedOver[];
  /** That it reaches nobody: a staging process was asked for it, and its phone is not listed. */
  readonly simulated?: true;
}

/** What is known of a receipt besides its content. */
export interface ReceiveOptions {
  /** Whether NXCLOUD's signature fits; null where there is none, or no secret to check it with. Default: null. */
  readonly verified?: boolean | null | undefined;
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

/** How many messages an application may still send of those of a day. */
export interface QuotaView {
  readonly remaining: number;
  readonly daily: number;
  /** When the message was sent whose receipt tells it. */
  readonly at: Date;
}

/** What came as a receipt and cannot be read. */
export interface UnreadableReceipt {
  /** What came; its beginning is stored. */
  readonly text: string;
  /** Why it cannot be read; it quotes nothing of it. */
  readonly reason: string;
}

/** What an operator watches of what is stored. Ages are by the store's own time. */
export interface JourneyStats {
  /** Messages that may have been sent a minute ago or more, and of which no answer and no receipt has told; counted up to 10,000. */
  readonly unknownMessages: number;
  /** Milliseconds since the oldest of them was sent; null where there are none. */
  readonly oldestUnknownAgeMs: number | null;
  /** Milliseconds since the last receipt was taken; null where none is stored. */
  readonly lastReceiptAgeMs: number | null;
  /** Events that wait for their delivery; counted up to 10,000. */
  readonly waitingEvents: number;
  /** Milliseconds since the oldest of them was stored; null where there are none. */
  readonly oldestWaitingEventAgeMs: number | null;
  /** Events that were given up, and are still stored; counted up to 10,000. */
  readonly deadEvents: number;
  /** The room that it takes on the disk; null where it is on none. */
  readonly sizeBytes: number | null;
}

/** Who did what to a person's data: entries are added, never changed, and deleted when they are two years old. */
export interface AuditService {
  /** Adds an entry; durable when it resolves. What it is about is done, or answered, after that. */
  record(entry: AuditEntry): Promise<void>;
  /**
   * Entries, newest first.
   *
   * @throws InputError where the query does not fit.
   */
  search(query: SearchAuditInput, scope?: MessageScope): Promise<AuditPage>;
}

/** The stored messages of a {@link JourneyService}. */
export interface MessageService {
  /** The message of an id; `undefined` where there is none within the scope. */
  find(messageId: string, scope?: MessageScope & Look): Promise<MessageDetails | undefined>;
  /**
   * Sends a message again, as its next attempt, by a person's decision: one that was refused, that failed or expired, or, with `force` and by
   * whom that is allowed, one that may have been sent. With another `phone` it moves to that phone's journey of the same reference.
   *
   * @throws InputError; ProxyError `message_not_found` or `message_not_resendable`, whose `issues` say what `force` would pass over; what the client
   * throws.
   */
  resend(messageId: string, input?: ResendMessageInput, options?: ResendOptions): Promise<SentMessage>;
  /**
   * Messages, newest first. Conditions beside each other are looked for in the last 7 days, or in the 7 before `createdBefore`; one alone, and
   * what is beside a phone, a reference or the ending of one, in all that is stored; from `createdFrom` on where it is given.
   *
   * @throws InputError where the query does not fit.
   */
  search(query: SearchMessagesInput, scope?: MessageScope): Promise<MessagePage>;
  /**
   * Sends messages again that had been refused, had failed or expired, at most 1,000 in 20 seconds, in a Worker at most 20; only counts them unless
   * `dryRun` is false. What would meet every other one as well, such as a balance that is too low, or NXCLOUD that cannot be reached, ends it.
   *
   * @throws InputError where the conditions do not fit.
   */
  resendMany(input: ResendManyInput, options?: ResendOptions): Promise<ResendManyResult>;
  /**
   * Cancels a message that waits.
   *
   * @throws ProxyError `message_not_found`, or `message_not_cancellable` once it is on its way or over.
   */
  cancel(messageId: string, options?: CancelOptions): Promise<CancelledMessage>;
  /**
   * Cancels messages that wait, at most 1,000; only counts them unless `dryRun` is false.
   *
   * @throws InputError where the conditions do not fit.
   */
  cancelMany(input: CancelManyInput, options?: CancelOptions): Promise<CancelManyResult>;
  /**
   * What would become of at most 500 messages: nothing is stored or sent. A message that cannot be sent is told in its `issues`.
   *
   * @throws InputError where there are none or too many, and for an idempotency key that is none.
   */
  check(
    input: CheckMessagesInput,
    options?: Pick<CallContext, "appKey" | "caller"> & AccessScope,
  ): Promise<MessageChecks>;
  /** How many messages were asked for in a period. @throws InputError where the query does not fit. */
  stats(query: MessageStatsInput, scope?: AccessScope): Promise<MessageStats>;
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
   * Sends a message, or stores it until its time, at most once for an idempotency key. `drWebhook` goes with messages that name none; with
   * `respondAsync` it is stored, and sent after the answer.
   *
   * @throws as `open` does; ProxyError `message_expired` where it cannot go out by its `notAfter`.
   */
  send(
    input: SendMessageInput,
    call: CallContext &
      AccessScope & { readonly drWebhook?: string | undefined; readonly respondAsync?: boolean | undefined },
  ): Promise<SentMessage>;
  /**
   * Stores what a receipt says; gives it back with what it is about.
   *
   * @throws InputError for ids that no store holds, and for what is nested too deep.
   */
  receive(receipt: Receipt, options?: ReceiveOptions): Promise<ReceivedReceipt>;
  /** Whether each receipt is posted on from the store. Default: it is not, and the caller of `receive` hands it on. */
  readonly deliversReceipts?: boolean | undefined;
  /**
   * Stores what came as a receipt and cannot be read, for people to look at: its first 16,384 characters, encrypted, once for each text, and
   * 100 in an hour at most. Gives whether it is stored.
   */
  receiveUnreadable(unreadable: UnreadableReceipt): Promise<boolean>;
  /** What the newest receipt of today, by Vietnam's day, says that an application may still send; `undefined` where none says it. */
  quota(call?: Pick<CallContext, "appKey">): Promise<QuotaView | undefined>;
  /** Hears how Zalo rates an application's official account: that it has fallen is an event, `quality.fallen`, once for each fall. */
  receiveQuality(quality: OaQuality, call?: Pick<CallContext, "appKey">): Promise<void>;
  /** The journey of an id; `undefined` where there is none within the scope. */
  find(journeyId: string, scope?: AccessScope & Look): Promise<JourneyDetails | undefined>;
  /** @throws InputError where the query does not fit. */
  search(query: SearchJourneysInput, scope?: AccessScope): Promise<JourneyPage>;
  /** Receipts that match no message and no journey, and what came as one and cannot be read. @throws InputError where the query does not fit. */
  searchReceipts(query: SearchReceiptsInput): Promise<ReceiptPage>;
  /**
   * Deletes one journey, or everything of one phone, and records that in the audit. What stops messages to the phone stays, without the phone
   * itself, unless `includeSuppressions`. Gives the number of journeys.
   */
  forget(
    what: { readonly journeyId: string } | ForgetPersonInput,
    scope?: AccessScope & Pick<CallContext, "caller">,
  ): Promise<number>;
  /** Who did what to a person's data. */
  readonly audit: AuditService;
  /** What is stored of messages. */
  readonly messages: MessageService;
  /** What is delivered of them, and of receipts. */
  readonly events: EventService;
  /** The work list. */
  readonly tasks: TaskService;
  /** Who is signed in to the console. */
  readonly sessions: SessionService;
  /** Whom not to write to. */
  readonly suppressions: SuppressionService;
  /** What is done when a person asks for it. */
  readonly people: PeopleService;
  /** What was charged within some days, by NXCLOUD's receipts. @throws InputError where the query does not fit. */
  costs(query: CostsInput, scope?: CostScope): Promise<Costs>;
  /** Holds NXCLOUD's statement against what was charged within some days. @throws InputError where it does not fit. */
  reconcile(statement: ReconcileInput, scope?: AccessScope): Promise<Reconciliation>;
  /**
   * Closes a month of Vietnam's calendar, and those before it: what is charged in them later counts as a correction of the open one.
   *
   * @throws InputError where the month is not over.
   */
  closeMonth(input: { readonly month: string }, call?: Pick<CallContext, "caller">): Promise<ClosedMonth>;
  /**
   * Resolves where calls can be stored: what `/readyz` asks.
   *
   * @throws ProxyError `unavailable` where nothing can be stored now.
   */
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
  /** When messages of a tag are held, as in `2=22:00-07:00,3=21:00-08:00@Asia/Ho_Chi_Minh`, or `off`. Default: tags 2 and 3 from 22:00 to 07:00 in Vietnam. */
  readonly quietHours?: string | undefined;
  /** The approved templates, which messages are held against. Default: they are not checked. */
  readonly templates?: Templates | undefined;
  /** Whom a staging process writes to: its `client` answers for all others, by `guardFetch` of `@nxzalo/sandbox/guard`. Default: it is one of production. */
  readonly staging?: Staging | undefined;
}
