import { describe, expect, it } from "vitest";
import type { ReceiptRecord } from "../../src/store/records.ts";
import type { JourneyRecords } from "../../src/store/store.ts";
import { allApplications, type SuppressionRecord } from "../../src/store/suppressions.ts";
import { auditOf, messageOf, type RecordsWith, receiptOf, suppressionOf } from "./samples.ts";

let entries = 0;
const entryOf = (action: "suppress" | "lift") => auditOf(`s${entries++}`, { action });
const add = async (records: JourneyRecords, ...suppressions: SuppressionRecord[]) => {
  for (const suppression of suppressions) await records.addSuppression({ suppression, entry: entryOf("suppress") });
};
const idsOf = async (records: JourneyRecords, now = 20, phoneIndexes: readonly string[] = ["phone"]) =>
  (await records.findSuppressions({ phoneIndexes, now })).map(({ suppressionId }) => suppressionId).sort();

/** A failure of a message, which says so of its recipient. */
const failure = (messageId: string, at: number, more: Partial<ReceiptRecord> = {}): ReceiptRecord =>
  receiptOf(`failure of ${messageId} at ${at}`, {
    messageId,
    state: "failed",
    zaloError: -141,
    at,
    receivedAt: at,
    suppression: suppressionOf("refused", {
      source: "receipt",
      zaloError: -141,
      caller: null,
      messageId,
      createdAt: at,
      toldAt: at,
      untilAt: at + 90,
    }),
    ...more,
  });
const success = (messageId: string, at: number, more: Partial<ReceiptRecord> = {}): ReceiptRecord =>
  receiptOf(`success of ${messageId} at ${at}`, { messageId, state: "delivered", at, receivedAt: at, ...more });

export function describeSuppressions(name: string, recordsWith: RecordsWith): void {
  describe(`${name}: suppressions`, () => {
    const sent = async (...messageIds: string[]) => {
      const records = await recordsWith();
      for (const messageId of messageIds) await records.start({ message: messageOf(messageId) });
      return records;
    };

    it("are found for many phones at once, as long as they last, with all that is stored", async () => {
      const records = await recordsWith();
      const ended = suppressionOf("ended", { untilAt: 20 });
      const lasting = suppressionOf("lasting", { untilAt: 21, scope: "template:133214" });
      const everywhere = suppressionOf("everywhere", { phoneIndex: "b", appIndex: allApplications });
      await add(records, ended, lasting, everywhere, suppressionOf("another's", { phoneIndex: "c" }));
      const many = Array.from({ length: 500 }, (_, index) => `nobody ${index}`);
      expect(await idsOf(records, 20, [...many, "phone", "b"])).toEqual(["everywhere", "lasting"]);
      expect(await idsOf(records, 19)).toEqual(["ended", "lasting"]);
      expect(await records.findSuppressions({ phoneIndexes: ["b"], now: 20 })).toEqual([everywhere]);
      expect(await idsOf(records, 20, [])).toEqual([]);
      // Each of several at once has its own, at its own time.
      const asked = [idsOf(records, 20, ["b"]), idsOf(records, 19), idsOf(records), idsOf(records, 20, ["none"])];
      expect(await Promise.all(asked)).toEqual([["everywhere"], ["ended", "lasting"], ["lasting"], []]);
    });

    it("the same again takes the place of the former, and stands since then while that lasted", async () => {
      const records = await recordsWith();
      await add(records, suppressionOf("a", { untilAt: 30 }));
      const again = suppressionOf("a", { createdAt: 25, toldAt: 25, untilAt: 50, ciphertext: "other words" });
      await add(records, again);
      expect(await records.findSuppressions({ phoneIndexes: ["phone"], now: 40 })).toEqual([
        { ...again, createdAt: 10 },
      ]);
      const anew = suppressionOf("a", { createdAt: 60, toldAt: 60 });
      await add(records, anew);
      expect(await records.findSuppressions({ phoneIndexes: ["phone"], now: 70 })).toEqual([anew]);
    });

    it("are searched newest first, by application, phone and source, with those of all applications", async () => {
      const records = await recordsWith();
      await add(
        records,
        suppressionOf("a", { createdAt: 1 }),
        suppressionOf("b", { createdAt: 2, appIndex: "other", phoneIndex: "x" }),
        suppressionOf("c", { createdAt: 2, appIndex: allApplications, source: "restriction" }),
        suppressionOf("d", { createdAt: 3, untilAt: 9 }),
      );
      const found = async (query: object) =>
        (await records.searchSuppressions({ now: 9, limit: 9, ...query })).map((one) => one.suppressionId).join("");
      expect(await found({})).toBe("cba");
      expect(await found({ now: 8 })).toBe("dcba");
      expect(await found({ appIndexes: ["app"] })).toBe("ca");
      expect(await found({ appIndexes: [] })).toBe("c");
      expect(await found({ phoneIndex: "x" })).toBe("b");
      expect(await found({ source: "restriction" })).toBe("c");
      expect(await found({ limit: 1 })).toBe("c");
      expect(await found({ after: { at: 2, id: "c" } })).toBe("ba");
    });

    it("are removed by phone, application, scope and source, with an entry of how many they were", async () => {
      const records = await recordsWith();
      await add(
        records,
        suppressionOf("a"),
        suppressionOf("b", { scope: "tag:3" }),
        suppressionOf("c", { appIndex: allApplications, source: "restriction" }),
        suppressionOf("d", { phoneIndex: "x" }),
        suppressionOf("e", { source: "receipt", zaloError: -118 }),
      );
      const remove = async (more: object) =>
        records.removeSuppressions({
          phoneIndex: "phone",
          sources: ["receipt", "hand"],
          entries: [{ ...entryOf("lift"), appIndex: null }],
          ...more,
        });
      expect(await remove({ appIndexes: ["other"] })).toBe(0);
      const limited = ["app", "other"].map((appIndex) => ({ ...entryOf("lift"), appIndex }));
      expect(await remove({ scope: "tag:3", appIndexes: ["app", "other"], entries: limited })).toBe(1);
      expect(await remove({})).toBe(2);
      expect(await idsOf(records)).toEqual(["c"]);
      expect(await remove({ sources: ["restriction"], appIndexes: ["app"] })).toBe(0);
      expect(await remove({ sources: ["restriction"] })).toBe(1);
      expect(await idsOf(records, 20, ["phone", "x"])).toEqual(["d"]);
      const lifted = await records.searchAudit({ action: "lift", limit: 9 });
      const toldOf = ({ appIndex, counts }: (typeof lifted)[number]) => [appIndex, counts?.["suppressions"]];
      expect(lifted.map(toldOf).sort()).toEqual([
        [null, 0],
        [null, 0],
        [null, 1],
        [null, 2],
        ["app", 1],
      ]);
      expect(await records.searchAudit({ action: "suppress", limit: 9 })).toHaveLength(5);
    });

    it("of a receipt stand where its message went to that phone, in that application", async () => {
      const records = await sent("m");
      const elsewhere = failure("m", 5);
      const others = (more: object) => ({
        ...elsewhere,
        suppression: suppressionOf("not theirs", { source: "receipt", ...more }),
      });
      await records.receive(others({ phoneIndex: "x" }));
      await records.receive(others({ appIndex: "other" }));
      await records.receive(failure("unknown", 5));
      expect(await idsOf(records, 20, ["phone", "x"])).toEqual([]);
      await records.receive(failure("m", 6));
      expect(await idsOf(records)).toEqual(["refused"]);
      expect(await idsOf(records, 96)).toEqual([]);
    });

    it("of an earlier attempt are none: it may have gone to another phone", async () => {
      const records = await sent("m");
      await records.receive(failure("m", 5, { suppression: undefined }));
      const message = messageOf("m", { phoneIndex: "phone" });
      expect(await records.beginAttempt({ message, after: 1, from: ["failed"], at: 7 })).toBe(true);
      await records.receive(failure("m", 8, { attempt: 1 }));
      expect(await idsOf(records)).toEqual([]);
      await records.receive(failure("m", 9, { attempt: 2 }));
      expect(await idsOf(records)).toEqual(["refused"]);
    });

    it("of an earlier attempt on the same journey are as of the last: it went to the same phone", async () => {
      const records = await recordsWith();
      const own = { phoneIndex: "phone", journeyId: "j" };
      await records.start({ message: messageOf("m", own) });
      await records.receive(failure("m", 5, { suppression: undefined }));
      const again = { message: messageOf("m", own), after: 1, from: ["failed"], at: 7 } as const;
      expect(await records.beginAttempt(again)).toBe(true);
      await records.receive(failure("m", 8, { attempt: 1 }));
      expect(await idsOf(records)).toEqual(["refused"]);
    });

    it.each(["sent", "delivered"] as const)(
      "each success lifts what was said before, in any order: %s",
      async (state) => {
        const told = [failure("m", 10), success("n", 11, { state })];
        for (const order of [told, told.toReversed()]) {
          const records = await sent("m", "n");
          for (const receipt of order) await records.receive(receipt);
          expect(await idsOf(records)).toEqual([]);
        }
      },
    );

    it("a success lifts what receipts said before it, and nothing else", async () => {
      const records = await sent("m", "n");
      await records.start({ message: messageOf("elsewhere", { appIndex: "other" }) });
      await records.start({ message: messageOf("another's", { phoneIndex: "x" }) });
      await add(records, suppressionOf("by hand"), suppressionOf("asked", { source: "restriction" }));
      for (const messageId of ["elsewhere", "another's"]) await records.receive(success(messageId, 11));
      await records.receive(failure("m", 10));
      await records.receive(success("another's", 12));
      await records.receive(success("elsewhere", 12));
      await records.receive(success("n", 9));
      expect(await idsOf(records)).toEqual(["asked", "by hand", "refused"]);
      await records.receive(success("n", 11));
      expect(await idsOf(records)).toEqual(["asked", "by hand"]);
    });

    it("copies, in any order, come to what the newest receipt says", async () => {
      const [first, lift, second, last] = [failure("m", 10), success("n", 11), failure("o", 12), success("p", 13)];
      for (const { told, until } of [
        { told: [first, second], until: [102] },
        { told: [first, lift, second], until: [102] },
        { told: [first, lift, second, last], until: [] },
      ]) {
        const orders = [told, told.toReversed(), [...told.toReversed(), ...told], [...told, ...told, first]];
        for (const order of orders) {
          const records = await sent("m", "n", "o", "p");
          for (const receipt of order) await records.receive(receipt);
          const found = await records.findSuppressions({ phoneIndexes: ["phone"], now: 20 });
          expect(found.map(({ untilAt }) => untilAt)).toEqual(until);
        }
      }
    });

    it("what was lifted by hand is not put back by a copy of the receipt", async () => {
      const records = await sent("m");
      await records.receive(failure("m", 10));
      expect(await idsOf(records)).toEqual(["refused"]);
      const removal = { phoneIndex: "phone", sources: ["receipt"], entries: [] } as const;
      expect(await records.removeSuppressions(removal)).toBe(1);
      await records.receive({ ...failure("m", 10), receivedAt: 40 });
      expect(await idsOf(records)).toEqual([]);
    });

    it("of what happened at once, the receipt that came later counts, and a copy came when its first did", async () => {
      const records = await sent("m", "n");
      const failed = failure("m", 10);
      await records.receive(failed);
      await records.receive(success("n", 10, { receivedAt: 12 }));
      expect(await idsOf(records)).toEqual([]);
      await records.receive({ ...failed, receivedAt: 30 });
      expect(await idsOf(records)).toEqual([]);
      await records.receive(failure("m", 10, { receiptId: "a later one", receivedAt: 31 }));
      expect(await idsOf(records)).toEqual(["refused"]);
    });

    it("a failure that came before its message was known is over by a success that came since, of the same moment", async () => {
      const records = await sent("m", "n");
      const failed = failure("m", 10, { requestId: "q" });
      await records.receive({ ...failed, messageId: null });
      await records.receive(success("n", 10, { receivedAt: 12 }));
      await records.receive({ ...failed, receivedAt: 30 });
      expect(await idsOf(records)).toEqual([]);
      await records.receive(failure("m", 11));
      expect(await idsOf(records)).toEqual(["refused"]);
    });

    it("one person's stay without their phone when they are forgotten, unless they go too", async () => {
      const records = await recordsWith();
      const other = suppressionOf("other", { phoneIndex: "x" });
      await add(records, suppressionOf("a", { messageId: "m" }), other, suppressionOf("far", { appIndex: "far" }));
      const forget = (more: object) =>
        records.forgetPhone({ phoneIndex: "phone", entry: auditOf(`g${entries++}`, { action: "forget" }), ...more });
      await forget({ appIndexes: ["app"] });
      expect(await records.findSuppressions({ phoneIndexes: ["phone", "x"], now: 20 })).toEqual(
        expect.arrayContaining([
          suppressionOf("a", { ciphertext: null }),
          other,
          suppressionOf("far", { appIndex: "far" }),
        ]),
      );
      await forget({ includeSuppressions: true });
      expect(await idsOf(records, 20, ["phone", "x"])).toEqual(["other"]);
    });

    it("those that are over are swept, as many as there is time for", async () => {
      const records = await recordsWith();
      const over = ["a", "b", "c"].map((id, index) => suppressionOf(id, { untilAt: 20 + index }));
      await add(records, ...over, suppressionOf("over at once", { untilAt: 23 }), suppressionOf("for ever"));
      const sweep = (limit: number) => records.sweep({ now: 23, expiredBefore: 0, limit });
      expect([await sweep(2), await sweep(2), await sweep(2)]).toEqual([2, 1, 0]);
      expect((await idsOf(records, 0)).toSorted()).toEqual(["for ever", "over at once"]);
    });

    it("a receipt's message is found before it is stored, by our id or by NXCLOUD's", async () => {
      const records = await sent("m");
      await records.finish({ messageId: "m", attempt: 1, isAccepted: true, requestId: "q" });
      const byId = await records.matchMessage({ messageId: "m", attempt: 1, requestId: null });
      expect(byId).toMatchObject({ attempt: 1, message: { messageId: "m", phoneIndex: "phone" } });
      expect(await records.matchMessage({ messageId: null, attempt: null, requestId: "q" })).toEqual(byId);
      expect(await records.matchMessage({ messageId: null, attempt: null, requestId: "other" })).toBeUndefined();
      expect(await records.matchMessage({ messageId: "gone", attempt: 1, requestId: null })).toBeUndefined();
    });
  });
}
