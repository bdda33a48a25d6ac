import { isAccepted } from "../store/message-states.ts";
import type { KnownJourney, KnownMessage, ReceiptMatch, ReceiptRecord } from "../store/records.ts";
import { bookReceipt } from "./ledger.ts";
import { forward } from "./messages.ts";
import { findJourney, type MessageRow, messageColumns, toMessage } from "./queries.ts";
import { lock, type Query, queryAll, queryOne, sql } from "./query.ts";

/** A journey's state is computed from all of its receipts: so copies and any order have the same result. */
function* refreshJourney(journeyId: string): Query<KnownJourney | undefined> {
  yield* lock(`journey ${journeyId}`);
  yield sql`
    UPDATE nxzalo_journeys SET
      acknowledged_at = (SELECT MIN(at) FROM nxzalo_receipts WHERE journey_id = ${journeyId} AND acknowledges = 1),
      ended_at = (SELECT MIN(at) FROM nxzalo_receipts WHERE journey_id = ${journeyId} AND ends = 1)
    WHERE journey_id = ${journeyId}`;
  return yield* findJourney(sql`journey_id = ${journeyId}`);
}

/** Links receipts that came before their message was known. */
export function* linkReceipts({
  requestId,
  messageId,
  journeyId,
}: {
  readonly requestId: string;
  readonly messageId: string;
  readonly journeyId: string | null;
}): Query<void> {
  const linked = yield* queryAll<LinkedRow>(sql`
    SELECT acknowledges, at, received_at AS "receivedAt", amount, currency, journey_id AS "journeyId"
    FROM nxzalo_receipts WHERE request_id = ${requestId} AND message_id IS NULL`);
  if (linked.length === 0) return;
  yield sql`
    UPDATE nxzalo_receipts SET message_id = ${messageId}, is_matched = 1,
      journey_id = CASE WHEN is_matched = 1 THEN journey_id ELSE COALESCE(${journeyId}, journey_id) END
    WHERE request_id = ${requestId} AND message_id IS NULL`;
  const journey = journeyId === null ? undefined : yield* refreshJourney(journeyId);
  const message = yield* findMessage({ messageId, requestId });
  for (const { acknowledges, amount, currency, ...receipt } of linked) {
    const charge = amount === null || currency === null ? null : { amount, currency };
    const ids = { requestId, messageId };
    yield* bookReceipt({ ...receipt, ...ids, acknowledges: acknowledges === 1, charge }, { message, journey });
  }
}

/** A receipt whose message was not known when it came. */
interface LinkedRow {
  readonly acknowledges: number;
  readonly at: number;
  readonly receivedAt: number;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly journeyId: string | null;
}

function* findMessage({
  messageId,
  requestId,
}: Pick<ReceiptRecord, "messageId" | "requestId">): Query<KnownMessage | undefined> {
  const byId = yield* queryOne<MessageRow>(sql`
    SELECT ${messageColumns} FROM nxzalo_messages WHERE message_id = ${messageId}`);
  const byRequest = sql`SELECT ${messageColumns} FROM nxzalo_messages WHERE request_id = ${requestId}`;
  // NXCLOUD's answer may have had another id than its receipts.
  const byReceipt = sql`
    SELECT ${messageColumns} FROM nxzalo_messages
    WHERE message_id = (SELECT MIN(message_id) FROM nxzalo_receipts WHERE request_id = ${requestId})`;
  const row = byId ?? (yield* queryOne<MessageRow>(byRequest)) ?? (yield* queryOne<MessageRow>(byReceipt));
  return row && toMessage(row);
}

/** The journey that a receipt names, where it is ours, otherwise its message's. */
function* findJourneyId({ journeyId }: ReceiptRecord, message: KnownMessage | undefined) {
  const named = yield* queryOne<{ journeyId: string }>(sql`
    SELECT journey_id AS "journeyId" FROM nxzalo_journeys WHERE journey_id = ${journeyId}`);
  return named?.journeyId ?? message?.journeyId ?? null;
}

export function* receiveReceipt(receipt: ReceiptRecord): Query<ReceiptMatch> {
  const { receiptId, requestId, acknowledges, ends, at, receivedAt, keepCallUntil, ciphertext } = receipt;
  const { amount = null, currency = null } = receipt.charge ?? {};
  if (requestId !== null) yield* lock(`request ${requestId}`);
  const message = yield* findMessage(receipt);
  const journeyId = yield* findJourneyId(receipt, message);
  const isMatched = message !== undefined || journeyId !== null;
  yield sql`
    INSERT INTO nxzalo_receipts (receipt_id, request_id, message_id, journey_id, is_matched, acknowledges, ends,
      at, received_at, ciphertext, amount, currency)
    VALUES (${receiptId}, ${requestId}, ${message?.messageId ?? null}, ${journeyId ?? receipt.journeyId},
      ${Number(isMatched)}, ${Number(acknowledges)}, ${Number(ends)}, ${at}, ${receivedAt}, ${ciphertext},
      ${amount}, ${currency})
    ON CONFLICT (receipt_id) DO NOTHING`;
  const journey = journeyId === null ? undefined : yield* refreshJourney(journeyId);
  const booked = yield* bookReceipt(receipt, { message, journey });
  if (!message) return { journey, booked };
  const { messageId } = message;
  if (!isAccepted(message.state)) {
    // The outcome was unknown until now: the answer is stored for its time from now on.
    yield sql`
      UPDATE nxzalo_idempotency_keys SET keep_until = ${keepCallUntil}
      WHERE message_id = ${messageId} AND keep_until < ${keepCallUntil}`;
  }
  yield sql`
    UPDATE nxzalo_messages SET state = ${forward("accepted")}, request_id = COALESCE(request_id, ${requestId})
    WHERE message_id = ${messageId}`;
  if (requestId !== null) yield* linkReceipts({ requestId, messageId, journeyId: message.journeyId });
  const state = isAccepted(message.state) ? message.state : "accepted";
  return { journey, booked, message: { ...message, state, requestId: message.requestId ?? requestId } };
}
