import { isNxZaloError, type NxZaloError } from "@nxzalo/core/errors";
import { isSimulated } from "@nxzalo/core/internal";
import type { AccessScope, CallContext, SentMessage } from "@nxzalo/core/journeys";
import { inputError, type SendMessageInput, type TemplateData } from "@nxzalo/core/schemas";
import type { Holder, IdempotencyRecord, IdempotencyRequest, MessageRecord } from "../store/records.ts";
import { createIndexes, type ServiceContext } from "./context.ts";
import { type Correction, encryptAnswer, encryptData, encryptMessage, encryptSecrets } from "./encrypted-fields.ts";
import { withOutcome } from "./errors.ts";
import { undeliverableEvent } from "./events.ts";
import { callRequest, type KeyedCall } from "./idempotency.ts";
import { toMessageIndexes } from "./message-indexes.ts";
import type { Recipient } from "./recipient.ts";
import { retryWriteInBackground } from "./retry-write.ts";
import type { Wait } from "./schedule.ts";

/** Options of one message. */
export type SendOptions = CallContext &
  AccessScope & {
    /** Where NXCLOUD posts its receipts, where the message names no `drWebhook`. Default: as `createJourneys` was told. */
    readonly drWebhook?: string | undefined;
    /** Whether it is stored, and sent after the answer. Default: false. */
    readonly respondAsync?: boolean | undefined;
  };

/** A message as it was asked for. */
export interface AskedMessage {
  readonly input: SendMessageInput;
  readonly options: SendOptions;
  /** Where it has an idempotency key. */
  readonly call?: KeyedCall | undefined;
  /** Where it is not sent at once. */
  readonly waiting?: Wait | undefined;
  /** When a person decided that it is sent, whatever receipts had said of its recipient. */
  readonly decidedAt?: number | undefined;
  /** Attempts before this one do not keep it from being sent: what they had come to was known, or what is sent since is another message. */
  readonly goesFrom?: number | undefined;
  /** Whom it was for before. */
  readonly corrections?: readonly Correction[] | undefined;
}

/** An attempt that is stored and may be sent. */
export interface BegunAttempt {
  readonly messageId: string;
  readonly attempt: number;
  /** The owner of the call's idempotency key. */
  readonly holder: Holder | undefined;
  /** Milliseconds within which it may be sent, asked for just before that. Default: it may always. */
  readonly leftMs?: (() => number) | undefined;
  /**
   * Its recipient when it was last looked at whether they are to be written to. Where a journey was opened since, or a place in the pace is waited for, that is
   * looked at again just before it is sent. Default: it is not.
   */
  readonly found?: Recipient | undefined;
  /** Whether it has its place in the account's pace. Default: it takes one. */
  readonly hasPlace?: boolean | undefined;
  /** Whom it is for, where its caller is answered with a refusal. */
  readonly recipient?: Pick<MessageRecord, "appIndex" | "phoneIndex"> | undefined;
  /** Stores that it surely was not sent. Default: it is refused. */
  readonly refuse?: ((error: unknown) => Promise<void>) | undefined;
}

/** What templates call secret of a message's data, encrypted; null where nothing is. */
async function toSecrets(
  { encryption }: ServiceContext,
  messageId: string,
  { all, stored }: { readonly all: TemplateData; readonly stored: TemplateData },
): Promise<string | null> {
  const secret = Object.entries(all).filter(([name]) => !Object.hasOwn(stored, name));
  return secret.length === 0 ? null : encryptSecrets(encryption, messageId, Object.fromEntries(secret));
}

/**
 * A message as it is stored: all that was asked, so that it can be sent again, but for variables that are secret, which are stored only while
 * it waits.
 */
export async function toMessageRecord(
  context: ServiceContext,
  { input, options, waiting, decidedAt, goesFrom, corrections }: AskedMessage,
  recipient: Omit<Recipient, "journeyToken">,
  messageId: string,
): Promise<MessageRecord> {
  const { encryption, templates, now } = context;
  const { templateId, templateData, ext, journeyToken, topic } = input;
  const { phone, journeyId, appKey, appIndex, phoneIndex, tokenType, reference } = recipient;
  // Who sends what waited knows no more of the call.
  const drWebhook = input.drWebhook ?? (waiting && (options.drWebhook ?? context.drWebhook));
  const notAfter = waiting || input.notAfter === undefined ? undefined : new Date(input.notAfter).getTime();
  const simulated = isSimulated(context.staging, phone) || undefined;
  const asked = { phone, appKey, tokenType, reference, drWebhook, journeyToken, topic, notAfter, simulated };
  const decision = waiting && { decidedAt };
  const stored = templates?.withoutSecrets(input) ?? templateData;
  if (topic !== undefined && reference === undefined)
    throw inputError([
      { path: ["topic"], message: "needs a reference: leave it out", code: "topic_without_reference" },
    ]);
  return {
    messageId,
    journeyId,
    hasToken: journeyId !== null || journeyToken !== undefined || (waiting !== undefined && tokenType !== undefined),
    appIndex,
    phoneIndex,
    ciphertext: await encryptMessage(encryption, messageId, {
      templateId,
      ext,
      goesFrom,
      corrections,
      ...asked,
      ...decision,
    }),
    data: await encryptData(encryption, messageId, stored),
    createdAt: now(),
    caller: options.caller ?? null,
    templateId,
    labels: input.labels ?? null,
    ...(await toMessageIndexes(encryption, { phone, reference })),
    topicIndex: topic === undefined ? null : await createIndexes(encryption).topic(appKey, reference ?? "", topic),
    ...(simulated && { simulated }),
    waiting: waiting && {
      ...waiting,
      secrets: await toSecrets(context, messageId, { all: templateData, stored }),
    },
  };
}

/** What the caller of a message that waits is answered. */
export const toWaitingMessage = ({ messageId, journeyId, waiting, simulated }: MessageRecord): SentMessage => ({
  requestId: null,
  messageId,
  state: "scheduled",
  ...(journeyId !== null && { journeyId }),
  ...(waiting && { sendAt: new Date(waiting.dueAt) }),
  ...(waiting?.heldFor && { heldFor: waiting.heldFor }),
  ...(simulated && { simulated: true }),
});

/** NXCLOUD's code, where it gave one. */
export const upstreamCodeOf = (error: unknown): number | null =>
  isNxZaloError(error) ? ((error as NxZaloError & { upstreamCode?: number }).upstreamCode ?? null) : null;

/** Whether somebody asked that the recipient is not written to. */
export const isSuppressed = (error: unknown): boolean => isNxZaloError(error) && error.code === "recipient_suppressed";

/** Why a message that was refused does not reach its recipient, as an event tells it. */
export const undeliverableBy = (error: unknown) => ({
  reason: isSuppressed(error) ? ("suppressed" as const) : ("refused" as const),
  upstreamCode: upstreamCodeOf(error) ?? undefined,
});

/** Stores that an attempt surely was not sent; what the caller hears does not depend on it. */
export function refuseAttempt(context: ServiceContext, begun: BegunAttempt, error?: unknown): Promise<void> {
  const { records, timeouts, dataRetainMs, now } = context;
  const { messageId, attempt, holder, recipient } = begun;
  const upstreamCode = upstreamCodeOf(error);
  const isTold = context.events?.notifiesRefused === true && recipient !== undefined;
  const event = isTold ? undeliverableEvent(context, { messageId, ...recipient }, undeliverableBy(error)) : undefined;
  const refused = { call: holder, messageId, attempt, upstreamCode, eraseAt: now() + dataRetainMs, event };
  return retryWriteInBackground(() => records.refuse(refused), timeouts);
}

/** Stores the first attempt; gives what is known of the key, where it has a call already. */
async function beginFirst(
  { records, timeouts, dataRetainMs }: ServiceContext,
  message: MessageRecord,
  call: IdempotencyRequest | undefined,
  answer: string | undefined,
): Promise<IdempotencyRecord | undefined> {
  const eraseAt = message.createdAt + dataRetainMs;
  return records.start({ call, message, answer, eraseAt }).catch(async (error: unknown) => {
    // It may have been written all the same; nothing was sent, so no caller may read that it may have been. Awaited once: what a Worker
    // has not finished when it answers is cut off.
    const cancel = () => records.cancel({ call, messageId: message.messageId });
    const isUndone = await cancel().catch(() => {
      void retryWriteInBackground(cancel, timeouts);
      return false;
    });
    // What waits may have been taken and sent by then.
    throw message.waiting && !isUndone ? withOutcome(error, "unknown") : error;
  });
}

/**
 * Stores an attempt before it is sent: a message's first, or, by the key of a message that was refused, its next. Gives what is known of the
 * key, where another call has it.
 */
export async function beginAttempt(
  context: ServiceContext,
  message: MessageRecord,
  { call }: AskedMessage,
  refused?: IdempotencyRecord,
): Promise<BegunAttempt | { readonly known: IdempotencyRecord }> {
  const { records, now } = context;
  const { messageId } = message;
  const { waiting, appIndex, phoneIndex } = message;
  const recipient = { appIndex, phoneIndex };
  const request = call && callRequest(context, call, { owner: crypto.randomUUID(), dueAt: waiting?.dueAt });
  const holder = request && { key: request.key, owner: request.owner };
  const answer = call && waiting && (await encryptAnswer(context.encryption, call.key, toWaitingMessage(message)));
  if (!refused) {
    const known = await beginFirst(context, message, request, answer);
    return known ? { known } : { messageId, attempt: 1, holder, recipient };
  }
  const begun = { messageId, attempt: refused.attempt + 1, holder, recipient };
  const next = { call: request, message, answer, after: refused.attempt, from: ["refused"], at: now() } as const;
  const isBegun = await records.beginAttempt(next).catch(async (error: unknown) => {
    await refuseAttempt(context, begun, error);
    throw error;
  });
  if (isBegun) return begun;
  const known = call && (await records.findIdempotent({ key: call.key, now: now() }));
  return { known: known ?? refused };
}
