import type { HeldFor } from "@nxzalo/core/journeys";
import { inputError, type SendMessageInput } from "@nxzalo/core/schemas";
import type { Waiting } from "../store/lanes.ts";
import { dayMs, type ServiceContext } from "./context.ts";
import { messageExpired } from "./errors.ts";

const furthestMs = 90 * dayMs;
const minuteMs = 60_000;

/** When a message goes out. */
export interface Schedule {
  /** From then on it is not sent any more. */
  readonly notAfter: number;
  /** Where it is not sent at once. */
  readonly waiting: Omit<Waiting, "secrets"> | undefined;
}

/** Zalo's tag of a template, where the registry has it. */
export const tagOf = ({ templates }: ServiceContext, templateId: string | null): number | undefined =>
  templateId === null ? undefined : templates?.find(templateId)?.tag;

/** By when a message has to go out where its caller does not say. */
export const defaultNotAfter = (context: ServiceContext, templateId: string | null, askedAt: number): number =>
  askedAt + (tagOf(context, templateId) === 1 ? 15 * minuteMs : dayMs);

const timeOf = (time: Date | string | undefined) => (time === undefined ? undefined : new Date(time).getTime());

/**
 * When a message is due, by what was asked and by quiet hours.
 *
 * @throws InputError for a time that is too far ahead; ProxyError `message_expired` where it cannot go out in time.
 */
export function scheduleOf(context: ServiceContext, input: SendMessageInput, isLater: boolean): Schedule {
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
