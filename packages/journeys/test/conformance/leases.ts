import { describe, expect, it } from "vitest";
import { claim, complete, journeyOf, known, type RecordsWith, receiptOf } from "./samples.ts";

export function describeClaims(name: string, recordsWith: RecordsWith): void {
  describe(`${name}: claims`, () => {
    it("gives a key to one of many at once", async () => {
      const records = await recordsWith();
      const claims = await Promise.all(Array.from({ length: 50 }, (_, index) => claim(records, `o${index}`)));
      const owner = `o${claims.findIndex(({ kind }) => kind === "claimed")}`;
      expect(claims.filter(({ kind }) => kind === "claimed")).toHaveLength(1);
      expect(claims.filter(({ kind }) => kind === "busy")).toEqual(Array(49).fill({ kind: "busy", owner }));
    });

    it("gives the live journey to everybody after that, as it was recorded", async () => {
      const records = await recordsWith();
      await claim(records, "a");
      expect(await complete(records, "a", journeyOf("1"))).toBe(true);
      expect(await claim(records, "b")).toEqual({ kind: "live", journey: known(journeyOf("1")) });
      expect(await records.find("1")).toEqual(known(journeyOf("1")));
      expect(await records.findByToken("token 1")).toEqual(known(journeyOf("1")));
      expect(await records.findByToken("nobody's")).toBeUndefined();
    });

    it("hands a key on when the lease is over, and fences the late owner off", async () => {
      const records = await recordsWith();
      await claim(records, "a", 10);
      expect((await claim(records, "b", 109)).kind).toBe("busy");
      expect((await claim(records, "b", 110)).kind).toBe("claimed");
      expect(await complete(records, "a", journeyOf("late"))).toBe(false);
      await records.release({ key: "k", owner: "a", failure: "late" });
      expect(await complete(records, "b", journeyOf("1"))).toBe(true);
      expect(await records.find("late")).toBeUndefined();
    });

    it("frees a released key at once; those who waited are told of the refusal, others are not", async () => {
      const records = await recordsWith();
      await claim(records, "a");
      expect(await claim(records, "b")).toEqual({ kind: "busy", owner: "a" });
      await records.release({ key: "k", owner: "a", failure: "refused" });
      expect(await claim(records, "b", 10, { waitedFor: "a" })).toEqual({ kind: "failed", failure: "refused" });
      expect((await claim(records, "c")).kind).toBe("claimed");
      expect(await claim(records, "b", 10, { waitedFor: "a" })).toEqual({ kind: "failed", failure: "refused" });
      await records.release({ key: "k", owner: "c", failure: null });
      expect((await claim(records, "b", 10, { waitedFor: "c" })).kind).toBe("claimed");
    });

    it("makes room when a journey is over, by time or by a receipt", async () => {
      const records = await recordsWith();
      await claim(records, "a");
      await complete(records, "a", journeyOf("1"));
      expect((await claim(records, "b", 999)).kind).toBe("live");
      await records.receive(receiptOf("r", { journeyId: "1", ends: true, at: 500 }));
      expect(await records.find("1")).toMatchObject({ endedAt: 500 });
      expect((await claim(records, "b", 501)).kind).toBe("claimed");
      expect(await complete(records, "b", journeyOf("2", { createdAt: 2 }))).toBe(true);
      expect(await claim(records, "c", 502)).toMatchObject({ kind: "live", journey: { journeyId: "2" } });
      expect((await claim(records, "c", 1_000)).kind).toBe("claimed");
      expect(await records.find("1")).toBeDefined();
    });

    it("keeps keys apart, also where two have one journey", async () => {
      const records = await recordsWith();
      expect((await claim(records, "a", 10)).kind).toBe("claimed");
      expect((await claim(records, "b", 10, { key: "other" })).kind).toBe("claimed");
      expect(await complete(records, "a", journeyOf("1"))).toBe(true);
      expect(await records.complete({ key: "other", owner: "b", journey: journeyOf("1", { sealed: "new" }) })).toBe(
        true,
      );
      expect(await claim(records, "c")).toMatchObject({ kind: "live", journey: { journeyId: "1", sealed: "new" } });
    });
  });
}
