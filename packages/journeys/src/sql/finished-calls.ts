import type { FinishedCall, Holder } from "../store/records.ts";
import { toUndeliverableFailure } from "../store/undeliverable.ts";
import { changeAttempt, updateAttempt } from "./attempts.ts";
import { addEvent } from "./events.ts";
import { forward } from "./messages.ts";
import { inList, lockAll, type Query, queryEach, rawSql, type Statement, sql } from "./query.ts";
import { type EarlyRow, earlyReceipts, findMessage, linkReceipts } from "./receipts.ts";

type FinishedMessage = FinishedCall & { readonly messageId: string };

/** What is stored of a message that NXCLOUD has. */
const accepting = (requestId: Statement, eraseAt: Statement, silentAt: Statement) => ({
  ofBoth: sql`state = ${forward("accepted")}, request_id = COALESCE(request_id, ${requestId})`,
  ofMessage: sql`erase_at = COALESCE(erase_at, ${eraseAt}),
    silent_at = CASE WHEN state IN ('delivered', 'failed') THEN NULL ELSE COALESCE(silent_at, ${silentAt}) END`,
});

interface AcceptedRow {
  readonly messageId: string;
  readonly attempt: number;
  readonly journeyId: string | null;
}

/** Stores by one statement that NXCLOUD has messages' last attempts. Gives those of which it did, with their journeys. */
function acceptLast(messages: readonly FinishedMessage[]): Statement {
  const told = messages.map(({ messageId, attempt = 1, requestId = null, eraseAt = null, silentAt = null }) => {
    return [messageId, [attempt, requestId, eraseAt, silentAt]] as const;
  });
  // SQLite and Postgres read a list in JSON alike.
  const timeAt = (place: number) => rawSql(`CAST(told.value ->> ${place} AS BIGINT)`);
  const { ofBoth, ofMessage } = accepting(rawSql("told.value ->> 1"), timeAt(2), timeAt(3));
  return sql`
    UPDATE nxzalo_messages SET ${ofBoth}, ${ofMessage}
    FROM (SELECT key, value FROM json_each(${JSON.stringify(Object.fromEntries(told))})) AS told
    WHERE message_id = told.key AND attempt = CAST(told.value ->> 0 AS BIGINT)
    RETURNING message_id AS "messageId", attempt, journey_id AS "journeyId"`;
}

/** The same of an attempt that is the last one no more. Gives its journey; nothing where it was deleted. */
function acceptEarlier({ messageId, attempt = 1, ...rest }: FinishedMessage) {
  const { requestId = null, eraseAt = null, silentAt = null } = rest;
  return updateAttempt({ messageId, attempt }, accepting(sql`${requestId}`, sql`${eraseAt}`, sql`${silentAt}`));
}

/** Receipts that came before their message's id was known are its own. */
function* linkEarly(message: FinishedMessage, journeyId: string | null, early: readonly EarlyRow[]): Query<void> {
  const { messageId, attempt = 1, requestId, undeliverableAt } = message;
  const own = early.filter((row) => row.requestId === requestId);
  if (requestId == null || own.length === 0) return;
  yield* linkReceipts({ messageId, attempt, requestId, journeyId }, own);
  const told = undeliverableAt === undefined ? undefined : yield* findMessage({ messageId });
  if (told && undeliverableAt !== undefined) yield* addEvent(toUndeliverableFailure(told, undeliverableAt));
}

/** NXCLOUD has these messages. Gives whether the keys were still their calls'. */
function* finishAccepted(
  messages: readonly FinishedMessage[],
  keys: readonly Statement[],
): Query<readonly (readonly KeyRow[])[]> {
  const requestIds = messages.flatMap(({ requestId }) => requestId ?? []);
  yield* lockAll(requestIds.map((requestId) => `request ${requestId}`));
  const [accepted, early, ...updated] = yield* queryEach<[AcceptedRow, EarlyRow, ...KeyRow[]]>(
    acceptLast(messages),
    earlyReceipts(inList(requestIds)),
    ...keys,
  );
  for (const message of messages) {
    const { messageId, attempt = 1 } = message;
    const last = accepted.find((row) => row.messageId === messageId && row.attempt === attempt);
    const { journeyId } = last ?? (yield* acceptEarlier(message)) ?? {};
    // Receipts of a message that was deleted meanwhile stay without one.
    if (journeyId !== undefined) yield* linkEarly(message, journeyId, early);
  }
  return updated;
}

interface KeyRow {
  readonly key: string;
}

/** Gives a row where the key was still its call's. */
const finishKey = (call: Holder, { messageId, isAccepted, journeyId, answer }: FinishedCall): Statement => sql`
  UPDATE nxzalo_idempotency_keys SET state = ${messageId === undefined || isAccepted ? "done" : "unknown"},
    answer = ${answer ?? null}, journey_id = ${journeyId ?? null}
  WHERE key = ${call.key} AND owner = ${call.owner} RETURNING key`;

/** What NXCLOUD answered to calls that ended at the same time. Gives of each whether its key was still its own. */
export function* finishCalls(calls: readonly FinishedCall[]): Query<readonly boolean[]> {
  const messages = calls.filter((one): one is FinishedMessage => one.messageId !== undefined);
  for (const { messageId, attempt = 1, isAccepted, upstreamCode } of messages)
    if (!isAccepted && upstreamCode != null)
      yield* changeAttempt({ messageId, attempt }, { ofBoth: sql`upstream_code = ${upstreamCode}` });
  const keyed = calls.flatMap((one) => (one.call ? [{ one, statement: finishKey(one.call, one) }] : []));
  const accepted = messages.filter(({ isAccepted }) => isAccepted);
  const statements = keyed.map(({ statement }) => statement);
  const updated =
    accepted.length > 0 ? yield* finishAccepted(accepted, statements) : yield* queryEach<KeyRow[]>(...statements);
  const isOwn = new Map(keyed.map(({ one }, index) => [one, updated[index]?.length === 1]));
  return calls.map((one) => isOwn.get(one) ?? true);
}
