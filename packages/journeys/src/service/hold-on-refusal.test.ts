import { defineTemplates } from "@nxzalo/core";
import { describe, expect, it, vi } from "vitest";
import { createTestJourneys, receiptFor } from "../testing/journeys.ts";

const templates = defineTemplates({
  templates: [
    { id: "urgent", tag: 1 },
    { id: "care", tag: 2 },
    { id: "password", tag: 2, variables: { code: { type: "text", secret: true } } },
  ],
});
const ten = Date.parse("2026-11-28T10:00:00+07:00");
const seven = Date.parse("2026-11-29T07:00:00+07:00");
const phone = "84912345678";

function setUp(holdOnRefusal = true) {
  const harness = createTestJourneys();
  harness.clock.at = ten;
  const journeys = harness.process({ templates, holdOnRefusal, quietHours: "off" });
  let messageId = "";
  const attempt = (number: number) => harness.sent()[number - 1] as NonNullable<ReturnType<typeof harness.sent>[0]>;
  return {
    harness,
    journeys,
    send: async (more: object = {}) => {
      const input = { phone, templateId: "care", templateData: { code: "1" }, ...more };
      messageId = (await journeys.send(input)).messageId ?? "";
    },
    fail: (number: number, error: number) =>
      journeys.receive(
        receiptFor(attempt(number), {
          status: "failed",
          requestId: `zalomid.${number}`,
          zaloRes: { error, message: "", data: null },
        }),
      ),
    deliver: (number: number, status = "delivered") =>
      journeys.receive(receiptFor(attempt(number), { status, requestId: `zalomid.${number}` })),
    find: () => journeys.messages.find(messageId),
    cancel: () => journeys.messages.cancel(messageId),
    resend: (input = {}) => journeys.messages.resend(messageId, input, { mayForce: true }),
    at: async (now: number) => {
      harness.clock.at = now;
      await journeys.dispatchDue();
    },
  };
}

describe("a message that Zalo refused for its time or its quota", () => {
  it.each([
    [-133, "quiet_hours"],
    [-144, "quota"],
    [-147, "quota"],
  ])("%i: is sent once more, in the morning, however often that is told", async (code, heldFor) => {
    const test = setUp();
    await test.send();
    for (let copies = 0; copies < 2; copies++) await test.fail(1, code);
    expect(await test.find()).toMatchObject({ state: "scheduled", heldFor, sendAt: new Date(seven) });
    await test.at(seven - 1);
    expect(test.harness.sent()).toHaveLength(1);
    await test.at(seven);
    expect(test.harness.sent()).toHaveLength(2);
    await test.fail(2, code);
    await test.at(seven + 86_400_000);
    expect(await test.find()).toMatchObject({ state: "failed", attempts: [{ attempt: 1 }, { attempt: 2 }] });
    expect(test.harness.sent()).toHaveLength(2);
  });

  it.each([
    ["with tag 1, whose time is over by then", { templateId: "urgent" }, -144],
    ["whose caller wants it to go out before", { notAfter: new Date(ten + 3_600_000) }, -144],
    ["whose caller wants it to go out before that very moment", { notAfter: new Date(seven) }, -144],
    ["whose variables were secret, and are not stored", { templateId: "password" }, -144],
    ["that failed for another reason", {}, -114],
  ])("%s stays as it is", async (_, more, code) => {
    const test = setUp();
    await test.send(more);
    await test.fail(1, code);
    expect(await test.find()).toMatchObject({ state: "failed" });
    await test.at(seven);
    expect(test.harness.sent()).toHaveLength(1);
  });

  it("is sent once more and never again, however long its caller lets it wait", async () => {
    const test = setUp();
    await test.send({ notAfter: new Date(ten + 7 * 86_400_000) });
    await test.fail(1, -144);
    await test.at(seven);
    await test.fail(2, -147);
    expect(await test.find()).toMatchObject({ state: "failed" });
    for (let day = 1; day < 7; day++) await test.at(seven + day * 86_400_000);
    expect(test.harness.sent()).toHaveLength(2);
  });

  it("that had waited before goes no later than its caller wants, and in the morning where that is later", async () => {
    for (const [hours, state] of [
      [2, "failed"],
      [48, "scheduled"],
    ] as const) {
      const test = setUp();
      const sendAt = new Date(ten + 3_600_000);
      await test.send({ sendAt, notAfter: new Date(ten + hours * 3_600_000) });
      await test.at(sendAt.getTime());
      await test.fail(1, -144);
      expect(await test.find()).toMatchObject({ state });
    }
  });

  it("waits for the morning also days after it was first asked for, where a person has had it sent again since", async () => {
    const test = setUp();
    await test.send();
    await test.fail(1, -114);
    await test.at(ten + 3 * 86_400_000);
    await test.resend();
    await test.fail(2, -144);
    const sendAt = new Date(seven + 3 * 86_400_000);
    expect(await test.find()).toMatchObject({ state: "scheduled", heldFor: "quota", sendAt });
    await test.at(sendAt.getTime());
    expect(test.harness.sent()).toHaveLength(3);
  });

  it("that was corrected waits whatever the former phone got, and not once the right one has it", async () => {
    for (const [arrived, sent] of [
      [1, 3],
      [2, 2],
    ] as const) {
      const test = setUp();
      await test.send();
      await test.fail(1, -118);
      await test.resend({ phone: "84912345679", templateData: { code: "1" } });
      await test.fail(2, -144);
      await test.deliver(arrived);
      await test.at(seven);
      expect(test.harness.sent()).toHaveLength(sent);
    }
  });

  it("stays as it is where that was not asked for", async () => {
    const test = setUp(false);
    await test.send();
    await test.fail(1, -144);
    expect(await test.find()).toMatchObject({ state: "failed" });
  });

  it.each([
    ["delivered", "delivered"],
    ["success", "failed"],
  ])("is not sent again where a receipt has told of it: %s, before that, or while it waits", async (status, state) => {
    const told = setUp();
    await told.send();
    await told.deliver(1, status);
    await told.fail(1, -144);
    expect(await told.find()).toMatchObject({ state });
    const late = setUp();
    await late.send();
    await late.fail(1, -144);
    await late.deliver(1, status);
    await late.at(seven);
    expect(late.harness.sent()).toHaveLength(1);
    expect(await late.find()).toMatchObject({ state, attempts: [{ attempt: 1, state }] });
  });

  it("does not wait any more once a receipt tells of its delivery, and is not sent again", async () => {
    const test = setUp();
    await test.send();
    await test.fail(1, -144);
    await test.deliver(1);
    const found = await test.find();
    expect(found).toMatchObject({ state: "delivered", requestId: "zalomid.1", attempts: [{ attempt: 1 }] });
    expect(found).not.toHaveProperty("sendAt");
    expect(found).not.toHaveProperty("heldFor");
    await expect(test.resend()).rejects.toMatchObject({ code: "message_not_resendable" });
    await test.at(seven + 86_400_000);
    expect(test.harness.sent()).toHaveLength(1);
  });

  it("is not sent again where its process died after a receipt of its delivery was stored, and before it was taken back", async () => {
    const test = setUp();
    await test.send();
    await test.fail(1, -144);
    const withdraw = vi.spyOn(test.harness.store.records, "withdraw");
    withdraw.mockRejectedValue(new Error("the process has died"));
    await test.deliver(1).catch(() => {});
    withdraw.mockRestore();
    expect(await test.find()).toMatchObject({ state: "scheduled" });
    await test.at(seven);
    expect(test.harness.sent()).toHaveLength(1);
    expect(await test.find()).toMatchObject({ state: "delivered", attempts: [{ attempt: 1, state: "delivered" }] });
  });

  it("waits for the morning also where the store fails at each thing that the receipt asks of it", async () => {
    const methods = ["receive", "findMessage", "beginAttempt"] as const;
    for (const method of methods) {
      const test = setUp();
      await test.send();
      const asked = vi.spyOn(test.harness.store.records, method).mockRejectedValueOnce(new Error("away"));
      await test.fail(1, -144);
      expect(asked.mock.calls.length).toBeGreaterThan(1);
      expect(await test.find()).toMatchObject({ state: "scheduled", heldFor: "quota" });
    }
  });

  it("is not sent again by hand without force where it was cancelled while it waited, and had arrived", async () => {
    const test = setUp();
    await test.send();
    await test.fail(1, -144);
    await test.cancel();
    await test.deliver(1);
    expect(await test.find()).toMatchObject({ state: "cancelled", attempts: [{ state: "delivered" }, {}] });
    const issues = [{ path: ["force"], code: "attempt_arrived" }];
    await expect(test.resend()).rejects.toMatchObject({ code: "message_not_resendable", issues });
    await test.resend({ force: true });
    expect(test.harness.sent()).toHaveLength(2);
  });
});
