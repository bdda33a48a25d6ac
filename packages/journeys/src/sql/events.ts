import {
  awayFailures,
  type EventOutcome,
  type EventTypes,
  type GiveUpRequest,
  type TakeEventsRequest,
  type TakenEvent,
} from "../store/event-records.ts";
import { type EventRecord, eventLifeMs } from "../store/events.ts";
import type { KnownJourney } from "../store/records.ts";
import { journeyColumns, type MessageRow, messageColumns, toMessage } from "./queries.ts";
import {
  and,
  execute,
  inList,
  lock,
  type Query,
  queryEach,
  queryLast,
  rawSql,
  type Statement,
  skipHeld,
  sql,
} from "./query.ts";

/** The state stands in the statement: the indexes of what waits are of this one alone. */
const waits = rawSql("state = 'waiting'");

/** Stores an event, to be delivered at once, after those of its order; nothing where one of the same id is stored. */
export function* addEvent(event: EventRecord | undefined): Query<void> {
  if (!event) return;
  const { eventId, type, messageId, receiptId, appIndex, phoneIndex, orderedBy, createdAt, facts } = event;
  const next = sql`(SELECT MAX(created_at) + 1 FROM nxzalo_events WHERE ${waits} AND ordered_by = ${orderedBy})`;
  const at = sql`CASE WHEN ${next} > ${createdAt} THEN ${next} ELSE ${createdAt} END`;
  yield* execute(sql`
    INSERT INTO nxzalo_events (event_id, type, state, message_id, receipt_id, app_index, phone_index, ordered_by, created_at,
      due_at, give_up_at, facts)
    VALUES (${eventId}, ${type}, 'waiting', ${messageId}, ${receiptId}, ${appIndex}, ${phoneIndex}, ${orderedBy}, ${at}, ${createdAt},
      ${createdAt + eventLifeMs}, ${JSON.stringify(facts)})
    ON CONFLICT (event_id) DO NOTHING`);
}

interface EventRow extends Omit<EventRecord, "facts"> {
  readonly facts: string;
  readonly giveUpAt: number;
  readonly tries: number;
}

const eventColumns = sql`event_id AS "eventId", type, message_id AS "messageId", receipt_id AS "receiptId", app_index AS "appIndex",
  phone_index AS "phoneIndex", ordered_by AS "orderedBy", created_at AS "createdAt", give_up_at AS "giveUpAt", tries, facts`;

const isOf = (type: Statement, { types, isExcept }: EventTypes): Statement =>
  sql`${type} ${rawSql(isExcept ? "NOT IN" : "IN")} (${inList(types)})`;

/** Waits for this target, and none of its order comes before it. */
const isFirst = (of: EventTypes): Statement => sql`e.state = 'waiting' AND ${isOf(sql`e.type`, of)} AND NOT EXISTS (
  SELECT 1 FROM nxzalo_events f WHERE f.state = 'waiting' AND f.ordered_by = e.ordered_by AND ${isOf(sql`f.type`, of)}
    AND (f.created_at < e.created_at OR (f.created_at = e.created_at AND f.event_id < e.event_id)))`;

interface TargetRow {
  readonly failures: number;
  readonly retryAt: number;
}
const targetIs = (target: string) =>
  sql`SELECT failures, retry_at AS "retryAt" FROM nxzalo_event_targets WHERE target = ${target}`;

interface ReceiptRow {
  readonly receiptId: string;
  readonly ciphertext: string;
  readonly journeyId: string | null;
}

/** The rows of what events are about, by their ids. */
function* readAbout(rows: readonly EventRow[]) {
  const idsOf = (field: "messageId" | "receiptId") => inList(rows.flatMap((row) => row[field] ?? []));
  const ofMessages = sql`FROM nxzalo_messages WHERE message_id IN (${idsOf("messageId")})`;
  const ofReceipts = sql`FROM nxzalo_receipts WHERE receipt_id IN (${idsOf("receiptId")})`;
  const [messages, receipts, journeys] = yield* queryEach<[MessageRow, ReceiptRow, KnownJourney]>(
    sql`SELECT ${messageColumns} ${ofMessages}`,
    sql`SELECT receipt_id AS "receiptId", ciphertext, journey_id AS "journeyId" ${ofReceipts}`,
    sql`SELECT ${journeyColumns} FROM nxzalo_journeys j
      WHERE journey_id IN (SELECT journey_id ${ofMessages} UNION SELECT journey_id ${ofReceipts})`,
  );
  return {
    messages: new Map(messages.map((row) => [row.messageId, toMessage(row)])),
    receipts: new Map(receipts.map((row) => [row.receiptId, row])),
    journeys: new Map(journeys.map((row) => [row.journeyId, row])),
  };
}

/** One taker at a time, so that each takes other rows. */
export function* takeEvents(request: TakeEventsRequest): Query<readonly TakenEvent[]> {
  const { target, now, limit, leaseUntil } = request;
  yield* lock("events");
  const [[known], due] = yield* queryEach<[TargetRow, EventRow]>(
    targetIs(target),
    sql`
      SELECT ${eventColumns} FROM nxzalo_events e WHERE ${isFirst(request)} AND e.due_at <= ${now}
      ORDER BY e.due_at, e.event_id LIMIT ${limit} ${skipHeld}`,
  );
  const { failures, retryAt } = known ?? { failures: 0, retryAt: 0 };
  const rows = failures > 0 ? due.slice(0, 1) : due;
  if (retryAt > now || rows.length === 0) return [];
  yield* execute(sql`
    UPDATE nxzalo_events SET due_at = ${leaseUntil}, tries = tries + 1
    WHERE event_id IN (${inList(rows.map(({ eventId }) => eventId))}) AND ${waits}`);
  if (failures > 0)
    yield* execute(sql`UPDATE nxzalo_event_targets SET retry_at = ${leaseUntil} WHERE target = ${target}`);
  const { messages, receipts, journeys } = yield* readAbout(rows);
  return rows.map(({ giveUpAt, tries, facts, ...event }) => {
    const message = messages.get(event.messageId ?? "");
    const receipt = receipts.get(event.receiptId ?? "");
    const journey = journeys.get(receipt?.journeyId ?? message?.journeyId ?? "");
    const about = { message, receipt, journey };
    const read = { ...event, facts: JSON.parse(facts) as EventRecord["facts"] };
    return { event: read, giveUpAt, tries: tries + 1, failures, ...about };
  });
}

/**
 * What a target said last counts, by when it was asked: a delivery knows how often its target had failed when it was taken. A success outweighs
 * one failure beside it, and so not a wait that the target asked for, which counts as two; of failures beside each other the longest wait stays.
 */
function* noteTarget({ target, state, failures, retryAt }: EventOutcome): Query<void> {
  if (state === "delivered")
    yield* execute(sql`DELETE FROM nxzalo_event_targets WHERE target = ${target} AND failures <= ${failures + 1}`);
  else if (failures === 0) return;
  // Nothing was posted: another event may be tried instead.
  else if (retryAt === 0)
    yield* execute(
      sql`UPDATE nxzalo_event_targets SET retry_at = 0 WHERE target = ${target} AND failures = ${failures}`,
    );
  else
    yield* execute(sql`
      INSERT INTO nxzalo_event_targets AS known (target, failures, retry_at) VALUES (${target}, ${failures}, ${retryAt})
      ON CONFLICT (target) DO UPDATE SET retry_at = excluded.retry_at,
        failures = CASE WHEN excluded.failures > known.failures THEN excluded.failures ELSE known.failures END
      WHERE excluded.failures > known.failures OR excluded.retry_at > known.retry_at`);
}

export function* finishEvent(outcome: EventOutcome): Query<void> {
  const { eventId, tries, now, state, dueAt, problem } = outcome;
  const endedAt = state === "waiting" ? null : now;
  yield* execute(sql`
    UPDATE nxzalo_events SET state = ${state}, due_at = ${dueAt}, problem = ${problem}, ended_at = ${endedAt}
    WHERE event_id = ${eventId} AND tries = ${tries} AND ${waits}`);
  yield* noteTarget(outcome);
}

export function* nextEvent(request: EventTypes & { readonly target: string }): Query<number | null> {
  const [[row], [known]] = yield* queryEach<[{ at: number }, TargetRow]>(
    sql`SELECT e.due_at AS "at" FROM nxzalo_events e WHERE ${isFirst(request)} ORDER BY e.due_at LIMIT 1`,
    targetIs(request.target),
  );
  return row ? Math.max(row.at, known?.retryAt ?? 0) : null;
}

export function* giveUpEvents({ before, now, targets }: GiveUpRequest): Query<number> {
  const isAway = (target: string) =>
    sql`EXISTS (SELECT 1 FROM nxzalo_event_targets WHERE target = ${target} AND failures >= ${awayFailures})`;
  // Where all gateways were away for long, events are due and too old at once.
  const isNotSpared = targets.map((of) => sql`(tries > 0 OR NOT ${isOf(sql`type`, of)} OR ${isAway(of.target)})`);
  const given = yield* queryLast(sql`
    UPDATE nxzalo_events SET state = 'dead', due_at = NULL, problem = COALESCE(problem, 'never_tried'), ended_at = ${now}
    WHERE event_id IN (SELECT event_id FROM nxzalo_events
      WHERE ${waits} AND give_up_at <= ${before} AND due_at <= ${now} AND ${and(isNotSpared)} ${skipHeld})
    RETURNING event_id`);
  return given.length;
}
