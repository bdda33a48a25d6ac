import { longestJourneyMs } from "../retention.ts";
import { entryOf } from "../store/audit-entries.ts";
import { isAccepted, isUnsent } from "../store/message-states.ts";
import type { AuditRecord, ForgetRequest } from "../store/records.ts";
import type { JourneyRecords } from "../store/store.ts";
import { isRefused } from "./attempts.ts";
import { bookUncharged, bookUnchargedOn } from "./ledger.ts";
import { isAboutApps } from "./people.ts";
import type { MessageEntry, Tables } from "./tables.ts";
import { isSettled, journeyUntil } from "./writes.ts";

/** Deletes what fits, at most so many; gives the number. */
function remove<Entry>(table: Map<string, Entry>, fits: (entry: Entry) => boolean, limit = Number.POSITIVE_INFINITY) {
  const expired = [...table].filter(([, entry]) => fits(entry)).slice(0, limit);
  for (const [key] of expired) table.delete(key);
  return expired.length;
}

export function createDeletion(tables: Tables): Pick<JourneyRecords, "forgetJourney" | "forgetPhone" | "sweep"> {
  const {
    leases,
    journeys,
    messages,
    attempts,
    idempotencyKeys,
    receipts,
    suppressions,
    audit,
    sessions,
    tasks,
    events,
    peopleRequests,
  } = tables;

  /** An idempotency key stays, so that its message is not sent again: its answer holds ids and nothing else. */
  function forgetMessages(fits: (message: MessageEntry) => boolean, limit?: number): number {
    const expired = [...messages.values()].filter(fits).slice(0, limit);
    bookUncharged(tables, expired);
    for (const message of expired) {
      const { messageId, state } = message;
      // By the key of what was refused it may be asked for again.
      if (isRefused(tables, message)) remove(idempotencyKeys, (call) => call.messageId === messageId);
      const states = [...attempts.values()].filter((one) => one.messageId === messageId).map((one) => one.state);
      const wasNotSent = [state, ...states].every(isUnsent);
      const isUnknown = !wasNotSent && ![state, ...states].some(isAccepted);
      remove(attempts, (attempt) => attempt.messageId === messageId);
      for (const call of idempotencyKeys.values()) {
        // What its call was answered while it waited is not true any more.
        const isAnswered = call.messageId === messageId && call.state === "done" && call.answer !== null;
        if (isAnswered && wasNotSent) call.state = "cancelled";
        if (isAnswered && isUnknown) Object.assign(call, { state: "unknown", answer: null });
        const isOpen = call.messageId === messageId && call.state !== "done";
        if (isOpen && isAccepted(state)) Object.assign(call, { state: "done", answer: null });
      }
      remove(receipts, (receipt) => receipt.messageId === messageId);
      remove(events, (event) => event.messageId === messageId);
      tasks.delete(messageId);
      messages.delete(messageId);
    }
    return expired.length;
  }

  function forgetJourneys(journeyIds: readonly string[]): number {
    for (const journeyId of journeyIds) {
      remove(events, ({ receiptId }) => receipts.get(receiptId ?? "")?.journeyId === journeyId);
      remove(receipts, (receipt) => receipt.journeyId === journeyId);
      bookUnchargedOn(tables, journeyId);
      forgetMessages((message) => message.journeyId === journeyId);
      // The call that created it may create another one.
      remove(idempotencyKeys, (call) => call.journeyId === journeyId);
      for (const lease of leases.values()) if (lease.journeyId === journeyId) lease.journeyId = null;
      journeys.delete(journeyId);
    }
    return journeyIds.length;
  }

  /** The data of templates whose messages are over for long enough. */
  function eraseData(now: number, limit: number): number {
    const due = [...messages.values()].filter(({ eraseAt }) => eraseAt !== null && eraseAt < now).slice(0, limit);
    for (const message of due) Object.assign(message, { data: null, eraseAt: null });
    return due.length;
  }

  /** What events that are not delivered yet, nor given up, are read of. */
  function findTold() {
    const waiting = [...events.values()].filter(({ state }) => state === "waiting");
    const ofReceipts = waiting.flatMap(({ receiptId }) => receipts.get(receiptId ?? "") ?? []);
    const toldMessages = new Set([...waiting, ...ofReceipts].flatMap(({ messageId }) => messageId ?? []));
    const ofMessages = [...toldMessages].flatMap((messageId) => messages.get(messageId) ?? []);
    return {
      messages: toldMessages,
      receipts: new Set(ofReceipts.map(({ receiptId }) => receiptId)),
      journeys: new Set([...ofReceipts, ...ofMessages].flatMap(({ journeyId }) => journeyId ?? [])),
    };
  }

  function forgetWithin(request: ForgetRequest, appIndex: string | null, entry: AuditRecord): number {
    const { phoneIndex, includeSuppressions } = request;
    const isTheirs = (row: { readonly phoneIndex: string; readonly appIndex: string }) =>
      row.phoneIndex === phoneIndex && (appIndex === null || row.appIndex === appIndex);
    const found = [...journeys.values()].filter(isTheirs).map(({ journeyId }) => journeyId);
    forgetJourneys(found);
    forgetMessages(isTheirs);
    for (const one of [...suppressions.values()].filter(isTheirs)) {
      if (includeSuppressions) suppressions.delete(one.suppressionId);
      else suppressions.set(one.suppressionId, { ...one, ciphertext: null, messageId: null });
    }
    audit.set(entry.auditId, { ...entry, counts: { journeys: found.length } });
    return found.length;
  }

  return {
    forgetJourney: async (journeyId, entry) => {
      if (!journeys.has(journeyId)) return false;
      forgetJourneys([journeyId]);
      audit.set(entry.auditId, entry);
      return true;
    },
    forgetPhone: async (request) => {
      const { phoneIndex, appIndexes, entry } = request;
      // Also where nothing else is stored of them.
      for (const one of [...peopleRequests.values()])
        if (one.kind !== "forget" && one.phoneIndex === phoneIndex && isAboutApps(one, appIndexes))
          peopleRequests.set(one.requestId, { ...one, ciphertext: null });
      if (!appIndexes) return forgetWithin(request, null, entry);
      const theirs = [journeys, messages, suppressions].flatMap((table) =>
        [...table.values()].filter((row) => row.phoneIndex === phoneIndex).map(({ appIndex }) => appIndex),
      );
      const found = [...new Set(theirs)].filter((appIndex) => appIndexes.includes(appIndex)).sort();
      if (found.length === 0) audit.set(entry.auditId, { ...entry, counts: { journeys: 0 } });
      return found
        .map((appIndex, index) => forgetWithin(request, appIndex, entryOf(entry, appIndex, index)))
        .reduce((total, journeys) => total + journeys, 0);
    },
    sweep: async ({ now, expiredBefore, unmatchedBefore = expiredBefore, limit }) => {
      const told = findTold();
      const expired = [...journeys.values()]
        .filter(({ expiresAt, journeyId }) => expiresAt < expiredBefore && !told.journeys.has(journeyId))
        .slice(0, limit);
      const longAgo = expiredBefore - longestJourneyMs;
      return (
        eraseData(now, limit) +
        remove(suppressions, ({ untilAt }) => untilAt !== null && untilAt < now, limit) +
        forgetJourneys(expired.map(({ journeyId }) => journeyId)) +
        remove(
          idempotencyKeys,
          (call) =>
            Math.max(call.keepUntil, journeyUntil(tables, call)) < now &&
            (isSettled(call, messages.get(call.messageId ?? "")) || (call.messageId === null && call.leaseUntil < now)),
          limit,
        ) +
        // The call of a message that may have been sent and is deleted.
        remove(
          idempotencyKeys,
          ({ messageId, keepUntil }) => messageId !== null && !messages.has(messageId) && keepUntil < longAgo,
          limit,
        ) +
        remove(leases, ({ journeyId, leaseUntil }) => journeyId === null && leaseUntil < expiredBefore, limit) +
        forgetMessages(
          ({ attemptedAt, journeyId, messageId, state }) =>
            state !== "scheduled" &&
            attemptedAt < (journeyId === null ? expiredBefore : longAgo) &&
            !told.messages.has(messageId),
          limit,
        ) +
        remove(
          receipts,
          ({ isMatched, receiptId, receivedAt }) =>
            receivedAt < (isMatched ? longAgo : unmatchedBefore) && !told.receipts.has(receiptId),
          limit,
        ) +
        remove(events, ({ state, createdAt }) => state === "delivered" && createdAt < expiredBefore, limit) +
        remove(events, ({ state, createdAt }) => state === "dead" && createdAt < unmatchedBefore, limit) +
        remove(sessions, ({ expiresAt }) => expiresAt < now, limit)
      );
    },
  };
}
