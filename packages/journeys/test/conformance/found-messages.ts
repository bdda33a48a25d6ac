import { describe, expect, it } from "vitest";
import type { MessageCountQuery, MessageQuery } from "../../src/store/message-queries.ts";
import type { MessageRecord } from "../../src/store/records.ts";
import type { JourneyRecords } from "../../src/store/store.ts";
import { knownMessage, messageOf, type RecordsWith, receiptOf } from "./samples.ts";

const hourMs = 3_600_000;

export function describeFoundMessages(name: string, recordsWith: RecordsWith): void {
  describe(`${name}: messages are found`, () => {
    const many = [
      messageOf("a1", { createdAt: 1, templateId: "t1", referenceIndex: "r1", phoneEndingIndex: "e1" }),
      messageOf("a2", { createdAt: 2, templateId: "t1", phoneIndex: "other", appIndex: "other", caller: "shop" }),
      messageOf("a3", {
        createdAt: 2,
        templateId: "t2",
        foldedReferenceIndex: "f1",
        labels: { hub: "han", trip: "7" },
      }),
      messageOf("a4", { createdAt: 3, templateId: "t2", referenceEndingIndex: "n1", labels: { hub: "han" } }),
      messageOf("a5", { createdAt: hourMs, labels: { hub: "sgn", trip: "7" }, phoneEndingIndex: "e1" }),
    ];
    const recordsWithAll = async (messages: readonly MessageRecord[] = many) => {
      const records = await recordsWith();
      for (const message of messages) await records.start({ message });
      return records;
    };
    const idsOf = async (records: JourneyRecords, query: Partial<MessageQuery>) =>
      (await records.searchMessages({ limit: 9, ...query })).map(({ messageId }) => messageId);
    const countOf = async (records: JourneyRecords, query: Partial<MessageCountQuery>) => {
      const counts = await records.countMessages({ from: 0, before: 2 * hourMs, by: "state", ...query });
      return new Map(counts.map(({ key, messages }) => [key, messages]));
    };

    it("by every field, newest first", async () => {
      const records = await recordsWithAll();
      await records.finish({ messageId: "a2", isAccepted: true, requestId: "q2", answer: "" });
      expect(await idsOf(records, {})).toEqual(["a5", "a4", "a3", "a2", "a1"]);
      expect(await idsOf(records, { state: "accepted" })).toEqual(["a2"]);
      expect(await idsOf(records, { state: "unknown", limit: 2 })).toEqual(["a5", "a4"]);
      expect(await idsOf(records, { phoneIndex: "other" })).toEqual(["a2"]);
      expect(await idsOf(records, { phoneEndingIndex: "e1" })).toEqual(["a5", "a1"]);
      expect(await idsOf(records, { referenceIndex: "r1" })).toEqual(["a1"]);
      expect(await idsOf(records, { foldedReferenceIndexes: ["f1"] })).toEqual(["a3"]);
      expect(await idsOf(records, { referenceEndingIndexes: ["n1"] })).toEqual(["a4"]);
      expect(await idsOf(records, { foldedReferenceIndexes: ["f0", "f1"] })).toEqual(["a3"]);
      expect(await idsOf(records, { foldedReferenceIndexes: ["f1"], referenceEndingIndexes: ["n0", "n1"] })).toEqual(
        [],
      );
      expect(await idsOf(records, { templateId: "t1" })).toEqual(["a2", "a1"]);
      expect(await idsOf(records, { labels: ["hub=han"] })).toEqual(["a4", "a3"]);
      expect(await idsOf(records, { labels: ["hub=han", "trip=7"] })).toEqual(["a3"]);
      expect(await idsOf(records, { labels: ["hub=h"] })).toEqual([]);
      expect(await idsOf(records, { labels: ["hub=han"], templateId: "t1" })).toEqual([]);
      expect(await idsOf(records, { labels: ["hub=han"], phoneEndingIndex: "e1" })).toEqual([]);
      expect(await idsOf(records, { createdFrom: 2, createdBefore: 3 })).toEqual(["a3", "a2"]);
      expect(await idsOf(records, { appIndexes: ["other"] })).toEqual(["a2"]);
      expect(await idsOf(records, { appIndexes: ["other", "none"] })).toEqual(["a2"]);
      expect(await idsOf(records, { appIndexes: [] })).toEqual([]);
    });

    it("by what stands beside each other, whichever is looked up", async () => {
      const records = await recordsWithAll();
      await records.finish({ messageId: "a1", isAccepted: true, requestId: "q1", answer: "" });
      expect(await idsOf(records, { state: "unknown", templateId: "t1" })).toEqual(["a2"]);
      expect(await idsOf(records, { phoneEndingIndex: "e1", labels: ["hub=sgn"] })).toEqual(["a5"]);
      expect(await idsOf(records, { labels: ["hub=han"], templateId: "t2", createdBefore: 3 })).toEqual(["a3"]);
      expect(await idsOf(records, { referenceIndex: "r1", state: "accepted", appIndexes: ["app"] })).toEqual(["a1"]);
      expect(await idsOf(records, { referenceIndex: "r1", phoneEndingIndex: "none" })).toEqual([]);
    });

    it("whole", async () => {
      const message = many[2] as MessageRecord;
      const records = await recordsWithAll([message]);
      const { ciphertext, createdAt, labels } = message;
      const none = {
        dueAt: null,
        notAfter: null,
        heldFor: null,
        journeyId: null,
        caller: null,
        requestId: null,
        upstreamCode: null,
        zaloError: null,
      };
      const summary = { messageId: "a3", appIndex: "app", ciphertext, createdAt, labels, state: "unknown", ...none };
      expect(await records.searchMessages({ limit: 1 })).toEqual([summary]);
      expect(await records.findMessage("a3", 9)).toEqual({
        message: knownMessage(message),
        attempts: [],
        receipts: [],
      });
      expect(await records.findMessage("none", 9)).toBeUndefined();
    });

    it("by the code of the last attempt, NXCLOUD's or Zalo's, with those before it", async () => {
      const records = await recordsWithAll();
      const refuse = (messageId: string, attempt: number, upstreamCode: number | null) =>
        records.refuse({ messageId, attempt, upstreamCode, eraseAt: 99 });
      const failed = { state: "failed", zaloError: -118, requestId: "q" } as const;
      await refuse("a1", 1, 1102);
      await refuse("a2", 1, 1102);
      await records.receive(receiptOf("b1", { messageId: "a3", attempt: 1, ...failed }));
      await records.receive(receiptOf("b2", { messageId: "a4", attempt: 1, ...failed, requestId: "q4" }));
      await records.beginAttempt({ message: many[1] as MessageRecord, after: 1, from: ["refused"], at: 9 });
      expect(await idsOf(records, { code: 1102 })).toEqual(["a1"]);
      expect(await idsOf(records, { code: -118 })).toEqual(["a4", "a3"]);
      expect(await idsOf(records, { code: -118, limit: 1 })).toEqual(["a4"]);
      expect(await idsOf(records, { code: -118, after: { at: 3, id: "a4" } })).toEqual(["a3"]);
      expect(await idsOf(records, { code: -118, labels: ["trip=7"] })).toEqual(["a3"]);
      expect(await idsOf(records, { code: 1102, state: "refused", appIndexes: ["app"] })).toEqual(["a1"]);
      expect(await idsOf(records, { code: 1 })).toEqual([]);
      expect(await countOf(records, { by: "code" })).toEqual(
        new Map([
          [1102, 1],
          [-118, 2],
          [null, 2],
        ]),
      );
      const { message, attempts } = (await records.findMessage("a2", 9)) ?? {};
      expect(message).toMatchObject({ attempt: 2, state: "unknown", attemptedAt: 9, upstreamCode: null });
      expect(attempts).toMatchObject([{ attempt: 1, state: "refused", attemptedAt: 2, upstreamCode: 1102 }]);
      expect(attempts?.[0]).not.toHaveProperty("messageId");
    });

    it("with the newest of their receipts, oldest first", async () => {
      const records = await recordsWithAll();
      for (const [index, id] of ["b1", "b2", "b3"].entries())
        await records.receive(receiptOf(id, { messageId: "a1", receivedAt: 10 + index }));
      await records.receive(receiptOf("b4", { messageId: "a2", receivedAt: 20 }));
      const found = await records.findMessage("a1", 2);
      expect(found?.receipts.map(({ receiptId }) => receiptId)).toEqual(["b2", "b3"]);
      expect(found?.receipts[0]).toMatchObject({ messageId: "a1", receivedAt: 11, ciphertext: "ciphertext b2" });
    });

    it.each<Partial<MessageQuery>>([{}, { labels: ["hub=x"] }, { templateId: "t" }, { phoneEndingIndex: "e" }])(
      "page by page, also between messages of one moment: %j",
      async (query) => {
        const alike = { templateId: "t", phoneEndingIndex: "e", labels: { hub: "x" } };
        const ids = ["c1", "c2", "c3", "c4", "c5"];
        const records = await recordsWithAll(
          ids.map((id, index) => messageOf(id, { ...alike, createdAt: index < 3 ? 1 : 2 })),
        );
        const first = await records.searchMessages({ ...query, limit: 3 });
        expect(first.map(({ messageId }) => messageId)).toEqual(["c5", "c4", "c3"]);
        expect(await idsOf(records, { ...query, after: { at: 1, id: "c3" } })).toEqual(["c2", "c1"]);
        expect(await idsOf(records, { ...query, after: { at: 1, id: "c1" } })).toEqual([]);
      },
    );

    it("are counted in a period, by what is asked", async () => {
      const records = await recordsWithAll();
      await records.finish({ messageId: "a2", isAccepted: true, requestId: "q2", answer: "" });
      expect(await countOf(records, {})).toEqual(
        new Map([
          ["unknown", 4],
          ["accepted", 1],
        ]),
      );
      expect(await countOf(records, { by: "hour" })).toEqual(
        new Map([
          [0, 4],
          [1, 1],
        ]),
      );
      expect(await countOf(records, { by: "template" })).toEqual(
        new Map([
          ["t1", 2],
          ["t2", 2],
          [null, 1],
        ]),
      );
      expect(await countOf(records, { by: "code" })).toEqual(new Map([[null, 5]]));
      expect(await countOf(records, { from: 2, before: 3 })).toEqual(
        new Map([
          ["unknown", 1],
          ["accepted", 1],
        ]),
      );
      expect(await countOf(records, { appIndexes: ["other"] })).toEqual(new Map([["accepted", 1]]));
      expect(await countOf(records, { appIndexes: [] })).toEqual(new Map());
    });
  });
}
