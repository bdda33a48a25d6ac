import type { PassedOver, ResendOptions, SentMessage } from "@nxzalo/core/journeys";
import { type ResendMessageInput, type TemplateData, validateInput } from "@nxzalo/core/schemas";
import { readLabels } from "../store/ledger.ts";
import type { NextAttempt } from "../store/records.ts";
import { toAuditRecord } from "./audit.ts";
import {
  type AskedMessage,
  type BegunAttempt,
  refuseAttempt,
  toMessageRecord,
  toWaitingMessage,
} from "./begin-attempt.ts";
import { createIndexes, type ServiceContext } from "./context.ts";
import { correct } from "./corrected-recipients.ts";
import { decryptData } from "./encrypted-fields.ts";
import { notResendable, withOutcome } from "./errors.ts";
import { hasReached, isWhole } from "./hold-on-refusal.ts";
import { schemas } from "./input-schemas.ts";
import { moveWaiting } from "./move-waiting.ts";
import { type Recipient, withJourney } from "./recipient.ts";
import { assertAgreed, doubtOfAttempts, doubtOfJourney, type Wanted } from "./resend-doubts.ts";
import { beginOnTime, scheduleOf, upTo, type Wait } from "./schedule.ts";
import { sendAttempt } from "./send.ts";
import { findStored, isLive, type Stored } from "./stored-message.ts";
import { assertNotSuppressed, passOver } from "./suppressions.ts";

interface ResendOneOptions extends ResendOptions {
  /** Of many messages that are sent again at once: there is no decision about each recipient. */
  readonly isOneOfMany?: boolean | undefined;
}

const giveData = "give `templateData`, and send it again";

/** The data that it is sent with. Another recipient gets what was written for the former one only from a caller who may see it. */
async function dataOf(
  context: ServiceContext,
  { message }: Stored,
  { input: { templateData }, options: { seesPeople = false }, isOther }: Wanted,
): Promise<TemplateData> {
  if (templateData !== undefined) return templateData;
  if (isOther && !seesPeople)
    throw notResendable("Its template's data was for another recipient", "give `templateData` for the new one");
  if (message.data === null) throw notResendable("Its template's data is not stored any more", giveData);
  if (!isWhole(context, message.templateId))
    throw notResendable("Its template has secret variables, which are not stored", giveData);
  return decryptData(context.encryption, message.messageId, message.data);
}

/** To whom it goes when it is due, on the journey that is live then; otherwise on the one of its reference, which is opened for it. */
async function recipientOf(
  context: ServiceContext,
  { content, journey, opened, appKey, phone: former }: Stored,
  { input, isOther }: Wanted,
  dueAt: number,
): Promise<Recipient> {
  const phone = input.phone ?? former;
  if (phone === undefined) throw notResendable("Its recipient is not stored any more", "send a new message");
  const tokenType = content.tokenType ?? opened?.tokenType;
  const reference = content.reference ?? opened?.reference;
  const index = createIndexes(context.encryption);
  const indexes = { appIndex: await index.app(appKey), phoneIndex: await index.phone(phone) };
  const own = { phone, appKey, tokenType, reference, ...indexes };
  if (!isOther && journey && opened && isLive(journey, dueAt)) {
    const { journeyId, expiresAt } = journey;
    return { ...own, journeyToken: opened.token, journeyId, expiresAt };
  }
  if (tokenType === undefined) {
    if (isOther && content.journeyToken !== undefined)
      throw notResendable("Its journey token is for another recipient", "send a new message");
    return { ...own, journeyToken: content.journeyToken, journeyId: null };
  }
  return { ...own, journeyToken: undefined, journeyId: null };
}

/** What is passed over, before anything is opened. @throws ProxyError `recipient_suppressed` */
async function passOverFor(
  context: ServiceContext,
  { content, appKey, phone: former }: Stored,
  { phone = former }: ResendMessageInput,
  { isOneOfMany = false, dueAt }: ResendOneOptions & { readonly dueAt: number },
): Promise<readonly PassedOver[]> {
  if (phone === undefined) return [];
  const index = createIndexes(context.encryption);
  const appIndex = await index.app(appKey);
  const target = { appIndex, phoneIndex: await index.phone(phone), templateId: content.templateId };
  if (!isOneOfMany) return passOver(context, target, dueAt);
  await assertNotSuppressed(context, target, { at: dueAt });
  return [];
}

/** @throws ProxyError `message_not_resendable` where something else has changed the message since it was looked at. */
async function storeAttempt(context: ServiceContext, next: NextAttempt, begun: BegunAttempt): Promise<void> {
  const isBegun = await context.records.beginAttempt(next).catch(async (error: unknown) => {
    // What waits may have been stored, and goes then.
    if (next.message.waiting) throw withOutcome(error, "unknown");
    await refuseAttempt(context, begun);
    throw error;
  });
  if (!isBegun) throw notResendable("Another call, or a receipt, has changed it meanwhile", "look at it again");
}

/**
 * Sends a stored message again, as its next attempt: to another phone, whose journey of the same reference is opened and has the message from
 * then on, or with other data, where these are given. Of two at once, one does. In its quiet hours, and where what is left of the quota is kept
 * for others, it waits as a new message does; the `notAfter` of the former ask does not bind a new decision.
 */
export async function resend(
  context: ServiceContext,
  messageId: string,
  given: ResendMessageInput,
  options: ResendOneOptions,
): Promise<SentMessage> {
  const { now } = context;
  const input = validateInput(schemas.resend(context.settings), given);
  const stored = await findStored(context, messageId, options);
  const { message, content, journey } = stored;
  const { templateId, ext, drWebhook, journeyToken } = content;
  const isOther = input.phone !== undefined && input.phone !== stored.phone;
  const wanted = { input, options, isOther };
  const decidedAt = now();
  const ofAttempts = doubtOfAttempts(stored, wanted, decidedAt);
  const schedule = scheduleOf(context, { templateId });
  const dueAt = schedule.waiting?.dueAt ?? decidedAt;
  assertAgreed([ofAttempts, doubtOfJourney(stored, wanted, dueAt)], wanted);
  const data = await dataOf(context, stored, wanted);
  const templateData = context.templates?.hold({ templateId, templateData: data }) ?? data;
  const passedOver = await passOverFor(context, stored, input, { ...options, dueAt });
  const found = await recipientOf(context, stored, wanted, dueAt);
  const { phone, appIndex, phoneIndex, reference } = found;
  const labels = readLabels(journey) ?? message.labels ?? undefined;
  const action = isOther || input.templateData !== undefined ? "correct" : "resend";
  const attempt = message.attempt + 1;
  const begun: BegunAttempt = { messageId, attempt, holder: undefined, recipient: { appIndex, phoneIndex } };

  async function begin(waiting: Wait | undefined) {
    const { caller } = options;
    const recipient = waiting ? found : await withJourney(context, found, { labels, caller });
    const topic = reference === undefined ? undefined : content.topic;
    const move = { recipient, seesPeople: options.seesPeople === true, attempt };
    const { moved, corrections } = (isOther ? await moveWaiting(context, message, move) : undefined) ?? {};
    const asked: AskedMessage = {
      input: { phone, templateId, templateData, ext, drWebhook, journeyToken, topic },
      options: { caller, drWebhook: options.drWebhook },
      waiting,
      decidedAt: options.isOneOfMany ? undefined : decidedAt,
      goesFrom: action === "correct" || stored.attempts.some(hasReached) ? attempt : content.goesFrom,
      corrections: correct(
        message,
        { known: content.corrections, moved: corrections },
        { to: phoneIndex, at: decidedAt },
      ),
    };
    const next = await toMessageRecord(context, asked, recipient, messageId);
    const entry = toAuditRecord(context, { action, caller, appIndex, subject: messageId });
    const from = [message.state];
    await storeAttempt(context, { message: next, after: message.attempt, from, at: now(), moved, entry }, begun);
    return { asked, recipient, next };
  }

  const about = { messageId, appIndex, templateId };
  const { asked, recipient, next } = await beginOnTime(context, upTo(schedule, found.expiresAt), about, begin);
  if (asked.waiting) context.onWaiting?.();
  const sent = asked.waiting
    ? toWaitingMessage(next)
    : await sendAttempt(context, asked, recipient, { ...begun, found });
  return passedOver.length > 0 ? { ...sent, passedOver } : sent;
}
