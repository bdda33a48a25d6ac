import type { MessageState } from "@nxzalo/core/journeys";
import { describe, expect, it } from "vitest";
import type { JourneyRecords } from "../../src/store/store.ts";
import type { TaskChange, TaskQuery } from "../../src/store/tasks.ts";
import { auditOf, messageOf, type RecordsWith, receiptOf } from "./samples.ts";

const reasons = ["unknown", "failed", "refused", "expired"] as const;

let entries = 0;
const by = (caller: string, more: Partial<TaskChange> = {}): TaskChange => ({
  messageId: "a",
  caller,
  now: 50,
  mayForce: false,
  entry: auditOf(`entry ${entries++}`, { action: "take" }),
  ...more,
});

export function describeTasks(name: string, recordsWith: RecordsWith): void {
  describe(`${name}: tasks`, () => {
    /** Messages by their ids, each in the state that it comes to. */
    async function filled(states: Readonly<Record<string, MessageState>>): Promise<JourneyRecords> {
      const records = await recordsWith();
      for (const [index, [messageId, state]] of Object.entries(states).entries()) {
        const app = { appIndex: index % 2 === 0 ? "app" : "other" };
        await records.start({ message: messageOf(messageId, { ...app, createdAt: index + 1 }) });
        if (state === "refused")
          await records.refuse({ messageId, attempt: 1, upstreamCode: 9004, eraseAt: 1, event: undefined });
        else if (state !== "unknown")
          await records.receive(receiptOf(`r ${messageId}`, { messageId, attempt: 1, state: state as "failed" }));
      }
      return records;
    }
    const found = async (records: JourneyRecords, query: Partial<TaskQuery> = {}) =>
      (await records.searchTasks({ reasons, unknownBefore: 100, limit: 9, ...query })).map(
        ({ message, task }) => `${message.messageId}${task?.state === undefined ? "" : ` ${task.state}`}`,
      );

    it("are the messages that reached nobody, newest first", async () => {
      const records = await filled({
        a: "failed",
        b: "delivered",
        c: "refused",
        d: "unknown",
        e: "accepted",
        f: "failed",
      });
      expect(await found(records)).toEqual(["f", "d", "c", "a"]);
      expect(await found(records, { limit: 2 })).toEqual(["f", "d"]);
      expect(await found(records, { after: { at: 4, id: "d" } })).toEqual(["c", "a"]);
      expect(await found(records, { reasons: ["failed"] })).toEqual(["f", "a"]);
      expect(await found(records, { unknownBefore: 4 })).toEqual(["f", "c", "a"]);
      expect(await found(records, { appIndexes: ["other"] })).toEqual(["f", "d"]);
      expect(await found(records, { appIndexes: [] })).toEqual([]);
    });

    it("are all found page after page, newest first, also those of the same moment", async () => {
      const records = await recordsWith();
      const asked = { b: 2, d: 2, a: 2, c: 2, z: 1, y: 3, x: 1, e: 3 };
      for (const [messageId, createdAt] of Object.entries(asked))
        await records.start({ message: messageOf(messageId, { createdAt }) });
      for (const messageId of ["a", "d", "z", "y"])
        await records.refuse({ messageId, attempt: 1, upstreamCode: 9004, eraseAt: 1, event: undefined });
      const pages: string[] = [];
      let after: TaskQuery["after"];
      for (;;) {
        const [one] = await records.searchTasks({ reasons, unknownBefore: 100, limit: 1, after });
        if (!one) break;
        pages.push(one.message.messageId);
        after = { at: one.message.createdAt, id: one.message.messageId };
      }
      expect(pages).toEqual(["y", "e", "d", "c", "b", "a", "z", "x"]);
    });

    it("are taken by one of those who ask at once, and the audit has that one", async () => {
      const records = await filled({ a: "failed", b: "failed" });
      const callers = Array.from({ length: 6 }, (_, index) => `caller ${index}`);
      const taken = await Promise.all(callers.map((caller) => records.takeTask(by(caller))));
      expect(taken.filter(Boolean)).toHaveLength(1);
      const holder = callers[taken.indexOf(true)];
      expect(await records.findTask("a")).toMatchObject({
        task: { state: "taken", takenBy: holder, takenAt: 50, calledAt: null, endedAt: null, ciphertext: null },
      });
      expect(await records.searchAudit({ limit: 9 })).toHaveLength(1);
      expect(await found(records, { state: "taken" })).toEqual(["a taken"]);
      expect(await found(records, { state: "open" })).toEqual(["b"]);
      expect(await found(records, { takenBy: holder ?? "" })).toEqual(["a taken"]);
      expect(await found(records, { takenBy: "another" })).toEqual([]);
    });

    it("stay with the person who has taken them, and may be taken over by force", async () => {
      const records = await filled({ a: "failed" });
      expect(await records.takeTask(by("one"))).toBe(true);
      expect(await records.takeTask(by("one", { now: 60 }))).toBe(true);
      expect(await records.findTask("a")).toMatchObject({ task: { takenAt: 50 } });
      expect(await records.updateTask(by("other", { state: "done" }))).toBe(false);
      expect(await records.takeTask(by("lead", { mayForce: true, now: 70 }))).toBe(true);
      expect(await records.findTask("a")).toMatchObject({ task: { takenBy: "lead", takenAt: 70 } });
      expect(await records.updateTask(by("one", { calledAt: 80 }))).toBe(false);
    });

    it("none is made of a message that is not there", async () => {
      const records = await filled({ a: "failed" });
      expect(await records.takeTask(by("one", { messageId: "none" }))).toBe(false);
      expect(await records.updateTask(by("one", { messageId: "none", calledAt: 1 }))).toBe(false);
      expect(await records.findTask("none")).toBeUndefined();
      expect(await records.searchAudit({ limit: 9 })).toEqual([]);
    });

    it("keep what was written down, and are given back", async () => {
      const records = await filled({ a: "failed" });
      expect(await records.updateTask(by("one", { calledAt: 60, ciphertext: "note" }))).toBe(true);
      const task = { state: "taken", takenBy: "one", takenAt: 50, calledAt: 60, endedAt: null, ciphertext: "note" };
      expect((await records.findTask("a"))?.task).toEqual(task);
      expect(await records.updateTask(by("one", { ciphertext: "a longer note" }))).toBe(true);
      expect((await records.findTask("a"))?.task).toEqual({ ...task, ciphertext: "a longer note" });
      expect(await records.updateTask(by("one", { ciphertext: "note" }))).toBe(true);
      expect(await records.updateTask(by("one", { calledAt: null }))).toBe(true);
      expect((await records.findTask("a"))?.task).toEqual({ ...task, calledAt: null });
      expect(await records.updateTask(by("one", { state: "open", ciphertext: null }))).toBe(true);
      expect(await found(records, { state: "open" })).toEqual(["a open"]);
      expect((await records.findTask("a"))?.task).toMatchObject({ takenBy: null, takenAt: null });
      expect(await records.takeTask(by("other", { now: 90 }))).toBe(true);
      const taken = { state: "taken", takenBy: "other", takenAt: 90, ciphertext: null };
      expect(await records.findTask("a")).toMatchObject({ task: taken });
    });

    it.each([
      ["whom its holder called", { calledAt: 60 }],
      ["a note", { ciphertext: "note" }],
      ["that it is done", { state: "done" }],
      ["that it is given back", { state: "open" }],
    ] as const)("%s is written to one of them and to no other one", async (_, change) => {
      const records = await filled({ a: "failed", b: "failed" });
      await records.takeTask(by("one"));
      await records.takeTask(by("other", { messageId: "b" }));
      const [own, other] = [await records.findTask("a"), await records.findTask("b")];
      expect(await records.updateTask(by("one", change))).toBe(true);
      expect(await records.findTask("a")).not.toEqual(own);
      expect(await records.findTask("b")).toEqual(other);
    });

    it("are done, until a later attempt fails", async () => {
      const records = await filled({ a: "failed", b: "failed" });
      expect(await records.updateTask(by("one", { state: "done", now: 70 }))).toBe(true);
      expect(await found(records)).toEqual(["b"]);
      expect(await found(records, { state: "done" })).toEqual(["a done"]);
      expect(await found(records, { state: "done", after: { at: 1, id: "a" } })).toEqual([]);
      expect(await records.takeTask(by("other"))).toBe(false);
      const next = { message: messageOf("a"), after: 1, from: ["failed"], at: 80 } as const;
      expect(await records.beginAttempt(next)).toBe(true);
      await records.receive(receiptOf("r 2", { messageId: "a", attempt: 2, state: "failed" }));
      expect(await found(records)).toEqual(["b", "a"]);
      expect(await found(records, { state: "done" })).toEqual([]);
      expect(await found(records, { takenBy: "one" })).toEqual([]);
      expect(await records.takeTask(by("other", { now: 90 }))).toBe(true);
      // Of another message, the attempt that it was done after is still the last one.
      expect(await records.updateTask(by("one", { messageId: "b", state: "done", now: 70 }))).toBe(true);
      expect(await records.takeTask(by("other", { messageId: "b", now: 90 }))).toBe(false);
    });

    it("that are done stay so, whatever becomes of their messages, and what was written of them is in the audit", async () => {
      const records = await filled({ a: "failed" });
      const auditIds = ["first", "second"];
      for (const auditId of auditIds)
        expect(await records.updateTask(by("one", { state: "done", now: 70, entry: auditOf(auditId) }))).toBe(true);
      await records.receive(receiptOf("late", { messageId: "a", attempt: 1, state: "delivered" }));
      expect(await found(records, { state: "done" })).toEqual(["a done"]);
      expect((await records.searchAudit({ limit: 9 })).map(({ auditId }) => auditId).sort()).toEqual(auditIds);
    });

    it("are none any more once their message arrived, and go with it", async () => {
      const records = await filled({ a: "failed" });
      await records.takeTask(by("one"));
      await records.receive(receiptOf("late", { messageId: "a", attempt: 1, state: "delivered" }));
      expect(await found(records)).toEqual([]);
      await records.forgetPhone({ phoneIndex: "phone", entry: auditOf("forgotten") });
      expect(await records.findTask("a")).toBeUndefined();
      await records.start({ message: messageOf("a") });
      expect((await records.findTask("a"))?.task).toBeNull();
    });
  });
}
