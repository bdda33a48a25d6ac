import type { AccessScope, CallContext, SentMessage } from "@nxzalo/core/journeys";
import { type SendMessageInput, validateInput } from "@nxzalo/core/schemas";
import type { KnownCall, MessageRecord } from "../store/records.ts";
import { inApplication, type RuleContext } from "./context.ts";
import { sealMessage } from "./encrypted-message.ts";
import { askAgainHint, isUnknown, lost, openFailure, sealFailure, withHint } from "./errors.ts";
import { assertRepeatable, callRequest, type KeyedCall, keyedCall } from "./idempotency.ts";
import { extOf } from "./message-ext.ts";
import { recipientOf } from "./recipient.ts";
import { retryWriteInBackground } from "./retry-write.ts";
import { schemasOf } from "./schemas.ts";

/** Options of one message. */
export type SendOptions = CallContext & AccessScope & { readonly drWebhook?: string | undefined };

const toSentMessage = (messageId: string, requestId: string | null, journeyId: string | null): SentMessage => ({
  requestId,
  messageId,
  ...(journeyId !== null && { journeyId }),
});

/** What the call was answered before, or what receipts have told of it since. Never sent again. */
async function repeated(context: RuleContext, call: KeyedCall, known: KnownCall): Promise<SentMessage> {
  assertRepeatable(context, call, known);
  const { messageId, requestId, journeyId, isAccepted, state, answer } = known;
  if (messageId !== null && isAccepted) return toSentMessage(messageId, requestId, journeyId);
  if (state === "done") {
    // The message itself has been forgotten.
    return answer === null
      ? toSentMessage(messageId ?? "", null, null)
      : ((await context.vault.open(answer)) as SentMessage);
  }
  throw answer === null ? lost() : await openFailure(context.vault, answer);
}

/** Sends a message, which is recorded before; by an idempotency key, at most once. */
export async function sendOnce(
  context: RuleContext,
  given: SendMessageInput,
  options: SendOptions,
): Promise<SentMessage> {
  const { records, vault, client, settings, now } = context;
  const input = validateInput(schemasOf.send(settings), given);
  const call = await keyedCall(context, options, "send", { ...input, appKey: options.appKey });
  const known = call && (await records.look({ key: call.key, now: now() }));
  if (known) return repeated(context, call, known);

  const recipient = await recipientOf(context, input, options);
  const { phone, journeyToken, journeyId, appKey, appIndex, phoneIndex } = recipient;
  const { templateId, templateData, ext } = input;
  const messageId = crypto.randomUUID();
  const message: MessageRecord = {
    messageId,
    journeyId,
    appIndex,
    phoneIndex,
    sealed: await sealMessage(vault, { templateId, ext }),
    createdAt: now(),
  };
  const holder = call && { key: call.key, owner: messageId };
  const drop = () => records.drop({ call: holder, messageId });
  const recorded = { call: call && callRequest(context, call, messageId), message };
  const begun = await records.begin(recorded).catch(async (error: unknown) => {
    // It may have been written all the same; nothing was sent, so nobody must be told that it may have been. Awaited once: what a
    // Worker has not finished when it answers is cut off.
    await drop().catch(() => void retryWriteInBackground(drop));
    throw error;
  });
  if (begun && call) return repeated(context, call, begun);

  const drWebhook = input.drWebhook ?? options.drWebhook;
  const wire = { phone, templateId, templateData, journeyToken, drWebhook, ext: extOf(messageId) };
  const sent = await client.sendTemplate(wire, inApplication(appKey)).catch(async (error: unknown) => {
    if (!isUnknown(error)) await retryWriteInBackground(drop);
    else {
      if (call) withHint(error, askAgainHint);
      const answer = await sealFailure(vault, error);
      await retryWriteInBackground(() => records.settle({ call: holder, messageId, isAccepted: false, answer }));
    }
    throw error;
  });
  const kept = toSentMessage(messageId, sent.requestId, journeyId);
  const answer = await vault.seal(kept);
  // Where it cannot be written down it has been sent all the same: whoever is told otherwise sends it again. Who asks by the same key
  // is told as much when a receipt has come.
  await retryWriteInBackground(() =>
    records.settle({ call: holder, messageId, isAccepted: true, requestId: sent.requestId, answer }),
  );
  return kept;
}
