/**
 * What an operator's page asks of a proxy: who they are, the approved templates, messages, and the audit. An entry of its own, so that pages
 * which only send stay small.
 *
 * @module
 */
import type { OaQuality, Template } from "@nxzalo/core";
import type { QuotaView } from "@nxzalo/core/journeys";
import { createDeskAudit, type DeskAudit } from "./desk/audit.ts";
import { createDeskCosts, type DeskCosts } from "./desk/costs.ts";
import { createDeskEvents, type DeskEvents } from "./desk/events.ts";
import { createDeskMessages, type DeskMessages } from "./desk/messages.ts";
import { createDeskPeople, type DeskPeople } from "./desk/people.ts";
import { createDeskSessions, type DeskSessions } from "./desk/sessions.ts";
import { createDeskSuppressions, type DeskSuppressions } from "./desk/suppressions.ts";
import { createDeskTasks, type DeskTasks } from "./desk/tasks.ts";
import type { ProxyCallOptions, ProxyClientOptions } from "./options.ts";
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
export type { AuditSearch, DeskAudit } from "./desk/audit.ts";
export type { CostsTable, DeskCosts } from "./desk/costs.ts";
export type { DeskEvents, EventSearch } from "./desk/events.ts";
export type {
  DeskMessages,
  MessageSearch,
  MessageStatsQuery,
  MessagesToCheck,
  ResendMany,
  ResentMessage,
} from "./desk/messages.ts";
export type { DeskPeople } from "./desk/people.ts";
export type { DeskSessions, EndedSessions, Invitation } from "./desk/sessions.ts";
export type { DeskSuppressions, NewSuppression, SuppressionRemoval, SuppressionSearch } from "./desk/suppressions.ts";
export type { DeskTasks, TaskSearch, TasksTable } from "./desk/tasks.ts";
export type { HeadersSource, ProxyCallOptions, ProxyClientOptions } from "./options.ts";

/** Who asks, and what they may do. */
export interface Me {
  /** The caller's name, as logs and the audit have it. */
  readonly caller: string;
  /** Such as `send` and `read`. */
  readonly scopes: readonly string[];
  /** The names of the applications that they may use; `default` is the default one. */
  readonly apps: readonly string[];
  /** That they are limited to these applications; absent where they may use every one. */
  readonly limited?: true;
  /** That the proxy is a staging one, which writes to listed phones alone; absent in production. */
  readonly staging?: true;
  /** The session of the console that they are signed in by; absent where a key or a token speaks for them. */
  readonly session?: {
    readonly name: string;
    /** What they are, such as `agent`. */
    readonly role: string;
    /** When they have to sign in again. */
    readonly expiresAt: Date;
  };
}

/** How an application stands with Zalo. */
export interface Account {
  /** How many messages it may still send today, by the newest receipt that tells it; null where none does. */
  readonly quota: QuotaView | null;
  /** How Zalo rates its official account, and when NXCLOUD said so, a minute ago at most. */
  readonly quality: (OaQuality & { readonly at: Date }) | null;
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

  /** What became of messages; sends again, cancels, counts. */
  readonly messages: DeskMessages;
  /** The work list: what reached nobody, or may not have. */
  readonly tasks: DeskTasks;
  /** Links to the console, and the end of sessions. */
  readonly sessions: DeskSessions;
  /** What is delivered to servers of yours, and what was given up. */
  readonly events: DeskEvents;
  /** Who saw, changed or deleted what. */
  readonly audit: DeskAudit;
  /** Who is not to be written to. */
  readonly suppressions: DeskSuppressions;
  /** What is stored of one person, and what they have asked for. */
  readonly people: DeskPeople;
  /** What was charged, NXCLOUD's statement against it, and the end of a month. */
  readonly costs: DeskCosts;

  /**
   * The approved templates with their variables; none where the proxy has no registry. Needs the scope `read`.
   *
   * @throws as the methods of `createProxyClient` do.
   */
  templates(options?: ProxyCallOptions): Promise<{ readonly templates: readonly Template[] }>;
}

/** Its times are called `at`. */
const readAccount = (text: string) =>
  JSON.parse(text, (name, field) => (name === "at" && typeof field === "string" ? new Date(field) : field));

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
  return {
    me: (limits) => send({ method: "GET", path: "/v1/me", key: "caller", limits }),
    account: (body = {}, limits) => send({ path: "/v1/account", key: "quota", body, limits, read: readAccount }),
    messages: createDeskMessages(send),
    tasks: createDeskTasks(send),
    sessions: createDeskSessions(send),
    // A variable may be named `deliveredAt`, and is no time.
    templates: (limits) =>
      send({ method: "GET", path: "/v1/templates", key: "templates", limits, read: (text) => JSON.parse(text) }),
    events: createDeskEvents(send),
    audit: createDeskAudit(send),
    suppressions: createDeskSuppressions(send),
    people: createDeskPeople(send),
    costs: createDeskCosts(send),
  };
}
