import { entriesOfReplay } from "../store/audit-entries.ts";
import type { EventRecords, ListedEvent } from "../store/event-records.ts";
import { eventLifeMs } from "../store/events.ts";
import { isBeyond, newestFirst, sorted } from "./queries.ts";
import type { Tables } from "./tables.ts";

export function createEventQueries(tables: Tables): Pick<EventRecords, "searchEvents" | "replayEvents"> {
  const { audit, events, eventTargets, receipts } = tables;

  /** Events, and what came as a receipt and belongs to nothing: a dead letter from the start. */
  const list = (): (ListedEvent & { readonly appIndex: string | null })[] => [
    ...[...events.values()].map((event) => ({ ...event, detail: null, ciphertext: null })),
    ...[...receipts.values()]
      .filter(({ isMatched }) => !isMatched)
      .map(({ receiptId, receivedAt, problem, ciphertext }) => ({
        eventId: receiptId,
        type: problem === null ? "receipt.unmatched" : "receipt.unreadable",
        state: "dead" as const,
        messageId: null,
        appIndex: null,
        createdAt: receivedAt,
        tries: 0,
        dueAt: null,
        endedAt: receivedAt,
        problem: problem === null ? "unmatched" : "unreadable",
        detail: problem,
        ciphertext,
      })),
  ];

  return {
    searchEvents: async ({ state, type, messageId, appIndexes, createdFrom, createdBefore, after, limit }) => {
      const found = list().filter(
        (event) =>
          (state === undefined || event.state === state) &&
          (type === undefined || event.type === type) &&
          (messageId === undefined || event.messageId === messageId) &&
          (appIndexes?.includes(event.appIndex ?? "") ?? true) &&
          event.createdAt >= (createdFrom ?? 0) &&
          event.createdAt < (createdBefore ?? Number.POSITIVE_INFINITY) &&
          isBeyond({ at: event.createdAt, id: event.eventId }, after),
      );
      return sorted(found, ({ createdAt, eventId }) => ({ at: createdAt, id: eventId }), newestFirst)
        .slice(0, limit)
        .map(({ eventId, type, state, messageId, createdAt, tries, dueAt, endedAt, problem, detail, ciphertext }) => {
          const how = { tries, dueAt, endedAt, problem, detail, ciphertext };
          return { eventId, type, state, messageId, createdAt, ...how };
        });
    },
    replayEvents: async ({ from, before, appIndexes, now, limit, entry }) => {
      const asked = [...events.values()].filter(
        ({ createdAt, appIndex }) =>
          createdAt >= from && createdAt < before && (appIndexes?.includes(appIndex ?? "") ?? true),
      );
      const chosen = asked
        .filter(({ state, endedAt }) => state !== "waiting" && (endedAt ?? 0) <= now)
        .sort((one, other) => one.createdAt - other.createdAt)
        .slice(0, limit);
      const again = {
        state: "waiting",
        dueAt: now,
        giveUpAt: now + eventLifeMs,
        tries: 0,
        problem: null,
        endedAt: null,
      };
      for (const event of chosen) Object.assign(event, again);
      if (asked.length > 0) eventTargets.clear();
      for (const one of entriesOfReplay(entry, chosen, appIndexes !== undefined)) audit.set(one.auditId, one);
      return chosen.length;
    },
  };
}
