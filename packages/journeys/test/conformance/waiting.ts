import { describe, expect, it } from "vitest";
import type { EventRecord } from "../../src/store/events.ts";
import type { Waiting } from "../../src/store/lanes.ts";
import type { JourneyRecords } from "../../src/store/store.ts";
import { auditOf, call, journeyOf, messageOf, type RecordsWith, receiptOf } from "./samples.ts";

const waitingOf = (more: Partial<Waiting> = {}): Waiting => ({
  dueAt: 100,
  notAfter: 1_000,
  lane: "scheduled",
  heldFor: null,
  secrets: null,
  ...more,
});
const eventOf = (eventId: string): EventRecord => ({
  eventId,
  type: "message.undeliverable",
  messageId: "a",
  appIndex: "app",
  phoneIndex: "phone",
  orderedBy: "a",
  createdAt: 5,
  receiptId: null,
  facts: { reason: "expired" },
});
const idsOf = (taken: Awaited<ReturnType<JourneyRecords["takeDue"]>>) => taken.map(({ message }) => message.messageId);
const stateOf = async (records: JourneyRecords, messageId: string) =>
  (await records.findMessage(messageId, 1))?.message.state;

const secretsOf = async (records: JourneyRecords) =>
  (await records.readCiphertexts({ table: "message_secrets", except: "x", after: "", limit: 9, rows: 99 })).found;

/** Messages that wait, whose number is not sent twice, whichever process takes them. */
export function describeWaiting(name: string, recordsWith: RecordsWith): void {
  describe(`${name}: messages that wait`, () => {
    const add = (records: JourneyRecords, messageId: string, more: Partial<Waiting> = {}, rest: object = {}) =>
      records.start({ message: messageOf(messageId, { waiting: waitingOf(more), ...rest }), eraseAt: 7_000 });
    const take = (records: JourneyRecords, now = 200, limit = 10) => records.takeDue({ now, limit });
    const takeOne = async (records: JourneyRecords, now = 200) => {
      const [one] = await take(records, now, 1);
      if (!one) throw new Error("nothing was taken");
      const { messageId, attempt, tries } = one.message;
      return { ...one, taker: { messageId, attempt, tries } };
    };
    const back = { dueAt: 300, heldFor: "retry", secrets: null, journeyId: null, eraseAt: 7_000 } as const;

    it("are taken in the order of lanes and times, what is due and not over, as many as are wanted", async () => {
      const records = await recordsWith();
      await add(records, "late", { dueAt: 150 });
      await add(records, "batch", { lane: "batch", dueAt: 1 });
      await add(records, "live", { lane: "live", dueAt: 190 });
      await add(records, "early", { dueAt: 120 });
      await add(records, "later", { dueAt: 201 });
      await add(records, "over", { notAfter: 200 });
      expect(idsOf(await take(records, 200, 3))).toEqual(["live", "early", "late"]);
      expect(idsOf(await take(records))).toEqual(["batch"]);
      expect(idsOf(await take(records))).toEqual([]);
      expect(idsOf(await take(records, 201))).toEqual(["later"]);
      expect(await stateOf(records, "over")).toBe("scheduled");
      const { message } = (await records.findMessage("early", 1)) ?? {};
      expect(message).toMatchObject({ state: "unknown", attemptedAt: 200, tries: 1, dueAt: 120, notAfter: 1_000 });
    });

    it("are taken once, by many at once", async () => {
      const records = await recordsWith();
      const ids = Array.from({ length: 30 }, (_, index) => `m${index}`);
      for (const id of ids) await add(records, id);
      const taken = await Promise.all(Array.from({ length: 12 }, () => take(records, 200, 4)));
      expect(taken.flatMap(idsOf).sort()).toEqual([...ids].sort());
    });

    it("give their secrets to the taker, and store them no longer but where they wait again", async () => {
      const records = await recordsWith();
      await add(records, "a", { secrets: "sealed" });
      const { taker, secrets } = await takeOne(records);
      expect(secrets).toBe("sealed");
      expect(await secretsOf(records)).toEqual([]);
      expect(await records.putBack({ ...taker, ...back, secrets: "sealed" })).toBe(true);
      expect((await takeOne(records, 300)).secrets).toBe("sealed");
      expect(await secretsOf(records)).toEqual([]);
    });

    it("wait again by their taker alone, and only while nothing is known of them", async () => {
      const records = await recordsWith();
      await add(records, "a");
      const first = await takeOne(records);
      expect(await records.putBack({ ...first.taker, ...back })).toBe(true);
      expect((await records.findMessage("a", 1))?.message).toMatchObject({ heldFor: "retry", dueAt: 300 });
      expect(await take(records, 299)).toEqual([]);
      const second = await takeOne(records, 300);
      expect(second.message.tries).toBe(2);
      // A write of the first taker comes late.
      expect(await records.putBack({ ...first.taker, ...back })).toBe(false);
      expect(await stateOf(records, "a")).toBe("unknown");
      await records.receive(receiptOf("r", { messageId: "a", attempt: 1, state: "sent" }));
      expect(await records.putBack({ ...second.taker, ...back })).toBe(false);
      expect(await stateOf(records, "a")).toBe("sent");
      expect(await take(records, 900)).toEqual([]);
    });

    it("are their taker's in one attempt alone: what comes late of the one before changes nothing of the next", async () => {
      const records = await recordsWith(journeyOf("1"));
      await add(records, "a");
      const former = (await takeOne(records)).taker;
      await records.refuse({ ...former, upstreamCode: null, eraseAt: 1 });
      const next = { message: messageOf("a", { waiting: waitingOf() }), after: 1, from: ["refused"], at: 150 } as const;
      expect(await records.beginAttempt(next)).toBe(true);
      expect((await takeOne(records)).taker).toEqual({ ...former, attempt: 2 });
      expect(await records.putBack({ ...former, ...back })).toBe(false);
      expect(await records.assignJourney({ ...former, journeyId: "1" })).toBe(false);
      const ends = [{ messageId: "a", taker: former }];
      expect(await records.endWaiting({ ends, to: "expired", at: 300, eraseAt: 900 })).toEqual([]);
      expect(await stateOf(records, "a")).toBe("unknown");
      expect(await take(records, 900)).toEqual([]);
    });

    it("are found by recipient and by application, up to a time", async () => {
      const records = await recordsWith();
      await add(records, "a", { dueAt: 100 });
      await add(records, "b", { dueAt: 100 }, { phoneIndex: "another" });
      await add(records, "c", { dueAt: 101 }, { appIndex: "another" });
      const found = async (query: object) =>
        (await records.readWaiting({ ...query, limit: 9 })).map(({ messageId }) => messageId).sort();
      expect(await found({ phoneIndex: "phone" })).toEqual(["a", "c"]);
      expect(await found({ phoneIndex: "phone", appIndex: "app" })).toEqual(["a"]);
      expect(await found({ appIndex: "app" })).toEqual(["a", "b"]);
      expect(await found({ dueUntil: 100 })).toEqual(["a", "b"]);
      expect(await found({ notAfterUntil: 1_000 })).toEqual(["a", "b", "c"]);
      expect(await found({ notAfterUntil: 999 })).toEqual([]);
    });

    it("store no secrets where a newer one of their topic has come, or the attempt before has arrived", async () => {
      const records = await recordsWith();
      await add(records, "a", { secrets: "sealed" }, { topicIndex: "t" });
      await add(records, "b", {}, { topicIndex: "t", createdAt: 2 });
      expect([await stateOf(records, "a"), await secretsOf(records)]).toEqual(["superseded", []]);
      await records.start({ message: messageOf("c") });
      await records.finish({ messageId: "c", isAccepted: true, requestId: "r" });
      const message = messageOf("c", { waiting: waitingOf({ secrets: "sealed" }) });
      await records.beginAttempt({ message, after: 1, from: ["accepted"], at: 9 });
      await records.withdraw({ messageId: "c", attempt: 2, eraseAt: null, silentAt: null });
      expect([await stateOf(records, "c"), await secretsOf(records)]).toEqual(["accepted", []]);
    });

    it("are taken back to the attempt just before, with all that is told of it", async () => {
      const records = await recordsWith();
      await records.start({ message: messageOf("a") });
      await records.refuse({ messageId: "a", attempt: 1, upstreamCode: 9004, eraseAt: 1 });
      await records.beginAttempt({ message: messageOf("a"), after: 1, from: ["refused"], at: 20 });
      await records.finish({ messageId: "a", attempt: 2, isAccepted: true, requestId: "second" });
      const failed = { requestId: "second", state: "failed", zaloError: -144, eraseAt: 50 } as const;
      await records.receive(receiptOf("r", failed));
      const waiting = waitingOf({ heldFor: "quota" });
      const next = { message: messageOf("a", { waiting }), after: 2, from: ["failed"], at: 30 } as const;
      expect(await records.beginAttempt(next)).toBe(true);
      expect(await records.withdraw({ messageId: "a", attempt: 3, eraseAt: 900, silentAt: null })).toBe(true);
      const { message, attempts } = (await records.findMessage("a", 1)) ?? {};
      const second = {
        attempt: 2,
        state: "failed",
        requestId: "second",
        attemptedAt: 20,
        upstreamCode: null,
        zaloError: -144,
      };
      expect(message).toMatchObject(second);
      expect(attempts).toMatchObject([{ attempt: 1, state: "refused", upstreamCode: 9004 }]);
    });

    it("are not sent any more once a receipt says that they were", async () => {
      const records = await recordsWith();
      await add(records, "a");
      const { taker } = await takeOne(records);
      await records.putBack({ ...taker, ...back });
      await records.receive(receiptOf("r", { messageId: "a", attempt: 1, state: "delivered" }));
      expect(await take(records, 900)).toEqual([]);
      expect(await stateOf(records, "a")).toBe("delivered");
    });

    it("have the journey that their taker opened, and no other", async () => {
      const records = await recordsWith(journeyOf("1"));
      await add(records, "a");
      const { taker } = await takeOne(records);
      expect(await records.assignJourney({ ...taker, journeyId: "1" })).toBe(true);
      expect(await records.readMessages("1", 9)).toMatchObject([{ messageId: "a" }]);
      await records.putBack({ ...taker, ...back });
      expect(await records.readMessages("1", 9)).toEqual([]);
      expect(await records.assignJourney({ ...taker, journeyId: "1" })).toBe(false);
    });

    it("end once: cancelled, each with its entry of the audit, or expired, with their event", async () => {
      const records = await recordsWith();
      for (const id of ["a", "b", "c"]) await add(records, id, { secrets: "sealed" });
      const entry = auditOf("e", { action: "cancel", subject: "a" });
      const cancel = { ends: [{ messageId: "a", entry }], to: "cancelled", at: 300, eraseAt: 900 } as const;
      const ended = await Promise.all(Array.from({ length: 5 }, () => records.endWaiting(cancel)));
      expect(ended.filter((ids) => ids.length > 0)).toEqual([["a"]]);
      expect(await records.searchAudit({ limit: 9 })).toMatchObject([{ auditId: "e", counts: null }]);
      const { message } = (await records.findMessage("a", 1)) ?? {};
      expect(message).toMatchObject({ state: "cancelled", eraseAt: 900 });
      const ends = ["a", "b", "gone"].map((messageId) => ({ messageId, event: eventOf(messageId) }));
      const expire = { ends, to: "expired", at: 300, eraseAt: 900 } as const;
      expect(await records.endWaiting(expire)).toEqual(["b"]);
      expect(await records.endWaiting(expire)).toEqual([]);
      expect((await records.searchEvents({ limit: 9 })).map(({ eventId }) => eventId)).toEqual(["b"]);
      const both = ["b", "c"].map((messageId) => ({
        messageId,
        entry: auditOf(`f${messageId}`, { action: "cancel", subject: messageId }),
      }));
      expect(await records.endWaiting({ ends: both, to: "cancelled", at: 300, eraseAt: 1 })).toEqual(["c"]);
      const { length } = await records.searchAudit({ subject: "b", limit: 9 });
      expect([length, await records.searchAudit({ subject: "c", limit: 9 })]).toMatchObject([0, [{ auditId: "fc" }]]);
      expect(await take(records)).toEqual([]);
      expect(await secretsOf(records)).toEqual([]);
    });

    it("expire by their taker, unless something is known of them; what was taken is not cancelled", async () => {
      const records = await recordsWith();
      await add(records, "a");
      const { taker } = await takeOne(records);
      expect(await records.endWaiting({ ends: [{ messageId: "a" }], to: "cancelled", at: 300, eraseAt: 1 })).toEqual(
        [],
      );
      const end = (tries: number) =>
        records.endWaiting({
          ends: [{ messageId: "a", taker: { ...taker, tries } }],
          to: "expired",
          at: 300,
          eraseAt: 1,
        });
      expect(await end(2)).toEqual([]);
      expect(await end(1)).toEqual(["a"]);
      expect(await stateOf(records, "a")).toBe("expired");
    });

    it("are held by template, but for those that have to go before", async () => {
      const records = await recordsWith();
      const ofTemplate = (templateId: string | null) => ({ templateId });
      await add(records, "quiet", {}, ofTemplate("2"));
      await add(records, "soon", { notAfter: 500 }, ofTemplate("2"));
      await add(records, "other", {}, ofTemplate("1"));
      await add(records, "none", {}, ofTemplate(null));
      const held = { dueUntil: 200, until: 500, heldFor: "quiet_hours", limit: 9, templates: { ids: ["2"] } } as const;
      const query = { dueUntil: 200, notAfterUntil: 500, limit: 9 };
      expect(await records.readWaiting({ ...query, templates: { ids: ["2"] } })).toMatchObject([{ messageId: "soon" }]);
      expect(await records.readWaiting({ ...query, templates: { ids: ["2"], except: true } })).toEqual([]);
      expect(await records.hold(held)).toBe(1);
      expect(await records.hold(held)).toBe(0);
      expect(idsOf(await take(records)).sort()).toEqual(["none", "other", "soon"]);
      expect(await take(records, 499)).toEqual([]);
      const [taken] = await take(records, 500);
      expect(taken?.message).toMatchObject({ messageId: "quiet", heldFor: "quiet_hours", dueAt: 500 });
    });

    it("keep the key of their call until it is known how they ended, long after its time", async () => {
      const records = await recordsWith();
      const message = messageOf("a", { waiting: waitingOf({ dueAt: 4_000, notAfter: 9_000 }) });
      await records.start({ call: call("a"), message, answer: "waits" });
      const known = async (now: number) => {
        await records.sweep({ now: now + 1, expiredBefore: 1, limit: 9 });
        return records.findIdempotent({ key: "c", now });
      };
      expect(await known(3_000)).toMatchObject({ state: "done", messageState: "scheduled", answer: "waits" });
      await take(records, 4_000);
      expect(await known(5_000)).toMatchObject({ state: "done", messageState: "unknown" });
      expect(await records.start({ call: call("b", 5_000), message: messageOf("b") })).toMatchObject({
        messageId: "a",
      });
      await records.finish({ messageId: "a", isAccepted: true, requestId: "r" });
      expect(await known(5_000)).toBeUndefined();
    });

    it("are not taken back where a taker has them; without a key, the writing of one is waited for", async () => {
      const records = await recordsWith();
      const start = records.start({ message: messageOf("a", { waiting: waitingOf() }) });
      expect(await Promise.all([start, records.cancel({ messageId: "a" })])).toMatchObject([undefined, true]);
      await add(records, "b");
      await take(records);
      expect(await records.cancel({ messageId: "b" })).toBe(false);
      expect(await stateOf(records, "b")).toBe("unknown");
    });

    it("are all held by two at once, while another one takes some", async () => {
      const records = await recordsWith();
      const ids = Array.from({ length: 20 }, (_, index) => `m${index + 10}`);
      for (const id of ids) await add(records, id);
      const holdAll = async () => {
        let total = 0;
        for (let held = -1; held !== 0; total += held)
          held = await records.hold({ dueUntil: 200, until: 500, heldFor: "quota", limit: 3 });
        return total;
      };
      const [one, other, taken] = await Promise.all([holdAll(), holdAll(), take(records, 200, 4)]);
      expect(one + other + taken.length).toBe(20);
      expect(await take(records)).toEqual([]);
      expect(await take(records, 500, 99)).toHaveLength(one + other);
    });

    it("are held part by part, those first that have been due for longer", async () => {
      const records = await recordsWith();
      for (const [id, dueAt] of [
        ["late", 150],
        ["early", 100],
        ["later", 180],
      ] as const)
        await add(records, id, { dueAt });
      const hold = () => records.hold({ dueUntil: 200, until: 500, heldFor: "quota", limit: 2 });
      expect(await hold()).toBe(2);
      expect(idsOf(await take(records))).toEqual(["later"]);
      expect([await hold(), idsOf(await take(records, 500)).sort()]).toEqual([0, ["early", "late"]]);
    });

    it("a newer one of the topic takes the place of what waits, also of what waits again; not of what was sent", async () => {
      const records = await recordsWith();
      const topic = { topicIndex: "t" };
      await add(records, "a", {}, { ...topic, createdAt: 1 });
      await add(records, "other", {}, { topicIndex: "u" });
      await add(records, "b", {}, { ...topic, createdAt: 2 });
      expect((await records.findMessage("a", 1))?.message).toMatchObject({ state: "superseded", eraseAt: 7_000 });
      expect(idsOf(await take(records, 200, 1))).toEqual(["b"]);
      await records.start({ message: messageOf("c", { ...topic, createdAt: 3 }), eraseAt: 7_000 });
      const taker = { messageId: "b", attempt: 1, tries: 1 };
      expect(await stateOf(records, "b")).toBe("unknown");
      expect(await records.putBack({ ...taker, ...back, journeyId: "1" })).toBe(false);
      const replaced = { state: "superseded", eraseAt: 7_000, journeyId: "1" };
      expect((await records.findMessage("b", 1))?.message).toMatchObject(replaced);
      expect(idsOf(await take(records))).toEqual(["other"]);
    });

    it("many of one topic leave one that waits", async () => {
      const records = await recordsWith();
      const ids = Array.from({ length: 8 }, (_, index) => `m${index}`);
      await Promise.all(ids.map((id) => add(records, id, {}, { topicIndex: "t" })));
      const states = await Promise.all(ids.map((id) => stateOf(records, id)));
      expect(states.filter((state) => state === "scheduled")).toHaveLength(1);
      expect(states.filter((state) => state === "superseded")).toHaveLength(7);
    });

    it("move with a corrected message, as a whole or not at all", async () => {
      const records = await recordsWith();
      await records.start({ message: messageOf("wrong") });
      await records.refuse({ messageId: "wrong", attempt: 1, upstreamCode: null, eraseAt: 1 });
      await add(records, "a", { secrets: "sealed" });
      await add(records, "b");
      await add(records, "another's", { dueAt: 9_000, notAfter: 9_001 });
      const to = messageOf("c", { waiting: waitingOf({ dueAt: 150 }), phoneIndex: "right" });
      const moved = { messages: [{ messageId: "a", to }, { messageId: "b" }], eraseAt: 900, event: eventOf("moved") };
      const next = { message: messageOf("wrong"), after: 1, from: ["refused"] as const, at: 9, moved };
      const late = { ...moved, messages: [...moved.messages, { messageId: "gone" }] };
      expect(await records.beginAttempt({ ...next, moved: late })).toBe(false);
      expect([await stateOf(records, "a"), await stateOf(records, "wrong")]).toEqual(["scheduled", "refused"]);
      // One that a taker has goes to whom it was for.
      await add(records, "taken", { lane: "live" });
      await takeOne(records);
      const tooLate = { ...moved, messages: [...moved.messages, { messageId: "taken" }] };
      expect(await records.beginAttempt({ ...next, moved: tooLate })).toBe(false);
      expect(await Promise.all(["a", "taken", "wrong"].map((id) => stateOf(records, id)))).toEqual([
        "scheduled",
        "unknown",
        "refused",
      ]);
      expect(await records.beginAttempt(next)).toBe(true);
      expect(await secretsOf(records)).toEqual([]);
      const states = await Promise.all(["a", "b", "c", "wrong"].map((id) => stateOf(records, id)));
      expect(states).toEqual(["cancelled", "cancelled", "scheduled", "unknown"]);
      expect(await stateOf(records, "another's")).toBe("scheduled");
      expect((await records.findMessage("a", 1))?.message).toMatchObject({ attemptedAt: 9, eraseAt: 900 });
      expect((await records.searchEvents({ limit: 9 })).map(({ eventId }) => eventId)).toEqual(["moved"]);
      expect(idsOf(await take(records))).toEqual(["c"]);
    });

    it("are taken back, as long as they wait or by their taker, where the attempt before has arrived: it is the last again", async () => {
      const records = await recordsWith();
      const begin = async (messageId: string) => {
        await records.start({ message: messageOf(messageId) });
        await records.finish({ messageId, isAccepted: true, requestId: `request ${messageId}` });
        const message = messageOf(messageId, { waiting: waitingOf({ heldFor: "quota", secrets: "sealed" }) });
        expect(await records.beginAttempt({ message, after: 1, from: ["accepted"], at: 9 })).toBe(true);
        await records.receive(receiptOf(`told ${messageId}`, { messageId, attempt: 1, state: "delivered" }));
      };
      const withdrawal = { attempt: 2, eraseAt: 900, silentAt: null };
      await begin("a");
      await begin("b");
      const found = async (messageId: string) => records.findMessage(messageId, 9);
      expect((await found("a"))?.message).toMatchObject({ attempt: 2, state: "scheduled" });
      expect(await records.withdraw({ ...withdrawal, messageId: "a", attempt: 1 })).toBe(false);
      expect(await records.withdraw({ ...withdrawal, messageId: "a" })).toBe(true);
      expect(await records.withdraw({ ...withdrawal, messageId: "a" })).toBe(false);
      const first = {
        attempt: 1,
        state: "delivered",
        requestId: "request a",
        dueAt: null,
        heldFor: null,
        eraseAt: 900,
      };
      expect(await found("a")).toMatchObject({ message: first, attempts: [], receipts: [{}] });
      const { taker, secrets } = await takeOne(records);
      expect([taker, secrets]).toEqual([{ messageId: "b", attempt: 2, tries: 1 }, "sealed"]);
      expect(await records.withdraw({ ...withdrawal, messageId: "b" })).toBe(false);
      expect(await records.withdraw({ ...withdrawal, messageId: "b", taker: { ...taker, tries: 2 } })).toBe(false);
      expect(await records.withdraw({ ...withdrawal, messageId: "b", taker })).toBe(true);
      expect((await found("b"))?.message).toMatchObject({ attempt: 1, state: "delivered" });
      await add(records, "c");
      expect(await records.withdraw({ ...withdrawal, messageId: "c", attempt: 1 })).toBe(false);
      expect(await stateOf(records, "c")).toBe("scheduled");
    });

    it("of one topic, asked for at once and put back, leave one that waits", async () => {
      const records = await recordsWith();
      for (const id of ["a", "b"]) await add(records, id, {}, { topicIndex: id });
      const taken = await take(records);
      const sibling = { topicIndex: "a" };
      await add(records, "c", {}, sibling);
      const [third] = await take(records);
      for (const { message } of [...taken, third].flatMap((one) => one ?? [])) {
        const { messageId, attempt, tries } = message;
        await records.putBack({ ...back, messageId, attempt, tries });
      }
      expect(await Promise.all(["a", "b", "c"].map((id) => stateOf(records, id)))).toEqual([
        "superseded",
        "scheduled",
        "scheduled",
      ]);
    });

    it("begin no further attempt where that was not wanted of one that a newer one of its topic replaces", async () => {
      const records = await recordsWith();
      for (const [id, createdAt] of [
        ["old", 1],
        ["new", 2],
      ] as const) {
        await records.start({ message: messageOf(id, { topicIndex: "t", createdAt }) });
        await records.finish({ messageId: id, isAccepted: true, requestId: id });
      }
      const again = (messageId: string) =>
        records.beginAttempt({
          message: messageOf(messageId, { waiting: waitingOf() }),
          after: 1,
          from: ["accepted"],
          at: 9,
          unlessReplaced: true,
        });
      expect([await again("old"), await again("new")]).toEqual([false, true]);
      // A person has decided it.
      const decided = { message: messageOf("old"), after: 1, from: ["accepted"], at: 9 } as const;
      expect(await records.beginAttempt(decided)).toBe(true);
    });

    it("wait again where what took their place was itself replaced by one that was never stored in the end", async () => {
      const records = await recordsWith();
      const topic = { topicIndex: "t" };
      await add(records, "a", {}, topic);
      const { taker } = await takeOne(records);
      await add(records, "b", {}, { ...topic, createdAt: 2 });
      await add(records, "c", {}, { ...topic, createdAt: 3 });
      expect(await records.cancel({ messageId: "c" })).toBe(true);
      expect(await records.putBack({ ...taker, ...back })).toBe(true);
      expect([await stateOf(records, "a"), await stateOf(records, "b")]).toEqual(["scheduled", "superseded"]);
    });

    it("are taken, held and read as many as are wanted, those first whose time came or comes first", async () => {
      const records = await recordsWith();
      await add(records, "late", { dueAt: 150, notAfter: 700 });
      await add(records, "early", { dueAt: 120, notAfter: 900 });
      await add(records, "live", { dueAt: 190, notAfter: 800, lane: "live" });
      await add(records, "batch", { dueAt: 110, notAfter: 950, lane: "batch" });
      const read = await records.readWaiting({ limit: 2 });
      expect(read.map(({ messageId }) => messageId)).toEqual(["late", "live"]);
      expect(await records.nextDue()).toMatchObject({ messages: 110 });
      const held = { dueUntil: 200, until: 500, heldFor: "quota", limit: 2 } as const;
      expect(await records.hold(held)).toBe(2);
      expect(await records.nextDue()).toMatchObject({ messages: 150 });
      expect(idsOf(await take(records, 200, 9))).toEqual(["live", "late"]);
      expect(idsOf(await take(records, 500, 1))).toEqual(["early"]);
    });

    it("are taken one by one in the order of their times", async () => {
      const records = await recordsWith();
      for (const [id, dueAt] of Object.entries({ third: 150, first: 110, second: 130 }))
        await add(records, id, { dueAt });
      const taken = [await take(records, 200, 1), await take(records, 200, 1), await take(records, 200, 1)];
      expect(taken.flatMap(idsOf)).toEqual(["first", "second", "third"]);
    });

    it("are not held to an earlier time than their own", async () => {
      const records = await recordsWith();
      await add(records, "a", { dueAt: 600 });
      expect(await records.hold({ until: 500, heldFor: "quota", limit: 9 })).toBe(0);
      expect(await take(records, 599)).toEqual([]);
    });

    it("are found by templates that are not named, also those of none", async () => {
      const records = await recordsWith();
      for (const templateId of ["1", "2", null]) await add(records, `of ${templateId}`, {}, { templateId });
      const found = await records.readWaiting({ templates: { ids: ["2"], except: true }, limit: 9 });
      expect(found.map(({ messageId }) => messageId).sort()).toEqual(["of 1", "of null"]);
    });

    it("are taken back as the very attempt that waits, with the journey, the code and the silence of the one before", async () => {
      const records = await recordsWith(journeyOf("1"), journeyOf("2"));
      for (const id of ["a", "other"]) {
        await records.start({ message: messageOf(id, { journeyId: "1" }) });
        await records.finish({ messageId: id, isAccepted: true, requestId: id, upstreamCode: 9_001 });
        const second = messageOf(id, { journeyId: "2" });
        expect(await records.beginAttempt({ message: second, after: 1, from: ["accepted"], at: 20 })).toBe(true);
      }
      const message = messageOf("a", { waiting: waitingOf() });
      await records.finish({ messageId: "a", attempt: 2, isAccepted: false, upstreamCode: 9_999 });
      expect(await records.beginAttempt({ message, after: 2, from: ["unknown"], at: 30 })).toBe(true);
      const withdrawal = { messageId: "a", eraseAt: null, silentAt: 700 };
      // Neither an attempt before it, nor one that has none before it.
      expect(await records.withdraw({ ...withdrawal, attempt: 2 })).toBe(false);
      await add(records, "first");
      expect(await records.withdraw({ ...withdrawal, messageId: "first", attempt: 1 })).toBe(false);
      expect(await records.withdraw({ ...withdrawal, attempt: 3 })).toBe(true);
      const found = await records.findMessage("a", 1);
      expect(found?.message).toMatchObject({ attempt: 2, state: "unknown", journeyId: "2", upstreamCode: 9_999 });
      expect(found?.attempts).toMatchObject([{ attempt: 1 }]);
      expect((await records.findMessage("other", 1))?.attempts).toHaveLength(1);
      expect(await records.nextSilence()).toBe(700);
    });

    it("tell the first event, or the first silence, that is to be looked at", async () => {
      const records = await recordsWith();
      await records.start({ message: messageOf("a") });
      await records.finish({ messageId: "a", isAccepted: true, requestId: "a", silentAt: 700 });
      expect(await records.nextDue()).toEqual({ messages: null, events: 700 });
      for (const [id, createdAt] of [
        ["b", 60],
        ["c", 50],
      ] as const) {
        await add(records, id);
        const event = { ...eventOf(id), messageId: id, orderedBy: id, createdAt };
        await records.endWaiting({ ends: [{ messageId: id, event }], to: "expired", at: 300, eraseAt: 1 });
      }
      expect(await records.nextDue()).toEqual({ messages: null, events: 50 });
    });

    it("are kept from their end on, however long they have waited", async () => {
      const records = await recordsWith();
      await add(records, "a", { dueAt: 5_000, notAfter: 6_000 });
      await add(records, "b", { dueAt: 5_000, notAfter: 6_000 }, { topicIndex: "t" });
      await records.endWaiting({ ends: [{ messageId: "a" }], to: "expired", at: 6_000, eraseAt: 7_000 });
      await add(records, "c", {}, { topicIndex: "t", createdAt: 6_000 });
      await records.sweep({ now: 6_500, expiredBefore: 5_999, limit: 9 });
      expect([await stateOf(records, "a"), await stateOf(records, "b")]).toEqual(["expired", "superseded"]);
      await records.sweep({ now: 9_000, expiredBefore: 6_001, limit: 9 });
      expect([await stateOf(records, "a"), await stateOf(records, "b")]).toEqual([undefined, undefined]);
    });

    it("leave their call done, with its answer, until its time", async () => {
      const records = await recordsWith();
      const message = messageOf("a", { waiting: waitingOf() });
      expect(await records.start({ call: call("o"), message, answer: "answer" })).toBeUndefined();
      const known = { state: "done", answer: "answer", messageState: "scheduled", messageId: "a" };
      expect(await records.findIdempotent({ key: "c", now: 200 })).toMatchObject(known);
      const { taker } = await takeOne(records);
      expect(await records.findIdempotent({ key: "c", now: 200 })).toMatchObject({ ...known, messageState: "unknown" });
      await records.refuse({ ...taker, upstreamCode: 9004, eraseAt: 1, event: eventOf("a") });
      expect(await records.findIdempotent({ key: "c", now: 200 })).toMatchObject({ isRefused: true });
      const again = {
        message: messageOf("a", { waiting: waitingOf({ dueAt: 400 }) }),
        call: call("p"),
        answer: "next",
      };
      expect(await records.beginAttempt({ ...again, after: 1, from: ["refused"], at: 210 })).toBe(true);
      expect(await records.findIdempotent({ key: "c", now: 220 })).toMatchObject({
        ...known,
        answer: "next",
        attempt: 2,
      });
      expect(idsOf(await take(records, 399))).toEqual([]);
      const [second] = await take(records, 400);
      expect(second?.message).toMatchObject({ messageId: "a", attempt: 2, tries: 1 });
    });

    it("a call is undone while its message waits, and not once that was taken", async () => {
      const records = await recordsWith();
      const holder = { key: "c", owner: "o" };
      const message = messageOf("a", { waiting: waitingOf() });
      await records.start({ call: call("o"), message, answer: "answer" });
      await take(records);
      expect(await records.cancel({ call: holder, messageId: "a" })).toBe(false);
      expect(await records.findIdempotent({ key: "c", now: 200 })).toMatchObject({ messageId: "a" });
      await add(records, "b");
      expect(await records.cancel({ messageId: "b" })).toBe(true);
      expect(await stateOf(records, "b")).toBeUndefined();
    });

    it("are not swept, and tell when something is to be done next", async () => {
      const records = await recordsWith();
      expect(await records.nextDue()).toMatchObject({ messages: null });
      await add(records, "a", { dueAt: 5_000, notAfter: 9_000 });
      expect(await records.sweep({ now: 90_000_000_000, expiredBefore: 90_000_000_000, limit: 9 })).toBe(0);
      expect(await records.nextDue()).toMatchObject({ messages: 5_000 });
      await add(records, "b", { dueAt: 4_000, notAfter: 9_000, lane: "batch" });
      expect(await records.nextDue()).toMatchObject({ messages: 4_000 });
      await records.endWaiting({ ends: [{ messageId: "b" }], to: "cancelled", at: 10, eraseAt: 900 });
      expect(await records.nextDue()).toMatchObject({ messages: 5_000 });
    });

    it("are taken so many at a time, with a pace as without one", async () => {
      for (const pace of [undefined, { name: "account", intervalUs: 20_000 }]) {
        const records = await recordsWith();
        for (const id of ["a", "b", "c"]) await add(records, id, { notAfter: 99_000 });
        expect(await records.takeDue({ now: 50_000, limit: 2, pace })).toHaveLength(2);
      }
    });

    it("keep the account's pace, whichever process takes them, and what is live has the next place after few of them", async () => {
      const records = await recordsWith();
      for (let index = 0; index < 40; index++) await add(records, `m${index}`, { notAfter: 99_000 });
      const pace = { name: "account", intervalUs: 20_000 };
      const now = 50_000;
      const taken = (
        await Promise.all([records.takeDue({ now, limit: 9, pace }), records.takeDue({ now, limit: 30, pace })])
      ).flat();
      const places = taken.map(({ goesAt }) => goesAt).sort((one, other) => one - other);
      expect(places).toEqual(Array.from({ length: 6 }, (_, index) => now + index * 20));
      expect(await records.takeDue({ now, limit: 9, pace })).toEqual([]);
      const live = { ...pace, now, withinMs: 1_000 };
      expect([await records.acquireSlot(live), await records.acquireSlot(live)]).toEqual([now + 120, now + 140]);
      expect(await records.acquireSlot({ ...live, withinMs: 150 })).toBeUndefined();
      // Another account has a pace of its own.
      const another = { ...live, name: "another" };
      expect([await records.acquireSlot(another), await records.acquireSlot(another)]).toEqual([now, now + 20]);
      expect(await records.takeDue({ now: now + 40, limit: 1, pace: { ...pace, name: "another" } })).toHaveLength(1);
      expect(await records.acquireSlot(live)).toBe(now + 160);
      expect(await records.acquireSlot({ ...live, now: now + 5_000 })).toBe(now + 5_000);
      // A clock that was far ahead has written a place that nobody waits for.
      expect(await records.acquireSlot({ ...live, now: now - 100_000 })).toBe(now - 100_000);
    });
  });
}
