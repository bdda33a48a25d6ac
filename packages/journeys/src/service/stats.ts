import type { JourneyStats } from "@nxzalo/core/journeys";
import type { ServiceContext } from "./context.ts";

/** Until then a message may simply be on its way. */
const settledAfterMs = 60_000;

/** What an operator watches of what is stored. */
export async function readStats({ records, now }: ServiceContext): Promise<JourneyStats> {
  const stats = await records.stats({ unknownBefore: now() - settledAfterMs });
  const { unknownMessages, oldestUnknownAt, lastReceiptAt, sizeBytes } = stats;
  const { waitingEvents, oldestWaitingEventAt, deadEvents } = stats;
  // The store's time is known better after it has answered.
  const ageOf = (at: number | null) => (at === null ? null : Math.max(0, now() - at));
  return {
    unknownMessages,
    oldestUnknownAgeMs: ageOf(oldestUnknownAt),
    lastReceiptAgeMs: ageOf(lastReceiptAt),
    waitingEvents,
    oldestWaitingEventAgeMs: ageOf(oldestWaitingEventAt),
    deadEvents,
    sizeBytes,
  };
}
