import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CostGroup } from "../../src/store/ledger.ts";
import type { ReceiptRecord } from "../../src/store/records.ts";
import type { JourneyRecords } from "../../src/store/store.ts";
import { createLedgerWorld, steps } from "./ledger-world.ts";
import { auditOf, journeyOf, messageOf, type RecordsWith, receiptOf } from "./samples.ts";

const always = { from: 0, before: 1e15 };
const november = Date.UTC(2026, 10, 1) - 7 * 3_600_000;
const vnd = (amount: string) => ({ amount, currency: "VND" });
const byText = (one: object, other: object) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);
const sorted = <Item extends object>(items: readonly Item[]): Item[] => [...items].sort(byText);
const acknowledgementOf = (journeyId: string, more: Partial<ReceiptRecord> = {}): ReceiptRecord =>
  receiptOf(`ack ${journeyId}`, { journeyId, acknowledges: true, charge: vnd("180"), ...more });
const entriesOf = (records: JourneyRecords) => records.readLedger({ ...always, limit: 99 });

/** A message that NXCLOUD has. */
async function sendTo(records: JourneyRecords, messageId: string, more: Parameters<typeof messageOf>[1] = {}) {
  await records.start({ message: messageOf(messageId, more) });
  await records.finish({ messageId, isAccepted: true, requestId: `request of ${messageId}` });
}

export function describeLedger(name: string, recordsWith: RecordsWith): void {
  describe(`${name}: the ledger`, () => {
    it("has a journey once, with the message that was acknowledged, however often it is told", async () => {
      const records = await recordsWith(journeyOf("1", { tokenType: "token_logistics_7", caller: "opener" }));
      const labels = { shop: "Q1" };
      await sendTo(records, "m", { journeyId: "1", hasToken: true, templateId: "133214", caller: "shop", labels });
      await records.receive(receiptOf("sent", { messageId: "m", charge: vnd("200") }));
      const told = acknowledgementOf("1", { messageId: "m", requestId: "request of m", at: 70, receivedAt: 90 });
      expect(await records.receive(told)).toMatchObject({ booked: vnd("180"), message: { messageId: "m" } });
      for (const receiptId of [told.receiptId, "a second one"])
        expect((await records.receive({ ...told, receiptId, charge: vnd("190") })).booked).toBeUndefined();
      expect(await entriesOf(records)).toEqual([
        {
          entryId: "journey:1",
          kind: "journey",
          at: 70,
          countedAt: 70,
          bookedAt: 90,
          journeyId: "1",
          messageId: "m",
          requestId: "request of m",
          appIndex: "app",
          templateId: "133214",
          tokenType: "token_logistics_7",
          caller: "shop",
          labels,
          ...vnd("180"),
        },
      ]);
    });

    it("has a journey that is not ours, and one that was deleted, with what is known of them", async () => {
      const records = await recordsWith(journeyOf("1", { tokenType: "token_logistics_7", caller: "opener" }));
      await records.receive(acknowledgementOf("404"));
      await sendTo(records, "m", { journeyId: "1", hasToken: true, templateId: "133214" });
      await records.forgetJourney("1", auditOf("a"));
      await records.receive(acknowledgementOf("1", { messageId: "m" }));
      expect(await entriesOf(records)).toMatchObject([
        { entryId: "journey:1", tokenType: "token_logistics_7", templateId: "133214", appIndex: "app", messageId: "m" },
        { entryId: "journey:404", tokenType: null, templateId: null, appIndex: null, messageId: null },
      ]);
    });

    it("has what is charged for an attempt of which nothing was known when it was deleted, by its message's other one", async () => {
      const records = await recordsWith();
      await sendTo(records, "m", { templateId: "133214", caller: "shop", labels: { hub: "HAN" } });
      await sendTo(records, "another", { templateId: "1", caller: "another shop" });
      const next = { message: messageOf("m", { templateId: "133214" }), after: 1, from: ["accepted"], at: 9 } as const;
      expect(await records.beginAttempt(next)).toBe(true);
      await records.forgetPhone({ phoneIndex: "phone", entry: auditOf("a") });
      await records.receive(receiptOf("r", { messageId: "m", attempt: 2, charge: vnd("200") }));
      const about = { messageId: "m", appIndex: "app", templateId: "133214", caller: "shop", labels: { hub: "HAN" } };
      expect(await entriesOf(records)).toMatchObject([{ entryId: "message:m:2", kind: "message", ...about }]);
    });

    it("has nothing of a receipt without a price, nor of one about no message of ours", async () => {
      const records = await recordsWith(journeyOf("1"));
      await records.receive(acknowledgementOf("1", { charge: null }));
      await records.receive(receiptOf("a", { requestId: "stranger", charge: vnd("200") }));
      await records.receive(receiptOf("b", { messageId: "never stored", charge: vnd("200") }));
      expect(await entriesOf(records)).toEqual([]);
      // The price comes with a later copy.
      await records.receive(acknowledgementOf("1", { receiptId: "again" }));
      expect(await entriesOf(records)).toMatchObject([{ entryId: "journey:1" }]);
    });

    it("has an acknowledgement that names no journey once, by the request of a message that is ours", async () => {
      const records = await recordsWith();
      await sendTo(records, "m", { hasToken: true, templateId: "133214" });
      const told = { acknowledges: true, charge: vnd("180") };
      await records.receive(receiptOf("without a request", { messageId: "m", ...told }));
      await records.receive(receiptOf("a stranger's", { requestId: "stranger", ...told }));
      expect(await entriesOf(records)).toEqual([]);
      for (const receiptId of ["one", "a copy"])
        await records.receive(receiptOf(receiptId, { requestId: "request of m", ...told }));
      expect(await entriesOf(records)).toMatchObject([
        { entryId: "request:request of m", journeyId: null, templateId: "133214", ...vnd("180") },
      ]);
    });

    it("has a single message once, and none that went by a journey's token", async () => {
      const records = await recordsWith();
      await sendTo(records, "single", { templateId: "133214" });
      await sendTo(records, "by a token", { hasToken: true });
      for (const messageId of ["single", "by a token"])
        for (const receiptId of ["sent", "delivered"])
          await records.receive(receiptOf(`${receiptId} ${messageId}`, { messageId, charge: vnd("200") }));
      expect(await entriesOf(records)).toMatchObject([
        { entryId: "message:single:1", kind: "message", templateId: "133214", journeyId: null, ...vnd("200") },
      ]);
    });

    it("has each attempt that was charged", async () => {
      const records = await recordsWith();
      await sendTo(records, "m");
      for (const [receiptId, attempt] of [
        ["a", 1],
        ["b", 2],
        ["c", 2],
      ] as const)
        await records.receive(receiptOf(receiptId, { messageId: "m", attempt, charge: vnd("200") }));
      expect(await entriesOf(records)).toMatchObject([{ entryId: "message:m:1" }, { entryId: "message:m:2" }]);
    });

    it("has a message whose receipts came before its request was known", async () => {
      const records = await recordsWith();
      await records.start({ message: messageOf("m") });
      await records.receive(receiptOf("a stranger's", { requestId: "stranger", charge: vnd("900"), at: 6 }));
      await records.receive(receiptOf("r", { requestId: "request of m", charge: vnd("200"), at: 7 }));
      expect(await entriesOf(records)).toEqual([]);
      await records.finish({ messageId: "m", isAccepted: true, requestId: "request of m" });
      const charged = { entryId: "message:m:1", at: 7, requestId: "request of m", ...vnd("200") };
      expect(await entriesOf(records)).toMatchObject([charged]);
    });

    it("has nothing of what was sent only in appearance, and all that is charged beside it", async () => {
      const records = await recordsWith(journeyOf("1"), journeyOf("2", { simulated: true }));
      await sendTo(records, "real");
      await sendTo(records, "simulated", { simulated: true });
      expect(await records.readUncharged(always)).toMatchObject([{ isJourney: false, count: 1 }]);
      for (const journeyId of ["1", "2"]) await records.receive(acknowledgementOf(journeyId));
      for (const messageId of ["real", "simulated"])
        await records.receive(receiptOf(`of ${messageId}`, { messageId, charge: vnd("200") }));
      expect(await entriesOf(records)).toMatchObject([{ entryId: "journey:1" }, { entryId: "message:real:1" }]);
    });

    it("has no more of a message that failed, whatever was charged for others", async () => {
      const records = await recordsWith();
      for (const messageId of ["charged", "failed"]) await sendTo(records, messageId);
      await records.receive(receiptOf("r", { messageId: "charged", charge: vnd("200") }));
      const before = await entriesOf(records);
      await records.receive(receiptOf("f", { messageId: "failed", state: "failed" }));
      expect(await entriesOf(records)).toEqual(before);
    });

    it("outlives sweep and forgetting, and has no person in it", async () => {
      const records = await recordsWith(journeyOf("1"), journeyOf("2", { phoneIndex: "other phone" }));
      await records.receive(acknowledgementOf("1"));
      await records.receive(acknowledgementOf("2"));
      await sendTo(records, "single");
      await records.receive(receiptOf("r", { messageId: "single", charge: vnd("200") }));
      const before = await entriesOf(records);
      await records.forgetPhone({ phoneIndex: "phone", entry: auditOf("a") });
      await records.sweep({ now: 9_000, expiredBefore: 8_000, limit: 99 });
      expect(await records.find("2")).toBeUndefined();
      expect(before).toHaveLength(3);
      expect(await entriesOf(records)).toEqual(before);
      expect(JSON.stringify(before)).not.toContain("phone");
    });

    it("groups charges by price within a period, and by what they were made for", async () => {
      const records = await recordsWith(
        journeyOf("1", { tokenType: "token_logistics_7" }),
        journeyOf("2", { tokenType: "token_logistics_7" }),
        journeyOf("3", { tokenType: "token_service_30", appIndex: "other app", caller: "shop" }),
      );
      const quarterMs = 900_000;
      const at = { 1: quarterMs - 1, 2: quarterMs, 3: 2 * quarterMs - 1 };
      for (const [journeyId, time] of Object.entries(at))
        await records.receive(
          acknowledgementOf(journeyId, { at: time, charge: vnd(journeyId === "3" ? "220" : "180") }),
        );
      await sendTo(records, "m", { labels: { shop: "Q1" }, templateId: "133214" });
      await records.receive(receiptOf("r", { messageId: "m", at: 3 * quarterMs, charge: vnd("0.5") }));
      const group = (more: Partial<CostGroup>) => ({ key: null, kind: "journey", ...vnd("180"), count: 1, ...more });
      const single = { kind: "message", ...vnd("0.5") } as const;
      const expectGroups = async (
        query: Parameters<JourneyRecords["readCosts"]>[0],
        ...groups: readonly Partial<CostGroup>[]
      ) => expect(sorted(await records.readCosts(query))).toEqual(sorted(groups.map(group)));

      // What is not charged yet is none of it, also once it was deleted.
      await sendTo(records, "uncharged", { phoneIndex: "another phone", templateId: "133214" });
      await records.forgetPhone({ phoneIndex: "another phone", entry: auditOf("a") });
      await expectGroups(always, { count: 2 }, vnd("220"), single);
      await expectGroups({ from: quarterMs - 1, before: 2 * quarterMs - 1 }, { count: 2 });
      await expectGroups({ ...always, appIndexes: ["other app"] }, vnd("220"));
      await expectGroups({ ...always, appIndexes: [] });
      const by = (key: CostGroup["key"], more: Partial<CostGroup> = {}) => ({ key, ...more });
      await expectGroups({ ...always, key: "quarterHour" }, by(0), by(1), by(1, vnd("220")), by(3, single));
      const week = "token_logistics_7";
      await expectGroups(
        { ...always, key: "tokenType" },
        by(week, { count: 2 }),
        by("token_service_30", vnd("220")),
        by(null, single),
      );
      await expectGroups(
        { ...always, key: "appIndex" },
        by("app", { count: 2 }),
        by("other app", vnd("220")),
        by("app", single),
      );
      await expectGroups(
        { ...always, key: "labels" },
        by(null, { count: 2 }),
        by(null, vnd("220")),
        by('{"shop":"Q1"}', single),
      );
      await expectGroups(
        { ...always, key: "caller" },
        by(null, { count: 2 }),
        by("shop", vnd("220")),
        by(null, single),
      );
      await expectGroups(
        { ...always, key: "templateId" },
        by(null, { count: 2 }),
        by(null, vnd("220")),
        by("133214", single),
      );
    });

    it("counts what was accepted and not charged, also after it was deleted, until it is charged", async () => {
      const records = await recordsWith(journeyOf("1", { tokenType: "token_logistics_7" }), journeyOf("2"));
      for (const id of ["a", "b"]) await sendTo(records, id, { journeyId: "1", hasToken: true, templateId: "133214" });
      await sendTo(records, "single", { templateId: "133214", appIndex: "other app" });
      await sendTo(records, "by a token", { hasToken: true });
      await records.start({ message: messageOf("unknown") });
      const journey = { isJourney: true, tokenType: "token_logistics_7", templateId: null, count: 1 };
      const single = { isJourney: false, tokenType: null, templateId: "133214", count: 1 };
      const read = async (more: { appIndexes?: string[]; before?: number } = {}) =>
        sorted(await records.readUncharged({ ...always, ...more }));
      const both = sorted([journey, single]);
      expect(await read()).toEqual(both);
      expect(await read({ appIndexes: ["app"] })).toEqual([journey]);
      expect(await read({ before: 1 })).toEqual([]);
      await records.forgetJourney("1", auditOf("a"));
      expect(await read()).toEqual(both);
      await records.sweep({ now: 9_000, expiredBefore: 8_000, limit: 99 });
      expect(await read()).toEqual(both);
      expect(await entriesOf(records)).toEqual([]);
      await records.receive(acknowledgementOf("1"));
      expect(await read()).toEqual([single]);
      await records.receive(receiptOf("r", { messageId: "single", charge: vnd("200") }));
      expect(await read()).toEqual([]);
      expect(await entriesOf(records)).toMatchObject([
        { entryId: "journey:1" },
        { entryId: "message:single:1", appIndex: "other app", templateId: "133214" },
      ]);
    });

    it("counts what is sent again after its former attempt was charged, until that is charged as well", async () => {
      const records = await recordsWith(journeyOf("1"), journeyOf("2"));
      const again = async (messageId: string, more: object) => {
        const next = { message: messageOf(messageId, more), after: 1, at: 9 } as const;
        expect(await records.beginAttempt({ ...next, from: ["failed"] })).toBe(true);
        await records.finish({ messageId, attempt: 2, isAccepted: true, requestId: `${messageId} again` });
      };
      const failed = { state: "failed", zaloError: -114 } as const;
      await sendTo(records, "single");
      await records.receive(receiptOf("a", { messageId: "single", attempt: 1, ...failed, charge: vnd("200") }));
      await again("single", {});
      await sendTo(records, "moved", { journeyId: "1", hasToken: true });
      await records.receive(acknowledgementOf("1"));
      await records.receive(receiptOf("b", { messageId: "moved", attempt: 1, ...failed }));
      await again("moved", { journeyId: "2", hasToken: true });
      const read = async () => (await records.readUncharged(always)).map(({ isJourney }) => isJourney).sort();
      expect(await read()).toEqual([false, true]);
      await records.receive(receiptOf("c", { messageId: "single", attempt: 2, charge: vnd("200") }));
      await records.receive(acknowledgementOf("2"));
      expect(await read()).toEqual([]);
    });

    describe("an accepted attempt stays uncharged until its receipt comes, whatever is done with a later one", () => {
      const waiting = { dueAt: 50, notAfter: 900, lane: "live", heldFor: null, secrets: null } as const;
      const week = { tokenType: "token_logistics_7" };
      const journey = { isJourney: true, ...week, templateId: null, count: 1 };
      const single = { isJourney: false, tokenType: null, templateId: "133214", count: 1 };
      const read = async (records: JourneyRecords) => sorted(await records.readUncharged(always));
      const both = sorted([journey, single]);

      /** Two messages that NXCLOUD has, each forced again to another phone, which waits. */
      async function forcedAgain() {
        const records = await recordsWith(journeyOf("1", week), journeyOf("2", { ...week, expiresAt: 1e14 }));
        const first = { moved: { journeyId: "1", hasToken: true }, single: { hasToken: false } };
        for (const [messageId, more] of Object.entries(first)) {
          await sendTo(records, messageId, { templateId: "133214", ...more });
          const { hasToken } = more;
          const message = messageOf(messageId, { templateId: "133214", phoneIndex: "other phone", hasToken, waiting });
          const next = { message, after: 1, from: ["accepted"], at: 9 } as const;
          expect(await records.beginAttempt(next)).toBe(true);
        }
        return records;
      }
      const cancel = (records: JourneyRecords, ...messageIds: string[]) =>
        records.endWaiting({
          ends: messageIds.map((messageId) => ({ messageId })),
          to: "cancelled",
          at: 20,
          eraseAt: 90,
        });

      it("waits, is cancelled, and is swept", async () => {
        const records = await forcedAgain();
        expect(await read(records)).toEqual(both);
        expect(await cancel(records, "moved", "single")).toHaveLength(2);
        expect(await read(records)).toEqual(both);
        await records.sweep({ now: 9_000, expiredBefore: 8_000, limit: 99 });
        expect(await records.findMessage("moved", 1)).toBeUndefined();
        expect(await read(records)).toEqual(both);
        await records.receive(receiptOf("r", { messageId: "single", attempt: 1, charge: vnd("200") }));
        expect(await read(records)).toEqual([journey]);
        await records.receive(acknowledgementOf("1"));
        expect(await read(records)).toEqual([]);
        expect(await entriesOf(records)).toMatchObject([
          { entryId: "journey:1" },
          { entryId: "message:single:1", templateId: "133214", appIndex: "app" },
        ]);
      });

      it("expires, is refused, and is charged while it waits", async () => {
        const records = await forcedAgain();
        const at = { at: 950, eraseAt: 990 };
        await records.endWaiting({ ends: [{ messageId: "moved" }], to: "expired", ...at });
        await records.takeDue({ now: 60, limit: 9 });
        await records.refuse({ messageId: "single", attempt: 2, upstreamCode: null, eraseAt: 90 });
        expect(await read(records)).toEqual(both);
        // It names no journey: it is that of its own attempt.
        await records.receive(acknowledgementOf("1", { journeyId: null, requestId: "request of moved" }));
        expect(await read(records)).toEqual([single]);
        expect(await entriesOf(records)).toMatchObject([{ entryId: "journey:1", ...week, messageId: "moved" }]);
      });

      it("is deleted with its journey or its person, while its message goes to another one", async () => {
        const records = await forcedAgain();
        await sendTo(records, "same journey", { journeyId: "1", hasToken: true });
        expect(await read(records)).toEqual(both);
        await records.forgetJourney("1", auditOf("a"));
        expect(await records.findMessage("moved", 1)).toBeDefined();
        expect(await read(records)).toEqual(both);
        await records.forgetPhone({ phoneIndex: "other phone", entry: auditOf("b") });
        expect(await records.findMessage("moved", 1)).toBeUndefined();
        expect(await read(records)).toEqual(both);
        await records.receive(acknowledgementOf("1"));
        await records.receive(receiptOf("r", { messageId: "single", attempt: 1, charge: vnd("200") }));
        expect(await read(records)).toEqual([]);
      });

      it("is sent again: each attempt on no journey counts, and each journey once", async () => {
        const records = await forcedAgain();
        await records.takeDue({ now: 60, limit: 9 });
        await records.assignJourney({ messageId: "moved", attempt: 2, tries: 1, journeyId: "2" });
        for (const messageId of ["moved", "single"])
          await records.finish({ messageId, attempt: 2, isAccepted: true, requestId: `${messageId} again` });
        await sendTo(records, "same journey", { journeyId: "2", hasToken: true });
        const twice = sorted([
          { ...journey, count: 2 },
          { ...single, count: 2 },
        ]);
        expect(await read(records)).toEqual(twice);
        await records.forgetPhone({ phoneIndex: "other phone", entry: auditOf("b") });
        expect(await read(records)).toEqual(twice);
        await records.receive(receiptOf("r", { messageId: "single", attempt: 2, charge: vnd("200") }));
        await records.receive(acknowledgementOf("2"));
        expect(await read(records)).toEqual(both);
      });

      it("is accepted after a later one was begun, and fails in the end", async () => {
        const records = await recordsWith();
        await records.start({ message: messageOf("m", { templateId: "133214" }) });
        const message = messageOf("m", { templateId: "133214", waiting });
        await records.beginAttempt({ message, after: 1, from: ["unknown"], at: 9 });
        expect(await read(records)).toEqual([]);
        await records.finish({ messageId: "m", attempt: 1, isAccepted: true, requestId: "request of m" });
        await cancel(records, "m");
        expect(await read(records)).toEqual([single]);
        await records.receive(receiptOf("r", { messageId: "m", attempt: 1, state: "failed", zaloError: -114 }));
        expect(await read(records)).toEqual([]);
      });

      it("fails after its journey or its message was deleted", async () => {
        const records = await forcedAgain();
        const failed = (id: string, messageId: string) =>
          records.receive(receiptOf(id, { messageId, attempt: 1, state: "failed", zaloError: -114 }));
        await records.forgetJourney("1", auditOf("a"));
        expect(await read(records)).toEqual(both);
        await failed("r", "moved");
        expect(await read(records)).toEqual([single]);
        await records.forgetPhone({ phoneIndex: "other phone", entry: auditOf("b") });
        expect(await read(records)).toEqual([single]);
        await failed("s", "single");
        expect(await read(records)).toEqual([]);
        // NXCLOUD may charge it all the same: then it is known what.
        await records.receive(receiptOf("t", { messageId: "single", attempt: 1, charge: vnd("200") }));
        expect(await entriesOf(records)).toMatchObject([
          { entryId: "message:single:1", templateId: "133214", appIndex: "app" },
        ]);
      });

      it("is accepted after its journey was deleted: of which type that was is not known any more", async () => {
        const records = await recordsWith(journeyOf("1", week), journeyOf("2", { ...week, expiresAt: 1e14 }));
        await records.start({ message: messageOf("m", { journeyId: "1", hasToken: true }) });
        const message = messageOf("m", { journeyId: "2", hasToken: true });
        await records.beginAttempt({ message, after: 1, from: ["unknown"], at: 9 });
        await records.forgetJourney("1", auditOf("a"));
        await records.finish({ messageId: "m", attempt: 1, isAccepted: true, requestId: "request of m" });
        expect(await read(records)).toEqual([{ ...journey, tokenType: null }]);
      });

      it("property: what was accepted, did not fail and was not charged is counted, once", async () => {
        const records = await recordsWith();
        const step = fc.tuple(fc.nat({ max: 2 }), fc.constantFrom(...steps), fc.nat({ max: 2 }));
        let run = 0;
        await fc.assert(
          fc.asyncProperty(fc.array(step, { maxLength: 25, size: "max" }), async (taken) => {
            run += 1;
            const world = await createLedgerWorld(records, run);
            for (const [message, name, attempt] of taken) await world.take(name, message, attempt);
            expect(await world.read()).toEqual(world.expected());
          }),
          { numRuns: 60 },
        );
      });
    });

    it("knows the latest price before a time", async () => {
      const records = await recordsWith(...["1", "2"].map((id) => journeyOf(id, { tokenType: "token_logistics_7" })));
      await records.receive(acknowledgementOf("1", { at: 10 }));
      await records.receive(acknowledgementOf("2", { at: 20, charge: vnd("220") }));
      await sendTo(records, "m", { templateId: "133214" });
      await records.receive(receiptOf("r", { messageId: "m", at: 30, charge: vnd("200") }));
      const week = { isJourney: true, of: "token_logistics_7" };
      expect(await records.latestPrice({ ...week, before: 21 })).toEqual(vnd("220"));
      expect(await records.latestPrice({ ...week, before: 20 })).toEqual(vnd("180"));
      expect(await records.latestPrice({ ...week, before: 10 })).toBeUndefined();
      await sendTo(records, "n", { templateId: "1" });
      await records.receive(receiptOf("r of another", { messageId: "n", at: 30, requestId: "n", charge: vnd("300") }));
      expect(await records.latestPrice({ isJourney: false, of: "133214", before: 31 })).toEqual(vnd("200"));
      expect(await records.latestPrice({ isJourney: false, of: "1", before: 31 })).toEqual(vnd("300"));
      expect(await records.latestPrice({ ...week, before: 21, appIndexes: ["other app"] })).toBeUndefined();
      expect(await records.latestPrice({ ...week, before: 21, appIndexes: ["app"] })).toEqual(vnd("220"));
      expect(await records.latestPrice({ isJourney: true, of: "133214", before: 31 })).toBeUndefined();
    });

    it("is read page by page, by the time of the charges", async () => {
      const records = await recordsWith();
      for (const [id, at] of [
        ["3", 10],
        ["1", 10],
        ["2", 20],
        ["0", 30],
      ] as const)
        await records.receive(acknowledgementOf(id, { at }));
      const page = { from: 10, before: 30, limit: 2 };
      const first = await records.readLedger(page);
      expect(first.map(({ journeyId }) => journeyId)).toEqual(["1", "3"]);
      const rest = await records.readLedger({ ...page, after: first[1] });
      expect(rest.map(({ journeyId }) => journeyId)).toEqual(["2"]);
      expect(await records.readLedger({ ...page, after: rest[0] })).toEqual([]);
      expect(await records.readLedger({ ...page, appIndexes: ["app"] })).toEqual([]);
    });

    it("a closed month never changes: what is charged in it later is a correction of the open one", async () => {
      const records = await recordsWith();
      await records.receive(acknowledgementOf("1", { at: november - 1 }));
      const entry = auditOf("close", { action: "close", caller: "books", subject: "2026-10" });
      const close = { month: "2026-10", closedAt: november + 5, entry };
      expect(await records.closeMonth(close)).toEqual({ month: "2026-10", closedAt: november + 5 });
      const before = { month: "2026-09", closedAt: november + 90, entry: auditOf("close again") };
      expect(await records.closeMonth(before)).toEqual({ month: "2026-09", closedAt: november + 5 });
      expect(await records.closeMonth({ ...close, closedAt: 9e14 })).toEqual({
        month: "2026-10",
        closedAt: november + 5,
      });
      expect(await records.searchAudit({ action: "close", limit: 9 })).toEqual([entry]);
      await records.receive(acknowledgementOf("2", { at: november - 1 }));
      await records.receive(acknowledgementOf("3", { at: 5 }));
      await records.receive(acknowledgementOf("4", { at: november }));
      // Closed later, and an earlier month: it was closed with the one after it.
      await records.closeMonth({ ...close, month: "2026-09" });
      await records.receive(acknowledgementOf("5", { at: november - 1 }));
      const entries = await entriesOf(records);
      expect(entries.map(({ entryId, kind, countedAt }) => [entryId, kind, countedAt])).toEqual([
        ["journey:1", "journey", november - 1],
        ["journey:2", "journey_correction", november],
        ["journey:3", "journey_correction", november],
        ["journey:4", "journey", november],
        ["journey:5", "journey_correction", november],
      ]);
      expect(await records.readCosts({ from: 0, before: november })).toMatchObject([{ count: 1 }]);
      expect(await records.readLedger({ from: november - 1, before: november, limit: 9 })).toHaveLength(3);
      const later = { month: "2026-11", closedAt: november + 90, entry: auditOf("close november") };
      expect(await records.closeMonth(later)).toEqual({ month: "2026-11", closedAt: november + 90 });
    });

    it("what is booked beside the closing of a month counts in it or after it, as what was closed says", async () => {
      const records = await recordsWith();
      const ids = Array.from({ length: 12 }, (_, index) => String(index));
      const book = (id: string) => records.receive(acknowledgementOf(id, { at: november - 1 }));
      const counted = async () => (await records.readCosts({ from: 0, before: november }))[0]?.count ?? 0;
      const close = async () => {
        await records.closeMonth({ month: "2026-10", closedAt: november, entry: auditOf("close") });
        return counted();
      };
      const [closedWith] = await Promise.all([close(), ...ids.map(book)]);
      expect(await counted()).toBe(closedWith);
      expect(await entriesOf(records)).toHaveLength(12);
    });
  });
}
