import { describe, expect, it } from "vitest";
import { createTestJourneys, parcel, receiptFor, rejected, template, unknown } from "../testing/journeys.ts";

const minuteMs = 60_000;

/** Journeys with one message that failed, one that was refused, one of which nothing is known, and one that arrived. */
async function filled() {
  const harness = createTestJourneys();
  const journeys = harness.process();
  const { client, clock } = harness;
  // Each has a recipient of its own: one who is not reached is not written to for a while.
  let recipients = 0;
  const send = async (reference: string) => {
    clock.at += 1;
    const phone = `8491234560${recipients++}`;
    await journeys.send({ ...parcel, phone, reference, ...template }).catch(() => {});
    const { messages } = await journeys.messages.search({ reference });
    return messages[0]?.messageId ?? "";
  };
  const tell = async (index: number, more: object) => {
    const sent = harness.sent()[index];
    if (sent) await journeys.receive(receiptFor(sent, { requestId: `zalomid.${index + 1}`, ...more }));
  };
  const failed = await send("failed");
  await tell(0, { status: "failed", code: 17004, zaloRes: { error: -118, data: null } });
  const delivered = await send("delivered");
  await tell(1, {});
  client.sendTemplate.mockRejectedValueOnce(rejected());
  const refused = await send("refused");
  client.sendTemplate.mockRejectedValueOnce(unknown());
  const lost = await send("lost");
  const idsOf = async (query = {}, scope = {}) =>
    (await journeys.tasks.search(query, scope)).tasks.map(({ message }) => message.messageId);
  return { journeys, tasks: journeys.tasks, clock, idsOf, failed, delivered, refused, lost, process: harness.process };
}

const lan = { caller: "Lan" };
const minh = { caller: "Minh" };

describe("the work list", () => {
  it("has what reached nobody, and after a minute what is not known to have", async () => {
    const { tasks, idsOf, clock, failed, refused, lost } = await filled();
    expect(await idsOf()).toEqual([refused, failed]);
    clock.at += minuteMs + 1;
    expect(await idsOf()).toEqual([lost, refused, failed]);
    expect(await idsOf({ reason: "unknown" })).toEqual([lost]);
    expect(await idsOf({ state: "taken" })).toEqual([]);
    expect(await idsOf({}, { appKeys: ["another"] })).toEqual([]);
    const {
      tasks: [first],
      nextCursor,
    } = await tasks.search({ limit: 2 });
    expect(first).toMatchObject({
      state: "open",
      message: { state: "unknown", phone: "84912345603", reference: "lost" },
    });
    expect(await idsOf({ cursor: nextCursor ?? "" })).toEqual([failed]);
  });

  it("gives a task to one person, and tells the others whose it is", async () => {
    const { tasks, clock, failed } = await filled();
    const takenAt = new Date(clock.at);
    expect(await tasks.take(failed, lan)).toMatchObject({
      isTaken: true,
      task: { state: "taken", takenBy: "Lan", takenAt },
    });
    expect(await tasks.take(failed, minh)).toMatchObject({ isTaken: false, task: { takenBy: "Lan" } });
    await expect(tasks.update({ messageId: failed, done: true }, minh)).rejects.toMatchObject({
      code: "forbidden",
      message: "This task is Lan's",
    });
    expect(await tasks.take(failed, { ...minh, mayForce: true })).toMatchObject({
      isTaken: true,
      task: { takenBy: "Minh" },
    });
  });

  it("keeps what was done about it, and the audit keeps by whom", async () => {
    const { journeys, tasks, clock, failed, idsOf } = await filled();
    const calledAt = new Date(clock.at);
    const noted = await tasks.update({ messageId: failed, called: true, note: "hẹn chiều" }, lan);
    expect(noted).toMatchObject({ state: "taken", takenBy: "Lan", calledAt, note: "hẹn chiều" });
    clock.at += minuteMs;
    const done = await tasks.update({ messageId: failed, done: true }, lan);
    expect(done).toMatchObject({ state: "done", calledAt, note: "hẹn chiều", doneAt: new Date(clock.at) });
    expect(await idsOf({ state: "done" })).toEqual([failed]);
    expect(await idsOf()).not.toContain(failed);
    expect(await tasks.update({ messageId: failed, done: false, note: "", called: false }, lan)).toEqual({
      state: "taken",
      message: expect.anything(),
      takenBy: "Lan",
      takenAt: calledAt,
    });
    const { entries } = await journeys.audit.search({ action: "task" });
    expect(entries.map(({ caller, subject }) => [caller, subject])).toEqual(Array(3).fill(["Lan", failed]));
  });

  it("takes a task back", async () => {
    const { tasks, failed } = await filled();
    await tasks.take(failed, lan);
    const open = await tasks.update({ messageId: failed, release: true, note: "không nghe máy" }, lan);
    expect(open).toEqual({ state: "open", message: expect.anything(), note: "không nghe máy" });
    expect(await tasks.take(failed, minh)).toMatchObject({ isTaken: true, task: { note: "không nghe máy" } });
  });

  it("forgets what has arrived, although who has it may finish it", async () => {
    const { journeys, tasks, idsOf, refused, failed } = await filled();
    await tasks.take(refused, lan);
    await journeys.messages.resend(refused, {}, { caller: "Lan", mayForce: true });
    expect(await idsOf()).toEqual([failed]);
    expect(await tasks.update({ messageId: refused, done: true }, lan)).toMatchObject({
      message: { state: "accepted" },
    });
  });

  it("has no task of another message", async () => {
    const { tasks, delivered, lost, failed } = await filled();
    const none = "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10";
    for (const messageId of [delivered, lost, none])
      await expect(tasks.take(messageId, lan)).rejects.toMatchObject({ code: "message_not_found" });
    const elsewhere = { ...lan, appKeys: ["another"] };
    await expect(tasks.update({ messageId: failed, done: true }, elsewhere)).rejects.toMatchObject({
      code: "message_not_found",
    });
    await expect(tasks.take("84912345678", lan)).rejects.toMatchObject({ issues: [{ code: "message_id_wrong" }] });
  });

  it.each([
    [{}, "empty"],
    [{ done: true, release: true }, "field_conflict"],
    [{ note: "x".repeat(1_001) }, "note_wrong"],
    [{ note: "\ud800" }, "note_wrong"],
  ])("refuses the change %j", async (change, code) => {
    const { tasks, failed } = await filled();
    await expect(tasks.update({ messageId: failed, ...change }, lan)).rejects.toMatchObject({ issues: [{ code }] });
  });
});
