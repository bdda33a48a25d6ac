import type { AuditQuery, AuditRecord } from "../store/records.ts";
import { beyond } from "./queries.ts";
import { and, execute, inList, type Query, queryAll, queryOne, sql } from "./query.ts";

/** Entries are added and read, never changed. */
export function* addAudit({
  auditId,
  at,
  action,
  caller,
  appIndex,
  subject,
  role,
  counts,
  where,
}: AuditRecord): Query<void> {
  const details = counts === null && role === undefined ? null : JSON.stringify({ ...counts, role, where });
  yield* execute(sql`
    INSERT INTO nxzalo_audit (audit_id, at, caller, action, app_index, subject, details)
    VALUES (${auditId}, ${at}, ${caller}, ${action}, ${appIndex}, ${subject}, ${details})
    ON CONFLICT (audit_id) DO NOTHING`);
}

type AuditRow = Omit<AuditRecord, "role" | "counts" | "where"> & { readonly details: string | null };

function toEntry({ details, ...row }: AuditRow): AuditRecord {
  if (details === null) return { ...row, counts: null };
  const { role, where, ...counts } = JSON.parse(details);
  // What is about one person counts nothing.
  return role === undefined ? { ...row, counts, ...(where && { where }) } : { ...row, role, counts: null };
}

/** Of a person themselves, or of a message or a journey of theirs that is stored. */
const isAbout = (phoneIndex: string) => sql`(subject = ${phoneIndex}
  OR subject IN (SELECT message_id FROM nxzalo_messages WHERE phone_index = ${phoneIndex})
  OR subject IN (SELECT journey_id FROM nxzalo_journeys WHERE phone_index = ${phoneIndex}))`;

export function* searchAudit(query: AuditQuery): Query<readonly AuditRecord[]> {
  const { appIndexes, action, caller, subject, phoneIndex, recordedFrom, recordedBefore, after, limit } = query;
  const conditions = [
    appIndexes && sql`app_index IN (${inList(appIndexes)})`,
    action !== undefined && sql`action = ${action}`,
    caller !== undefined && sql`caller = ${caller}`,
    subject !== undefined && sql`subject = ${subject}`,
    phoneIndex !== undefined && isAbout(phoneIndex),
    recordedFrom !== undefined && sql`at >= ${recordedFrom}`,
    recordedBefore !== undefined && sql`at < ${recordedBefore}`,
    after !== undefined && beyond(sql`at`, sql`audit_id`, after),
  ];
  const rows = yield* queryAll<AuditRow>(sql`
    SELECT audit_id AS "auditId", at, caller, action, app_index AS "appIndex", subject, details
    FROM nxzalo_audit WHERE ${and(conditions)} ORDER BY at DESC, audit_id DESC LIMIT ${limit}`);
  return rows.map(toEntry);
}

/** The oldest first, up to a bound: so it means the same where others sweep as well. */
export function* sweepAudit({ before, limit }: { readonly before: number; readonly limit: number }): Query<number> {
  const last = yield* queryOne<{ readonly at: number }>(sql`
    SELECT at FROM nxzalo_audit WHERE at < ${before} ORDER BY at, audit_id LIMIT 1 OFFSET ${limit - 1}`);
  const isOver = last ? sql`at <= ${last.at}` : sql`at < ${before}`;
  const entries = yield* queryAll(sql`DELETE FROM nxzalo_audit WHERE ${isOver} RETURNING audit_id`);
  const requests = yield* queryAll(sql`
    DELETE FROM nxzalo_people_requests WHERE done_at < ${before} RETURNING request_id`);
  return entries.length + requests.length;
}
