import { describe, expect, it } from "vitest";
import type { ReceiptRecord } from "../../src/store/records.ts";
import type { JourneyRecords } from "../../src/store/store.ts";
import { auditOf, journeyOf, known, knownMessage, messageOf, type RecordsWith, receiptOf } from "./samples.ts";

export function describeReceipts(name: string, recordsWith: RecordsWith): void {
  describe(`${name}: receipts`, () => {
    it("find their message by our id, then by NXCLOUD's", async () => {
      const records = await recordsWith(journeyOf("1"));
      const message = messageOf("m", { journeyId: "1" });
      await records.start({ message });
      const first = await records.receive(receiptOf("a", { messageId: "m", requestId: "q", receivedAt: 5 }));
      expect(first).toEqual({
        message: knownMessage(message, { state: "accepted", requestId: "q" }),
        journey: known(journeyOf("1")),
      });
      expect(await records.receive(receiptOf("b", { requestId: "q", receivedAt: 6 }))).toEqual(first);
      const foreign = { messageId: "never stored", requestId: "q", receivedAt: 7 };
      expect(await records.receive(receiptOf("c", foreign))).toEqual(first);
      expect(await records.readReceipts("1", 99)).toEqual([
        { receiptId: "a", messageId: "m", receivedAt: 5, ciphertext: "ciphertext a" },
        { receiptId: "b", messageId: "m", receivedAt: 6, ciphertext: "ciphertext b" },
        { receiptId: "c", messageId: "m", receivedAt: 7, ciphertext: "ciphertext c" },
      ]);
    });

    it("of another system's request are about no message, nor about an earlier attempt of one", async () => {
      const records = await recordsWith();
      const message = messageOf("m");
      await records.start({ message });
      await records.finish({ messageId: "m", isAccepted: true, requestId: "first" });
      await records.receive(receiptOf("a", { requestId: "first", state: "failed" }));
      expect(await records.beginAttempt({ message, after: 1, from: ["failed"], at: 7 })).toBe(true);
      expect(await records.receive(receiptOf("b", { requestId: "stranger" }))).toEqual({});
      expect(await records.receive(receiptOf("c", { requestId: "first" }))).toMatchObject({
        message: { messageId: "m", attempt: 2 },
      });
    });

    it("that came before NXCLOUD's answer are linked, and no other ones", async () => {
      const records = await recordsWith(journeyOf("1"));
      await records.start({ message: messageOf("m", { journeyId: "1" }) });
      expect(await records.receive(receiptOf("a", { requestId: "q", ends: true, at: 7 }))).toEqual({});
      await records.receive(receiptOf("another's", { requestId: "x" }));
      expect(await records.searchUnmatched({ limit: 9 })).toHaveLength(2);
      await records.finish({ messageId: "m", isAccepted: true, requestId: "q", answer: "" });
      expect(await records.readReceipts("1", 99)).toMatchObject([{ receiptId: "a", messageId: "m" }]);
      expect(await records.searchUnmatched({ limit: 9 })).toMatchObject([{ receiptId: "another's" }]);
      expect(await records.find("1")).toMatchObject({ endedAt: 7 });
    });

    it("that came before NXCLOUD's answer tell of the attempt that it answered, whichever was begun since", async () => {
      const records = await recordsWith(journeyOf("1"), journeyOf("2"));
      await records.start({ message: messageOf("m", { journeyId: "1" }) });
      const next = { message: messageOf("m", { journeyId: "2" }), after: 1, from: ["unknown"], at: 7 } as const;
      expect(await records.beginAttempt(next)).toBe(true);
      await records.receive(receiptOf("a", { requestId: "first", state: "delivered" }));
      await records.receive(receiptOf("b", { requestId: "second", state: "failed", zaloError: -118 }));
      await records.finish({ messageId: "m", attempt: 1, isAccepted: true, requestId: "first" });
      await records.finish({ messageId: "m", attempt: 2, isAccepted: true, requestId: "second" });
      expect(await records.readReceipts("1", 9)).toMatchObject([{ receiptId: "a", messageId: "m" }]);
      expect(await records.readReceipts("2", 9)).toMatchObject([{ receiptId: "b", messageId: "m" }]);
      const { message, attempts } = (await records.findMessage("m", 9)) ?? {};
      expect(message).toMatchObject({ attempt: 2, state: "failed", zaloError: -118 });
      expect(attempts).toMatchObject([{ attempt: 1, state: "delivered", requestId: "first" }]);
    });

    it("that came before the answer to a message that is forgotten stay without one, and are swept as such", async () => {
      const records = await recordsWith(journeyOf("1"));
      await records.start({ message: messageOf("m", { journeyId: "1" }) });
      await records.forgetJourney("1", auditOf("f"));
      await records.receive(receiptOf("a", { messageId: "m", requestId: "q", receivedAt: 5 }));
      await records.finish({ messageId: "m", isAccepted: true, requestId: "q" });
      expect(await records.searchUnmatched({ limit: 9 })).toMatchObject([{ receiptId: "a" }]);
      expect(await records.sweep({ now: 9, expiredBefore: 0, unmatchedBefore: 6, limit: 9 })).toBe(1);
    });

    it("change the state of their journey and of no other one, in any order and any number of copies", async () => {
      const records = await recordsWith(journeyOf("1"), journeyOf("2"));
      await records.receive(receiptOf("b1", { journeyId: "2", acknowledges: true, at: 1 }));
      await records.receive(receiptOf("b2", { journeyId: "2", ends: true, at: 2 }));
      for (const at of [9, 7, 8, 7]) {
        await records.receive(receiptOf(`a${at}`, { journeyId: "1", acknowledges: true, at }));
      }
      expect(await records.find("1")).toMatchObject({ acknowledgedAt: 7, endedAt: null });
      for (const at of [12, 11, 13]) await records.receive(receiptOf(`e${at}`, { journeyId: "1", ends: true, at }));
      expect(await records.find("1")).toMatchObject({ acknowledgedAt: 7, endedAt: 11 });
      expect(await records.find("2")).toMatchObject({ acknowledgedAt: 1, endedAt: 2 });
      expect(await records.readReceipts("1", 99)).toHaveLength(6);
    });

    it("find the journey that they name, otherwise their message's", async () => {
      const records = await recordsWith(journeyOf("1"), journeyOf("2", { phoneIndex: "other" }));
      await records.start({ message: messageOf("m", { journeyId: "1" }) });
      const journeyOfReceipt = async (id: string, more: Partial<ReceiptRecord>) =>
        (await records.receive(receiptOf(id, more))).journey;
      expect(await journeyOfReceipt("a", { journeyId: "2", ends: true, at: 7 })).toEqual({
        ...known(journeyOf("2", { phoneIndex: "other" })),
        endedAt: 7,
      });
      expect(await journeyOfReceipt("b", { journeyId: "2", messageId: "m" })).toMatchObject({ journeyId: "2" });
      expect(await journeyOfReceipt("c", { journeyId: "404", messageId: "m" })).toMatchObject({ journeyId: "1" });
      expect(await journeyOfReceipt("d", { journeyId: "404" })).toBeUndefined();
    });

    it("find no journey that has been forgotten", async () => {
      const records = await recordsWith(journeyOf("1"));
      await records.start({ message: messageOf("m", { journeyId: "1" }) });
      await records.forgetJourney("1", auditOf("a"));
      expect(await records.receive(receiptOf("a", { journeyId: "1", messageId: "m" }))).toEqual({});
    });

    it("find their message also where NXCLOUD's answer had another id, in any order", async () => {
      const first = receiptOf("a", { messageId: "m", requestId: "x" });
      const second = receiptOf("b", { requestId: "x" });
      for (const order of [
        [first, second],
        [second, first],
      ]) {
        const records = await recordsWith(journeyOf("1"));
        await records.start({ message: messageOf("m", { journeyId: "1" }) });
        await records.finish({ messageId: "m", isAccepted: true, requestId: "y", answer: "" });
        for (const receipt of order) await records.receive(receipt);
        expect(await records.readReceipts("1", 99)).toMatchObject([{ messageId: "m" }, { messageId: "m" }]);
        expect(await records.searchUnmatched({ limit: 9 })).toEqual([]);
      }
    });

    it("are shown to a limit: the acknowledgements, and the newest of the others", async () => {
      const records = await recordsWith(journeyOf("1"));
      const receipts = ["a", "b", "c", "d"].map((id, receivedAt) => receiptOf(id, { journeyId: "1", receivedAt }));
      for (const receipt of receipts) await records.receive({ ...receipt, acknowledges: receipt.receiptId === "b" });
      const shown = await records.readReceipts("1", 3);
      expect(shown.map(({ receiptId }) => receiptId)).toEqual(["b", "c", "d"]);
      for (const id of ["m", "n", "o"]) await records.start({ message: messageOf(id, { journeyId: "1" }) });
      expect((await records.readMessages("1", 2)).map(({ messageId }) => messageId)).toEqual(["n", "o"]);
    });

    it("that match nothing are kept, newest first, page by page", async () => {
      const records = await recordsWith();
      for (const id of ["a", "b", "c"]) {
        const receipt = { requestId: `q${id}`, journeyId: "404", receivedAt: id === "a" ? 1 : 2 };
        expect(await records.receive(receiptOf(id, receipt))).toEqual({});
      }
      const idsOf = async (query: Parameters<JourneyRecords["searchUnmatched"]>[0]) =>
        (await records.searchUnmatched(query)).map(({ receiptId }) => receiptId);
      expect(await idsOf({ limit: 2 })).toEqual(["c", "b"]);
      expect(await idsOf({ limit: 2, after: { at: 2, id: "b" } })).toEqual(["a"]);
      expect(await idsOf({ limit: 9, requestId: "qb" })).toEqual(["b"]);
      expect(await idsOf({ limit: 9, journeyId: "404" })).toHaveLength(3);
      expect(await idsOf({ limit: 9, journeyId: "405" })).toEqual([]);
    });

    it("many at once lose nothing", async () => {
      const records = await recordsWith(journeyOf("1"));
      await records.start({ message: messageOf("m", { journeyId: "1" }) });
      await Promise.all([
        records.finish({ messageId: "m", isAccepted: true, requestId: "q", answer: "" }),
        ...Array.from({ length: 20 }, (_, index) =>
          records.receive(receiptOf(`r${index}`, { requestId: "q", acknowledges: true, at: 100 + index })),
        ),
        records.receive(receiptOf("end", { journeyId: "1", ends: true, at: 99 })),
      ]);
      expect(await records.readReceipts("1", 99)).toHaveLength(21);
      expect(await records.searchUnmatched({ limit: 9 })).toEqual([]);
      expect(await records.find("1")).toMatchObject({ acknowledgedAt: 100, endedAt: 99 });
    });
  });
}
