import { longestJourneyMs } from "../retention.ts";
import type { JourneyRecords } from "../store/store.ts";
import { forgetJourneys, forgetMessages } from "./deletion.ts";
import { remove, type Tables } from "./tables.ts";
import { isSettled, journeyUntil } from "./writes.ts";

/** The data of templates whose messages are over for long enough. */
function eraseData({ messages }: Tables, now: number, limit: number): number {
  const due = [...messages.values()].filter(({ eraseAt }) => eraseAt !== null && eraseAt < now).slice(0, limit);
  for (const message of due) Object.assign(message, { data: null, eraseAt: null });
  return due.length;
}

/** What events that are not delivered yet, nor given up, are read of. */
function findTold({ events, receipts, messages }: Tables) {
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

export function createSweep(tables: Tables): Pick<JourneyRecords, "sweep"> {
  const { journeys, messages, idempotencyKeys, leases, receipts, events, sessions, suppressions } = tables;
  return {
    sweep: async ({ now, expiredBefore, unmatchedBefore = expiredBefore, limit }) => {
      const told = findTold(tables);
      const expired = [...journeys.values()]
        .filter(({ expiresAt, journeyId }) => expiresAt < expiredBefore && !told.journeys.has(journeyId))
        .slice(0, limit)
        .map(({ journeyId }) => journeyId);
      const longAgo = expiredBefore - longestJourneyMs;
      return (
        eraseData(tables, now, limit) +
        remove(suppressions, ({ untilAt }) => untilAt !== null && untilAt < now, limit) +
        forgetJourneys(tables, expired) +
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
          tables,
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
