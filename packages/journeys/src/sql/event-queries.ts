import { entriesOfReplay } from "../store/audit-entries.ts";
import type { EventQuery, ListedEvent, ReplayRequest } from "../store/event-records.ts";
import { type EventState, eventLifeMs } from "../store/events.ts";
import { addAudit } from "./audit.ts";
import { beyond } from "./queries.ts";
import { and, inList, lock, type Query, queryAll, rawSql, type Statement, sql } from "./query.ts";

const states: readonly EventState[] = ["waiting", "delivered", "dead"];

const eventColumns = sql`event_id AS "eventId", type, state, message_id AS "messageId", created_at AS "createdAt", tries,
  due_at AS "dueAt", ended_at AS "endedAt", problem, NULL AS "detail", NULL AS "ciphertext"`;

/** Columns as those of an event, of what came as a receipt and belongs to nothing: a dead letter from the start. */
const receiptColumns = sql`receipt_id AS "eventId",
  CASE WHEN problem IS NULL THEN 'receipt.unmatched' ELSE 'receipt.unreadable' END AS "type", 'dead' AS "state",
  NULL AS "messageId", received_at AS "createdAt", 0 AS "tries", CAST(NULL AS BIGINT) AS "dueAt", received_at AS "endedAt",
  CASE WHEN problem IS NULL THEN 'unmatched' ELSE 'unreadable' END AS "problem", problem AS "detail", ciphertext`;

/** What a type of an event says of a receipt; others are of none. */
const receiptTypes: Readonly<Record<string, Statement>> = {
  "receipt.unmatched": sql`problem IS NULL`,
  "receipt.unreadable": sql`problem IS NOT NULL`,
};

/** The first page of each part, from the end of its index. */
function toParts(query: EventQuery): readonly Statement[] {
  const { state, type, messageId, appIndexes, createdFrom, createdBefore, after, limit } = query;
  const page = (at: Statement, id: Statement, conditions: readonly (Statement | false | undefined)[]) => {
    const within = [
      createdFrom !== undefined && sql`${at} >= ${createdFrom}`,
      createdBefore !== undefined && sql`${at} < ${createdBefore}`,
      // The first part bounds what is read of the index.
      after && sql`${at} <= ${after.at} AND ${beyond(at, id, after)}`,
    ];
    return sql`WHERE ${and([...conditions, ...within])} ORDER BY ${at} DESC, ${id} DESC LIMIT ${limit}`;
  };
  const ofEvents = (own: Statement) => {
    const conditions = [
      own,
      type !== undefined && sql`type = ${type}`,
      appIndexes && sql`app_index IN (${inList(appIndexes)})`,
    ];
    return sql`SELECT ${eventColumns} FROM nxzalo_events ${page(sql`created_at`, sql`event_id`, conditions)}`;
  };
  if (messageId !== undefined) {
    const isOf = sql`message_id = ${messageId}`;
    return [ofEvents(state === undefined ? isOf : sql`${isOf} AND COALESCE(state, '') = ${state}`)];
  }
  const events = (state === undefined ? states : [state]).map((one) => ofEvents(sql`state = ${one}`));
  const ofType = type === undefined ? undefined : (receiptTypes[type] ?? sql`1 = 0`);
  if (appIndexes || (state !== undefined && state !== "dead")) return events;
  const ofReceipts = page(sql`received_at`, sql`receipt_id`, [sql`is_matched = 0`, ofType]);
  return [...events, sql`SELECT ${receiptColumns} FROM nxzalo_receipts ${ofReceipts}`];
}

/** The statement of a search: the parts' pages, merged. */
export function eventSearch(query: EventQuery): Statement {
  const parts = toParts(query);
  if (parts.length === 1 && parts[0]) return parts[0];
  const all = parts
    .map((part, index) => sql`SELECT * FROM (${part}) ${rawSql(`part${index}`)}`)
    .reduce((joined, part) => sql`${joined} UNION ALL ${part}`);
  return sql`SELECT * FROM (${all}) listed ORDER BY "createdAt" DESC, "eventId" DESC LIMIT ${query.limit}`;
}

export const searchEvents = (query: EventQuery): Query<readonly ListedEvent[]> => queryAll(eventSearch(query));

export function* replayEvents({ from, before, appIndexes, now, limit, entry }: ReplayRequest): Query<number> {
  const asked = and([
    sql`created_at >= ${from} AND created_at < ${before}`,
    appIndexes && sql`app_index IN (${inList(appIndexes)})`,
  ]);
  const fits = sql`${asked} AND state IN ('delivered', 'dead') AND ended_at <= ${now}`;
  // One after another, so that each has its own.
  yield* lock("events");
  const chosen = yield* queryAll<{ eventId: string; appIndex: string | null }>(sql`
    SELECT event_id AS "eventId", app_index AS "appIndex" FROM nxzalo_events WHERE ${fits} ORDER BY created_at, event_id LIMIT ${limit}`);
  yield* queryAll(sql`
    UPDATE nxzalo_events SET state = 'waiting', due_at = ${now}, give_up_at = ${now + eventLifeMs}, tries = 0, problem = NULL,
      ended_at = NULL
    WHERE event_id IN (${inList(chosen.map(({ eventId }) => eventId))}) AND state <> 'waiting'`);
  // Who asks for events, also for some that wait, knows that the targets are there again.
  yield* queryAll(sql`DELETE FROM nxzalo_event_targets WHERE EXISTS (SELECT 1 FROM nxzalo_events WHERE ${asked})`);
  for (const one of entriesOfReplay(entry, chosen, appIndexes !== undefined)) yield* addAudit(one);
  return chosen.length;
}
