import type { MessageJourney } from "./message.ts";

interface ChargedJourney {
  readonly journey: MessageJourney;
  /** Of the last message; `undefined` where it had none. */
  readonly webhook: string | undefined;
  readonly isBare: boolean;
}

/** The journeys that are charged: each once, until it times out. */
export function createChargedJourneys() {
  const running = new Map<string, ChargedJourney>();
  const over = new Set<string>();
  /** Asked for at every request, so it must not go through all of them for nothing. */
  let nextEnd = Number.POSITIVE_INFINITY;
  return {
    /** Lets a message ride on a journey; true where it is the one that the journey is charged for. */
    ride(journey: ChargedJourney): boolean {
      const { journeyId, expiresAt } = journey.journey;
      if (over.has(journeyId)) return false;
      const isFirst = !running.has(journeyId);
      running.set(journeyId, journey);
      nextEnd = Math.min(nextEnd, expiresAt);
      return isFirst;
    },
    /** The journeys that have timed out since it was last asked. */
    takeTimedOut(clock: number): readonly ChargedJourney[] {
      if (clock < nextEnd) return [];
      const timedOut = [...running.values()].filter(({ journey }) => clock >= journey.expiresAt);
      for (const { journey } of timedOut) {
        running.delete(journey.journeyId);
        over.add(journey.journeyId);
      }
      nextEnd = Number.POSITIVE_INFINITY;
      for (const { journey } of running.values()) nextEnd = Math.min(nextEnd, journey.expiresAt);
      return timedOut;
    },
    clear(): void {
      running.clear();
      over.clear();
      nextEnd = Number.POSITIVE_INFINITY;
    },
  };
}
