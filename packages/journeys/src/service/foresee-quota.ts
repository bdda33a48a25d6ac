import { morningAfter, nextMorning, startOfDay } from "../store/vietnam-time.ts";
import type { ServiceContext } from "./context.ts";
import { isWhole } from "./hold-on-refusal.ts";
import { tagOf } from "./template-tags.ts";

/** A message as it would go out. */
interface Asked {
  readonly templateId: string;
  readonly dueAt: number;
  readonly notAfter: number;
}

/** Until when a day's quota would hold a message; nothing where it does not. Each call counts one that is sent. */
export type QuotaForesight = (message: Asked) => number | undefined;

/**
 * What is left of an application's quota today, for messages that go one after the other, `ahead` others before them: what is kept for tag 1 holds the others, and, where
 * refusals are held, so does the end of the quota. What goes on another day has that day's quota.
 */
export async function foreseeQuota(context: ServiceContext, appIndex: string, ahead: number): Promise<QuotaForesight> {
  const { records, quotaReserve, holdOnRefusal, now } = context;
  const day = startOfDay(now());
  let forOthers = ((await quotaReserve?.left(appIndex)) ?? Number.POSITIVE_INFINITY) - ahead;
  let forAll = Number.POSITIVE_INFINITY;
  const quota = holdOnRefusal ? await records.readQuota({ appIndex, since: day }) : undefined;
  if (quota) {
    const { at: since, queuedSince } = quota;
    const sent = await records.countSent({ appIndex, since, queuedSince, templateIds: [] });
    forAll = quota.remaining - sent.others - ahead;
  }
  return ({ templateId, dueAt, notAfter }) => {
    if (startOfDay(dueAt) !== day) return undefined;
    const isFirst = tagOf(context, templateId) === 1;
    if (!isFirst && forOthers <= 0) return morningAfter(dueAt);
    // It is refused, and waits for the morning where it still may go then.
    const morning = nextMorning(dueAt);
    if (forAll <= 0) return morning < notAfter && isWhole(context, templateId) ? morning : undefined;
    forAll -= 1;
    if (!isFirst) forOthers -= 1;
    return undefined;
  };
}
