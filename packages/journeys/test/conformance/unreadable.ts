import { describe, expect, it } from "vitest";
import type { JourneyRecords } from "../../src/store/store.ts";
import { type RecordsWith, receiptOf } from "./samples.ts";

export function describeUnreadable(name: string, recordsWith: RecordsWith): void {
  describe(`${name}: what cannot be read`, () => {
    const add = (records: JourneyRecords, receiptId: string, receivedAt: number, atMost = 2) =>
      records.addUnreadable({
        receiptId,
        receivedAt,
        problem: "it is not JSON",
        ciphertext: `ciphertext ${receiptId}`,
        since: receivedAt - 100,
        atMost,
      });

    it("is kept once, and listed beside the receipts that match nothing", async () => {
      const records = await recordsWith();
      await records.receive(receiptOf("b", { receivedAt: 20, requestId: "q" }));
      expect([await add(records, "a", 10), await add(records, "a", 30)]).toEqual([true, true]);
      expect(await records.searchUnmatched({ limit: 9 })).toEqual([
        { receiptId: "b", messageId: null, receivedAt: 20, ciphertext: "ciphertext b", problem: null },
        { receiptId: "a", messageId: null, receivedAt: 10, ciphertext: "ciphertext a", problem: "it is not JSON" },
      ]);
      expect(await records.searchUnmatched({ requestId: "q", limit: 9 })).toHaveLength(1);
    });

    it("is kept so many times within a time, also where they come at once; receipts do not count", async () => {
      const records = await recordsWith();
      for (const id of ["r", "s", "t"]) await records.receive(receiptOf(id, { receivedAt: 90 }));
      const ids = Array.from({ length: 10 }, (_, index) => `flood ${index}`);
      const kept = await Promise.all(ids.map((id) => add(records, id, 100)));
      expect(kept.filter(Boolean)).toHaveLength(2);
      expect(await add(records, "later", 200)).toBe(false);
      expect(await add(records, "later", 201)).toBe(true);
    });

    it("says nothing of when a receipt was taken, and is swept with those that match nothing", async () => {
      const records = await recordsWith();
      await records.receive(receiptOf("r", { receivedAt: 20 }));
      await add(records, "a", 30);
      expect(await records.stats({ unknownBefore: 0 })).toMatchObject({ lastReceiptAt: 20 });
      await records.sweep({ now: 30, expiredBefore: 30, limit: 9 });
      expect(await records.searchUnmatched({ limit: 9 })).toHaveLength(1);
      await records.sweep({ now: 31, expiredBefore: 31, limit: 9 });
      expect(await records.searchUnmatched({ limit: 9 })).toEqual([]);
    });
  });
}
