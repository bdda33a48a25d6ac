import { isAccepted } from "../store/message-states.ts";
import { toEventRecords } from "../store/receipt-events.ts";
import type { KnownJourney, KnownMessage, ReceiptMatch, ReceiptRecord, ToldState } from "../store/records.ts";
import { toUndeliverableByReceipt } from "../store/undeliverable.ts";
import { changeAttempt } from "./attempts.ts";
import { addEvent } from "./events.ts";
import { bookFailure, bookReceipt } from "./ledger.ts";
import { forward } from "./messages.ts";
import { journeyColumns, type MessageRow, messageColumns, toMessage } from "./queries.ts";
import { execute, lock, type Query, queryAll, queryEach, queryLast, queryOne, type Statement, sql } from "./query.ts";
import { tellOfRecipient } from "./suppressions.ts";

const journeyIs = (journeyId: string | null) =>
  sql`SELECT ${journeyColumns} FROM nxzalo_journeys j WHERE journey_id = ${journeyId}`;

/** A journey's state is computed from all of its receipts: so copies and any order have the same result. */
function* refreshJourney(journeyId: string | null): Query<void> {
  if (journeyId === null) return;
  yield* lock(`journey ${journeyId}`);
  yield* execute(sql`
    UPDATE nxzalo_journeys SET
      acknowledged_at = (SELECT MIN(at) FROM nxzalo_receipts WHERE journey_id = ${journeyId} AND acknowledges = 1),
      ended_at = (SELECT MIN(at) FROM nxzalo_receipts WHERE journey_id = ${journeyId} AND ends = 1)
    WHERE journey_id = ${journeyId}`);
}

/** One attempt to send a message. */
interface Attempt {
  readonly messageId: string;
  readonly attempt: number;
}

/** Of none. */
const noAttempt = { messageId: null, attempt: null } as const;
type NoAttempt = typeof noAttempt;

/** Of an attempt's receipts. */
const told = ({ messageId, attempt }: Attempt | NoAttempt) =>
  sql`FROM nxzalo_receipts WHERE message_id = ${messageId} AND COALESCE(attempt, 1) = ${attempt}`;

/** What receipts say of an attempt. Any of them says that NXCLOUD has it. */
const furthest = (states: readonly (ToldState | null)[]) =>
  (["delivered", "failed", "sent"] as const).find((state) => states.includes(state)) ?? "accepted";

interface StateRow {
  readonly state: ToldState | null;
}
const statesOf = (own: Attempt | NoAttempt) => sql`SELECT DISTINCT state ${told(own)}`;

/** An attempt's state is computed from all of its receipts. Any of them says that NXCLOUD has it. */
function* refreshAttempt(
  own: Attempt & { readonly requestId: string | null },
  rows: readonly StateRow[],
  {
    eraseAt = null,
    silentAt = null,
  }: { readonly eraseAt?: number | null; readonly silentAt?: number | null | undefined } = {},
): Query<void> {
  const state = furthest(rows.map((row) => row.state));
  const zaloError = sql`(SELECT zalo_error ${told(own)} AND state = 'failed' ORDER BY at, receipt_id LIMIT 1)`;
  const isEnd = state === "delivered" || state === "failed";
  const silence = isEnd ? sql`silent_at = NULL` : sql`silent_at = COALESCE(silent_at, ${silentAt})`;
  yield* changeAttempt(own, {
    ofBoth: sql`state = ${forward(state)}, zalo_error = ${zaloError}, request_id = COALESCE(request_id, ${own.requestId})`,
    ofMessage:
      eraseAt === null
        ? silence
        : sql`${silence}, erase_at = CASE WHEN erase_at < ${eraseAt} THEN erase_at ELSE ${eraseAt} END`,
  });
}

/** A receipt whose message was not known when it came. */
export interface EarlyRow {
  readonly requestId: string;
  readonly acknowledges: number;
  readonly at: number;
  readonly receivedAt: number;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly journeyId: string | null;
}

/** Of a message's id at NXCLOUD, the receipts that came before their message was known. */
export const earlyReceipts = (requestIds: Statement): Statement => sql`
  SELECT request_id AS "requestId", acknowledges, at, received_at AS "receivedAt", amount, currency, journey_id AS "journeyId"
  FROM nxzalo_receipts WHERE request_id IN (${requestIds}) AND message_id IS NULL`;

/** Links receipts that came before their message was known. */
export function* linkReceipts(
  { requestId, journeyId, ...own }: Attempt & { readonly requestId: string; readonly journeyId: string | null },
  early: readonly EarlyRow[],
): Query<void> {
  if (early.length === 0) return;
  yield* execute(sql`
    UPDATE nxzalo_receipts SET message_id = ${own.messageId}, attempt = ${own.attempt}, is_matched = 1,
      journey_id = CASE WHEN is_matched = 1 THEN journey_id ELSE COALESCE(${journeyId}, journey_id) END
    WHERE request_id = ${requestId} AND message_id IS NULL`);
  const ofMessage = sql`FROM nxzalo_messages WHERE message_id = ${own.messageId}`;
  yield* execute(sql`
    UPDATE nxzalo_events SET message_id = ${own.messageId}, app_index = (SELECT app_index ${ofMessage}),
      phone_index = (SELECT phone_index ${ofMessage})
    WHERE message_id IS NULL AND receipt_id IN (
      SELECT receipt_id FROM nxzalo_receipts WHERE request_id = ${requestId} AND message_id = ${own.messageId})`);
  yield* refreshAttempt({ ...own, requestId }, yield* queryAll<StateRow>(statesOf(own)));
  yield* refreshJourney(journeyId);
  const [[journey], messages] = yield* queryEach<[KnownJourney, MessageRow]>(
    journeyIs(journeyId),
    messageIs(own.messageId),
  );
  const message = readMessage(messages);
  for (const { acknowledges, amount, currency, ...receipt } of early) {
    const charge = amount === null || currency === null ? null : { amount, currency };
    const ids = { requestId, ...own, journeyId: receipt.journeyId ?? journeyId };
    yield* bookReceipt({ ...receipt, ...ids, acknowledges: acknowledges === 1, charge }, { message, journey });
  }
}

const messageIs = (messageId: string | null) =>
  sql`SELECT ${messageColumns} FROM nxzalo_messages WHERE message_id = ${messageId}`;
const readMessage = ([row]: readonly MessageRow[]): KnownMessage | undefined => row && toMessage(row);

export function* findMessage({ messageId }: Pick<Attempt, "messageId">): Query<KnownMessage | undefined> {
  return readMessage(yield* queryAll(messageIs(messageId)));
}

/** An attempt, and its message. */
type Matched = Attempt & { readonly message: KnownMessage };
type MatchingReceipt = Pick<ReceiptRecord, "messageId" | "attempt" | "requestId">;

/** What a receipt is about by NXCLOUD's id, or as another receipt of the same id, which its answer may not have had. */
function* matchRequest(requestId: string): Query<Matched | undefined> {
  const [last, [earlier], [other]] = yield* queryEach<[MessageRow, Attempt, Attempt]>(
    sql`SELECT ${messageColumns} FROM nxzalo_messages WHERE request_id = ${requestId}`,
    sql`SELECT message_id AS "messageId", attempt FROM nxzalo_attempts WHERE request_id = ${requestId}`,
    sql`SELECT message_id AS "messageId", COALESCE(attempt, 1) AS "attempt" FROM nxzalo_receipts
      WHERE request_id = ${requestId} AND message_id IS NOT NULL ORDER BY message_id LIMIT 1`,
  );
  const message = readMessage(last);
  if (message) return { messageId: message.messageId, attempt: message.attempt, message };
  const own = earlier ?? other;
  const found = own && (yield* findMessage(own));
  return own && found && { ...own, message: found };
}

/** What a receipt is about: the message of our id, otherwise that of NXCLOUD's. */
function* match(
  { messageId, attempt, requestId }: MatchingReceipt,
  named: KnownMessage | undefined,
): Query<Matched | undefined> {
  if (named && messageId !== null) return { messageId, attempt: attempt ?? 1, message: named };
  return requestId === null ? undefined : yield* matchRequest(requestId);
}

export function* matchMessage(receipt: MatchingReceipt): Query<Matched | undefined> {
  const named = receipt.messageId === null ? undefined : yield* findMessage({ messageId: receipt.messageId });
  return yield* match(receipt, named);
}

/** The journey of a message's attempt. An earlier one may have gone on another. */
function* journeyOf({ messageId, attempt, message }: Matched): Query<string | null> {
  if (attempt === message.attempt) return message.journeyId;
  const earlier = yield* queryOne<{ journeyId: string | null }>(sql`
    SELECT journey_id AS "journeyId" FROM nxzalo_attempts WHERE message_id = ${messageId} AND attempt = ${attempt}`);
  return earlier?.journeyId ?? null;
}

/** What a receipt is about: its attempt, the journey that it names, where it is ours, otherwise its message's; and whether it was stored before. */
function* findAbout(receipt: ReceiptRecord) {
  const [messages, [ours], [stored]] = yield* queryEach<
    [MessageRow, { journeyId: string }, { appIndex: string | null }]
  >(
    messageIs(receipt.messageId),
    sql`SELECT journey_id AS "journeyId" FROM nxzalo_journeys WHERE journey_id = ${receipt.journeyId}`,
    sql`SELECT app_index AS "appIndex" FROM nxzalo_receipts WHERE receipt_id = ${receipt.receiptId}`,
  );
  const own = yield* match(receipt, readMessage(messages));
  const journeyId = ours?.journeyId ?? (own ? yield* journeyOf(own) : null);
  // It has the application once it has told of its recipient; of an older version's it may not have.
  const isCopy = stored?.appIndex != null;
  return { own, journeyId, isCopy };
}

/** Stores a receipt. What an older version has stored is read anew. */
function* insertReceipt(receipt: ReceiptRecord, own: Matched | undefined, journeyId: string | null): Query<void> {
  const { receiptId, requestId, acknowledges, ends, at, receivedAt, ciphertext, state, zaloError } = receipt;
  const { amount = null, currency = null } = receipt.charge ?? {};
  const { remaining = null, daily = null } = receipt.quota ?? {};
  const isMatched = own !== undefined || journeyId !== null;
  yield* execute(sql`
    INSERT INTO nxzalo_receipts (receipt_id, request_id, message_id, attempt, journey_id, is_matched, acknowledges, ends,
      at, received_at, ciphertext, state, zalo_error, amount, currency, app_index, quota_remaining, quota_daily)
    VALUES (${receiptId}, ${requestId}, ${own?.messageId ?? null}, ${own?.attempt ?? null},
      ${journeyId ?? receipt.journeyId}, ${Number(isMatched)}, ${Number(acknowledges)}, ${Number(ends)}, ${at},
      ${receivedAt}, ${ciphertext}, ${state}, ${zaloError}, ${amount}, ${currency},
      ${own?.message.appIndex ?? null}, ${remaining}, ${daily})
    ON CONFLICT (receipt_id) DO UPDATE SET state = excluded.state, zalo_error = excluded.zalo_error,
      amount = excluded.amount, currency = excluded.currency`);
}

/** What a receipt says of its message; gives what is known of that from now on. */
function* tellMessage(
  receipt: ReceiptRecord & { readonly isCopy: boolean },
  own: Matched,
  { journeyId, states, early }: { journeyId: string | null; states: readonly StateRow[]; early: readonly EarlyRow[] },
): Query<KnownMessage | undefined> {
  const { requestId, keepCallUntil } = receipt;
  const { messageId, attempt, message } = own;
  const isOfLast = attempt === message.attempt;
  if (!isAccepted(message.state) && isOfLast) {
    // The outcome was unknown until now: the answer is stored for its time from now on.
    yield* execute(sql`
      UPDATE nxzalo_idempotency_keys SET keep_until = ${keepCallUntil}
      WHERE message_id = ${messageId} AND keep_until < ${keepCallUntil}`);
  }
  yield* refreshAttempt({ messageId, attempt, requestId }, states, receipt);
  if (requestId !== null) yield* linkReceipts({ messageId, attempt, requestId, journeyId }, early);
  // An earlier attempt may have gone to another phone, but not on the same journey.
  const isOnSame = journeyId !== null && journeyId === message.journeyId;
  if (isOnSame || isOfLast) yield* tellOfRecipient(receipt, message);
  if (!receipt.events?.undeliverable) return readMessage(yield* queryLast(messageIs(messageId)));
  const known = yield* findMessage(own);
  if (known) yield* addEvent(toUndeliverableByReceipt(known, receipt, attempt === known.attempt));
  return known;
}

export function* receiveReceipt(receipt: ReceiptRecord): Query<ReceiptMatch> {
  const { requestId } = receipt;
  if (requestId !== null) yield* lock(`request ${requestId}`);
  const { own, journeyId, isCopy } = yield* findAbout(receipt);
  const message = own?.message;
  yield* insertReceipt(receipt, own, journeyId);
  yield* refreshJourney(journeyId);
  const [[journey], states, early] = yield* queryEach<[KnownJourney, StateRow, EarlyRow]>(
    journeyIs(journeyId),
    statesOf(own ?? noAttempt),
    earlyReceipts(sql`${requestId}`),
  );
  const { messageId, attempt } = own ?? receipt;
  const booked = yield* bookReceipt(
    { ...receipt, messageId, attempt, journeyId: receipt.journeyId ?? journeyId },
    { message, journey },
  );
  if (messageId && receipt.state === "failed") yield* bookFailure(messageId, attempt ?? 1);
  const events = receipt.events ? toEventRecords(receipt, receipt.events, { message, journey }) : [];
  for (const event of events) yield* addEvent(event);
  if (!own) return { journey, booked };
  const known = yield* tellMessage({ ...receipt, isCopy }, own, { journeyId, states, early });
  return { journey, booked, message: known };
}
