import type { Templates } from "@nxzalo/core";
import type { JourneyRecords } from "../store/store.ts";
import { morningAfter, startOfDay } from "../store/vietnam-time.ts";
import type { Pace } from "../store/waiting.ts";
import { idsOfTag, tagOf } from "./template-tags.ts";

interface Asked {
  readonly appIndex: string;
  readonly templateId: string | null;
}

/** A message that is not stored yet. */
interface LiveMessage extends Asked {
  readonly messageId: string;
}

/** What a day's quota has left for messages that are not of tag 1, as far as receipts tell. */
export interface QuotaReserve {
  /**
   * Counts a message that is about to be sent. Gives until when it has to wait instead: what is left of its application's day is kept for tag 1.
   */
  take(message: LiveMessage): Promise<number | undefined>;
  /** Hears that what `take` let go is stored, or is not sent after all. */
  stored(message: LiveMessage): void;
  /** How many messages that are not of tag 1 may still be sent today; nothing where no receipt tells. */
  left(appIndex: string): Promise<number | undefined>;
  /** Hears of messages that were taken to be sent: the store counts them, and each is to be asked about by `takeDue`. */
  announce(messages: readonly Asked[]): void;
  /** The same as `take` of one of them. */
  takeDue(message: Asked): Promise<number | undefined>;
  /** The templates of tag 1. */
  ids(): readonly string[];
}

/** What other processes have sent is counted so often, while more is left than they send in between. */
const countedEveryMs = 1_000;
/** What all processes of an account without a pace send in that time, as far as it is reckoned with. */
const sentMeanwhile = 1_000;
/** What is let go is stored by then, or never: a Worker's request may have been cut off, which nothing tells. */
const storedWithinMs = 120_000;

interface Known {
  readonly day: number;
  readonly countedAt: number;
  left: number;
}

/** What others than tag 1 may still send: what tag 1 has sent since the receipt came out of what is kept for it. */
const leftOf = (remaining: number, reserve: number, { listed, others }: { listed: number; others: number }) =>
  remaining - reserve - others - Math.max(0, listed - reserve);

interface QuotaContext {
  readonly records: JourneyRecords;
  readonly templates: Templates | undefined;
  readonly pace: Pace | undefined;
  /** Whether a count ends with the request that has begun it: then no other one waits for it. */
  readonly endsWithRequest: boolean;
}

/**
 * Keeps the last part of each day's quota for tag 1. Several processes exceed it by no more than the messages that the others have counted and not
 * stored at that moment: near the end each message is counted by itself.
 */
export function createQuotaReserve(
  { records, templates, pace, endsWithRequest }: QuotaContext,
  reserve: number,
  now: () => number,
): QuotaReserve {
  const known = new Map<string, Known>();
  const soon = pace ? Math.ceil((countedEveryMs * 1_000) / pace.intervalUs) : sentMeanwhile;
  /** Taken messages of which nothing is decided yet, and how many there have been, by application. */
  const undecided = new Map<string, number>();
  const announced = new Map<string, number>();
  const countOf = (counts: ReadonlyMap<string, number>, appIndex: string) => counts.get(appIndex) ?? 0;
  const add = (counts: Map<string, number>, appIndex: string, count: number) =>
    counts.set(appIndex, countOf(counts, appIndex) + count);
  /** Live messages that may go, of which it is not known whether they are stored, and since when, by application. */
  const unstored = new Map<string, Map<string, number>>();
  const unstoredOf = (appIndex: string) => {
    const letGoAt = unstored.get(appIndex) ?? new Map<string, number>();
    unstored.set(appIndex, letGoAt);
    for (const [messageId, at] of letGoAt) if (performance.now() - at > storedWithinMs) letGoAt.delete(messageId);
    return letGoAt;
  };
  /** How many messages have been let go, and what is being counted, by application. */
  const taken = new Map<string, number>();
  const counting = new Map<string, Promise<void>>();
  const ids = () => idsOfTag({ templates }, 1);

  async function count(appIndex: string): Promise<void> {
    const day = startOfDay(now());
    const quota = await records.readQuota({ appIndex, since: day });
    if (!quota) {
      known.delete(appIndex);
      return;
    }
    const open = countOf(undecided, appIndex);
    const before = countOf(announced, appIndex);
    const takenBefore = countOf(taken, appIndex);
    const except = [...unstoredOf(appIndex).keys()];
    const { remaining, at: since, queuedSince } = quota;
    const sent = await records.countSent({ appIndex, since, queuedSince, templateIds: ids(), except });
    // What is taken counts as sent in the store: that much of it may still be held. What is on its way to the store is counted here alone.
    const meanwhile = countOf(taken, appIndex) - takenBefore;
    const left =
      leftOf(remaining, reserve, sent) + open + countOf(announced, appIndex) - before - except.length - meanwhile;
    known.set(appIndex, { day, countedAt: performance.now(), left });
  }

  /** Those who ask at the same time go by one count, where it ends for certain. */
  function countOnce(appIndex: string): Promise<void> {
    if (endsWithRequest) return count(appIndex);
    const running = counting.get(appIndex) ?? count(appIndex).finally(() => counting.delete(appIndex));
    counting.set(appIndex, running);
    return running;
  }

  async function readKnown(appIndex: string): Promise<Known | undefined> {
    const recent = known.get(appIndex);
    const isRecent = recent?.day === startOfDay(now()) && performance.now() - recent.countedAt < countedEveryMs;
    const isNear = recent !== undefined && recent.left > 0 && recent.left <= soon;
    if (!isRecent || isNear) await countOnce(appIndex);
    return known.get(appIndex);
  }

  const isFirst = ({ templateId }: Asked) => tagOf({ templates }, templateId) === 1;

  /** `letGo` is done in the same moment as it is decided: a count that begins then knows of it. */
  async function take(message: Asked, letGo: () => void): Promise<number | undefined> {
    if (!isFirst(message)) await readKnown(message.appIndex);
    const current = isFirst(message) ? undefined : known.get(message.appIndex);
    if (current && current.left <= 0) return morningAfter(now());
    if (current) {
      current.left -= 1;
      add(taken, message.appIndex, 1);
    }
    letGo();
    return undefined;
  }

  return {
    ids,
    take: (message) =>
      take(message, () => {
        if (!isFirst(message)) unstoredOf(message.appIndex).set(message.messageId, performance.now());
      }),
    stored: ({ appIndex, messageId }) => void unstoredOf(appIndex).delete(messageId),
    left: async (appIndex) => (await readKnown(appIndex))?.left,
    announce: (messages) => {
      for (const { appIndex } of messages) for (const counts of [undecided, announced]) add(counts, appIndex, 1);
    },
    takeDue: async (message) => {
      let isUndecided = true;
      const decide = () => {
        if (isUndecided) add(undecided, message.appIndex, -1);
        isUndecided = false;
      };
      return take(message, decide).finally(decide);
    },
  };
}
