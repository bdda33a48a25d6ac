import { describe, expect, it } from "vitest";
import { call, claim, complete, journeyOf, messageOf, type RecordsWith, receiptOf } from "./samples.ts";

export function describeForgetting(name: string, recordsWith: RecordsWith): void {
  describe(`${name}: forgetting`, () => {
    it("a journey goes with its messages and receipts, and frees its key", async () => {
      const records = await recordsWith(journeyOf("2"));
      await claim(records, "a");
      await complete(records, "a", journeyOf("1"));
      await records.begin({ call: call("m"), message: messageOf("m", { journeyId: "1" }) });
      await records.receive(receiptOf("r", { messageId: "m", requestId: "q" }));
      expect(await records.forgetJourney("1")).toBe(true);
      expect(await records.forgetJourney("1")).toBe(false);
      expect(await records.find("1")).toBeUndefined();
      expect(await records.messagesOf("1", 99)).toEqual([]);
      expect(await records.receiptsOf("1", 99)).toEqual([]);
      expect((await claim(records, "b")).kind).toBe("claimed");
      expect(await records.find("2")).toBeDefined();
      // Its message was sent: that is all that stays.
      expect(await records.look({ key: "c", now: 20 })).toMatchObject({ state: "done", answer: null });
    });

    it("a person goes with journeys and messages, in the applications that are named", async () => {
      const records = await recordsWith(
        journeyOf("1"),
        journeyOf("2", { appIndex: "other" }),
        journeyOf("3", { phoneIndex: "x" }),
      );
      await records.begin({ message: messageOf("m") });
      await records.receive(receiptOf("r", { messageId: "m", requestId: "q" }));
      expect(await records.forgetPhone("phone", [])).toBe(0);
      expect(await records.forgetPhone("phone", ["other"])).toBe(1);
      expect(await records.receive(receiptOf("r", { messageId: "m" }))).toBeDefined();
      expect(await records.forgetPhone("phone")).toBe(1);
      expect(await records.receive(receiptOf("s", { requestId: "q" }))).toBeUndefined();
      expect(await records.find("3")).toBeDefined();
    });

    it("sweeps what is over, and nothing else", async () => {
      const records = await recordsWith(journeyOf("1", { expiresAt: 99 }), journeyOf("2", { expiresAt: 100 }));
      await records.begin({ message: messageOf("m", { journeyId: "1" }) });
      await records.begin({ call: call("n"), message: messageOf("n") });
      await records.settle({ call: { key: "c", owner: "n" }, messageId: "n", isAccepted: true, answer: "a" });
      await records.begin({ call: { ...call("u"), key: "unknown" }, message: messageOf("u", { createdAt: 5_000 }) });
      await records.receive(receiptOf("r", { requestId: "nobody's" }));
      await claim(records, "a");
      const swept = async (now: number, expiredBefore: number) => {
        let total = 0;
        for (let count = 1; count > 0; total += count) count = await records.sweep({ now, expiredBefore, limit: 1 });
        return total;
      };
      expect(await swept(500, 1)).toBe(0);
      // A journey, the message without one, the receipt.
      expect(await swept(500, 100)).toBe(3);
      expect(await records.find("1")).toBeUndefined();
      expect(await records.messagesOf("1", 99)).toEqual([]);
      expect(await records.find("2")).toBeDefined();
      expect(await records.look({ key: "c", now: 500 })).toBeDefined();
      expect((await claim(records, "b", 50)).kind).toBe("busy");
      // The journey, the claim that nobody finished, and the call whose day is over.
      expect(await swept(5_000, 200)).toBe(3);
      expect(await records.look({ key: "unknown", now: 9_000_000 })).toMatchObject({ state: "running" });
    });
  });

  it(`${name}: a sweep beside everything else takes nothing that lives`, async () => {
    const records = await recordsWith();
    const keys = Array.from({ length: 20 }, (_, index) => `key ${index}`);
    // Refused before, so that each key has a claim that nobody holds.
    for (const key of keys) {
      await records.claim({ key, owner: "a", now: 1, leaseUntil: 2 });
      await records.release({ key, owner: "a", failure: null });
    }
    const open = async (key: string) => {
      const owner = `owner of ${key}`;
      await records.claim({ key, owner, now: 10, leaseUntil: 5_000 });
      await records.complete({ key, owner, journey: journeyOf(key, { expiresAt: 9_000, liveUntil: 9_000 }) });
    };
    const sweep = () => records.sweep({ now: 1_000, expiredBefore: 1_000, limit: 3 });
    await Promise.all([...keys.map(open), ...Array.from({ length: 8 }, sweep)]);
    for (const key of keys) {
      const seen = await records.claim({ key, owner: "b", now: 20, leaseUntil: 30 });
      expect([key, seen.kind]).toEqual([key, "live"]);
    }
  });
}
