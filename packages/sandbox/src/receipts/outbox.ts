import { type AcceptedMessage, dailyQuota, type MessageJourney, planReceipts, timedOut } from "./bodies.ts";
import type { createReceiptQueue } from "./queue.ts";

interface ChargedJourney {
  readonly journey: MessageJourney;
  /** Of the last message; `undefined` where it had none. */
  readonly webhook: string | undefined;
  readonly isBare: boolean;
}

/** The journeys that are charged: each once, until it times out. */
function createChargedJourneys() {
  const running = new Map<string, ChargedJourney>();
  /** The first end to come: `takeTimedOut` runs at every request, and goes through the journeys only then. */
  let nextEnd = Number.POSITIVE_INFINITY;
  return {
    /** Adds a message to a journey; true where it is the one that the journey is charged for. */
    add(journey: ChargedJourney): boolean {
      const { journeyId, expiresAt } = journey.journey;
      const isFirst = !running.has(journeyId);
      running.set(journeyId, journey);
      nextEnd = Math.min(nextEnd, expiresAt);
      return isFirst;
    },
    /** The journeys that have timed out since the last call. */
    takeTimedOut(clock: number): readonly ChargedJourney[] {
      if (clock < nextEnd) return [];
      const timedOut = [...running.values()].filter(({ journey }) => clock >= journey.expiresAt);
      for (const { journey } of timedOut) running.delete(journey.journeyId);
      nextEnd = Number.POSITIVE_INFINITY;
      for (const { journey } of running.values()) nextEnd = Math.min(nextEnd, journey.expiresAt);
      return timedOut;
    },
    clear(): void {
      running.clear();
      nextEnd = Number.POSITIVE_INFINITY;
    },
  };
}

const dayMs = 86_400_000;
const hoursAheadMs = 7 * 3_600_000;

/** The quota of the official account: of a day in Vietnam, whatever application a message is of. What is beyond it is sent all the same. */
function createQuota() {
  let day = Number.NaN;
  let sent = 0;
  return {
    /** Counts one message, and gives how many may still be sent. */
    take(at: number): number {
      const today = Math.floor((at + hoursAheadMs) / dayMs);
      sent = today === day ? sent + 1 : 1;
      day = today;
      return Math.max(0, dailyQuota - sent);
    },
    clear(): void {
      day = Number.NaN;
    },
  };
}

/** Where accepted messages go, and their receipts come from. */
export interface Outbox {
  accept(message: AcceptedMessage): void;
  /** Queues what time alone brings about: the end of journeys. */
  catchUp(clock: number): void;
  clear(): void;
}

/** An outbox that queues receipts for the message's webhook, or the default one. */
export function createOutbox(
  queue: Pick<ReturnType<typeof createReceiptQueue>, "add" | "clear">,
  defaultWebhook: string | undefined,
): Outbox {
  const journeys = createChargedJourneys();
  const quota = createQuota();
  return {
    accept(message) {
      const { journey, behaviour, zaloCode, webhook = defaultWebhook } = message;
      // A message that Zalo did not take starts no journey, and counts for no quota.
      const isCharged = journey !== undefined && zaloCode === undefined;
      const isFirst = isCharged && journeys.add({ journey, webhook, isBare: behaviour === "bare-time-out" });
      const remainingQuota = zaloCode === undefined ? quota.take(message.acceptedAt) : 0;
      const told = { isFirstOfJourney: isFirst, remainingQuota };
      if (webhook !== undefined) queue.add(webhook, planReceipts(message, told));
    },
    catchUp(clock) {
      for (const { journey, webhook, isBare } of journeys.takeTimedOut(clock)) {
        if (webhook !== undefined) queue.add(webhook, [timedOut(journey, isBare)]);
      }
    },
    clear() {
      journeys.clear();
      quota.clear();
      queue.clear();
    },
  };
}
