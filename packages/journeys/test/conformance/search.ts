import { describe, expect, it } from "vitest";
import type { JourneyRecord } from "../../src/store/records.ts";
import type { JourneyRecords } from "../../src/store/store.ts";
import { journeyOf, known, type RecordsWith, receiptOf } from "./samples.ts";

export function describeSearch(name: string, recordsWith: RecordsWith): void {
  describe(`${name}: search`, () => {
    const many = [
      journeyOf("1", { createdAt: 1 }),
      journeyOf("2", { createdAt: 2, phoneIndex: "other", appIndex: "other" }),
      journeyOf("3", { createdAt: 2, referenceIndex: null }),
      journeyOf("4", { createdAt: 3, expiresAt: 50 }),
    ];
    const idsOf = async (records: JourneyRecords, query: Partial<Parameters<JourneyRecords["search"]>[0]>) =>
      (await records.search({ now: 100, limit: 9, ...query })).map(({ journeyId }) => journeyId);

    it("finds by every field, newest first", async () => {
      const records = await recordsWith(...many);
      await records.receive(receiptOf("a", { journeyId: "1", acknowledges: true }));
      expect(await records.search({ now: 100, limit: 1 })).toEqual([known(many[3] as JourneyRecord)]);
      expect(await idsOf(records, {})).toEqual(["4", "3", "2", "1"]);
      expect(await idsOf(records, { phoneIndex: "other" })).toEqual(["2"]);
      expect(await idsOf(records, { referenceIndex: "reference" })).toEqual(["4", "2", "1"]);
      expect(await idsOf(records, { appIndexes: ["app", "none"] })).toEqual(["4", "3", "1"]);
      expect(await idsOf(records, { appIndexes: [] })).toEqual([]);
      expect(await idsOf(records, { state: "over" })).toEqual(["4"]);
      expect(await idsOf(records, { state: "acknowledged" })).toEqual(["1"]);
      expect(await idsOf(records, { state: "open" })).toEqual(["3", "2"]);
      expect(await idsOf(records, { createdFrom: 2, createdBefore: 3 })).toEqual(["3", "2"]);
      await records.receive(receiptOf("b", { journeyId: "3", ends: true }));
      expect(await idsOf(records, { state: "over" })).toEqual(["4", "3"]);
      expect(await idsOf(records, { state: "over", now: 50 })).toEqual(["4", "3"]);
      expect(await idsOf(records, { state: "over", now: 49 })).toEqual(["3"]);
      expect(await idsOf(records, { state: "open" })).toEqual(["2"]);
    });

    it("finds by hundreds of applications", async () => {
      const records = await recordsWith(...many);
      const appIndexes = Array.from({ length: 500 }, (_, index) => index.toString(16).padStart(64, "0"));
      expect(await idsOf(records, { appIndexes })).toEqual([]);
      expect(await idsOf(records, { appIndexes: [...appIndexes, "other", "app"], phoneIndex: "phone" })).toEqual([
        "4",
        "3",
        "1",
      ]);
    });

    it("goes on behind a place, also between journeys of one moment", async () => {
      const records = await recordsWith(...many);
      expect(await idsOf(records, { limit: 2 })).toEqual(["4", "3"]);
      expect(await idsOf(records, { after: { at: 2, id: "3" }, limit: 2 })).toEqual(["2", "1"]);
    });
  });
}
