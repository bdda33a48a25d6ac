import type { AccessScope, EventPage, EventService, EventView } from "@nxzalo/core/journeys";
import { type ReplayEventsInput, type SearchEventsInput, validateInput } from "@nxzalo/core/schemas";
import type { ListedEvent } from "../store/event-records.ts";
import { toAuditRecord } from "./audit.ts";
import { type ServiceContext, toAppIndexes } from "./context.ts";
import { decryptReceipt, decryptUnreadable } from "./encrypted-fields.ts";
import { schemas } from "./input-schemas.ts";
import { afterOf, defaultLimit, pageOf } from "./pages.ts";

const replayedAtOnce = 1_000;

/** What came as a receipt and belongs to nothing that is stored. */
async function readDeadReceipt({ encryption }: ServiceContext, { eventId, detail, ciphertext }: ListedEvent) {
  if (ciphertext === null) return {};
  const stored = { receiptId: eventId, ciphertext };
  if (detail === null) return { receipt: await decryptReceipt(encryption, stored) };
  return { detail, text: await decryptUnreadable(encryption, stored) };
}

async function toEventView(context: ServiceContext, event: ListedEvent): Promise<EventView> {
  const { eventId, type, state, createdAt, messageId, tries, dueAt, endedAt, problem } = event;
  return {
    eventId,
    type,
    state,
    createdAt: new Date(createdAt),
    ...(messageId !== null && { messageId }),
    tries,
    ...(dueAt !== null && { dueAt: new Date(dueAt) }),
    ...(endedAt !== null && { endedAt: new Date(endedAt) }),
    ...(problem !== null && { reason: problem }),
    ...(await readDeadReceipt(context, event)),
  };
}

async function searchEvents(
  context: ServiceContext,
  given: SearchEventsInput,
  { appKeys }: AccessScope,
): Promise<EventPage> {
  const query = validateInput(schemas.searchEvents(), given);
  const { state, type, messageId, createdFrom, createdBefore, limit = defaultLimit, cursor } = query;
  const appIndexes = await toAppIndexes(context, appKeys);
  const found = await context.records.searchEvents({
    appIndexes,
    state,
    type,
    messageId,
    createdFrom: createdFrom?.getTime(),
    createdBefore: createdBefore?.getTime(),
    after: afterOf(cursor),
    limit: limit + 1,
  });
  const { items, nextCursor } = pageOf(found, limit, ({ createdAt, eventId }) => ({ at: createdAt, id: eventId }));
  return { events: await Promise.all(items.map((event) => toEventView(context, event))), nextCursor };
}

async function replayEvents(
  context: ServiceContext,
  given: ReplayEventsInput,
  { appKeys, caller }: AccessScope & { readonly caller?: string | undefined },
): Promise<number> {
  const { from, to } = validateInput(schemas.replayEvents(), given);
  const appIndexes = await toAppIndexes(context, appKeys);
  const now = context.now();
  const period = { from: from.getTime(), before: to.getTime(), appIndexes };
  let total = 0;
  for (let replayed = replayedAtOnce; replayed === replayedAtOnce; total += replayed) {
    const entry = toAuditRecord(context, { action: "replay", caller });
    replayed = await context.records.replayEvents({ ...period, now, limit: replayedAtOnce, entry });
  }
  if (total > 0) context.events?.onStored();
  return total;
}

/** What is stored of events. */
export const createEventService = (context: ServiceContext): EventService => ({
  search: (query, scope = {}) => searchEvents(context, query, scope),
  replay: (input, scope = {}) => replayEvents(context, input, scope),
});
