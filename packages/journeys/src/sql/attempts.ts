import type { MessageState } from "@nxzalo/core/journeys";
import type { AttemptRecord, MovedMessages, NextAttempt, RefusedAttempt } from "../store/records.ts";
import { addAudit } from "./audit.ts";
import { addEvent } from "./events.ts";
import { insertMessage } from "./messages.ts";
import { execute, inList, lock, type Query, queryAll, queryOne, rawSql, type Statement, sql } from "./query.ts";
import { isReplaced } from "./waiting.ts";

/** Attempts stand in their message's row; those before the last one in a table of their own, of the same columns. */
const lastAttempt = rawSql("nxzalo_messages");
const earlierAttempt = rawSql("nxzalo_attempts");

interface AttemptId {
  readonly messageId: string;
  readonly attempt: number;
}
interface AttemptChanges {
  readonly ofBoth: Statement;
  readonly ofMessage?: Statement | undefined;
}

/** Changes an attempt, wherever it stands. */
export function* changeAttempt({ messageId, attempt }: AttemptId, changes: AttemptChanges): Query<void> {
  const { ofBoth, ofMessage } = changes;
  const own = sql`message_id = ${messageId} AND attempt = ${attempt}`;
  const all = ofMessage ? sql`${ofBoth}, ${ofMessage}` : ofBoth;
  yield* execute(sql`UPDATE ${lastAttempt} SET ${all} WHERE ${own}`);
  yield* execute(sql`UPDATE ${earlierAttempt} SET ${ofBoth} WHERE ${own}`);
}

/** The same. Gives the journey that it went on. */
export function* updateAttempt(
  { messageId, attempt }: AttemptId,
  changes: AttemptChanges,
): Query<{ readonly journeyId: string | null } | undefined> {
  const { ofBoth, ofMessage } = changes;
  const own = sql`message_id = ${messageId} AND attempt = ${attempt}`;
  const all = ofMessage ? sql`${ofBoth}, ${ofMessage}` : ofBoth;
  const update = (table: Statement, set: Statement) =>
    queryOne<{ journeyId: string | null }>(sql`
      UPDATE ${table} SET ${set} WHERE ${own} RETURNING journey_id AS "journeyId"`);
  return (yield* update(lastAttempt, all)) ?? (yield* update(earlierAttempt, ofBoth));
}

export function* refuseAttempt({
  call,
  messageId,
  attempt,
  upstreamCode,
  eraseAt,
  event,
}: RefusedAttempt): Query<void> {
  const refused = yield* queryAll(sql`
    UPDATE nxzalo_messages SET state = 'refused', upstream_code = ${upstreamCode}, erase_at = ${eraseAt}
    WHERE message_id = ${messageId} AND attempt = ${attempt} AND state = 'unknown' RETURNING message_id`);
  if (refused.length > 0) yield* addEvent(event);
  if (!call) return;
  yield* execute(sql`
    UPDATE nxzalo_idempotency_keys SET state = 'done', answer = NULL
    WHERE key = ${call.key} AND owner = ${call.owner} AND state <> 'done'`);
}

const isOneOf = (states: readonly MessageState[]) => rawSql(`state IN (${states.map((one) => `'${one}'`).join(", ")})`);

/** Whether all of them wait; nobody takes or ends them until this is committed. */
function* allWait(messageIds: readonly string[]): Query<boolean> {
  const waiting = yield* queryAll(sql`
    UPDATE nxzalo_messages SET state = 'scheduled'
    WHERE message_id IN (${inList(messageIds)}) AND state = 'scheduled' RETURNING message_id`);
  return waiting.length === messageIds.length;
}

/** Cancels what waits for a recipient who was corrected, and puts others in its place. */
function* moveWaiting({ messages, eraseAt, event }: MovedMessages, at: number): Query<void> {
  yield* execute(sql`
    UPDATE nxzalo_messages SET state = 'cancelled', attempted_at = ${at}, erase_at = ${eraseAt}, secrets = NULL
    WHERE message_id IN (${inList(messages.map(({ messageId }) => messageId))})`);
  for (const { to } of messages) if (to) yield* insertMessage(to);
  yield* addEvent(event);
}

export function* beginAttempt(next: NextAttempt): Query<boolean> {
  const { call, message, after, from, at, answer, moved, entry, unlessReplaced = false } = next;
  const { messageId, journeyId, hasToken, appIndex, phoneIndex, ciphertext, data, templateId } = message;
  const { referenceIndex, foldedReferenceIndex, referenceEndingIndex, phoneEndingIndex } = message;
  const { dueAt = null, notAfter = null, lane = null, heldFor = null, secrets = null } = message.waiting ?? {};
  const state = message.waiting ? "scheduled" : "unknown";
  yield* lock(`message ${messageId}`);
  if (unlessReplaced && (yield* isReplaced(messageId))) return false;
  if (moved && !(yield* allWait(moved.messages.map((one) => one.messageId)))) return false;
  const isFree = sql`message_id = ${messageId} AND attempt = ${after} AND ${isOneOf(from)}`;
  const kept = yield* queryAll(sql`
    INSERT INTO nxzalo_attempts (message_id, attempt, state, attempted_at, journey_id, request_id, upstream_code, zalo_error)
    SELECT message_id, attempt, state, COALESCE(attempted_at, created_at), journey_id, request_id, upstream_code, zalo_error
    FROM nxzalo_messages WHERE ${isFree} RETURNING attempt`);
  if (kept.length === 0) return false;
  const begun = yield* queryAll(sql`
    UPDATE nxzalo_messages SET attempt = ${after + 1}, attempted_at = ${at}, state = ${state}, request_id = NULL,
      upstream_code = NULL, zalo_error = NULL, erase_at = NULL, silent_at = NULL, due_at = ${dueAt}, not_after = ${notAfter}, lane = ${lane},
      held_for = ${heldFor}, secrets = ${secrets}, tries = 0, simulated = ${Number(message.simulated ?? false)}, journey_id = ${journeyId}, has_token = ${Number(hasToken)}, app_index = ${appIndex},
      phone_index = ${phoneIndex}, ciphertext = ${ciphertext}, data = ${data}, template_id = ${templateId},
      reference_index = ${referenceIndex}, folded_reference_index = ${foldedReferenceIndex},
      reference_ending_index = ${referenceEndingIndex}, phone_ending_index = ${phoneEndingIndex}
    WHERE ${isFree} RETURNING message_id`);
  if (begun.length === 0) {
    // A receipt has come in between.
    yield* execute(sql`DELETE FROM nxzalo_attempts WHERE message_id = ${messageId} AND attempt = ${after}`);
    return false;
  }
  if (entry) yield* addAudit(entry);
  if (moved) yield* moveWaiting(moved, at);
  if (call) {
    const { key, fingerprint, owner, leaseUntil, keepUntil } = call;
    yield* execute(sql`
      UPDATE nxzalo_idempotency_keys SET owner = ${owner}, lease_until = ${leaseUntil}, keep_until = ${keepUntil},
        state = ${message.waiting ? "done" : "running"}, answer = ${answer ?? null}
      WHERE key = ${key} AND fingerprint = ${fingerprint}`);
  } else {
    // What was refused may have been sent from now on: its key asks for no other message before that is known.
    yield* execute(sql`
      UPDATE nxzalo_idempotency_keys SET state = 'unknown'
      WHERE message_id = ${messageId} AND state = 'done' AND answer IS NULL`);
  }
  return true;
}

export const readAttempts = (messageId: string): Query<readonly AttemptRecord[]> =>
  queryAll(sql`
    SELECT attempt, state, attempted_at AS "attemptedAt", request_id AS "requestId", upstream_code AS "upstreamCode",
      zalo_error AS "zaloError"
    FROM nxzalo_attempts WHERE message_id = ${messageId} ORDER BY attempt`);
