import type { JourneyQuery, KnownJourney, KnownReceipt, Place } from "../store/records.ts";
import type { JourneyRecords } from "../store/store.ts";
import { type MessageEntry, type ReceiptEntry, type Tables, toKnown } from "./tables.ts";

const compare = (one: string, other: string) => (one < other ? 1 : one > other ? -1 : 0);
export const newestFirst = (one: Place, other: Place) => other.at - one.at || compare(one.id, other.id);
export const oldestFirst = (one: Place, other: Place) => -newestFirst(one, other);

/** In the order of their places. */
export const sorted = <T>(
  items: readonly T[],
  place: (item: T) => Place,
  order: (one: Place, other: Place) => number,
): readonly T[] => [...items].sort((one, other) => order(place(one), place(other))).map((item) => ({ ...item }));

const ascending = (one: number, other: number) => one - other;

export const isBeyond = (place: Place, after: Place | undefined) =>
  after === undefined || newestFirst(after, place) < 0;

const placeOfJourney = ({ createdAt, journeyId }: KnownJourney) => ({ at: createdAt, id: journeyId });

function fits(journey: KnownJourney, query: JourneyQuery): boolean {
  const { appIndexes, phoneIndex, referenceIndex, state, createdFrom, createdBefore, now, after } = query;
  const isOver = journey.endedAt !== null || journey.expiresAt <= now;
  const current = isOver ? "over" : journey.acknowledgedAt === null ? "open" : "acknowledged";
  return (
    (appIndexes?.includes(journey.appIndex) ?? true) &&
    (phoneIndex === undefined || journey.phoneIndex === phoneIndex) &&
    (referenceIndex === undefined || journey.referenceIndex === referenceIndex) &&
    (state === undefined || state === current) &&
    (createdFrom === undefined || journey.createdAt >= createdFrom) &&
    (createdBefore === undefined || journey.createdAt < createdBefore) &&
    isBeyond(placeOfJourney(journey), after)
  );
}

const toReceipt = ({ receiptId, messageId, receivedAt, ciphertext }: KnownReceipt) => ({
  receiptId,
  messageId,
  receivedAt,
  ciphertext,
});
const placeOfReceipt = ({ receivedAt, receiptId }: { receivedAt: number; receiptId: string }) => ({
  at: receivedAt,
  id: receiptId,
});

/** The acknowledgements and the newest of the others, oldest first. */
export function newestReceipts(own: readonly ReceiptEntry[], limit: number): readonly KnownReceipt[] {
  const first = own.filter(({ acknowledges }) => acknowledges);
  const others = sorted(
    own.filter(({ acknowledges }) => !acknowledges),
    placeOfReceipt,
    newestFirst,
  );
  return sorted([...first, ...others].slice(0, limit), placeOfReceipt, oldestFirst).map(toReceipt);
}

type Reading = "find" | "findByToken" | "search" | "readMessages" | "readReceipts" | "searchUnmatched" | "stats";

export function createQueries({ journeys, messages, receipts, events }: Tables): Pick<JourneyRecords, Reading> {
  const copyOf = (journey: KnownJourney | undefined) => journey && { ...journey };
  return {
    find: async (journeyId) => copyOf(journeys.get(journeyId)),
    findByToken: async (tokenIndex) => copyOf([...journeys.values()].find((one) => one.tokenIndex === tokenIndex)),
    search: async (query) => {
      const found = [...journeys.values()].filter((journey) => fits(journey, query));
      return sorted(found, placeOfJourney, newestFirst).slice(0, query.limit);
    },
    readMessages: async (journeyId, limit) => {
      const own = [...messages.values()].filter((message) => message.journeyId === journeyId);
      return sorted(own, ({ createdAt, messageId }) => ({ at: createdAt, id: messageId }), oldestFirst)
        .slice(-limit)
        .map(toKnown);
    },
    readReceipts: async (journeyId, limit) =>
      newestReceipts(
        [...receipts.values()].filter((receipt) => receipt.journeyId === journeyId),
        limit,
      ),
    searchUnmatched: async ({ requestId, journeyId, after, limit }) => {
      const found = [...receipts.values()].filter(
        (receipt) =>
          !receipt.isMatched &&
          (requestId === undefined || receipt.requestId === requestId) &&
          (journeyId === undefined || receipt.journeyId === journeyId) &&
          isBeyond(placeOfReceipt(receipt), after),
      );
      const page = sorted(found, placeOfReceipt, newestFirst).slice(0, limit);
      return page.map((receipt) => ({ ...toReceipt(receipt), problem: receipt.problem }));
    },
    stats: async ({ unknownBefore }) => {
      const isUnknown = ({ state, createdAt }: MessageEntry) => state === "unknown" && createdAt < unknownBefore;
      const unknownAt = [...messages.values()].filter(isUnknown).map(({ createdAt }) => createdAt);
      const taken = [...receipts.values()].filter(({ problem }) => problem === null);
      const receivedAt = taken.map((receipt) => receipt.receivedAt);
      const waitingAt = [...events.values()]
        .filter((event) => event.state === "waiting")
        .map((event) => event.createdAt);
      return {
        waitingEvents: waitingAt.length,
        oldestWaitingEventAt: waitingAt.sort(ascending)[0] ?? null,
        deadEvents: [...events.values()].filter(({ state }) => state === "dead").length,
        unknownMessages: unknownAt.length,
        oldestUnknownAt: unknownAt.sort(ascending)[0] ?? null,
        lastReceiptAt: receivedAt.sort(ascending).at(-1) ?? null,
        sizeBytes: null,
      };
    },
  };
}
