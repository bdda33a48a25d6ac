import { timedOut } from "./bodies.ts";
import { createChargedJourneys } from "./journeys.ts";
import type { AcceptedMessage } from "./message.ts";
import { planReceipts } from "./plan.ts";
import type { createReceiptQueue } from "./queue.ts";

/** Where accepted messages go, and their receipts come from. */
export interface Outbox {
  accept(message: AcceptedMessage): void;
  /** Queues what time alone brings about: the end of journeys. */
  catchUp(clock: number): void;
  clear(): void;
}

export function createOutbox(
  queue: Pick<ReturnType<typeof createReceiptQueue>, "add" | "clear">,
  defaultWebhook: string | undefined,
): Outbox {
  const journeys = createChargedJourneys();
  return {
    accept(message) {
      const { journey, behaviour, zaloCode, webhook = defaultWebhook } = message;
      // A message that Zalo did not take starts no journey.
      const rides = journey !== undefined && zaloCode === undefined;
      const isFirst = rides && journeys.ride({ journey, webhook, isBare: behaviour === "bare-time-out" });
      if (webhook !== undefined) queue.add(webhook, planReceipts(message, isFirst));
    },
    catchUp(clock) {
      for (const { journey, webhook, isBare } of journeys.takeTimedOut(clock)) {
        if (webhook !== undefined) queue.add(webhook, [timedOut(journey, isBare)]);
      }
    },
    clear() {
      journeys.clear();
      queue.clear();
    },
  };
}
