import type { AccessScope, CallContext, SentMessage } from "@nxzalo/core/journeys";
import { type SendMessageInput, validateInput } from "@nxzalo/core/schemas";
import { isAccepted } from "../store/message-states.ts";
import type { IdempotencyRecord, MessageRecord } from "../store/records.ts";
import { inApplication, type ServiceContext, schemas } from "./context.ts";
import {
  decryptAnswer,
  decryptFailedAnswer,
  encryptAnswer,
  encryptData,
  encryptFailedAnswer,
  encryptMessage,
} from "./encrypted-fields.ts";
import { askAgainHint, isUnknown, outcomeUnknown, rejectUnasked, sameKeyHint, withHint } from "./errors.ts";
import { assertRepeatable, callRequest, findCall, type KeyedCall } from "./idempotency.ts";
import { toExt } from "./message-ext.ts";
import { toMessageIndexes } from "./message-indexes.ts";
import { resolveRecipient } from "./recipient.ts";
import { whileRenewing } from "./renew-lease.ts";
import { retryWriteInBackground } from "./retry-write.ts";

/** Options of one message. */
export type SendOptions = CallContext &
  AccessScope & {
    /** Where NXCLOUD posts its receipts, where the message names no `drWebhook`. Default: as `createJourneys` was told. */
    readonly drWebhook?: string | undefined;
  };

const toSentMessage = (messageId: string, requestId: string | null, journeyId: string | null): SentMessage => ({
  requestId,
  messageId,
  ...(journeyId !== null && { journeyId }),
});

/** The answer that the call had before, or what receipts say since. It is never sent again. */
async function repeated(context: ServiceContext, call: KeyedCall, known: IdempotencyRecord): Promise<SentMessage> {
  assertRepeatable(context, call, known);
  const { messageId, requestId, journeyId, messageState, state, answer } = known;
  if (messageId !== null && isAccepted(messageState)) return toSentMessage(messageId, requestId, journeyId);
  if (state === "done") {
    // The message itself has been deleted.
    return answer === null
      ? toSentMessage(messageId ?? "", null, null)
      : ((await decryptAnswer(context.encryption, call.key, answer)) as SentMessage);
  }
  throw answer === null ? outcomeUnknown() : await decryptFailedAnswer(context.encryption, call.key, answer);
}

/** Sends a message, which is stored before; by an idempotency key, at most once. */
export async function sendOnce(
  context: ServiceContext,
  given: SendMessageInput,
  options: SendOptions,
): Promise<SentMessage> {
  const input = validateInput(schemas.send(context.settings), given);
  if (options.idempotencyKey === undefined) return send(context, input, options);
  const { known, ...call } = await findCall(context, options, "send", { ...input, appKey: options.appKey });
  const answer = known ? repeated(context, call, known) : send(context, input, options, call);
  return answer.catch(rejectUnasked(sameKeyHint));
}

async function send(
  context: ServiceContext,
  input: SendMessageInput,
  options: SendOptions,
  call?: KeyedCall,
): Promise<SentMessage> {
  const { records, encryption, client, timeouts, now } = context;
  const recipient = await resolveRecipient(context, input, options);
  const { phone, journeyToken, reference, journeyId, appKey, appIndex, phoneIndex } = recipient;
  const { templateId, templateData, ext } = input;
  const messageId = crypto.randomUUID();
  const message: MessageRecord = {
    messageId,
    journeyId,
    hasToken: journeyToken !== undefined,
    appIndex,
    phoneIndex,
    ciphertext: await encryptMessage(encryption, messageId, { templateId, phone, reference, ext }),
    data: await encryptData(encryption, messageId, templateData),
    createdAt: now(),
    caller: options.caller ?? null,
    templateId,
    labels: null,
    ...(await toMessageIndexes(encryption, { phone, reference })),
  };
  const holder = call && { key: call.key, owner: messageId };
  const cancel = () => records.cancel({ call: holder, messageId });
  const request = { call: call && callRequest(context, call, messageId), message };
  const found = await records.start(request).catch(async (error: unknown) => {
    // It may have been written all the same; nothing was sent, so no caller may read that it may have been. Awaited once: what a Worker
    // has not finished when it answers is cut off.
    await cancel().catch(() => void retryWriteInBackground(cancel, timeouts));
    throw error;
  });
  if (found && call) return repeated(context, call, found);

  const drWebhook = input.drWebhook ?? options.drWebhook ?? context.drWebhook;
  const wire = { phone, templateId, templateData, journeyToken, drWebhook, ext: toExt(messageId) };
  const send = () => client.sendTemplate(wire, inApplication(appKey));
  const renew = async (leaseUntil: number) => holder !== undefined && records.renewCall({ ...holder, leaseUntil });
  const sent = await whileRenewing(context, renew, send).catch(async (error: unknown) => {
    if (!isUnknown(error)) {
      await retryWriteInBackground(cancel, timeouts);
      throw error;
    }
    const failure = call ? withHint(error, askAgainHint) : error;
    const answer = call && (await encryptFailedAnswer(encryption, call.key, failure));
    const finish = () => records.finish({ call: holder, messageId, isAccepted: false, answer });
    await retryWriteInBackground(finish, timeouts);
    throw failure;
  });
  const result = toSentMessage(messageId, sent.requestId, journeyId);
  const answer = call && (await encryptAnswer(encryption, call.key, result));
  // Where it cannot be stored it has been sent all the same: a caller who gets an error sends it again. The same key gives this answer when
  // a receipt has come.
  const finish = () => records.finish({ call: holder, messageId, isAccepted: true, requestId: sent.requestId, answer });
  await retryWriteInBackground(finish, timeouts);
  return result;
}
