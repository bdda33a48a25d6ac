import type {
  AuditEntryView,
  EventView,
  JourneyDetails,
  JourneyService,
  MessageDetails,
  MessageView,
  PersonRequest,
  ReceiptView,
  StoredMessage,
  SuppressionView,
  Task,
} from "@nxzalo/core/journeys";
import { messageNotFound } from "../problems.ts";

const at = (day: number) => new Date(Date.UTC(2026, 0, day));

const message: MessageView = {
  messageId: "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10",
  requestId: null,
  templateId: "133214",
  ext: "order 42",
  createdAt: at(1),
  state: "failed",
  sentAt: at(1),
  failure: { code: -118, meaning: "the Zalo account does not exist", hint: "reach them another way" },
};
const receipt: ReceiptView = {
  receivedAt: at(2),
  messageId: message.messageId,
  receipt: { status: "failed", ext: null, cost: null, zaloRes: { error: -118, data: null } },
};

/** A journey with something in every field. */
export const storedJourney: JourneyDetails = {
  journeyId: "1257624175686111232",
  phone: "84912345678",
  tokenType: "token_logistics_7",
  reference: "Đơn 42",
  createdAt: at(1),
  expiresAt: at(8),
  state: "over",
  acknowledgedAt: at(2),
  endedAt: at(7),
  cost: { amount: "0.0130", currency: "USD" },
  messages: [message],
  receipts: [receipt],
};

export const auditEntry: AuditEntryView = {
  auditId: "0f8fad5bd9cb469fa16570867728950e",
  recordedAt: at(3),
  action: "forget",
  caller: "desk",
  app: "north",
  subject: "a keyed hash",
  counts: { journeys: 2 },
};

/** A dead letter with something in every field that one may have. */
export const storedEvent: EventView = {
  eventId: "5d0f",
  type: "receipt.unmatched",
  state: "dead",
  createdAt: new Date(1_000),
  messageId: "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10",
  tries: 1,
  dueAt: new Date(2_000),
  endedAt: new Date(3_000),
  reason: "unmatched",
  detail: "it is not JSON",
  receipt: { status: "delivered", to: "84912345678" },
  text: "to=84912345678",
};

/** A suppression with something in every field. */
export const suppression: SuppressionView = {
  suppressionId: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  phone: "84912345678",
  app: "north",
  scope: "tag:3",
  source: "receipt",
  createdAt: at(2),
  expiresAt: at(30),
  zaloError: -139,
  reason: "a reason",
  caller: "desk",
};

/** A person's request with something in every field that it can have. */
export const personRequest: PersonRequest = {
  personRequestId: "0b9d3d0e-6a0f-4a6b-9f0e-2f6f3d1f2a11",
  kind: "restrict",
  phone: "84912345678",
  apps: ["north"],
  caller: "desk",
  askedAt: at(2),
  doneAt: at(3),
  counts: { messages: 2 },
};

/** The same message as a search finds it. */
export const messageSummary: StoredMessage = {
  messageId: message.messageId,
  state: "failed",
  phone: "84912345678",
  reference: "Đơn 42",
  templateId: "133214",
  app: "north",
  caller: "shop",
  labels: { hub: "han" },
  createdAt: at(1),
  requestId: "zalomid.2",
  upstreamCode: 9004,
  zaloError: -118,
};

/** A message with something in every field. */
export const storedMessage: MessageDetails = {
  ...messageSummary,
  attempts: [
    { attempt: 1, state: "refused", attemptedAt: at(1), requestId: null, upstreamCode: 9004 },
    { attempt: 2, state: "failed", attemptedAt: at(2), requestId: "zalomid.2", zaloError: -118 },
  ],
  receipts: [receipt],
  cost: { amount: "200", currency: "VND" },
  journey: {
    journeyId: storedJourney.journeyId,
    phone: "84912345678",
    tokenType: "token_logistics_7",
    createdAt: at(1),
    expiresAt: at(8),
    state: "open",
  },
  templateData: { order: "Đơn 42" },
};

/** A task with something in every field. */
export const storedTask: Task = {
  state: "done",
  message: messageSummary,
  takenBy: "Nguyễn Văn A",
  takenAt: at(3),
  calledAt: at(3),
  note: "gọi lại 0912 345 678",
  doneAt: at(4),
};

/** The journey service as a proxy sees it: it knows one journey, and records what it was asked. */
export interface TestJourneys extends JourneyService {
  readonly asked: readonly (readonly [method: string, ...given: unknown[]])[];
}

/** Creates it; `answers` takes the place of its own. */
export function createTestJourneys(answers: Partial<JourneyService> = {}): TestJourneys {
  const asked: [string, ...unknown[]][] = [];
  const { messages: _, receipts: __, cost: ___, ...view } = storedJourney;
  const service: JourneyService = {
    open: async ({ phone, tokenType }) => {
      const { journeyId, expiresAt } = storedJourney;
      return { journeyId, token: "tok", phone, tokenType, expiresAt, reused: false };
    },
    send: async () => ({
      requestId: "zalomid.1",
      messageId: message.messageId,
      state: "accepted",
      journeyId: storedJourney.journeyId,
    }),
    receive: async (given) => ({ receipt: given }),
    find: async (journeyId) => (journeyId === storedJourney.journeyId ? storedJourney : undefined),
    search: async () => ({ journeys: [view], nextCursor: "1767225600000-1257624175686111232" }),
    receiveUnreadable: async () => true,
    quota: async () => undefined,
    receiveQuality: async () => {},
    searchReceipts: async () => ({
      receipts: [
        { receivedAt: receipt.receivedAt, reason: "unmatched", receipt: receipt.receipt },
        { receivedAt: receipt.receivedAt, reason: "it is not JSON", text: "status=failed&to=0912345678" },
      ],
      nextCursor: null,
    }),
    forget: async (what) => Number(!("journeyId" in what) || what.journeyId === storedJourney.journeyId),
    audit: { record: async () => {}, search: async () => ({ entries: [auditEntry], nextCursor: null }) },
    messages: {
      find: async (messageId, { shownTo } = {}) => {
        if (messageId !== storedMessage.messageId) return undefined;
        const { templateData: _, ...rest } = storedMessage;
        return shownTo === undefined ? rest : storedMessage;
      },
      resend: async (messageId) => {
        if (messageId !== storedMessage.messageId) throw messageNotFound();
        return { messageId, requestId: "zalomid.2", state: "accepted" };
      },
      check: async ({ messages }) => ({
        results: messages.map(() => ({ known: null, issues: [], suppressed: false })),
      }),
      search: async () => ({ messages: [messageSummary], nextCursor: null }),
      resendMany: async () => ({ matched: 2, hasMore: false, resendable: 1, resent: 1, failed: {}, left: 0 }),
      cancel: async (messageId) => {
        if (messageId !== storedMessage.messageId) throw messageNotFound();
        return { messageId, state: "cancelled" };
      },
      cancelMany: async () => ({ matched: 2, hasMore: false, cancellable: 1, cancelled: 1 }),
      stats: async () => ({ rows: [{ key: "failed", messages: 1 }], messages: 1 }),
    },
    tasks: {
      search: async () => ({ tasks: [storedTask], nextCursor: null }),
      take: async () => ({ isTaken: true, task: storedTask }),
      update: async () => storedTask,
    },
    sessions: {
      invite: async () => ({ token: "a".repeat(64), expiresAt: at(2) }),
      begin: async () => ({ token: "b".repeat(64), name: "Nguyễn Văn A", role: "agent", expiresAt: at(2) }),
      find: async () => undefined,
      end: async () => {},
      endAll: async () => 2,
      storeId: async () => "0123abcd",
    },
    events: {
      search: async () => ({ events: [storedEvent], nextCursor: null }),
      replay: async () => 3,
    },
    suppressions: {
      add: async ({ phone, scope = "all", reason }) => ({ ...suppression, phone, scope, reason }),
      remove: async () => 2,
      search: async () => ({ suppressions: [suppression], nextCursor: null }),
    },
    people: {
      export: async () => ({
        request: { ...personRequest, kind: "export" },
        journeys: [],
        messages: [{ ...messageSummary, templateData: { order: "42" }, attempts: [] }],
        receipts: [receipt],
        tasks: [],
        suppressions: [suppression],
        requests: [personRequest],
      }),
      restrict: async () => personRequest,
      searchRequests: async () => ({ requests: [personRequest], nextCursor: null }),
    },
    costs: async () => ({
      rows: [{ key: "2026-11-30", journeys: 2, messages: 1, amount: "560.5", currency: "VND" }],
      total: [{ journeys: 2, messages: 1, amount: "560.5", currency: "VND" }],
      uncharged: { journeys: 1, messages: 0, estimate: [{ amount: "180", currency: "VND" }] },
    }),
    reconcile: async ({ rows }) => ({ same: [], onlyOurs: [], onlyTheirs: rows, otherPrice: [] }),
    closeMonth: async ({ month }) => ({ month, closedAt: at(31) }),
    ping: async () => {},
    ...answers,
  };
  /** Also the methods of a part of the service, by its name before theirs. */
  const watch = (methods: object, prefix = ""): object =>
    Object.fromEntries(
      Object.entries(methods).map(([name, answer]) => {
        if (typeof answer === "object") return [name, watch(answer, `${prefix}${name}.`)];
        const watched = (...given: unknown[]) => {
          asked.push([prefix + name, ...given]);
          return (answer as (...given: unknown[]) => unknown)(...given);
        };
        return [name, watched];
      }),
    );
  return { ...(watch(service) as JourneyService), asked };
}
