import { lanes } from "../store/lanes.ts";
import { nextPlaceUs, placesFrom } from "../store/pace.ts";
import type { JourneyRecords } from "../store/store.ts";
import type { Taker, WaitingQuery, WaitingRecords } from "../store/waiting.ts";
import { addEvent } from "./events.ts";
import { oldestFirst, sorted } from "./queries.ts";
import { type MessageEntry, type Tables, toKnown } from "./tables.ts";

const waits = ({ state }: MessageEntry) => state === "scheduled";

/** What waits of a topic is not sent any more: a newer message has come. */
export function supersede({ messages }: Tables, topicIndex: string, eraseAt: number): void {
  for (const message of messages.values())
    if (waits(message) && message.topicIndex === topicIndex)
      Object.assign(message, { state: "superseded", eraseAt, secrets: null });
}

function fits(message: MessageEntry, query: WaitingQuery): boolean {
  const { phoneIndex, appIndex, dueUntil, notAfterUntil, templates } = query;
  const isListed = templates?.ids.includes(message.templateId ?? "");
  return (
    waits(message) &&
    (phoneIndex === undefined || message.phoneIndex === phoneIndex) &&
    (dueUntil === undefined || (message.dueAt ?? 0) <= dueUntil) &&
    (notAfterUntil === undefined || (message.notAfter ?? 0) <= notAfterUntil) &&
    (appIndex === undefined || message.appIndex === appIndex) &&
    (templates === undefined || isListed !== (templates.except ?? false))
  );
}

const earliest = (times: readonly number[]) => (times.length === 0 ? null : Math.min(...times));

const placeOf = ({ dueAt, messageId }: MessageEntry) => ({ at: dueAt ?? 0, id: messageId });

export function createWaiting(tables: Tables, { addAudit }: Pick<JourneyRecords, "addAudit">): WaitingRecords {
  const { messages, pace, events } = tables;

  /** What a taker has taken, while nothing else is known of it. */
  function findTaken({ messageId, attempt, tries }: Taker): MessageEntry | undefined {
    const message = messages.get(messageId);
    return message?.attempt === attempt && message.tries === tries && message.state === "unknown" ? message : undefined;
  }

  return {
    takeDue: async ({ now, limit, pace: own }) => {
      const isDue = (message: MessageEntry) =>
        waits(message) && (message.dueAt ?? 0) <= now && (message.notAfter ?? 0) > now;
      const due = lanes
        .flatMap((lane) => {
          const ofLane = [...messages.values()].filter((message) => message.lane === lane && isDue(message));
          return sorted(ofLane, placeOf, oldestFirst);
        })
        .slice(0, limit);
      const nowUs = now * 1_000;
      const startUs = own && nextPlaceUs(pace.get(own.name) ?? 0, nowUs);
      const places =
        own && startUs !== undefined
          ? placesFrom(startUs, due.length, { nowUs, intervalUs: own.intervalUs }).map((placeUs) => placeUs / 1_000)
          : due.map(() => now);
      if (own && startUs !== undefined && places.length > 0)
        pace.set(own.name, startUs + places.length * own.intervalUs);
      return places.flatMap((goesAt, index) => {
        const message = messages.get(due[index]?.messageId ?? "");
        if (!message) return [];
        const { secrets } = message;
        Object.assign(message, { state: "unknown", attemptedAt: now, tries: message.tries + 1, secrets: null });
        return [{ message: { ...toKnown(message) }, secrets, goesAt }];
      });
    },
    acquireSlot: async ({ name, intervalUs, now, withinMs }) => {
      const startUs = nextPlaceUs(pace.get(name) ?? 0, now * 1_000);
      if (startUs > (now + withinMs) * 1_000) return undefined;
      pace.set(name, startUs + intervalUs);
      return startUs / 1_000;
    },
    assignJourney: async ({ journeyId, ...taker }) => {
      const message = findTaken(taker);
      if (message) message.journeyId = journeyId;
      return message !== undefined;
    },
    putBack: async ({ dueAt, heldFor, secrets, journeyId, eraseAt, ...taker }) => {
      const message = findTaken(taker);
      if (!message) return false;
      const isReplaced = [...messages.values()].some(
        (other) =>
          message.topicIndex !== null &&
          other.topicIndex === message.topicIndex &&
          other.messageId !== message.messageId &&
          other.createdAt >= message.createdAt,
      );
      if (isReplaced) Object.assign(message, { state: "superseded", eraseAt, journeyId });
      else Object.assign(message, { state: "scheduled", dueAt, heldFor, secrets, journeyId });
      return !isReplaced;
    },
    readWaiting: async ({ limit, ...query }) => {
      const found = [...messages.values()].filter((message) => fits(message, query));
      const ordered = sorted(found, ({ notAfter, messageId }) => ({ at: notAfter ?? 0, id: messageId }), oldestFirst);
      return ordered.slice(0, limit).map(toKnown);
    },
    hold: async ({ until, heldFor, ...query }) => {
      const held = [...messages.values()].filter(
        (message) => fits(message, query) && (message.dueAt ?? 0) < until && (message.notAfter ?? 0) > until,
      );
      for (const message of held) Object.assign(message, { dueAt: until, heldFor });
      return held.length;
    },
    endWaiting: async ({ ends, to, eraseAt, entry }) => {
      const ended: string[] = [];
      for (const { messageId, taker, event } of ends) {
        const known = messages.get(messageId);
        const message = taker ? findTaken(taker) : known && waits(known) ? known : undefined;
        if (!message) continue;
        Object.assign(message, { state: to, eraseAt, secrets: null });
        addEvent(tables, event);
        ended.push(messageId);
      }
      if (entry && ended.length > 0) await addAudit({ ...entry, counts: entry.counts && { messages: ended.length } });
      return ended;
    },
    nextDue: async () => {
      const times = [...messages.values()].filter(waits).flatMap(({ dueAt, notAfter }) => [dueAt ?? 0, notAfter ?? 0]);
      const eventTimes = [...events.values()].filter(({ state }) => state === "waiting").map(({ dueAt }) => dueAt ?? 0);
      const silentTimes = [...messages.values()].flatMap(({ silentAt }) => silentAt ?? []);
      return { messages: earliest(times), events: earliest([...eventTimes, ...silentTimes]) };
    },
  };
}
