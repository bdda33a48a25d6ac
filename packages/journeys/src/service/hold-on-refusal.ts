import type { HeldFor } from "@nxzalo/core/journeys";
import type { AttemptRecord, KnownMessage, ReceiptRecord } from "../store/records.ts";
import type { ServiceContext } from "./context.ts";
import { decryptMessage, type MessageContent } from "./encrypted-fields.ts";
import { defaultNotAfter } from "./schedule.ts";
import { nextMorning } from "./vietnam-time.ts";

/** Zalo's codes for a message that came at night, or after the quota of a day: the account's, or its template's. */
const passing: ReadonlyMap<number, HeldFor> = new Map([
  [-133, "quiet_hours"],
  [-144, "quota"],
  [-147, "quota"],
]);

const hasPassed = ({ zaloError }: Pick<AttemptRecord, "zaloError">) => passing.has(zaloError ?? 0);
const hasReached = ({ state }: Pick<AttemptRecord, "state">) => state === "sent" || state === "delivered";

const receiptsAtMost = 1;

/** By when a message has to have gone out, also one that did not wait. */
function notAfterOf(context: ServiceContext, message: KnownMessage, { notAfter }: MessageContent): number {
  return message.notAfter ?? notAfter ?? defaultNotAfter(context, message.templateId, message.createdAt);
}

/** What was secret in it is not stored any more: it cannot be sent again. */
const isWhole = ({ templates }: ServiceContext, { data, templateId }: KnownMessage) =>
  data !== null &&
  Object.values(templates?.find(templateId ?? "")?.variables ?? {}).every(({ secret = false }) => !secret);

/**
 * A message that Zalo refused for its time or its quota waits for the morning, once: an earlier attempt that ended so, or of which a receipt told a
 * success, leaves it as it is. A copy of the receipt finds the next attempt, and does nothing.
 */
export async function holdRefused(
  context: ServiceContext,
  { state, zaloError }: ReceiptRecord,
  told: KnownMessage | undefined,
): Promise<void> {
  const heldFor = passing.get(zaloError ?? 0);
  if (!context.holdOnRefusal || state !== "failed" || heldFor === undefined || told?.state !== "failed") return;
  const { records, now, onWaiting } = context;
  const found = await records.findMessage(told.messageId, receiptsAtMost);
  if (!found || !hasPassed(found.message) || found.attempts.some((one) => hasPassed(one) || hasReached(one))) return;
  const { message } = found;
  const dueAt = nextMorning(now());
  const content = await decryptMessage(context.encryption, message);
  const notAfter = notAfterOf(context, message, content);
  if (notAfter <= dueAt || !isWhole(context, message)) return;
  const waiting = { dueAt, notAfter, lane: message.lane ?? "scheduled", heldFor, secrets: null };
  const { simulated } = content;
  const next = {
    message: { ...message, simulated, waiting },
    after: message.attempt,
    from: ["failed"],
    at: now(),
  } as const;
  if (await records.beginAttempt(next)) onWaiting?.();
}

/** Whether a message that waited is not to be sent: it was refused before, and a receipt says since then that it was sent all the same. */
export async function hasArrived({ records }: ServiceContext, { messageId, attempt }: KnownMessage): Promise<boolean> {
  if (attempt === 1) return false;
  const found = await records.findMessage(messageId, receiptsAtMost);
  return found?.attempts.some((one) => hasReached(one)) ?? false;
}
