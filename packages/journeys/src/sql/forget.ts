import { listed, rowsOf, type Script, type Statement, sql } from "./statement.ts";

/** Fewer than the values that one statement may have in a Durable Object, which are 100. */
const namedAtOnce = 90;

/** Journeys with all that belongs to them. */
function* deleteJourneys(journeyIds: readonly string[]): Script<void> {
  for (let start = 0; start < journeyIds.length; start += namedAtOnce) {
    yield* deleteNamed(listed(journeyIds.slice(start, start + namedAtOnce)));
  }
}

/** A key that pointed to one of them is free. */
function* deleteNamed(ids: Statement): Script<void> {
  yield sql`DELETE FROM nxzalo_receipts WHERE journey_id IN (${ids})`;
  yield* deleteMessages(sql`journey_id IN (${ids})`);
  // A call that made it may make another one.
  yield sql`DELETE FROM nxzalo_calls WHERE journey_id IN (${ids})`;
  yield sql`UPDATE nxzalo_claims SET journey_id = NULL WHERE journey_id IN (${ids})`;
  yield sql`DELETE FROM nxzalo_journeys WHERE journey_id IN (${ids})`;
}

/** A call stays, so that its message is not sent again: its answer names nobody. */
function* deleteMessages(condition: Statement): Script<number> {
  yield sql`
    UPDATE nxzalo_calls SET state = 'done', answer = NULL
    WHERE state <> 'done' AND message_id IN (SELECT message_id FROM nxzalo_messages WHERE is_accepted = 1 AND ${condition})`;
  yield sql`
    DELETE FROM nxzalo_receipts
    WHERE message_id IN (SELECT message_id FROM nxzalo_messages WHERE ${condition})`;
  return (yield* rowsOf(sql`DELETE FROM nxzalo_messages WHERE ${condition} RETURNING message_id`)).length;
}

function* journeyIdsOf(condition: Statement): Script<readonly string[]> {
  const found = yield* rowsOf<{ journeyId: string }>(sql`
    SELECT journey_id AS "journeyId" FROM nxzalo_journeys WHERE ${condition}`);
  return found.map(({ journeyId }) => journeyId);
}

export function* forgetJourney(journeyId: string): Script<boolean> {
  const found = yield* journeyIdsOf(sql`journey_id = ${journeyId}`);
  yield* deleteJourneys(found);
  return found.length > 0;
}

export function* forgetPhone(phoneIndex: string, appIndexes?: readonly string[]): Script<number> {
  if (appIndexes?.length === 0) return 0;
  const isTheirs = appIndexes
    ? sql`phone_index = ${phoneIndex} AND app_index IN (${listed(appIndexes)})`
    : sql`phone_index = ${phoneIndex}`;
  const found = yield* journeyIdsOf(isTheirs);
  yield* deleteJourneys(found);
  yield* deleteMessages(isTheirs);
  return found.length;
}

export function* sweep({
  now,
  expiredBefore,
  limit,
}: {
  readonly now: number;
  readonly expiredBefore: number;
  readonly limit: number;
}): Script<number> {
  const expired = yield* journeyIdsOf(sql`expires_at < ${expiredBefore} LIMIT ${limit}`);
  yield* deleteJourneys(expired);
  const calls = yield* rowsOf(sql`
    DELETE FROM nxzalo_calls WHERE key IN (
      SELECT key FROM nxzalo_calls WHERE keep_until < ${now} AND (state = 'done'
        OR (message_id IS NULL AND lease_until < ${now})
        OR message_id IN (SELECT message_id FROM nxzalo_messages WHERE is_accepted = 1)) LIMIT ${limit})
    RETURNING key`);
  const claims = yield* rowsOf(sql`
    DELETE FROM nxzalo_claims WHERE key IN (
      SELECT key FROM nxzalo_claims WHERE journey_id IS NULL AND lease_until < ${expiredBefore} LIMIT ${limit})
    RETURNING key`);
  // Those that ride on a journey go with it.
  const messages = yield* deleteMessages(sql`message_id IN (
    SELECT message_id FROM nxzalo_messages WHERE created_at < ${expiredBefore}
      AND (journey_id IS NULL OR journey_id NOT IN (SELECT journey_id FROM nxzalo_journeys)) LIMIT ${limit})`);
  const receipts = yield* rowsOf(sql`
    DELETE FROM nxzalo_receipts WHERE receipt_id IN (
      SELECT receipt_id FROM nxzalo_receipts WHERE is_matched = 0 AND received_at < ${expiredBefore} LIMIT ${limit})
    RETURNING receipt_id`);
  return expired.length + calls.length + claims.length + messages + receipts.length;
}
