import { parseReceipt } from "@nxzalo/core";
import type { HeldFor, MessageState } from "@nxzalo/core/journeys";
import type { FoundMessage } from "../store/message-queries.ts";
import type { AttemptRecord, KnownMessage, ReceiptRecord, ToldState } from "../store/records.ts";
import { nextMorning } from "../store/vietnam-time.ts";
import type { Withdrawal } from "../store/waiting.ts";
import type { ServiceContext } from "./context.ts";
import { decryptMessage, decryptReceipt, type MessageContent } from "./encrypted-fields.ts";
import { parseExt } from "./message-ext.ts";
import { readFacts, toldState } from "./receipt-facts.ts";
import { defaultNotAfter } from "./schedule.ts";
import { silentAt } from "./silence.ts";

/** Zalo's codes for a message that came at night, or after the quota of a day: the account's, or its template's. */
const passing: ReadonlyMap<number, HeldFor> = new Map([
  [-133, "quiet_hours"],
  [-144, "quota"],
  [-147, "quota"],
]);

const hasPassed = ({ zaloError }: Pick<AttemptRecord, "zaloError">) => passing.has(zaloError ?? 0);
export const hasReached = ({ state }: { readonly state: MessageState | ToldState }) =>
  state === "sent" || state === "delivered";

/** The attempts whose success takes back one that waits. */
const countedAttempts = (attempts: readonly AttemptRecord[], { goesFrom = 1 }: MessageContent) =>
  attempts.filter(({ attempt }) => attempt >= goesFrom);

/** More than NXCLOUD tells of a message. */
const receiptsAtMost = 200;

/** Whether a receipt told a success, also one that a failure outweighs. */
async function isToldSent(
  { encryption }: ServiceContext,
  { receipts }: FoundMessage,
  { goesFrom = 1 }: MessageContent,
): Promise<boolean> {
  const told = await Promise.all(receipts.map(async (one) => parseReceipt(await decryptReceipt(encryption, one))));
  return told
    .map((receipt) => readFacts(receipt))
    .some(({ ext, status }) => (parseExt(ext)?.attempt ?? 1) >= goesFrom && hasReached({ state: toldState(status) }));
}

/** By when a message has to have gone out, also one that did not wait. */
function notAfterOf(context: ServiceContext, message: KnownMessage, { notAfter }: MessageContent): number {
  return message.notAfter ?? notAfter ?? defaultNotAfter(context, message.templateId, message.attemptedAt);
}

/** Whether all of a template's variables are stored: what was secret is not any more once it was sent, and cannot be sent again. */
export const isWhole = ({ templates }: ServiceContext, templateId: string | null): boolean =>
  Object.values(templates?.find(templateId ?? "")?.variables ?? {}).every(({ secret = false }) => !secret);

/**
 * A message that Zalo refused for its time or its quota waits for the morning, once: an earlier attempt that ended so, or of which a receipt told a
 * success, leaves it as it is, and so does a newer message of its topic. A copy of the receipt finds the next attempt, and does nothing.
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
  if (!found || !hasPassed(found.message) || found.attempts.some(hasPassed)) return;
  const { message } = found;
  const content = await decryptMessage(context.encryption, message);
  if (countedAttempts(found.attempts, content).some(hasReached) || (await isToldSent(context, found, content))) return;
  const dueAt = nextMorning(now());
  const notAfter = notAfterOf(context, message, content);
  if (notAfter <= dueAt || message.data === null || !isWhole(context, message.templateId)) return;
  const waiting = { dueAt, notAfter, lane: message.lane ?? "scheduled", heldFor, secrets: null };
  const { simulated } = content;
  const next = {
    message: { ...message, simulated, waiting },
    after: message.attempt,
    from: ["failed"],
    unlessReplaced: true,
    at: now(),
  } as const;
  if (!(await records.beginAttempt(next))) return;
  onWaiting?.();
  // A success that came since the receipts were read found nothing that waits.
  await withdrawWhereArrived(context, { ...message, attempt: message.attempt + 1 });
}

/**
 * The attempt before one that waits, where the message has arrived: it was refused, and a receipt says since then that it was sent all the same.
 * Nothing where a person had it sent again all the same.
 */
export async function findArrived(context: ServiceContext, message: KnownMessage): Promise<AttemptRecord | undefined> {
  const { messageId, attempt } = message;
  if (attempt === 1) return undefined;
  const content = await decryptMessage(context.encryption, message);
  const found = await context.records.findMessage(messageId, receiptsAtMost);
  if (!found) return undefined;
  const attempts = countedAttempts(found.attempts, content);
  const isArrived =
    attempts.some(hasReached) || (attempts.some(hasPassed) && (await isToldSent(context, found, content)));
  return isArrived ? attempts.at(-1) : undefined;
}

/** How an attempt that was never made is taken back: the one before it is the last again. */
export function toWithdrawal(
  context: ServiceContext,
  { messageId, attempt }: KnownMessage,
  { state }: AttemptRecord,
): Withdrawal {
  const { dataRetainMs, now } = context;
  const isOver = state === "delivered" || state === "failed";
  return {
    messageId,
    attempt,
    eraseAt: isOver ? now() + dataRetainMs : null,
    silentAt: isOver ? null : (silentAt(context, now()) ?? null),
  };
}

async function withdrawWhereArrived(context: ServiceContext, message: KnownMessage): Promise<void> {
  const arrived = await findArrived(context, message);
  if (arrived) await context.records.withdraw(toWithdrawal(context, message, arrived));
}

/** A message that a receipt says was sent does not wait for the morning any more. */
export async function withdrawArrived(
  context: ServiceContext,
  told: ReceiptRecord,
  message: KnownMessage | undefined,
): Promise<void> {
  if (message?.state === "scheduled" && hasReached(told)) await withdrawWhereArrived(context, message);
}
