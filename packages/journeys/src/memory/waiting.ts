import { lanes } from "../store/lanes.ts";
import { mostPlaces, nextPlaceUs, placesFrom } from "../store/pace.ts";
import type { JourneyRecords } from "../store/store.ts";
import type { Taker, WaitingQuery, WaitingRecords } from "../store/waiting.ts";
import { addEvent } from "./events.ts";
import { oldestFirst, sorted } from "./queries.ts";
import { keyOf, type MessageEntry, type Tables, toKnown } from "./tables.ts";

const waits = ({ state }: MessageEntry) => state === "scheduled";

/** What waits of a topic is not sent any more: a newer message has come. */
export function supersede(
  { messages }: Tables,
  topicIndex: string,
  { at, eraseAt }: { at: number; eraseAt: number },
): void {
  for (const message of messages.values())
    if (waits(message) && message.topicIndex === topicIndex)
      Object.assign(message, { state: "superseded", attemptedAt: at, eraseAt, secrets: null });
}

/** Whether a message of the same topic takes the place of one, also where both were stored at once. */
export const isReplaced = ({ messages }: Tables, { topicIndex, createdAt, messageId }: MessageEntry): boolean =>
  topicIndex !== null &&
  [...messages.values()].some(
    (other) =>
      other.topicIndex === topicIndex &&
      other.state !== "superseded" &&
      (other.createdAt > createdAt || (other.createdAt === createdAt && other.messageId > messageId)),
  );

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
  const { messages, attempts, pace, events } = tables;

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
        .slice(0, own ? Math.min(limit, mostPlaces(own)) : limit);
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
      const isOver = isReplaced(tables, message);
      if (isOver) Object.assign(message, { state: "superseded", eraseAt, journeyId });
      else Object.assign(message, { state: "scheduled", dueAt, heldFor, secrets, journeyId });
      return !isOver;
    },
    readWaiting: async ({ limit, ...query }) => {
      const found = [...messages.values()].filter((message) => fits(message, query));
      const ordered = sorted(found, ({ notAfter, messageId }) => ({ at: notAfter ?? 0, id: messageId }), oldestFirst);
      return ordered.slice(0, limit).map(toKnown);
    },
    hold: async ({ until, heldFor, limit, ...query }) => {
      const found = [...messages.values()].filter(
        (message) => fits(message, query) && (message.dueAt ?? 0) < until && (message.notAfter ?? 0) > until,
      );
      const held = found.sort((one, other) => (one.dueAt ?? 0) - (other.dueAt ?? 0)).slice(0, limit);
      for (const message of held) Object.assign(message, { dueAt: until, heldFor });
      return held.length;
    },
    endWaiting: async ({ ends, to, at, eraseAt }) => {
      const ended: string[] = [];
      for (const { messageId, taker, event, entry } of ends) {
        const known = messages.get(messageId);
        const message = taker ? findTaken(taker) : known && waits(known) ? known : undefined;
        if (!message) continue;
        Object.assign(message, { state: to, attemptedAt: at, eraseAt, secrets: null });
        addEvent(tables, event);
        if (entry) await addAudit(entry);
        ended.push(messageId);
      }
      return ended;
    },
    withdraw: async ({ messageId, attempt, taker, eraseAt, silentAt }) => {
      const known = messages.get(messageId);
      const waiting = known?.attempt === attempt && waits(known) ? known : undefined;
      const message = taker ? findTaken(taker) : waiting;
      const former = attempts.get(keyOf(messageId, attempt - 1));
      if (!message || !former) return false;
      attempts.delete(keyOf(messageId, attempt - 1));
      Object.assign(message, former, { dueAt: null, heldFor: null, secrets: null, eraseAt, silentAt });
      return true;
    },
    nextDue: async () => {
      const times = [...messages.values()].filter(waits).flatMap(({ dueAt, notAfter }) => [dueAt ?? 0, notAfter ?? 0]);
      const eventTimes = [...events.values()].filter(({ state }) => state === "waiting").map(({ dueAt }) => dueAt ?? 0);
      const silentTimes = [...messages.values()].flatMap(({ silentAt }) => silentAt ?? []);
      return { messages: earliest(times), events: earliest([...eventTimes, ...silentTimes]) };
    },
  };
}
