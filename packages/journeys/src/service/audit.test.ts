import { describe, expect, it } from "vitest";
import { createTestJourneys, parcel, template } from "../testing/journeys.ts";

const yearMs = 365 * 86_400_000;

/** What the audit says, oldest first, without what differs each time. */
async function entriesOf(journeys: ReturnType<ReturnType<typeof createTestJourneys>["process"]>, query = {}) {
  const { entries } = await journeys.audit.search(query);
  return entries.map(({ auditId: _, recordedAt: __, ...entry }) => entry).reverse();
}

describe("the audit", () => {
  it("has who was shown a journey, before they are, and none where it was masked or not found", async () => {
    const { process } = createTestJourneys();
    const journeys = process();
    const { journeyId } = await journeys.open(parcel);
    await journeys.find(journeyId);
    await journeys.find("99", { shownTo: "desk" });
    await journeys.find(journeyId, { shownTo: "desk", appKeys: ["another"] });
    expect(await entriesOf(journeys)).toEqual([]);
    expect(await journeys.find(journeyId, { shownTo: "desk" })).toMatchObject({ phone: "84912345678" });
    expect(await entriesOf(journeys)).toEqual([{ action: "look", caller: "desk", app: "default", subject: journeyId }]);
  });

  it("shows nothing of a journey where the entry cannot be written", async () => {
    const world = createTestJourneys();
    const records = { ...world.store.records, addAudit: () => Promise.reject(new Error("the disk is full")) };
    const { journeyId } = await world.process().open(parcel);
    const journeys = world.process({ store: { ...world.store, records } });
    await expect(journeys.find(journeyId, { shownTo: "desk" })).rejects.toThrow("the disk is full");
    expect(await journeys.find(journeyId)).toMatchObject({ journeyId });
  });

  it("has what was deleted and who was forgotten, with no phone in it, and finds a person by theirs", async () => {
    const { process, clock } = createTestJourneys();
    const journeys = process({ now: () => clock.at++ });
    const { journeyId } = await journeys.open(parcel);
    await journeys.open({ ...parcel, reference: "another" });
    await journeys.send({ phone: "84912345678", ...template });
    expect(await journeys.forget({ journeyId }, { caller: "clerk" })).toBe(1);
    expect(await journeys.forget({ journeyId }, { caller: "clerk" })).toBe(0);
    expect(await journeys.forget({ phone: "84912345678" }, { caller: "clerk" })).toBe(1);
    await journeys.forget({ phone: "84387654321" });
    const entries = await entriesOf(journeys);
    expect(entries).toEqual([
      { action: "delete", caller: "clerk", app: "default", subject: journeyId },
      { action: "forget", caller: "clerk", subject: expect.stringMatching(/^[0-9a-f]{64}$/), counts: { journeys: 1 } },
      { action: "forget", subject: expect.stringMatching(/^[0-9a-f]{64}$/), counts: { journeys: 0 } },
    ]);
    expect(await entriesOf(journeys, { phone: "84912345678" })).toEqual([entries[1]]);
    expect(await entriesOf(journeys, { subject: journeyId })).toEqual([entries[0]]);
    expect(JSON.stringify(await journeys.audit.search({}))).not.toMatch(/912345678|387654321/);
  });

  it("is searched a page at a time, by what was done, by whom and when, within applications", async () => {
    const { process, clock } = createTestJourneys();
    const journeys = process();
    const [first, second] = [clock.at, clock.at + 1_000];
    await journeys.audit.record({ action: "close", caller: "books", subject: "2023-10", counts: { rows: 31 } });
    clock.at = second;
    await journeys.audit.record({ action: "resend", caller: "desk", appKey: "app", subject: "m1" });
    await journeys.audit.record({ action: "cancel", caller: "desk", appKey: "other", subject: "m2" });
    const page = await journeys.audit.search({ limit: 2 });
    expect(page.entries.map(({ action }) => action).sort()).toEqual(["cancel", "resend"]);
    const { nextCursor } = page;
    expect(await journeys.audit.search({ limit: 2, cursor: nextCursor ?? "" })).toMatchObject({
      entries: [{ action: "close", recordedAt: new Date(first), counts: { rows: 31 } }],
      nextCursor: null,
    });
    const actionsOf = async (query: object, scope = {}) =>
      (await journeys.audit.search(query, scope)).entries.map(({ action }) => action);
    expect(await actionsOf({ recordedBefore: new Date(second) })).toEqual(["close"]);
    expect(await actionsOf({ caller: "desk", action: "resend" })).toEqual(["resend"]);
    expect(await actionsOf({}, { appKeys: [undefined] })).toEqual(["resend"]);
    await expect(journeys.audit.search({ action: "peek" as "look" })).rejects.toMatchObject({ code: "input_invalid" });
  });

  it("is kept for two years, or for `auditRetainMs`", async () => {
    const { process, clock } = createTestJourneys();
    const journeys = process();
    await journeys.audit.record({ action: "look", subject: "1" });
    clock.at += 2 * yearMs;
    expect(await journeys.sweep()).toBe(0);
    clock.at += 1;
    expect(await process({ auditRetainMs: 3 * yearMs }).sweep()).toBe(0);
    expect(await journeys.sweep()).toBe(1);
    expect(await entriesOf(journeys)).toEqual([]);
  });
});
