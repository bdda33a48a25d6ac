import { defineTemplates, type SendTemplateInput } from "@nxzalo/core";
import { TransportError } from "@nxzalo/core/errors";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createTestJourneys, quotaOf, receiptFor, template } from "../testing/journeys.ts";

const templates = defineTemplates({
  templates: [
    { id: "urgent", tag: 1 },
    { id: "care", tag: 2 },
  ],
});
const ten = Date.parse("2026-11-28T10:00:00+07:00");
const seven = Date.parse("2026-11-29T07:00:00+07:00");
const away = () => new TransportError("away", { code: "network_error", outcome: "not_sent", retryable: true });
const phoneOf = (index: number) => `849${10_000_000 + index}`;

/** An application that has so many messages left, four of which are kept. */
async function withLeft(remaining: number) {
  const harness = createTestJourneys();
  harness.clock.at = ten;
  const journeys = harness.process({ templates, quotaReserve: 4, quietHours: "off" });
  let recipients = 0;
  const send = (templateId: string, more: object = {}) =>
    journeys.send({ phone: phoneOf(recipients++), templateId, templateData: template.templateData, ...more });
  await send("urgent");
  await journeys.receive(receiptFor(harness.sent()[0] as SendTemplateInput, quotaOf(remaining)));
  harness.clock.at += 1_000;
  return { harness, journeys, send };
}
const held = { state: "scheduled", requestId: null, sendAt: new Date(seven) };

describe("a reserve of the day's quota", () => {
  it("lets others than tag 1 go until it is reached, whatever tag 1 sends meanwhile of its own part", async () => {
    const { send } = await withLeft(6);
    for (const templateId of ["urgent", "care", "urgent", "unlisted"])
      expect(await send(templateId)).toMatchObject({ state: "accepted" });
    for (const templateId of ["care", "unlisted"]) expect(await send(templateId)).toMatchObject(held);
    for (let sent = 0; sent < 6; sent++) expect(await send("urgent")).toMatchObject({ state: "accepted" });
  });

  it("of many that ask at once, lets as many go as are left", async () => {
    const { send } = await withLeft(7);
    const states = await Promise.all(Array.from({ length: 12 }, async () => (await send("care")).state));
    expect(states.filter((state) => state === "accepted")).toHaveLength(3);
  });

  it("in a Worker waits for no count of another request, which may have ended, and lets as many go as are left", async () => {
    const { harness } = await withLeft(7);
    let ended = 0;
    const records = {
      ...harness.store.records,
      readQuota: (request: never) =>
        ended++ === 0 ? new Promise<never>(() => {}) : harness.store.records.readQuota(request),
    };
    const worker = createTestJourneys({ ...harness.store, records, endsWithRequest: true });
    worker.clock.at = harness.clock.at;
    const journeys = worker.process({ templates, quotaReserve: 4, quietHours: "off" });
    let recipients = 100;
    const send = () => journeys.send({ ...template, phone: phoneOf(recipients++), templateId: "care" });
    void send();
    const states = await Promise.all(Array.from({ length: 12 }, async () => (await send()).state));
    expect(states.filter((state) => state === "accepted")).toHaveLength(3);
  });

  it("in a Worker keeps no place for a request that was cut off before its message was stored", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    onTestFinished(() => void vi.useRealTimers());
    const { harness } = await withLeft(7);
    vi.spyOn(harness.store.records, "start").mockReturnValueOnce(new Promise(() => {}));
    const worker = createTestJourneys({ ...harness.store, endsWithRequest: true });
    worker.clock.at = harness.clock.at;
    const journeys = worker.process({ templates, quotaReserve: 4, quietHours: "off" });
    let recipients = 100;
    const send = () => journeys.send({ ...template, phone: phoneOf(recipients++), templateId: "care" });
    void send();
    await expect.poll(() => vi.mocked(harness.store.records.start).mock.calls.length).toBe(1);
    vi.advanceTimersByTime(121_000);
    const sent = [await send(), await send(), await send(), await send()];
    expect(sent.map(({ state }) => state)).toEqual(["accepted", "accepted", "accepted", "scheduled"]);
  });

  it("counts what was sent before the receipt came, and NXCLOUD had not handed on, until a receipt tells of it", async () => {
    const harness = createTestJourneys();
    harness.clock.at = ten;
    let recipients = 0;
    const sender = () => {
      const journeys = harness.process({ templates, quotaReserve: 4, quietHours: "off" });
      return () =>
        journeys.send({ phone: phoneOf(recipients++), templateId: "care", templateData: template.templateData });
    };
    const tell = (index: number, remaining: number) =>
      harness.process().receive(
        receiptFor(harness.sent()[index] as SendTemplateInput, {
          ...quotaOf(remaining),
          requestId: `zalomid.${index + 1}`,
          sendTime: `2026-11-28 11:00:3${index}`,
        }),
      );
    const first = sender();
    for (let sent = 0; sent < 4; sent++) {
      await first();
      harness.clock.at += 1_000;
    }
    harness.clock.at = ten + 60_000;
    await tell(1, 7);
    const second = sender();
    expect([await second(), await second()]).toMatchObject([{ state: "accepted" }, held]);
    await tell(2, 8);
    await tell(3, 7);
    const third = sender();
    expect([await third(), await third(), await third()]).toMatchObject([
      { state: "accepted" },
      { state: "accepted" },
      held,
    ]);
  });

  it("counts what tag 1 sends beyond its part", async () => {
    const { send } = await withLeft(7);
    for (let sent = 0; sent < 6; sent++) await send("urgent");
    expect([await send("care"), await send("care")]).toMatchObject([{ state: "accepted" }, held]);
  });

  it("holds what is due, all of it, until the morning, and what cannot go by then expires", async () => {
    const { send, harness, journeys } = await withLeft(5);
    const sendAt = new Date(ten + 60_000);
    const waiting = await Promise.all([0, 1, 2].map(() => send("care", { sendAt })));
    const hurried = await send("care", { sendAt, notAfter: new Date(ten + 3_600_000) });
    harness.clock.at = ten + 60_000;
    await journeys.dispatchDue({ concurrency: 1 });
    const states = async () =>
      Promise.all(
        [...waiting, hurried].map(async ({ messageId = "" }) => (await journeys.messages.find(messageId))?.state),
      );
    const found = await states();
    expect(found.filter((state) => state === "accepted")).toHaveLength(1);
    expect(harness.sent()).toHaveLength(2);
    const { messages } = await journeys.messages.search({ state: "scheduled" });
    for (const message of messages) expect(message).toMatchObject({ heldFor: "quota", sendAt: new Date(seven) });
    harness.clock.at = seven;
    await journeys.dispatchDue();
    expect((await states()).filter((state) => state === "accepted").length).toBeGreaterThanOrEqual(3);
  });

  it("of what is due at once of several applications, holds what is too much of each", async () => {
    const { harness, journeys, send } = await withLeft(4);
    await journeys.send({ phone: phoneOf(90), ...template, templateId: "urgent" }, { appKey: "other" });
    await journeys.receive(
      receiptFor(harness.sent()[1] as SendTemplateInput, { ...quotaOf(6), requestId: "zalomid.2" }),
    );
    const sendAt = new Date(harness.clock.at + 60_000);
    for (let index = 0; index < 12; index++) {
      await send("care", { sendAt });
      const other = { phone: phoneOf(100 + index), ...template, templateId: "care", sendAt };
      await journeys.send(other, { appKey: "other" });
    }
    harness.clock.at += 60_000;
    await journeys.dispatchDue();
    expect(harness.sent().filter(({ templateId }) => templateId === "care")).toHaveLength(2);
  });

  it("counts what other processes send, one by one near the end, also within a second", async () => {
    const { harness, journeys } = await withLeft(9);
    const other = harness.process({ templates, quotaReserve: 4, quietHours: "off" });
    const answers = [];
    for (let index = 0; index < 12; index++) {
      const message = { phone: phoneOf(100 + index), templateId: "care", templateData: template.templateData };
      answers.push((await (index % 2 === 0 ? journeys : other).send(message)).state);
    }
    expect(answers).toEqual([...Array(5).fill("accepted"), ...Array(7).fill("scheduled")]);
  });

  it("is exceeded by no more than what others are storing at that moment, however many ask at once", async () => {
    const { harness, journeys } = await withLeft(9);
    const others = [1, 2].map(() => harness.process({ templates, quotaReserve: 4, quietHours: "off" }));
    const inHand = 2;
    let recipients = 200;
    const states: (string | undefined)[] = [];
    const sendAll = async (process: typeof journeys) => {
      for (let index = 0; index < 10; index++) {
        const message = { phone: phoneOf(recipients++), templateId: "care", templateData: template.templateData };
        states.push((await process.send(message)).state);
      }
    };
    await Promise.all(
      [journeys, ...others].flatMap((process) => Array.from({ length: inHand }, () => sendAll(process))),
    );
    const sent = states.filter((state) => state === "accepted").length;
    expect(sent).toBeGreaterThanOrEqual(5);
    expect(sent).toBeLessThanOrEqual(5 + others.length * inHand);
  });

  it("counts for nothing what an outage of NXCLOUD keeps from being sent, however often that is tried", async () => {
    const { send, harness, journeys } = await withLeft(8);
    const sendAt = new Date(ten + 60_000);
    const waiting = await Promise.all([0, 1, 2, 3].map(() => send("care", { sendAt })));
    harness.client.sendTemplate.mockRejectedValue(away());
    for (let tries = 0; tries < 12; tries++) {
      harness.clock.at += 60_000;
      await journeys.dispatchDue({ concurrency: 1 });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const states = () => Promise.all(waiting.map(async ({ messageId = "" }) => journeys.messages.find(messageId)));
    for (const one of await states()) expect(one).toMatchObject({ state: "scheduled", heldFor: "retry" });
    await expect(send("care")).rejects.toMatchObject({ code: "network_error" });
    harness.client.sendTemplate.mockImplementation(async () => ({ requestId: "q" }));
    harness.clock.at += 3_600_000;
    await journeys.dispatchDue({ concurrency: 1 });
    for (const one of await states()) expect(one).toMatchObject({ state: "accepted" });
    expect(await send("care")).toMatchObject(held);
  });

  it("refuses what cannot go out after it was held, as the check of it says", async () => {
    const { send, harness } = await withLeft(4);
    const hurried = send("care", { notAfter: new Date(ten + 3_600_000) });
    await expect(hurried).rejects.toMatchObject({ code: "message_expired", outcome: "not_sent" });
    expect(harness.sent()).toHaveLength(1);
  });

  it("holds until seven of the next day, also what is asked for after midnight", async () => {
    const { send, harness, journeys } = await withLeft(6);
    harness.clock.at = Date.parse("2026-11-29T00:10:00+07:00");
    const { messageId } = await send("urgent");
    const told = { ...quotaOf(4), requestId: "zalomid.2", sendTime: "2026-11-29 01:20:00" };
    await journeys.receive(receiptFor(harness.sent().at(-1) as SendTemplateInput, told));
    expect(messageId).toBeDefined();
    const notAfter = new Date(Date.parse("2026-11-30T09:00:00+07:00"));
    expect(await send("care", { notAfter })).toMatchObject({ sendAt: new Date(seven + 86_400_000) });
  });

  it("holds nothing where no receipt of today tells a quota", async () => {
    const { send, harness } = await withLeft(0);
    expect(await send("care")).toMatchObject(held);
    harness.clock.at = seven;
    expect(await send("care")).toMatchObject({ state: "accepted" });
  });

  it.each([-1, 0.5, Number.NaN])("of %d messages is none", (quotaReserve) =>
    expect(() => createTestJourneys().process({ quotaReserve })).toThrow("quotaReserve"),
  );
});
