import type { NxZalo } from "@nxzalo/core";
import type { JourneyService } from "@nxzalo/core/journeys";
import type { Account } from "./routes/responses.ts";

/** How long an answer of NXCLOUD's is given again, in milliseconds: a page that asks each second must not use up the account's rate. */
const freshMs = 60_000;

/** How Zalo rates the official account of an application; asked for at most once in {@link freshMs}. */
export type ReadQuality = (appKey: string | undefined) => Promise<NonNullable<Account["quality"]>>;

/**
 * Remembers the last answer for each application, and no failure. Calls that are on their way are not shared: on Workers, a request must not
 * wait for another one's. Where journeys are stored, that it has fallen is an event.
 */
export function createQualityReader(
  client: NxZalo,
  journeys: Pick<JourneyService, "receiveQuality"> | undefined,
  now: () => number,
): ReadQuality {
  const answers = new Map<string | undefined, Awaited<ReturnType<ReadQuality>>>();
  return async (appKey) => {
    const known = answers.get(appKey);
    if (known && now() - known.at.getTime() < freshMs) return known;
    const { current, sevenDays } = await client.oaQuality({}, appKey === undefined ? {} : { appKey });
    const answer = { current, sevenDays, at: new Date(now()) };
    answers.set(appKey, answer);
    // What cannot be stored now is heard with the next answer.
    await journeys?.receiveQuality({ current, sevenDays }, { appKey }).catch(() => {});
    return answer;
  };
}
