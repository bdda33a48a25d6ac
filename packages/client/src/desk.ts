/**
 * What an operator's page asks of a proxy: who they are, the approved templates, messages, and the audit. An entry of its own, so that pages
 * which only send stay small.
 *
 * @module
 */
import type { OaQuality, Template } from "@nxzalo/core";
import { InputError } from "@nxzalo/core/errors";
import type {
  AuditPage,
  CancelledMessage,
  CancelManyResult,
  ClosedMonth,
  Costs,
  EventPage,
  MessageChecks,
  MessageDetails,
  MessagePage,
  MessageState,
  MessageStats,
  PassedOver,
  PersonExport,
  PersonRequest,
  PersonRequestPage,
  QuotaView,
  Reconciliation,
  ResendManyResult,
  SuppressionPage,
  SuppressionView,
  TakenTask,
  Task,
  TaskPage,
} from "@nxzalo/core/journeys";
import type {
  AddSuppressionInput,
  CostsInput,
  MessageConditions,
  MessageStatsInput,
  PersonInput,
  ReconcileInput,
  RemoveSuppressionsInput,
  ReplayEventsInput,
  ResendManyInput,
  ResendMessageInput,
  SearchAuditInput,
  SearchEventsInput,
  SearchMessagesInput,
  SearchPersonRequestsInput,
  SearchSuppressionsInput,
  SearchTasksInput,
  UpdateTaskInput,
} from "@nxzalo/core/schemas";
import type { MessageRequest } from "./messages.ts";
import type { ProxyCallOptions, ProxyClientOptions } from "./options.ts";
import { type Done, readAnswer as read } from "./read-answer.ts";
import { createSend } from "./send.ts";

export type { Template, TemplatePrice, TemplateVariable, VariableType } from "@nxzalo/core";
export type { AnyNxZaloError, ErrorCode, ErrorKind, Issue, Outcome } from "@nxzalo/core/errors";
export type {
  AuditEntryView,
  AuditPage,
  CancelledMessage,
  CancelManyResult,
  Charge,
  ClosedMonth,
  CostRow,
  Costs,
  CostTotal,
  EventPage,
  EventView,
  ExportedMessage,
  ExportedTask,
  HeldFor,
  JourneyView,
  Labels,
  MessageAttempt,
  MessageCheck,
  MessageChecks,
  MessageDetails,
  MessagePage,
  MessageState,
  MessageStats,
  Money,
  PassedOver,
  PersonExport,
  PersonRequest,
  PersonRequestPage,
  QuotaView,
  ReceiptView,
  Reconciliation,
  ResendManyResult,
  StatementRow,
  StoredMessage,
  SuppressionPage,
  SuppressionView,
  TakenTask,
  Task,
  TaskPage,
  UnchargedCosts,
} from "@nxzalo/core/journeys";
export type {
  AuditAction,
  CostGroupBy,
  CostsInput,
  PersonInput,
  PersonRequestKind,
  ReconcileInput,
  ResendMessageInput,
  SearchPersonRequestsInput,
  SuppressionScope,
  SuppressionSource,
  UpdateTaskInput,
} from "@nxzalo/core/schemas";
export type { HeadersSource, ProxyCallOptions, ProxyClientOptions } from "./options.ts";

/** Who asks, and what they may do. */
export interface Me {
  /** The caller's name, as logs and the audit have it. */
  readonly caller: string;
  /** Such as `send` and `read`. */
  readonly scopes: readonly string[];
  /** The names of the applications that they may use; `default` is the default one. */
  readonly apps: readonly string[];
  /** The session of the console that they are signed in by; absent where a key or a token speaks for them. */
  readonly session?: {
    readonly name: string;
    /** What they are, such as `agent`. */
    readonly role: string;
    /** When they have to sign in again. */
    readonly expiresAt: Date;
  };
}

/** A link that signs a person in to the console. */
export interface Invitation {
  readonly name: string;
  readonly role: string;
  /** Good once. Its fragment holds the secret. */
  readonly url: string;
  /** Until when it has to be used. */
  readonly expiresAt: Date;
}

/** How an application stands with Zalo. */
export interface Account {
  /** How many messages it may still send today, by the newest receipt that tells it; null where none does. */
  readonly quota: QuotaView | null;
  /** How Zalo rates its official account, and when NXCLOUD said so, a minute ago at most. */
  readonly quality: (OaQuality & { readonly at: Date }) | null;
}

/** A message that was sent again. */
export interface ResentMessage {
  readonly messageId: string;
  readonly state: MessageState;
  /** NXCLOUD's id of the attempt; null where it gave none. */
  readonly requestId: string | null;
  /** The stored journey that it was sent on; absent where there is none. */
  readonly journeyId?: string;
  /** What receipts had said of the recipient, and was passed over; absent where nothing stood against it. */
  readonly passedOver?: readonly PassedOver[];
}

/** Which messages to find; what is left out does not matter. */
export interface MessageSearch extends SearchMessagesInput {
  /** The configured name of an application. Default: all that the caller may use. */
  readonly app?: string | undefined;
}

/** Which messages to send again. */
export interface ResendMany extends ResendManyInput {
  readonly where: MessageConditions & {
    /** The configured name of an application. Default: all that the caller may use. */
    readonly app?: string | undefined;
  };
}

/** Which messages to check. */
export interface MessagesToCheck {
  readonly messages: readonly (MessageRequest & {
    /** The `Idempotency-Key` that it would be sent under: 1 to 255 visible ASCII characters. */
    readonly idempotencyKey: string;
  })[];
}

/** Which messages to count. */
export interface MessageStatsQuery extends MessageStatsInput {
  /** The configured name of an application. Default: all that the caller may use. */
  readonly app?: string | undefined;
}

/** Which events to find; what is left out does not matter. */
export interface EventSearch extends SearchEventsInput {
  /** The configured name of an application. Default: all of the caller's. */
  readonly app?: string | undefined;
}

/** Which entries of the audit to find; what is left out does not matter. */
export interface AuditSearch extends SearchAuditInput {
  /** The configured name of an application. Default: all that the caller may use. */
  readonly app?: string | undefined;
}

/** Whom not to write to. */
export interface NewSuppression extends AddSuppressionInput {
  /** The configured name of an application. Default: the default one. */
  readonly app?: string | undefined;
}

/** Whom to write to again. */
export interface SuppressionRemoval extends RemoveSuppressionsInput {
  /** The configured name of an application. Default: all that the caller may use. */
  readonly app?: string | undefined;
}

/** Which suppressions to find; what is left out does not matter. */
export interface SuppressionSearch extends SearchSuppressionsInput {
  /** The configured name of an application. Default: all that the caller may use. */
  readonly app?: string | undefined;
}

/** A client of what operators ask of a proxy. Its methods need no `this`. */
export interface DeskClient {
  /**
   * Who asks, and what they may do. Any caller may ask.
   *
   * @throws as the methods of `createProxyClient` do.
   */
  me(options?: ProxyCallOptions): Promise<Me>;

  /**
   * Today's quota and the quality of an application's official account. Needs the scope `read`.
   *
   * @throws as the methods of `createProxyClient` do.
   */
  account(query?: { readonly app?: string | undefined }, options?: ProxyCallOptions): Promise<Account>;

  readonly messages: {
    /**
     * A message with its attempts, receipts, cost and journey. Needs the scope `read`; the phone is masked and the template's data left out,
     * unless the caller has the scope `people`, whose looks the audit records.
     *
     * @throws ProxyError `message_not_found` where the store has none of that id; InputError where the id is none; otherwise as the methods of
     * `createProxyClient` do.
     */
    find(messageId: string, options?: ProxyCallOptions): Promise<MessageDetails>;
    /**
     * Sends a message again, by a person's decision: one that was refused, that failed or expired. With another `phone` it moves to that phone's
     * journey of the same reference, and needs `templateData`, but from callers with the scope `people`. One that may have been sent needs
     * `force` and the scope `admin`. Needs the scope `send`, and sends messages of others again with `admin` alone.
     *
     * @throws ProxyError `message_not_found` or `message_not_resendable`, whose hint says what to do; otherwise as `find` does.
     */
    resend(messageId: string, changes?: ResendMessageInput, options?: ProxyCallOptions): Promise<ResentMessage>;
    /**
     * Messages, newest first, with masked phones; `nextCursor` is for the next page. Needs the scope `read`. Conditions beside each other are
     * looked for in the last 7 days, or in the 7 before `createdBefore`, unless `createdFrom` or `day` says otherwise; one alone, and what is
     * beside a phone, a reference or the ending of one, in all that is stored.
     *
     * @throws InputError for a field that is not usable; otherwise as the methods of `createProxyClient` do.
     */
    search(query: MessageSearch, options?: ProxyCallOptions): Promise<MessagePage>;
    /**
     * What would become of 1 to 500 messages, each with the `Idempotency-Key` that it would be sent under; nothing is stored or sent. Needs the
     * scope `send`.
     *
     * @throws as `search` does; what is wrong with one message stands in its `issues`.
     */
    check(request: MessagesToCheck, options?: ProxyCallOptions): Promise<MessageChecks>;
    /**
     * Sends messages again that had been refused, had failed or expired: at most 1,000, and only counts them unless `dryRun` is false. Needs the
     * scope `admin`.
     *
     * @throws as `search` does.
     */
    resendMany(input: ResendMany, options?: ProxyCallOptions): Promise<ResendManyResult>;
    /**
     * Cancels a message that waits. Needs the scope `send`, and cancels messages of others with `admin` alone.
     *
     * @throws ProxyError `message_not_found`, or `message_not_cancellable` once it is on its way or over; otherwise as `find` does.
     */
    cancel(messageId: string, options?: ProxyCallOptions): Promise<CancelledMessage>;
    /**
     * Cancels messages that wait: at most 1,000, and only counts them unless `dryRun` is false. Needs the scope `admin`.
     *
     * @throws as `search` does.
     */
    cancelMany(input: ResendMany, options?: ProxyCallOptions): Promise<CancelManyResult>;
    /**
     * How many messages were asked for in at most 31 days, by hour, state, code or template. Needs the scope `read`.
     *
     * @throws as `search` does.
     */
    stats(query: MessageStatsQuery, options?: ProxyCallOptions): Promise<MessageStats>;
  };
  readonly tasks: {
    /**
     * The work list: messages that failed, were refused or expired, and those of which nothing has told for a minute, until they are done; newest
     * first, with masked phones. Needs the scope `send`.
     *
     * @throws InputError for a field that is not usable; otherwise as the methods of `createProxyClient` do.
     */
    search(query: TaskSearch, options?: ProxyCallOptions): Promise<TaskPage>;
    /**
     * All of the same, 5,000 at most, as a table in CSV: see `costs.table`.
     *
     * @throws as `search` does.
     */
    table(query: TasksTable, options?: ProxyCallOptions): Promise<string>;
    /**
     * Takes a task: `isTaken` says whether it is the caller's now, and `task.takenBy` who has it. With `force`, and the scope `admin`, also from
     * another one. Needs the scope `send`.
     *
     * @throws ProxyError `message_not_found` where there is no such task; otherwise as `search` does.
     */
    take(
      task: { readonly messageId: string; readonly force?: boolean },
      options?: ProxyCallOptions,
    ): Promise<TakenTask>;
    /**
     * Writes down what was done about a task, which is the caller's from then on, or gives it back. Needs the scope `send`.
     *
     * @throws ProxyError `forbidden` where another one has it; otherwise as `take` does.
     */
    update(change: UpdateTaskInput, options?: ProxyCallOptions): Promise<Task>;
  };

  readonly sessions: {
    /**
     * Makes a link that signs a person in to the console, once, within 15 minutes. Roles are `agent`, `lead`, `bookkeeper` and `developer`.
     * Needs the scope `admin`.
     *
     * @throws InputError for a field that is not usable; otherwise as the methods of `createProxyClient` do.
     */
    invite(person: { readonly name: string; readonly role: string }, options?: ProxyCallOptions): Promise<Invitation>;
    /**
     * Signs the browser in by the secret of such a link: the answer sets a cookie that no script reads, and calls of the same origin need
     * no header any more.
     *
     * @throws ProxyError `unauthorized` where the link is not good, or not any more; otherwise as `invite` does.
     */
    begin(token: string, options?: ProxyCallOptions): Promise<void>;
    /**
     * Signs the browser out.
     *
     * @throws as `invite` does.
     */
    end(options?: ProxyCallOptions): Promise<void>;
  };

  /**
   * The approved templates with their variables; none where the proxy has no registry. Needs the scope `read`.
   *
   * @throws as the methods of `createProxyClient` do.
   */
  templates(options?: ProxyCallOptions): Promise<{ readonly templates: readonly Template[] }>;

  /** What is delivered to targets of their own, such as that a message is undeliverable. */
  readonly events: {
    /**
     * Events that are delivered to targets, and dead letters, newest first. Needs the scope `admin`.
     *
     * @throws InputError where the query does not fit.
     */
    search(query: EventSearch, options?: ProxyCallOptions): Promise<EventPage>;
    /**
     * Delivers events of a time again; gives how many. Needs the scope `admin`.
     *
     * @throws InputError where the times do not fit.
     */
    replay(input: ReplayEventsInput, options?: ProxyCallOptions): Promise<{ readonly replayed: number }>;
  };

  /** Who looked at a person's data, deleted it, or acted on it. */
  readonly audit: {
    /**
     * Who looked at a person's data, deleted it, or acted on it, newest first; `nextCursor` is for the next page. Needs the scope `admin`.
     *
     * @throws InputError for a field that is not usable; otherwise as the methods of `createProxyClient` do.
     */
    search(query: AuditSearch, options?: ProxyCallOptions): Promise<AuditPage>;
  };

  readonly suppressions: {
    /**
     * Stops messages to a person in one application: all of them, or those of one tag or template. Needs the scope `admin`.
     *
     * @throws InputError for a field that is not usable; otherwise as the methods of `createProxyClient` do.
     */
    add(input: NewSuppression, options?: ProxyCallOptions): Promise<SuppressionView>;
    /**
     * Lets messages to a person out again; gives how many suppressions were removed. Needs the scope `admin`.
     *
     * @throws as `add` does.
     */
    remove(input: SuppressionRemoval, options?: ProxyCallOptions): Promise<{ readonly removed: number }>;
    /**
     * Who is not written to, newest first. Phones are masked, but for callers with the scope `people` who name one. Needs the scope `read`.
     *
     * @throws as `add` does.
     */
    search(query: SuppressionSearch, options?: ProxyCallOptions): Promise<SuppressionPage>;
  };

  readonly people: {
    /**
     * Everything that is stored of a person who asks for it; the audit records it. Needs the scope `people`.
     *
     * @throws InputError for a field that is not usable; otherwise as the methods of `createProxyClient` do.
     */
    export(person: PersonInput, options?: ProxyCallOptions): Promise<PersonExport>;
    /**
     * Nobody writes to a person any more, by their request: what waits is cancelled, what comes is refused, until the suppression of source
     * `restriction` is removed. Needs the scope `admin`.
     *
     * @throws as `export` does.
     */
    restrict(person: PersonInput, options?: ProxyCallOptions): Promise<PersonRequest>;
    /**
     * What people have asked for, newest first, and how long it has been open. Needs the scope `read`.
     *
     * @throws as `export` does.
     */
    searchRequests(query: SearchPersonRequestsInput, options?: ProxyCallOptions): Promise<PersonRequestPage>;
  };

  readonly costs: {
    /**
     * What NXCLOUD charged within some days, by its receipts, and what it accepted and has not charged so far. Needs the scope `read`.
     *
     * @throws InputError for a field that is not usable; otherwise as the methods of `createProxyClient` do.
     */
    read(query: CostsInput, options?: ProxyCallOptions): Promise<Costs>;

    /**
     * The rows of the same as a table in CSV, with a byte-order mark, as spreadsheets of the language open it: `vi` (the default) has `;`
     * between cells and a decimal comma, `en` has `,` and a point. Needs the scope `read`.
     *
     * @throws as `read` does.
     */
    table(query: CostsTable, options?: ProxyCallOptions): Promise<string>;

    /**
     * Holds NXCLOUD's statement against what was charged within some days. Needs the scope `read`.
     *
     * @throws as `read` does.
     */
    reconcile(statement: ReconcileInput, options?: ProxyCallOptions): Promise<Reconciliation>;

    /**
     * Closes a month of Vietnam's calendar that is over, and those before it: what is charged in them later counts in the open one. Needs
     * the scope `admin`.
     *
     * @throws as `read` does.
     */
    close(month: { readonly month: string }, options?: ProxyCallOptions): Promise<ClosedMonth>;
  };
}

/** Which tasks to find; what is left out does not matter. */
export interface TaskSearch extends SearchTasksInput {
  /** The configured name of an application. Default: all that the caller may use. */
  readonly app?: string | undefined;
}

/** Which tasks a table is made of, and in which language. */
export interface TasksTable extends TaskSearch {
  /** Default: `vi`. */
  readonly language?: "vi" | "en" | undefined;
}

/** Which costs a table is made of, and in which language. */
export interface CostsTable extends CostsInput {
  /** Default: `vi`. */
  readonly language?: "vi" | "en" | undefined;
}

/** Its times are called `at`. */
const readAccount = (text: string) =>
  JSON.parse(text, (name, field) => (name === "at" && typeof field === "string" ? new Date(field) : field));

/** By its headings; another reply is read as JSON. The mark is not part of a text that was decoded. */
const readTable = (text: string) =>
  /^(Nhóm;|Group,|Lúc gửi;|Sent,)/.test(text) ? { table: `\ufeff${text}` } : JSON.parse(text);

/**
 * Where a message is found.
 *
 * @throws InputError where the id is none: what is put into a path must not lead elsewhere, and a phone has no place there.
 */
function messagePath(messageId: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(messageId)) return `/v1/messages/${messageId}`;
  const message = "must be the id of a message, a UUID";
  throw new InputError(`The input is not valid: messageId ${message}`, {
    code: "input_invalid",
    outcome: "not_sent",
    issues: [{ path: ["messageId"], message, code: "message_id_wrong" }],
  });
}

/**
 * Creates a client of what operators ask of a proxy. It takes the options of `createProxyClient` and throws the same errors; a proxy without
 * a journey store answers `route_not_found` to all but `me` and `templates`.
 *
 * @throws ConfigError that names an option which does not exist.
 * @example
 * ```ts
 * import { createDeskClient } from "@nxzalo/client/desk";
 *
 * const desk = createDeskClient({
 *   baseUrl: "https://zalo.example",
 *   headers: { authorization: "Bearer a-key-with-the-scopes-read-and-admin" },
 * });
 * const { messages } = await desk.messages.search({ phoneEnding: "5678", referenceEnding: "don 42" });
 * for (const { messageId, state, zaloError } of messages) console.log(messageId, state, zaloError);
 * const { entries } = await desk.audit.search({ action: "look" });
 * for (const { recordedAt, caller, subject } of entries) console.log(recordedAt, caller, subject);
 * ```
 */
export function createDeskClient(options: ProxyClientOptions): DeskClient {
  const send = createSend(options);
  async function readTableOf(path: string, query: object, limits: ProxyCallOptions | undefined): Promise<string> {
    const body = { ...query, format: "csv" };
    const { table } = await send<{ table: string }>({ path, key: "table", body, limits, read: readTable });
    return table;
  }
  return {
    me: (limits) => send({ method: "GET", path: "/v1/me", key: "caller", limits }),
    account: (body = {}, limits) => send({ path: "/v1/account", key: "quota", body, limits, read: readAccount }),
    messages: {
      find: async (messageId, limits) =>
        send({ method: "GET", path: messagePath(messageId), key: "attempts", limits, read }),
      resend: async (messageId, body = {}, limits) =>
        send({ path: `${messagePath(messageId)}/resend`, key: "messageId", body, limits, read }),
      search: (body, limits) => send({ path: "/v1/messages/search", key: "messages", body, limits, read }),
      check: (body, limits) => send({ path: "/v1/messages/check", key: "results", body, limits, read }),
      resendMany: (input, limits) =>
        send({ path: "/v1/messages/bulk", key: "matched", body: { action: "resend", ...input }, limits }),
      cancel: async (messageId, limits) =>
        send({ path: `${messagePath(messageId)}/cancel`, key: "messageId", body: {}, limits }),
      cancelMany: (input, limits) =>
        send({ path: "/v1/messages/bulk", key: "matched", body: { action: "cancel", ...input }, limits }),
      stats: (body, limits) => send({ path: "/v1/stats", key: "rows", body, limits }),
    },
    tasks: {
      search: (body, limits) => send({ path: "/v1/tasks/search", key: "tasks", body, limits, read }),
      table: (query, limits) => readTableOf("/v1/tasks/search", query, limits),
      take: (body, limits) => send({ path: "/v1/tasks/take", key: "task", body, limits, read }),
      update: (body, limits) => send({ path: "/v1/tasks/update", key: "message", body, limits, read }),
    },
    sessions: {
      invite: (body, limits) => send({ path: "/v1/sessions", key: "url", body, limits, read }),
      begin: async (token, limits) => {
        await send<Done>({ path: "/console/session", key: "isDone", body: { token }, limits, read });
      },
      end: async (limits) => {
        await send<Done>({ method: "DELETE", path: "/console/session", key: "isDone", limits, read });
      },
    },
    // A variable may be named `deliveredAt`, and is no time.
    templates: (limits) =>
      send({ method: "GET", path: "/v1/templates", key: "templates", limits, read: (text) => JSON.parse(text) }),
    events: {
      search: (body, limits) => send({ path: "/v1/events/search", key: "events", body, limits, read }),
      replay: (body, limits) => send({ path: "/v1/events/replay", key: "replayed", body, limits }),
    },
    audit: {
      search: (body, limits) => send({ path: "/v1/audit/search", key: "entries", body, limits, read }),
    },
    suppressions: {
      add: (body, limits) => send({ path: "/v1/suppressions", key: "suppressionId", body, limits, read }),
      remove: (body, limits) => send({ path: "/v1/suppressions/remove", key: "removed", body, limits }),
      search: (body, limits) => send({ path: "/v1/suppressions/search", key: "suppressions", body, limits, read }),
    },
    people: {
      export: (body, limits) => send({ path: "/v1/people/export", key: "request", body, limits, read }),
      restrict: (body, limits) => send({ path: "/v1/people/restrict", key: "requestId", body, limits, read }),
      searchRequests: (body, limits) =>
        send({ path: "/v1/people/requests/search", key: "requests", body, limits, read }),
    },
    costs: {
      read: (body, limits) => send({ path: "/v1/costs", key: "rows", body, limits, read }),
      table: (query, limits) => readTableOf("/v1/costs", query, limits),
      reconcile: (body, limits) => send({ path: "/v1/costs/reconcile", key: "same", body, limits, read }),
      close: (body, limits) => send({ path: "/v1/costs/close", key: "month", body, limits, read }),
    },
  };
}
