import type { JourneyQuery, Place, ReceiptQuery } from "../store/records.ts";
import { type JourneyRow, journeyColumns, type ReceiptRow, receiptColumns } from "./columns.ts";
import { all, inList, type Query, queryAll, type Statement, sql } from "./sql-tag.ts";

/** Newest first: what comes after a place. */
const beyond = (at: Statement, id: Statement, { at: time, id: last }: Place) =>
  sql`(${at} < ${time} OR (${at} = ${time} AND ${id} < ${last}))`;

const stateIs = (state: JourneyQuery["state"], now: number) => {
  const isOver = sql`(ended_at IS NOT NULL OR expires_at <= ${now})`;
  if (state === "over") return isOver;
  const isAcknowledged = state === "acknowledged" ? sql`acknowledged_at IS NOT NULL` : sql`acknowledged_at IS NULL`;
  return sql`NOT ${isOver} AND ${isAcknowledged}`;
};

export function searchJourneys(query: JourneyQuery): Query<readonly JourneyRow[]> {
  const { appIndexes, phoneIndex, referenceIndex, state, createdFrom, createdBefore, now, after, limit } = query;
  const conditions = [
    appIndexes && (appIndexes.length === 0 ? sql`1 = 0` : sql`app_index IN (${inList(appIndexes)})`),
    phoneIndex !== undefined && sql`phone_index = ${phoneIndex}`,
    referenceIndex !== undefined && sql`reference_index = ${referenceIndex}`,
    state !== undefined && stateIs(state, now),
    createdFrom !== undefined && sql`created_at >= ${createdFrom}`,
    createdBefore !== undefined && sql`created_at < ${createdBefore}`,
    after !== undefined && beyond(sql`created_at`, sql`journey_id`, after),
  ];
  return queryAll<JourneyRow>(sql`
    SELECT ${journeyColumns} FROM nxzalo_journeys j WHERE ${all(conditions.filter((condition) => !!condition))}
    ORDER BY created_at DESC, journey_id DESC LIMIT ${limit}`);
}

export function unmatchedReceipts({ requestId, journeyId, after, limit }: ReceiptQuery): Query<readonly ReceiptRow[]> {
  const conditions = [
    requestId !== undefined && sql`request_id = ${requestId}`,
    journeyId !== undefined && sql`journey_id = ${journeyId}`,
    after !== undefined && beyond(sql`received_at`, sql`receipt_id`, after),
  ];
  return queryAll<ReceiptRow>(sql`
    SELECT ${receiptColumns} FROM nxzalo_receipts
    WHERE is_matched = 0 AND ${all(conditions.filter((condition) => !!condition))}
    ORDER BY received_at DESC, receipt_id DESC LIMIT ${limit}`);
}
