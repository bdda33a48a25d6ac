import { isAccepted, isUndecided } from "../store/message-states.ts";
import type { Holder, IdempotencyRecord, IdempotencyRequest, KeyedRecord, MessageRecord } from "../store/records.ts";
import { insertMessage, isAcceptedSql, isRefusedSql } from "./messages.ts";
import { execute, inList, lock, type Query, queryAll, queryLast, queryOne, type Statement, sql } from "./query.ts";
import { supersede } from "./waiting.ts";

interface RecordRow extends Omit<IdempotencyRecord, "isRefused"> {
  readonly key: string;
  readonly isRefused: number;
  /** When its journey is over; null where there is none. */
  readonly journeyUntil: number | null;
}

/** Until when a settled call is answered as before: a message's for its time and its journey's, a journey's as long as that. */
const answeredUntil = ({ messageId, keepUntil, journeyUntil }: RecordRow) =>
  Math.max(messageId === null ? 0 : keepUntil, journeyUntil ?? 0);

const selectRecords = (where: Statement) => sql`
    SELECT k.key, k.fingerprint, k.state, k.lease_until AS "leaseUntil", k.answer, k.message_id AS "messageId",
      k.keep_until AS "keepUntil", m.state AS "messageState",
      CASE WHEN ${isRefusedSql} THEN 1 ELSE 0 END AS "isRefused", COALESCE(m.attempt, 1) AS "attempt", m.due_at AS "dueAt", m.held_for AS "heldFor",
      m.request_id AS "requestId", COALESCE(k.journey_id, m.journey_id) AS "journeyId",
      j.expires_at AS "journeyUntil"
    FROM nxzalo_idempotency_keys k LEFT JOIN nxzalo_messages m ON m.message_id = k.message_id
    LEFT JOIN nxzalo_journeys j ON j.journey_id = COALESCE(k.journey_id, m.journey_id) WHERE ${where}`;

/** What a row tells; nothing after its time or its owner's lease, unless its message may have been sent. */
function toRecord(row: RecordRow, now: number): IdempotencyRecord | undefined {
  const { key: _, journeyUntil: __, isRefused, ...rest } = row;
  const record = { ...rest, isRefused: isRefused === 1 };
  // What waits was answered at once: how it ended is not known by that.
  const isAnswered = ["done", "cancelled"].includes(record.state) && !isUndecided(record.messageState);
  const isSettled = isAnswered || isAccepted(record.messageState);
  const isOver = isSettled ? answeredUntil(row) <= now : record.messageId === null && record.leaseUntil <= now;
  return isOver ? undefined : record;
}

/** The record of an idempotency key. */
export function* readRecord({
  key,
  now,
}: {
  readonly key: string;
  readonly now: number;
}): Query<IdempotencyRecord | undefined> {
  const row = yield* queryOne<RecordRow>(selectRecords(sql`k.key = ${key}`));
  return row && toRecord(row, now);
}

/** The records of many keys. */
export function* readRecords({
  keys,
  now,
}: {
  readonly keys: readonly string[];
  readonly now: number;
}): Query<readonly KeyedRecord[]> {
  const rows = yield* queryAll<RecordRow>(selectRecords(sql`k.key IN (${inList(keys)})`));
  return rows.flatMap((row) => {
    const record = toRecord(row, now);
    return record ? [{ ...record, key: row.key }] : [];
  });
}

export function* startCall({
  call,
  message,
  answer,
  eraseAt = 0,
}: {
  readonly call?: IdempotencyRequest | undefined;
  readonly message?: MessageRecord | undefined;
  readonly answer?: string | undefined;
  readonly eraseAt?: number | undefined;
}): Query<IdempotencyRecord | undefined> {
  if (call) {
    const { key, fingerprint, owner, leaseUntil, keepUntil } = call;
    yield* lock(`call ${key}`);
    const found = yield* readRecord(call);
    const isFree = found?.isRefused === true && found.fingerprint !== fingerprint;
    if (found && !isFree) return found;
    yield* execute(sql`DELETE FROM nxzalo_idempotency_keys WHERE key = ${key}`);
    yield* execute(sql`
      INSERT INTO nxzalo_idempotency_keys (key, fingerprint, owner, lease_until, state, message_id, keep_until, answer)
      VALUES (${key}, ${fingerprint}, ${owner}, ${leaseUntil}, ${message?.waiting ? "done" : "running"},
        ${message?.messageId ?? null}, ${keepUntil}, ${answer ?? null})`);
  }
  if (message) {
    if (message.waiting && !call) yield* lock(`message ${message.messageId}`);
    if (message.topicIndex != null) yield* supersede(message.topicIndex, { at: message.createdAt, eraseAt });
    yield* insertMessage(message);
  }
  return undefined;
}

export function* keepCall({ key, keepUntil }: Pick<IdempotencyRequest, "key" | "keepUntil">): Query<void> {
  yield* queryAll(sql`
    UPDATE nxzalo_idempotency_keys SET keep_until = ${keepUntil} WHERE key = ${key} AND keep_until < ${keepUntil}`);
}

export function* renewCall({ key, owner, leaseUntil }: Holder & { readonly leaseUntil: number }): Query<boolean> {
  const renewed = yield* queryLast(sql`
    UPDATE nxzalo_idempotency_keys SET lease_until = ${leaseUntil}
    WHERE key = ${key} AND owner = ${owner} AND state = 'running' RETURNING key`);
  return renewed.length > 0;
}

/** Deletes a message that is not sent, where there is one; false where it waited and has been taken meanwhile. */
function* deleteUnsent(messageId: string): Query<boolean> {
  const isTaken = sql`due_at IS NOT NULL AND state <> 'scheduled'`;
  const deleted = yield* queryAll(sql`
    DELETE FROM nxzalo_messages WHERE message_id = ${messageId} AND NOT ${isAcceptedSql(sql`state`)} AND NOT (${isTaken})
    RETURNING message_id`);
  if (deleted.length > 0) yield* execute(sql`DELETE FROM nxzalo_labels WHERE message_id = ${messageId}`);
  const taken = yield* queryOne(sql`
    SELECT message_id FROM nxzalo_messages WHERE message_id = ${messageId} AND ${isTaken}`);
  return taken === undefined;
}

export function* cancelCall({
  call,
  messageId,
}: {
  readonly call?: Holder | undefined;
  readonly messageId?: string | undefined;
}): Query<boolean> {
  // Also what is being written: a connection may break before its commit has been answered.
  if (call) yield* lock(`call ${call.key}`);
  else if (messageId !== undefined) yield* lock(`message ${messageId}`);
  if (messageId !== undefined && !(yield* deleteUnsent(messageId))) return false;
  if (call) yield* execute(sql`DELETE FROM nxzalo_idempotency_keys WHERE key = ${call.key} AND owner = ${call.owner}`);
  return true;
}
