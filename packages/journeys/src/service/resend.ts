import type { PassedOver, ResendOptions, SentMessage } from "@nxzalo/core/journeys";
import { type ResendMessageInput, type ResendRisk, type TemplateData, validateInput } from "@nxzalo/core/schemas";
import { readLabels } from "../store/ledger.ts";
import { isAccepted } from "../store/message-states.ts";
import type { AttemptRecord, KnownJourney, KnownMessage } from "../store/records.ts";
import { toAuditRecord } from "./audit.ts";
import {
  type AskedMessage,
  type BegunAttempt,
  refuseAttempt,
  toMessageRecord,
  toWaitingMessage,
} from "./begin-attempt.ts";
import { createIndexes, type ServiceContext, toAppIndexes } from "./context.ts";
import { correct } from "./corrected-recipients.ts";
import { decryptData, decryptJourney, decryptMessage, type MessageContent } from "./encrypted-fields.ts";
import { type Doubt, messageNotFound, notResendable, notResendableUnforced, withOutcome } from "./errors.ts";
import { hasReached, isWhole } from "./hold-on-refusal.ts";
import { schemas } from "./input-schemas.ts";
import { moveWaiting } from "./move-waiting.ts";
import { type Recipient, withJourney } from "./recipient.ts";
import { beginOnTime, scheduleOf, upTo, type Wait } from "./schedule.ts";
import { sendAttempt } from "./send.ts";
import { assertNotSuppressed, passOver } from "./suppressions.ts";

/** As long as a call may be on its way. */
const onTheWayMs = 60_000;

interface ResendOneOptions extends ResendOptions {
  /** Of many messages that are sent again at once: there is no decision about each recipient. */
  readonly isOneOfMany?: boolean | undefined;
}

/** A message that is stored, with all that it is sent again from. */
interface Stored {
  readonly message: KnownMessage;
  /** Those before its last one. */
  readonly attempts: readonly AttemptRecord[];
  readonly content: MessageContent;
  readonly journey: KnownJourney | undefined;
  /** What is stored of its journey, encrypted. */
  readonly opened: Awaited<ReturnType<typeof decryptJourney>> | undefined;
}

/** @throws ProxyError `message_not_found` for what is unknown, of other applications, or of another caller. */
async function findStored(context: ServiceContext, messageId: string, options: ResendOptions): Promise<Stored> {
  const { records, encryption } = context;
  const { message, attempts = [] } = (await records.findMessage(messageId, 1)) ?? {};
  const appIndexes = await toAppIndexes(context, options.appKeys);
  const isTheirs = options.mayForce === true || message?.caller === (options.caller ?? null);
  if (!message || !isTheirs || appIndexes?.includes(message.appIndex) === false) throw messageNotFound();
  const content = await decryptMessage(encryption, message);
  const journey = message.journeyId === null ? undefined : await records.find(message.journeyId);
  return { message, attempts, content, journey, opened: journey && (await decryptJourney(encryption, journey)) };
}

const isLive = ({ endedAt, expiresAt }: KnownJourney, at: number) => endedAt === null && expiresAt > at;

/** What may have been sent, and did not fail. */
const mayArrive = ({ state }: AttemptRecord) => state === "unknown" || (isAccepted(state) && state !== "failed");

/** Whether the caller takes that on, and may: a second message is for those who may force. */
function isAgreed(risk: ResendRisk, { input: { force = false }, options }: Wanted): boolean {
  const isListed = typeof force === "boolean" ? force : force.includes(risk);
  return isListed && (risk === "journey_opened_anew" || options.mayForce === true);
}

/**
 * Whether another attempt might be a second message.
 *
 * @throws ProxyError `message_not_resendable` in a state in which there is nothing to decide.
 */
function doubtOfAttempts(
  { message: { state, attemptedAt }, attempts }: Stored,
  wanted: Wanted,
  now: number,
): Doubt | undefined {
  if (state === "scheduled") throw notResendable("It waits for its time", "cancel it, or wait");
  if (state === "sent" || state === "delivered") throw notResendable("It has been sent", "send a new message");
  // Refused, failed, cancelled, expired or superseded: an earlier attempt may have it all the same.
  const earlier = attempts.find(mayArrive);
  const isOpen = state === "unknown" || state === "accepted";
  if (!isOpen && !earlier) return undefined;
  // Also one that has just been accepted: where that answer was lost, it is the same decision that is asked for again.
  const isAgain = state === "accepted" && isAgreed("attempt_may_arrive", wanted);
  if ((state === "unknown" || isAgain) && attemptedAt > now - onTheWayMs)
    throw notResendable("It may be on its way", "ask again in a minute");
  const hint = "a caller with the scope `admin` sends it again with `force: true`";
  if (!isOpen && earlier) {
    return hasReached(earlier)
      ? { risk: "attempt_arrived", why: "An earlier attempt has arrived", hint }
      : { risk: "attempt_may_arrive", why: "An earlier attempt may arrive", hint };
  }
  const why = isAccepted(state) ? "NXCLOUD has it" : "It may have been sent";
  return { risk: "attempt_may_arrive", why, hint: `wait for a receipt; ${hint}` };
}

/** Whether another journey would be opened, which is paid. One that could not be opened yet is opened without a doubt. */
function doubtOfJourney({ content, journey, opened }: Stored, { isOther }: Wanted, dueAt: number): Doubt | undefined {
  const hasType = (content.tokenType ?? opened?.tokenType) !== undefined;
  if (isOther || !journey || !hasType || (opened && isLive(journey, dueAt))) return undefined;
  const hint = "`force: true` opens a new journey, which is paid";
  return { risk: "journey_opened_anew", why: "Its journey is over", hint };
}

/** @throws ProxyError `message_not_resendable` with all that the caller has not agreed to, or may not. */
function assertAgreed(doubts: readonly (Doubt | undefined)[], wanted: Wanted): void {
  const left = doubts.filter((doubt) => doubt !== undefined).filter(({ risk }) => !isAgreed(risk, wanted));
  if (left.length > 0) throw notResendableUnforced(left);
}

const giveData = "give `templateData`, and send it again";
const noData = () => notResendable("Its template's data is not stored any more", giveData);

/** What a stored message is to become. */
interface Wanted {
  readonly input: ResendMessageInput;
  readonly options: ResendOptions;
  /** Whether it goes to another phone. */
  readonly isOther: boolean;
}

/** The data that it is sent with. Another recipient gets what was written for the former one only from a caller who may see it. */
async function dataOf(
  context: ServiceContext,
  { message }: Stored,
  { input: { templateData }, options: { seesPeople = false }, isOther }: Wanted,
): Promise<TemplateData> {
  if (templateData !== undefined) return templateData;
  if (isOther && !seesPeople)
    throw notResendable("Its template's data was for another recipient", "give `templateData` for the new one");
  if (message.data === null) throw noData();
  if (!isWhole(context, message.templateId))
    throw notResendable("Its template has secret variables, which are not stored", giveData);
  return decryptData(context.encryption, message.messageId, message.data);
}

/** To whom it goes when it is due, on the journey that is live then; otherwise on the one of its reference, which is opened for it. */
async function recipientOf(
  context: ServiceContext,
  { content, journey, opened }: Stored,
  { phone: given }: ResendMessageInput,
  dueAt: number,
): Promise<Recipient> {
  const former = content.phone ?? opened?.phone;
  const phone = given ?? former;
  if (phone === undefined) throw notResendable("Its recipient is not stored any more", "send a new message");
  const isOther = phone !== former;
  const appKey = content.appKey ?? opened?.appKey ?? context.appKey;
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
  { content, opened }: Stored,
  input: ResendMessageInput,
  { isOneOfMany = false, dueAt }: ResendOneOptions & { readonly dueAt: number },
): Promise<readonly PassedOver[]> {
  const phone = input.phone ?? content.phone ?? opened?.phone;
  if (phone === undefined) return [];
  const index = createIndexes(context.encryption);
  const appIndex = await index.app(content.appKey ?? opened?.appKey ?? context.appKey);
  const target = { appIndex, phoneIndex: await index.phone(phone), templateId: content.templateId };
  if (!isOneOfMany) return passOver(context, target, dueAt);
  await assertNotSuppressed(context, target, { at: dueAt });
  return [];
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
  const { records, now } = context;
  const input = validateInput(schemas.resend(context.settings), given);
  const stored = await findStored(context, messageId, options);
  const { message, content, opened, journey } = stored;
  const { templateId, ext, drWebhook, journeyToken } = content;
  const isOther = input.phone !== undefined && input.phone !== (content.phone ?? opened?.phone);
  const wanted = { input, options, isOther };
  const decidedAt = now();
  const ofAttempts = doubtOfAttempts(stored, wanted, decidedAt);
  const schedule = scheduleOf(context, { templateId });
  const dueAt = schedule.waiting?.dueAt ?? decidedAt;
  assertAgreed([ofAttempts, doubtOfJourney(stored, wanted, dueAt)], wanted);
  const data = await dataOf(context, stored, wanted);
  const templateData = context.templates?.hold({ templateId, templateData: data }) ?? data;
  const passedOver = await passOverFor(context, stored, input, { ...options, dueAt });
  const found = await recipientOf(context, stored, input, dueAt);
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
    const isBegun = await records
      .beginAttempt({ message: next, after: message.attempt, from: [message.state], at: now(), moved, entry })
      .catch(async (error: unknown) => {
        // What waits may have been stored, and goes then.
        if (waiting) throw withOutcome(error, "unknown");
        await refuseAttempt(context, begun);
        throw error;
      });
    if (!isBegun) throw notResendable("Another call, or a receipt, has changed it meanwhile", "look at it again");
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
