import type { EventRecords } from "../store/event-records.ts";
import { toUndeliverable } from "../store/undeliverable.ts";
import { addEvent } from "./events.ts";
import type { MessageEntry, Tables } from "./tables.ts";

type Silent = MessageEntry & { readonly silentAt: number };

export function createSilence(tables: Tables): Pick<EventRecords, "tellSilent" | "putOffSilence" | "nextSilence"> {
  const { messages, receipts } = tables;
  const findSilent = (now = Number.POSITIVE_INFINITY) =>
    [...messages.values()].filter(({ silentAt }) => silentAt !== null && silentAt <= now) as Silent[];

  /** Whether an application's deliveries are told at all: otherwise silence says nothing of a message. */
  const isHeard = (appIndex: string, since: number) =>
    [...receipts.values()].some(
      (one) => one.appIndex === appIndex && one.state === "delivered" && one.receivedAt >= since,
    );

  return {
    tellSilent: async ({ now, heardSince, laterAt, limit }) => {
      const due = findSilent(now)
        .sort((one, other) => one.silentAt - other.silentAt)
        .slice(0, limit);
      for (const message of due) {
        const isTold = isHeard(message.appIndex, heardSince);
        Object.assign(message, { silentAt: isTold ? null : laterAt });
        if (isTold) addEvent(tables, toUndeliverable(message, { reason: "silent" }, now));
      }
      return due.length;
    },
    putOffSilence: async ({ now, until }) => {
      for (const message of findSilent(now)) Object.assign(message, { silentAt: until });
    },
    nextSilence: async () => {
      const times = findSilent().map(({ silentAt }) => silentAt);
      return times.length === 0 ? null : Math.min(...times);
    },
  };
}
