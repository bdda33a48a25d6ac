import { describe, expect, it } from "vitest";
import { auditOf, call, journeyOf, knownMessage, messageOf, type RecordsWith, receiptOf } from "./samples.ts";

export function describeIdempotency(name: string, recordsWith: RecordsWith): void {
  describe(`${name}: idempotency`, () => {
    it("starts a call once, of many at once", async () => {
      const records = await recordsWith();
      const found = await Promise.all(
        Array.from({ length: 30 }, (_, index) =>
          records.start({ call: call(`m${index}`), message: messageOf(`m${index}`) }),
        ),
      );
      expect(found.filter((seen) => seen === undefined)).toHaveLength(1);
      const owner = `m${found.indexOf(undefined)}`;
      const seen = await records.findIdempotent({ key: "c", now: 10 });
      expect(seen).toEqual({
        fingerprint: "f",
        state: "running",
        leaseUntil: 110,
        keepUntil: 1_010,
        answer: null,
        messageId: owner,
        messageState: "unknown",
        isRefused: false,
        attempt: 1,
        dueAt: null,
        heldFor: null,
        requestId: null,
        journeyId: null,
      });
      expect(found.filter((one) => one !== undefined)).toEqual(Array(29).fill(seen));
    });

    it("finds the records of many keys at once, as it finds each", async () => {
      const records = await recordsWith(journeyOf("1", { expiresAt: 1_010 }));
      for (const key of ["one", "two", "three"]) {
        await records.start({ call: { ...call(key), key }, message: messageOf(key, { journeyId: "1" }) });
      }
      await records.finish({ call: { key: "one", owner: "one" }, messageId: "one", isAccepted: true, answer: "a" });
      const attempt = { messageId: "two", attempt: 1, upstreamCode: 9004, eraseAt: 5_000 };
      await records.refuse({ call: { key: "two", owner: "two" }, ...attempt });
      const others = Array.from({ length: 150 }, (_, index) => `other ${index}`);
      const found = async (now: number) =>
        [...(await records.findIdempotentKeys({ keys: [...others, "two", "one", "one"], now }))].sort((one, other) =>
          one.key < other.key ? -1 : 1,
        );
      expect(await found(20)).toEqual([
        { ...(await records.findIdempotent({ key: "one", now: 20 })), key: "one" },
        { ...(await records.findIdempotent({ key: "two", now: 20 })), key: "two" },
      ]);
      expect(await found(20)).toMatchObject([
        { messageState: "accepted" },
        { messageState: "refused", isRefused: true },
      ]);
      expect((await found(1_010)).map(({ key }) => key)).not.toContain("one");
      expect(await records.findIdempotentKeys({ keys: [], now: 20 })).toEqual([]);
    });

    it("keeps the answer for its time, then forgets it", async () => {
      const records = await recordsWith(journeyOf("1", { expiresAt: 1_010 }));
      const message = messageOf("m", { journeyId: "1" });
      await records.start({ call: call("m"), message });
      const finished = { messageId: "m", isAccepted: true, requestId: "r", answer: "a" };
      expect(await records.finish({ call: { key: "c", owner: "m" }, ...finished })).toBe(true);
      expect(await records.findIdempotent({ key: "c", now: 1_009 })).toMatchObject({
        state: "done",
        answer: "a",
        messageId: "m",
        messageState: "accepted",
        attempt: 1,
        requestId: "r",
        journeyId: "1",
      });
      expect(await records.findIdempotent({ key: "c", now: 1_010 })).toBeUndefined();
      expect(await records.start({ call: call("n", 1_010), message: messageOf("n") })).toBeUndefined();
    });

    it("keeps a call until a later time, never an earlier one, also where its message was deleted", async () => {
      const records = await recordsWith();
      await records.keepCall({ key: "c", keepUntil: 9_000 });
      expect(await records.findIdempotent({ key: "c", now: 10 })).toBeUndefined();
      await records.start({ call: call("m"), message: messageOf("m") });
      await records.finish({ call: { key: "c", owner: "m" }, messageId: "m", isAccepted: true, answer: "a" });
      await records.start({ call: { ...call("n"), key: "other" }, message: messageOf("n") });
      for (const keepUntil of [5_000, 3_000]) await records.keepCall({ key: "c", keepUntil });
      expect(await records.findIdempotent({ key: "other", now: 10 })).toMatchObject({ keepUntil: 1_010 });
      await records.sweep({ now: 4_999, expiredBefore: 4_000, limit: 100 });
      expect(await records.findIdempotent({ key: "c", now: 4_999 })).toMatchObject({ keepUntil: 5_000, answer: "a" });
      expect(await records.findIdempotent({ key: "c", now: 5_000 })).toBeUndefined();
    });

    it("keeps the answer of a message as long as its journey lives, where that is longer", async () => {
      const records = await recordsWith(journeyOf("1", { expiresAt: 2_000 }));
      await records.start({ call: call("m"), message: messageOf("m", { journeyId: "1" }) });
      await records.finish({ call: { key: "c", owner: "m" }, messageId: "m", isAccepted: true, answer: "a" });
      await records.sweep({ now: 1_999, expiredBefore: 1, limit: 9 });
      expect(await records.findIdempotent({ key: "c", now: 1_999 })).toMatchObject({ state: "done", answer: "a" });
      expect(await records.start({ call: call("n", 1_999), message: messageOf("n") })).toBeDefined();
      expect(await records.findIdempotent({ key: "c", now: 2_000 })).toBeUndefined();
      expect(await records.sweep({ now: 2_001, expiredBefore: 1, limit: 9 })).toBe(1);
    });

    it("keeps the answer of a call that created a journey as long as that lives", async () => {
      const records = await recordsWith(journeyOf("1", { expiresAt: 500 }), journeyOf("2", { expiresAt: 2_000 }));
      for (const [key, journeyId] of [
        ["short", "1"],
        ["long", "2"],
      ] as const) {
        await records.start({ call: { ...call("a"), key } });
        await records.finish({ call: { key, owner: "a" }, journeyId, answer: "a" });
      }
      expect(await records.findIdempotent({ key: "short", now: 499 })).toMatchObject({ journeyId: "1" });
      expect(await records.findIdempotent({ key: "short", now: 500 })).toBeUndefined();
      expect(await records.sweep({ now: 1_999, expiredBefore: 1, limit: 9 })).toBe(1);
      expect(await records.findIdempotent({ key: "long", now: 1_999 })).toMatchObject({ journeyId: "2" });
      expect(await records.findIdempotent({ key: "long", now: 2_000 })).toBeUndefined();
    });

    it("never hands on a call whose message may have been sent", async () => {
      const records = await recordsWith();
      await records.start({ call: call("m"), message: messageOf("m") });
      expect(await records.start({ call: call("n", 50_000), message: messageOf("n") })).toMatchObject({
        state: "running",
        messageId: "m",
      });
      await records.finish({ call: { key: "c", owner: "m" }, messageId: "m", isAccepted: false, answer: "lost" });
      expect(await records.findIdempotent({ key: "c", now: 50_000 })).toMatchObject({
        state: "unknown",
        answer: "lost",
      });
      // The answer that a receipt has brought is kept for its time, also where the call's own is over.
      const receipt = receiptOf("r", { messageId: "m", requestId: "q", keepCallUntil: 60_000 });
      await records.receive(receipt);
      expect(await records.findIdempotent({ key: "c", now: 59_999 })).toMatchObject({
        messageState: "accepted",
        attempt: 1,
        requestId: "q",
      });
      await records.receive({ ...receipt, receiptId: "copy", keepCallUntil: 90_000 });
      expect(await records.findIdempotent({ key: "c", now: 60_000 })).toBeUndefined();
    });

    it("hands on a call without a message when its lease is over, and fences the late owner off", async () => {
      const records = await recordsWith(journeyOf("1"));
      await records.start({ call: call("a") });
      expect(await records.start({ call: call("b", 109) })).toMatchObject({ state: "running", attempt: 1 });
      expect(await records.start({ call: call("b", 110) })).toBeUndefined();
      expect(await records.finish({ call: { key: "c", owner: "a" }, journeyId: "0", answer: "late" })).toBe(false);
      await records.cancel({ call: { key: "c", owner: "a" } });
      expect(await records.finish({ call: { key: "c", owner: "b" }, journeyId: "1", answer: "b" })).toBe(true);
      expect(await records.findIdempotent({ key: "c", now: 150 })).toMatchObject({
        state: "done",
        answer: "b",
        journeyId: "1",
      });
      await records.forgetJourney("1", auditOf("a"));
      expect(await records.findIdempotent({ key: "c", now: 150 })).toBeUndefined();
    });

    it("renews the lease of a call that runs, for its owner alone", async () => {
      const records = await recordsWith(journeyOf("1"));
      await records.start({ call: call("a") });
      const renew = (owner: string, leaseUntil: number) => records.renewCall({ key: "c", owner, leaseUntil });
      expect(await renew("b", 500)).toBe(false);
      expect(await renew("a", 200)).toBe(true);
      expect(await records.start({ call: call("b", 199) })).toMatchObject({ state: "running", leaseUntil: 200 });
      expect(await records.start({ call: call("b", 200) })).toBeUndefined();
      expect(await renew("a", 900)).toBe(false);
      await records.finish({ call: { key: "c", owner: "b" }, journeyId: "1", answer: "b" });
      expect(await renew("b", 900)).toBe(false);
    });

    it("forgets a call that had no effect, with its message", async () => {
      const records = await recordsWith(journeyOf("1"));
      await records.start({ call: call("m"), message: messageOf("m", { journeyId: "1" }) });
      await records.cancel({ call: { key: "c", owner: "m" }, messageId: "m" });
      expect(await records.findIdempotent({ key: "c", now: 10 })).toBeUndefined();
      expect(await records.readMessages("1", 99)).toEqual([]);
    });

    it("forgets what had no effect with its labels: the same may be stored again", async () => {
      const records = await recordsWith(journeyOf("1"));
      const message = messageOf("m", { journeyId: "1", labels: { hub: "han" }, createdAt: 2 });
      const found = async () =>
        (await records.searchMessages({ labels: ["hub=han"], limit: 9 })).map(({ messageId }) => messageId);
      await records.start({ message: messageOf("other", { labels: { hub: "han" } }) });
      await records.start({ message });
      await records.cancel({ messageId: "m" });
      expect(await found()).toEqual(["other"]);
      await records.start({ message });
      expect(await found()).toEqual(["m", "other"]);
    });

    it("never forgets a message that was accepted, nor its labels", async () => {
      const records = await recordsWith();
      await records.start({ message: messageOf("m", { labels: { hub: "han" } }) });
      await records.finish({ messageId: "m", isAccepted: true, requestId: "q" });
      // It never waited: no taker has it.
      expect(await records.cancel({ messageId: "m" })).toBe(true);
      expect((await records.findMessage("m", 1))?.message).toMatchObject({ state: "accepted", requestId: "q" });
      expect(await records.searchMessages({ labels: ["hub=han"], limit: 9 })).toMatchObject([{ messageId: "m" }]);
    });

    it("keeps the keys of one owner apart: each is refused and forgotten for itself", async () => {
      const records = await recordsWith();
      for (const key of ["one", "two", "three"])
        await records.start({ call: { ...call("o"), key }, message: messageOf(key) });
      const attempt = { attempt: 1, upstreamCode: 9004, eraseAt: 500 };
      await records.refuse({ call: { key: "one", owner: "o" }, messageId: "one", ...attempt });
      await records.cancel({ call: { key: "two", owner: "o" }, messageId: "two" });
      const found = ["one", "two", "three"].map((key) => records.findIdempotent({ key, now: 20 }));
      expect((await Promise.all(found)).map((one) => one?.state)).toEqual(["done", undefined, "running"]);
    });

    it("records a message without a key", async () => {
      const records = await recordsWith();
      const [one, other] = [messageOf("m", { journeyId: "1" }), messageOf("n", { journeyId: "1", createdAt: 2 })];
      expect(await records.start({ message: other })).toBeUndefined();
      expect(await records.start({ message: one })).toBeUndefined();
      expect(await records.finish({ messageId: "m", isAccepted: true, requestId: "r", answer: "" })).toBe(true);
      expect(await records.readMessages("1", 99)).toEqual([
        knownMessage(one, { state: "accepted", requestId: "r" }),
        knownMessage(other),
      ]);
    });
  });
}
