import type { NxZalo, OaQuality } from "@nxzalo/core";
import type { Journeys } from "@nxzalo/journeys";

const firstAfterMs = 60_000;
const everyMs = 3_600_000;

/** Asks once an hour, a minute after the start at first. What fails is asked for an hour later. Gives what ends it. */
export function askHourly(ask: () => Promise<unknown>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const after = (delayMs: number) => {
    timer = setTimeout(() => {
      after(everyMs);
      ask().catch(() => {});
    }, delayMs).unref();
  };
  after(firstAfterMs);
  return () => clearTimeout(timer);
}

/** The same client; tells how Zalo rates the official account, when that was asked for. */
export const watchQuality = (client: NxZalo, onQuality: (level: string) => void): NxZalo => ({
  ...client,
  oaQuality: async (...given) => {
    const quality = await client.oaQuality(...given);
    onQuality(quality.current);
    return quality;
  },
});

/** Asks how Zalo rates the official account; journeys hear of it. */
export const createAskQuality =
  (client: NxZalo, journeys: Pick<Journeys, "receiveQuality"> | undefined) => async (): Promise<OaQuality> => {
    const quality = await client.oaQuality();
    await journeys?.receiveQuality(quality).catch(() => {});
    return quality;
  };
