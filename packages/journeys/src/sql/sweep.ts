import { longestJourneyMs } from "../retention.ts";
import type { SweepRequest } from "../store/records.ts";
import { deleteJourneys, deleteMessages } from "./deletion.ts";
import { isAcceptedSql, isUndecidedSql } from "./messages.ts";
import { lock, type Query, queryAll, queryOne, type Statement, sql } from "./query.ts";

/** A table with the column that tells how old a row is, and the one that tells rows apart. */
interface Aged {
  readonly table: Statement;
  readonly at: Statement;
  readonly id: Statement;
}

const journeys: Aged = { table: sql`nxzalo_journeys AS j`, at: sql`expires_at`, id: sql`journey_id` };
const idempotencyKeys: Aged = { table: sql`nxzalo_idempotency_keys`, at: sql`keep_until`, id: sql`key` };
const leases: Aged = { table: sql`nxzalo_leases`, at: sql`lease_until`, id: sql`key` };
const messages: Aged = { table: sql`nxzalo_messages AS m`, at: sql`created_at`, id: sql`message_id` };
const dueData: Aged = { table: sql`nxzalo_messages`, at: sql`erase_at`, id: sql`message_id` };
const sessions: Aged = { table: sql`nxzalo_sessions`, at: sql`expires_at`, id: sql`session_id` };
const suppressions: Aged = { table: sql`nxzalo_suppressions`, at: sql`until_at`, id: sql`suppression_id` };
const events: Aged = { table: sql`nxzalo_events`, at: sql`created_at`, id: sql`event_id` };
const receipts: Aged = { table: sql`nxzalo_receipts AS r`, at: sql`received_at`, id: sql`receipt_id` };

/**
 * A condition for the oldest rows that fit, at most so many. It names a bound instead of a number of rows, so that it means the same in
 * every statement; and it says all of it, because Postgres checks a row again that another transaction has changed meanwhile.
 */
function* oldest({ table, at, id }: Aged, fits: Statement, before: number, limit: number): Query<Statement> {
  const last = yield* queryOne<{ at: number; id: string }>(sql`
    SELECT ${at} AS "at", ${id} AS "id" FROM ${table} WHERE ${at} < ${before} AND ${fits}
    ORDER BY ${at}, ${id} LIMIT 1 OFFSET ${limit - 1}`);
  const isWithin = last
    ? sql`(${at} < ${last.at} OR (${at} = ${last.at} AND ${id} <= ${last.id}))`
    : sql`${at} < ${before}`;
  return sql`${isWithin} AND ${fits}`;
}

function* deleteOldest(aged: Aged, fits: Statement, before: number, limit: number): Query<number> {
  const condition = yield* oldest(aged, fits, before, limit);
  return (yield* queryAll(sql`DELETE FROM ${aged.table} WHERE ${condition} RETURNING ${aged.id}`)).length;
}

/** The data of templates whose messages are over for long enough. */
function* eraseData(now: number, limit: number): Query<number> {
  const due = yield* oldest(dueData, sql`erase_at IS NOT NULL`, now, limit);
  const erased = yield* queryAll(
    sql`UPDATE nxzalo_messages SET data = NULL, erase_at = NULL WHERE ${due} RETURNING message_id`,
  );
  return erased.length;
}

const ownMessage = sql`SELECT 1 FROM nxzalo_messages m WHERE m.message_id = nxzalo_idempotency_keys.message_id`;

/**
 * An idempotency key is over when its call is settled, or when nothing was sent by it; and its journey is over, where it has one. The call of a
 * message that waits is answered at once, and settled when the message is.
 */
const isSettled = (now: number) => sql`((message_id IS NULL AND lease_until < ${now})
    OR (state IN ('done', 'cancelled') AND NOT EXISTS (${ownMessage} AND ${isUndecidedSql(sql`m.state`)}))
    OR EXISTS (${ownMessage} AND ${isAcceptedSql(sql`m.state`)}))
  AND NOT EXISTS (SELECT 1 FROM nxzalo_journeys j WHERE j.expires_at >= ${now} AND j.journey_id = COALESCE(
    nxzalo_idempotency_keys.journey_id,
    (SELECT m.journey_id FROM nxzalo_messages m WHERE m.message_id = nxzalo_idempotency_keys.message_id)))`;

/** The call of a message that may have been sent and is deleted: none of it is stored any more that would say more. */
const isOfDeleted = sql`message_id IS NOT NULL
  AND NOT EXISTS (${ownMessage})`;

const waitsFor = (condition: Statement): Statement => sql`e.state = 'waiting' AND ${condition}`;
const eventOfReceipt = sql`SELECT 1 FROM nxzalo_events e WHERE ${waitsFor(sql`e.receipt_id = r.receipt_id`)}`;

/** Whether an event that is not delivered yet, nor given up, is read of a message, a journey or a receipt. */
const isTold = {
  message: sql`(EXISTS (SELECT 1 FROM nxzalo_events e WHERE ${waitsFor(sql`e.message_id = m.message_id`)})
    OR EXISTS (SELECT 1 FROM nxzalo_receipts r WHERE r.message_id = m.message_id AND EXISTS (${eventOfReceipt})))`,
  receipt: sql`EXISTS (${eventOfReceipt})`,
};
const isJourneyTold = sql`(EXISTS (SELECT 1 FROM nxzalo_messages m WHERE m.journey_id = j.journey_id AND ${isTold.message})
  OR EXISTS (SELECT 1 FROM nxzalo_receipts r WHERE r.journey_id = j.journey_id AND ${isTold.receipt}))`;

export function* sweep({ now, expiredBefore, unmatchedBefore = expiredBefore, limit }: SweepRequest): Query<number> {
  // One at a time: two would delete halves of the same journeys.
  yield* lock("sweep");
  const longAgo = expiredBefore - longestJourneyMs;
  const everything = sql`1 = 1`;
  let total = yield* deleteJourneys(yield* oldest(journeys, sql`NOT ${isJourneyTold}`, expiredBefore, limit));
  total += yield* deleteOldest(idempotencyKeys, isSettled(now), now, limit);
  total += yield* deleteOldest(idempotencyKeys, isOfDeleted, longAgo, limit);
  total += yield* deleteOldest(leases, sql`journey_id IS NULL`, expiredBefore, limit);
  total += yield* deleteOldest(suppressions, sql`until_at IS NOT NULL`, now, limit);
  total += yield* eraseData(now, limit);
  total += yield* deleteOldest(sessions, everything, now, limit);
  // Those on a journey are deleted with it; what waits is not over.
  const isOver = (before: number) =>
    sql`state <> 'scheduled' AND COALESCE(attempted_at, created_at) < ${before} AND NOT ${isTold.message}`;
  const alone = sql`journey_id IS NULL AND ${isOver(expiredBefore)}`;
  total += yield* deleteMessages(yield* oldest(messages, alone, expiredBefore, limit));
  // One may be stored while its journey is deleted.
  total += yield* deleteMessages(yield* oldest(messages, isOver(longAgo), longAgo, limit));
  total += yield* deleteOldest(events, sql`state = 'delivered'`, expiredBefore, limit);
  total += yield* deleteOldest(events, sql`state = 'dead'`, unmatchedBefore, limit);
  total += yield* deleteOldest(receipts, sql`is_matched = 0 AND NOT ${isTold.receipt}`, unmatchedBefore, limit);
  return total + (yield* deleteOldest(receipts, sql`NOT ${isTold.receipt}`, longAgo, limit));
}
