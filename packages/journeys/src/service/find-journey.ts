import { parseReceipt } from "@nxzalo/core";
import type { AccessScope, JourneyDetails, JourneyView, Look, MessageView, ReceiptView } from "@nxzalo/core/journeys";
import { isAccepted, rankOf } from "../store/message-states.ts";
import type { KnownJourney, KnownMessage, KnownReceipt } from "../store/records.ts";
import type { Encryption } from "../store/store.ts";
import { toAuditRecord } from "./audit.ts";
import { type ServiceContext, toAppIndexes } from "./context.ts";
import { decryptJourney, decryptMessage, decryptReceipt } from "./encrypted-fields.ts";
import { isOfLastAttempt, readCost, readFacts, readProgress, type StoredFacts } from "./receipt-facts.ts";

/** A journey as it is shown: without its token. */
export async function toJourneyView({ encryption, now }: ServiceContext, journey: KnownJourney): Promise<JourneyView> {
  const { journeyId, createdAt, expiresAt, acknowledgedAt, endedAt } = journey;
  const { phone, tokenType, reference, simulated } = await decryptJourney(encryption, journey);
  const isOver = endedAt !== null || expiresAt <= now();
  return {
    journeyId,
    phone,
    tokenType,
    ...(reference !== undefined && { reference }),
    ...(simulated && { simulated }),
    createdAt: new Date(createdAt),
    expiresAt: new Date(expiresAt),
    state: isOver ? "over" : acknowledgedAt === null ? "open" : "acknowledged",
    ...(acknowledgedAt !== null && { acknowledgedAt: new Date(acknowledgedAt) }),
    ...(endedAt !== null && { endedAt: new Date(endedAt) }),
  };
}

/** A journey of a parcel has a handful; one that has more shows the newest. */
const messagesAtMost = 200;
const receiptsAtMost = 1_000;

type DecryptedReceipt = ReceiptView & { readonly facts: StoredFacts };

export async function readReceipt(encryption: Encryption, stored: KnownReceipt): Promise<DecryptedReceipt> {
  const { receiptId, messageId, receivedAt } = stored;
  const receipt = await decryptReceipt(encryption, stored);
  const about = messageId !== null && { messageId };
  return {
    receivedAt: new Date(receivedAt),
    ...about,
    receipt,
    facts: { receiptId, ...readFacts(parseReceipt(receipt)) },
  };
}

async function toMessageView(
  { encryption }: ServiceContext,
  message: KnownMessage,
  receipts: readonly DecryptedReceipt[],
): Promise<MessageView> {
  const { messageId, requestId, createdAt, attempt } = message;
  const { templateId, ext } = await decryptMessage(encryption, message);
  const own = receipts
    .filter((receipt) => receipt.messageId === messageId && isOfLastAttempt(receipt.facts, message))
    .map(({ facts }) => facts);
  const rest = { ...(ext !== undefined && { ext }), createdAt: new Date(createdAt) };
  const progress = readProgress(own, isAccepted(message.state));
  // What an older version has stored of receipts is not in the message's state yet.
  const isFurther = attempt === 1 && rankOf[progress.state] > Math.max(rankOf[message.state], rankOf.unknown);
  return { messageId, requestId, templateId, ...rest, ...progress, state: isFurther ? progress.state : message.state };
}

/** A journey with its messages, receipts and cost; `undefined` where it is unknown, or not of these applications. */
export async function findJourney(
  context: ServiceContext,
  journeyId: string,
  { appKeys, shownTo }: AccessScope & Look,
): Promise<JourneyDetails | undefined> {
  const { records, encryption } = context;
  const journey = await records.find(journeyId);
  const appIndexes = await toAppIndexes(context, appKeys);
  if (!journey || appIndexes?.includes(journey.appIndex) === false) return undefined;
  const [storedMessages, storedReceipts] = await Promise.all([
    records.readMessages(journeyId, messagesAtMost),
    records.readReceipts(journeyId, receiptsAtMost),
  ]);
  const receipts = await Promise.all(storedReceipts.map((receipt) => readReceipt(encryption, receipt)));
  if (shownTo !== undefined) {
    const { appIndex } = journey;
    await records.addAudit(toAuditRecord(context, { action: "look", caller: shownTo, appIndex, subject: journeyId }));
  }
  const cost = readCost(receipts.map(({ facts }) => facts));
  return {
    ...(await toJourneyView(context, journey)),
    ...(cost && { cost }),
    messages: await Promise.all(storedMessages.map((message) => toMessageView(context, message, receipts))),
    receipts: receipts.map(({ facts: _, ...view }) => view),
  };
}
