import { isNxZaloError } from "@nxzalo/core/errors";
import { isSimulated } from "@nxzalo/core/internal";
import type { MessageState, SentMessage } from "@nxzalo/core/journeys";
import { writePhone } from "@nxzalo/core/phone";
import { type SendMessageInput, validateInput } from "@nxzalo/core/schemas";
import { longestJourneyMs } from "../retention.ts";
import { isAccepted, isNeverSent } from "../store/message-states.ts";
import type { IdempotencyRecord } from "../store/records.ts";
import {
  type AskedMessage,
  type BegunAttempt,
  beginAttempt,
  refuseAttempt,
  type SendOptions,
  toMessageRecord,
  toWaitingMessage,
  upstreamCodeOf,
} from "./begin-attempt.ts";
import { inApplication, type ServiceContext } from "./context.ts";
import { decryptAnswer, decryptFailedAnswer, encryptAnswer, encryptFailedAnswer } from "./encrypted-fields.ts";
import {
  askAgainHint,
  isUnknown,
  messageExpired,
  outcomeUnknown,
  quietHoursBegun,
  rejectUnasked,
  sameKeyHint,
  withHint,
} from "./errors.ts";
import { isWanted } from "./event-targets.ts";
import { assertRepeatable, findCall, type KeyedCall, keepRepeated } from "./idempotency.ts";
import { schemas } from "./input-schemas.ts";
import { toExt } from "./message-ext.ts";
import { waitForPlace } from "./pace.ts";
import { findRecipient, type Recipient, withJourney } from "./recipient.ts";
import { whileRenewing } from "./renew-lease.ts";
import { retryWriteInBackground } from "./retry-write.ts";
import { beginOnTime, scheduleOf, upTo, type Wait } from "./schedule.ts";
import { silentAt } from "./silence.ts";
import { assertNotSuppressed } from "./suppressions.ts";
import { tagOf } from "./template-tags.ts";

/** No timer runs for longer. */
const longestTimerMs = 2_147_483_647;

interface Sent {
  readonly messageId: string;
  readonly requestId: string | null;
  readonly journeyId: string | null;
  readonly state: MessageState;
  readonly simulated?: true | undefined;
}

const toSentMessage = ({ messageId, requestId, journeyId, state, simulated }: Sent): SentMessage => ({
  requestId,
  messageId,
  state,
  ...(journeyId !== null && { journeyId }),
  ...(simulated && { simulated }),
});

/** The answer of a call whose message was stored until its time; once that is over without it, or was deleted, what became of it. */
async function readWaited(
  { encryption, now }: ServiceContext,
  { key }: KeyedCall,
  { answer, messageState, state }: IdempotencyRecord,
): Promise<SentMessage | undefined> {
  if (answer === null || (state !== "done" && state !== "cancelled")) return undefined;
  const stored = (await decryptAnswer(encryption, key, answer)) as SentMessage & { sendAt?: string };
  if (stored.sendAt === undefined) return undefined;
  const { sendAt, heldFor, ...sent } = stored;
  const dueAt = new Date(sendAt);
  if (isNeverSent(messageState)) return { ...sent, state: messageState };
  if (messageState !== null) return { ...stored, sendAt: dueAt };
  return { ...sent, state: state === "cancelled" || dueAt.getTime() > now() ? "cancelled" : "accepted" };
}

/** The answer that the call had before, or what receipts say since. It is never sent again. */
async function repeated(context: ServiceContext, call: KeyedCall, known: IdempotencyRecord): Promise<SentMessage> {
  await assertRepeatable(context, call, known);
  await keepRepeated(context, call, known);
  const { messageId, requestId, journeyId, messageState, state, answer } = known;
  const waited = await readWaited(context, call, known);
  if (waited) return waited;
  if (messageId !== null && isAccepted(messageState)) {
    const answered =
      answer === null || state !== "done" ? {} : await decryptAnswer(context.encryption, call.key, answer);
    const { simulated } = answered as Partial<Sent>;
    return toSentMessage({ messageId, requestId, journeyId, state: "accepted", simulated });
  }
  if (state === "done" && (answer !== null || messageState === null)) {
    // The message itself has been deleted.
    const deleted = { messageId: messageId ?? "", requestId: null, journeyId: null, state: "accepted" } as const;
    if (answer === null) return toSentMessage(deleted);
    const stored = (await decryptAnswer(context.encryption, call.key, answer)) as Partial<Sent>;
    return toSentMessage({ ...deleted, ...stored });
  }
  // One that is sent again later than its call.
  if (messageId !== null && (messageState === "scheduled" || isNeverSent(messageState))) {
    const { dueAt, heldFor } = known;
    const waits = messageState === "scheduled" && dueAt !== null && { sendAt: new Date(dueAt) };
    const sent = toSentMessage({ messageId, requestId: null, journeyId, state: messageState });
    return { ...sent, ...waits, ...(waits && heldFor && { heldFor }) };
  }
  throw answer === null ? outcomeUnknown() : await decryptFailedAnswer(context.encryption, call.key, answer);
}

/** Sends a message, which is stored before; by an idempotency key, at most once. What was refused may be asked for again by the same key. */
export async function sendOnce(
  context: ServiceContext,
  given: SendMessageInput,
  options: SendOptions,
): Promise<SentMessage> {
  const input = validateInput(schemas.send(context.settings), given);
  if (options.idempotencyKey === undefined) return send(context, { input, options });
  const { known, ...call } = await findCall(context, options, "send", { ...input, appKey: options.appKey });
  return sendKeyed(context, { input, options, call }, known).catch(rejectUnasked(sameKeyHint));
}

/** Sends by a key what that key has not sent. */
async function sendKeyed(
  context: ServiceContext,
  asked: AskedMessage & { readonly call: KeyedCall },
  known: IdempotencyRecord | undefined,
): Promise<SentMessage> {
  if (known && !known.isRefused) return repeated(context, asked.call, known);
  // What was refused leaves its key to another message.
  return send(context, asked, known?.fingerprint === asked.call.fingerprint ? known : undefined);
}

/** Whether a message was refused on the way to NXCLOUD, or by it: what does not fit is no message. */
const isRefusal = (error: unknown): boolean =>
  isNxZaloError(error) && ["upstream", "transport", "response"].includes(error.kind);

/** Stores a message whose journey could not be opened. */
async function storeRefused(
  context: ServiceContext,
  asked: AskedMessage,
  recipient: Recipient,
  { error, refused }: { readonly error: unknown; readonly refused: IdempotencyRecord | undefined },
): Promise<void> {
  const messageId = refused?.messageId ?? crypto.randomUUID();
  const message = await toMessageRecord(context, asked, recipient, messageId);
  const begun = await beginAttempt(context, message, asked, refused);
  if (!("known" in begun)) await refuseAttempt(context, begun, error);
}

/** A message as its template lets it out. @throws ProxyError `template_mismatch` */
const holdAsked = ({ templates }: ServiceContext, asked: AskedMessage): AskedMessage =>
  templates ? { ...asked, input: { ...asked.input, templateData: templates.hold(asked.input) } } : asked;

async function send(context: ServiceContext, given: AskedMessage, refused?: IdempotencyRecord): Promise<SentMessage> {
  const schedule = scheduleOf(context, given.input, given.options.respondAsync);
  const held = holdAsked(context, given);
  const { input, options, call } = held;
  const found = await findRecipient(context, input, options, schedule.waiting?.dueAt);
  const messageId = refused?.messageId ?? crypto.randomUUID();

  async function begin(waiting: Wait | undefined) {
    const asked = { ...held, waiting };
    const opening = waiting ? found : withJourney(context, found, { labels: input.labels, caller: options.caller });
    const recipient = await Promise.resolve(opening).catch(async (error: unknown) => {
      // Where that cannot be stored, the caller hears of the refusal all the same.
      if (isRefusal(error)) await storeRefused(context, asked, found, { error, refused }).catch(() => {});
      throw error;
    });
    const message = await toMessageRecord(context, asked, recipient, messageId);
    return { asked, recipient, message, begun: await beginAttempt(context, message, asked, refused) };
  }

  const { templateId, lane } = input;
  const about = { messageId, appIndex: found.appIndex, templateId, lane };
  const { asked, recipient, message, begun } = await beginOnTime(
    context,
    upTo(schedule, found.expiresAt),
    about,
    begin,
  );
  if ("known" in begun) {
    if (!call) throw outcomeUnknown();
    return sendKeyed(context, { input, options, call }, begun.known);
  }
  const leftMs = input.notAfter === undefined ? undefined : () => schedule.notAfter - context.now();
  if (!asked.waiting) return sendAttempt(context, asked, recipient, { ...begun, leftMs, found });
  context.onWaiting?.();
  return toWaitingMessage(message);
}

/** Sends what has been stored, and stores what became of it. */
export async function sendAttempt(
  context: ServiceContext,
  { input, options, call, decidedAt }: AskedMessage,
  recipient: Recipient,
  begun: BegunAttempt,
): Promise<SentMessage> {
  const { records, encryption, client, quietHours, timeouts, dataRetainMs, now } = context;
  const { phone, journeyToken, journeyId, appKey } = recipient;
  const { messageId, attempt, holder, found } = begun;
  const { templateId, templateData } = input;
  const drWebhook = input.drWebhook ?? options.drWebhook ?? context.drWebhook;
  const to = writePhone(phone, context.settings.defaultCountryCode);
  const wire = { phone: to, templateId, templateData, journeyToken, drWebhook, ext: toExt(messageId, attempt) };
  const work = async () => {
    if (!begun.hasPlace) await waitForPlace(context, input.lane);
    if (found && (found !== recipient || context.pace))
      await assertNotSuppressed(context, { ...found, templateId }, { decidedAt });
    const leftMs = begun.leftMs?.() ?? Number.POSITIVE_INFINITY;
    if (leftMs < 1) throw messageExpired();
    const tag = tagOf(context, templateId);
    const at = now();
    if (quietHours.until(tag, at) !== undefined) throw quietHoursBegun();
    const quietMs = (quietHours.begin(tag, at) ?? Number.POSITIVE_INFINITY) - at;
    const withinMs = Math.min(leftMs, quietMs);
    const limits = withinMs === Number.POSITIVE_INFINITY ? {} : { beginWithinMs: Math.min(withinMs, longestTimerMs) };
    return client.sendTemplate(wire, { ...inApplication(appKey), ...limits });
  };
  const renew = async (leaseUntil: number) => holder !== undefined && records.renewCall({ ...holder, leaseUntil });
  const sent = await whileRenewing(context, renew, work).catch(async (error: unknown) => {
    if (!isUnknown(error)) {
      await (begun.refuse?.(error) ?? refuseAttempt(context, begun, error));
      throw error;
    }
    const failure = call ? withHint(error, askAgainHint) : error;
    const answer = call && (await encryptFailedAnswer(encryption, call.key, failure));
    const upstreamCode = upstreamCodeOf(error);
    const unknown = { call: holder, messageId, attempt, isAccepted: false, upstreamCode, answer };
    await retryWriteInBackground(() => records.finish(unknown), timeouts);
    throw failure;
  });
  const simulated = isSimulated(context.staging, phone) || undefined;
  const result = toSentMessage({ messageId, requestId: sent.requestId, journeyId, state: "accepted", simulated });
  const answer = call && (await encryptAnswer(encryption, call.key, result));
  // Where it cannot be stored it has been sent all the same: a caller who gets an error sends it again. The same key gives this answer when
  // a receipt has come.
  // A message of which no receipt tells has come to its end by then.
  const eraseAt = now() + longestJourneyMs + dataRetainMs;
  const accepted = {
    call: holder,
    messageId,
    attempt,
    isAccepted: true,
    requestId: sent.requestId,
    eraseAt,
    answer,
    undeliverableAt: isWanted(context, "message.undeliverable") ? now() : undefined,
    // No receipt tells of what was sent only in appearance.
    silentAt: simulated ? undefined : silentAt(context, now()),
  };
  await retryWriteInBackground(() => records.finish(accepted), timeouts);
  return result;
}
