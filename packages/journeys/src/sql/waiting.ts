import { type Lane, lanes } from "../store/lanes.ts";
import { mostPlaces } from "../store/pace.ts";
import type { KnownMessage } from "../store/records.ts";
import type {
  EndRequest,
  HoldRequest,
  NextDue,
  PutBack,
  TakenMessage,
  TakeRequest,
  Taker,
  WaitingQuery,
  Withdrawal,
} from "../store/waiting.ts";
import { addAudit } from "./audit.ts";
import { addEvent } from "./events.ts";
import { grantPlaces } from "./pace.ts";
import { type MessageRow, messageColumns, toMessage } from "./queries.ts";
import {
  and,
  execute,
  inList,
  lock,
  type Query,
  queryAll,
  queryEach,
  queryLast,
  queryOne,
  rawSql,
  type Statement,
  skipHeld,
  sql,
} from "./query.ts";
import { type SilenceRow, selectNextSilence } from "./silence.ts";

/** The state stands in the statement: the indexes of what waits are of this one alone. */
const waits = rawSql("state = 'scheduled'");

/** The rows of all of them. */
const unionAll = (parts: readonly Statement[]): Statement =>
  parts.reduce((joined, part) => sql`${joined} UNION ALL ${part}`);

const laneIs = (lane: string) => rawSql(`lane = '${lane}'`);

type WaitingRow = MessageRow & { readonly secrets: string | null };

const selectDueOf = (lane: Lane, { now, limit }: TakeRequest): Statement => sql`
  SELECT * FROM (
    SELECT ${messageColumns}, secrets FROM nxzalo_messages
    WHERE ${waits} AND ${laneIs(lane)} AND due_at <= ${now} AND not_after > ${now}
    ORDER BY due_at, message_id LIMIT ${limit} ${skipHeld}) AS ${rawSql(lane)}`;

const rankOf = ({ lane }: WaitingRow) => lanes.indexOf(lane as Lane);

/** Those of all lanes by one statement, of which each part is one look into an index. */
function* selectDue(request: TakeRequest): Query<readonly WaitingRow[]> {
  const rows = yield* queryAll<WaitingRow>(unionAll(lanes.map((lane) => selectDueOf(lane, request))));
  const inOrder = [...rows].sort(
    (one, other) =>
      rankOf(one) - rankOf(other) ||
      (one.dueAt ?? 0) - (other.dueAt ?? 0) ||
      (one.messageId < other.messageId ? -1 : 1),
  );
  return inOrder.slice(0, request.limit);
}

/** One taker at a time, so that each takes other rows. The rows are named by their ids: a condition with a limit may be read anew. */
export function* takeDue(request: TakeRequest): Query<readonly TakenMessage[]> {
  const { now, pace } = request;
  yield* lock("dispatch");
  const limit = pace ? Math.min(request.limit, mostPlaces(pace)) : request.limit;
  const due = yield* selectDue({ now, limit });
  if (due.length === 0) return [];
  const places = pace ? yield* grantPlaces(pace, { now, wanted: due.length }) : due.map(() => now);
  const chosen = due.slice(0, places.length);
  const taken = yield* queryLast<{ messageId: string }>(sql`
    UPDATE nxzalo_messages SET state = 'unknown', attempted_at = ${now}, tries = tries + 1, secrets = NULL
    WHERE message_id IN (${inList(chosen.map(({ messageId }) => messageId))}) AND ${waits}
    RETURNING message_id AS "messageId"`);
  const ids = new Set(taken.map(({ messageId }) => messageId));
  return chosen.flatMap(({ secrets, ...row }, index) => {
    if (!ids.has(row.messageId)) return [];
    const state = { state: "unknown", attemptedAt: now, tries: row.tries + 1 } as const;
    return [{ message: { ...toMessage(row), ...state }, secrets, goesAt: places[index] ?? now }];
  });
}

const isTakers = ({ messageId, attempt, tries }: Taker): Statement =>
  sql`message_id = ${messageId} AND attempt = ${attempt} AND tries = ${tries} AND state = 'unknown'`;

export function* assignJourney({ journeyId, ...taker }: Taker & { readonly journeyId: string }): Query<boolean> {
  const assigned = yield* queryLast(sql`
    UPDATE nxzalo_messages SET journey_id = ${journeyId} WHERE ${isTakers(taker)} RETURNING message_id`);
  return assigned.length > 0;
}

/** Those of one topic come one by one. */
const lockTopic = (topicIndex: string): Query<void> => lock(`topic ${topicIndex}`);

/** What waits of a topic is not sent any more: a newer message has come. */
export function* supersede(topicIndex: string, { at, eraseAt }: { at: number; eraseAt: number }): Query<void> {
  yield* lockTopic(topicIndex);
  yield* execute(sql`
    UPDATE nxzalo_messages SET state = 'superseded', attempted_at = ${at}, erase_at = ${eraseAt}, secrets = NULL
    WHERE topic_index = ${topicIndex} AND ${waits}`);
}

/** Whether a message of the same topic takes the place of one, also where both were stored at once; locks the topic. */
export function* isReplaced(messageId: string): Query<boolean> {
  const row = yield* queryOne<{ topicIndex: string | null; createdAt: number }>(sql`
    SELECT topic_index AS "topicIndex", created_at AS "createdAt" FROM nxzalo_messages WHERE message_id = ${messageId}`);
  if (row?.topicIndex == null) return false;
  const { topicIndex, createdAt } = row;
  yield* lockTopic(topicIndex);
  const newer = yield* queryOne(sql`
    SELECT message_id FROM nxzalo_messages WHERE topic_index = ${topicIndex} AND state <> 'superseded'
      AND (created_at > ${createdAt} OR (created_at = ${createdAt} AND message_id > ${messageId})) LIMIT 1`);
  return newer !== undefined;
}

export function* putBack({ dueAt, heldFor, secrets, journeyId, eraseAt, ...taker }: PutBack): Query<boolean> {
  if (yield* isReplaced(taker.messageId)) {
    yield* execute(sql`
      UPDATE nxzalo_messages SET state = 'superseded', erase_at = ${eraseAt}, journey_id = ${journeyId}
      WHERE ${isTakers(taker)}`);
    return false;
  }
  const back = yield* queryLast(sql`
    UPDATE nxzalo_messages SET state = 'scheduled', due_at = ${dueAt}, held_for = ${heldFor}, secrets = ${secrets},
      journey_id = ${journeyId}
    WHERE ${isTakers(taker)} RETURNING message_id`);
  return back.length > 0;
}

const fits = ({ phoneIndex, appIndex, dueUntil, notAfterUntil, templates }: WaitingQuery): Statement =>
  and([
    waits,
    phoneIndex !== undefined && sql`phone_index = ${phoneIndex}`,
    dueUntil !== undefined && sql`due_at <= ${dueUntil}`,
    notAfterUntil !== undefined && sql`not_after <= ${notAfterUntil}`,
    appIndex !== undefined && sql`app_index = ${appIndex}`,
    templates &&
      sql`COALESCE(template_id, '') ${rawSql(templates.except ? "NOT IN" : "IN")} (${inList(templates.ids)})`,
  ]);

export function* readWaiting({
  limit,
  ...query
}: WaitingQuery & { readonly limit: number }): Query<readonly KnownMessage[]> {
  // What is over is ended at the next look at it; of a person's, every one is meant.
  const held = query.notAfterUntil === undefined ? sql`` : skipHeld;
  const rows = yield* queryAll<MessageRow>(sql`
    SELECT ${messageColumns} FROM nxzalo_messages WHERE ${fits(query)} ORDER BY not_after LIMIT ${limit} ${held}`);
  return rows.map(toMessage);
}

/** One holder or taker at a time: both go by what has been due for longest. Each part is one look into an index. */
export function* hold({ until, heldFor, limit, ...query }: HoldRequest): Query<number> {
  yield* lock("dispatch");
  const condition = sql`${fits(query)} AND due_at < ${until} AND not_after > ${until}`;
  const parts = lanes.map(
    (lane) => sql`
      SELECT * FROM (SELECT message_id, due_at FROM nxzalo_messages WHERE ${condition} AND ${laneIs(lane)}
        ORDER BY due_at, message_id LIMIT ${limit} ${skipHeld}) AS ${rawSql(lane)}`,
  );
  const found = yield* queryAll<{ messageId: string }>(sql`
    SELECT message_id AS "messageId" FROM (${unionAll(parts)}) AS due
    ORDER BY due_at, message_id LIMIT ${limit}`);
  if (found.length === 0) return 0;
  const held = yield* queryAll(sql`
    UPDATE nxzalo_messages SET due_at = ${until}, held_for = ${heldFor}
    WHERE message_id IN (${inList(found.map(({ messageId }) => messageId))}) AND ${condition} RETURNING message_id`);
  return held.length;
}

export function* endWaiting({ ends, to, at, eraseAt }: EndRequest): Query<readonly string[]> {
  const ended: string[] = [];
  for (const { messageId, taker, event, entry } of ends) {
    const condition = taker ? isTakers(taker) : sql`message_id = ${messageId} AND ${waits}`;
    const rows = yield* queryAll(sql`
      UPDATE nxzalo_messages SET state = ${to}, attempted_at = ${at}, erase_at = ${eraseAt}, secrets = NULL
      WHERE ${condition} RETURNING message_id`);
    if (rows.length === 0) continue;
    yield* addEvent(event);
    if (entry) yield* addAudit(entry);
    ended.push(messageId);
  }
  return ended;
}

export function* withdraw({ messageId, attempt, taker, eraseAt, silentAt }: Withdrawal): Query<boolean> {
  const isFormer = sql`message_id = ${messageId} AND attempt = ${attempt - 1}`;
  const former = (column: string) => sql`(SELECT ${rawSql(column)} FROM nxzalo_attempts WHERE ${isFormer})`;
  const isLast = taker ? isTakers(taker) : sql`message_id = ${messageId} AND attempt = ${attempt} AND ${waits}`;
  yield* lock(`message ${messageId}`);
  const withdrawn = yield* queryAll(sql`
    UPDATE nxzalo_messages SET attempt = ${attempt - 1}, state = ${former("state")},
      journey_id = ${former("journey_id")}, attempted_at = ${former("attempted_at")}, request_id = ${former("request_id")},
      upstream_code = ${former("upstream_code")}, zalo_error = ${former("zalo_error")}, due_at = NULL, held_for = NULL,
      secrets = NULL, erase_at = ${eraseAt}, silent_at = ${silentAt}
    WHERE ${isLast} AND EXISTS (SELECT 1 FROM nxzalo_attempts WHERE ${isFormer}) RETURNING message_id`);
  if (withdrawn.length === 0) return false;
  yield* execute(sql`DELETE FROM nxzalo_attempts WHERE ${isFormer}`);
  return true;
}

/** The first row of an index: of the least of a column, a server that has not counted its rows yet would read them all. */
const soonest = (column: string, ofLane = sql``): Statement => sql`
  SELECT (SELECT ${rawSql(column)} FROM nxzalo_messages WHERE ${waits}${ofLane} ORDER BY ${rawSql(column)} LIMIT 1) AS "at"`;

/** By one statement, of which each part is one look into an index. */
export function* nextDue(): Query<NextDue> {
  const parts = lanes.map((lane) => soonest("due_at", sql` AND ${laneIs(lane)}`)).concat(soonest("not_after"));
  const [[row], [silent]] = yield* queryEach<[NextDue, SilenceRow]>(
    sql`
      SELECT (SELECT MIN("at") FROM (${unionAll(parts)}) AS soonest) AS "messages",
        (SELECT due_at FROM nxzalo_events WHERE state = 'waiting' ORDER BY due_at LIMIT 1) AS "events"`,
    selectNextSilence,
  );
  const times = [row?.events, silent?.at].flatMap((at) => at ?? []);
  return { messages: row?.messages ?? null, events: times.length === 0 ? null : Math.min(...times) };
}
