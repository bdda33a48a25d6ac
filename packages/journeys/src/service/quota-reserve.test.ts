import { defineTemplates, type SendTemplateInput } from "@nxzalo/core";
import { describe, expect, it } from "vitest";
import { createTestJourneys, receiptFor, template } from "../testing/journeys.ts";

const templates = defineTemplates({
  templates: [
    { id: "urgent", tag: 1 },
    { id: "care", tag: 2 },
  ],
});
const ten = Date.parse("2026-11-28T10:00:00+07:00");
const seven = Date.parse("2026-11-29T07:00:00+07:00");
const phoneOf = (index: number) => `849${10_000_000 + index}`;

/** What a receipt tells of the quota; NXCLOUD's times are of UTC+8. */
const quotaOf = (remaining: number) => ({
  status: "success",
  sendTime: "2026-11-28 11:00:00",
  cost: { currency: "VND", originalPrice: 180 },
  zaloRes: { error: 0, data: { quota: { remainingQuota: String(remaining), dailyQuota: "20" } } },
});

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
