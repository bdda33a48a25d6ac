import type { HeldFor } from "@nxzalo/core/journeys";
import { inputError, type SendMessageInput } from "@nxzalo/core/schemas";
import { dayMs, minuteMs } from "../durations.ts";
import type { Waiting } from "../store/lanes.ts";
import type { ServiceContext } from "./context.ts";
import { messageExpired, quotaKept } from "./errors.ts";
import { tagOf } from "./template-tags.ts";

const furthestMs = 90 * dayMs;

/** When a message goes out. */
export interface Schedule {
  /** From then on it is not sent any more. */
  readonly notAfter: number;
  /** Where it is not sent at once. */
  readonly waiting: Wait | undefined;
}

/** Until when a message waits, and why. */
export type Wait = Omit<Waiting, "secrets">;

/** What a schedule is made from. */
type Timed = Pick<SendMessageInput, "templateId" | "sendAt" | "notAfter" | "lane">;

/** By when a message has to go out where its caller does not say. */
export const defaultNotAfter = (context: ServiceContext, templateId: string | null, askedAt: number): number =>
  askedAt + (tagOf(context, templateId) === 1 ? 15 * minuteMs : dayMs);

const timeOf = (time: Date | string | undefined) => (time === undefined ? undefined : new Date(time).getTime());

/**
 * When a message is due, by what was asked and by quiet hours.
 *
 * @throws InputError for a time that is too far ahead; ProxyError `message_expired` where it cannot go out in time.
 */
export function scheduleOf(context: ServiceContext, input: Timed, isLater = false): Schedule {
  const { quietHours, now } = context;
  const at = now();
  const sendAt = timeOf(input.sendAt) ?? at;
  if (sendAt > at + furthestMs)
    throw inputError([{ path: ["sendAt"], message: "must be at most 90 days ahead", code: "time_too_far" }]);
  const askedAt = Math.max(sendAt, at);
  const tag = tagOf(context, input.templateId);
  const notAfter = timeOf(input.notAfter) ?? defaultNotAfter(context, input.templateId, askedAt);
  const quietUntil = quietHours.until(tag, askedAt);
  const dueAt = quietUntil ?? askedAt;
  if (notAfter <= at) throw messageExpired();
  if (notAfter <= askedAt) throw messageExpired("it is not after its `sendAt`");
  if (notAfter <= dueAt) throw messageExpired("its template's quiet hours end later");
  if (dueAt <= at && !isLater) return { notAfter, waiting: undefined };
  const heldFor: HeldFor | null = quietUntil === undefined ? null : "quiet_hours";
  const lane = input.lane ?? (dueAt > at ? "scheduled" : "live");
  return { notAfter, waiting: { dueAt, notAfter, lane, heldFor } };
}

/** The same for a message on a journey that ends: after that it cannot be sent. */
export function upTo({ notAfter, waiting }: Schedule, expiresAt = Number.POSITIVE_INFINITY): Schedule {
  const last = Math.min(notAfter, expiresAt);
  return { notAfter: last, waiting: waiting && { ...waiting, notAfter: last } };
}

/** What is asked about a message before it begins. */
interface Beginning extends Pick<Timed, "templateId" | "lane"> {
  readonly messageId: string;
  readonly appIndex: string;
}

/**
 * Begins a message that waits for its time, or for another day's quota, or goes out at once.
 *
 * @throws ProxyError `message_expired` where what is left of the quota is kept for tag 1 until it is too late.
 */
export async function beginOnTime<T>(
  { quotaReserve }: ServiceContext,
  { notAfter, waiting }: Schedule,
  { lane, ...message }: Beginning,
  begin: (waiting: Wait | undefined) => Promise<T>,
): Promise<T> {
  if (waiting) return begin(waiting);
  const dueAt = await quotaReserve?.take(message);
  if (dueAt === undefined) return begin(undefined).finally(() => quotaReserve?.stored(message));
  if (dueAt >= notAfter) throw quotaKept();
  return begin({ dueAt, notAfter, lane: lane ?? "scheduled", heldFor: "quota" });
}
