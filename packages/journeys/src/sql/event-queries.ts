import type { EventQuery, ListedEvent, ReplayRequest } from "../store/event-records.ts";
import { eventLifeMs } from "../store/events.ts";
import { addAudit } from "./audit.ts";
import { beyond } from "./queries.ts";
import { and, inList, type Query, queryAll, sql } from "./query.ts";

/** Events, and what came as a receipt and belongs to nothing: a dead letter from the start. */
const listed = sql`
  SELECT event_id, type, state, message_id, app_index, created_at, tries, due_at, ended_at, problem, NULL AS detail,
    NULL AS ciphertext
  FROM nxzalo_events
  UNION ALL
  SELECT receipt_id, CASE WHEN problem IS NULL THEN 'receipt.unmatched' ELSE 'receipt.unreadable' END, 'dead', NULL, NULL,
    received_at, 0, NULL, received_at, CASE WHEN problem IS NULL THEN 'unmatched' ELSE 'unreadable' END, problem, ciphertext
  FROM nxzalo_receipts WHERE is_matched = 0`;

const columns = sql`event_id AS "eventId", type, state, message_id AS "messageId", created_at AS "createdAt", tries,
  due_at AS "dueAt", ended_at AS "endedAt", problem, detail, ciphertext`;

export function searchEvents(query: EventQuery): Query<readonly ListedEvent[]> {
  const { state, type, messageId, appIndexes, createdFrom, createdBefore, after, limit } = query;
  const conditions = [
    state !== undefined && sql`state = ${state}`,
    type !== undefined && sql`type = ${type}`,
    messageId !== undefined && sql`message_id = ${messageId}`,
    appIndexes && sql`app_index IN (${inList(appIndexes)})`,
    createdFrom !== undefined && sql`created_at >= ${createdFrom}`,
    createdBefore !== undefined && sql`created_at < ${createdBefore}`,
    after !== undefined && beyond(sql`created_at`, sql`event_id`, after),
  ];
  return queryAll(sql`
    SELECT ${columns} FROM (${listed}) listed WHERE ${and(conditions)}
    ORDER BY created_at DESC, event_id DESC LIMIT ${limit}`);
}

export function* replayEvents({ from, before, appIndexes, now, limit, entry }: ReplayRequest): Query<number> {
  const fits = and([
    sql`state IN ('delivered', 'dead') AND created_at >= ${from} AND created_at < ${before} AND ended_at <= ${now}`,
    appIndexes && sql`app_index IN (${inList(appIndexes)})`,
  ]);
  const chosen = yield* queryAll<{ eventId: string }>(sql`
    SELECT event_id AS "eventId" FROM nxzalo_events WHERE ${fits} ORDER BY created_at, event_id LIMIT ${limit}`);
  yield sql`
    UPDATE nxzalo_events SET state = 'waiting', due_at = ${now}, give_up_at = ${now + eventLifeMs}, tries = 0, problem = NULL,
      ended_at = NULL
    WHERE event_id IN (${inList(chosen.map(({ eventId }) => eventId))}) AND state <> 'waiting'`;
  // Who asks for it knows that the targets are there again.
  yield sql`DELETE FROM nxzalo_event_targets`;
  if (chosen.length > 0) yield* addAudit({ ...entry, counts: { events: chosen.length } });
  return chosen.length;
}
