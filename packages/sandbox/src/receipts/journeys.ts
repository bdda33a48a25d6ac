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
  return {
    /** Lets a message ride on a journey; true where it is the one that the journey is charged for. */
    ride(ridden: ChargedJourney): boolean {
      const { journeyId } = ridden.journey;
      if (over.has(journeyId)) return false;
      const isFirst = !running.has(journeyId);
      running.set(journeyId, ridden);
      return isFirst;
    },
    /** The journeys that have timed out since it was last asked. */
    takeTimedOut(clock: number): readonly ChargedJourney[] {
      const timedOut = [...running.values()].filter(({ journey }) => clock >= journey.expiresAt);
      for (const { journey } of timedOut) {
        running.delete(journey.journeyId);
        over.add(journey.journeyId);
      }
      return timedOut;
    },
    clear(): void {
      running.clear();
      over.clear();
    },
  };
}
