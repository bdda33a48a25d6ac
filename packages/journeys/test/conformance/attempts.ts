import { describe, expect, it } from "vitest";
import type { AttemptRecipient } from "../../src/store/message-queries.ts";
import type { JourneyRecords } from "../../src/store/store.ts";
import { auditOf, call, journeyOf, knownMessage, messageOf, type RecordsWith, receiptOf } from "./samples.ts";

const refused = { messageId: "m", attempt: 1, upstreamCode: 9004, eraseAt: 500 };

/** Those before the last one. */
const attemptsOf = async (records: JourneyRecords) => (await records.findMessage("m", 1))?.attempts;

export function describeAttempts(name: string, recordsWith: RecordsWith): void {
  describe(`${name}: attempts`, () => {
    const started = async () => {
      const records = await recordsWith(journeyOf("1"), journeyOf("2"));
      const message = messageOf("m", { journeyId: "1", data: "data", caller: "shop" });
      await records.start({ call: call("o"), message });
      return { records, message };
    };
    const again = (more: object = {}) => ({
      message: messageOf("m", { journeyId: "2" }),
      after: 1,
      from: ["refused"] as const,
      at: 30,
      ...more,
    });

    it("one that is refused stays, with its code; its key leads to it, and is free for other input", async () => {
      const { records } = await started();
      await records.refuse({ ...refused, call: { key: "c", owner: "o" } });
      const known = { state: "done", messageState: "refused", messageId: "m", attempt: 1, answer: null };
      expect(await records.findIdempotent({ key: "c", now: 20 })).toMatchObject(known);
      expect(await records.start({ call: call("p"), message: messageOf("n") })).toMatchObject(known);
      expect(await records.readMessages("1", 9)).toMatchObject([
        { messageId: "m", state: "refused", upstreamCode: 9004, eraseAt: 500 },
      ]);
      const other = { ...call("q"), fingerprint: "other" };
      expect(await records.start({ call: other, message: messageOf("q", { journeyId: "1" }) })).toBeUndefined();
      expect(await records.readMessages("1", 9)).toHaveLength(2);
    });

    it("one that a person begins leaves the key of what was refused unknown until that is told, and free where it is refused again", async () => {
      const { records } = await started();
      await records.refuse({ ...refused, call: { key: "c", owner: "o" } });
      expect(await records.beginAttempt(again())).toBe(true);
      const found = (now: number) => records.findIdempotent({ key: "c", now });
      const later = 9_000_000;
      expect(await found(later)).toMatchObject({ state: "unknown", messageState: "unknown", attempt: 2, answer: null });
      await records.refuse({ ...refused, attempt: 2 });
      expect(await found(later)).toMatchObject({ messageState: "refused", attempt: 2 });
      expect(await records.beginAttempt(again())).toBe(false);
      expect(await records.beginAttempt(again({ after: 2 }))).toBe(true);
      await records.finish({ messageId: "m", attempt: 3, isAccepted: true, requestId: "q" });
      expect(await found(20)).toMatchObject({ messageState: "accepted", attempt: 3, requestId: "q" });
    });

    it("one that is refused frees no key where one before may have been sent", async () => {
      const { records } = await started();
      await records.finish({ call: { key: "c", owner: "o" }, messageId: "m", isAccepted: true, answer: "a" });
      expect(await records.beginAttempt(again({ from: ["accepted"] }))).toBe(true);
      await records.refuse({ ...refused, attempt: 2 });
      const known = { state: "done", answer: "a", messageState: "refused", isRefused: false };
      expect(await records.findIdempotent({ key: "c", now: 20 })).toMatchObject(known);
      const other = { ...call("p"), fingerprint: "other" };
      expect(await records.start({ call: other, message: messageOf("n") })).toMatchObject(known);
      await records.forgetJourney("2", auditOf("f"));
      expect(await records.findIdempotent({ key: "c", now: 20 })).toMatchObject({ messageId: "m" });
    });

    it("another one begins once, of many at once, and keeps what is known of the one before", async () => {
      const { records, message } = await started();
      await records.refuse(refused);
      const begun = await Promise.all(
        ["p", "q", "r"].map((owner) => records.beginAttempt(again({ call: call(owner, 30) }))),
      );
      expect(begun.filter(Boolean)).toHaveLength(1);
      expect(await attemptsOf(records)).toEqual([
        { attempt: 1, state: "refused", attemptedAt: 1, requestId: null, upstreamCode: 9004, zaloError: null },
      ]);
      const next = knownMessage({ ...message, journeyId: "2", data: null }, { attempt: 2, attemptedAt: 30 });
      expect(await records.readMessages("2", 9)).toEqual([next]);
      expect(await records.readMessages("1", 9)).toEqual([]);
      expect(await records.findIdempotent({ key: "c", now: 40 })).toMatchObject({
        state: "running",
        attempt: 2,
        messageState: "unknown",
      });
      expect(await records.beginAttempt(again())).toBe(false);
      await records.refuse(refused);
      expect(await records.readMessages("2", 9)).toEqual([next]);
    });

    it("one whose refusal is stored late leaves the key to the call that has it since", async () => {
      const { records } = await started();
      await records.refuse({ ...refused, call: { key: "c", owner: "o" } });
      expect(await records.beginAttempt(again({ call: call("p", 30) }))).toBe(true);
      await records.refuse({ ...refused, call: { key: "c", owner: "o" } });
      expect(await records.findIdempotent({ key: "c", now: 40 })).toMatchObject({ state: "running", attempt: 2 });
    });

    it("another one has nothing of what was told of the one before", async () => {
      const { records, message } = await started();
      await records.finish({ messageId: "m", isAccepted: true, requestId: "first", upstreamCode: 9004, silentAt: 100 });
      await records.receive(receiptOf("r", { requestId: "first", state: "failed", zaloError: -118, eraseAt: 70 }));
      expect(await records.beginAttempt(again({ from: ["failed"] }))).toBe(true);
      const next = knownMessage({ ...message, journeyId: "2", data: null }, { attempt: 2, attemptedAt: 30 });
      expect(await records.readMessages("2", 9)).toEqual([next]);
      expect(await records.nextSilence()).toBeNull();
      expect(await attemptsOf(records)).toMatchObject([{ attempt: 1, requestId: "first", zaloError: -118 }]);
    });

    it("another one is stored as it was asked for, and nothing of how the one before waited is left", async () => {
      const { records } = await started();
      const waiting = { dueAt: 10, notAfter: 1_000, lane: "batch", heldFor: "quota", secrets: "sealed" } as const;
      await records.refuse(refused);
      expect(await records.beginAttempt(again({ message: messageOf("m", { waiting }) }))).toBe(true);
      await records.takeDue({ now: 20, limit: 1 });
      await records.finish({ messageId: "m", attempt: 2, isAccepted: true, requestId: "second", silentAt: 100 });
      const asked = messageOf("m", {
        journeyId: "2",
        hasToken: true,
        appIndex: "another app",
        phoneIndex: "another phone",
        ciphertext: "another",
        data: "other data",
        templateId: "another template",
        referenceIndex: "reference",
        foldedReferenceIndex: "folded",
        referenceEndingIndex: "ending",
        phoneEndingIndex: "phone ending",
      });
      expect(await records.beginAttempt(again({ message: asked, after: 2, from: ["accepted"] }))).toBe(true);
      const next = knownMessage({ ...asked, caller: "shop" }, { attempt: 3, attemptedAt: 30 });
      expect(await records.readMessages("2", 9)).toEqual([next]);
      expect(await records.nextSilence()).toBeNull();
      expect(await attemptsOf(records)).toMatchObject([{ attempt: 1 }, { attempt: 2, requestId: "second" }]);
    });

    it("another one has its call's key for its lease and its time, and no other key of a message is told of it", async () => {
      const { records } = await started();
      await records.start({ call: { ...call("p"), key: "other" }, message: messageOf("n") });
      await records.start({ call: { ...call("q"), key: "third" }, message: messageOf("o") });
      await records.refuse({ ...refused, call: { key: "c", owner: "o" } });
      await records.refuse({ ...refused, messageId: "n", call: { key: "other", owner: "p" } });
      const found = (key: string) => records.findIdempotent({ key, now: 40 });
      expect(await records.beginAttempt(again({ call: call("r", 30) }))).toBe(true);
      expect(await found("c")).toMatchObject({ state: "running", leaseUntil: 130, keepUntil: 1_030 });
      expect(await found("other")).toMatchObject({ state: "done", leaseUntil: 110, messageId: "n" });
      expect(await records.beginAttempt(again({ message: messageOf("o"), from: ["unknown"] }))).toBe(true);
      expect((await Promise.all(["c", "other", "third"].map(found))).map((one) => one?.state)).toEqual([
        "running",
        "done",
        "running",
      ]);
    });

    it("another one leaves its key to the call that has taken it since for other input", async () => {
      const { records } = await started();
      await records.refuse({ ...refused, call: { key: "c", owner: "o" } });
      const other = { ...call("q"), fingerprint: "other" };
      expect(await records.start({ call: other, message: messageOf("q") })).toBeUndefined();
      await records.beginAttempt(again({ call: call("p", 30) }));
      expect(await records.findIdempotent({ key: "c", now: 40 })).toMatchObject({ leaseUntil: 110, messageId: "q" });
    });

    it("one whose outcome is known is not refused, and not followed by another one", async () => {
      const { records } = await started();
      const holder = { key: "c", owner: "o" };
      await records.finish({
        call: holder,
        messageId: "m",
        isAccepted: true,
        requestId: "q",
        eraseAt: 900,
        answer: "a",
      });
      await records.refuse({ ...refused, call: holder });
      expect(await records.findIdempotent({ key: "c", now: 20 })).toMatchObject({ state: "done", answer: "a" });
      expect(await records.beginAttempt(again())).toBe(false);
      expect(await attemptsOf(records)).toEqual([]);
      expect(await records.readMessages("1", 9)).toMatchObject([{ state: "accepted", eraseAt: 900 }]);
    });

    it("one whose outcome is unknown has the code that was told of it, and no other one has", async () => {
      const { records } = await started();
      await records.finish({ messageId: "m", attempt: 1, isAccepted: false, upstreamCode: 9999 });
      await records.beginAttempt(again({ from: ["unknown"] }));
      const codes = async () => [
        (await attemptsOf(records))?.[0]?.upstreamCode,
        (await records.readMessages("2", 9))[0]?.upstreamCode,
      ];
      expect(await codes()).toEqual([9999, null]);
      await records.finish({ messageId: "m", attempt: 2, isAccepted: false, upstreamCode: 9001 });
      await records.finish({ messageId: "m", attempt: 1, isAccepted: false, upstreamCode: -1 });
      expect(await codes()).toEqual([-1, 9001]);
      await records.finish({ messageId: "m", attempt: 2, isAccepted: false });
      expect(await codes()).toEqual([-1, 9001]);
    });

    it("receipts act on their attempt alone, in any order, and so do answers that come late", async () => {
      const { records } = await started();
      await records.beginAttempt(again({ from: ["unknown"] }));
      await records.finish({ messageId: "m", attempt: 1, isAccepted: true, requestId: "first", eraseAt: 60 });
      await records.finish({ messageId: "m", attempt: 2, isAccepted: true, requestId: "second" });
      const failed = { state: "failed", zaloError: -118, eraseAt: 70 } as const;
      await records.receive(receiptOf("a", { requestId: "first", ...failed }));
      await records.receive(receiptOf("b", { messageId: "m", attempt: 2, state: "delivered", eraseAt: 80 }));
      await records.receive(receiptOf("c", { messageId: "m", attempt: 2, state: "sent" }));
      await records.receive(receiptOf("d", { messageId: "m", attempt: 1, state: "delivered", eraseAt: 90, at: 9 }));
      expect(await attemptsOf(records)).toMatchObject([
        { attempt: 1, state: "delivered", requestId: "first", zaloError: -118 },
      ]);
      expect(await records.readMessages("2", 9)).toMatchObject([
        { attempt: 2, state: "delivered", requestId: "second", zaloError: null, eraseAt: 80 },
      ]);
    });

    it("receipts of an earlier one act on the journey that it went on, by its number or its request", async () => {
      const { records } = await started();
      await records.beginAttempt(again({ from: ["unknown"] }));
      await records.finish({ messageId: "m", attempt: 1, isAccepted: true, requestId: "first" });
      const over = { state: "failed", zaloError: -149, ends: true } as const;
      await records.receive(receiptOf("a", { messageId: "m", attempt: 1, ...over, at: 7 }));
      await records.receive(receiptOf("b", { requestId: "first", state: "sent" }));
      const journeys = await Promise.all(["1", "2"].map((id) => records.find(id)));
      expect(journeys.map((journey) => journey?.endedAt)).toEqual([7, null]);
      expect(await records.readReceipts("2", 9)).toEqual([]);
      expect(await records.readReceipts("1", 9)).toHaveLength(2);
      expect((await records.findMessage("m", 9))?.receipts).toHaveLength(2);
      // Of several earlier ones each has its own.
      expect(await records.beginAttempt(again({ message: messageOf("m"), after: 2, from: ["unknown"] }))).toBe(true);
      await records.receive(receiptOf("c", { messageId: "m", attempt: 2, ...over, at: 8 }));
      expect((await Promise.all(["1", "2"].map((id) => records.find(id)))).map((one) => one?.endedAt)).toEqual([7, 8]);
    });

    it("one that a person begins stands in the audit, and one that is not begun does not", async () => {
      const { records } = await started();
      const entry = auditOf("e", { action: "resend", subject: "m" });
      expect(await records.beginAttempt(again({ entry }))).toBe(false);
      expect(await records.searchAudit({ limit: 9 })).toEqual([]);
      await records.refuse(refused);
      expect(await records.beginAttempt(again({ entry }))).toBe(true);
      expect(await records.searchAudit({ limit: 9 })).toMatchObject([{ auditId: "e" }]);
    });

    it.each([["ab"], ["ba"]])(
      "a delivery outweighs failures, and the first failure tells the code: %s",
      async (order) => {
        const { records } = await started();
        const receipts = {
          a: receiptOf("a", { messageId: "m", state: "failed", zaloError: -118, at: 5, eraseAt: 50 }),
          b: receiptOf("b", { messageId: "m", state: "failed", zaloError: -139, at: 6, eraseAt: 60 }),
        };
        for (const id of order) await records.receive(receipts[id as "a"]);
        const [message] = await records.readMessages("1", 9);
        expect(message).toMatchObject({ state: "failed", zaloError: -118, eraseAt: 50 });
        await records.receive(receiptOf("c", { messageId: "m", state: "delivered", eraseAt: 70 }));
        await records.receive(receipts.a);
        expect(await records.readMessages("1", 9)).toMatchObject([
          { state: "delivered", zaloError: -118, eraseAt: 50 },
        ]);
      },
    );

    it.each([["ab"], ["ba"]])(
      "of failures of one moment the same one tells the code, in any order: %s",
      async (order) => {
        const { records } = await started();
        const receipts = {
          a: receiptOf("a", { messageId: "m", state: "failed", zaloError: -118 }),
          b: receiptOf("b", { messageId: "m", state: "failed", zaloError: -139 }),
        };
        await records.receive(receiptOf("sent", { messageId: "m", state: "sent", at: 1 }));
        for (const id of order) await records.receive(receipts[id as "a"]);
        expect(await records.readMessages("1", 9)).toMatchObject([{ state: "failed", zaloError: -118 }]);
      },
    );

    it("the data is erased when its time has come, and the rest stays", async () => {
      const { records, message } = await started();
      await records.refuse(refused);
      expect(await records.sweep({ now: 500, expiredBefore: 0, limit: 9 })).toBe(0);
      expect(await records.sweep({ now: 501, expiredBefore: 0, limit: 9 })).toBe(1);
      expect(await records.readMessages("1", 9)).toMatchObject([
        { ...message, data: null, eraseAt: null, state: "refused" },
      ]);
    });

    it("tell to whom each went, of a reference's messages that had more than one", async () => {
      const records = await recordsWith(journeyOf("1"), journeyOf("2", { phoneIndex: "right" }));
      const start = (messageId: string, more: object = {}) =>
        records.start({ message: messageOf(messageId, { journeyId: "1", referenceIndex: "r", ...more }) });
      const resend = (messageId: string, after: number, more: object) => {
        const message = messageOf(messageId, { referenceIndex: "r", ...more });
        return records.beginAttempt({ message, after, from: ["unknown"], at: 10 + after });
      };
      await start("once", { createdAt: 9 });
      await start("twice", { createdAt: 8, journeyId: null });
      await start("thrice");
      await start("other", { referenceIndex: "s" });
      await start("theirs", { appIndex: "theirs" });
      await resend("twice", 1, { journeyId: "1" });
      await resend("thrice", 1, { journeyId: "2", phoneIndex: "right" });
      await resend("thrice", 2, { journeyId: "1" });
      await resend("other", 1, { journeyId: "2", referenceIndex: "s" });
      await resend("theirs", 1, { journeyId: "2", appIndex: "theirs", phoneIndex: "right" });
      const read = async (more: object = {}) => {
        const found = await records.readRecipients({ referenceIndex: "r", appIndexes: ["app"], limit: 9, ...more });
        const placeOf = (one: AttemptRecipient) => `${one.messageId} ${one.attempt}`;
        return [...found].sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
      };
      const earlier = { state: "unknown", appIndex: "app", ciphertext: null };
      const twice = [
        { messageId: "twice", attempt: 1, attemptedAt: 8, ...earlier, phoneIndex: null },
        {
          messageId: "twice",
          attempt: 2,
          attemptedAt: 11,
          ...earlier,
          phoneIndex: "phone",
          ciphertext: "ciphertext twice",
        },
      ];
      expect(await read()).toEqual([
        { messageId: "thrice", attempt: 1, attemptedAt: 1, ...earlier, phoneIndex: "phone" },
        { messageId: "thrice", attempt: 2, attemptedAt: 11, ...earlier, phoneIndex: "right" },
        {
          messageId: "thrice",
          attempt: 3,
          attemptedAt: 12,
          ...earlier,
          phoneIndex: "phone",
          ciphertext: "ciphertext thrice",
        },
        ...twice,
      ]);
      // The newest messages alone are looked at.
      expect(await read({ limit: 2 })).toEqual(twice);
      expect(await read({ appIndexes: ["theirs"] })).toMatchObject([{ phoneIndex: "phone" }, { phoneIndex: "right" }]);
      expect(await read({ appIndexes: undefined })).toHaveLength(7);
      expect(await read({ referenceIndex: "none" })).toEqual([]);
    });

    it("are deleted with their message; the key of what was refused is free then", async () => {
      const { records } = await started();
      await records.refuse({ ...refused, call: { key: "c", owner: "o" } });
      await records.beginAttempt(again({ call: call("p", 30) }));
      await records.refuse({ messageId: "m", attempt: 2, upstreamCode: null, eraseAt: 500 });
      await records.forgetPhone({ phoneIndex: "phone", entry: auditOf("f", { action: "forget" }) });
      await records.start({ message: messageOf("m") });
      expect(await attemptsOf(records)).toEqual([]);
      expect(await records.findIdempotent({ key: "c", now: 40 })).toBeUndefined();
    });
  });
}
