import type { OaQuality, Receipt, TemplateRegistry, WithTemplates } from "@nxzalo/core";
import { runAlone } from "@nxzalo/core/internal";
import type {
  AccessScope,
  AuditService,
  CallContext,
  ClosedMonth,
  CostScope,
  Costs,
  EventService,
  JourneyDetails,
  JourneyPage,
  JourneyStats,
  Look,
  MessageService,
  OpenedJourney,
  PeopleService,
  QuotaView,
  ReceiptPage,
  ReceivedReceipt,
  ReceiveOptions,
  Reconciliation,
  SentMessage,
  SessionService,
  SuppressionService,
  TaskService,
  UnreadableReceipt,
} from "@nxzalo/core/journeys";
import type {
  CostsInput,
  ForgetPersonInput,
  OpenJourneyInput,
  ReconcileInput,
  SearchJourneysInput,
  SearchReceiptsInput,
  SendMessageInput,
} from "@nxzalo/core/schemas";
import type { JourneysOptions } from "./journeys-options.ts";
import { recordAudit, searchAudit } from "./service/audit.ts";
import type { SendOptions } from "./service/begin-attempt.ts";
import { cancelMany, cancelMessage } from "./service/cancel.ts";
import { checkMessages } from "./service/check-messages.ts";
import { readCosts } from "./service/costs.ts";
import { createContext } from "./service/create-context.ts";
import { forget, sweepAll } from "./service/deletion.ts";
import { type DeliverOptions, type DeliverResult, deliverEvents } from "./service/deliver-events.ts";
import { type DispatchOptions, type DispatchResult, dispatchDue } from "./service/dispatch.ts";
import { createEventService } from "./service/event-list.ts";
import { findJourney } from "./service/find-journey.ts";
import { findMessage } from "./service/found-messages.ts";
import { openOnce } from "./service/open.ts";
import { exportPerson } from "./service/person-export.ts";
import { searchRequests } from "./service/person-requests.ts";
import { receiveQuality } from "./service/quality.ts";
import { findQuota } from "./service/quota.ts";
import { readOlderVersions } from "./service/read-older.ts";
import { receiveReceipt, receiveUnreadable } from "./service/receive-receipt.ts";
import { closeMonth, reconcile } from "./service/reconcile.ts";
import { reencrypt, renewDataKey } from "./service/reencrypt.ts";
import { resend } from "./service/resend.ts";
import { resendMany } from "./service/resend-many.ts";
import { restrictPerson } from "./service/restrict-person.ts";
import { type WriteTimeouts, writeTimeouts } from "./service/retry-write.ts";
import { searchJourneys, searchReceipts } from "./service/search.ts";
import { readMessageStats, searchMessages } from "./service/search-messages.ts";
import { sendOnce } from "./service/send.ts";
import { createSessionService } from "./service/sessions.ts";
import { readStats } from "./service/stats.ts";
import { addSuppression, removeSuppressions, searchSuppressions } from "./service/suppression-list.ts";
import { createTaskService } from "./service/tasks.ts";

/** Journeys over a store. Every method throws ProxyError `unavailable` where the store cannot be used. */
export interface Journeys<Message = SendMessageInput> {
  /**
   * The journey for (application, phone, token type, reference): the live one where there is one, otherwise a new one. Without a
   * reference every call makes a new one, as NXCLOUD does: nothing tells two parcels for one phone apart.
   *
   * @throws InputError; what the client throws; ProxyError `unavailable` where another call holds the journey for too long, and
   * `idempotency_conflict` or `idempotency_mismatch` with an `idempotencyKey`.
   */
  open(input: OpenJourneyInput, options?: CallContext): Promise<OpenedJourney>;

  /**
   * Sends a message: to a `phone` (on a `journeyToken`), on a stored `journeyId`, or to `phone`, `tokenType` and `reference`, whose
   * journey is opened or taken up. It is recorded before it is sent. With an `idempotencyKey` it is sent at most once for
   * `retainMs`, and for as long as its journey lives or its outcome is unknown.
   *
   * @throws as `open` does; ProxyError `template_mismatch` where it does not fit its template, `recipient_suppressed` where its recipient is not to be written to; a failure with the outcome `unknown` is given again for the same key until a receipt settles it.
   */
  send(input: Message, options?: SendOptions): Promise<SentMessage>;

  /**
   * Learns from a receipt; copies and any order come to the same. Gives it back with the `ext` that its message was given, and with what
   * it is about: `messageId`, `journeyId`, `reference` and `phoneIndex`, where they are stored. A `journey_time_out` has no message: its
   * `reference` names the parcel.
   *
   * @throws InputError for ids that no store holds, and for what is nested too deep.
   */
  receive(receipt: Receipt, options?: ReceiveOptions): Promise<ReceivedReceipt>;

  /**
   * Stores what came as a receipt and cannot be read, for {@link searchReceipts}: its first 16,384 characters, once for each text, and 100 in
   * an hour at most. Gives whether it is stored.
   */
  receiveUnreadable(unreadable: UnreadableReceipt): Promise<boolean>;

  /** What the newest receipt of today, by Vietnam's day, says that an application may still send; `undefined` where none says it. */
  quota(call?: Pick<CallContext, "appKey">): Promise<QuotaView | undefined>;

  /**
   * Hears how Zalo rates an application's official account, as `oaQuality` of a client tells it. That it is worse than when this was last heard is
   * an event, `quality.fallen`, once for each fall, where a target takes it.
   *
   * @example
   * ```ts
   * import type { NxZalo } from "@nxzalo/core";
   * import type { Journeys } from "@nxzalo/journeys";
   *
   * const hear = async (client: NxZalo, journeys: Journeys) => journeys.receiveQuality(await client.oaQuality());
   * ```
   */
  receiveQuality(quality: OaQuality, call?: Pick<CallContext, "appKey">): Promise<void>;

  /** A journey with its messages, receipts and cost, without its token. With `shownTo`, the audit has an entry of that before it is given. */
  find(journeyId: string, scope?: AccessScope & Look): Promise<JourneyDetails | undefined>;

  /** Journeys by phone, reference, state and time, newest first. @throws InputError */
  search(query: SearchJourneysInput, scope?: AccessScope): Promise<JourneyPage>;

  /** What is stored of messages. */
  readonly messages: MessageService;

  /** Whom not to write to: what receipts say of recipients, and what callers decide. */
  readonly suppressions: SuppressionService;

  /** What is done when a person asks for it: their data, that nobody writes to them, and what they have asked for. */
  readonly people: PeopleService;

  /** Receipts that match no journey and no message, and what cannot be read, newest first. @throws InputError */
  searchReceipts(query: SearchReceiptsInput): Promise<ReceiptPage>;

  /**
   * Deletes a journey, or a person's, with messages and receipts, and records in the audit which caller asked for it; gives the number of
   * journeys. What stops messages to the person stays, without their phone, unless `includeSuppressions`.
   *
   * @throws InputError
   */
  forget(
    what: { readonly journeyId: string } | ForgetPersonInput,
    scope?: AccessScope & Pick<CallContext, "caller">,
  ): Promise<number>;

  /**
   * Sends what is due of the messages that wait, once each, whichever process does it: call it again after `nextInMs`, and once a second at
   * least, since other processes store messages as well.
   *
   * @example
   * ```ts
   * import type { Journeys } from "@nxzalo/journeys";
   *
   * async function dispatch(journeys: Journeys, signal: AbortSignal): Promise<void> {
   *   while (!signal.aborted) {
   *     const { nextInMs } = await journeys.dispatchDue({ signal });
   *     await new Promise((resolve) => setTimeout(resolve, Math.min(nextInMs ?? 1_000, 1_000)));
   *   }
   * }
   * ```
   */
  dispatchDue(options?: DispatchOptions): Promise<DispatchResult>;

  /** What is stored of events, and receipts that belong to nothing: what waits, what was delivered, dead letters. */
  readonly events: EventService;

  /** Whether there are targets that events are delivered to, or `onUndeliverable`. */
  readonly deliversEvents: boolean;

  /** Whether one of these takes receipts: the one that names `*`. */
  readonly deliversReceipts: boolean;

  /**
   * Delivers the events that are due to their targets, at least once each, whichever process does it, in order for each message: call it again
   * after `nextInMs`, and once a second at least, since other processes store events as well. A target that is down is asked again after a
   * second, then less and less often, up to every five minutes; an event is given up after three days.
   *
   * @example
   * ```ts
   * import type { Journeys } from "@nxzalo/journeys";
   *
   * async function deliver(journeys: Journeys, signal: AbortSignal): Promise<void> {
   *   while (!signal.aborted) {
   *     const { nextInMs } = await journeys.deliverEvents({ signal });
   *     await new Promise((resolve) => setTimeout(resolve, Math.min(nextInMs ?? 1_000, 1_000)));
   *   }
   * }
   * ```
   */
  deliverEvents(options?: DeliverOptions): Promise<DeliverResult>;

  /** Who looked at a person's data, deleted it, or acted on it. */
  readonly audit: AuditService;

  /** The work list: messages that reached nobody, or of which that is not known, each taken by one person. */
  readonly tasks: TaskService;

  /** Who is signed in to the console: by a link that is good once, for 12 hours. */
  readonly sessions: SessionService;

  /**
   * Deletes what is over for longer than `retainMs`, the audit of before `auditRetainMs`, and idempotency keys whose time is over; gives how
   * much that was. What an older version has stored is read anew, once; what older keys of the data have encrypted is encrypted anew.
   */
  sweep(): Promise<number>;

  /** What an operator watches, such as messages of which nothing has told; what it costs does not grow with what is stored. */
  stats(): Promise<JourneyStats>;

  /**
   * What was charged within some days, by NXCLOUD's receipts, in total and by day, template, token type, application, caller or label; and
   * what was accepted and is not charged so far, with its estimate. A charge counts at NXCLOUD's time of it; it is known also when its
   * journey is swept or forgotten.
   *
   * @throws InputError
   */
  costs(query: CostsInput, scope?: CostScope): Promise<Costs>;

  /**
   * Holds NXCLOUD's statement against what was charged within some days, by NXCLOUD's own time of each charge. Amounts are compared as
   * decimals.
   *
   * @throws InputError
   */
  reconcile(statement: ReconcileInput, scope?: AccessScope): Promise<Reconciliation>;

  /**
   * Closes a month of Vietnam's calendar, such as `2026-11`, and those before it: what {@link costs} gives of it never changes again.
   * What is charged in it later counts from the start of the open month on, as a correction.
   *
   * @throws InputError where the month is not over.
   */
  closeMonth(input: { readonly month: string }, call?: Pick<CallContext, "caller">): Promise<ClosedMonth>;

  /**
   * Makes a new key for the data, which `STORE_KEY` wraps, and encrypts everything anew by it; gives the number of values. Other processes
   * may work meanwhile, and learn of it within a minute; what they write until then by the older key, a later {@link sweep} encrypts anew.
   * Where it is broken off, a sweep goes on. In memory nothing is encrypted, and it does nothing.
   */
  renewDataKey(): Promise<number>;

  /**
   * Resolves where journeys can be stored. Within a second of a success it resolves without asking; after a write that failed, only once a
   * large one has worked, which is tried once a second.
   */
  ping(): Promise<void>;
}

/**
 * Creates journeys over a store.
 *
 * @throws ConfigError where `leaseMs` is too short, `drWebhook` is no URL, or an option is unknown.
 * @example
 * ```ts
 * import { createNxZalo } from "@nxzalo/core";
 * import { createJourneys } from "@nxzalo/journeys";
 * import { createMemoryStore } from "@nxzalo/journeys/memory";
 * import { createSandbox } from "@nxzalo/sandbox";
 *
 * const { credentials, appKey, fetch } = createSandbox();
 * const client = createNxZalo({ credentials, appKey, fetch });
 * const journeys = createJourneys({ client, store: createMemoryStore(), appKey });
 * const parcel = { phone: "84912345678", tokenType: "token_logistics_7", reference: "Đơn 42" } as const;
 * const { token, reused } = await journeys.open(parcel);
 * await journeys.send({ ...parcel, templateId: "133214", templateData: { status: "Đang giao" } }, { idempotencyKey: "42-1" });
 * ```
 */
export const createJourneys = <Registry extends TemplateRegistry = TemplateRegistry>(
  options: JourneysOptions<Registry>,
): Journeys<WithTemplates<SendMessageInput, Registry>> => createJourneysWith(options, writeTimeouts);

/** The same, with the time that writes are repeated for. */
export function createJourneysWith(options: JourneysOptions, timeouts: WriteTimeouts): Journeys {
  const { around = runAlone } = options;
  const { context, ping } = createContext(options, timeouts);
  return {
    ping,
    open: (input, call = {}) => openOnce(context, input, call),
    send: (input, call = {}) => sendOnce(context, input, call),
    receive: (receipt, given) =>
      around("receive receipt", { "nxzalo.receipt.status": receipt.status }, () =>
        receiveReceipt(context, receipt, given),
      ),
    receiveUnreadable: (unreadable) => receiveUnreadable(context, unreadable),
    quota: (call = {}) => findQuota(context, call),
    receiveQuality: (quality, call = {}) => receiveQuality(context, quality, call),
    find: (journeyId, scope = {}) => findJourney(context, journeyId, scope),
    search: (query, scope = {}) => searchJourneys(context, query, scope),
    messages: {
      find: (messageId, scope = {}) => findMessage(context, messageId, scope),
      resend: (messageId, input = {}, options = {}) => resend(context, messageId, input, options),
      check: (input, options = {}) => checkMessages(context, input, options),
      search: (query, scope = {}) => searchMessages(context, query, scope),
      resendMany: (input, options = {}) => resendMany(context, input, options),
      cancel: (messageId, options = {}) => cancelMessage(context, messageId, options),
      cancelMany: (input, options = {}) => cancelMany(context, input, options),
      stats: (query, scope = {}) => readMessageStats(context, query, scope),
    },
    events: createEventService(context),
    tasks: createTaskService(context),
    sessions: createSessionService(context),
    dispatchDue: (options = {}) => dispatchDue(context, options),
    deliversEvents: context.events !== undefined,
    deliversReceipts: context.events?.targets.some(({ isExcept }) => isExcept) === true,
    deliverEvents: (options = {}) => deliverEvents(context, options),
    searchReceipts: (query) => searchReceipts(context, query),
    suppressions: {
      add: (input, call = {}) => addSuppression(context, input, call),
      remove: (input, scope = {}) => removeSuppressions(context, input, scope),
      search: (query, scope = {}) => searchSuppressions(context, query, scope),
    },
    people: {
      export: (input, scope = {}) => exportPerson(context, input, scope),
      restrict: (input, scope = {}) => restrictPerson(context, input, scope),
      searchRequests: (query, scope = {}) => searchRequests(context, query, scope),
    },
    forget: (what, scope = {}) => forget(context, what, scope),
    audit: {
      record: (entry) => recordAudit(context, entry),
      search: (query, scope = {}) => searchAudit(context, query, scope),
    },
    sweep: async () => {
      await readOlderVersions(context);
      const deleted = await sweepAll(context);
      await reencrypt(context);
      return deleted;
    },
    renewDataKey: () => renewDataKey(context),
    stats: () => readStats(context),
    costs: (query, scope = {}) => readCosts(context, query, scope),
    reconcile: (statement, scope = {}) => reconcile(context, statement, scope),
    closeMonth: (input, call = {}) => closeMonth(context, input, call),
  };
}
