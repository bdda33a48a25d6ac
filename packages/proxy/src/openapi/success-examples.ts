import type { ResponseBody, ResponseName } from "../routes/responses.ts";

/** A body that a route responds with by itself; the others stand inside of these. */
export type SuccessName = Exclude<
  ResponseName,
  | "Money"
  | "AuditEntry"
  | "JourneyView"
  | "MessageView"
  | "StoredMessage"
  | "MessageAttempt"
  | "MessageCheck"
  | "ReceiptView"
  | "PassedOver"
  | "ExportedMessage"
  | "ExportedTask"
  | "Template"
  | "CostTotal"
  | "CostRow"
  | "Charge"
  | "StatementRow"
  | "UnmatchedReceipt"
  | "Problem"
>;

const journeyId = "1257624175686111232";
const messageId = "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10";
const requestId = "zalomid.a941ccf8dd374daf";
const time = (text: string) => new Date(`2026-01-${text}Z`);

const journey = {
  journeyId,
  phone: "84912345678",
  tokenType: "token_logistics_7",
  reference: "Đơn 42",
  createdAt: time("05T02:30:00.000"),
  expiresAt: time("12T02:30:00.000"),
  state: "acknowledged",
  acknowledgedAt: time("05T02:30:04.000"),
} as const;

const maskedPhone = "84*****5678";

const message = {
  messageId,
  state: "failed",
  phone: maskedPhone,
  reference: "Đơn 42",
  templateId: "133214",
  app: "default",
  caller: "shop",
  labels: { hub: "han" },
  createdAt: time("05T02:30:01.000"),
  requestId,
  zaloError: -118,
} as const;

const restriction = {
  personRequestId: "0b9d3d0e-6a0f-4a6b-9f0e-2f6f3d1f2a11",
  kind: "restrict",
  phone: maskedPhone,
  apps: null,
  caller: "desk",
  askedAt: time("06T02:00:00.000"),
  doneAt: time("06T02:00:00.120"),
  counts: { messages: 2 },
} as const;

/** One body of every kind that the proxy responds with. */
export const successExamples: { readonly [Name in SuccessName]: ResponseBody<Name> } = {
  Journey: {
    journeyId,
    token: "HmXFqeO5jM1Mw96X",
    phone: journey.phone,
    tokenType: journey.tokenType,
    expiresAt: journey.expiresAt,
    reused: false,
  },
  JourneyTokenState: {
    tokenType: journey.tokenType,
    createdAt: journey.createdAt,
    expiresAt: journey.expiresAt,
    appId: "2851347893",
    oaId: "3017204592",
  },
  SentMessage: { requestId, messageId, state: "accepted", journeyId },
  CancelledMessage: { messageId, state: "cancelled" },
  JourneyDetails: {
    ...journey,
    cost: { amount: "0.0130", currency: "USD" },
    messages: [
      {
        messageId,
        requestId,
        templateId: "133214",
        ext: "parcel 42",
        createdAt: time("05T02:30:01.000"),
        state: "delivered",
        sentAt: time("05T02:30:02.000"),
        deliveredAt: time("05T02:30:05.000"),
      },
    ],
    receipts: [
      {
        receivedAt: time("05T02:30:06.000"),
        messageId,
        receipt: { status: "delivered", code: 17003, requestId, sendTime: "2026-01-05 10:30:05" },
      },
    ],
  },
  MessageDetails: {
    ...message,
    attempts: [
      {
        attempt: 1,
        state: "failed",
        attemptedAt: time("05T02:30:01.000"),
        requestId,
        zaloError: -118,
      },
    ],
    receipts: [
      {
        receivedAt: time("05T02:30:06.000"),
        messageId,
        receipt: { status: "failed", code: 17004, requestId, zaloRes: { error: -118, data: null } },
      },
    ],
    journey: { ...journey, phone: maskedPhone },
  },
  MessagePage: { messages: [message], nextCursor: null },
  BulkResult: { matched: 120, hasMore: false, resendable: 118, resent: 0, failed: {}, left: 118 },
  MessageChecks: {
    results: [
      { known: "delivered", issues: [], suppressed: false },
      { known: null, issues: [], suppressed: false, estimate: { amount: "200", currency: "VND" } },
      {
        known: null,
        issues: [],
        suppressed: false,
        sendAt: new Date("2026-11-29T00:00:00Z"),
        heldFor: "quota",
        estimate: { amount: "200", currency: "VND" },
      },
    ],
  },
  MessageStats: {
    rows: [
      { key: "delivered", messages: 1180 },
      { key: "failed", messages: 20 },
    ],
    messages: 1200,
  },
  JourneyPage: { journeys: [{ ...journey, phone: maskedPhone }], nextCursor: null },
  ReceiptPage: {
    receipts: [
      {
        receivedAt: time("05T02:30:06.000"),
        reason: "unmatched",
        receipt: {
          status: "delivered",
          code: 17003,
          requestId: "zalomid.0b8e7f2f6a1c4c7d",
          sendTime: "2026-01-05 10:30:05",
        },
      },
      { receivedAt: time("05T02:29:00.000"), reason: "it is not JSON", text: "status=delivered&code=17003" },
    ],
    nextCursor: null,
  },
  Account: {
    quota: { remaining: 4999, daily: 5000, at: time("05T02:30:02.000") },
    quality: { current: "HIGH", sevenDays: "HIGH", at: time("05T02:30:00.000") },
  },
  TemplateList: {
    templates: [
      {
        id: "133214",
        name: "Giao hàng",
        tag: 2,
        language: "vi",
        variables: {
          customer_name: { type: "text", maxLength: 30, onTooLong: "shorten" },
          total: { type: "money" },
        },
        price: { amount: "200", currency: "VND" },
      },
    ],
  },
  Me: { caller: "desk", scopes: ["send", "read"], apps: ["default"] },
  Invitation: {
    name: "Nguyễn Văn A",
    role: "agent",
    url: "https://zalo.example/console/#link=5f0c…",
    expiresAt: time("05T02:45:00.000"),
  },
  EndedSessions: { name: "Nguyễn Văn A", ended: 2 },
  Task: {
    state: "taken",
    message,
    takenBy: "Nguyễn Văn A",
    takenAt: time("05T03:00:00.000"),
    calledAt: time("05T03:02:00.000"),
    note: "Khách hẹn chiều",
  },
  TaskPage: { tasks: [{ state: "open", message }], nextCursor: null },
  TakenTask: {
    isTaken: true,
    task: { state: "taken", message, takenBy: "Nguyễn Văn A", takenAt: time("05T03:00:00.000") },
  },
  StoredEvent: {
    eventId: "9f86d081884c7d659a2feaa0c55ad015",
    type: "receipt.unreadable",
    state: "dead",
    createdAt: time("05T02:29:00.000"),
    tries: 0,
    endedAt: time("05T02:29:00.000"),
    reason: "unreadable",
    detail: "it is not JSON",
    text: "status=delivered&code=17003",
  },
  EventPage: {
    events: [
      {
        eventId: `undeliverable_${messageId}`,
        type: "message.undeliverable",
        state: "waiting",
        createdAt: time("05T02:31:00.000"),
        messageId,
        tries: 2,
        dueAt: time("05T02:36:05.000"),
        reason: "status_503",
      },
    ],
    nextCursor: null,
  },
  ReplayedEvents: { replayed: 12 },
  AuditPage: {
    entries: [
      {
        auditId: "0f8fad5bd9cb469fa16570867728950e",
        recordedAt: time("05T02:31:00.000"),
        action: "look",
        caller: "desk",
        app: "default",
        subject: journeyId,
      },
      {
        auditId: "7c9e6679f3a44d6aa0c3a1e1e2f0c5b4",
        recordedAt: time("05T02:30:00.000"),
        action: "bulk",
        caller: "lead",
        app: "default",
        counts: { messages: 118, resent: 117, failed: 1 },
        where: { state: "failed", day: "2026-01-04", hidden: ["reference"] },
      },
    ],
    nextCursor: null,
  },
  SuppressionPage: {
    suppressions: [
      {
        suppressionId: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        phone: maskedPhone,
        app: "default",
        scope: "tag:3",
        source: "receipt",
        createdAt: time("05T02:30:06.000"),
        expiresAt: new Date("2026-04-05T02:30:06.000Z"),
        zaloError: -139,
      },
    ],
    nextCursor: null,
  },
  Suppression: {
    suppressionId: "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
    phone: maskedPhone,
    app: "default",
    scope: "all",
    source: "hand",
    createdAt: time("05T02:31:00.000"),
    reason: "asked for it at the counter",
    caller: "desk",
  },
  PersonRequest: restriction,
  PersonRequestPage: {
    requests: [
      {
        personRequestId: "2c1d3d0e-6a0f-4a6b-9f0e-2f6f3d1f2a12",
        kind: "forget",
        phone: null,
        apps: ["north"],
        caller: "desk",
        askedAt: time("07T02:00:00.000"),
        openForMs: 86_400_000,
        counts: {},
      },
      restriction,
    ],
    nextCursor: null,
  },
  PersonExport: {
    request: { ...restriction, kind: "export", phone: "84912345678", counts: { journeys: 1, messages: 1 } },
    journeys: [journey],
    messages: [
      {
        ...message,
        phone: "84912345678",
        templateData: { order: "Đơn 42" },
        attempts: [{ attempt: 1, state: "failed", attemptedAt: time("05T02:30:01.000"), requestId, zaloError: -118 }],
      },
    ],
    receipts: [],
    tasks: [{ messageId, state: "done", takenBy: "Nguyễn Văn A", doneAt: time("05T03:00:00.000") }],
    suppressions: [],
    requests: [],
  },
  RemovedSuppressions: { removed: 1 },
  Forgotten: { journeys: 1 },
  Costs: {
    rows: [{ key: "2026-11-30", journeys: 2, messages: 1, amount: "560", currency: "VND" }],
    total: [{ journeys: 2, messages: 1, amount: "560", currency: "VND" }],
    uncharged: { journeys: 1, messages: 0, estimate: [{ amount: "180", currency: "VND" }] },
  },
  Reconciliation: {
    same: [journeyId],
    onlyOurs: [
      {
        chargedAt: time("05T02:30:04.000"),
        journeyId: "1257624175686111233",
        messageId,
        requestId,
        amount: "180",
        currency: "VND",
      },
    ],
    onlyTheirs: [{ id: "1257624175686111234", time: "2026-01-31 23:30:00", amount: "180", currency: "VND" }],
    otherPrice: [],
  },
  ClosedMonth: { month: "2026-01", closedAt: time("31T17:00:00.000") },
  Health: { status: "ok" },
};
