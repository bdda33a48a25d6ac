import type { HoldRequest, WaitingQuery } from "../store/waiting.ts";
import type { ServiceContext } from "./context.ts";
import { undeliverableEvent } from "./events.ts";
import { idsOfTag } from "./template-tags.ts";

const endedAtOnce = 100;
/** Each of them writes into all the indexes of messages: a statement has seconds. */
const heldAtOnce = 1_000;

interface Ending {
  readonly to: "expired" | "cancelled";
  readonly reason: "expired" | "suppressed";
  /** How many, at most. Default: all. */
  readonly most?: number;
}

/** Ends messages that wait: each is undeliverable, and its caller hears of it. Gives how many. */
export async function endWaiting(
  context: ServiceContext,
  query: WaitingQuery,
  { to, reason, most = Number.POSITIVE_INFINITY }: Ending,
): Promise<number> {
  const { records, dataRetainMs, now } = context;
  let total = 0;
  for (;;) {
    const limit = Math.min(endedAtOnce, most - total);
    const found = await records.readWaiting({ ...query, limit });
    const ends = found.map((message) => {
      const event = undeliverableEvent(context, message, { reason });
      return { messageId: message.messageId, event };
    });
    const at = now();
    const ended = ends.length === 0 ? [] : await records.endWaiting({ ends, to, at, eraseAt: at + dataRetainMs });
    total += ended.length;
    if (found.length < limit || ended.length === 0 || total >= most) return total;
  }
}

/** Ends messages that wait and may be sent no longer. Gives how many. */
export const expireOver = (context: ServiceContext, query: WaitingQuery, most?: number): Promise<number> =>
  endWaiting(context, query, { to: "expired", reason: "expired", ...(most !== undefined && { most }) });

/** Lets what is due wait for longer, part by part. Gives how many. */
async function holdAll({ records }: ServiceContext, request: Omit<HoldRequest, "limit">): Promise<number> {
  let total = 0;
  for (;;) {
    const held = await records.hold({ ...request, limit: heldAtOnce });
    total += held;
    if (held === 0) return total;
  }
}

/** What is due in quiet hours waits for their end, and what cannot go out by then expires. */
export async function holdDue(context: ServiceContext): Promise<{ readonly held: number; readonly expired: number }> {
  const { quietHours, now } = context;
  const at = now();
  let held = 0;
  let expired = 0;
  for (const tag of [2, 3] as const) {
    const until = quietHours.until(tag, at);
    const ids = idsOfTag(context, tag);
    if (until === undefined || ids.length === 0) continue;
    const due = { dueUntil: at, templates: { ids } };
    expired += await expireOver(context, { ...due, notAfterUntil: until });
    held += await holdAll(context, { ...due, until, heldFor: "quiet_hours" });
  }
  return { held, expired };
}

/** What is due of an application, and is not of tag 1, waits until its quota is another day's; what cannot go out by then expires. */
export async function holdForQuota(context: ServiceContext, appIndex: string, until: number): Promise<void> {
  const { quotaReserve, now } = context;
  const others = { appIndex, dueUntil: now(), templates: { ids: quotaReserve?.ids() ?? [], except: true } };
  await expireOver(context, { ...others, notAfterUntil: until });
  await holdAll(context, { ...others, until, heldFor: "quota" });
}
