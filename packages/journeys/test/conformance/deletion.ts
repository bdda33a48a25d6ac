import type { MessageState } from "@nxzalo/core/journeys";
import { describe, expect, it } from "vitest";
import { longestJourneyMs } from "../../src/retention.ts";
import type { JourneyRecords } from "../../src/store/store.ts";
import {
  acquire,
  auditOf,
  call,
  complete,
  journeyOf,
  messageOf,
  type RecordsWith,
  receiptOf,
  suppressionOf,
} from "./samples.ts";

let entries = 0;
const forgetPhone = (records: JourneyRecords, appIndexes?: readonly string[]) =>
  records.forgetPhone({ phoneIndex: "phone", appIndexes, entry: auditOf(`f${entries++}`, { action: "forget" }) });

export function describeDeletion(name: string, recordsWith: RecordsWith): void {
  describe(`${name}: forgetting`, () => {
    it("a journey goes with its messages and receipts, and frees its key and no other one", async () => {
      const records = await recordsWith(journeyOf("2"));
      await acquire(records, "other", 10, { key: "other" });
      await records.completeLease({ key: "other", owner: "other", journey: journeyOf("3") });
      await acquire(records, "a");
      await complete(records, "a", journeyOf("1"));
      await records.start({ call: call("m"), message: messageOf("m", { journeyId: "1" }) });
      await records.receive(receiptOf("r", { messageId: "m", requestId: "q" }));
      expect(await records.forgetJourney("1", auditOf("a1"))).toBe(true);
      expect(await records.forgetJourney("1", auditOf("a1"))).toBe(false);
      expect(await records.find("1")).toBeUndefined();
      expect(await records.readMessages("1", 99)).toEqual([]);
      expect(await records.readReceipts("1", 99)).toEqual([]);
      expect((await acquire(records, "b")).kind).toBe("acquired");
      expect((await acquire(records, "b", 10, { key: "other" })).kind).toBe("live");
      expect(await records.find("2")).toBeDefined();
      // Its message was sent: that is all that stays.
      expect(await records.findIdempotent({ key: "c", now: 20 })).toMatchObject({ state: "done", answer: null });
    });

    it("a person goes with journeys and messages, in the applications that are named", async () => {
      const records = await recordsWith(
        journeyOf("1"),
        journeyOf("2", { appIndex: "other" }),
        journeyOf("3", { phoneIndex: "x" }),
      );
      await records.start({ message: messageOf("m") });
      await records.receive(receiptOf("r", { messageId: "m", requestId: "q" }));
      expect(await forgetPhone(records, [])).toBe(0);
      const many = Array.from({ length: 500 }, (_, index) => index.toString(16).padStart(64, "0"));
      expect(await forgetPhone(records, many)).toBe(0);
      expect(await forgetPhone(records, [...many, "other"])).toBe(1);
      expect(await records.receive(receiptOf("r", { messageId: "m" }))).toMatchObject({ message: { messageId: "m" } });
      expect(await forgetPhone(records)).toBe(1);
      expect(await records.receive(receiptOf("s", { requestId: "q" }))).toEqual({});
      expect(await records.find("3")).toBeDefined();
    });

    it("a person's messages go with all that is stored of them, and nothing of another person's", async () => {
      const records = await recordsWith();
      const people = { own: "phone", hers: "x" };
      for (const [messageId, phoneIndex] of Object.entries(people)) {
        const message = messageOf(messageId, { phoneIndex, labels: { hub: "han" } });
        await records.start({ message });
        await records.refuse({ messageId, attempt: 1, upstreamCode: 9000, eraseAt: 9 });
        await records.beginAttempt({ message, after: 1, from: ["refused"], at: 7 });
        const refused = { messageId, phoneIndex, appIndex: "app", receiptId: null, createdAt: 8, facts: {} };
        const event = { ...refused, eventId: messageId, orderedBy: messageId, type: "message.undeliverable" };
        await records.refuse({ messageId, attempt: 2, upstreamCode: 9000, eraseAt: 9, event });
        const entry = auditOf(`task ${messageId}`, { action: "take" });
        await records.takeTask({ messageId, caller: "desk", now: 8, mayForce: false, entry });
        const suppression = suppressionOf(messageId, { phoneIndex, messageId });
        await records.addSuppression({ suppression, entry: auditOf(`stop ${messageId}`, { action: "suppress" }) });
      }
      await forgetPhone(records);
      const restarted = messageOf("own", { createdAt: 2 });
      await records.start({ message: restarted });
      const attemptsOf = async (messageId: string) => (await records.findMessage(messageId, 9))?.attempts;
      expect([await attemptsOf("own"), await attemptsOf("hers")]).toMatchObject([[], [{ attempt: 1 }]]);
      const labelled = await records.searchMessages({ labels: ["hub=han"], limit: 9 });
      expect(labelled).toMatchObject([{ messageId: "hers" }]);
      expect((await records.findTask("own"))?.task).toBeNull();
      expect((await records.findTask("hers"))?.task).toMatchObject({ takenBy: "desk" });
      const request = { target: "t", types: [], isExcept: true, now: 20, limit: 9, leaseUntil: 30 };
      expect(await records.takeEvents(request)).toMatchObject([{ event: { eventId: "hers" } }]);
      const stops = await records.findSuppressions({ phoneIndexes: ["phone", "x"], now: 20 });
      const left = stops.map(({ phoneIndex, messageId, ciphertext }) => [phoneIndex, messageId, ciphertext]);
      expect(left.sort()).toEqual([
        ["phone", null, null],
        ["x", "hers", "ciphertext hers"],
      ]);
    });

    it("a person's receipts go with their messages and journeys, and nothing of another person's", async () => {
      const people = { own: "phone", hers: "x" };
      const journeys = Object.entries(people).map(([id, phoneIndex]) => journeyOf(id, { phoneIndex }));
      const records = await recordsWith(...journeys);
      const messages = Object.entries(people).map(([id, phoneIndex]) => messageOf(id, { phoneIndex }));
      for (const message of messages) {
        const { messageId } = message;
        await records.start({ message });
        await records.receive(receiptOf(`sent ${messageId}`, { messageId, state: "sent" }));
        await records.receive(receiptOf(`ack ${messageId}`, { journeyId: messageId, acknowledges: true }));
      }
      expect(await forgetPhone(records)).toBe(1);
      // What comes again by the same id finds nothing of before.
      await records.addJourney(journeys[0] as (typeof journeys)[0]);
      await records.start({ message: messages[0] as (typeof messages)[0] });
      const left = async (id: string) => [
        (await records.readReceipts(id, 9)).length,
        (await records.findMessage(id, 9))?.receipts.length,
      ];
      expect([await left("own"), await left("hers")]).toEqual([
        [0, 0],
        [1, 1],
      ]);
    });

    it("leaves the key of what may have been sent as it is: of no such message it says that it was", async () => {
      const records = await recordsWith();
      await records.start({ call: call("m"), message: messageOf("m") });
      await forgetPhone(records);
      expect(await records.findIdempotent({ key: "c", now: 20 })).toMatchObject({ state: "running", answer: null });
    });

    it("leaves the key of what waited with what became of it, as far as that is known", async () => {
      const waiting = { dueAt: 20, notAfter: 900, lane: "live", heldFor: null, secrets: null } as const;
      const end = { at: 20, eraseAt: 90 };
      const again = (records: JourneyRecords, from: MessageState, more: object = {}) =>
        records.beginAttempt({ message: messageOf("m", { waiting, ...more }), after: 1, from: [from], at: 30 });
      const cancel = (records: JourneyRecords) =>
        records.endWaiting({ ends: [{ messageId: "m" }], to: "cancelled", ...end });
      const take = (records: JourneyRecords) => records.takeDue({ now: 25, limit: 9 });
      const accept = (records: JourneyRecords, attempt = 1) =>
        records.finish({ messageId: "m", attempt, isAccepted: true, requestId: "q" });
      const refuse = (records: JourneyRecords) =>
        records.refuse({ messageId: "m", attempt: 1, upstreamCode: null, eraseAt: 90 });
      const cases: readonly (readonly [string, (records: JourneyRecords) => Promise<unknown>, object | undefined])[] = [
        ["waits", async () => {}, { state: "cancelled", answer: "a" }],
        ["was cancelled", cancel, { state: "cancelled", answer: "a" }],
        [
          "was cancelled, and waits again",
          (records) => cancel(records).then(() => again(records, "cancelled")),
          { state: "cancelled", answer: "a" },
        ],
        ["was sent", (records) => take(records).then(() => accept(records)), { state: "done", answer: "a" }],
        ["may have been sent", take, { state: "unknown", answer: null }],
        [
          "may have been sent, and waits again",
          (records) => take(records).then(() => again(records, "unknown")),
          { state: "unknown", answer: null },
        ],
        [
          "was sent, and waits again",
          (records) =>
            take(records)
              .then(() => accept(records))
              .then(() => again(records, "accepted")),
          { state: "done", answer: "a" },
        ],
        ["was refused", (records) => take(records).then(() => refuse(records)), undefined],
      ];
      for (const [, work, expected] of cases) {
        const records = await recordsWith();
        await records.start({ call: call("o"), message: messageOf("m", { waiting }), answer: "a" });
        await work(records);
        await forgetPhone(records);
        const found = await records.findIdempotent({ key: "c", now: 40 });
        expect(found && { state: found.state, answer: found.answer }).toEqual(expected);
        if (expected) expect(found).toMatchObject({ messageId: "m", messageState: null, isRefused: false });
        if (found?.state === "unknown") {
          // What may have been sent is remembered for longer than anything that could be sent again.
          const expiredBefore = 1_010 + 31 * 86_400_000;
          expect(await records.sweep({ now: expiredBefore, expiredBefore, limit: 9 })).toBe(0);
          expect(await records.findIdempotent({ key: "c", now: expiredBefore })).toMatchObject({ state: "unknown" });
          expect(await records.sweep({ now: expiredBefore, expiredBefore: expiredBefore + 1, limit: 9 })).toBe(1);
          expect(await records.findIdempotent({ key: "c", now: expiredBefore })).toBeUndefined();
        }
        // As long as any other.
        if (found?.state !== "cancelled") continue;
        expect(await records.findIdempotent({ key: "c", now: 1_010 })).toBeUndefined();
        expect(await records.sweep({ now: 1_009, expiredBefore: 0, limit: 9 })).toBe(0);
        expect(await records.sweep({ now: 1_011, expiredBefore: 0, limit: 9 })).toBe(1);
      }
    });

    it("of someone in one application leaves how another request to forget them was asked", async () => {
      const records = await recordsWith(journeyOf("1"));
      const asked = { phoneIndex: "phone", caller: null, askedAt: 5, doneAt: null, counts: null } as const;
      const appIndexes = ["app", "other"];
      await records.addPersonRequest({ ...asked, requestId: "f", kind: "forget", appIndexes, ciphertext: "how" });
      await records.addPersonRequest({
        ...asked,
        requestId: "x",
        kind: "export",
        appIndexes,
        ciphertext: "phone",
      });
      await forgetPhone(records, ["app"]);
      const left = await records.searchPersonRequests({ limit: 9 });
      expect(left.map(({ requestId, ciphertext }) => [requestId, ciphertext]).sort()).toEqual([
        ["f", "how"],
        ["x", null],
      ]);
    });

    it("sweeps what is over, and nothing else", async () => {
      const records = await recordsWith(journeyOf("1", { expiresAt: 99 }), journeyOf("2", { expiresAt: 100 }));
      await records.start({ message: messageOf("m", { journeyId: "1" }) });
      await records.start({ call: call("n"), message: messageOf("n") });
      await records.finish({ call: { key: "c", owner: "n" }, messageId: "n", isAccepted: true, answer: "a" });
      await records.start({ call: { ...call("u"), key: "unknown" }, message: messageOf("u", { createdAt: 5_000 }) });
      await records.receive(receiptOf("r", { requestId: "stranger" }));
      await acquire(records, "a");
      const swept = async (now: number, expiredBefore: number) => {
        let total = 0;
        for (let count = 1; count > 0; total += count) count = await records.sweep({ now, expiredBefore, limit: 1 });
        return total;
      };
      expect(await swept(500, 1)).toBe(0);
      // A journey, the message without one, the receipt.
      expect(await swept(500, 100)).toBe(3);
      expect(await records.find("1")).toBeUndefined();
      expect(await records.readMessages("1", 99)).toEqual([]);
      expect(await records.find("2")).toBeDefined();
      expect(await records.findIdempotent({ key: "c", now: 500 })).toBeDefined();
      expect((await acquire(records, "b", 50)).kind).toBe("busy");
      // The journey, the lease that was never completed, and the call whose day is over.
      expect(await swept(5_000, 200)).toBe(3);
      expect(await records.findIdempotent({ key: "unknown", now: 9_000_000 })).toMatchObject({ state: "running" });
    });
  });

  it(`${name}: a journey that lives keeps its key, however long ago that was asked for`, async () => {
    const records = await recordsWith();
    await acquire(records, "a");
    await complete(records, "a", journeyOf("1", { expiresAt: 9_000, liveUntil: 9_000 }));
    expect(await records.sweep({ now: 8_000, expiredBefore: 8_000, limit: 9 })).toBe(0);
    expect(await acquire(records, "b", 8_000)).toMatchObject({ kind: "live", journey: { journeyId: "1" } });
  });

  it(`${name}: what waits keeps its key, however long it waits`, async () => {
    const records = await recordsWith();
    const muchLater = 90 * 86_400_000;
    const waiting = { dueAt: muchLater, notAfter: 2 * muchLater, lane: "live", heldFor: null, secrets: null } as const;
    await records.start({ call: call("o"), message: messageOf("m", { waiting }), answer: "a" });
    expect(await records.sweep({ now: muchLater, expiredBefore: muchLater, limit: 9 })).toBe(0);
    const known = { state: "done", answer: "a", messageId: "m", messageState: "scheduled" };
    expect(await records.findIdempotent({ key: "c", now: muchLater })).toMatchObject(known);
  });

  it(`${name}: messages are erased and swept so many at a time`, async () => {
    const records = await recordsWith();
    for (const messageId of ["a", "b", "c"]) {
      await records.start({ message: messageOf(messageId, { data: "data" }) });
      await records.refuse({ messageId, attempt: 1, upstreamCode: null, eraseAt: 50 });
    }
    const sweep = (expiredBefore: number) => records.sweep({ now: 60, expiredBefore, limit: 2 });
    expect([await sweep(0), await sweep(0), await sweep(0)]).toEqual([2, 1, 0]);
    expect([await sweep(2), await sweep(2), await sweep(2)]).toEqual([2, 1, 0]);
  });

  it(`${name}: receipts that match nothing have a time of their own`, async () => {
    const records = await recordsWith(journeyOf("1"));
    await records.receive(receiptOf("own", { journeyId: "1", receivedAt: 50 }));
    for (const receivedAt of [50, 60]) await records.receive(receiptOf(`stranger ${receivedAt}`, { receivedAt }));
    expect(await records.sweep({ now: 1, expiredBefore: 1, unmatchedBefore: 60, limit: 9 })).toBe(1);
    expect(await records.searchUnmatched({ limit: 9 })).toMatchObject([{ receiptId: "stranger 60" }]);
    expect(await records.readReceipts("1", 9)).toHaveLength(1);
  });

  it(`${name}: a message whose journey was deleted while it was stored goes when that journey would be long over`, async () => {
    const records = await recordsWith();
    await records.start({ message: messageOf("orphan", { journeyId: "deleted" }) });
    const sweepAfter = (ms: number) => records.sweep({ now: 1, expiredBefore: 1 + ms, limit: 9 });
    expect(await sweepAfter(longestJourneyMs)).toBe(0);
    expect(await sweepAfter(longestJourneyMs + 1)).toBe(1);
    expect(await records.findMessage("orphan", 1)).toBeUndefined();
  });

  it(`${name}: a sweep beside everything else takes nothing that lives`, async () => {
    const records = await recordsWith();
    const keys = Array.from({ length: 20 }, (_, index) => `key ${index}`);
    // Refused before, so that each key has a lease without an owner.
    for (const key of keys) {
      await records.acquireLease({ key, owner: "a", now: 1, leaseUntil: 2 });
      await records.releaseLease({ key, owner: "a", failure: null });
    }
    const open = async (key: string) => {
      const owner = `owner of ${key}`;
      await records.acquireLease({ key, owner, now: 10, leaseUntil: 5_000 });
      await records.completeLease({ key, owner, journey: journeyOf(key, { expiresAt: 9_000, liveUntil: 9_000 }) });
    };
    const sweep = () => records.sweep({ now: 1_000, expiredBefore: 1_000, limit: 3 });
    await Promise.all([...keys.map(open), ...Array.from({ length: 8 }, sweep)]);
    for (const key of keys) {
      const seen = await records.acquireLease({ key, owner: "b", now: 20, leaseUntil: 30 });
      expect([key, seen.kind]).toEqual([key, "live"]);
    }
  });
}
