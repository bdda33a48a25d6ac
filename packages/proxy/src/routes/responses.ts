import type { JourneyTokenState } from "@nxzalo/core";
import {
  auditActions,
  eventStates,
  journeyStates,
  messageStates,
  personRequestKinds,
  type SuppressionScope,
  suppressionSources,
  type TokenType,
  taskStates,
} from "@nxzalo/core/schemas";
import * as z from "zod/mini";
import { scopes } from "../auth/authorize.ts";

/*
 * What the routes respond: each schema gives the type that a route's body has and, at build time, the JSON Schema in the OpenAPI document.
 * No bundle holds them: the routes import the types alone. That they are what `@nxzalo/core` gives is checked by the compiler, in
 * responses.test-d.ts.
 */
const time = z.date();
const digits = z.string().check(z.regex(/^[0-9]+$/));
const phone = z.string().check(z.regex(/^[0-9]{8,15}$/));
const maskedPhone = z.string().check(z.regex(/^[0-9]{2}(\*{5}[0-9]{4}|[0-9]{6,13})$/));
const tokenType = z.custom<TokenType>();
const messageState = z.enum(messageStates);
const simulated = z.exactOptional(z.literal(true));
const record = z.record(z.string(), z.unknown());

const Money = z.object({ amount: z.string(), currency: z.string() });

const JourneyView = z.object({
  journeyId: digits,
  phone: maskedPhone,
  tokenType,
  reference: z.exactOptional(z.string()),
  simulated,
  createdAt: time,
  expiresAt: time,
  state: z.enum(journeyStates),
  acknowledgedAt: z.exactOptional(time),
  endedAt: z.exactOptional(time),
});

const MessageView = z.object({
  messageId: z.string(),
  requestId: z.nullable(z.string()),
  templateId: z.string(),
  ext: z.exactOptional(z.string()),
  createdAt: time,
  state: messageState,
  sentAt: z.exactOptional(time),
  deliveredAt: z.exactOptional(time),
  failure: z.exactOptional(z.object({ code: z.int(), meaning: z.string(), hint: z.string() })),
});

const codes = { upstreamCode: z.exactOptional(z.int()), zaloError: z.exactOptional(z.int()) };

const heldFor = z.enum(["quiet_hours", "quota", "retry"]);

const StoredMessage = z.object({
  messageId: z.string(),
  state: messageState,
  phone: z.nullable(maskedPhone),
  reference: z.exactOptional(z.string()),
  templateId: z.string(),
  app: z.nullable(z.string()),
  caller: z.nullable(z.string()),
  labels: z.record(z.string(), z.string()),
  simulated,
  createdAt: time,
  sendAt: z.exactOptional(time),
  notAfter: z.exactOptional(time),
  heldFor: z.exactOptional(heldFor),
  requestId: z.nullable(z.string()),
  ...codes,
});

const issues = z
  .array(
    z.object({
      path: z.array(z.union([z.string(), z.number()])),
      message: z.string(),
      code: z.string(),
      limit: z.optional(z.int()),
      length: z.optional(z.int()),
    }),
  )
  .check(z.maxLength(20));

const MessageCheck = z.object({
  known: z.nullable(messageState),
  issues,
  suppressed: z.boolean(),
  sendAt: z.exactOptional(time),
  heldFor: z.exactOptional(heldFor),
  estimate: z.exactOptional(Money),
});

const MessageAttempt = z.object({
  attempt: z.int(),
  state: messageState,
  attemptedAt: time,
  requestId: z.nullable(z.string()),
  ...codes,
});

const ReceiptView = z.object({ receivedAt: time, messageId: z.exactOptional(z.string()), receipt: record });

const taskState = z.enum(taskStates);
const taskFacts = {
  takenBy: z.exactOptional(z.string()),
  takenAt: z.exactOptional(time),
  calledAt: z.exactOptional(time),
  note: z.exactOptional(z.string()),
  doneAt: z.exactOptional(time),
};

const Task = z.object({ state: taskState, message: StoredMessage, ...taskFacts });

const templateData = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const ExportedMessage = z.extend(StoredMessage, {
  ext: z.exactOptional(z.string()),
  topic: z.exactOptional(z.string()),
  templateData: z.exactOptional(templateData),
  attempts: z.array(MessageAttempt),
});

const ExportedTask = z.object({ messageId: z.string(), state: taskState, ...taskFacts });

const AuditedConditions = z.object({
  state: z.exactOptional(messageState),
  templateId: z.exactOptional(z.string()),
  code: z.exactOptional(z.int()),
  labels: z.exactOptional(z.record(z.string(), z.string())),
  day: z.exactOptional(z.string()),
  timeZone: z.exactOptional(z.string()),
  createdFrom: z.exactOptional(z.string()),
  createdBefore: z.exactOptional(z.string()),
  hidden: z.exactOptional(z.array(z.string())),
});
const AuditEntry = z.object({
  auditId: z.string(),
  recordedAt: time,
  action: z.enum(auditActions),
  caller: z.exactOptional(z.string()),
  app: z.exactOptional(z.string()),
  subject: z.exactOptional(z.string()),
  counts: z.exactOptional(z.record(z.string(), z.int())),
  where: z.exactOptional(AuditedConditions),
});
const CostTotal = z.object({ ...Money.shape, journeys: z.int(), messages: z.int() });
const CostRow = z.object({ ...CostTotal.shape, key: z.nullable(z.string()) });
const Charge = z.object({
  ...Money.shape,
  chargedAt: time,
  journeyId: z.exactOptional(z.string()),
  messageId: z.exactOptional(z.string()),
  requestId: z.exactOptional(z.string()),
});
const StatementRow = z.object({ ...Money.shape, id: z.string(), time: z.string() });

const times = { createdAt: time, expiresAt: z.exactOptional(time) };
const suppressionScope = z.custom<SuppressionScope>();

const Suppression = z.object({
  suppressionId: z.string(),
  phone: z.nullable(maskedPhone),
  app: z.nullable(z.string()),
  scope: suppressionScope,
  source: z.enum(suppressionSources),
  ...times,
  zaloError: z.exactOptional(z.int()),
  reason: z.exactOptional(z.string()),
  caller: z.exactOptional(z.string()),
});

const PersonRequest = z.object({
  personRequestId: z.string(),
  kind: z.enum(personRequestKinds),
  phone: z.nullable(maskedPhone),
  apps: z.nullable(z.array(z.string())),
  caller: z.exactOptional(z.string()),
  askedAt: time,
  doneAt: z.exactOptional(time),
  openForMs: z.exactOptional(z.int()),
  counts: z.record(z.string(), z.int()),
});

/** What a resend passed over. */
const PassedOver = z.object({ scope: suppressionScope, zaloError: z.int(), ...times });

const Template = z.object({
  id: z.string(),
  name: z.optional(z.string()),
  tag: z.optional(z.literal([1, 2, 3])),
  language: z.optional(z.string()),
  variables: z.optional(
    z.record(
      z.string(),
      z.object({
        type: z.enum(["text", "number", "date", "money", "phone", "url"]),
        maxLength: z.optional(z.int()),
        required: z.optional(z.boolean()),
        onTooLong: z.optional(z.enum(["refuse", "shorten"])),
        secret: z.optional(z.boolean()),
      }),
    ),
  ),
  price: z.optional(Money),
});

const UnmatchedReceipt = z.object({
  receivedAt: time,
  reason: z.string(),
  receipt: z.exactOptional(record),
  text: z.exactOptional(z.string()),
});

const StoredEvent = z.object({
  eventId: z.string(),
  type: z.string(),
  state: z.enum(eventStates),
  createdAt: time,
  messageId: z.exactOptional(z.string()),
  tries: z.int(),
  dueAt: z.exactOptional(time),
  endedAt: z.exactOptional(time),
  reason: z.exactOptional(z.string()),
  detail: z.exactOptional(z.string()),
  receipt: z.exactOptional(record),
  text: z.exactOptional(z.string()),
});

/** The response bodies by their names in the document. */
export const responseSchemas = {
  Journey: z.object({
    journeyId: digits,
    token: z.exactOptional(z.string()),
    phone,
    tokenType,
    expiresAt: time,
    reused: z.exactOptional(z.boolean()),
    simulated,
  }),
  JourneyTokenState: z.object({
    tokenType: z.custom<JourneyTokenState["tokenType"]>(),
    createdAt: time,
    expiresAt: time,
    appId: z.string(),
    oaId: z.string(),
  }),
  SentMessage: z.object({
    requestId: z.nullable(z.string()),
    messageId: z.exactOptional(z.string()),
    state: z.exactOptional(messageState),
    sendAt: z.exactOptional(time),
    heldFor: z.exactOptional(heldFor),
    journeyId: z.exactOptional(digits),
    passedOver: z.exactOptional(z.array(PassedOver)),
    simulated,
  }),
  CancelledMessage: z.object({ messageId: z.string(), state: z.literal("cancelled") }),
  Money,
  JourneyView,
  JourneyDetails: z.extend(JourneyView, {
    cost: z.exactOptional(Money),
    messages: z.array(MessageView).check(z.maxLength(200)),
    receipts: z.array(ReceiptView).check(z.maxLength(1000)),
  }),
  MessageView,
  ReceiptView,
  StoredMessage,
  MessageAttempt,
  MessageDetails: z.extend(StoredMessage, {
    topic: z.exactOptional(z.string()),
    attempts: z.array(MessageAttempt),
    receipts: z.array(ReceiptView).check(z.maxLength(200)),
    cost: z.exactOptional(Money),
    journey: z.exactOptional(JourneyView),
    templateData: z.exactOptional(templateData),
  }),
  MessagePage: z.object({ messages: z.array(StoredMessage), nextCursor: z.nullable(z.string()) }),
  BulkResult: z.object({
    matched: z.int(),
    hasMore: z.boolean(),
    resendable: z.exactOptional(z.int()),
    resent: z.exactOptional(z.int()),
    failed: z.exactOptional(z.record(z.string(), z.int())),
    left: z.exactOptional(z.int()),
    cancellable: z.exactOptional(z.int()),
    cancelled: z.exactOptional(z.int()),
  }),
  MessageCheck,
  MessageChecks: z.object({ results: z.array(MessageCheck) }),
  MessageStats: z.object({
    rows: z.array(z.object({ key: z.nullable(z.string()), messages: z.int() })),
    messages: z.int(),
  }),
  UnmatchedReceipt,
  JourneyPage: z.object({ journeys: z.array(JourneyView), nextCursor: z.nullable(z.string()) }),
  ReceiptPage: z.object({ receipts: z.array(UnmatchedReceipt), nextCursor: z.nullable(z.string()) }),
  Account: z.object({
    quota: z.nullable(z.object({ remaining: z.int(), daily: z.int(), at: time })),
    quality: z.nullable(z.object({ current: z.string(), sevenDays: z.string(), at: time })),
  }),
  Me: z.object({
    caller: z.string(),
    scopes: z.array(z.enum(scopes)),
    apps: z.array(z.string()),
    limited: z.exactOptional(z.literal(true)),
    session: z.exactOptional(z.object({ name: z.string(), role: z.string(), expiresAt: time })),
    staging: z.exactOptional(z.literal(true)),
  }),
  Invitation: z.object({ name: z.string(), role: z.string(), url: z.string(), expiresAt: time }),
  EndedSessions: z.object({ name: z.string(), ended: z.int() }),
  Task,
  TaskPage: z.object({ tasks: z.array(Task), nextCursor: z.nullable(z.string()) }),
  TakenTask: z.object({ isTaken: z.boolean(), task: Task }),
  StoredEvent,
  EventPage: z.object({ events: z.array(StoredEvent), nextCursor: z.nullable(z.string()) }),
  ReplayedEvents: z.object({ replayed: z.int() }),
  AuditEntry,
  AuditPage: z.object({ entries: z.array(AuditEntry), nextCursor: z.nullable(z.string()) }),
  Suppression,
  SuppressionPage: z.object({ suppressions: z.array(Suppression), nextCursor: z.nullable(z.string()) }),
  PersonRequest,
  PersonRequestPage: z.object({ requests: z.array(PersonRequest), nextCursor: z.nullable(z.string()) }),
  PersonExport: z.object({
    request: PersonRequest,
    journeys: z.array(z.extend(JourneyView, { cost: z.exactOptional(Money) })),
    messages: z.array(ExportedMessage),
    receipts: z.array(ReceiptView),
    tasks: z.array(ExportedTask),
    suppressions: z.array(Suppression),
    requests: z.array(PersonRequest),
  }),
  ExportedMessage,
  ExportedTask,
  RemovedSuppressions: z.object({ removed: z.int() }),
  PassedOver,
  Template,
  TemplateList: z.object({ templates: z.array(Template) }),
  Forgotten: z.object({ journeys: z.int() }),
  CostTotal,
  CostRow,
  Costs: z.object({
    rows: z.array(CostRow),
    total: z.array(CostTotal),
    uncharged: z.object({ journeys: z.int(), messages: z.int(), estimate: z.nullable(z.array(Money)) }),
  }),
  Charge,
  StatementRow,
  Reconciliation: z.object({
    same: z.array(z.string()),
    onlyOurs: z.array(Charge),
    onlyTheirs: z.array(StatementRow),
    otherPrice: z.array(z.object({ ours: Charge, theirs: StatementRow })),
  }),
  ClosedMonth: z.object({ month: z.string(), closedAt: time }),
  Health: z.object({ status: z.enum(["ok", "ready"]) }),
  Problem: z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    kind: z.enum(["input", "transport", "upstream", "response", "proxy"]),
    code: z.string(),
    retryable: z.boolean(),
    outcome: z.enum(["not_sent", "rejected", "unknown"]),
    hint: z.optional(z.string()),
    upstreamCode: z.optional(z.int()),
    traceId: z.optional(z.string()),
    issues: z.optional(issues),
  }),
} as const;

/** The name of a response body in the document. */
export type ResponseName = keyof typeof responseSchemas;

/** The response body of that name. */
export type ResponseBody<Name extends ResponseName> = z.output<(typeof responseSchemas)[Name]>;

/** What the route about the account responds. */
export type Account = ResponseBody<"Account">;

/** What the route about the caller responds. */
export type Me = ResponseBody<"Me">;

/** What the route about the approved templates responds. */
export type TemplateList = ResponseBody<"TemplateList">;

/** What the route that creates a journey responds. */
export type Journey = ResponseBody<"Journey">;
