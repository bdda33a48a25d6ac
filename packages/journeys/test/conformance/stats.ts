import { describe, expect, it } from "vitest";
import { messageOf, type RecordsWith, receiptOf } from "./samples.ts";

export function describeStats(name: string, recordsWith: RecordsWith): void {
  describe(`${name}: stats`, () => {
    it("count the messages of which nothing has told, and find the oldest", async () => {
      const records = await recordsWith();
      for (const [index, id] of ["a", "b", "c", "d", "e"].entries())
        await records.start({ message: messageOf(id, { createdAt: 100 + index }) });
      await records.finish({ messageId: "a", isAccepted: true, requestId: "q", answer: "" });
      await records.finish({ messageId: "b", isAccepted: false, answer: "" });
      await records.receive(receiptOf("r", { messageId: "c" }));
      await records.cancel({ messageId: "d" });
      expect(await records.stats({ unknownBefore: 105 })).toMatchObject({ unknownMessages: 2, oldestUnknownAt: 101 });
      expect(await records.stats({ unknownBefore: 104 })).toMatchObject({ unknownMessages: 1, oldestUnknownAt: 101 });
      expect(await records.stats({ unknownBefore: 101 })).toMatchObject({ unknownMessages: 0, oldestUnknownAt: null });
    });

    it("tell when the last receipt was taken, whatever it says of itself", async () => {
      const records = await recordsWith();
      expect(await records.stats({ unknownBefore: 9 })).toMatchObject({ lastReceiptAt: null });
      await records.receive(receiptOf("a", { receivedAt: 20, at: 1 }));
      await records.receive(receiptOf("b", { receivedAt: 10, at: 30 }));
      expect(await records.stats({ unknownBefore: 9 })).toMatchObject({ lastReceiptAt: 20 });
    });

    it("tell when the oldest of the events that wait was stored", async () => {
      const records = await recordsWith();
      const about = {
        type: "budget.reached",
        messageId: null,
        receiptId: null,
        appIndex: null,
        phoneIndex: null,
      } as const;
      for (const [eventId, createdAt] of [
        ["a", 20],
        ["b", 10],
        ["c", 30],
      ] as const)
        await records.addEvent({ ...about, eventId, orderedBy: eventId, createdAt, facts: {} });
      const stats = { waitingEvents: 3, oldestWaitingEventAt: 10 };
      expect(await records.stats({ unknownBefore: 0 })).toMatchObject(stats);
    });

    it("tell how much room it takes, where it is on a disk", async () => {
      const { sizeBytes } = await (await recordsWith()).stats({ unknownBefore: 9 });
      if (sizeBytes !== null) expect(Number.isSafeInteger(sizeBytes) && sizeBytes >= 0).toBe(true);
    });
  });
}
