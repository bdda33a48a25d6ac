import { isAccepted, isUndecided } from "../store/message-states.ts";
import { toEventRecords } from "../store/receipt-events.ts";
import type { IdempotencyRecord, JourneyRecord, Lease, LeaseRequest, ReceiptRecord } from "../store/records.ts";
import type { JourneyRecords } from "../store/store.ts";
import { toUndeliverableByReceipt, toUndeliverableFailure } from "../store/undeliverable.ts";
import { accept, findAttempt, isRefused, refreshAttempt } from "./attempts.ts";
import { addEvent } from "./events.ts";
import { bookFailure, bookReceipt } from "./ledger.ts";
import { tellOfRecipient } from "./suppressions.ts";
import { type IdempotencyEntry, type MessageEntry, type ReceiptEntry, type Tables, toKnown, unsent } from "./tables.ts";
import { supersede } from "./waiting.ts";

/** Stores a journey, or what is new of it. */
const addJourney = ({ journeys }: Tables, journey: JourneyRecord) => {
  const { acknowledgedAt = null, endedAt = null } = journeys.get(journey.journeyId) ?? {};
  journeys.set(journey.journeyId, { ...journey, acknowledgedAt, endedAt });
};

function readLease({ leases, journeys }: Tables, { key, owner, now, waitedFor }: LeaseRequest): Lease | undefined {
  const lease = leases.get(key);
  if (!lease) return undefined;
  const journey = lease.journeyId === null ? undefined : journeys.get(lease.journeyId);
  if (journey && journey.liveUntil > now && journey.endedAt === null) return { kind: "live", journey: { ...journey } };
  if (lease.failure != null && lease.failedOwner === waitedFor) return { kind: "failed", failure: lease.failure };
  const isHeld = lease.owner !== null && lease.owner !== owner && lease.leaseUntil > now;
  return isHeld ? { kind: "busy", owner: lease.owner as string } : undefined;
}

export function createLeases(
  tables: Tables,
): Pick<JourneyRecords, "acquireLease" | "renewLease" | "completeLease" | "releaseLease" | "addJourney"> {
  const { leases } = tables;
  return {
    acquireLease: async (request) => {
      const found = readLease(tables, request);
      if (found) return found;
      const { key, owner, leaseUntil } = request;
      leases.set(key, { journeyId: null, ...leases.get(key), owner, leaseUntil });
      return { kind: "acquired" };
    },
    renewLease: async ({ key, owner, leaseUntil }) => {
      const lease = leases.get(key);
      if (lease?.owner !== owner) return false;
      lease.leaseUntil = leaseUntil;
      return true;
    },
    completeLease: async ({ key, owner, journey }) => {
      if (leases.get(key)?.owner !== owner) return false;
      leases.set(key, { owner: null, leaseUntil: 0, journeyId: journey.journeyId });
      addJourney(tables, journey);
      return true;
    },
    releaseLease: async ({ key, owner, failure }) => {
      const lease = leases.get(key);
      if (lease?.owner === owner) Object.assign(lease, { owner: null, leaseUntil: 0, failedOwner: owner, failure });
    },
    addJourney: async (journey) => addJourney(tables, journey),
  };
}

const earliest = (receipts: readonly ReceiptEntry[]) =>
  receipts.length === 0 ? null : Math.min(...receipts.map(({ at }) => at));

/** A journey's state is computed from all of its receipts. */
function refresh({ journeys, receipts }: Tables, journeyId: string | null): void {
  const journey = journeys.get(journeyId ?? "");
  if (!journey) return;
  const own = [...receipts.values()].filter((receipt) => receipt.journeyId === journeyId);
  journey.acknowledgedAt = earliest(own.filter(({ acknowledges }) => acknowledges));
  journey.endedAt = earliest(own.filter(({ ends }) => ends));
}

/** Links receipts that came before their message was known. */
function linkReceipts(tables: Tables, message: MessageEntry, own: Own): void {
  const { messageId, appIndex, phoneIndex } = message;
  const { requestId, attempt } = own;
  const journeyId = findAttempt(tables, messageId, attempt)?.journeyId ?? null;
  if (requestId === null) return;
  for (const receipt of tables.receipts.values()) {
    if (receipt.requestId !== requestId || receipt.messageId !== null) continue;
    bookReceipt(tables, { ...receipt, messageId, attempt });
    if (!receipt.isMatched && journeyId !== null) receipt.journeyId = journeyId;
    Object.assign(receipt, { messageId, attempt, isMatched: true });
    for (const event of tables.events.values())
      if (event.receiptId === receipt.receiptId) Object.assign(event, { messageId, appIndex, phoneIndex });
    refreshAttempt(tables, messageId, attempt);
  }
  refresh(tables, journeyId);
}

/** An attempt's number, and NXCLOUD's id of it. */
interface Own {
  readonly attempt: number;
  readonly requestId: string | null;
}

/** What a receipt is about: by our id, by NXCLOUD's, or as another receipt of the same id, which its answer may not have had. */
function attemptOf(
  { messages, attempts, receipts }: Tables,
  receipt: Pick<ReceiptRecord, "messageId" | "attempt" | "requestId">,
) {
  const { messageId, attempt, requestId } = receipt;
  if (messageId !== null && messages.has(messageId)) return { messageId, attempt: attempt ?? 1 };
  if (requestId === null) return undefined;
  const isSame = (one: { readonly requestId: string | null }) => one.requestId === requestId;
  const known =
    [...messages.values()].find(isSame) ??
    [...attempts.values()].find(isSame) ??
    [...receipts.values()].find((one) => isSame(one) && one.messageId !== null);
  return known && { messageId: known.messageId ?? "", attempt: known.attempt ?? 1 };
}

/** A message whose end is not told is silent from a time on. */
function expectEnd(message: MessageEntry, silentAt: number | undefined): void {
  const isOver = message.state === "delivered" || message.state === "failed";
  message.silentAt = isOver ? null : (message.silentAt ?? silentAt ?? null);
}

/** The outcome was unknown until now: the answer is stored for its time from now on. */
function keepAnswers({ idempotencyKeys }: Tables, messageId: string, until: number): void {
  for (const call of idempotencyKeys.values()) {
    if (call.messageId === messageId) call.keepUntil = Math.max(call.keepUntil, until);
  }
}

export function createReceipts(tables: Tables): Pick<JourneyRecords, "receive" | "matchMessage"> {
  const { journeys, messages, receipts } = tables;
  return {
    matchMessage: async (receipt) => {
      const own = attemptOf(tables, receipt);
      const message = own && messages.get(own.messageId);
      return own && message && { message: toKnown(message), attempt: own.attempt };
    },
    receive: async (receipt) => {
      const { receiptId, requestId, eraseAt, suppression: _, events, silentAt, ...rest } = receipt;
      const own = attemptOf(tables, receipt);
      const message = own && messages.get(own.messageId);
      const named = receipt.journeyId !== null && journeys.has(receipt.journeyId) ? receipt.journeyId : null;
      // An earlier attempt may have gone on another journey.
      const journeyId = named ?? (own && findAttempt(tables, own.messageId, own.attempt)?.journeyId) ?? null;
      const isMatched = message !== undefined || journeyId !== null;
      const about = { messageId: message?.messageId ?? null, attempt: own?.attempt ?? null, problem: null };
      const appIndex = message?.appIndex ?? null;
      const place = { journeyId: journeyId ?? receipt.journeyId, appIndex, isMatched };
      const entry = { receiptId, requestId, ...rest, ...about, ...place };
      const isCopy = (receipts.get(receiptId)?.appIndex ?? null) !== null;
      if (!receipts.has(receiptId)) receipts.set(receiptId, entry);
      refresh(tables, journeyId);
      const known = journeys.get(journeyId ?? "");
      const facts = {
        ...(known && { journey: { ...known } }),
        booked: bookReceipt(tables, { ...receipt, ...own }),
      };
      const { messageId, attempt: number } = own ?? receipt;
      if (receipt.state === "failed" && messageId !== null) bookFailure(tables, messageId, number ?? 1);
      const told = events ? toEventRecords(receipt, events, { message, journey: known }) : [];
      for (const event of told) addEvent(tables, event);
      if (!message || !own) return { ...facts };
      const isLast = own.attempt === message.attempt;
      if (isLast && !isAccepted(message.state)) keepAnswers(tables, message.messageId, receipt.keepCallUntil);
      const attempt = findAttempt(tables, own.messageId, own.attempt);
      if (attempt) accept(attempt, requestId);
      refreshAttempt(tables, own.messageId, own.attempt);
      if (isLast && eraseAt !== null) message.eraseAt = Math.min(message.eraseAt ?? eraseAt, eraseAt);
      linkReceipts(tables, message, { attempt: own.attempt, requestId });
      if (isLast) expectEnd(message, silentAt);
      const isOnSame = journeyId !== null && journeyId === message.journeyId;
      if (isOnSame || isLast) tellOfRecipient(tables, { ...receipt, isCopy }, message);
      if (events?.undeliverable) addEvent(tables, toUndeliverableByReceipt(toKnown(message), receipt, isLast));
      return { ...facts, message: toKnown(message) };
    },
  };
}

/** When the journey of a call is over, that it created or that its message is sent on; 0 where there is none. */
export const journeyUntil = ({ journeys, messages }: Tables, { journeyId, messageId }: IdempotencyEntry): number =>
  journeys.get(journeyId ?? messages.get(messageId ?? "")?.journeyId ?? "")?.expiresAt ?? 0;

/** Whether it is known how a call ended: what waits was answered at once, which does not say it. */
export const isSettled = ({ state }: IdempotencyEntry, message: MessageEntry | undefined): boolean =>
  isAccepted(message?.state) || (["done", "cancelled"].includes(state) && !isUndecided(message?.state));

function readRecord(tables: Tables, { key, now }: { readonly key: string; readonly now: number }) {
  const { idempotencyKeys, messages } = tables;
  const call = idempotencyKeys.get(key);
  if (!call) return undefined;
  const { fingerprint, state, leaseUntil, answer, messageId, keepUntil } = call;
  const message = messages.get(messageId ?? "");
  const { state: messageState = null, requestId = null, attempt = 1, dueAt = null, heldFor = null } = message ?? {};
  const journeyId = call.journeyId ?? message?.journeyId ?? null;
  // A message's key lives for its time and its journey's, a journey's as long as that.
  const answeredUntil = Math.max(messageId === null ? 0 : keepUntil, journeyUntil(tables, call));
  const isOver = isSettled(call, message) ? answeredUntil <= now : messageId === null && leaseUntil <= now;
  const known: IdempotencyRecord = {
    fingerprint,
    state,
    leaseUntil,
    keepUntil,
    answer,
    messageId,
    messageState,
    isRefused: isRefused(tables, message),
    attempt,
    dueAt,
    heldFor,
    requestId,
    journeyId,
  };
  return isOver ? undefined : known;
}

export function createIdempotency(
  tables: Tables,
): Pick<
  JourneyRecords,
  "findIdempotent" | "findIdempotentKeys" | "start" | "renewCall" | "keepCall" | "finish" | "cancel"
> {
  const { idempotencyKeys, messages } = tables;
  return {
    findIdempotent: async (request) => readRecord(tables, request),
    findIdempotentKeys: async ({ keys, now }) =>
      [...new Set(keys)].flatMap((key) => {
        const record = readRecord(tables, { key, now });
        return record ? [{ ...record, key }] : [];
      }),
    start: async ({ call, message, answer = null, eraseAt = 0 }) => {
      const known = call && readRecord(tables, call);
      const isFree = known?.isRefused === true && known.fingerprint !== call?.fingerprint;
      if (known && !isFree) return known;
      if (call) {
        const { key, fingerprint, owner, leaseUntil, keepUntil } = call;
        const messageId = message?.messageId ?? null;
        const state = message?.waiting ? ("done" as const) : ("running" as const);
        const rest = { state, answer, journeyId: null };
        idempotencyKeys.set(key, { fingerprint, owner, leaseUntil, keepUntil, messageId, ...rest });
      }
      if (message?.topicIndex != null) supersede(tables, message.topicIndex, { at: message.createdAt, eraseAt });
      if (message) messages.set(message.messageId, unsent(message));
      return undefined;
    },
    keepCall: async ({ key, keepUntil }) => {
      const call = idempotencyKeys.get(key);
      if (call) call.keepUntil = Math.max(call.keepUntil, keepUntil);
    },
    renewCall: async ({ key, owner, leaseUntil }) => {
      const call = idempotencyKeys.get(key);
      if (call?.owner !== owner || call.state !== "running") return false;
      call.leaseUntil = leaseUntil;
      return true;
    },
    finish: async (finished) => {
      const { call, messageId = "", attempt = 1, requestId = null, upstreamCode = null, eraseAt = null } = finished;
      const { journeyId = null, answer = null } = finished;
      const one = findAttempt(tables, messageId, attempt);
      const message = messages.get(messageId);
      if (one && !finished.isAccepted && upstreamCode !== null) one.upstreamCode = upstreamCode;
      if (one && message && finished.isAccepted) {
        accept(one, requestId);
        if (message.attempt === attempt) message.eraseAt ??= eraseAt;
        linkReceipts(tables, message, { attempt, requestId });
        if (message.attempt === attempt) expectEnd(message, finished.silentAt);
        const { undeliverableAt } = finished;
        if (undeliverableAt !== undefined) addEvent(tables, toUndeliverableFailure(toKnown(message), undeliverableAt));
      }
      if (!call) return true;
      const known = idempotencyKeys.get(call.key);
      if (known?.owner !== call.owner) return false;
      const state = finished.messageId === undefined || finished.isAccepted ? "done" : "unknown";
      Object.assign(known, { state, answer, journeyId });
      return true;
    },
    cancel: async ({ call, messageId }) => {
      const known = messages.get(messageId ?? "");
      if (known && known.dueAt !== null && known.state !== "scheduled") return false;
      if (call && idempotencyKeys.get(call.key)?.owner === call.owner) idempotencyKeys.delete(call.key);
      const message = messages.get(messageId ?? "");
      if (message && !isAccepted(message.state)) messages.delete(message.messageId);
      return true;
    },
  };
}
