import type { AccessScope, JourneyDetails, JourneyView, MessageView, ReceiptView } from "@nxzalo/core/journeys";
import type { KnownJourney, KnownMessage, KnownReceipt } from "../store/records.ts";
import type { Encryption } from "../store/store.ts";
import { appIndexesOf, type RuleContext } from "./context.ts";
import { openSealed } from "./encrypted-journey.ts";
import { openMessage } from "./encrypted-message.ts";
import { costOf, type KeptFacts, progressOf } from "./progress.ts";
import { factsOfRaw } from "./receipt-facts.ts";

/** A journey as it is shown: without its token. */
export async function viewOf({ vault, now }: RuleContext, journey: KnownJourney): Promise<JourneyView> {
  const { journeyId, createdAt, expiresAt, acknowledgedAt, endedAt } = journey;
  const { phone, tokenType, reference } = await openSealed(vault, journey.sealed);
  const isOver = endedAt !== null || expiresAt <= now();
  return {
    journeyId,
    phone,
    tokenType,
    ...(reference !== undefined && { reference }),
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

type OpenReceipt = ReceiptView & { readonly facts: KeptFacts };

async function openReceipt({ open }: Encryption, kept: KnownReceipt): Promise<OpenReceipt> {
  const { receiptId, messageId, receivedAt, sealed } = kept;
  const receipt = (await open(sealed)) as ReceiptView["receipt"];
  const about = messageId !== null && { messageId };
  return { receivedAt: new Date(receivedAt), ...about, receipt, facts: { receiptId, ...factsOfRaw(receipt) } };
}

/** A receipt as it is shown. */
export async function receiptViewOf({ vault }: RuleContext, kept: KnownReceipt): Promise<ReceiptView> {
  const { facts: _, ...view } = await openReceipt(vault, kept);
  return view;
}

async function messageViewOf(
  { vault }: RuleContext,
  message: KnownMessage,
  receipts: readonly OpenReceipt[],
): Promise<MessageView> {
  const { messageId, requestId, createdAt, isAccepted } = message;
  const { templateId, ext } = await openMessage(vault, message.sealed);
  const own = receipts.filter((receipt) => receipt.messageId === messageId).map(({ facts }) => facts);
  const rest = { ...(ext !== undefined && { ext }), createdAt: new Date(createdAt) };
  return { messageId, requestId, templateId, ...rest, ...progressOf(own, isAccepted) };
}

/** A journey with its messages, receipts and cost; nothing where it is not known, or not in one of these applications. */
export async function findJourney(
  context: RuleContext,
  journeyId: string,
  { appKeys }: AccessScope,
): Promise<JourneyDetails | undefined> {
  const { records, vault } = context;
  const journey = await records.find(journeyId);
  const appIndexes = await appIndexesOf(context, appKeys);
  if (!journey || appIndexes?.includes(journey.appIndex) === false) return undefined;
  const [keptMessages, keptReceipts] = await Promise.all([
    records.messagesOf(journeyId, messagesAtMost),
    records.receiptsOf(journeyId, receiptsAtMost),
  ]);
  const receipts = await Promise.all(keptReceipts.map((receipt) => openReceipt(vault, receipt)));
  const cost = costOf(receipts.map(({ facts }) => facts));
  return {
    ...(await viewOf(context, journey)),
    ...(cost && { cost }),
    messages: await Promise.all(keptMessages.map((message) => messageViewOf(context, message, receipts))),
    receipts: receipts.map(({ facts: _, ...view }) => view),
  };
}
