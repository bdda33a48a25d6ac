import { defineTemplates, parseReceipt } from "@nxzalo/core";
import type { ResendMessageInput } from "@nxzalo/core/schemas";
import { failureOf } from "nxzalo-testing/failure-of";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { toStoreError } from "../store/store-errors.ts";
import {
  acknowledgement,
  createTestJourneys,
  dayMs,
  parcel,
  receiptFor,
  rejected,
  template,
  unknown,
} from "../testing/journeys.ts";

const own = { caller: "shop" };
const keyed = { ...own, idempotencyKey: "k" };
const people = { ...own, seesPeople: true };
const admin = { caller: "lead", mayForce: true };
const phone = "84912345679";

let harness: ReturnType<typeof createTestJourneys>;
beforeEach(() => {
  harness = createTestJourneys();
});
const hintOf = async (call: Promise<unknown>) => {
  const { code, outcome, hint } = await failureOf(call);
  expect({ code, outcome }).toEqual({ code: "message_not_resendable", outcome: "not_sent" });
  return hint;
};
/** What `force` would pass over; undefined where it would not help. */
const forcedOf = async (call: Promise<unknown>) => {
  const { issues } = await failureOf(call);
  for (const { path } of issues ?? []) expect(path).toEqual(["force"]);
  return issues?.map(({ code }) => code).join();
};
const sentAt = (index: number) => harness.sent()[index] ?? expect.fail("it was not sent");
const failed = (index = 0) =>
  receiptFor(sentAt(index), {
    status: "failed",
    code: 17004,
    zaloRes: { error: -118, message: "no account", data: null },
  });

/** A parcel's message that failed, since the phone has no Zalo account. */
async function failedMessage() {
  const journeys = harness.process();
  const { messageId, journeyId } = await journeys.send({ ...parcel, ...template }, keyed);
  await journeys.receive(failed());
  return { journeys, messageId, journeyId };
}

describe("sent again", () => {
  it("a failed message is its own next attempt, on the same journey", async () => {
    const { journeys, messageId, journeyId } = await failedMessage();
    const again = await journeys.messages.resend(messageId, {}, own);
    expect(again).toEqual({
      messageId,
      journeyId,
      requestId: "zalomid.2",
      state: "accepted",
      passedOver: [{ scope: "all", zaloError: -118, createdAt: expect.any(Date), expiresAt: expect.any(Date) }],
    });
    const { ext, ...rest } = sentAt(0);
    expect(ext).toBe(`nxzalo:${messageId}:1`);
    expect(sentAt(1)).toEqual({ ...rest, ext: `nxzalo:${messageId}:2` });
    expect(await journeys.messages.find(messageId)).toMatchObject({
      state: "accepted",
      attempts: [
        { attempt: 1, state: "failed", zaloError: -118 },
        { attempt: 2, state: "accepted" },
      ],
    });
    expect(await journeys.send({ ...parcel, ...template }, keyed)).toMatchObject({ messageId });
    expect(harness.sent()).toHaveLength(2);
  });

  it("to another phone it moves to that phone's journey, and the audit tells of the correction", async () => {
    const { journeys, messageId, journeyId = "" } = await failedMessage();
    const corrected = { phone, templateData: { order: "Đơn 42", paid: false } };
    const again = await journeys.messages.resend(messageId, corrected, own);
    expect(again).toMatchObject({ messageId, journeyId: "2" });
    expect(sentAt(1)).toMatchObject({
      phone: "84912345679",
      journeyToken: "token-2",
      templateData: corrected.templateData,
    });
    expect((await journeys.find("2"))?.messages).toMatchObject([{ messageId, state: "accepted" }]);
    expect((await journeys.find(journeyId))?.messages).toEqual([]);
    await journeys.receive(acknowledgement("2", { ext: sentAt(1).ext, requestId: "zalomid.2" }));
    expect((await journeys.find("2"))?.cost).toBeDefined();
    expect((await journeys.find(journeyId))?.cost).toBeUndefined();
    const { entries } = await journeys.audit.search({});
    expect(entries).toMatchObject([{ action: "correct", caller: "shop", subject: messageId }]);
    // A late receipt of the first attempt is its own.
    await journeys.receive(receiptFor(sentAt(0), { status: "success" }));
    expect(await journeys.messages.find(messageId)).toMatchObject({ phone: "84912345679", state: "accepted" });
  });

  it("what was written for one person is not sent to another one, but by a caller who may see it", async () => {
    const { journeys, messageId } = await failedMessage();
    expect(await hintOf(journeys.messages.resend(messageId, { phone }, own))).toContain("`templateData`");
    await journeys.messages.resend(messageId, { phone }, people);
    expect(sentAt(1)).toMatchObject({ phone: "84912345679", templateData: template.templateData });
  });

  it("to another phone it keeps its shop: the labels of the journey go on", async () => {
    const journeys = harness.process();
    const labels = { shop: "A" };
    const { messageId } = await journeys.send({ ...parcel, ...template, labels }, keyed);
    await journeys.receive(failed());
    await journeys.messages.resend(messageId, { phone }, people);
    await journeys.receive(acknowledgement("2", { ext: sentAt(1).ext, requestId: "zalomid.2" }));
    const day = new Date(harness.clock.at).toISOString().slice(0, 10);
    const { rows } = await journeys.costs({ from: day, to: day, groupBy: "label:shop", timeZone: "UTC" });
    expect(rows).toMatchObject([{ key: "A", journeys: 1 }]);
  });

  it("costs what the journey that it is on now costs", async () => {
    const { journeys, messageId, journeyId = "" } = await failedMessage();
    const cost = (originalPrice: number) => ({ cost: { currency: "VND", originalPrice } });
    await journeys.receive(acknowledgement(journeyId, { ext: sentAt(0).ext, requestId: "zalomid.1", ...cost(180) }));
    await journeys.messages.resend(messageId, { phone }, people);
    expect(await journeys.messages.find(messageId)).not.toHaveProperty("cost");
    await journeys.receive(acknowledgement("2", { ext: sentAt(1).ext, requestId: "zalomid.2", ...cost(220) }));
    expect(await journeys.messages.find(messageId)).toMatchObject({ cost: { amount: "220", currency: "VND" } });
  });

  it("needs its data anew where its template has a secret, also one that may be left out", async () => {
    const code = { type: "text", secret: true, required: false } as const;
    const templates = defineTemplates({
      templates: [{ id: template.templateId, variables: { order: { type: "text" }, code } }],
    });
    const journeys = harness.process({ templates });
    const { messageId } = await journeys.send(
      { ...parcel, ...template, templateData: { order: "42", code: "1" } },
      keyed,
    );
    await journeys.receive(failed());
    expect(await hintOf(journeys.messages.resend(messageId, {}, own))).toContain("`templateData`");
    await journeys.messages.resend(messageId, { templateData: { order: "42", code: "2" } }, own);
    expect(sentAt(1)).toMatchObject({ templateData: { order: "42", code: "2" } });
  });

  it("keeps its topic, and its caller hears of a refusal where refusals are events", async () => {
    const fetch = async () => ({ status: 204, headers: { get: () => null } });
    const targets = [{ url: "https://shop.example/", types: ["*"], secrets: ["a secret of the shop's own"] }];
    const journeys = harness.process({ events: { targets, fetch, notifyRefused: true } });
    const { messageId } = await journeys.send({ ...parcel, ...template, topic: "arrival" }, keyed);
    await journeys.receive(failed());
    harness.client.sendTemplate.mockRejectedValueOnce(rejected());
    await expect(journeys.messages.resend(messageId, {}, own)).rejects.toMatchObject({ outcome: "rejected" });
    const { events } = await journeys.events.search({ type: "message.undeliverable" });
    expect(events).toMatchObject([{ messageId }]);
    const exported = await journeys.people.export({ phone: parcel.phone });
    expect(JSON.stringify(exported)).toContain('"topic":"arrival"');
  });

  it("of ten at once, one is, and the audit tells of one", async () => {
    const { journeys, messageId } = await failedMessage();
    const resend = () => harness.process().messages.resend(messageId, {}, own);
    const answers = await Promise.allSettled(Array.from({ length: 10 }, resend));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(harness.sent()).toHaveLength(2);
    expect((await journeys.audit.search({})).entries).toMatchObject([{ action: "resend", subject: messageId }]);
  });

  it("one that was refused is, and refused again it says so", async () => {
    harness.client.sendTemplate.mockRejectedValueOnce(rejected());
    const journeys = harness.process();
    await failureOf(journeys.send({ ...parcel, ...template }, keyed));
    const { messages } = await journeys.messages.search({ state: "refused" });
    const messageId = messages[0]?.messageId ?? "";
    harness.client.sendTemplate.mockRejectedValueOnce(rejected());
    expect(await failureOf(journeys.messages.resend(messageId, {}, own))).toMatchObject({ upstreamCode: 9004 });
    expect(await journeys.messages.find(messageId)).toMatchObject({ state: "refused", attempts: [{}, { attempt: 2 }] });
    expect(await journeys.messages.resend(messageId, {}, own)).toMatchObject({ messageId, state: "accepted" });
  });

  it("where the store's answer is lost nothing is sent, and it may be sent again at once", async () => {
    const { journeys, messageId } = await failedMessage();
    const { records } = harness.store;
    const { beginAttempt } = records;
    vi.spyOn(records, "beginAttempt").mockImplementationOnce(async (next) => {
      await beginAttempt(next);
      throw toStoreError(new Error("the connection broke after the commit"));
    });
    const lost = { code: "unavailable", outcome: "not_sent" };
    await expect(journeys.messages.resend(messageId, {}, own)).rejects.toMatchObject(lost);
    expect(harness.sent()).toHaveLength(1);
    expect(await journeys.messages.find(messageId)).toMatchObject({ state: "refused" });
    expect(await journeys.messages.resend(messageId, {}, own)).toMatchObject({ state: "accepted" });
    expect(harness.sent()).toHaveLength(2);
  });

  it("one that may have been sent is by force alone, from a caller who may, and not while it is on its way", async () => {
    harness.client.sendTemplate.mockRejectedValueOnce(unknown());
    const journeys = harness.process();
    await failureOf(journeys.send({ ...parcel, ...template }, keyed));
    const messageId = sentAt(0).ext?.split(":")[1] ?? "";
    const force = { force: true };
    expect(await hintOf(journeys.messages.resend(messageId, force, admin))).toContain("in a minute");
    expect(await forcedOf(journeys.messages.resend(messageId, {}, admin))).toBeUndefined();
    harness.clock.at += 61_000;
    expect(await hintOf(journeys.messages.resend(messageId, {}, admin))).toContain("force");
    expect(await forcedOf(journeys.messages.resend(messageId, {}, admin))).toBe("attempt_may_arrive");
    expect(await hintOf(journeys.messages.resend(messageId, force, own))).toContain("admin");
    expect(await journeys.messages.resend(messageId, force, admin)).toMatchObject({ state: "accepted" });
    // Whose answer was lost asks for the same.
    expect(await hintOf(journeys.messages.resend(messageId, force, admin))).toContain("in a minute");
    expect(harness.sent()).toHaveLength(2);
    expect(await hintOf(journeys.messages.resend(messageId, force, own))).toContain("admin");
    await journeys.receive(receiptFor(sentAt(1)));
    expect(await hintOf(journeys.messages.resend(messageId, force, admin))).toContain("new message");
    expect(await forcedOf(journeys.messages.resend(messageId, {}, admin))).toBeUndefined();
  });

  it("a journey that is over is opened anew by force alone", async () => {
    const { journeys, messageId } = await failedMessage();
    harness.clock.at += 7 * dayMs;
    expect(await hintOf(journeys.messages.resend(messageId, {}, own))).toContain("paid");
    expect(await forcedOf(journeys.messages.resend(messageId, {}, own))).toBe("journey_opened_anew");
    const again = { force: true, templateData: template.templateData };
    expect(await journeys.messages.resend(messageId, again, own)).toMatchObject({ journeyId: "2" });
  });

  it("who takes on a second message takes on no journey that is paid: what was not agreed to is refused", async () => {
    harness.client.sendTemplate.mockRejectedValueOnce(unknown());
    const journeys = harness.process();
    await failureOf(journeys.send({ ...parcel, ...template }, keyed));
    const messageId = sentAt(0).ext?.split(":")[1] ?? "";
    const resend = (force: ResendMessageInput["force"], options: object = admin) =>
      journeys.messages.resend(messageId, { force, templateData: template.templateData }, options);
    harness.clock.at += 61_000;
    expect(await forcedOf(resend(undefined))).toBe("attempt_may_arrive");
    harness.clock.at += 7 * dayMs;
    expect(await forcedOf(resend(undefined))).toBe("attempt_may_arrive,journey_opened_anew");
    expect(await hintOf(resend(undefined))).toMatch(/admin.*; .*paid/);
    expect(await forcedOf(resend(["attempt_may_arrive"]))).toBe("journey_opened_anew");
    expect(await forcedOf(resend(["journey_opened_anew", "attempt_arrived"]))).toBe("attempt_may_arrive");
    expect(await forcedOf(resend([]))).toBe("attempt_may_arrive,journey_opened_anew");
    expect(await forcedOf(resend(true, own))).toBe("attempt_may_arrive");
    expect(harness.sent()).toHaveLength(1);
    expect(await resend(["attempt_may_arrive", "journey_opened_anew"])).toMatchObject({ journeyId: "2" });
  });

  it("one that was refused is by force alone where an attempt before that may arrive, or has arrived", async () => {
    harness.client.sendTemplate.mockRejectedValueOnce(unknown()).mockRejectedValueOnce(rejected());
    const journeys = harness.process();
    await failureOf(journeys.send({ ...parcel, ...template }, keyed));
    const messageId = sentAt(0).ext?.split(":")[1] ?? "";
    harness.clock.at += 61_000;
    await expect(journeys.messages.resend(messageId, { force: true }, admin)).rejects.toMatchObject({
      outcome: "rejected",
    });
    expect(await journeys.messages.find(messageId)).toMatchObject({ state: "refused" });
    const resend = (force: ResendMessageInput["force"]) => journeys.messages.resend(messageId, { force }, admin);
    expect(await forcedOf(resend(undefined))).toBe("attempt_may_arrive");
    expect(await forcedOf(resend(["attempt_arrived"]))).toBe("attempt_may_arrive");
    await journeys.receive(receiptFor(sentAt(0)));
    expect(await forcedOf(resend(undefined))).toBe("attempt_arrived");
    expect(await forcedOf(resend(["attempt_may_arrive"]))).toBe("attempt_arrived");
    expect(harness.sent()).toHaveLength(2);
    expect(await resend(["attempt_arrived"])).toMatchObject({ messageId, state: "accepted" });
  });

  it("one on a token that its caller gave is on that token, and not to another phone", async () => {
    harness.client.sendTemplate.mockRejectedValueOnce(rejected());
    const journeys = harness.process();
    const asked = { phone: parcel.phone, ...template, journeyToken: "their-token" };
    await expect(journeys.send(asked, own)).rejects.toMatchObject({ outcome: "rejected" });
    const [{ messageId } = { messageId: "" }] = (await journeys.messages.search({})).messages;
    const { templateData } = template;
    expect(await hintOf(journeys.messages.resend(messageId, { phone, templateData }, people))).toBe(
      "send a new message",
    );
    expect(harness.sent()).toHaveLength(1);
    await journeys.messages.resend(messageId, {}, own);
    expect(sentAt(1)).toMatchObject({ journeyToken: "their-token" });
  });

  it("of a list that `force` has, each is one of what may be taken on", async () => {
    const { journeys, messageId } = await failedMessage();
    for (const force of [["paid"], "attempt_arrived", 1])
      expect(await failureOf(journeys.messages.resend(messageId, { force } as object, admin))).toMatchObject({
        code: "input_invalid",
        issues: [{ path: ["force"], code: "value_not_allowed", message: expect.stringContaining("attempt_arrived, ") }],
      });
  });

  it("erased data has to be given", async () => {
    const { journeys, messageId } = await failedMessage();
    harness.clock.at += 7 * dayMs + 1;
    await journeys.sweep();
    expect(await hintOf(journeys.messages.resend(messageId, { force: true }, own))).toContain("`templateData`");
  });

  it("others' messages, and what is not stored, are not found", async () => {
    const { journeys, messageId } = await failedMessage();
    const strangers = [
      [messageId, { caller: "other" }],
      [messageId, { ...own, appKeys: ["another"] }],
      [crypto.randomUUID(), admin],
    ] as const;
    for (const [id, options] of strangers)
      expect(await failureOf(journeys.messages.resend(id, {}, options))).toMatchObject({ code: "message_not_found" });
    expect(await journeys.messages.resend(messageId, {}, admin)).toMatchObject({ messageId });
  });
});

describe("by a reference alone", () => {
  const { reference } = parcel;
  it("goes to the one live journey that has it", async () => {
    const journeys = harness.process();
    const { journeyId } = await journeys.open(parcel);
    expect(await journeys.send({ reference, ...template })).toMatchObject({ journeyId });
    expect(sentAt(0)).toMatchObject({ phone: "84912345678", journeyToken: "token-1" });
  });

  it("is refused where none is live, or two are", async () => {
    const journeys = harness.process();
    const send = () => failureOf(journeys.send({ reference, ...template }));
    expect(await send()).toMatchObject({ code: "journey_not_found", outcome: "not_sent" });
    await journeys.open(parcel);
    await journeys.open({ ...parcel, phone });
    expect(await send()).toMatchObject({ code: "reference_ambiguous", outcome: "not_sent" });
    harness.clock.at += 7 * dayMs;
    expect(await send()).toMatchObject({ code: "journey_not_found" });
    expect(harness.sent()).toEqual([]);
  });

  /** A failure that says nothing of the phone. */
  const lost = (index: number) => receiptFor(sentAt(index), { status: "failed", code: 17004 });
  async function lostMessage() {
    const journeys = harness.process();
    const { messageId } = await journeys.send({ ...parcel, ...template }, own);
    await journeys.receive(lost(0));
    return { journeys, messageId };
  }

  it("goes to the corrected journey while the former one lives, and back to it where that is corrected again", async () => {
    const { journeys, messageId } = await lostMessage();
    const send = () => journeys.send({ reference, ...template });
    await journeys.messages.resend(messageId, { phone }, people);
    expect(await send()).toMatchObject({ journeyId: "2" });
    expect(sentAt(2)).toMatchObject({ phone, journeyToken: "token-2" });
    await journeys.receive(acknowledgement("2", { ext: sentAt(1).ext, requestId: "zalomid.2" }));
    expect(await send()).toMatchObject({ journeyId: "2" });
    await journeys.receive(lost(1));
    harness.clock.at += 1;
    await journeys.messages.resend(messageId, { phone: parcel.phone }, people);
    expect(await send()).toMatchObject({ journeyId: "1" });
    expect(sentAt(5)).toMatchObject({ phone: "84912345678", journeyToken: "token-1" });
  });

  it("where two messages were corrected the other way round, the newer correction counts", async () => {
    const { journeys, messageId } = await lostMessage();
    await journeys.messages.resend(messageId, { phone }, people);
    const { messageId: other } = await journeys.send({ reference, ...template }, own);
    await journeys.receive(lost(2));
    harness.clock.at += 1;
    await journeys.messages.resend(other, { phone: parcel.phone }, people);
    expect(await journeys.send({ reference, ...template })).toMatchObject({ journeyId: "1" });
  });

  it("never goes to the former phone once the corrected journey is over, unless it is opened anew", async () => {
    const { journeys, messageId } = await lostMessage();
    await journeys.messages.resend(messageId, { phone }, people);
    const ended = { status: "journey_time_out", code: 17007, message: "", journeyId: "2" };
    await journeys.receive(parseReceipt(ended));
    const send = () => journeys.send({ reference, ...template });
    expect(await failureOf(send())).toMatchObject({ code: "journey_not_found" });
    harness.clock.at += 7 * dayMs;
    await journeys.open(parcel);
    expect(await send()).toMatchObject({ journeyId: "3" });
  });

  it("leaves out every journey of the wrong phone, and none of another application", async () => {
    const { journeys, messageId } = await lostMessage();
    await journeys.open({ ...parcel, tokenType: "token_logistics_30" });
    await journeys.open(parcel, { appKey: "another" });
    await journeys.messages.resend(messageId, { phone }, people);
    expect(await journeys.send({ reference, ...template }, { appKey: "app" })).toMatchObject({ journeyId: "4" });
    expect(await journeys.send({ reference, ...template }, { appKey: "another" })).toMatchObject({ journeyId: "3" });
    expect(await failureOf(journeys.send({ reference, ...template }))).toMatchObject({ code: "reference_ambiguous" });
  });

  it("is refused where a message was only sent again, and where there are more journeys than are looked at", async () => {
    const { journeys, messageId } = await lostMessage();
    await journeys.messages.resend(messageId, {}, own);
    await journeys.open({ ...parcel, phone });
    const send = () => journeys.send({ reference, ...template });
    expect(await failureOf(send())).toMatchObject({ code: "reference_ambiguous" });
    await journeys.receive(lost(1));
    await journeys.messages.resend(messageId, { phone }, people);
    expect(await send()).toMatchObject({ journeyId: "2" });
    for (let last = 0; last < 9; last++) await journeys.open({ ...parcel, phone: `8491234500${last}` });
    expect(await failureOf(send())).toMatchObject({ code: "reference_ambiguous" });
  });
});

it("labels stand with the message, which is found by them", async () => {
  const journeys = harness.process();
  const labels = { shop: "Hà Nội", trip: "SE1" };
  const { messageId } = await journeys.send({ ...parcel, ...template, labels });
  expect(await journeys.messages.search({ labels: { trip: "SE1" } })).toMatchObject({
    messages: [{ messageId, labels }],
  });
  expect(await journeys.messages.search({ labels: { trip: "SE2" } })).toMatchObject({ messages: [] });
  const phoneLabel = journeys.send({ ...parcel, ...template, labels: { shop: "0912345678" } });
  expect((await failureOf(phoneLabel)) as { issues?: unknown }).toMatchObject({ issues: [{ code: "label_is_phone" }] });
});

it("what waits for a parcel whose phone is corrected is cancelled, and waits for the right one where it may be seen", async () => {
  const harness = createTestJourneys();
  const journeys = harness.process();
  const { messageId } = await journeys.send({ ...parcel, ...template });
  for (const message of harness.sent()) await journeys.receive(receiptFor(message, { status: "failed", code: 17004 }));
  const sendAt = new Date(harness.clock.at + dayMs / 24);
  const waiting = await journeys.send({ ...parcel, ...template, sendAt, labels: { hub: "han" } }, { caller: "shop" });
  const other = await journeys.send({ ...parcel, ...template, reference: "Đơn 43", sendAt });
  const right = { phone: "84987654321" };
  const { templateData } = template;
  await journeys.messages.resend(messageId, { ...right, templateData }, { mayForce: true, seesPeople: true });
  const stateOf = async (id: string) => (await journeys.messages.find(id))?.state;
  expect([await stateOf(waiting.messageId), await stateOf(other.messageId)]).toEqual(["cancelled", "scheduled"]);
  const { messages } = await journeys.messages.search({ state: "scheduled", reference: parcel.reference });
  expect(messages).toMatchObject([{ ...right, sendAt, caller: "shop", labels: { hub: "han" } }]);
  harness.clock.at = sendAt.getTime();
  await journeys.dispatchDue();
  const toRight = harness.sent().filter(({ phone }) => phone === right.phone);
  expect(new Set(toRight.map(({ journeyToken }) => journeyToken)).size).toBe(1);
  expect([toRight.length, harness.sent().length]).toEqual([2, 4]);
});

it("what waits for a corrected phone is only cancelled by a caller who may not see it", async () => {
  const harness = createTestJourneys();
  const journeys = harness.process();
  const { messageId } = await journeys.send({ ...parcel, ...template });
  for (const message of harness.sent()) await journeys.receive(receiptFor(message, { status: "failed", code: 17004 }));
  const sendAt = new Date(harness.clock.at + dayMs / 24);
  const waiting = await journeys.send({ ...parcel, ...template, sendAt });
  const { templateData } = template;
  await journeys.messages.resend(messageId, { phone: "84987654321", templateData }, {});
  expect(await journeys.messages.find(waiting.messageId)).toMatchObject({ state: "cancelled" });
  expect((await journeys.messages.search({ state: "scheduled" })).messages).toEqual([]);
});

it("a restriction that comes while its journey is opened is kept", async () => {
  const { journeys, messageId } = await failedMessage();
  const { initJourneyToken } = harness.client;
  initJourneyToken.mockImplementationOnce(async () => {
    await journeys.people.restrict({ phone });
    return { journeyId: "9", token: "token-9" };
  });
  const corrected = { phone, templateData: { order: "Đơn 42", paid: false } };
  await expect(journeys.messages.resend(messageId, corrected, own)).rejects.toMatchObject({
    code: "recipient_suppressed",
    outcome: "not_sent",
  });
  expect(harness.sent()).toHaveLength(1);
  expect(await journeys.messages.find(messageId)).toMatchObject({ state: "refused" });
});

describe("in its quiet hours, and where the quota is kept for others", () => {
  const templates = defineTemplates({
    templates: [
      { id: "urgent", tag: 1 },
      { id: "care", tag: 3, variables: { order: { type: "text" }, code: { type: "text", secret: true } } },
    ],
  });
  const evening = Date.parse("2026-11-28T21:00:00+07:00");
  const night = Date.parse("2026-11-28T23:00:00+07:00");
  const seven = Date.parse("2026-11-29T07:00:00+07:00");
  const templateData = { order: "Đơn 42", code: "1234" };
  const waits = { state: "scheduled", requestId: null, sendAt: new Date(seven), heldFor: "quiet_hours" };

  /** A parcel's message that failed in the evening. */
  async function failedInTheEvening(options: object = {}) {
    const journeys = harness.process({ templates, ...options });
    harness.clock.at = evening;
    const { messageId } = await journeys.send({ ...parcel, templateId: "care", templateData }, own);
    await journeys.receive(failed());
    return { journeys, messageId };
  }
  const at = async (journeys: ReturnType<typeof harness.process>, now: number) => {
    harness.clock.at = now;
    await journeys.dispatchDue();
  };

  it("it waits for the morning, with its secrets, and goes to whom a person decided to write to", async () => {
    const { journeys, messageId } = await failedInTheEvening();
    harness.clock.at = night;
    const again = await journeys.messages.resend(messageId, { templateData }, own);
    expect(again).toMatchObject({ messageId, ...waits, passedOver: [{ zaloError: -118 }] });
    expect(harness.sent()).toHaveLength(1);
    expect(await hintOf(journeys.messages.resend(messageId, { templateData }, own))).toContain("wait");
    await at(journeys, seven - 1);
    expect(harness.sent()).toHaveLength(1);
    await at(journeys, seven);
    await at(journeys, seven + 60_000);
    expect(harness.sent()).toHaveLength(2);
    expect(sentAt(1)).toMatchObject({ templateData, ext: `nxzalo:${messageId}:2` });
    expect(await journeys.messages.find(messageId)).toMatchObject({
      state: "accepted",
      attempts: [
        { attempt: 1, state: "failed" },
        { attempt: 2, state: "accepted" },
      ],
    });
  });

  it.each(["2026-11-29 00:30:00", "2026-11-28 23:30:00"])(
    "what a receipt says of the recipient after the decision stops it, of %s",
    async (sendTime) => {
      const { journeys, messageId } = await failedInTheEvening();
      harness.clock.at = evening - 1_000;
      await journeys.send({ ...parcel, templateId: "urgent", templateData }, own);
      harness.clock.at = night;
      await journeys.messages.resend(messageId, { templateData }, own);
      const zaloRes = { error: -141, message: "", data: null };
      const about = { status: "failed", requestId: "zalomid.2", sendTime, zaloRes };
      harness.clock.at = night + 600_000;
      await journeys.receive(receiptFor(sentAt(1), about));
      await at(journeys, seven);
      expect(harness.sent()).toHaveLength(2);
      expect(await journeys.messages.find(messageId)).toMatchObject({ state: "refused" });
    },
  );

  it("the journey of another phone is opened when it goes out", async () => {
    const { journeys, messageId } = await failedInTheEvening();
    harness.clock.at = night;
    const { initJourneyToken } = harness.client;
    expect(await journeys.messages.resend(messageId, { phone, templateData }, own)).toMatchObject(waits);
    expect(initJourneyToken).toHaveBeenCalledTimes(1);
    await at(journeys, seven);
    expect(initJourneyToken).toHaveBeenCalledTimes(2);
    expect(sentAt(1)).toMatchObject({ phone, templateData, ext: `nxzalo:${messageId}:2` });
    expect(await journeys.messages.find(messageId)).toMatchObject({ state: "accepted", phone });
  });

  it("where the store does not answer, what waits may go, and its caller hears so", async () => {
    const { store } = harness;
    const { messageId } = await failedInTheEvening();
    const beginAttempt: typeof store.records.beginAttempt = async (next) => {
      await store.records.beginAttempt(next);
      throw toStoreError(new Error("the connection broke"));
    };
    const broken = harness.process({ templates, store: { ...store, records: { ...store.records, beginAttempt } } });
    harness.clock.at = night;
    await expect(broken.messages.resend(messageId, { templateData }, own)).rejects.toMatchObject({
      code: "unavailable",
      outcome: "unknown",
    });
    await at(harness.process({ templates }), seven);
    expect(harness.sent()).toHaveLength(2);
  });

  it("its own call is answered with where it stands, and sends nothing", async () => {
    const onWaiting = vi.fn();
    const journeys = harness.process({ templates, onWaiting });
    harness.clock.at = evening;
    harness.client.sendTemplate.mockRejectedValueOnce(rejected());
    const ask = () => journeys.send({ ...parcel, templateId: "care", templateData }, keyed);
    await expect(ask()).rejects.toMatchObject({ outcome: "rejected" });
    const [{ messageId } = { messageId: "" }] = (await journeys.messages.search({})).messages;
    harness.clock.at = night;
    await journeys.messages.resend(messageId, { templateData }, own);
    expect(await ask()).toMatchObject({ messageId, ...waits });
    expect(onWaiting).toHaveBeenCalledOnce();
    await journeys.messages.cancel(messageId, own);
    expect(await ask()).toEqual({ messageId, requestId: null, journeyId: "1", state: "cancelled" });
    await at(journeys, seven);
    expect(harness.sent()).toHaveLength(1);
  });

  it.each([
    ["what is corrected goes also where the former one arrives after all", { phone, templateData }, 2, "accepted"],
    ["what is only repeated does not", {}, 1, "sent"],
  ])("%s", async (_, changes, sent, state) => {
    const journeys = harness.process({ templates: defineTemplates({ templates: [{ id: "care", tag: 3 }] }) });
    harness.clock.at = evening;
    harness.client.sendTemplate.mockRejectedValueOnce(unknown());
    await journeys.send({ ...parcel, templateId: "care", templateData }, own).catch(() => {});
    const [{ messageId } = { messageId: "" }] = (await journeys.messages.search({})).messages;
    harness.clock.at = night;
    await journeys.messages.resend(messageId, { ...changes, force: true }, admin);
    await journeys.receive(receiptFor(sentAt(0), { status: "success" }));
    await at(journeys, seven);
    expect(harness.sent()).toHaveLength(sent);
    expect(await journeys.messages.find(messageId)).toMatchObject({ state });
  });

  it("of many at once each waits", async () => {
    const { journeys, messageId } = await failedInTheEvening({
      templates: defineTemplates({ templates: [{ id: "care", tag: 3 }] }),
    });
    harness.clock.at = evening + 25 * 3_600_000 + 60_000;
    const result = await journeys.messages.resendMany({ where: { state: "failed" }, dryRun: false }, own);
    expect(result).toMatchObject({ matched: 1, resent: 1, failed: {} });
    expect(await journeys.messages.find(messageId)).toMatchObject({ state: "scheduled", heldFor: "quiet_hours" });
    expect(harness.sent()).toHaveLength(1);
  });

  it("where an earlier attempt had arrived when a person decided, it goes all the same", async () => {
    const journeys = harness.process({ templates });
    harness.clock.at = evening;
    harness.client.sendTemplate.mockRejectedValueOnce(unknown());
    await journeys.send({ ...parcel, templateId: "care", templateData }, own).catch(() => {});
    const [{ messageId } = { messageId: "" }] = (await journeys.messages.search({})).messages;
    harness.clock.at += 120_000;
    harness.client.sendTemplate.mockRejectedValueOnce(rejected());
    await journeys.messages.resend(messageId, { templateData, force: true }, admin).catch(() => {});
    await journeys.receive(receiptFor(sentAt(0), { status: "success" }));
    expect(await journeys.messages.find(messageId)).toMatchObject({
      attempts: [{ state: "sent" }, { state: "refused" }],
    });
    harness.clock.at = night;
    const byHand = journeys.messages.resend(messageId, { templateData }, admin);
    await expect(byHand).rejects.toMatchObject({ code: "message_not_resendable" });
    const inBulk = journeys.messages.resendMany({ where: { state: "refused" }, dryRun: false }, own);
    expect(await inBulk).toMatchObject({ matched: 1, resent: 0 });
    expect(await journeys.messages.resend(messageId, { templateData, force: true }, admin)).toMatchObject(waits);
    await at(journeys, seven);
    expect(harness.sent()).toHaveLength(3);
    expect(await journeys.messages.find(messageId)).toMatchObject({ state: "accepted" });
  });

  it("it waits for another day's quota where others had what is left, also of many at once", async () => {
    const registry = defineTemplates({ templates: [{ id: "care", tag: 3 }] });
    const journeys = harness.process({ templates: registry, quietHours: "off", quotaReserve: 4 });
    harness.clock.at = evening;
    const ids: string[] = [];
    for (const index of [1, 2, 3, 4]) {
      const { messageId } = await journeys.send({ phone: `8491234567${index}`, templateId: "care", templateData }, own);
      ids.push(messageId);
      const { zaloRes, ...rest } = { status: "failed", requestId: `zalomid.${index}`, zaloRes: { error: -114 } };
      await journeys.receive(
        receiptFor(sentAt(index - 1), { ...rest, zaloRes: { ...zaloRes, message: "", data: null } }),
      );
    }
    await journeys.send({ phone, templateId: "care", templateData }, own);
    const quota = { remainingQuota: "7", dailyQuota: "20" };
    await journeys.receive(
      receiptFor(sentAt(4), {
        status: "success",
        requestId: "zalomid.5",
        sendTime: "2026-11-28 22:00:00",
        cost: { currency: "VND", originalPrice: 180 },
        zaloRes: { error: 0, data: { quota } },
      }),
    );
    harness.clock.at += 1_000;
    expect(await journeys.messages.resend(ids[0] ?? "", {}, own)).toMatchObject({ state: "accepted" });
    const rest = { where: { state: "failed" as const }, dryRun: false };
    expect(await journeys.messages.resendMany(rest, own)).toMatchObject({ resent: 3, failed: {} });
    const states = await Promise.all(ids.map(async (id) => (await journeys.messages.find(id))?.heldFor ?? "sent"));
    expect(states.sort()).toEqual(["quota", "sent", "sent", "sent"]);
    await at(journeys, seven);
    expect(harness.sent()).toHaveLength(9);
  });
});
