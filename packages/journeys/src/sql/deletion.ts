import { entryOf } from "../store/audit-entries.ts";
import type { AuditRecord, ForgetRequest } from "../store/records.ts";
import { addAudit } from "./audit.ts";
import { bookUncharged, bookUnchargedOn } from "./ledger.ts";
import { isAcceptedSql, isEverAcceptedSql, isRefusedSql, isUnsentSql } from "./messages.ts";
import { isAboutApps } from "./people.ts";
import { and, inList, lock, type Query, queryAll, rawSql, type Statement, sql } from "./query.ts";

/**
 * Journeys, by a condition on the table `j`, with all that belongs to them. A key that pointed to one of them is free. They are named by a condition, not one by one:
 * Durable Objects take 100 values in a statement.
 */
export function* deleteJourneys(condition: Statement): Query<number> {
  const ids = sql`SELECT journey_id FROM nxzalo_journeys AS j WHERE ${condition}`;
  yield* queryAll(sql`
    DELETE FROM nxzalo_events WHERE receipt_id IN (SELECT receipt_id FROM nxzalo_receipts WHERE journey_id IN (${ids}))`);
  yield* queryAll(sql`DELETE FROM nxzalo_receipts WHERE journey_id IN (${ids})`);
  yield* bookUnchargedOn(ids);
  yield* deleteMessages(sql`journey_id IN (${ids})`);
  // The call that created it may create another one.
  yield* queryAll(sql`DELETE FROM nxzalo_idempotency_keys WHERE journey_id IN (${ids})`);
  yield* queryAll(sql`UPDATE nxzalo_leases SET journey_id = NULL WHERE journey_id IN (${ids})`);
  return (yield* queryAll(sql`DELETE FROM nxzalo_journeys WHERE journey_id IN (${ids}) RETURNING journey_id`)).length;
}

/** By a condition on the table `m`. An idempotency key stays, so that its message is not sent again: its answer holds ids and nothing else. */
export function* deleteMessages(condition: Statement): Query<number> {
  yield* bookUncharged(condition);
  yield* queryAll(sql`
    UPDATE nxzalo_idempotency_keys SET state = 'done', answer = NULL
    WHERE state <> 'done' AND message_id IN (SELECT message_id FROM nxzalo_messages AS m WHERE ${isAcceptedSql(sql`state`)} AND ${condition})`);
  // What its call was answered while it waited is not true any more.
  const answered = (isSo: Statement) => sql`state = 'done' AND answer IS NOT NULL
    AND message_id IN (SELECT message_id FROM nxzalo_messages AS m WHERE ${isSo} AND ${condition})`;
  yield* queryAll(sql`UPDATE nxzalo_idempotency_keys SET state = 'cancelled' WHERE ${answered(isUnsentSql)}`);
  const isUnknown = sql`NOT ${isUnsentSql} AND NOT ${isEverAcceptedSql}`;
  yield* queryAll(
    sql`UPDATE nxzalo_idempotency_keys SET state = 'unknown', answer = NULL WHERE ${answered(isUnknown)}`,
  );
  // By the key of what was refused it may be asked for again.
  yield* queryAll(sql`
    DELETE FROM nxzalo_idempotency_keys
    WHERE message_id IN (SELECT message_id FROM nxzalo_messages AS m WHERE ${isRefusedSql} AND ${condition})`);
  for (const table of [sql`nxzalo_attempts`, sql`nxzalo_labels`, sql`nxzalo_tasks`, sql`nxzalo_events`])
    yield* queryAll(
      sql`DELETE FROM ${table} WHERE message_id IN (SELECT message_id FROM nxzalo_messages AS m WHERE ${condition})`,
    );
  yield* queryAll(sql`
    DELETE FROM nxzalo_receipts
    WHERE message_id IN (SELECT message_id FROM nxzalo_messages AS m WHERE ${condition})`);
  return (yield* queryAll(sql`DELETE FROM nxzalo_messages AS m WHERE ${condition} RETURNING message_id`)).length;
}

export function* forgetJourney(journeyId: string, entry: AuditRecord): Query<boolean> {
  yield* lock(`journey ${journeyId}`);
  if ((yield* deleteJourneys(sql`journey_id = ${journeyId}`)) === 0) return false;
  yield* addAudit(entry);
  return true;
}

/** Deletes what is theirs of an application, or of all. */
function* forgetWithin(request: ForgetRequest, appIndex: string | null, entry: AuditRecord): Query<number> {
  const { phoneIndex, includeSuppressions } = request;
  const isTheirs = sql`phone_index = ${phoneIndex}`;
  const condition = appIndex === null ? isTheirs : sql`${isTheirs} AND app_index = ${appIndex}`;
  const journeys = yield* deleteJourneys(condition);
  yield* deleteMessages(condition);
  yield* queryAll(
    includeSuppressions
      ? sql`DELETE FROM nxzalo_suppressions WHERE ${condition}`
      : sql`UPDATE nxzalo_suppressions SET ciphertext = NULL, message_id = NULL WHERE ${condition}`,
  );
  yield* addAudit({ ...entry, counts: { journeys } });
  return journeys;
}

/** Of the applications that are named, those that have something of a person. */
function* findApps(phoneIndex: string, appIndexes: readonly string[]): Query<readonly string[]> {
  const tables = ["nxzalo_journeys", "nxzalo_messages", "nxzalo_suppressions"].map(
    (table) => sql`SELECT app_index FROM ${rawSql(table)} WHERE phone_index = ${phoneIndex}`,
  );
  const [journeys, messages, suppressions] = tables as [Statement, Statement, Statement];
  const rows = yield* queryAll<{ readonly appIndex: string }>(sql`
    SELECT app_index AS "appIndex" FROM (${journeys} UNION ${messages} UNION ${suppressions}) found
    WHERE app_index IN (${inList(appIndexes)}) ORDER BY app_index`);
  return rows.map(({ appIndex }) => appIndex);
}

export function* forgetPhone(request: ForgetRequest): Query<number> {
  const { phoneIndex, appIndexes, entry } = request;
  // Also where nothing else is stored of them.
  const asked = and([sql`kind <> 'forget' AND phone_index = ${phoneIndex}`, appIndexes && isAboutApps(appIndexes)]);
  yield* queryAll(sql`UPDATE nxzalo_people_requests SET ciphertext = NULL WHERE ${asked}`);
  if (!appIndexes) return yield* forgetWithin(request, null, entry);
  const found = yield* findApps(phoneIndex, appIndexes);
  if (found.length === 0) yield* addAudit({ ...entry, counts: { journeys: 0 } });
  let journeys = 0;
  for (const [index, appIndex] of found.entries())
    journeys += yield* forgetWithin(request, appIndex, entryOf(entry, appIndex, index));
  return journeys;
}
