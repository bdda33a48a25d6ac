import type { FinishedCall } from "../store/records.ts";
import { toUndeliverableFailure } from "../store/undeliverable.ts";
import { updateAttempt } from "./attempts.ts";
import { addEvent } from "./events.ts";
import { forward } from "./messages.ts";
import { inList, lockAll, type Query, queryAll, rawSql, type Statement, sql } from "./query.ts";
import { findMessage, linkReceipts } from "./receipts.ts";

type FinishedMessage = FinishedCall & { readonly messageId: string };

const requestIdsOf = (messages: readonly FinishedMessage[]) => messages.flatMap(({ requestId }) => requestId ?? []);

/** What is stored of a message that NXCLOUD has. */
const accepting = (requestId: Statement, eraseAt: Statement, silentAt: Statement) => ({
  ofBoth: sql`state = ${forward("accepted")}, request_id = COALESCE(request_id, ${requestId})`,
  ofMessage: sql`erase_at = COALESCE(erase_at, ${eraseAt}),
    silent_at = CASE WHEN state IN ('delivered', 'failed') THEN NULL ELSE COALESCE(silent_at, ${silentAt}) END`,
});

/** Stores by one statement that NXCLOUD has messages' last attempts. Gives those of which it did, with their journeys. */
function* acceptLast(messages: readonly FinishedMessage[]): Query<Map<FinishedMessage, string | null>> {
  const byId = new Map(messages.map((message) => [message.messageId, message]));
  const told = [...byId].map(([messageId, { attempt = 1, requestId = null, eraseAt = null, silentAt = null }]) => {
    return [messageId, [attempt, requestId, eraseAt, silentAt]] as const;
  });
  // SQLite and Postgres read a list in JSON alike.
  const timeAt = (place: number) => rawSql(`CAST(told.value ->> ${place} AS BIGINT)`);
  const { ofBoth, ofMessage } = accepting(rawSql("told.value ->> 1"), timeAt(2), timeAt(3));
  const rows = yield* queryAll<{ messageId: string; journeyId: string | null }>(sql`
    UPDATE nxzalo_messages SET ${ofBoth}, ${ofMessage}
    FROM (SELECT key, value FROM json_each(${JSON.stringify(Object.fromEntries(told))})) AS told
    WHERE message_id = told.key AND attempt = CAST(told.value ->> 0 AS BIGINT)
    RETURNING message_id AS "messageId", journey_id AS "journeyId"`);
  return new Map(
    rows.flatMap(({ messageId, journeyId }) => {
      const message = byId.get(messageId);
      return message ? [[message, journeyId] as const] : [];
    }),
  );
}

/** The ids of those of whose messages receipts have come before. */
function* findEarly(requestIds: readonly string[]): Query<ReadonlySet<string>> {
  if (requestIds.length === 0) return new Set();
  const early = yield* queryAll<{ requestId: string }>(sql`
    SELECT request_id AS "requestId" FROM nxzalo_receipts
    WHERE request_id IN (${inList(requestIds)}) AND message_id IS NULL`);
  return new Set(early.map(({ requestId }) => requestId));
}

/** NXCLOUD has these messages. Receipts that came before their ids were known are their own. */
function* acceptMessages(messages: readonly FinishedMessage[]): Query<void> {
  if (messages.length === 0) return;
  const requestIds = requestIdsOf(messages);
  yield* lockAll(requestIds.map((requestId) => `request ${requestId}`));
  const journeys = yield* acceptLast(messages);
  for (const message of messages) {
    if (journeys.has(message)) continue;
    const { messageId, attempt = 1, requestId = null, eraseAt = null, silentAt = null } = message;
    const changes = accepting(sql`${requestId}`, sql`${eraseAt}`, sql`${silentAt}`);
    const accepted = yield* updateAttempt({ messageId, attempt }, changes);
    if (accepted) journeys.set(message, accepted.journeyId);
  }
  const early = yield* findEarly(requestIds);
  for (const message of messages) {
    const { messageId, attempt = 1, requestId, undeliverableAt } = message;
    const journeyId = journeys.get(message);
    // Receipts of a message that was deleted meanwhile stay without one.
    if (journeyId === undefined || requestId == null || !early.has(requestId)) continue;
    yield* linkReceipts({ messageId, attempt, requestId, journeyId });
    const told = undeliverableAt === undefined ? undefined : yield* findMessage({ messageId, attempt });
    if (told && undeliverableAt !== undefined) yield* addEvent(toUndeliverableFailure(told, undeliverableAt));
  }
}

/** Whether the key was still its call's. */
function* finishKey({ call, messageId, isAccepted, journeyId, answer }: FinishedCall): Query<boolean> {
  if (!call) return true;
  const state = messageId === undefined || isAccepted ? "done" : "unknown";
  const updated = yield* queryAll(sql`
    UPDATE nxzalo_idempotency_keys SET state = ${state}, answer = ${answer ?? null}, journey_id = ${journeyId ?? null}
    WHERE key = ${call.key} AND owner = ${call.owner} RETURNING key`);
  return updated.length > 0;
}

/** What NXCLOUD answered to calls that ended at the same time. */
export function* finishCalls(calls: readonly FinishedCall[]): Query<readonly boolean[]> {
  const messages = calls.filter((one): one is FinishedMessage => one.messageId !== undefined);
  yield* acceptMessages(messages.filter(({ isAccepted }) => isAccepted));
  for (const { messageId, attempt = 1, isAccepted, upstreamCode } of messages)
    if (!isAccepted && upstreamCode != null)
      yield* updateAttempt({ messageId, attempt }, { ofBoth: sql`upstream_code = ${upstreamCode}` });
  const known: boolean[] = [];
  for (const call of calls) known.push(yield* finishKey(call));
  return known;
}
