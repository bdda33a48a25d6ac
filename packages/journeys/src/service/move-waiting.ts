import type { KnownMessage, MovedMessages } from "../store/records.ts";
import { type AskedMessage, toMessageRecord } from "./begin-attempt.ts";
import type { ServiceContext } from "./context.ts";
import { inForce } from "./corrected-recipients.ts";
import { type Correction, decryptData, decryptMessage, type MessageContent } from "./encrypted-fields.ts";
import { isWanted } from "./event-targets.ts";
import type { Recipient } from "./recipient.ts";

const movedAtMost = 100;

/** To whom they go from now on, by which attempt of the corrected message. */
interface Move {
  readonly recipient: Recipient;
  /** Whether who corrects it may see what was written for the former recipient. */
  readonly seesPeople: boolean;
  readonly attempt: number;
}

/** The same message for the recipient of now; nothing where it cannot be told whether all of it is known. */
async function toMoved(
  context: ServiceContext,
  { message, content }: { readonly message: KnownMessage; readonly content: MessageContent },
  { recipient, seesPeople }: Move,
) {
  const { encryption, templates } = context;
  const { messageId, data, dueAt, notAfter, lane, heldFor, caller, labels } = message;
  const { templateId, ext, drWebhook, tokenType, reference, topic } = content;
  const { variables = {} } = templates?.find(templateId) ?? {};
  const hasSecrets = Object.values(variables).some(({ secret }) => secret);
  if (!seesPeople || hasSecrets || data === null || dueAt === null || notAfter === null) return undefined;
  const { phone } = recipient;
  const templateData = await decryptData(encryption, messageId, data);
  const asked: AskedMessage = {
    input: { phone, templateId, templateData, ext, drWebhook, labels: labels ?? undefined, topic },
    options: { caller: caller ?? undefined },
    waiting: { dueAt, notAfter, lane: lane ?? "scheduled", heldFor },
  };
  // Its journey is opened, or taken up, when it is due.
  const to = { ...recipient, journeyId: null, tokenType: tokenType ?? recipient.tokenType, reference };
  return toMessageRecord(context, asked, to, crypto.randomUUID());
}

/**
 * What waits for the parcel of a message whose recipient is corrected: it is cancelled, and waits for the recipient of now where the caller may
 * see what was written; an event says so. Gives with it what they had been corrected to before. Nothing where nothing waits.
 */
export async function moveWaiting(
  context: ServiceContext,
  { messageId, appIndex, phoneIndex, referenceIndex }: KnownMessage,
  move: Move,
): Promise<{ readonly moved: MovedMessages; readonly corrections: readonly Correction[] } | undefined> {
  const { records, encryption, dataRetainMs, now } = context;
  if (referenceIndex === null) return undefined;
  const query = { appIndexes: [appIndex], phoneIndex, referenceIndex, state: "scheduled", limit: movedAtMost } as const;
  const found = await records.searchMessages(query);
  if (found.length === 0) return undefined;
  const moves = await Promise.all(
    found.map(async (one) => {
      const message = (await records.findMessage(one.messageId, 1))?.message;
      if (!message) return { messageId: one.messageId, corrections: [] };
      const content = await decryptMessage(encryption, message);
      const to = await toMoved(context, { message, content }, move);
      return { messageId: one.messageId, to, corrections: inForce(content.corrections ?? [], message) };
    }),
  );
  const messages = moves.map(({ messageId: from, to }) => ({ messageId: from, to }));
  const eventId = `corrected_${messageId}_${move.attempt}`;
  const type = "message.corrected";
  const movedTo = messages.flatMap(({ messageId: from, to }) => (to ? [{ from, to: to.messageId }] : []));
  const cancelled = messages.filter(({ to }) => !to).map((one) => one.messageId);
  const at = now();
  const about = { messageId, receiptId: null, appIndex, phoneIndex: move.recipient.phoneIndex };
  const made = { eventId, type, ...about, orderedBy: messageId, createdAt: at, facts: { moved: movedTo, cancelled } };
  const event = isWanted(context, type) ? made : undefined;
  const corrections = moves.flatMap((one) => one.corrections);
  return { moved: { messages, eraseAt: at + dataRetainMs, event }, corrections };
}
