import { describe, expect, it } from "vitest";
import type { AuditQuery } from "../../src/store/records.ts";
import type { JourneyRecords } from "../../src/store/store.ts";
import { auditOf, journeyOf, messageOf, type RecordsWith } from "./samples.ts";

export function describeAudit(name: string, recordsWith: RecordsWith): void {
  describe(`${name}: audit`, () => {
    const many = [
      auditOf("a", { at: 1 }),
      auditOf("b", { at: 2, action: "close", caller: null, appIndex: null, subject: "2026-10", counts: { rows: 12 } }),
      auditOf("c", { at: 2, action: "forget", subject: "phone", counts: { journeys: 0 } }),
      auditOf("d", { at: 3, caller: "night desk", appIndex: "other" }),
    ];
    const filled = async () => {
      const records = await recordsWith(journeyOf("1"));
      for (const entry of many) await records.addAudit(entry);
      return records;
    };
    const idsOf = async (records: JourneyRecords, query: Partial<AuditQuery> = {}) =>
      (await records.searchAudit({ limit: 9, ...query })).map(({ auditId }) => auditId).join("");

    it("finds by every field, newest first", async () => {
      const records = await filled();
      expect(await records.searchAudit({ limit: 9 })).toEqual(many.toReversed());
      expect(await idsOf(records, { action: "look" })).toBe("da");
      expect(await idsOf(records, { caller: "desk" })).toBe("ca");
      expect(await idsOf(records, { subject: "2026-10" })).toBe("b");
      expect(await idsOf(records, { phoneIndex: "phone" })).toBe("dca");
      expect(await idsOf(records, { phoneIndex: "phone", subject: "1" })).toBe("da");
      expect(await idsOf(records, { appIndexes: ["app", "none"] })).toBe("ca");
      expect(await idsOf(records, { appIndexes: [] })).toBe("");
      expect(await idsOf(records, { recordedFrom: 2, recordedBefore: 3 })).toBe("cb");
      expect(await idsOf(records, { limit: 2 })).toBe("dc");
      expect(await idsOf(records, { after: { at: 2, id: "c" } })).toBe("ba");
    });

    it("finds by a phone what was about the person, and about a message or a journey of theirs as long as it is stored", async () => {
      const records = await recordsWith(journeyOf("1"), journeyOf("2", { phoneIndex: "x" }));
      await records.start({ message: messageOf("m") });
      await records.start({ message: messageOf("n", { phoneIndex: "x" }) });
      const looks = { e: "1", f: "2", g: "m", h: "n", i: "x", j: null, k: "phone" };
      for (const [index, [auditId, subject]] of Object.entries(looks).entries())
        await records.addAudit(auditOf(auditId, { at: index + 1, subject }));
      expect(await idsOf(records, { phoneIndex: "phone" })).toBe("kge");
      expect(await idsOf(records, { phoneIndex: "x" })).toBe("ihf");
      await records.forgetPhone({ phoneIndex: "phone", entry: auditOf("l", { at: 9, subject: "phone" }) });
      expect(await idsOf(records, { phoneIndex: "phone" })).toBe("lk");
    });

    it("has by what the messages of a bulk were found, beside its numbers", async () => {
      const records = await recordsWith();
      const where = { state: "failed", labels: { hub: "han" }, hidden: ["phone"] } as const;
      const entry = auditOf("a", { action: "bulk", subject: null, counts: { messages: 2, resent: 1 }, where });
      await records.addAudit(entry);
      expect(await records.searchAudit({ limit: 9 })).toEqual([entry]);
    });

    it("has one entry for one id, as it was first written", async () => {
      const records = await filled();
      await records.addAudit(auditOf("a", { at: 9, caller: "another" }));
      expect(await records.searchAudit({ limit: 9 })).toEqual(many.toReversed());
    });

    it("what is deleted has its entry, and what is not has none", async () => {
      const records = await filled();
      const entry = auditOf("e", { at: 4, action: "delete" });
      expect(await records.forgetJourney("2", entry)).toBe(false);
      expect(await idsOf(records, { recordedFrom: 4 })).toBe("");
      expect(await records.forgetJourney("1", entry)).toBe(true);
      expect(await records.searchAudit({ limit: 1 })).toEqual([entry]);
    });

    it("a person who is forgotten has an entry of how much that was", async () => {
      const records = await recordsWith(journeyOf("1"), journeyOf("2"), journeyOf("3", { phoneIndex: "x" }));
      const entry = auditOf("e", { action: "forget", subject: "phone" });
      const forget = (auditId: string) => records.forgetPhone({ phoneIndex: "phone", entry: { ...entry, auditId } });
      expect([await forget("e"), await forget("f")]).toEqual([2, 0]);
      expect(await records.searchAudit({ limit: 9 })).toEqual([
        { ...entry, auditId: "f", counts: { journeys: 0 } },
        { ...entry, counts: { journeys: 2 } },
      ]);
    });

    it("outlives what it is about, and is swept by its own time, the oldest first", async () => {
      const records = await filled();
      await records.sweep({ now: 9_000, expiredBefore: 9_000, limit: 9 });
      expect(await idsOf(records)).toBe("dcba");
      expect(await records.sweepAudit({ before: 1, limit: 9 })).toBe(0);
      expect(await records.sweepAudit({ before: 3, limit: 1 })).toBe(1);
      expect(await idsOf(records)).toBe("dcb");
      for (let swept = 1; swept > 0; ) swept = await records.sweepAudit({ before: 3, limit: 1 });
      expect(await idsOf(records)).toBe("d");
    });
  });
}
