import type { AccessScope, JourneyPage, ReceiptPage, UnmatchedReceipt } from "@nxzalo/core/journeys";
import { type SearchJourneysInput, type SearchReceiptsInput, validateInput } from "@nxzalo/core/schemas";
import type { UnmatchedRecord } from "../store/records.ts";
import { createIndexes, type ServiceContext, toAppIndexes } from "./context.ts";
import { decryptReceipt, decryptUnreadable } from "./encrypted-fields.ts";
import { toJourneyView } from "./find-journey.ts";
import { schemas } from "./input-schemas.ts";
import { afterOf, defaultLimit, pageOf } from "./pages.ts";

/** Journeys, newest first. */
export async function searchJourneys(
  context: ServiceContext,
  given: SearchJourneysInput,
  { appKeys }: AccessScope,
): Promise<JourneyPage> {
  const query = validateInput(schemas.search(context.settings), given);
  const { phone, reference, state, createdFrom, createdBefore, limit = defaultLimit, cursor } = query;
  const index = createIndexes(context.encryption);
  const appIndexes = await toAppIndexes(context, appKeys);
  const found = await context.records.search({
    appIndexes,
    phoneIndex: phone === undefined ? undefined : await index.phone(phone),
    referenceIndex: reference === undefined ? undefined : await index.reference(reference),
    state,
    createdFrom: createdFrom?.getTime(),
    createdBefore: createdBefore?.getTime(),
    now: context.now(),
    after: afterOf(cursor),
    limit: limit + 1,
  });
  const { items, nextCursor } = pageOf(found, limit, ({ createdAt, journeyId }) => ({ at: createdAt, id: journeyId }));
  return { journeys: await Promise.all(items.map((journey) => toJourneyView(context, journey))), nextCursor };
}

async function toUnmatched({ encryption }: ServiceContext, stored: UnmatchedRecord): Promise<UnmatchedReceipt> {
  const { problem } = stored;
  const receivedAt = new Date(stored.receivedAt);
  if (problem !== null) return { receivedAt, reason: problem, text: await decryptUnreadable(encryption, stored) };
  return { receivedAt, reason: "unmatched", receipt: await decryptReceipt(encryption, stored) };
}

/** Receipts that match nothing, and what cannot be read, newest first. */
export async function searchReceipts(context: ServiceContext, given: SearchReceiptsInput): Promise<ReceiptPage> {
  const { limit = defaultLimit, cursor, ...ids } = validateInput(schemas.searchReceipts(), given);
  const found = await context.records.searchUnmatched({ ...ids, after: afterOf(cursor), limit: limit + 1 });
  const { items, nextCursor } = pageOf(found, limit, ({ receivedAt, receiptId }) => ({
    at: receivedAt,
    id: receiptId,
  }));
  return { receipts: await Promise.all(items.map((receipt) => toUnmatched(context, receipt))), nextCursor };
}
