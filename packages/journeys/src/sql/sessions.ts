import type { AuditRecord } from "../store/records.ts";
import type { LinkUse, SessionRecord, SessionsEnd } from "../store/sessions.ts";
import { addAudit } from "./audit.ts";
import { execute, type Query, queryAll, queryOne, sql } from "./query.ts";

const columns = sql`session_id AS "sessionId", kind, name, role, made_by AS "madeBy",
  created_at AS "createdAt", expires_at AS "expiresAt"`;

function* addSession({ sessionId, kind, name, role, madeBy, createdAt, expiresAt }: SessionRecord): Query<void> {
  yield* execute(sql`
    INSERT INTO nxzalo_sessions (session_id, kind, name, role, made_by, created_at, expires_at)
    VALUES (${sessionId}, ${kind}, ${name}, ${role}, ${madeBy}, ${createdAt}, ${expiresAt})`);
}

export function* addLink(link: SessionRecord, entry: AuditRecord): Query<void> {
  yield* addSession(link);
  yield* addAudit(entry);
}

/** Who deletes the link has used it. */
export function* useLink({ linkId, now, session: begun, entry }: LinkUse): Query<SessionRecord | undefined> {
  const link = yield* queryOne<SessionRecord>(sql`
    DELETE FROM nxzalo_sessions WHERE session_id = ${linkId} AND kind = 'link' AND expires_at > ${now}
    RETURNING ${columns}`);
  if (!link) return undefined;
  const session = { ...link, ...begun, kind: "session" } as const;
  yield* addSession(session);
  yield* addAudit({ ...entry, caller: link.name, subject: link.name, role: link.role });
  return session;
}

export const findSession = (request: { readonly sessionId: string; readonly now: number }) =>
  queryOne<SessionRecord>(sql`
    SELECT ${columns} FROM nxzalo_sessions
    WHERE session_id = ${request.sessionId} AND kind = 'session' AND expires_at > ${request.now}`);

export function* deleteSession(sessionId: string): Query<boolean> {
  const deleted = yield* queryAll(sql`
    DELETE FROM nxzalo_sessions WHERE session_id = ${sessionId} AND kind = 'session' RETURNING session_id`);
  return deleted.length > 0;
}

/** Links first: one that is being used is waited for, and the session that it has begun is seen by the second statement. */
export function* deleteSessionsOf({ name, now, entry }: SessionsEnd): Query<number> {
  yield* execute(sql`DELETE FROM nxzalo_sessions WHERE name = ${name} AND kind = 'link'`);
  const deleted = yield* queryAll<Pick<SessionRecord, "expiresAt">>(sql`
    DELETE FROM nxzalo_sessions WHERE name = ${name} AND kind = 'session' RETURNING expires_at AS "expiresAt"`);
  const ended = deleted.filter(({ expiresAt }) => expiresAt > now).length;
  yield* addAudit({ ...entry, counts: { sessions: ended } });
  return ended;
}
