import type { MessageSummary } from "../store/message-queries.ts";
import type { FoundTask, TaskChange, TaskHolder, TaskQuery, TaskRecord } from "../store/tasks.ts";
import { addAudit } from "./audit.ts";
import { beyond, toLabels } from "./queries.ts";
import { and, execute, inList, type Query, queryAll, queryOne, type Statement, sql } from "./query.ts";

/** Done, and not sent anew in vain since. */
const isDone = sql`(t.state = 'done' AND t.ended_at >= m.attempted_at)`;
/** A row that says something of the message's last attempt. */
const isCurrent = sql`(t.state <> 'done' OR t.ended_at >= m.attempted_at)`;

const columns = sql`m.message_id AS "messageId", m.journey_id AS "journeyId", m.app_index AS "appIndex", m.ciphertext,
  m.created_at AS "createdAt", m.caller, m.labels, m.state, m.request_id AS "requestId",
  m.upstream_code AS "upstreamCode", m.zalo_error AS "zaloError", m.attempted_at AS "attemptedAt",
  CASE WHEN ${isCurrent} THEN t.state END AS "taskState", t.taken_by AS "takenBy", t.taken_at AS "takenAt",
  t.called_at AS "calledAt", t.ended_at AS "endedAt", t.ciphertext AS "note"`;

type Row = Omit<MessageSummary, "labels"> &
  Omit<TaskRecord, "state" | "ciphertext"> & {
    readonly labels: string | null;
    readonly attemptedAt: number;
    readonly taskState: TaskRecord["state"] | null;
    readonly note: string | null;
  };

function toFound({ taskState, takenBy, takenAt, calledAt, endedAt, note, attemptedAt, ...message }: Row) {
  const task = taskState && { state: taskState, takenBy, takenAt, calledAt, endedAt, ciphertext: note };
  return { message: { ...message, labels: toLabels(message.labels) }, attemptedAt, task };
}

const from = sql`nxzalo_messages m LEFT JOIN nxzalo_tasks t ON t.message_id = m.message_id`;

const stands = {
  open: sql`(t.state IS NULL OR t.state = 'open' OR NOT ${isCurrent})`,
  taken: sql`(t.state IS NOT NULL AND t.state = 'taken')`,
  done: isDone,
} as const;

/** Messages of one state have an index in the order of the list; what is done is read from its own, whatever became of the message. */
export function* searchTasks(query: TaskQuery): Query<readonly FoundTask[]> {
  const { appIndexes, state, takenBy, reasons, unknownBefore, after, limit } = query;
  const select = (from: Statement, at: Statement, id: Statement, condition: Statement) => {
    const conditions = [
      condition,
      takenBy !== undefined && sql`t.taken_by = ${takenBy} AND ${isCurrent}`,
      appIndexes && sql`m.app_index IN (${inList(appIndexes)})`,
      after && sql`${at} <= ${after.at} AND ${beyond(at, id, after)}`,
    ];
    return sql`SELECT ${columns} FROM ${from} WHERE ${and(conditions)} ORDER BY ${at} DESC, ${id} DESC LIMIT ${limit}`;
  };
  const isOpen = state === undefined ? sql`(t.state IS NULL OR NOT ${isDone})` : stands[state];
  const statements =
    state === "done"
      ? [
          select(
            sql`nxzalo_tasks t JOIN nxzalo_messages m ON m.message_id = t.message_id`,
            sql`t.opened_at`,
            sql`t.message_id`,
            isDone,
          ),
        ]
      : reasons.map((reason) => {
          const isDue = reason === "unknown" ? sql`m.attempted_at < ${unknownBefore}` : sql`1 = 1`;
          return select(
            from,
            sql`m.created_at`,
            sql`m.message_id`,
            sql`m.state = ${reason} AND ${isDue} AND ${isOpen}`,
          );
        });
  const rows: Row[] = [];
  for (const statement of statements) rows.push(...(yield* queryAll<Row>(statement)));
  const newest = rows.sort(
    (one, other) => other.createdAt - one.createdAt || (one.messageId < other.messageId ? 1 : -1),
  );
  return newest.slice(0, limit).map((row) => {
    const { message, task } = toFound(row);
    return { message, task };
  });
}

export function* findTask(messageId: string): Query<(FoundTask & { readonly attemptedAt: number }) | undefined> {
  const row = yield* queryOne<Row>(sql`SELECT ${columns} FROM ${from} WHERE m.message_id = ${messageId}`);
  return row && toFound(row);
}

/** Whether a row may be written by a caller: nobody has it, or they do; or it was done, of an attempt before the last one. */
const isFree = (caller: string, mayForce: boolean): Statement =>
  mayForce
    ? sql`1 = 1`
    : sql`(nxzalo_tasks.taken_by IS NULL OR nxzalo_tasks.taken_by = ${caller} OR (nxzalo_tasks.state = 'done'
        AND nxzalo_tasks.ended_at < (SELECT m.attempted_at FROM nxzalo_messages m WHERE m.message_id = nxzalo_tasks.message_id)))`;

/** One statement decides who has it: of two who insert, the second one meets the row of the first. */
function* hold({ messageId, caller, now, mayForce }: TaskHolder): Query<boolean> {
  const held = yield* queryOne(sql`
    INSERT INTO nxzalo_tasks (message_id, state, app_index, phone_index, reason, opened_at, taken_by, taken_at)
    SELECT message_id, 'taken', app_index, phone_index, state, created_at, ${caller}, ${now}
    FROM nxzalo_messages WHERE message_id = ${messageId}
    ON CONFLICT (message_id) DO UPDATE SET state = 'taken', taken_by = excluded.taken_by, ended_at = NULL,
      taken_at = CASE WHEN nxzalo_tasks.taken_by = excluded.taken_by THEN nxzalo_tasks.taken_at ELSE excluded.taken_at END,
      version = nxzalo_tasks.version + 1
    WHERE ${isFree(caller, mayForce)}
    RETURNING message_id`);
  return held !== undefined;
}

export function* takeTask(taking: TaskHolder): Query<boolean> {
  if (!(yield* hold(taking))) return false;
  yield* addAudit(taking.entry);
  return true;
}

export function* updateTask(change: TaskChange): Query<boolean> {
  if (!(yield* hold(change))) return false;
  const { messageId, now, calledAt, ciphertext, state } = change;
  if (calledAt !== undefined)
    yield* execute(sql`UPDATE nxzalo_tasks SET called_at = ${calledAt} WHERE message_id = ${messageId}`);
  if (ciphertext !== undefined)
    yield* execute(sql`UPDATE nxzalo_tasks SET ciphertext = ${ciphertext} WHERE message_id = ${messageId}`);
  if (state === "done")
    yield* execute(sql`UPDATE nxzalo_tasks SET state = 'done', ended_at = ${now} WHERE message_id = ${messageId}`);
  if (state === "open")
    yield* execute(
      sql`UPDATE nxzalo_tasks SET state = 'open', taken_by = NULL, taken_at = NULL WHERE message_id = ${messageId}`,
    );
  yield* addAudit(change.entry);
  return true;
}
