import { describe, expect, it } from "vitest";
import type { EventOutcome } from "../../src/store/event-records.ts";
import { type EventRecord, eventLifeMs, type ReceiptEvents } from "../../src/store/events.ts";
import type { JourneyRecords } from "../../src/store/store.ts";
import { auditOf, journeyOf, messageOf, type RecordsWith, receiptOf } from "./samples.ts";

const eventOf = (eventId: string, more: Partial<EventRecord> = {}): EventRecord => ({
  eventId,
  type: "budget.reached",
  messageId: null,
  receiptId: null,
  appIndex: null,
  phoneIndex: null,
  orderedBy: eventId,
  createdAt: 100,
  facts: { percent: 80 },
  ...more,
});

const all = { target: "t", types: [], isExcept: true } as const;
const take = (records: JourneyRecords, now = 200, more: object = {}) =>
  records.takeEvents({ ...all, now, limit: 10, leaseUntil: now + 50, ...more });
const idsOf = (taken: Awaited<ReturnType<typeof take>>) => taken.map(({ event }) => event.eventId);
const outcomeOf = (eventId: string, more: Partial<EventOutcome> = {}): EventOutcome => ({
  eventId,
  tries: 1,
  target: "t",
  now: 210,
  state: "delivered",
  dueAt: null,
  problem: null,
  failures: 0,
  retryAt: 0,
  ...more,
});
const failed = { state: "waiting", dueAt: 300, problem: "status_500", failures: 1, retryAt: 260 } as const;

const everything: ReceiptEvents = {
  receipt: { eventId: "rcpt_1", type: "receipt.failed", facts: { verified: null } },
  undeliverable: true,
  quota: [{ idOf: "quota_2026-11-28_20", type: "quota.low", facts: { percent: 20 } }],
};

/** Events that wait for their delivery. */
export function describeEvents(name: string, recordsWith: RecordsWith): void {
  describe(`${name}: events`, () => {
    it("are stored once by their id, and taken once for a lease, also by many at once", async () => {
      const records = await recordsWith();
      for (const facts of [{ percent: 80 }, { percent: 99 }]) await records.addEvent(eventOf("a", { facts }));
      expect(await records.nextEvent(all)).toBe(100);
      const taken = (await Promise.all([1, 2, 3].map(() => take(records)))).flat();
      expect(taken).toEqual([
        {
          event: eventOf("a"),
          giveUpAt: 100 + eventLifeMs,
          tries: 1,
          failures: 0,
          message: undefined,
          journey: undefined,
          receipt: undefined,
        },
      ]);
      expect([await records.nextEvent(all), (await records.nextDue()).events]).toEqual([250, 250]);
      // The process that took it has died.
      expect(await take(records, 250)).toMatchObject([{ event: { eventId: "a" }, tries: 2 }]);
      await records.finishEvent(outcomeOf("a"));
      expect(await records.nextEvent(all)).toBe(300);
      await records.finishEvent(outcomeOf("a", { tries: 2 }));
      expect(await records.nextEvent(all)).toBeNull();
      expect((await records.nextDue()).events).toBeNull();
    });

    it("of one order come one by one, as they were stored, others beside them", async () => {
      const records = await recordsWith();
      for (const eventId of ["c", "a", "b"]) await records.addEvent(eventOf(eventId, { orderedBy: "message" }));
      await records.addEvent(eventOf("other"));
      expect(idsOf(await take(records))).toEqual(["c", "other"]);
      expect(await take(records)).toEqual([]);
      await records.finishEvent(outcomeOf("other"));
      await records.finishEvent(outcomeOf("c", failed));
      expect(await take(records, 299)).toEqual([]);
      expect(idsOf(await take(records, 300))).toEqual(["c"]);
      await records.finishEvent(outcomeOf("c", { tries: 2 }));
      expect(idsOf(await take(records, 301))).toEqual(["a"]);
    });

    it("are taken by type, and what waits for one target holds up no other", async () => {
      const records = await recordsWith();
      await records.addEvent(eventOf("a", { orderedBy: "message", type: "receipt.failed" }));
      await records.addEvent(eventOf("b", { orderedBy: "message" }));
      const budget = { types: ["budget.reached"], isExcept: false };
      expect(idsOf(await take(records, 200, budget))).toEqual(["b"]);
      expect(idsOf(await take(records, 200, { ...budget, isExcept: true }))).toEqual(["a"]);
    });

    it("wait for a target that has failed, which is then asked with one of them", async () => {
      const records = await recordsWith();
      for (const eventId of ["a", "b", "c"]) await records.addEvent(eventOf(eventId));
      expect(idsOf(await take(records, 200, { limit: 1 }))).toEqual(["a"]);
      await records.finishEvent(outcomeOf("a", failed));
      expect(await records.nextEvent(all)).toBe(260);
      expect(await take(records, 259)).toEqual([]);
      expect(await take(records, 260)).toMatchObject([{ event: { eventId: "b" }, failures: 1 }]);
      expect(await take(records, 261)).toEqual([]);
      expect(idsOf(await take(records, 261, { target: "another" }))).toEqual(["c"]);
      await records.finishEvent(outcomeOf("b"));
      expect(idsOf(await take(records, 320))).toEqual(["a", "c"]);
    });

    it("of a target that says when to come again wait for that, whatever others had on their way", async () => {
      const records = await recordsWith();
      for (const eventId of ["a", "b", "c", "d", "e", "f"]) await records.addEvent(eventOf(eventId));
      expect(await take(records, 200, { limit: 5 })).toHaveLength(5);
      const finish = (eventId: string, more: Partial<EventOutcome>) => records.finishEvent(outcomeOf(eventId, more));
      await finish("a", { ...failed, failures: 2, dueAt: 9_000, retryAt: 900 });
      await finish("b", { ...failed, dueAt: 9_000, retryAt: 260 });
      await finish("c", {});
      await finish("d", { state: "dead", problem: "deleted" });
      await finish("b", { ...failed, failures: 2, dueAt: 9_000, retryAt: 300 });
      expect(await records.nextEvent(all)).toBe(900);
      expect(await take(records, 899)).toEqual([]);
      // What was asked later says more, also where its wait is shorter.
      expect(await take(records, 900)).toMatchObject([{ event: { eventId: "f" }, failures: 2 }]);
      await finish("b", { ...failed, dueAt: 9_000, retryAt: 990 });
      expect(await records.nextEvent(all)).toBe(990);
      await finish("f", { ...failed, failures: 3, dueAt: 9_000, retryAt: 970 });
      expect(await records.nextEvent(all)).toBe(970);
      // Nothing was posted, for what it was about is deleted.
      expect(await take(records, 970)).toMatchObject([{ event: { eventId: "e" }, failures: 3, tries: 2 }]);
      await finish("e", { tries: 2, state: "dead", problem: "deleted", failures: 3 });
      await records.addEvent(eventOf("g", { createdAt: 950 }));
      expect(await records.nextEvent(all)).toBe(950);
      expect(await take(records, 971)).toMatchObject([{ event: { eventId: "g" }, failures: 3 }]);
      await finish("g", { failures: 3 });
      await records.addEvent(eventOf("h", { createdAt: 980 }));
      expect(await take(records, 980)).toMatchObject([{ event: { eventId: "h" }, failures: 0 }]);
      // A failure that asks for nothing is outweighed by what is taken beside it.
      await finish("h", { ...failed, failures: 1, dueAt: 9_000, retryAt: 1_980 });
      await finish("d", {});
      await records.addEvent(eventOf("i", { createdAt: 990 }));
      expect(await take(records, 990)).toMatchObject([{ event: { eventId: "i" }, failures: 0 }]);
    });

    it("wait for their own target alone, and a target for what was told of it last, however long another one takes", async () => {
      const records = await recordsWith();
      const failuresOf = async (target: string, now: number) =>
        (await take(records, now, { target, limit: 1 })).map(({ failures }) => failures);
      for (const eventId of ["a", "b", "c", "d"]) await records.addEvent(eventOf(eventId));
      await records.finishEvent(outcomeOf("of t", { ...failed, retryAt: 260 }));
      await records.finishEvent(outcomeOf("of u", { ...failed, target: "u", retryAt: 250 }));
      expect(await failuresOf("t", 260)).toEqual([1]);
      expect(await records.nextEvent({ ...all, target: "u" })).toBe(250);
      await records.finishEvent(outcomeOf("a", { failures: 1 }));
      expect(await failuresOf("u", 270)).toEqual([1]);
      // One that was asked before the failures since, and for longer, does not make them fewer.
      await records.finishEvent(outcomeOf("of v", { ...failed, target: "v", failures: 3, retryAt: 300 }));
      await records.finishEvent(outcomeOf("of v too", { ...failed, target: "v", failures: 1, retryAt: 400 }));
      expect(await failuresOf("v", 399)).toEqual([]);
      expect(await failuresOf("v", 400)).toEqual([3]);
    });

    it("that were given up stay so, whatever their last delivery came to", async () => {
      const records = await recordsWith();
      await records.addEvent(eventOf("a"));
      const over = 100 + eventLifeMs;
      expect(idsOf(await take(records))).toEqual(["a"]);
      expect(await records.giveUpEvents({ before: over, now: over, targets: [] })).toBe(1);
      await records.finishEvent(outcomeOf("a", { now: over + 1 }));
      expect(await records.searchEvents({ limit: 9 })).toMatchObject([
        { eventId: "a", state: "dead", dueAt: null, endedAt: over },
      ]);
    });

    it("that are replayed wait as new ones do, those first that were stored first", async () => {
      const records = await recordsWith();
      for (const [eventId, createdAt] of [
        ["late", 30],
        ["early", 20],
      ] as const) {
        await records.addEvent(eventOf(eventId, { createdAt }));
        const dead = { state: "dead", tries: 0, problem: "status_500" } as const;
        await records.finishEvent(outcomeOf(eventId, dead));
      }
      await records.addEvent(eventOf("waiting", { createdAt: 25 }));
      expect(idsOf(await take(records, 30))).toEqual(["waiting"]);
      const entry = auditOf("replay", { action: "replay" });
      expect(await records.replayEvents({ from: 0, before: 99, now: 300, limit: 1, entry })).toBe(1);
      expect(await records.searchEvents({ state: "waiting", limit: 9 })).toMatchObject([
        { eventId: "waiting", tries: 1 },
        { eventId: "early", tries: 0, problem: null, endedAt: null, dueAt: 300 },
      ]);
      expect(await records.searchEvents({ state: "dead", limit: 9 })).toMatchObject([{ eventId: "late" }]);
    });

    it("are given up in the end", async () => {
      const records = await recordsWith();
      await records.addEvent(eventOf("a"));
      const before = 100 + eventLifeMs;
      expect(await records.giveUpEvents({ before: before - 1, now: before, targets: [] })).toBe(0);
      expect(await records.giveUpEvents({ before, now: before, targets: [] })).toBe(1);
      expect(await take(records, before)).toEqual([]);
      expect(await records.searchEvents({ state: "dead", limit: 9 })).toMatchObject([
        { eventId: "a", problem: "never_tried", endedAt: before },
      ]);
      await records.addEvent(eventOf("b"));
      expect(idsOf(await take(records, before))).toEqual(["b"]);
      await records.finishEvent(outcomeOf("b", { ...failed, dueAt: before, failures: 9, retryAt: 0 }));
      await records.finishEvent(outcomeOf("another", { ...failed, failures: 10 }));
      expect(await records.giveUpEvents({ before, now: before, targets: [all] })).toBe(1);
      const counts = { deadEvents: 2, waitingEvents: 0, oldestWaitingEventAt: null };
      expect(await records.stats({ unknownBefore: 0 })).toMatchObject(counts);
      expect((await records.searchEvents({ state: "dead", limit: 9 })).map(({ problem }) => problem).sort()).toEqual([
        "never_tried",
        "status_500",
      ]);
    });

    it("of which nothing was posted free their own target alone, which is asked with the next one at once", async () => {
      const records = await recordsWith();
      for (const target of ["t", "u"])
        await records.finishEvent(outcomeOf(`of ${target}`, { ...failed, target, retryAt: 900 }));
      await records.addEvent(eventOf("next"));
      const nextOf = async () => Promise.all(["t", "u"].map((target) => records.nextEvent({ ...all, target })));
      expect(await nextOf()).toEqual([900, 900]);
      const deleted = { state: "dead", problem: "deleted", retryAt: 0 } as const;
      await records.finishEvent(outcomeOf("deleted", { ...deleted, failures: 2 }));
      expect(await nextOf()).toEqual([900, 900]);
      await records.finishEvent(outcomeOf("deleted", { ...deleted, failures: 1 }));
      expect(await nextOf()).toEqual([100, 900]);
    });

    it("are not given up before their first delivery where their target is there, nor while they are on their way", async () => {
      const records = await recordsWith();
      const over = 100 + eventLifeMs;
      for (const eventId of ["taken", "tried"]) await records.addEvent(eventOf(eventId));
      expect(idsOf(await take(records))).toEqual(["taken", "tried"]);
      await records.finishEvent(outcomeOf("tried", { ...failed, failures: 9 }));
      expect(idsOf(await take(records, over - 10))).toEqual(["taken"]);
      await records.addEvent(eventOf("first"));
      await records.addEvent(eventOf("first, of a target that is away", { type: "quota.low" }));
      await records.addEvent(eventOf("first, of no target", { type: "quality.fallen" }));
      await records.finishEvent(outcomeOf("another", { ...failed, target: "away", failures: 10 }));
      const targets = [
        { target: "t", types: ["quota.low", "quality.fallen"], isExcept: true },
        { target: "away", types: ["quota.low"], isExcept: false },
      ];
      const giveUp = () => records.giveUpEvents({ before: over, now: over, targets });
      const waiting = async () =>
        (await records.searchEvents({ state: "waiting", limit: 9 })).map(({ eventId }) => eventId).sort();
      expect(await giveUp()).toBe(3);
      expect(await waiting()).toEqual(["first", "taken"]);
      await records.finishEvent(outcomeOf("taken", { ...failed, tries: 2, dueAt: over, failures: 10 }));
      expect(await giveUp()).toBe(2);
      expect(await waiting()).toEqual([]);
    });

    it("of a receipt are stored with it: the receipt itself, that its message has failed, and the quota", async () => {
      const records = await recordsWith(journeyOf("7"));
      await records.start({ message: messageOf("m", { journeyId: "7", appIndex: "application" }) });
      const receipt = receiptOf("r", {
        messageId: "m",
        attempt: 1,
        state: "failed",
        zaloError: -118,
        receivedAt: 100,
        events: everything,
      });
      for (let copy = 0; copy < 2; copy++) await records.receive(receipt);
      const [first, ...others] = await take(records);
      expect(first).toMatchObject({
        event: { eventId: "quota_2026-11-28_20_application", messageId: null, phoneIndex: null },
      });
      expect(others).toMatchObject([
        {
          event: { eventId: "rcpt_1", messageId: "m", receiptId: "r", orderedBy: "m", phoneIndex: "phone" },
          message: { messageId: "m", state: "failed" },
          journey: { journeyId: "7" },
          receipt: { receiptId: "r", ciphertext: "ciphertext r" },
        },
      ]);
      await records.finishEvent(outcomeOf("rcpt_1"));
      expect(await take(records)).toMatchObject([
        {
          event: {
            eventId: "undeliverable_m",
            type: "message.undeliverable",
            facts: { reason: "failed", zaloError: -118 },
          },
        },
      ]);
      await records.receive({
        ...receipt,
        receiptId: "r2",
        zaloError: -141,
        events: { ...everything, receipt: undefined },
      });
      expect(await take(records)).toEqual([]);
    });

    it.each([
      ["is not for the recipient", { state: "failed", zaloError: -133 }],
      ["has no code", { state: "failed", zaloError: null }],
      ["is none", { state: "delivered", zaloError: -118 }],
    ] as const)("a failure that %s makes none with NXCLOUD's answer either", async (_, told) => {
      const records = await recordsWith();
      await records.start({ message: messageOf("m") });
      await records.receive(receiptOf("r", { requestId: "q", ...told }));
      await records.finish({ messageId: "m", isAccepted: true, requestId: "q", undeliverableAt: 120 });
      expect(await take(records)).toEqual([]);
    });

    it("of a failure that was told before NXCLOUD's id was known are stored with the answer", async () => {
      const records = await recordsWith();
      await records.start({ message: messageOf("m") });
      await records.receive(receiptOf("r", { requestId: "q", state: "failed", zaloError: -141, events: everything }));
      expect(idsOf(await take(records))).toEqual(["rcpt_1"]);
      await records.finish({ messageId: "m", isAccepted: true, requestId: "q", undeliverableAt: 120 });
      expect(idsOf(await take(records))).toEqual(["undeliverable_m"]);
    });

    it("of a receipt that came before NXCLOUD's id was known are of its message from then on, and forgotten with it", async () => {
      const records = await recordsWith();
      await records.start({ message: messageOf("another's", { appIndex: "south", phoneIndex: "x" }) });
      await records.start({ message: messageOf("m", { appIndex: "north" }) });
      const ofReceipt = { receipt: { eventId: "rcpt_1", type: "receipt.delivered", facts: {} }, undeliverable: true };
      await records.receive(receiptOf("r", { requestId: "q", events: { ...ofReceipt, quota: [] } }));
      const search = async (query: object) =>
        (await records.searchEvents({ limit: 9, ...query })).map(({ eventId }) => eventId);
      expect(await search({ messageId: "m" })).toEqual([]);
      await records.finish({ messageId: "m", isAccepted: true, requestId: "q" });
      expect([await search({ messageId: "m" }), await search({ appIndexes: ["north"] })]).toEqual([
        ["rcpt_1"],
        ["rcpt_1"],
      ]);
      expect(await take(records)).toMatchObject([{ event: { phoneIndex: "phone" }, message: { messageId: "m" } }]);
      await records.forgetPhone({ phoneIndex: "phone", entry: auditOf("e") });
      expect(await search({})).toEqual([]);
    });

    it.each([
      ["another reason", { zaloError: -133 }],
      ["a message that was delivered after all", { zaloError: -118, isDelivered: true }],
      ["an earlier attempt", { zaloError: -118, isResent: true }],
    ])("a failure for %s makes no event of its own", async (_, { zaloError, ...more }) => {
      const { isDelivered = false, isResent = false } = more as { isDelivered?: boolean; isResent?: boolean };
      const records = await recordsWith();
      await records.start({ message: messageOf("m") });
      if (isDelivered) await records.receive(receiptOf("d", { messageId: "m", state: "delivered" }));
      if (isResent) {
        await records.refuse({ messageId: "m", attempt: 1, upstreamCode: null, eraseAt: 1 });
        await records.beginAttempt({ message: messageOf("m"), after: 1, from: ["refused"], at: 2 });
      }
      const events = { ...everything, receipt: undefined, quota: [] };
      await records.receive(receiptOf("r", { messageId: "m", attempt: 1, state: "failed", zaloError, events }));
      expect(await take(records)).toEqual([]);
    });

    it("a failure of an earlier attempt makes one where the later one was refused", async () => {
      const records = await recordsWith();
      await records.start({ message: messageOf("m") });
      await records.finish({ messageId: "m", attempt: 1, isAccepted: true, requestId: "q" });
      await records.beginAttempt({ message: messageOf("m"), after: 1, from: ["accepted"], at: 2 });
      await records.refuse({ messageId: "m", attempt: 2, upstreamCode: 9004, eraseAt: 9 });
      const events = { ...everything, receipt: undefined, quota: [] };
      for (const receiptId of ["r", "copy"])
        await records.receive(
          receiptOf(receiptId, { messageId: "m", attempt: 1, state: "failed", zaloError: -118, events }),
        );
      expect(idsOf(await take(records))).toEqual(["undeliverable_m"]);
    });

    it("of a receipt that names a journey alone are of its application and its person", async () => {
      const records = await recordsWith(journeyOf("7", { appIndex: "north" }));
      const receipt = { eventId: "rcpt_1", type: "receipt.journey_time_out", facts: {} };
      await records.receive(receiptOf("r", { journeyId: "7", events: { ...everything, receipt, quota: [] } }));
      const found = await records.searchEvents({ appIndexes: ["north"], limit: 9 });
      expect(found.map(({ eventId }) => eventId)).toEqual(["rcpt_1"]);
      expect(await take(records)).toMatchObject([
        { event: { messageId: null, appIndex: "north", phoneIndex: "phone" } },
      ]);
    });

    it("are deleted with what they are about, and when they are over for long enough", async () => {
      const records = await recordsWith(journeyOf("7"));
      await records.start({ message: messageOf("m", { phoneIndex: "hers" }) });
      await records.receive(receiptOf("r", { messageId: "m", events: everything }));
      await records.receive(
        receiptOf("ends", {
          journeyId: "7",
          events: { ...everything, receipt: { eventId: "rcpt_2", type: "t.t", facts: {} } },
        }),
      );
      for (const phoneIndex of ["hers", "phone"]) await records.forgetPhone({ phoneIndex, entry: auditOf(phoneIndex) });
      for (const eventId of ["over", "dead", "waits"]) await records.addEvent(eventOf(eventId));
      await records.finishEvent(outcomeOf("over", { tries: 0 }));
      await records.finishEvent(outcomeOf("dead", { tries: 0, state: "dead" }));
      const sweep = (expiredBefore: number, unmatchedBefore: number) =>
        records.sweep({ now: 1_000, expiredBefore, unmatchedBefore, limit: 10 });
      expect(await sweep(100, 100)).toBe(0);
      expect(await sweep(100, 101)).toBe(1);
      expect(await sweep(101, 101)).toBe(1);
      expect(idsOf(await take(records))).toEqual(["quota_2026-11-28_20_app", "waits"]);
    });

    it("are not swept while they wait, nor what they are read of, however short that is stored; all else is", async () => {
      const records = await recordsWith(journeyOf("7"), journeyOf("8"), journeyOf("over"));
      await records.start({ message: messageOf("over") });
      await records.finish({ messageId: "over", isAccepted: true, requestId: "over" });
      await records.start({ message: messageOf("on a journey", { journeyId: "7" }) });
      await records.start({ message: messageOf("alone") });
      await records.start({ message: messageOf("told of") });
      for (const messageId of ["on a journey", "alone", "told of"])
        await records.finish({ messageId, isAccepted: true, requestId: messageId });
      for (const messageId of ["on a journey", "alone"])
        await records.addEvent(eventOf(`undeliverable ${messageId}`, { messageId }));
      const handedOn = (receiptId: string) => ({
        receipt: { eventId: `rcpt ${receiptId}`, type: "receipt.delivered", facts: {} },
        undeliverable: false,
        quota: [],
      });
      for (const [receiptId, about] of [
        ["of a message", { messageId: "told of" }],
        ["of a journey", { journeyId: "8" }],
        ["of nothing", { requestId: "foreign" }],
      ] as const)
        await records.receive(receiptOf(receiptId, { ...about, events: handedOn(receiptId) }));
      const muchLater = 1_000 * 86_400_000;
      const sweep = () => records.sweep({ now: muchLater, expiredBefore: muchLater, limit: 10 });
      expect(await sweep()).toBe(2);
      expect([await records.find("over"), await records.findMessage("over", 1)]).toEqual([undefined, undefined]);
      expect(await sweep()).toBe(0);
      const waiting = (await take(records)).map(({ event, message, journey, receipt }) => {
        return [event.eventId, message?.messageId, journey?.journeyId, receipt?.receiptId];
      });
      expect(waiting.sort()).toEqual([
        ["rcpt of a journey", undefined, "8", "of a journey"],
        ["rcpt of a message", "told of", undefined, "of a message"],
        ["rcpt of nothing", undefined, undefined, "of nothing"],
        ["undeliverable alone", "alone", undefined, undefined],
        ["undeliverable on a journey", "on a journey", "7", undefined],
      ]);
      for (const [eventId = ""] of waiting) await records.finishEvent(outcomeOf(eventId));
      expect(await sweep()).toBeGreaterThan(0);
      expect([await records.find("7"), await records.find("8")]).toEqual([undefined, undefined]);
      expect(await records.findMessage("alone", 1)).toBeUndefined();
      expect(await records.searchEvents({ limit: 10 })).toEqual([]);
    });

    it("of messages that have been silent for too long are stored once, where their application is heard of", async () => {
      const records = await recordsWith();
      for (const [messageId, appIndex] of [
        ["silent", "app"],
        ["arrived", "app"],
        ["unheard", "other"],
        ["long ago", "other"],
      ] as const) {
        await records.start({ message: messageOf(messageId, { appIndex }) });
        await records.finish({ messageId, isAccepted: true, requestId: messageId, silentAt: 50 });
      }
      await records.receive(receiptOf("sent", { messageId: "arrived", state: "sent", receivedAt: 40 }));
      await records.receive(receiptOf("r", { messageId: "arrived", state: "delivered", receivedAt: 40 }));
      await records.receive(receiptOf("old", { messageId: "long ago", state: "delivered", receivedAt: 39 }));
      // That one is on its way does not tell that deliveries are told.
      await records.receive(receiptOf("on its way", { messageId: "unheard", state: "sent", receivedAt: 45 }));
      expect(await records.nextSilence()).toBe(50);
      expect((await records.nextDue()).events).toBe(50);
      const tell = (now: number) => records.tellSilent({ now, heardSince: 40, laterAt: 90, limit: 10 });
      expect(await tell(49)).toBe(0);
      expect(await tell(50)).toBe(2);
      expect(await take(records)).toMatchObject([
        { event: { eventId: "undeliverable_silent", facts: { reason: "silent" } } },
      ]);
      expect(await records.nextSilence()).toBe(90);
      await records.putOffSilence({ now: 90, until: 120 });
      expect(await tell(119)).toBe(0);
      await records.receive(receiptOf("late", { messageId: "unheard", state: "delivered", receivedAt: 119 }));
      expect(await records.nextSilence()).toBeNull();
    });

    it("of many that are silent are stored part by part, and one whose time has not come is neither told nor put off", async () => {
      const records = await recordsWith();
      for (const [messageId, silentAt] of [
        ["heard", 10],
        ["second", 51],
        ["first", 50],
        ["later", 60],
      ] as const) {
        await records.start({ message: messageOf(messageId) });
        await records.finish({ messageId, isAccepted: true, requestId: messageId, silentAt });
      }
      await records.receive(receiptOf("r", { messageId: "heard", state: "delivered", receivedAt: 40 }));
      expect(await records.nextSilence()).toBe(50);
      const told = async () => (await records.searchEvents({ limit: 10 })).map(({ eventId }) => eventId).sort();
      for (const events of [["undeliverable_first"], ["undeliverable_first", "undeliverable_second"]]) {
        expect(await records.tellSilent({ now: 55, heardSince: 0, laterAt: 90, limit: 1 })).toBe(1);
        expect(await told()).toEqual(events);
      }
      expect(await records.tellSilent({ now: 55, heardSince: 0, laterAt: 90, limit: 1 })).toBe(0);
      await records.putOffSilence({ now: 55, until: 120 });
      expect(await records.nextSilence()).toBe(60);
    });

    it("are found by what is known of them, beside receipts that belong to nothing, newest first", async () => {
      const records = await recordsWith();
      const about = { messageId: "m", appIndex: "app" };
      await records.addEvent(eventOf("waits", { ...about, createdAt: 10 }));
      await records.addEvent(eventOf("dead", { createdAt: 20, type: "quota.low" }));
      await records.finishEvent(outcomeOf("dead", { tries: 0, state: "dead", problem: "status_500" }));
      await records.receive(receiptOf("foreign", { receivedAt: 30 }));
      const unreadable = {
        receiptId: "odd",
        receivedAt: 40,
        problem: "it is empty",
        ciphertext: "text",
        since: 0,
        atMost: 9,
      };
      await records.addUnreadable(unreadable);
      const search = async (query: object) =>
        (await records.searchEvents({ limit: 10, ...query })).map(({ eventId, problem }) => [eventId, problem]);
      const found = [
        ["odd", "unreadable"],
        ["foreign", "unmatched"],
        ["dead", "status_500"],
        ["waits", null],
      ];
      expect(await search({})).toEqual(found);
      expect(await records.stats({ unknownBefore: 0 })).toMatchObject({
        waitingEvents: 1,
        oldestWaitingEventAt: 10,
        deadEvents: 1,
      });
      expect(await search({ limit: 1, after: { at: 40, id: "odd" } })).toEqual([found[1]]);
      expect(await search({ state: "dead" })).toEqual(found.slice(0, 3));
      expect(await search({ type: "quota.low" })).toEqual([found[2]]);
      expect(await search({ appIndexes: ["app"] })).toEqual([found[3]]);
      expect(await search({ messageId: "m" })).toEqual([found[3]]);
      expect(await search({ createdFrom: 20, createdBefore: 40 })).toEqual(found.slice(1, 3));
      expect(idsOf(await take(records, 200))).toEqual(["waits"]);
      await records.finishEvent(outcomeOf("waits", { ...failed, problem: "status_429" }));
      const none = { messageId: null, detail: null, ciphertext: null };
      const over = { state: "dead", tries: 0, dueAt: null, ...none };
      expect(await records.searchEvents({ limit: 9 })).toEqual([
        {
          eventId: "odd",
          type: "receipt.unreadable",
          createdAt: 40,
          endedAt: 40,
          problem: "unreadable",
          ...over,
          detail: "it is empty",
          ciphertext: "text",
        },
        {
          eventId: "foreign",
          type: "receipt.unmatched",
          createdAt: 30,
          endedAt: 30,
          problem: "unmatched",
          ...over,
          ciphertext: "ciphertext foreign",
        },
        { eventId: "dead", type: "quota.low", createdAt: 20, endedAt: 210, problem: "status_500", ...over },
        {
          eventId: "waits",
          type: "budget.reached",
          createdAt: 10,
          endedAt: null,
          problem: "status_429",
          ...none,
          messageId: "m",
          state: "waiting",
          tries: 1,
          dueAt: 300,
        },
      ]);
    });

    it("that are over are delivered again on request, and their targets are asked at once", async () => {
      const records = await recordsWith();
      for (const [eventId, createdAt] of [
        ["early", 10],
        ["delivered", 20],
        ["dead", 30],
        ["late", 40],
      ] as const)
        await records.addEvent(eventOf(eventId, { createdAt }));
      for (const eventId of ["early", "delivered", "late"]) await records.finishEvent(outcomeOf(eventId, { tries: 0 }));
      await records.finishEvent(outcomeOf("dead", { tries: 0, state: "dead", failures: 3, retryAt: 9_000 }));
      let replays = 0;
      const replay = (limit = 10) => {
        const entry = auditOf(`replay${replays++}`, { action: "replay" });
        return records.replayEvents({ from: 20, before: 40, now: 300, limit, entry });
      };
      expect(await take(records, 300)).toEqual([]);
      expect(await replay(1)).toBe(1);
      expect(await replay()).toBe(1);
      expect(await replay()).toBe(0);
      expect(await take(records, 300)).toMatchObject([
        { event: { eventId: "dead" }, tries: 1, giveUpAt: 300 + eventLifeMs },
        { event: { eventId: "delivered" }, tries: 1 },
      ]);
      const entries = await records.searchAudit({ action: "replay", limit: 9 });
      expect(entries.map(({ counts }) => counts)).toEqual([{ events: 1 }, { events: 1 }]);
    });

    it("wait for their target where a replay finds nothing", async () => {
      const records = await recordsWith();
      for (const eventId of ["delivered", "waiting"]) await records.addEvent(eventOf(eventId, { createdAt: 10 }));
      await take(records, 20);
      await records.finishEvent(outcomeOf("delivered", { state: "delivered" }));
      await records.finishEvent(outcomeOf("waiting", { state: "waiting", failures: 3, dueAt: 9_000, retryAt: 9_000 }));
      await records.addEvent(eventOf("newer", { createdAt: 30 }));
      const replay = (from: number, id: string) =>
        records.replayEvents({ from, before: 40, now: 300, limit: 9, entry: auditOf(id, { action: "replay" }) });
      expect(await replay(35, "nothing")).toBe(0);
      expect(await take(records, 300)).toEqual([]);
      expect(await replay(5, "something")).toBe(1);
      const taken = await take(records, 300);
      expect(taken.map(({ event }) => event.eventId).sort()).toEqual(["delivered", "newer"]);
    });

    it("wait for their target no longer where they are asked for while they wait", async () => {
      const records = await recordsWith();
      for (const eventId of ["first", "second"]) await records.addEvent(eventOf(eventId, { createdAt: 10 }));
      await take(records, 20);
      await records.finishEvent(outcomeOf("first", { state: "waiting", failures: 3, dueAt: 100, retryAt: 9_000 }));
      expect(await take(records, 300)).toEqual([]);
      const entry = auditOf("waiting", { action: "replay" });
      expect(await records.replayEvents({ from: 5, before: 40, now: 300, limit: 9, entry })).toBe(0);
      expect((await take(records, 300)).map(({ event }) => event.eventId)).toContain("first");
    });

    it("are replayed once where two ask at once, and the audit has each application of a limited caller", async () => {
      const records = await recordsWith();
      for (const [eventId, appIndex] of [
        ["a", "one"],
        ["b", "two"],
        ["c", "one"],
        ["d", null],
        ["e", "far"],
      ] as const) {
        await records.addEvent(eventOf(eventId, { appIndex }));
        await records.finishEvent(outcomeOf(eventId, { tries: 0 }));
      }
      const replay = (id: string, appIndexes?: readonly string[]) => {
        const entry = auditOf(id, { action: "replay", appIndex: null });
        return records.replayEvents({ from: 0, before: 900, appIndexes, now: 300, limit: 10, entry });
      };
      const limited = ["two", "one", "none"];
      const counts = await Promise.all([replay("x", limited), replay("x", limited), replay("x", limited)]);
      expect(counts.sort()).toEqual([0, 0, 3]);
      expect(await replay("y")).toBe(2);
      const entries = await records.searchAudit({ action: "replay", limit: 9 });
      expect(entries.map(({ auditId, appIndex, counts: told }) => [auditId, appIndex, told?.["events"]])).toEqual([
        ["y", null, 2],
        ["x1", "two", 1],
        ["x", "one", 2],
      ]);
    });
  });
}
