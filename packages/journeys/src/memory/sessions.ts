import type { SessionRecords } from "../store/sessions.ts";
import type { Tables } from "./tables.ts";

export function createSessions({ sessions, audit }: Tables): SessionRecords {
  const find = (sessionId: string, kind: "link" | "session", now: number) => {
    const found = sessions.get(sessionId);
    return found?.kind === kind && found.expiresAt > now ? found : undefined;
  };
  return {
    addLink: async (link, entry) => {
      sessions.set(link.sessionId, { ...link });
      audit.set(entry.auditId, { ...entry });
    },
    useLink: async ({ linkId, now, session: begun, entry }) => {
      const link = find(linkId, "link", now);
      if (!link) return undefined;
      sessions.delete(linkId);
      const session = { ...link, ...begun, kind: "session" } as const;
      sessions.set(session.sessionId, session);
      audit.set(entry.auditId, { ...entry, caller: link.name, subject: link.name, role: link.role });
      return session;
    },
    findSession: async ({ sessionId, now }) => find(sessionId, "session", now),
    deleteSession: async (sessionId) =>
      find(sessionId, "session", Number.NEGATIVE_INFINITY) !== undefined && sessions.delete(sessionId),
    deleteSessionsOf: async ({ name, now, entry }) => {
      const own = [...sessions.values()].filter((one) => one.name === name);
      for (const { sessionId } of own) sessions.delete(sessionId);
      const ended = own.filter(({ kind, expiresAt }) => kind === "session" && expiresAt > now).length;
      audit.set(entry.auditId, { ...entry, counts: { sessions: ended } });
      return ended;
    },
  };
}
