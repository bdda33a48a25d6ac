import { defineTemplates, type SendTemplateInput } from "@nxzalo/core";
import { describe, expect, it } from "vitest";
import { createTestJourneys, quotaOf, receiptFor } from "../testing/journeys.ts";

const templates = defineTemplates({
  templates: [
    { id: "urgent", tag: 1 },
    { id: "care", tag: 2 },
    { id: "code", variables: { order: { type: "text", secret: true } } },
  ],
});
const ten = Date.parse("2026-11-28T10:00:00+07:00");
const seven = new Date("2026-11-29T07:00:00+07:00");
const held = { known: null, issues: [], suppressed: false, sendAt: seven, heldFor: "quota" };
const atOnce = { known: null, issues: [], suppressed: false };

/** An application that has so many messages left. */
async function withLeft(remaining: number, options: object) {
  const harness = createTestJourneys();
  harness.clock.at = ten;
  const journeys = harness.process({ templates, quietHours: "off", ...options });
  const send = (templateId: string, idempotencyKey: string) =>
    journeys.send({ phone: "84912345678", templateId, templateData: { order: "42" } }, { idempotencyKey });
  await send("urgent", "first");
  await journeys.receive(receiptFor(harness.sent()[0] as SendTemplateInput, quotaOf(remaining)));
  harness.clock.at += 1_000;
  let keys = 0;
  async function check(given: readonly (readonly [templateId: string, more?: object])[], ahead?: number) {
    const messages = given.map(([templateId, more]) => {
      keys += 1;
      const message = { phone: "84912345678", templateId, templateData: { order: "42" } };
      return { ...message, idempotencyKey: `checked ${keys}`, ...more };
    });
    return (await journeys.messages.check({ messages, ahead })).results;
  }
  return { harness, journeys, send, check };
}

describe("a check foresees that", () => {
  it("what is kept of the day's quota holds what comes after the last that may go, and is as good as its word", async () => {
    const { check, send } = await withLeft(6, { quotaReserve: 4 });
    const asked = [["care"], ["urgent"], ["care"], ["care"], ["unlisted"], ["urgent"]] as const;
    const results = await check(asked);
    expect(results).toEqual([atOnce, atOnce, atOnce, held, held, atOnce]);
    for (const [index, [templateId]] of asked.entries())
      expect((await send(templateId, `sent ${index}`)).sendAt).toEqual(results[index]?.sendAt);
  });

  it("nothing is taken from it by what is only asked about", async () => {
    const { check } = await withLeft(5, { quotaReserve: 4 });
    for (let times = 0; times < 3; times++) expect(await check([["care"], ["care"]])).toEqual([atOnce, held]);
  });

  it("nothing of what goes to a journey's own recipient, who is not looked up", async () => {
    const { check } = await withLeft(4, { quotaReserve: 4 });
    const own = { phone: undefined, reference: "Đơn 42" };
    expect(await check([["care", own], ["care"]])).toEqual([atOnce, held]);
  });

  it("others of the same file go before", async () => {
    const { check } = await withLeft(8, { quotaReserve: 4 });
    expect(await check([["care"], ["care"]], 3)).toEqual([atOnce, held]);
  });

  it("what has its own time today waits as well, and what goes another day has that day's quota", async () => {
    const { check } = await withLeft(4, { quotaReserve: 4 });
    const [today, tomorrow] = [new Date(ten + 3_600_000), new Date(ten + 86_400_000)];
    expect(await check([["care", { sendAt: today }]])).toEqual([held]);
    expect(await check([["care", { sendAt: tomorrow }]])).toEqual([{ ...atOnce, sendAt: tomorrow }]);
  });

  it("what is held beyond its notAfter does not go", async () => {
    const { check } = await withLeft(4, { quotaReserve: 4 });
    expect(await check([["care", { notAfter: new Date(ten + 3_600_000) }]])).toMatchObject([
      { known: null, issues: [{ path: ["notAfter"], code: "message_expired" }] },
    ]);
  });

  it("a message that waits goes at its time, and why it waits", async () => {
    const { check, send } = await withLeft(4, { quotaReserve: 4 });
    await send("care", "waiting");
    expect(await check([["care", { idempotencyKey: "waiting" }]])).toEqual([{ ...held, known: "scheduled" }]);
  });

  it("one that Zalo refused for the quota is sent again in the morning", async () => {
    const { check, send, journeys, harness } = await withLeft(20, { holdOnRefusal: true });
    await send("care", "refused");
    const failed = { status: "failed", zaloRes: { error: -144, message: "quota" } };
    await journeys.receive(receiptFor(harness.sent()[1] as SendTemplateInput, failed));
    expect(await check([["care", { idempotencyKey: "refused" }]])).toEqual([{ ...held, known: "scheduled" }]);
  });

  it("what comes after the quota's end is refused, and sent again in the morning where it still may and can", async () => {
    const { check } = await withLeft(2, { holdOnRefusal: true });
    const hour = { notAfter: new Date(ten + 3_600_000) };
    expect(await check([["care"], ["urgent"], ["care"], ["care", hour], ["urgent"], ["code"]])).toEqual([
      atOnce,
      atOnce,
      held,
      atOnce,
      atOnce,
      atOnce,
    ]);
  });

  it("nothing is held where no receipt of today tells a quota, and where nothing holds", async () => {
    const { check, harness } = await withLeft(0, { quotaReserve: 4, holdOnRefusal: true });
    harness.clock.at = seven.getTime();
    expect(await check([["care"]])).toEqual([atOnce]);
    expect(await (await withLeft(0, {})).check([["care"]])).toEqual([atOnce]);
  });
});
