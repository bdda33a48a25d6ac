import { describe, expect, it } from "vitest";
import type { PersonRequestRecord } from "../../src/store/people.ts";
import { allApplications } from "../../src/store/suppressions.ts";
import { auditOf, journeyOf, messageOf, type RecordsWith, receiptOf, suppressionOf } from "./samples.ts";

const requestOf = (requestId: string, more: Partial<PersonRequestRecord> = {}): PersonRequestRecord => ({
  requestId,
  kind: "export",
  phoneIndex: "phone",
  appIndexes: null,
  caller: "desk",
  askedAt: 5,
  doneAt: null,
  counts: null,
  ciphertext: `ciphertext ${requestId}`,
  ...more,
});

export function describePeople(name: string, recordsWith: RecordsWith): void {
  describe(`${name}: people's requests`, () => {
    const filled = async (...requests: readonly PersonRequestRecord[]) => {
      const records = await recordsWith();
      for (const request of requests) await records.addPersonRequest(request);
      return records;
    };
    const idsOf = (found: readonly PersonRequestRecord[]) => found.map(({ requestId }) => requestId).join("");

    it("are found by person, kind, state and application, newest first, page by page", async () => {
      const records = await filled(
        requestOf("a"),
        requestOf("b", { askedAt: 6, kind: "forget", ciphertext: null }),
        requestOf("c", { askedAt: 7, phoneIndex: "x", appIndexes: ["one", "two"] }),
        requestOf("d", { askedAt: 7, doneAt: 8, counts: { messages: 2 } }),
      );
      const find = async (query: object) => idsOf(await records.searchPersonRequests({ limit: 9, ...query }));
      expect(await find({})).toBe("dcba");
      expect(await find({ limit: 2, after: { at: 7, id: "c" } })).toBe("ba");
      expect(await find({ phoneIndex: "phone" })).toBe("dba");
      expect(await find({ kind: "forget" })).toBe("b");
      expect([await find({ isDone: true }), await find({ isDone: false })]).toEqual(["d", "cba"]);
      expect([await find({ appIndexes: ["two", "three"] }), await find({ appIndexes: ["three"] })]).toEqual(["c", ""]);
      expect(await find({ appIndexes: [] })).toBe("");
      expect(await records.searchPersonRequests({ limit: 1 })).toEqual([
        requestOf("d", { askedAt: 7, doneAt: 8, counts: { messages: 2 } }),
      ]);
      expect(await records.searchPersonRequests({ limit: 1, appIndexes: ["one"] })).toEqual([
        requestOf("c", { askedAt: 7, phoneIndex: "x", appIndexes: ["one", "two"] }),
      ]);
    });

    const ended = { kind: "export", phoneIndex: "phone", appIndexes: null, askedAt: 5 } as const;

    it("one that is done ends what was broken off of the same, whoever asked for it, with its entries", async () => {
      const records = await filled(
        requestOf("a"),
        requestOf("b"),
        requestOf("c", { caller: null }),
        requestOf("d", { caller: "other", appIndexes: ["one"] }),
        requestOf("asked later", { askedAt: 6 }),
        requestOf("other kind", { kind: "restrict" }),
        requestOf("other person", { phoneIndex: "x" }),
      );
      const entries = [auditOf("e", { action: "export" }), auditOf("f", { action: "export", appIndex: "two" })];
      await records.endPersonRequest({ ...ended, requestId: "b", doneAt: 9, counts: { messages: 1 }, entries });
      const done = { doneAt: 9, counts: { messages: 1 } };
      expect(await records.searchPersonRequests({ limit: 9, isDone: true })).toEqual([
        requestOf("d", { caller: "other", appIndexes: ["one"], ...done }),
        requestOf("c", { caller: null, ...done }),
        requestOf("b", done),
        requestOf("a", done),
      ]);
      expect(await records.searchAudit({ limit: 9 })).toEqual([...entries].reverse());
    });

    it("one that is done in some applications ends none that was asked for more of them", async () => {
      const records = await filled(
        requestOf("a", { appIndexes: ["one", "two"] }),
        requestOf("b", { appIndexes: ["two"] }),
        requestOf("all"),
        requestOf("more", { appIndexes: ["two", "three"] }),
      );
      const appIndexes = ["two", "one"];
      await records.endPersonRequest({
        ...ended,
        requestId: "a",
        appIndexes,
        doneAt: 9,
        counts: {},
        entries: [],
      });
      expect(idsOf(await records.searchPersonRequests({ limit: 9, isDone: true }))).toBe("ba");
    });

    it("of two that are done beside each other each has its own numbers", async () => {
      const records = await filled(requestOf("a"), requestOf("b", { askedAt: 6, caller: "other" }));
      const end = { ...ended, entries: [] };
      await records.endPersonRequest({ ...end, requestId: "b", askedAt: 6, doneAt: 8, counts: { messages: 2 } });
      await records.endPersonRequest({ ...end, requestId: "a", doneAt: 9, counts: { messages: 1 } });
      const found = await records.searchPersonRequests({ limit: 9 });
      expect(found.map(({ requestId, doneAt, counts }) => [requestId, doneAt, counts])).toEqual([
        ["b", 8, { messages: 2 }],
        ["a", 9, { messages: 1 }],
      ]);
    });

    it("those that were done are swept with the audit", async () => {
      const records = await filled(requestOf("open"), requestOf("a", { doneAt: 8 }), requestOf("b", { doneAt: 9 }));
      expect(await records.sweepAudit({ before: 9, limit: 9 })).toBe(1);
      expect(idsOf(await records.searchPersonRequests({ limit: 9 }))).toBe("openb");
    });
  });

  describe(`${name}: a person`, () => {
    it("is read with everything that is stored of them, in the applications that are named", async () => {
      const records = await recordsWith(
        journeyOf("1"),
        journeyOf("2", { appIndex: "other" }),
        journeyOf("3", { phoneIndex: "x" }),
      );
      await records.start({ message: messageOf("m", { journeyId: "1" }) });
      await records.refuse({ messageId: "m", attempt: 1, upstreamCode: 9000, eraseAt: 9 });
      const next = messageOf("m", { journeyId: "1" });
      await records.beginAttempt({ message: next, after: 1, from: ["refused"], at: 7 });
      await records.start({ message: messageOf("n", { phoneIndex: "x" }) });
      await records.refuse({ messageId: "n", attempt: 1, upstreamCode: 9000, eraseAt: 9 });
      await records.beginAttempt({ message: messageOf("n", { phoneIndex: "x" }), after: 1, from: ["refused"], at: 7 });
      await records.receive(receiptOf("r", { messageId: "m", attempt: 2, requestId: "q" }));
      await records.receive(receiptOf("ack", { journeyId: "1", acknowledges: true, receivedAt: 6 }));
      await records.receive(receiptOf("strange", { messageId: "n" }));
      const entry = auditOf("t", { action: "take" });
      await records.takeTask({ messageId: "m", caller: "desk", now: 8, mayForce: false, entry });
      await records.takeTask({
        messageId: "n",
        caller: "desk",
        now: 8,
        mayForce: false,
        entry: { ...entry, auditId: "u" },
      });
      await records.addPersonRequest(requestOf("a"));
      await records.addPersonRequest(requestOf("b", { phoneIndex: "x" }));
      for (const [suppressionId, phoneIndex, appIndex] of [
        ["own", "phone", "app"],
        ["everywhere", "phone", allApplications],
        ["x", "x", "app"],
      ] as const) {
        const suppression = suppressionOf(suppressionId, { phoneIndex, appIndex });
        await records.addSuppression({ suppression, entry: auditOf(suppressionId, { action: "suppress" }) });
      }
      const found = await records.readPerson({ phoneIndex: "phone" });
      expect(found).toMatchObject({
        journeys: [{ journeyId: "1" }, { journeyId: "2" }],
        messages: [{ messageId: "m", attempt: 2 }],
        attempts: [{ messageId: "m", attempt: 1, state: "refused", upstreamCode: 9000 }],
        receipts: [{ receiptId: "r" }, { receiptId: "ack" }],
        tasks: [{ messageId: "m", state: "taken", takenBy: "desk", takenAt: 8 }],
        suppressions: [{ suppressionId: "everywhere" }, { suppressionId: "own" }],
        requests: [requestOf("a")],
      });
      const other = await records.readPerson({ phoneIndex: "phone", appIndexes: ["other"] });
      expect(other).toEqual({ ...other, journeys: [found.journeys[1]], messages: [], receipts: [], requests: [] });
      expect([other.attempts, other.tasks]).toEqual([[], []]);
      expect(other.suppressions).toMatchObject([{ suppressionId: "everywhere" }]);
      expect(await records.readPerson({ phoneIndex: "nobody" })).toMatchObject({ journeys: [], messages: [] });
    });

    it("who is forgotten by a limited caller has an entry for each application that had something", async () => {
      const records = await recordsWith(
        journeyOf("1"),
        journeyOf("2", { appIndex: "b" }),
        journeyOf("3", { appIndex: "c" }),
        journeyOf("4", { appIndex: "d", phoneIndex: "another's" }),
      );
      await records.addPersonRequest(requestOf("a", { appIndexes: ["b"] }));
      await records.addPersonRequest(requestOf("z", { appIndexes: ["far"] }));
      const entry = auditOf("e", { action: "forget", appIndex: null });
      expect(await records.forgetPhone({ phoneIndex: "phone", appIndexes: ["b", "c", "d"], entry })).toBe(2);
      const counts = { journeys: 1 };
      expect(await records.searchAudit({ limit: 9 })).toEqual([
        { ...entry, auditId: "e1", appIndex: "c", counts },
        { ...entry, appIndex: "b", counts },
      ]);
      const [z, a] = await records.searchPersonRequests({ limit: 9 });
      expect([z?.ciphertext, a?.ciphertext]).toEqual(["ciphertext z", null]);
    });

    it("who is forgotten by a limited caller is in no earlier request, also where nothing else is stored of them", async () => {
      const records = await recordsWith(journeyOf("1"));
      await records.addPersonRequest(requestOf("d", { appIndexes: ["d"] }));
      await records.addPersonRequest(requestOf("both", { kind: "restrict", appIndexes: ["app", "d"] }));
      await records.addPersonRequest(requestOf("forget", { kind: "forget", appIndexes: ["d"] }));
      await records.addPersonRequest(requestOf("x", { phoneIndex: "x", appIndexes: ["d"] }));
      await records.addPersonRequest(requestOf("all"));
      const entry = auditOf("e", { action: "forget", appIndex: "d" });
      expect(await records.forgetPhone({ phoneIndex: "phone", appIndexes: ["d"], entry })).toBe(0);
      expect(await records.searchAudit({ limit: 9 })).toEqual([{ ...entry, counts: { journeys: 0 } }]);
      const stored = await records.searchPersonRequests({ limit: 9 });
      expect(Object.fromEntries(stored.map(({ requestId, ciphertext }) => [requestId, ciphertext]))).toEqual({
        d: null,
        both: null,
        forget: "ciphertext forget",
        x: "ciphertext x",
        all: "ciphertext all",
      });
    });
  });
}
