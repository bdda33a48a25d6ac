import { normalizePart } from "@nxzalo/core/internal/text";
import type { AccessScope, MessagePage, MessageScope, MessageStats } from "@nxzalo/core/journeys";
import { type MessageStatsInput, type SearchMessagesInput, validateInput } from "@nxzalo/core/schemas";
import { dayMs, hourMs } from "../durations.ts";
import { type MessageCount, type MessageQuery, toLabel } from "../store/message-queries.ts";
import { toAppNames } from "./app-names.ts";
import { createIndexes, type ServiceContext, toAppIndexes } from "./context.ts";
import { defaultTimeZone, endOfDay, startOfDay } from "./days.ts";
import { toStoredMessage } from "./found-messages.ts";
import { schemas } from "./input-schemas.ts";
import { foldings, referenceEnding } from "./message-indexes.ts";
import { afterOf, defaultLimit, pageOf } from "./pages.ts";

/** How far back conditions beside each other are looked for, unless a search says from when on. */
const windowMs = 7 * dayMs;

/** A search after validation. */
export type Search = Omit<SearchMessagesInput, "createdFrom" | "createdBefore"> & {
  readonly createdFrom?: Date | undefined;
  readonly createdBefore?: Date | undefined;
};

const isGiven = (value: unknown) => value !== undefined;

/**
 * From when to when a search looks. One condition is read from its own index, and few messages have one phone or one reference, or wait:
 * these are looked for in all that is stored. What else stands beside each other could match little of much.
 */
function periodOf(query: Search, hasApps: boolean, now: number) {
  const { day, timeZone = defaultTimeZone, createdFrom, createdBefore } = query;
  if (day !== undefined) return { createdFrom: startOfDay(day, timeZone), createdBefore: endOfDay(day, timeZone) };
  const {
    phone,
    reference,
    referenceFolded,
    referenceEnding,
    phoneEnding,
    state,
    templateId,
    code,
    labels = {},
  } = query;
  const isNarrow = [phone, reference, referenceFolded, referenceEnding].some(isGiven) || state === "scheduled";
  const wide = [phoneEnding, state, templateId, code, ...Object.values(labels), hasApps || undefined].filter(isGiven);
  const until = createdBefore?.getTime();
  const from = isNarrow || wide.length < 2 ? undefined : (until ?? now) - windowMs;
  return { createdFrom: createdFrom?.getTime() ?? from, createdBefore: until };
}

const through = <Value, Made>(value: Value | undefined, make: (value: Value) => Made) =>
  value === undefined ? undefined : make(value);

/** What a search means to the store, of any page. */
export async function toMessageQuery(
  context: ServiceContext,
  query: Search,
  { appKeys }: AccessScope,
): Promise<Omit<MessageQuery, "after" | "limit">> {
  const { phone, phoneEnding, reference, referenceFolded, labels = {} } = query;
  const index = createIndexes(context.encryption);
  const appIndexes = await toAppIndexes(context, appKeys);
  const folded = through(referenceFolded, foldings);
  const endings = through(query.referenceEnding, (text) => [
    ...new Set(foldings(normalizePart(text)).map((one) => referenceEnding(one) ?? "")),
  ]);
  return {
    appIndexes,
    state: query.state,
    phoneIndex: await through(phone, index.phone),
    phoneEndingIndex: await through(phoneEnding, index.phoneEnding),
    referenceIndex: await through(reference, index.reference),
    foldedReferenceIndexes: folded && (await Promise.all(folded.map(index.foldedReference))),
    referenceEndingIndexes: endings && (await Promise.all(endings.map(index.referenceEnding))),
    templateId: query.templateId,
    code: query.code,
    labels: Object.entries(labels).map(toLabel),
    ...periodOf(query, appIndexes !== undefined, context.now()),
  };
}

/** Messages, newest first. */
export async function searchMessages(
  context: ServiceContext,
  given: SearchMessagesInput,
  scope: MessageScope,
): Promise<MessagePage> {
  const query: Search = validateInput(schemas.searchMessages(context.settings), given);
  const { limit = defaultLimit, cursor } = query;
  const asked = await toMessageQuery(context, query, scope);
  const found = await context.records.searchMessages({ ...asked, after: afterOf(cursor), limit: limit + 1 });
  const { items, nextCursor } = pageOf(found, limit, ({ createdAt, messageId }) => ({ at: createdAt, id: messageId }));
  const names = await toAppNames(context, scope);
  return { messages: await Promise.all(items.map((message) => toStoredMessage(context, message, names))), nextCursor };
}

const toRow = ({ key, messages }: MessageCount, by: string) => {
  if (key === null) return { key, messages };
  return { key: by === "hour" ? new Date(Number(key) * hourMs).toISOString() : String(key), messages };
};

/** How many messages were asked for from one day to another. */
export async function readMessageStats(
  context: ServiceContext,
  given: MessageStatsInput,
  { appKeys }: AccessScope,
): Promise<MessageStats> {
  const query = validateInput(schemas.messageStats(), given);
  const { from, to, timeZone = defaultTimeZone, by = "state" } = query;
  const appIndexes = await toAppIndexes(context, appKeys);
  const counts = await context.records.countMessages({
    appIndexes,
    from: startOfDay(from, timeZone),
    before: endOfDay(to, timeZone),
    by,
  });
  const rows = counts
    .map((count) => toRow(count, by))
    .sort((one, other) => ((one.key ?? "") < (other.key ?? "") ? -1 : 1));
  return { rows, messages: rows.reduce((sum, { messages }) => sum + messages, 0) };
}
