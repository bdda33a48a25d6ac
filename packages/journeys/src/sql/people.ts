import {
  isDoneWith,
  type PersonQuery,
  type PersonRecords,
  type PersonRequestEnd,
  type PersonRequestQuery,
  type PersonRequestRecord,
} from "../store/people.ts";
import type { KnownJourney, KnownReceipt } from "../store/records.ts";
import { allApplications, type SuppressionRecord } from "../store/suppressions.ts";
import { addAudit } from "./audit.ts";
import { beyond, journeyColumns, type MessageRow, messageColumns, receiptColumns, toMessage } from "./queries.ts";
import { and, execute, inList, type Query, queryAll, type Statement, sql } from "./query.ts";
import { suppressionColumns } from "./suppressions.ts";

type RequestRow = Omit<PersonRequestRecord, "appIndexes" | "counts"> & {
  readonly appIndexes: string | null;
  readonly counts: string | null;
};

const columns = sql`request_id AS "requestId", kind, phone_index AS "phoneIndex", app_indexes AS "appIndexes", caller,
  asked_at AS "askedAt", done_at AS "doneAt", counts, ciphertext`;

const toRequest = ({ appIndexes, counts, ...row }: RequestRow): PersonRequestRecord => ({
  ...row,
  appIndexes: appIndexes === null ? null : JSON.parse(appIndexes),
  counts: counts === null ? null : JSON.parse(counts),
});

/** About one of some applications, and not about all: the column names each of its own. Durable Objects take no long pattern in LIKE. */
export const isAboutApps = (appIndexes: readonly string[]): Statement => sql`EXISTS (
  SELECT 1 FROM (${inList(appIndexes)}) given WHERE replace(app_indexes, given.key, '') <> app_indexes)`;

export function* addPersonRequest(request: PersonRequestRecord): Query<void> {
  const { requestId, kind, phoneIndex, appIndexes, caller, askedAt, doneAt, counts, ciphertext } = request;
  yield* execute(sql`
    INSERT INTO nxzalo_people_requests (request_id, kind, phone_index, app_indexes, caller, asked_at, done_at, counts, ciphertext)
    VALUES (${requestId}, ${kind}, ${phoneIndex}, ${appIndexes && JSON.stringify(appIndexes)}, ${caller}, ${askedAt},
      ${doneAt}, ${counts && JSON.stringify(counts)}, ${ciphertext})
    ON CONFLICT (request_id) DO NOTHING`);
}

export function* endPersonRequest(end: PersonRequestEnd): Query<void> {
  const { requestId, phoneIndex, doneAt, counts, entries } = end;
  const isOpenOrOwn = sql`(done_at IS NULL OR request_id = ${requestId})`;
  const rows = yield* queryAll<RequestRow>(sql`
    SELECT ${columns} FROM nxzalo_people_requests WHERE phone_index = ${phoneIndex} AND ${isOpenOrOwn}`);
  const done = rows.map(toRequest).filter((request) => isDoneWith(request, end));
  yield* execute(sql`
    UPDATE nxzalo_people_requests SET done_at = ${doneAt}, counts = ${JSON.stringify(counts)}
    WHERE request_id IN (${inList(done.map((request) => request.requestId))}) AND ${isOpenOrOwn}`);
  for (const entry of entries) yield* addAudit(entry);
}

export function* searchPersonRequests(query: PersonRequestQuery): Query<readonly PersonRequestRecord[]> {
  const { appIndexes, phoneIndex, kind, isDone, after, limit } = query;
  const conditions = [
    appIndexes && isAboutApps(appIndexes),
    phoneIndex !== undefined && sql`phone_index = ${phoneIndex}`,
    kind !== undefined && sql`kind = ${kind}`,
    isDone !== undefined && (isDone ? sql`done_at IS NOT NULL` : sql`done_at IS NULL`),
    after !== undefined && beyond(sql`asked_at`, sql`request_id`, after),
  ];
  const rows = yield* queryAll<RequestRow>(sql`
    SELECT ${columns} FROM nxzalo_people_requests WHERE ${and(conditions)}
    ORDER BY asked_at DESC, request_id DESC LIMIT ${limit}`);
  return rows.map(toRequest);
}

export function* readPerson({ phoneIndex, appIndexes }: PersonQuery): Query<PersonRecords> {
  const isTheirs = and([sql`phone_index = ${phoneIndex}`, appIndexes && sql`app_index IN (${inList(appIndexes)})`]);
  const messageIds = sql`SELECT message_id FROM nxzalo_messages WHERE ${isTheirs}`;
  const messages = yield* queryAll<MessageRow>(sql`
    SELECT ${messageColumns} FROM nxzalo_messages WHERE ${isTheirs} ORDER BY created_at, message_id`);
  const requests = yield* queryAll<RequestRow>(sql`
    SELECT ${columns} FROM nxzalo_people_requests
    WHERE ${and([sql`phone_index = ${phoneIndex}`, appIndexes && isAboutApps(appIndexes)])} ORDER BY asked_at, request_id`);
  return {
    journeys: yield* queryAll<KnownJourney>(sql`
      SELECT ${journeyColumns} FROM nxzalo_journeys j WHERE ${isTheirs} ORDER BY created_at, journey_id`),
    messages: messages.map(toMessage),
    attempts: yield* queryAll<PersonRecords["attempts"][number]>(sql`
      SELECT message_id AS "messageId", attempt, state, attempted_at AS "attemptedAt", request_id AS "requestId",
        upstream_code AS "upstreamCode", zalo_error AS "zaloError"
      FROM nxzalo_attempts WHERE message_id IN (${messageIds}) ORDER BY message_id, attempt`),
    receipts: yield* queryAll<KnownReceipt>(sql`
      SELECT ${receiptColumns} FROM nxzalo_receipts WHERE message_id IN (${messageIds})
        OR journey_id IN (SELECT journey_id FROM nxzalo_journeys WHERE ${isTheirs}) ORDER BY received_at, receipt_id`),
    tasks: yield* queryAll<PersonRecords["tasks"][number]>(sql`
      SELECT message_id AS "messageId", state, taken_by AS "takenBy", taken_at AS "takenAt", called_at AS "calledAt",
        ended_at AS "endedAt", ciphertext
      FROM nxzalo_tasks WHERE message_id IN (${messageIds}) ORDER BY message_id`),
    suppressions: yield* queryAll<SuppressionRecord>(sql`
      SELECT ${suppressionColumns} FROM nxzalo_suppressions
      WHERE ${and([
        sql`phone_index = ${phoneIndex}`,
        appIndexes && sql`app_index IN (${inList([...appIndexes, allApplications])})`,
      ])} ORDER BY created_at, suppression_id`),
    requests: requests.map(toRequest),
  };
}
