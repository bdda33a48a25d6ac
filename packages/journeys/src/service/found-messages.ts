import type { Look, MessageDetails, MessageScope, StoredMessage } from "@nxzalo/core/journeys";
import type { MessageSummary } from "../store/message-queries.ts";
import type { AttemptRecord, KnownJourney, KnownMessage } from "../store/records.ts";
import { toAppNames } from "./app-names.ts";
import { toAuditRecord } from "./audit.ts";
import { type AppNames, type ServiceContext, toAppIndexes } from "./context.ts";
import { decryptData, decryptJourney, decryptMessage } from "./encrypted-fields.ts";
import { readReceipt, toJourneyView } from "./find-journey.ts";
import { isOfLastAttempt, readCost, type StoredFacts } from "./receipt-facts.ts";

/** NXCLOUD's and Zalo's codes, where there are any. */
const toCodes = ({ upstreamCode, zaloError }: Pick<AttemptRecord, "upstreamCode" | "zaloError">) => ({
  ...(upstreamCode !== null && { upstreamCode }),
  ...(zaloError !== null && { zaloError }),
});

export const toAttempt = (attempt: AttemptRecord) => ({
  attempt: attempt.attempt,
  state: attempt.state,
  attemptedAt: new Date(attempt.attemptedAt),
  requestId: attempt.requestId,
  ...toCodes(attempt),
});

/** Phone and reference of a message; an older version stored them with its journey alone. */
async function readRecipient({ records, encryption }: ServiceContext, message: MessageSummary, journey?: KnownJourney) {
  const { templateId, phone, reference, simulated } = await decryptMessage(encryption, message);
  if (phone !== undefined) return { templateId, phone, reference, simulated };
  const stored = journey ?? (message.journeyId === null ? undefined : await records.find(message.journeyId));
  const known = stored && (await decryptJourney(encryption, stored));
  return { templateId, phone: known?.phone ?? null, reference: known?.reference };
}

/** A message as a search shows it. */
export async function toStoredMessage(
  context: ServiceContext,
  message: MessageSummary,
  names: AppNames,
  journey?: KnownJourney,
): Promise<StoredMessage> {
  const { messageId, state, appIndex, caller, labels, createdAt, requestId, dueAt, notAfter, heldFor } = message;
  const { templateId, phone, reference, simulated } = await readRecipient(context, message, journey);
  return {
    messageId,
    state,
    phone,
    ...(reference !== undefined && { reference }),
    templateId,
    app: names.get(appIndex) ?? null,
    caller,
    labels: labels ?? {},
    ...(simulated && { simulated }),
    createdAt: new Date(createdAt),
    ...(dueAt !== null && { sendAt: new Date(dueAt) }),
    ...(notAfter !== null && { notAfter: new Date(notAfter) }),
    ...(heldFor !== null && state === "scheduled" && { heldFor }),
    requestId,
    ...toCodes(message),
  };
}

/** What a message cost: as the acknowledgement of the journey that it is on now, or by its last attempt where it went on none. */
function readMessageCost(message: KnownMessage, receipts: readonly StoredFacts[]) {
  const { journeyId, hasToken } = message;
  const isSingle = journeyId === null && !hasToken;
  if (isSingle) return receipts.find((one) => one.cost && isOfLastAttempt(one, message))?.cost;
  return readCost(receipts.filter((one) => journeyId === null || (one.journeyId ?? journeyId) === journeyId));
}

const receiptsAtMost = 200;

/** A message with its attempts, receipts and journey; `undefined` where it is unknown, or not of these applications. */
export async function findMessage(
  context: ServiceContext,
  messageId: string,
  scope: MessageScope & Look,
): Promise<MessageDetails | undefined> {
  const { records, encryption } = context;
  const found = await records.findMessage(messageId, receiptsAtMost);
  const appIndexes = await toAppIndexes(context, scope.appKeys);
  if (!found || appIndexes?.includes(found.message.appIndex) === false) return undefined;
  const { message, attempts, receipts: stored } = found;
  const journey = message.journeyId === null ? undefined : await records.find(message.journeyId);
  const receipts = await Promise.all(stored.map((receipt) => readReceipt(encryption, receipt)));
  const cost = readMessageCost(
    message,
    receipts.map(({ facts }) => facts),
  );
  const names = await toAppNames(context, scope);
  const { topic } = await decryptMessage(encryption, message);
  const isShown = scope.shownTo !== undefined;
  if (isShown) {
    const { appIndex } = message;
    const look = { action: "look", caller: scope.shownTo, appIndex, subject: messageId } as const;
    await records.addAudit(toAuditRecord(context, look));
  }
  return {
    ...(await toStoredMessage(context, message, names, journey)),
    ...(topic !== undefined && { topic }),
    attempts: [...attempts, message].map(toAttempt),
    receipts: receipts.map(({ facts: _, ...view }) => view),
    ...(cost && { cost }),
    ...(journey && { journey: await toJourneyView(context, journey) }),
    ...(isShown && message.data !== null && { templateData: await decryptData(encryption, messageId, message.data) }),
  };
}
