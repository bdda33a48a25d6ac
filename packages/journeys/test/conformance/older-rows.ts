import { describe, expect, it } from "vitest";
import { journeyOf, known, messageOf, type RecordsWith } from "./samples.ts";

const indexes = {
  referenceIndex: "r",
  foldedReferenceIndex: "f",
  referenceEndingIndex: "e",
  phoneEndingIndex: "p",
};

export function describeOlderRows(name: string, recordsWith: RecordsWith): void {
  describe(`${name}: what an older version stored`, () => {
    it("is read page by page, and filled once", async () => {
      const records = await recordsWith(
        journeyOf("2"),
        journeyOf("1", { createdAt: 7 }),
        journeyOf("3", { tokenType: "known" }),
      );
      const read = (after: string, limit = 9) => records.readOlder({ kind: "journeys", after, limit });
      expect(await read("", 1)).toEqual([{ row: "1", ciphertext: "ciphertext 1", journeyId: null, at: 7 }]);
      expect(await read("1")).toMatchObject([{ row: "2" }]);
      await records.completeJourneys(["1", "2", "3", "404"].map((journeyId) => ({ journeyId, tokenType: "late" })));
      const types = await Promise.all(["1", "2", "3"].map((id) => records.find(id)));
      expect(types.map((journey) => journey?.tokenType)).toEqual(["late", "late", "known"]);
      expect(types[0]).toEqual(known(journeyOf("1", { createdAt: 7, tokenType: "late" })));
      expect(await read("")).toEqual([]);
    });

    it("has messages' templates and indexes filled; those of this version stay", async () => {
      const records = await recordsWith(journeyOf("1"));
      await records.start({ message: messageOf("m", { journeyId: "1", createdAt: 3 }) });
      await records.start({ message: messageOf("n", { journeyId: "1", templateId: "own", referenceIndex: "own" }) });
      const read = () => records.readOlder({ kind: "messages", after: "", limit: 9 });
      expect(await read()).toEqual([{ row: "m", ciphertext: "ciphertext m", journeyId: "1", at: 3 }]);
      await records.completeMessages(["m", "n"].map((messageId) => ({ messageId, templateId: "late", ...indexes })));
      expect(await records.readMessages("1", 9)).toMatchObject([
        { messageId: "n", templateId: "own", referenceIndex: "own", phoneEndingIndex: null },
        { messageId: "m", templateId: "late", ...indexes },
      ]);
      expect(await read()).toEqual([]);
    });

    it("is no receipt that says what it says of its attempt", async () => {
      const records = await recordsWith();
      expect(await records.readOlder({ kind: "receipts", after: "", limit: 9 })).toEqual([]);
    });
  });
}
