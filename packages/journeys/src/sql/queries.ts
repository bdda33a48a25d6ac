import type {
  JourneyQuery,
  KnownJourney,
  KnownMessage,
  KnownReceipt,
  Labels,
  Place,
  ReceiptQuery,
  RecordStats,
  UnmatchedRecord,
} from "../store/records.ts";
import { and, inList, type Query, queryAll, queryOne, type Statement, sql } from "./query.ts";

/** The columns of a journey, of the table `j`, named as its fields. */
export const journeyColumns = sql`j.journey_id AS "journeyId", j.app_index AS "appIndex", j.phone_index AS "phoneIndex",
  j.reference_index AS "referenceIndex", j.token_index AS "tokenIndex", j.ciphertext, j.created_at AS "createdAt",
  j.expires_at AS "expiresAt", j.live_until AS "liveUntil", j.token_type AS "tokenType", j.caller, j.labels, j.acknowledged_at AS "acknowledgedAt", j.ended_at AS "endedAt"`;

/** The columns of a message, named as its fields. */
export const messageColumns = sql`message_id AS "messageId", journey_id AS "journeyId", has_token AS "hasToken", app_index AS "appIndex",
  phone_index AS "phoneIndex", ciphertext, data, created_at AS "createdAt", caller, template_id AS "templateId", labels,
  reference_index AS "referenceIndex", folded_reference_index AS "foldedReferenceIndex",
  reference_ending_index AS "referenceEndingIndex", phone_ending_index AS "phoneEndingIndex", state, attempt,
  COALESCE(attempted_at, created_at) AS "attemptedAt", request_id AS "requestId", upstream_code AS "upstreamCode",
  zalo_error AS "zaloError", erase_at AS "eraseAt", due_at AS "dueAt", not_after AS "notAfter", lane, held_for AS "heldFor", tries`;
export type MessageRow = Omit<KnownMessage, "labels" | "hasToken"> & {
  readonly labels: string | null;
  readonly hasToken: number;
};
export const toLabels = (text: string | null): Labels | null => (text === null ? null : (JSON.parse(text) as Labels));
export const toMessage = (row: MessageRow): KnownMessage => ({
  ...row,
  hasToken: row.hasToken === 1,
  labels: toLabels(row.labels),
});

/** The columns of a receipt, named as its fields. */
export const receiptColumns = sql`receipt_id AS "receiptId", message_id AS "messageId", received_at AS "receivedAt", ciphertext`;

/** Newest first: what comes after a place. */
export const beyond = (at: Statement, id: Statement, { at: time, id: last }: Place) =>
  sql`(${at} < ${time} OR (${at} = ${time} AND ${id} < ${last}))`;

const stateIs = (state: JourneyQuery["state"], now: number) => {
  const isOver = sql`(ended_at IS NOT NULL OR expires_at <= ${now})`;
  if (state === "over") return isOver;
  const isAcknowledged = state === "acknowledged" ? sql`acknowledged_at IS NOT NULL` : sql`acknowledged_at IS NULL`;
  return sql`NOT ${isOver} AND ${isAcknowledged}`;
};

export const findJourney = (condition: Statement): Query<KnownJourney | undefined> =>
  queryOne(sql`SELECT ${journeyColumns} FROM nxzalo_journeys j WHERE ${condition}`);

export function searchJourneys(query: JourneyQuery): Query<readonly KnownJourney[]> {
  const { appIndexes, phoneIndex, referenceIndex, state, createdFrom, createdBefore, now, after, limit } = query;
  const conditions = [
    appIndexes && sql`app_index IN (${inList(appIndexes)})`,
    phoneIndex !== undefined && sql`phone_index = ${phoneIndex}`,
    referenceIndex !== undefined && sql`reference_index = ${referenceIndex}`,
    state !== undefined && stateIs(state, now),
    createdFrom !== undefined && sql`created_at >= ${createdFrom}`,
    createdBefore !== undefined && sql`created_at < ${createdBefore}`,
    after !== undefined && beyond(sql`created_at`, sql`journey_id`, after),
  ];
  return queryAll(sql`
    SELECT ${journeyColumns} FROM nxzalo_journeys j WHERE ${and(conditions)}
    ORDER BY created_at DESC, journey_id DESC LIMIT ${limit}`);
}

export function* readMessages(journeyId: string, limit: number): Query<readonly KnownMessage[]> {
  const rows = yield* queryAll<MessageRow>(sql`
    SELECT ${messageColumns} FROM nxzalo_messages WHERE journey_id = ${journeyId}
    ORDER BY created_at DESC, message_id DESC LIMIT ${limit}`);
  return rows.map(toMessage).reverse();
}

const byTime = (one: KnownReceipt, other: KnownReceipt) =>
  one.receivedAt - other.receivedAt || (one.receiptId < other.receiptId ? -1 : 1);

/** The acknowledgements and the newest of the others, oldest first. */
export function* readOwnReceipts(condition: Statement, limit: number): Query<readonly KnownReceipt[]> {
  const rows = yield* queryAll<KnownReceipt>(sql`
    SELECT ${receiptColumns} FROM nxzalo_receipts WHERE ${condition}
    ORDER BY acknowledges DESC, received_at DESC, receipt_id DESC LIMIT ${limit}`);
  return [...rows].sort(byTime);
}

export function searchUnmatched(query: ReceiptQuery): Query<readonly UnmatchedRecord[]> {
  const { requestId, journeyId, after, limit } = query;
  const conditions = [
    sql`is_matched = 0`,
    requestId !== undefined && sql`request_id = ${requestId}`,
    journeyId !== undefined && sql`journey_id = ${journeyId}`,
    after !== undefined && beyond(sql`received_at`, sql`receipt_id`, after),
  ];
  return queryAll(sql`
    SELECT ${receiptColumns}, problem FROM nxzalo_receipts WHERE ${and(conditions)}
    ORDER BY received_at DESC, receipt_id DESC LIMIT ${limit}`);
}

/** So many are counted, and no more. */
const countLimit = 10_000;

/** Each part is read from the end of an index. */
export function* readStats(unknownBefore: number): Query<Omit<RecordStats, "sizeBytes">> {
  const unknown = sql`FROM nxzalo_messages WHERE state = ${"unknown"} AND created_at < ${unknownBefore}`;
  const events = (state: string) => sql`FROM nxzalo_events WHERE state = ${state}`;
  const row = yield* queryOne<Omit<RecordStats, "sizeBytes">>(sql`
    SELECT (SELECT COUNT(*) FROM (SELECT 1 ${unknown} LIMIT ${countLimit}) counted) AS "unknownMessages",
      (SELECT COUNT(*) FROM (SELECT 1 ${events("waiting")} LIMIT ${countLimit}) counted) AS "waitingEvents",
      (SELECT MIN(created_at) ${events("waiting")}) AS "oldestWaitingEventAt",
      (SELECT COUNT(*) FROM (SELECT 1 ${events("dead")} LIMIT ${countLimit}) counted) AS "deadEvents",
      (SELECT MIN(created_at) ${unknown}) AS "oldestUnknownAt",
      (SELECT received_at FROM nxzalo_receipts WHERE problem IS NULL ORDER BY received_at DESC LIMIT 1) AS "lastReceiptAt"`);
  const none = { unknownMessages: 0, waitingEvents: 0, deadEvents: 0 };
  return row ?? { ...none, oldestUnknownAt: null, oldestWaitingEventAt: null, lastReceiptAt: null };
}

/** The value of a setting, where it has one. */
export function* readSetting(name: string): Query<string | undefined> {
  const row = yield* queryOne<{ readonly value: string }>(sql`SELECT value FROM nxzalo_settings WHERE name = ${name}`);
  return row?.value;
}
