import { isNxZaloError, type NxZaloError } from "@nxzalo/core/errors";
import type { AccessScope, CallContext } from "@nxzalo/core/journeys";
import type { SendMessageInput } from "@nxzalo/core/schemas";
import type { Holder, IdempotencyRecord, IdempotencyRequest, MessageRecord } from "../store/records.ts";
import type { ServiceContext } from "./context.ts";
import { encryptData, encryptMessage } from "./encrypted-fields.ts";
import { callRequest, type KeyedCall } from "./idempotency.ts";
import { toMessageIndexes } from "./message-indexes.ts";
import type { Recipient } from "./recipient.ts";
import { retryWriteInBackground } from "./retry-write.ts";

/** Options of one message. */
export type SendOptions = CallContext &
  AccessScope & {
    /** Where NXCLOUD posts its receipts, where the message names no `drWebhook`. Default: as `createJourneys` was told. */
    readonly drWebhook?: string | undefined;
  };

/** A message as it was asked for. */
export interface AskedMessage {
  readonly input: SendMessageInput;
  readonly options: SendOptions;
  /** Where it has an idempotency key. */
  readonly call?: KeyedCall | undefined;
}

/** An attempt that is stored and may be sent. */
export interface BegunAttempt {
  readonly messageId: string;
  readonly attempt: number;
  /** The owner of the call's idempotency key. */
  readonly holder: Holder | undefined;
}

/** A message as it is stored: all that was asked, so that it can be sent again, but for variables that are secret. */
export async function toMessageRecord(
  { encryption, templates, now }: ServiceContext,
  { input, options }: AskedMessage,
  recipient: Omit<Recipient, "journeyToken">,
  messageId: string,
): Promise<MessageRecord> {
  const { templateId, templateData, ext, drWebhook, journeyToken } = input;
  const { phone, journeyId, appKey, appIndex, phoneIndex, tokenType, reference } = recipient;
  const asked = { phone, appKey, tokenType, reference, drWebhook, journeyToken };
  return {
    messageId,
    journeyId,
    hasToken: journeyId !== null || journeyToken !== undefined,
    appIndex,
    phoneIndex,
    ciphertext: await encryptMessage(encryption, messageId, { templateId, ext, ...asked }),
    data: await encryptData(encryption, messageId, templates?.withoutSecrets(input) ?? templateData),
    createdAt: now(),
    caller: options.caller ?? null,
    templateId,
    labels: input.labels ?? null,
    ...(await toMessageIndexes(encryption, { phone, reference })),
  };
}

/** NXCLOUD's code, where it gave one. */
export const upstreamCodeOf = (error: unknown): number | null =>
  isNxZaloError(error) ? ((error as NxZaloError & { upstreamCode?: number }).upstreamCode ?? null) : null;

/** Stores that an attempt surely was not sent; what the caller hears does not depend on it. */
export function refuseAttempt(context: ServiceContext, begun: BegunAttempt, error?: unknown): Promise<void> {
  const { records, timeouts, dataRetainMs, now } = context;
  const { messageId, attempt, holder } = begun;
  const refused = {
    call: holder,
    messageId,
    attempt,
    upstreamCode: upstreamCodeOf(error),
    eraseAt: now() + dataRetainMs,
  };
  return retryWriteInBackground(() => records.refuse(refused), timeouts);
}

/** Stores the first attempt; gives what is known of the key, where it has a call already. */
async function beginFirst(
  { records, timeouts }: ServiceContext,
  message: MessageRecord,
  call: IdempotencyRequest | undefined,
): Promise<IdempotencyRecord | undefined> {
  return records.start({ call, message }).catch(async (error: unknown) => {
    // It may have been written all the same; nothing was sent, so no caller may read that it may have been. Awaited once: what a Worker
    // has not finished when it answers is cut off.
    const cancel = () => records.cancel({ call, messageId: message.messageId });
    await cancel().catch(() => void retryWriteInBackground(cancel, timeouts));
    throw error;
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
  const request = call && callRequest(context, call, crypto.randomUUID());
  const holder = request && { key: request.key, owner: request.owner };
  if (!refused) {
    const known = await beginFirst(context, message, request);
    return known ? { known } : { messageId, attempt: 1, holder };
  }
  const begun = { messageId, attempt: refused.attempt + 1, holder };
  const next = { call: request, message, after: refused.attempt, from: ["refused"], at: now() } as const;
  const isBegun = await records.beginAttempt(next).catch(async (error: unknown) => {
    await refuseAttempt(context, begun, error);
    throw error;
  });
  if (isBegun) return begun;
  const known = call && (await records.findIdempotent({ key: call.key, now: now() }));
  return { known: known ?? refused };
}
