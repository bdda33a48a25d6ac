import { describe, expect, it } from "vitest";
import { acquire, complete, journeyOf, known, type RecordsWith, receiptOf } from "./samples.ts";

export function describeLeases(name: string, recordsWith: RecordsWith): void {
  describe(`${name}: leases`, () => {
    it("gives a key to one of many at once", async () => {
      const records = await recordsWith();
      const leases = await Promise.all(Array.from({ length: 50 }, (_, index) => acquire(records, `o${index}`)));
      const owner = `o${leases.findIndex(({ kind }) => kind === "acquired")}`;
      expect(leases.filter(({ kind }) => kind === "acquired")).toHaveLength(1);
      expect(leases.filter(({ kind }) => kind === "busy")).toEqual(Array(49).fill({ kind: "busy", owner }));
    });

    it("gives the live journey to every caller after that, as it was stored", async () => {
      const records = await recordsWith();
      await acquire(records, "a");
      expect(await complete(records, "a", journeyOf("1"))).toBe(true);
      expect(await acquire(records, "b")).toEqual({ kind: "live", journey: known(journeyOf("1")) });
      expect(await records.find("1")).toEqual(known(journeyOf("1")));
      expect(await records.findByToken("token 1")).toEqual(known(journeyOf("1")));
      expect(await records.findByToken("unknown")).toBeUndefined();
    });

    it("hands a key on when the lease is over, and fences the late owner off", async () => {
      const records = await recordsWith();
      await acquire(records, "a", 10);
      expect((await acquire(records, "b", 109)).kind).toBe("busy");
      expect((await acquire(records, "b", 110)).kind).toBe("acquired");
      expect(await complete(records, "a", journeyOf("late"))).toBe(false);
      await records.releaseLease({ key: "k", owner: "a", failure: "late" });
      expect(await complete(records, "b", journeyOf("1"))).toBe(true);
      expect(await records.find("late")).toBeUndefined();
    });

    it("renews a lease for its owner alone, as long as it is the owner", async () => {
      const records = await recordsWith();
      const renew = (owner: string, leaseUntil: number) => records.renewLease({ key: "k", owner, leaseUntil });
      expect(await renew("a", 50)).toBe(false);
      await acquire(records, "a", 10);
      expect(await renew("b", 500)).toBe(false);
      expect(await renew("a", 200)).toBe(true);
      expect((await acquire(records, "b", 199)).kind).toBe("busy");
      expect((await acquire(records, "b", 200)).kind).toBe("acquired");
      expect(await renew("a", 900)).toBe(false);
      expect((await acquire(records, "c", 299)).kind).toBe("busy");
      expect(await complete(records, "b", journeyOf("1"))).toBe(true);
      expect(await renew("b", 900)).toBe(false);
    });

    it("frees a released key at once; callers who waited get the refusal, others do not", async () => {
      const records = await recordsWith();
      await acquire(records, "a");
      expect(await acquire(records, "b")).toEqual({ kind: "busy", owner: "a" });
      await records.releaseLease({ key: "k", owner: "a", failure: "refused" });
      expect(await acquire(records, "b", 10, { waitedFor: "a" })).toEqual({ kind: "failed", failure: "refused" });
      expect((await acquire(records, "c")).kind).toBe("acquired");
      expect(await acquire(records, "b", 10, { waitedFor: "a" })).toEqual({ kind: "failed", failure: "refused" });
      await records.releaseLease({ key: "k", owner: "c", failure: null });
      expect(await complete(records, "c", journeyOf("late"))).toBe(false);
      expect((await acquire(records, "b", 10, { waitedFor: "c" })).kind).toBe("acquired");
    });

    it("forgets a refusal once the key has a journey", async () => {
      const records = await recordsWith();
      await acquire(records, "a");
      await records.releaseLease({ key: "k", owner: "a", failure: "refused" });
      await acquire(records, "b");
      await complete(records, "b", journeyOf("1"));
      expect((await acquire(records, "c", 1_000, { waitedFor: "a" })).kind).toBe("acquired");
    });

    it("keeps the keys of one owner apart: each is renewed, completed and released for itself", async () => {
      const records = await recordsWith();
      const kinds = () =>
        Promise.all(
          ["one", "two", "three"].map(async (key) => {
            const found = await acquire(records, "b", 150, { key, waitedFor: "a" });
            return found.kind === "live" ? found.journey.journeyId : found.kind;
          }),
        );
      for (const key of ["one", "two", "three"]) await acquire(records, "a", 60, { key });
      expect(await records.renewLease({ key: "one", owner: "a", leaseUntil: 150 })).toBe(true);
      expect((await acquire(records, "b", 155, { key: "two" })).kind).toBe("busy");
      expect(await records.completeLease({ key: "two", owner: "a", journey: journeyOf("2") })).toBe(true);
      await records.releaseLease({ key: "three", owner: "a", failure: "refused" });
      expect(await kinds()).toEqual(["acquired", "2", "failed"]);
    });

    it("stores a journey that is given again as it was given last", async () => {
      const records = await recordsWith(journeyOf("1"));
      const last = journeyOf("1", {
        appIndex: "another app",
        phoneIndex: "another phone",
        referenceIndex: "another reference",
        tokenIndex: "another token",
        ciphertext: "another",
        createdAt: 7,
        expiresAt: 9_000,
        liveUntil: 8_000,
        tokenType: "token_logistics_7",
        caller: "shop",
        labels: '{"hub":"han"}',
      });
      await acquire(records, "a");
      await complete(records, "a", last);
      expect(await records.find("1")).toMatchObject(known(last));
      expect(await records.findByToken("token 1")).toBeUndefined();
      expect(await records.findByToken("another token")).toMatchObject({ ciphertext: "another" });
    });

    it("makes room when a journey is over, by time or by a receipt", async () => {
      const records = await recordsWith();
      await acquire(records, "a");
      await complete(records, "a", journeyOf("1"));
      expect((await acquire(records, "b", 999)).kind).toBe("live");
      await records.receive(receiptOf("r", { journeyId: "1", ends: true, at: 500 }));
      expect(await records.find("1")).toMatchObject({ endedAt: 500 });
      expect((await acquire(records, "b", 501)).kind).toBe("acquired");
      expect(await complete(records, "b", journeyOf("2", { createdAt: 2 }))).toBe(true);
      expect(await acquire(records, "c", 502)).toMatchObject({ kind: "live", journey: { journeyId: "2" } });
      expect((await acquire(records, "c", 1_000)).kind).toBe("acquired");
      expect(await records.find("1")).toBeDefined();
    });

    it("tells each of many who ask at once what its own key has, at its own time", async () => {
      const records = await recordsWith();
      const live = journeyOf("1");
      await acquire(records, "a", 10, { key: "live" });
      await records.completeLease({ key: "live", owner: "a", journey: live });
      await acquire(records, "a", 10, { key: "busy" });
      await acquire(records, "a", 10, { key: "failed" });
      await records.releaseLease({ key: "failed", owner: "a", failure: "refused" });
      const asked = await Promise.all([
        acquire(records, "b", 20, { key: "free" }),
        acquire(records, "b", 20, { key: "live" }),
        acquire(records, "c", 20, { key: "live" }),
        acquire(records, "d", live.liveUntil, { key: "live" }),
        acquire(records, "b", 20, { key: "busy" }),
        acquire(records, "a", 20, { key: "busy" }),
        acquire(records, "b", 20, { key: "failed", waitedFor: "a" }),
        acquire(records, "b", 20, { key: "free too" }),
      ]);
      const given = { kind: "live", journey: known(live) };
      expect(asked).toEqual([
        { kind: "acquired" },
        given,
        given,
        { kind: "acquired" },
        { kind: "busy", owner: "a" },
        { kind: "acquired" },
        { kind: "failed", failure: "refused" },
        { kind: "acquired" },
      ]);
    });

    it("keeps keys apart, also where two have one journey", async () => {
      const records = await recordsWith();
      expect((await acquire(records, "a", 10)).kind).toBe("acquired");
      expect((await acquire(records, "b", 10, { key: "other" })).kind).toBe("acquired");
      expect(await complete(records, "a", journeyOf("1"))).toBe(true);
      expect(
        await records.completeLease({ key: "other", owner: "b", journey: journeyOf("1", { ciphertext: "new" }) }),
      ).toBe(true);
      expect(await acquire(records, "c")).toMatchObject({
        kind: "live",
        journey: { journeyId: "1", ciphertext: "new" },
      });
    });
  });
}
