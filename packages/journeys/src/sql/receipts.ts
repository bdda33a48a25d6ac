import { isAccepted } from "../store/message-states.ts";
import { toEventRecords } from "../store/receipt-events.ts";
import type { KnownJourney, KnownMessage, ReceiptMatch, ReceiptRecord, ToldState } from "../store/records.ts";
import { toUndeliverableByReceipt } from "../store/undeliverable.ts";
import { updateAttempt } from "./attempts.ts";
import { addEvent } from "./events.ts";
import { bookFailure, bookReceipt } from "./ledger.ts";
import { forward } from "./messages.ts";
import { findJourney, type MessageRow, messageColumns, toMessage } from "./queries.ts";
import { lock, type Query, queryAll, queryOne, sql } from "./query.ts";
import { tellOfRecipient } from "./suppressions.ts";

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

/** One attempt to send a message. */
interface Attempt {
  readonly messageId: string;
  readonly attempt: number;
}

/** Of an attempt's receipts. */
const told = ({ messageId, attempt }: Attempt) =>
  sql`FROM nxzalo_receipts WHERE message_id = ${messageId} AND COALESCE(attempt, 1) = ${attempt}`;

/** What receipts say of an attempt. Any of them says that NXCLOUD has it. */
const furthest = (states: readonly (ToldState | null)[]) =>
  (["delivered", "failed", "sent"] as const).find((state) => states.includes(state)) ?? "accepted";

/** An attempt's state is computed from all of its receipts. Any of them says that NXCLOUD has it. */
function* refreshAttempt(
  own: Attempt,
  requestId: string | null,
  {
    eraseAt = null,
    silentAt = null,
  }: { readonly eraseAt?: number | null; readonly silentAt?: number | null | undefined } = {},
): Query<void> {
  const rows = yield* queryAll<{ state: ToldState | null }>(sql`SELECT DISTINCT state ${told(own)}`);
  const state = furthest(rows.map((row) => row.state));
  const zaloError = sql`(SELECT zalo_error ${told(own)} AND state = 'failed' ORDER BY at, receipt_id LIMIT 1)`;
  const isEnd = state === "delivered" || state === "failed";
  const silence = isEnd ? sql`silent_at = NULL` : sql`silent_at = COALESCE(silent_at, ${silentAt})`;
  yield* updateAttempt(own, {
    ofBoth: sql`state = ${forward(state)}, zalo_error = ${zaloError}, request_id = COALESCE(request_id, ${requestId})`,
    ofMessage:
      eraseAt === null
        ? silence
        : sql`${silence}, erase_at = CASE WHEN erase_at < ${eraseAt} THEN erase_at ELSE ${eraseAt} END`,
  });
}

/** Links receipts that came before their message was known. */
export function* linkReceipts({
  requestId,
  journeyId,
  ...own
}: Attempt & { readonly requestId: string; readonly journeyId: string | null }): Query<void> {
  const linked = yield* queryAll<LinkedRow>(sql`
    SELECT acknowledges, at, received_at AS "receivedAt", amount, currency, journey_id AS "journeyId"
    FROM nxzalo_receipts WHERE request_id = ${requestId} AND message_id IS NULL`);
  if (linked.length === 0) return;
  yield sql`
    UPDATE nxzalo_receipts SET message_id = ${own.messageId}, attempt = ${own.attempt}, is_matched = 1,
      journey_id = CASE WHEN is_matched = 1 THEN journey_id ELSE COALESCE(${journeyId}, journey_id) END
    WHERE request_id = ${requestId} AND message_id IS NULL`;
  const ofMessage = sql`FROM nxzalo_messages WHERE message_id = ${own.messageId}`;
  yield sql`
    UPDATE nxzalo_events SET message_id = ${own.messageId}, app_index = (SELECT app_index ${ofMessage}),
      phone_index = (SELECT phone_index ${ofMessage})
    WHERE message_id IS NULL AND receipt_id IN (
      SELECT receipt_id FROM nxzalo_receipts WHERE request_id = ${requestId} AND message_id = ${own.messageId})`;
  yield* refreshAttempt(own, requestId);
  const journey = journeyId === null ? undefined : yield* refreshJourney(journeyId);
  const message = yield* findMessage(own);
  for (const { acknowledges, amount, currency, ...receipt } of linked) {
    const charge = amount === null || currency === null ? null : { amount, currency };
    const ids = { requestId, ...own, journeyId: receipt.journeyId ?? journeyId };
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

/** What a receipt is about: by our id, by NXCLOUD's, or as another receipt of the same id, which its answer may not have had. */
function* findAttempt({
  messageId,
  attempt,
  requestId,
}: Pick<ReceiptRecord, "messageId" | "attempt" | "requestId">): Query<Attempt | undefined> {
  const named = yield* queryOne<{ attempt: number }>(sql`
    SELECT attempt FROM nxzalo_messages WHERE message_id = ${messageId}`);
  if (named && messageId !== null) return { messageId, attempt: attempt ?? 1 };
  if (requestId === null) return undefined;
  const columns = sql`SELECT message_id AS "messageId", attempt`;
  const byRequest = yield* queryOne<Attempt>(sql`${columns} FROM nxzalo_messages WHERE request_id = ${requestId}`);
  if (byRequest) return byRequest;
  const earlier = yield* queryOne<Attempt>(sql`${columns} FROM nxzalo_attempts WHERE request_id = ${requestId}`);
  if (earlier) return earlier;
  return yield* queryOne<Attempt>(sql`
    SELECT message_id AS "messageId", COALESCE(attempt, 1) AS "attempt" FROM nxzalo_receipts
    WHERE request_id = ${requestId} AND message_id IS NOT NULL ORDER BY message_id LIMIT 1`);
}

export function* findMessage(own: Attempt | undefined): Query<KnownMessage | undefined> {
  const row =
    own &&
    (yield* queryOne<MessageRow>(sql`
      SELECT ${messageColumns} FROM nxzalo_messages WHERE message_id = ${own.messageId}`));
  return row && toMessage(row);
}

export function* matchMessage(
  receipt: Pick<ReceiptRecord, "messageId" | "attempt" | "requestId">,
): Query<{ readonly message: KnownMessage; readonly attempt: number } | undefined> {
  const own = yield* findAttempt(receipt);
  const message = yield* findMessage(own);
  return own && message && { message, attempt: own.attempt };
}

/** The journey that a receipt names, where it is ours, otherwise its message's. */
function* findJourneyId({ journeyId }: ReceiptRecord, message: KnownMessage | undefined, own: Attempt | undefined) {
  const named = yield* queryOne<{ journeyId: string }>(sql`
    SELECT journey_id AS "journeyId" FROM nxzalo_journeys WHERE journey_id = ${journeyId}`);
  if (named) return named.journeyId;
  if (!message || !own || own.attempt === message.attempt) return message?.journeyId ?? null;
  // An earlier attempt may have gone on another journey.
  const earlier = yield* queryOne<{ journeyId: string | null }>(sql`
    SELECT journey_id AS "journeyId" FROM nxzalo_attempts
    WHERE message_id = ${own.messageId} AND attempt = ${own.attempt}`);
  return earlier?.journeyId ?? null;
}

export function* receiveReceipt(receipt: ReceiptRecord): Query<ReceiptMatch> {
  const { receiptId, requestId, acknowledges, ends, at, receivedAt, keepCallUntil, ciphertext } = receipt;
  const { amount = null, currency = null } = receipt.charge ?? {};
  const { remaining = null, daily = null } = receipt.quota ?? {};
  if (requestId !== null) yield* lock(`request ${requestId}`);
  const own = yield* findAttempt(receipt);
  const message = yield* findMessage(own);
  const journeyId = yield* findJourneyId(receipt, message, own);
  const isMatched = message !== undefined || journeyId !== null;
  // It has the application once it has told of its recipient; of an older version's it may not have.
  const stored = yield* queryOne<{ appIndex: string | null }>(sql`
    SELECT app_index AS "appIndex" FROM nxzalo_receipts WHERE receipt_id = ${receiptId}`);
  const isCopy = stored?.appIndex != null;
  // What an older version has stored is read anew.
  yield sql`
    INSERT INTO nxzalo_receipts (receipt_id, request_id, message_id, attempt, journey_id, is_matched, acknowledges, ends,
      at, received_at, ciphertext, state, zalo_error, amount, currency, app_index, quota_remaining, quota_daily)
    VALUES (${receiptId}, ${requestId}, ${message?.messageId ?? null}, ${own?.attempt ?? null},
      ${journeyId ?? receipt.journeyId}, ${Number(isMatched)}, ${Number(acknowledges)}, ${Number(ends)}, ${at},
      ${receivedAt}, ${ciphertext}, ${receipt.state}, ${receipt.zaloError}, ${amount}, ${currency},
      ${message?.appIndex ?? null}, ${remaining}, ${daily})
    ON CONFLICT (receipt_id) DO UPDATE SET state = excluded.state, zalo_error = excluded.zalo_error,
      amount = excluded.amount, currency = excluded.currency`;
  const journey = journeyId === null ? undefined : yield* refreshJourney(journeyId);
  const booked = yield* bookReceipt(
    { ...receipt, ...own, journeyId: receipt.journeyId ?? journeyId },
    { message, journey },
  );
  const { messageId: about, attempt } = own ?? receipt;
  if (about && receipt.state === "failed") yield* bookFailure(about, attempt ?? 1);
  const events = receipt.events ? toEventRecords(receipt, receipt.events, { message, journey }) : [];
  for (const event of events) yield* addEvent(event);
  if (!message || !own) return { journey, booked };
  const { messageId } = message;
  if (!isAccepted(message.state) && own.attempt === message.attempt) {
    // The outcome was unknown until now: the answer is stored for its time from now on.
    yield sql`
      UPDATE nxzalo_idempotency_keys SET keep_until = ${keepCallUntil}
      WHERE message_id = ${messageId} AND keep_until < ${keepCallUntil}`;
  }
  yield* refreshAttempt(own, requestId, receipt);
  if (requestId !== null) yield* linkReceipts({ ...own, requestId, journeyId });
  // An earlier attempt may have gone to another phone, but not on the same journey.
  const isOnSame = journeyId !== null && journeyId === message.journeyId;
  if (isOnSame || own.attempt === message.attempt) yield* tellOfRecipient({ ...receipt, isCopy }, message);
  const told = yield* findMessage(own);
  if (told && receipt.events?.undeliverable)
    yield* addEvent(toUndeliverableByReceipt(told, receipt, own.attempt === told.attempt));
  return { journey, booked, message: told };
}
