import type { JourneyRecord, JourneyStore } from "./store.ts";

interface Slot {
  owner: string | null;
  leaseUntil: number;
  journeyId: string | null;
}

/**
 * Keeps journeys in this process: for tests, and for those who can afford to lose them. It promises nothing across processes.
 *
 * @example
 * ```ts
 * import { createMemoryStore } from "@nxzalo/journeys/memory";
 *
 * const store = createMemoryStore();
 * ```
 */
export function createMemoryStore(): JourneyStore {
  const slots = new Map<string, Slot>();
  const journeys = new Map<string, JourneyRecord>();
  const settings = new Map<string, string>();

  const forgetOne = (journeyId: string) => {
    const key = journeys.get(journeyId)?.key;
    journeys.delete(journeyId);
    if (key != null && slots.get(key)?.journeyId === journeyId) slots.delete(key);
  };

  return {
    claim: async ({ key, owner, now, leaseUntil }) => {
      const slot = slots.get(key);
      const journey = slot?.journeyId == null ? undefined : journeys.get(slot.journeyId);
      if (journey && journey.liveUntil > now) return { kind: "live", journey };
      if (slot?.owner != null && slot.owner !== owner && slot.leaseUntil > now) {
        return { kind: "busy", leaseUntil: slot.leaseUntil };
      }
      slots.set(key, { owner, leaseUntil, journeyId: slot?.journeyId ?? null });
      return { kind: "claimed" };
    },
    complete: async ({ owner, journey }) => {
      if (slots.get(journey.key)?.owner !== owner) return false;
      slots.set(journey.key, { owner: null, leaseUntil: 0, journeyId: journey.journeyId });
      journeys.set(journey.journeyId, journey);
      return true;
    },
    release: async ({ key, owner }) => {
      if (slots.get(key)?.owner === owner) slots.delete(key);
    },
    add: async (journey) => void journeys.set(journey.journeyId, journey),
    find: async (journeyId) => journeys.get(journeyId),
    findByPhone: async (phoneIndex) =>
      [...journeys.values()]
        .filter((journey) => journey.phoneIndex === phoneIndex)
        .sort((one, other) => other.createdAt - one.createdAt),
    end: async (journeyId, now) => {
      const journey = journeys.get(journeyId);
      if (journey) journeys.set(journeyId, { ...journey, liveUntil: Math.min(journey.liveUntil, now) });
    },
    forget: async (journeyIds) => {
      for (const journeyId of journeyIds) forgetOne(journeyId);
    },
    sweep: async (before) => {
      const over = [...journeys.values()].filter(({ liveUntil }) => liveUntil < before);
      for (const { journeyId } of over) forgetOne(journeyId);
      for (const [key, { owner, leaseUntil, journeyId }] of slots) {
        if (owner !== null && leaseUntil < before && journeyId === null) slots.delete(key);
      }
      return over.length;
    },
    setting: async (name, initial) => {
      if (!settings.has(name)) settings.set(name, initial);
      return settings.get(name) as string;
    },
    replaceSetting: async (name, { from, to }) => {
      if (settings.get(name) !== from) return false;
      settings.set(name, to);
      return true;
    },
    close: async () => {},
  };
}
