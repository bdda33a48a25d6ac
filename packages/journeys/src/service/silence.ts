import { dayMs, minuteMs } from "../durations.ts";
import type { ServiceContext } from "./context.ts";
import { isWanted } from "./event-targets.ts";

const toldAtOnce = 100;
/** When an application of which nothing is heard is looked at again. */
const againMs = 10 * minuteMs;

/** By when a message that is accepted now is to be delivered; nothing where silence is not told of. */
export const silentAt = ({ events }: Pick<ServiceContext, "events">, acceptedAt: number): number | undefined =>
  events?.undeliveredAfterMs === undefined || !isWanted({ events }, "message.undeliverable")
    ? undefined
    : acceptedAt + events.undeliveredAfterMs;

/**
 * Messages that were accepted, and of whose end nothing has told for too long, are undeliverable; their events wait for the end of quiet hours,
 * when the caller sleeps. Gives when the next one may be.
 */
export async function tellSilent({ records, events, quietHours, now }: ServiceContext): Promise<number | null> {
  if (events?.undeliveredAfterMs === undefined) return null;
  const at = now();
  const nextAt = await records.nextSilence();
  if (nextAt === null || nextAt > at) return nextAt;
  const until = quietHours.until(2, at) ?? quietHours.until(3, at);
  if (until !== undefined) {
    await records.putOffSilence({ now: at, until });
    return records.nextSilence();
  }
  const request = { now: at, heardSince: at - dayMs, laterAt: at + againMs, limit: toldAtOnce };
  while ((await records.tellSilent(request)) === toldAtOnce);
  return records.nextSilence();
}
