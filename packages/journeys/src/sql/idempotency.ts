import type { CallRequest, Holder, KnownCall, MessageRecord, Settlement } from "../store/records.ts";
import { linkReceipts } from "./receipts.ts";
import { lock, type Query, queryAll, queryOne, sql } from "./sql-tag.ts";

interface CallRow extends Omit<KnownCall, "isAccepted"> {
  readonly isAccepted: number | null;
  readonly keepUntil: number;
}

/** What is known of a call; nothing where its time or its owner's lease is over, unless its message may have been sent. */
export function* readRecord({
  key,
  now,
}: {
  readonly key: string;
  readonly now: number;
}): Query<KnownCall | undefined> {
  const row = yield* queryOne<CallRow>(sql`
    SELECT c.fingerprint, c.state, c.lease_until AS "leaseUntil", c.answer, c.message_id AS "messageId",
      c.keep_until AS "keepUntil", m.is_accepted AS "isAccepted", m.request_id AS "requestId", COALESCE(c.journey_id, m.journey_id) AS "journeyId"
    FROM nxzalo_idempotency_keys c LEFT JOIN nxzalo_messages m ON m.message_id = c.message_id WHERE c.key = ${key}`);
  if (!row) return undefined;
  const { keepUntil, ...call } = row;
  const isAccepted = call.isAccepted === 1;
  const isSettled = call.state === "done" || isAccepted;
  if (isSettled ? keepUntil <= now : call.messageId === null && call.leaseUntil <= now) return undefined;
  return { ...call, isAccepted };
}

export function* beginCall({
  call,
  message,
}: {
  readonly call?: CallRequest | undefined;
  readonly message?: MessageRecord | undefined;
}): Query<KnownCall | undefined> {
  if (call) {
    const { key, fingerprint, owner, leaseUntil, keepUntil } = call;
    yield* lock(`call ${key}`);
    const seen = yield* readRecord(call);
    if (seen) return seen;
    yield sql`DELETE FROM nxzalo_idempotency_keys WHERE key = ${key}`;
    yield sql`
      INSERT INTO nxzalo_idempotency_keys (key, fingerprint, owner, lease_until, state, message_id, keep_until)
      VALUES (${key}, ${fingerprint}, ${owner}, ${leaseUntil}, 'running', ${message?.messageId ?? null}, ${keepUntil})`;
  }
  if (message) {
    const { messageId, journeyId, appIndex, phoneIndex, sealed, createdAt } = message;
    yield sql`
      INSERT INTO nxzalo_messages (message_id, journey_id, app_index, phone_index, sealed, created_at, is_accepted)
      VALUES (${messageId}, ${journeyId}, ${appIndex}, ${phoneIndex}, ${sealed}, ${createdAt}, 0)`;
  }
  return undefined;
}

export function* settleCall(settlement: Settlement): Query<boolean> {
  const { call, messageId, isAccepted, requestId, journeyId, answer } = settlement;
  if (messageId !== undefined && isAccepted) yield* acceptMessage(messageId, requestId ?? null);
  if (!call) return true;
  const state = messageId === undefined || isAccepted ? "done" : "unknown";
  const settled = yield* queryAll(sql`
    UPDATE nxzalo_idempotency_keys SET state = ${state}, answer = ${answer}, journey_id = ${journeyId ?? null}
    WHERE key = ${call.key} AND owner = ${call.owner} RETURNING key`);
  return settled.length > 0;
}

/** NXCLOUD has the message: receipts that came before its id was known are its own. */
function* acceptMessage(messageId: string, requestId: string | null): Query<void> {
  if (requestId !== null) yield* lock(`request ${requestId}`);
  const message = yield* queryOne<{ journeyId: string | null }>(sql`
    UPDATE nxzalo_messages SET is_accepted = 1, request_id = COALESCE(request_id, ${requestId})
    WHERE message_id = ${messageId} RETURNING journey_id AS "journeyId"`);
  if (message && requestId !== null) yield* linkReceipts({ requestId, messageId, ...message });
}

export function* dropCall({
  call,
  messageId,
}: {
  readonly call?: Holder | undefined;
  readonly messageId?: string | undefined;
}): Query<void> {
  if (call) {
    // Also what is being written: a connection may break before its commit has been answered.
    yield* lock(`call ${call.key}`);
    yield sql`DELETE FROM nxzalo_idempotency_keys WHERE key = ${call.key} AND owner = ${call.owner}`;
  }
  if (messageId !== undefined)
    yield sql`DELETE FROM nxzalo_messages WHERE message_id = ${messageId} AND is_accepted = 0`;
}
