import type { MessageState } from "@nxzalo/core/journeys";
import type {
  AttemptRecipient,
  FoundMessage,
  MessageCount,
  MessageCountQuery,
  MessageQuery,
  MessageSummary,
  RecipientQuery,
} from "../store/message-queries.ts";
import { readAttempts } from "./attempts.ts";
import { beyond, type MessageRow, messageColumns, readOwnReceipts, toLabels, toMessage } from "./queries.ts";
import { and, inList, type Query, queryAll, queryOne, rawSql, type Statement, sql } from "./query.ts";

/** An hour in milliseconds, as it stands in a statement. */
const hour = rawSql("3600000");

const inApps = (appIndexes: readonly string[] | undefined) =>
  appIndexes &&
  (appIndexes.length === 1 ? sql`app_index = ${appIndexes[0] ?? ""}` : sql`app_index IN (${inList(appIndexes)})`);

/** Where the messages that fit are read from: rows, and the columns that they are in order by. */
interface Source {
  readonly from: Statement;
  readonly at: Statement;
  readonly id: Statement;
  readonly condition: Statement;
}

const messages: Omit<Source, "condition"> = { from: sql`nxzalo_messages`, at: sql`created_at`, id: sql`message_id` };

/** Each message by its id, in the order in which ids were found: what is found stands first, since databases guess wrongly. */
const byFound = (table: Statement, condition: Statement): Source => ({
  from: sql`(SELECT created_at AS found_at, message_id AS found_id FROM ${table} WHERE ${condition}) found
    CROSS JOIN nxzalo_messages`,
  at: sql`found_at`,
  id: sql`found_id`,
  condition: sql`message_id = found_id`,
});

/** A condition as what is read, and as what is checked of what is read elsewhere. */
interface Filter {
  readonly sources: readonly Source[];
  readonly check: (source: Source) => Statement;
}

/** What is checked is of no index, since databases guess wrongly which one is narrower. */
const byColumn = (column: string, values: readonly string[]): Filter => ({
  sources: values.map((value) => ({ ...messages, condition: sql`${rawSql(column)} = ${value}` })),
  check: () => {
    const [first, ...others] = values.map((value) => sql`COALESCE(${rawSql(column)}, '') = ${value}`);
    return sql`(${others.reduce((either, one) => sql`${either} OR ${one}`, first ?? sql`1 = 0`)})`;
  },
});

const byLabel = (label: string): Filter => ({
  sources: [byFound(sql`nxzalo_labels`, sql`label = ${label}`)],
  // As a value: databases make a join of EXISTS, and may read the messages first.
  check: ({ at, id }) => sql`COALESCE((
    SELECT 1 FROM nxzalo_labels l WHERE l.label = ${label} AND l.created_at = ${at} AND l.message_id = ${id}), 0) = 1`,
});

/** NXCLOUD's and Zalo's codes have an index each. A message that has one code as both is read once. */
const byCode = (code: number): Filter => ({
  sources: [
    { ...messages, condition: sql`upstream_code = ${code}` },
    { ...messages, condition: sql`zalo_error = ${code} AND COALESCE(upstream_code, 0) <> ${code}` },
  ],
  check: () => sql`(COALESCE(upstream_code, 0) = ${code} OR COALESCE(zalo_error, 0) = ${code})`,
});

/** States that most messages come to: of the others there are few. */
const commonStates: ReadonlySet<string> = new Set<MessageState>(["accepted", "sent", "delivered"]);

/** The conditions that are given, those first that fewer messages fit. */
function toFilters(query: MessageQuery): readonly Filter[] {
  const { state, code, labels = [] } = query;
  const byValues = (column: string, values: readonly string[] | undefined): readonly Filter[] =>
    values ? [byColumn(column, values)] : [];
  const byValue = (column: string, value: string | undefined): readonly Filter[] =>
    byValues(column, value === undefined ? undefined : [value]);
  const ofState = byValue("state", state);
  const isCommon = state === undefined || commonStates.has(state);
  return [
    ...byValue("reference_index", query.referenceIndex),
    ...byValue("phone_index", query.phoneIndex),
    ...byValues("folded_reference_index", query.foldedReferenceIndexes),
    ...byValues("reference_ending_index", query.referenceEndingIndexes),
    ...byValue("phone_ending_index", query.phoneEndingIndex),
    ...(code === undefined ? [] : [byCode(code)]),
    ...(isCommon ? [] : ofState),
    ...labels.map(byLabel),
    ...byValue("template_id", query.templateId),
    ...(isCommon ? ofState : []),
  ];
}

/** What is read first. Where labels are checked, ids are: a label is found by them, and few messages are read that have it not. */
function toSources([first]: readonly Filter[], labels: readonly string[]): readonly Source[] {
  if (!first) return [{ ...messages, condition: sql`1 = 1` }];
  return first.sources.map((source) =>
    source.from === messages.from && labels.length > 0 ? byFound(messages.from, source.condition) : source,
  );
}

/** The columns of a message in a list, named as its fields. */
const summaryColumns = sql`message_id AS "messageId", journey_id AS "journeyId", app_index AS "appIndex", ciphertext,
  created_at AS "createdAt", caller, labels, due_at AS "dueAt", not_after AS "notAfter", held_for AS "heldFor", state, request_id AS "requestId", upstream_code AS "upstreamCode",
  zalo_error AS "zaloError"`;
type SummaryRow = Omit<MessageSummary, "labels"> & { readonly labels: string | null };

/** The statement of a search; several sources are merged in their order. */
export function messageSearch(query: MessageQuery): Statement {
  const { appIndexes, createdFrom, createdBefore, after, limit } = query;
  const filters = toFilters(query);
  const selects = toSources(filters, query.labels ?? []).map((source) => {
    const { from, at, id, condition } = source;
    const conditions = [
      condition,
      ...filters.slice(1).map(({ check }) => check(source)),
      inApps(appIndexes),
      createdFrom !== undefined && sql`${at} >= ${createdFrom}`,
      createdBefore !== undefined && sql`${at} < ${createdBefore}`,
      // The first part bounds what is read of the index.
      after && sql`${at} <= ${after.at} AND ${beyond(at, id, after)}`,
    ];
    return sql`SELECT ${summaryColumns} FROM ${from} WHERE ${and(conditions)} ORDER BY ${at} DESC, ${id} DESC LIMIT ${limit}`;
  });
  const [select, second] = selects as [Statement, Statement?];
  if (!second) return select;
  return sql`
    SELECT * FROM (SELECT * FROM (${select}) one UNION ALL SELECT * FROM (${second}) other) found
    ORDER BY "createdAt" DESC, "messageId" DESC LIMIT ${limit}`;
}

export function* searchMessages(query: MessageQuery): Query<readonly MessageSummary[]> {
  const rows = yield* queryAll<SummaryRow>(messageSearch(query));
  return rows.map((row) => ({ ...row, labels: toLabels(row.labels) }));
}

export function* findMessage(messageId: string, receiptLimit: number): Query<FoundMessage | undefined> {
  const row = yield* queryOne<MessageRow>(sql`
    SELECT ${messageColumns} FROM nxzalo_messages WHERE message_id = ${messageId}`);
  if (!row) return undefined;
  const attempts = yield* readAttempts(messageId);
  const receipts = yield* readOwnReceipts(sql`message_id = ${messageId}`, receiptLimit);
  return { message: toMessage(row), attempts, receipts };
}

export function* readRecipients(query: RecipientQuery): Query<readonly AttemptRecipient[]> {
  const { referenceIndex, appIndexes, limit } = query;
  const condition = and([sql`reference_index = ${referenceIndex}`, inApps(appIndexes)]);
  const last = yield* queryAll<AttemptRecipient>(sql`
    SELECT message_id AS "messageId", attempt, state, COALESCE(attempted_at, created_at) AS "attemptedAt",
      app_index AS "appIndex", phone_index AS "phoneIndex", ciphertext
    FROM (SELECT * FROM nxzalo_messages WHERE ${condition} ORDER BY created_at DESC LIMIT ${limit}) newest
    WHERE attempt > 1`);
  if (last.length === 0) return [];
  const earlier = yield* queryAll<Omit<AttemptRecipient, "appIndex">>(sql`
    SELECT message_id AS "messageId", attempt, state, attempted_at AS "attemptedAt", NULL AS "ciphertext",
      (SELECT phone_index FROM nxzalo_journeys j WHERE j.journey_id = a.journey_id) AS "phoneIndex"
    FROM nxzalo_attempts a WHERE message_id IN (${inList(last.map(({ messageId }) => messageId))})
    ORDER BY attempted_at DESC LIMIT ${limit}`);
  const apps = new Map(last.map(({ messageId, appIndex }) => [messageId, appIndex]));
  return [...earlier.map((one) => ({ ...one, appIndex: apps.get(one.messageId) ?? "" })), ...last];
}

const keys = {
  hour: sql`created_at / ${hour}`,
  state: sql`state`,
  code: sql`COALESCE(upstream_code, zalo_error)`,
  template: sql`template_id`,
} as const;

export function countMessages({ appIndexes, from, before, by }: MessageCountQuery): Query<readonly MessageCount[]> {
  const conditions = [sql`created_at >= ${from} AND created_at < ${before}`, inApps(appIndexes)];
  return queryAll(sql`
    SELECT ${keys[by]} AS "key", COUNT(*) AS "messages" FROM nxzalo_messages WHERE ${and(conditions)}
    GROUP BY ${keys[by]}`);
}
