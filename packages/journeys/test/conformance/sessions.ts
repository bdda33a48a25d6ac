import { describe, expect, it } from "vitest";
import type { LinkUse, SessionRecord } from "../../src/store/sessions.ts";
import { auditOf, type RecordsWith } from "./samples.ts";

const link: SessionRecord = {
  sessionId: "link",
  kind: "link",
  name: "Nguyễn Văn A",
  role: "agent",
  madeBy: "ops",
  createdAt: 1,
  expiresAt: 100,
};
const useOf = (sessionId: string, more: Partial<LinkUse> = {}): LinkUse => ({
  linkId: "link",
  now: 50,
  session: { sessionId, createdAt: 50, expiresAt: 1_000 },
  entry: auditOf(`used ${sessionId}`, { action: "sign_in", caller: null, appIndex: null, subject: null }),
  ...more,
});
const begun = (sessionId: string) =>
  ({ ...link, sessionId, kind: "session", createdAt: 50, expiresAt: 1_000 }) satisfies SessionRecord;

export function describeSessions(name: string, recordsWith: RecordsWith): void {
  describe(`${name}: sessions`, () => {
    const made = auditOf("made", { action: "invite", appIndex: null, subject: link.name, role: "agent" });
    const withLink = async () => {
      const records = await recordsWith();
      await records.addLink(link, made);
      return records;
    };

    it("a link begins one session, whose person the audit names", async () => {
      const records = await withLink();
      expect(await records.useLink(useOf("s"))).toEqual(begun("s"));
      expect(await records.useLink(useOf("t"))).toBeUndefined();
      expect(await records.findSession({ sessionId: "s", now: 999 })).toEqual(begun("s"));
      expect(await records.findSession({ sessionId: "t", now: 51 })).toBeUndefined();
      const entries = await records.searchAudit({ limit: 9 });
      expect(entries).toEqual([{ ...useOf("s").entry, caller: link.name, subject: link.name, role: "agent" }, made]);
    });

    it("of many who use a link at once, one does", async () => {
      const records = await withLink();
      const ids = Array.from({ length: 8 }, (_, index) => `s${index}`);
      const used = await Promise.all(ids.map((id) => records.useLink(useOf(id))));
      const sessions = await Promise.all(ids.map((sessionId) => records.findSession({ sessionId, now: 60 })));
      expect(used.filter(Boolean)).toHaveLength(1);
      expect(sessions).toEqual(used);
    });

    it("neither a link whose time is over nor another secret begins one", async () => {
      const records = await withLink();
      expect(await records.useLink(useOf("s", { now: 100 }))).toBeUndefined();
      expect(await records.useLink(useOf("s", { linkId: "another" }))).toBeUndefined();
      expect(await records.useLink(useOf("s", { now: 99 }))).toEqual(begun("s"));
    });

    it("a link is no session, and a session no link", async () => {
      const records = await withLink();
      expect(await records.findSession({ sessionId: "link", now: 50 })).toBeUndefined();
      expect(await records.deleteSession("link")).toBe(false);
      await records.useLink(useOf("s"));
      expect(await records.useLink(useOf("t", { linkId: "s" }))).toBeUndefined();
    });

    it("a session is over at its time, and when it is deleted", async () => {
      const records = await withLink();
      await records.useLink(useOf("s"));
      expect(await records.findSession({ sessionId: "s", now: 1_000 })).toBeUndefined();
      expect(await records.findSession({ sessionId: "s", now: 60 })).toBeDefined();
      await records.addLink({ ...link, sessionId: "another link" }, auditOf("another"));
      await records.useLink(useOf("another", { linkId: "another link" }));
      expect([await records.deleteSession("s"), await records.deleteSession("s")]).toEqual([true, false]);
      expect(await records.findSession({ sessionId: "another", now: 60 })).toBeDefined();
      expect(await records.findSession({ sessionId: "s", now: 60 })).toBeUndefined();
    });

    it("all sessions of a person end at once, and their links do not begin any more", async () => {
      const records = await withLink();
      const others = { ...link, sessionId: "link of another", name: "Nguyễn Văn" };
      await records.addLink({ ...link, sessionId: "unused" }, auditOf("unused"));
      await records.addLink({ ...link, sessionId: "unused as well" }, auditOf("unused as well"));
      await records.addLink({ ...link, sessionId: "over" }, auditOf("over"));
      await records.addLink(others, auditOf("others"));
      await records.useLink(useOf("s"));
      const old = { sessionId: "old", createdAt: 50, expiresAt: 70 };
      await records.useLink(useOf("old", { linkId: "over", session: old }));
      await records.useLink(useOf("of another", { linkId: others.sessionId }));
      const entry = auditOf("ended", { action: "sign_out", appIndex: null, subject: link.name });
      expect(await records.deleteSessionsOf({ name: link.name, now: 70, entry })).toBe(1);
      for (const sessionId of ["s", "old"]) expect(await records.findSession({ sessionId, now: 60 })).toBeUndefined();
      expect(await records.findSession({ sessionId: "of another", now: 60 })).toBeDefined();
      expect(await records.useLink(useOf("t", { linkId: "unused" }))).toBeUndefined();
      expect(await records.searchAudit({ action: "sign_out", limit: 9 })).toEqual([
        { ...entry, counts: { sessions: 1 } },
      ]);
      const again = auditOf("ended again", { action: "sign_out" });
      expect(await records.deleteSessionsOf({ name: link.name, now: 70, entry: again })).toBe(0);
    });

    it("a link that is used while all sessions of its person end leaves none", async () => {
      const records = await recordsWith();
      const ids = Array.from({ length: 8 }, (_, index) => `s${index}`);
      for (const id of ids) await records.addLink({ ...link, sessionId: `link ${id}` }, auditOf(id));
      const uses = ids.map((id) => () => records.useLink(useOf(id, { linkId: `link ${id}` })));
      const end = async () => {
        await records.deleteSessionsOf({ name: link.name, now: 50, entry: auditOf("ended") });
        return undefined;
      };
      await Promise.all([...uses.slice(0, 4), end, ...uses.slice(4)].map((act) => act()));
      const left = ids.map((sessionId) => records.findSession({ sessionId, now: 60 }));
      expect((await Promise.all(left)).filter(Boolean)).toEqual([]);
    });

    it("what is over is swept, and nothing else", async () => {
      const records = await withLink();
      await records.useLink(useOf("s"));
      for (const sessionId of ["old", "older"]) await records.addLink({ ...link, sessionId }, auditOf(sessionId));
      const sweep = (now: number, limit = 9) => records.sweep({ now, expiredBefore: 0, limit });
      expect(await sweep(100)).toBe(0);
      expect([await sweep(101, 1), await sweep(101, 1), await sweep(101, 1)]).toEqual([1, 1, 0]);
      expect(await records.findSession({ sessionId: "s", now: 60 })).toBeDefined();
      expect(await sweep(1_001)).toBe(1);
    });
  });
}
