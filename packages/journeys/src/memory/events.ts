import { awayFailures, type EventOutcome, type EventRecords, type EventTypes } from "../store/event-records.ts";
import { type EventRecord, eventLifeMs } from "../store/events.ts";
import { type EventEntry, type Tables, toKnown } from "./tables.ts";

const waits = ({ state }: EventEntry) => state === "waiting";

/** Stores an event, to be delivered at once, after those of its order; nothing where one of the same id is stored. */
export function addEvent({ events }: Tables, event: EventRecord | undefined): void {
  if (!event || events.has(event.eventId)) return;
  const before = [...events.values()].filter((one) => waits(one) && one.orderedBy === event.orderedBy);
  const createdAt = Math.max(event.createdAt, ...before.map((one) => one.createdAt + 1));
  const giveUpAt = event.createdAt + eventLifeMs;
  const waiting = { state: "waiting", dueAt: event.createdAt, giveUpAt } as const;
  events.set(event.eventId, { ...event, createdAt, ...waiting, tries: 0, problem: null, endedAt: null });
}

const isBefore = (one: EventEntry, other: EventEntry) =>
  one.createdAt < other.createdAt || (one.createdAt === other.createdAt && one.eventId < other.eventId);

export function createEvents(
  tables: Tables,
): Omit<EventRecords, "tellSilent" | "putOffSilence" | "nextSilence" | "searchEvents" | "replayEvents"> {
  const { events, eventTargets, messages, receipts, journeys } = tables;

  /** Those that wait for a target and come first of their order, by when they are due. */
  function findFirst({ types, isExcept }: EventTypes): readonly EventEntry[] {
    const own = [...events.values()].filter((event) => waits(event) && types.includes(event.type) !== isExcept);
    return own
      .filter((event) => !own.some((other) => other.orderedBy === event.orderedBy && isBefore(other, event)))
      .sort((one, other) => (one.dueAt ?? 0) - (other.dueAt ?? 0) || (one.eventId < other.eventId ? -1 : 1));
  }

  /** A success outweighs one failure beside it, and no wait that the target asked for, which counts as two. */
  function noteTarget({ target, state, failures, retryAt }: EventOutcome): void {
    const known = eventTargets.get(target) ?? { failures: 0, retryAt: 0 };
    if (state === "delivered") {
      if (known.failures <= failures + 1) eventTargets.delete(target);
      return;
    }
    if (failures === 0) return;
    if (retryAt === 0) {
      if (known.failures === failures) eventTargets.set(target, { failures, retryAt });
    } else if (failures > known.failures || retryAt > known.retryAt)
      eventTargets.set(target, { failures: Math.max(failures, known.failures), retryAt });
  }

  return {
    addEvent: async (event) => addEvent(tables, event),
    takeEvents: async ({ target, now, limit, leaseUntil, ...types }) => {
      const gate = eventTargets.get(target);
      const { failures, retryAt } = gate ?? { failures: 0, retryAt: 0 };
      if (retryAt > now) return [];
      const due = findFirst(types).filter(({ dueAt }) => (dueAt ?? 0) <= now);
      const taken = due.slice(0, failures > 0 ? 1 : limit);
      if (gate && taken.length > 0) gate.retryAt = leaseUntil;
      return taken.map((entry) => {
        Object.assign(entry, { dueAt: leaseUntil, tries: entry.tries + 1 });
        const { state: _, dueAt: __, giveUpAt, tries, problem: ___, endedAt: ____, ...event } = entry;
        const message = messages.get(event.messageId ?? "");
        const receipt = receipts.get(event.receiptId ?? "");
        const journey = journeys.get(receipt?.journeyId ?? message?.journeyId ?? "");
        return {
          event,
          giveUpAt,
          tries,
          failures,
          message: message && { ...toKnown(message) },
          journey: journey && { ...journey },
          receipt: receipt && { receiptId: receipt.receiptId, ciphertext: receipt.ciphertext },
        };
      });
    },
    finishEvent: async (outcome) => {
      const { eventId, tries, now, state, dueAt, problem } = outcome;
      const event = events.get(eventId);
      if (event && waits(event) && event.tries === tries)
        Object.assign(event, { state, dueAt, problem, endedAt: state === "waiting" ? null : now });
      noteTarget(outcome);
    },
    nextEvent: async ({ target, ...types }) => {
      const [first] = findFirst(types);
      return first ? Math.max(first.dueAt ?? 0, eventTargets.get(target)?.retryAt ?? 0) : null;
    },
    giveUpEvents: async ({ before, now, targets }) => {
      const there = targets.filter(({ target }) => (eventTargets.get(target)?.failures ?? 0) < awayFailures);
      const isSpared = ({ tries, type }: EventEntry) =>
        tries === 0 && there.some(({ types, isExcept }) => types.includes(type) !== isExcept);
      const over = [...events.values()].filter(
        (event) => waits(event) && event.giveUpAt <= before && (event.dueAt ?? 0) <= now && !isSpared(event),
      );
      for (const event of over)
        Object.assign(event, { state: "dead", dueAt: null, problem: event.problem ?? "never_tried", endedAt: now });
      return over.length;
    },
  };
}
