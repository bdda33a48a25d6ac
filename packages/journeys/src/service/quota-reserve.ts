import type { Templates } from "@nxzalo/core";
import type { JourneyRecords } from "../store/store.ts";
import { nextMorning, startOfDay } from "./vietnam-time.ts";

interface Asked {
  readonly appIndex: string;
  readonly templateId: string | null;
}

/** What a day's quota has left for messages that are not of tag 1, as far as receipts tell. */
export interface QuotaReserve {
  /**
   * Counts a message that is about to be sent. Gives until when it has to wait instead: what is left of its application's day is kept for tag 1.
   */
  take(message: Asked): Promise<number | undefined>;
  /** Hears of messages that were taken to be sent: the store counts them, and each is to be asked about by `takeDue`. */
  announce(count: number): void;
  /** The same as `take` of one of them. */
  takeDue(message: Asked): Promise<number | undefined>;
  /** The templates of tag 1. */
  ids(): readonly string[];
}

/** What other processes have sent is counted so often. */
const countedEveryMs = 1_000;

interface Known {
  readonly day: number;
  /** When the quota was told; a newer one says more. */
  readonly toldAt: number;
  readonly countedAt: number;
  left: number;
}

/** What others than tag 1 may still send: what tag 1 has sent since the receipt came out of what is kept for it. */
const leftOf = (remaining: number, reserve: number, { listed, others }: { listed: number; others: number }) =>
  remaining - reserve - others - Math.max(0, listed - reserve);

/** Keeps the last part of each day's quota for tag 1. What receipts tell is advice: several processes may send a few more. */
export function createQuotaReserve(
  { records, templates }: { readonly records: JourneyRecords; readonly templates: Templates | undefined },
  reserve: number,
  now: () => number,
): QuotaReserve {
  const known = new Map<string, Known>();
  /** Taken messages of which nothing is decided yet, and how many there have been. */
  let undecided = 0;
  let announced = 0;
  const ids = () => (templates?.registry.templates ?? []).filter(({ tag }) => tag === 1).map(({ id }) => id);

  async function count(appIndex: string): Promise<void> {
    const day = startOfDay(now());
    const quota = await records.readQuota({ appIndex, since: day });
    if (!quota) {
      known.delete(appIndex);
      return;
    }
    const [open, before] = [undecided, announced];
    const sent = await records.countSent({ appIndex, since: quota.at, templateIds: ids() });
    // What is taken counts as sent in the store: that much of it may still be held.
    const left = leftOf(quota.remaining, reserve, sent) + open + announced - before;
    const former = known.get(appIndex);
    // What is on its way to the store is not counted yet, and was taken here.
    const isSame = former?.toldAt === quota.at;
    const counted = {
      day,
      toldAt: quota.at,
      countedAt: performance.now(),
      left: isSame ? Math.min(former.left, left) : left,
    };
    known.set(appIndex, counted);
  }

  async function take({ appIndex, templateId }: Asked): Promise<number | undefined> {
    if (templates?.find(templateId ?? "")?.tag === 1) return undefined;
    const recent = known.get(appIndex);
    const isRecent = recent?.day === startOfDay(now()) && performance.now() - recent.countedAt < countedEveryMs;
    if (!isRecent) await count(appIndex);
    const current = known.get(appIndex);
    if (!current) return undefined;
    if (current.left <= 0) return nextMorning(now());
    current.left -= 1;
    return undefined;
  }

  return {
    ids,
    take,
    announce: (count) => {
      undecided += count;
      announced += count;
    },
    takeDue: (message) =>
      take(message).finally(() => {
        undecided -= 1;
      }),
  };
}
