import { defineTemplates } from "@nxzalo/core";
import { UpstreamError } from "@nxzalo/core/errors";
import { describe, expect, it } from "vitest";
import { createMemoryStore } from "../memory.ts";
import {
  createTestJourneys,
  dayMs,
  parcel,
  receiptFor,
  rejected,
  template,
  unknown,
  unsent,
} from "../testing/journeys.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** The harness's clock begins on 15 November 2023 at 05:13:20 in Vietnam. */
const startedAt = 1_700_000_000_000;
const noon = startedAt + 7 * hourMs;
const tenAtNight = Date.parse("2023-11-15T22:00:00+07:00");
const sevenNextDay = Date.parse("2023-11-16T07:00:00+07:00");

const secretVariables = {
  order: { type: "text" },
  paid: { type: "text", required: false },
  code: { type: "text", required: false, secret: true },
} as const;
const templates = defineTemplates({
  templates: [
    { id: "1", tag: 1 },
    { id: "2", tag: 2 },
    { id: "3", tag: 3 },
    { id: "9", variables: secretVariables },
  ],
});
const phone = "84912345678";
const rateLimited = () =>
  new UpstreamError("slow down", {
    code: "upstream_rate_limited",
    outcome: "rejected",
    upstreamCode: 9010,
    retryable: true,
  });

function start(more: object = {}) {
  const store = createMemoryStore();
  const harness = createTestJourneys(store);
  harness.clock.at = noon;
  const journeys = harness.process({ templates, ...more });
  const stateOf = async (messageId: string) => (await journeys.messages.find(messageId))?.state;
  const withTag = (tag: number) => ({ phone, templateId: String(tag), templateData: { order: "42" } });
  const dispatchAt = (at: number) => {
    harness.clock.at = at;
    return journeys.dispatchDue();
  };
  return { ...harness, journeys, stateOf, withTag, dispatchAt };
}

describe("a message with a time", () => {
  it("waits, is answered with its time, and goes out then, once, on a journey that is opened then", async () => {
    const { journeys, client, sent, dispatchAt } = start();
    const sendAt = new Date(noon + hourMs);
    const answer = await journeys.send({ ...parcel, ...template, sendAt, labels: { hub: "han" } });
    expect(answer).toEqual({ messageId: answer.messageId, requestId: null, state: "scheduled", sendAt });
    expect(client.initJourneyToken).not.toHaveBeenCalled();
    expect(await dispatchAt(noon + hourMs - 1)).toMatchObject({ taken: 0, nextInMs: 1 });
    expect(await journeys.messages.find(answer.messageId)).toMatchObject({
      state: "scheduled",
      sendAt,
      notAfter: new Date(noon + hourMs + dayMs),
      reference: "Đơn 42",
    });
    expect(await dispatchAt(noon + hourMs)).toMatchObject({ taken: 1, nextInMs: null });
    expect(sent()).toMatchObject([
      { phone, ...template, journeyToken: "token-1", ext: `nxzalo:${answer.messageId}:1` },
    ]);
    await dispatchAt(noon + 2 * hourMs);
    expect(sent()).toHaveLength(1);
    const found = await journeys.messages.find(answer.messageId);
    expect(found).toMatchObject({ state: "accepted", journey: { journeyId: "1" }, requestId: "zalomid.1" });
    expect(found?.attempts).toMatchObject([{ attempt: 1, attemptedAt: sendAt }]);
  });

  it("in the past goes at once; too far ahead, or one that cannot go out in time, is refused", async () => {
    const { journeys, sent, withTag } = start();
    expect(await journeys.send({ ...withTag(1), sendAt: new Date(noon - hourMs) })).toMatchObject({
      state: "accepted",
    });
    const send = (more: object) => journeys.send({ ...withTag(2), ...more });
    await expect(send({ sendAt: new Date(noon + 91 * dayMs) })).rejects.toMatchObject({
      code: "input_invalid",
      issues: [{ path: ["sendAt"], code: "time_too_far" }],
    });
    const sendAt = new Date(noon + hourMs);
    await expect(send({ sendAt, notAfter: new Date(noon + 1) })).rejects.toMatchObject({
      issues: [{ path: ["notAfter"], code: "not_after_too_early" }],
    });
    for (const notAfter of [new Date(noon), new Date(noon - 1)])
      await expect(send({ notAfter })).rejects.toMatchObject({ code: "message_expired", outcome: "not_sent" });
    await expect(send({ topic: "arrival" })).rejects.toMatchObject({ issues: [{ code: "topic_without_reference" }] });
    await expect(send({ sendAt: new Date(tenAtNight), notAfter: new Date(sevenNextDay) })).rejects.toMatchObject({
      code: "message_expired",
    });
    expect(sent()).toHaveLength(1);
    expect((await journeys.messages.search({})).messages).toHaveLength(1);
  });

  it("goes out while thousands that are over are still to be ended, all of which one run ends", async () => {
    const { journeys, store, client, stateOf, withTag, dispatchAt } = start();
    const over = { ...withTag(1), sendAt: new Date(noon + hourMs), notAfter: new Date(noon + 2 * hourMs) };
    const count = 2_050;
    for (let index = 0; index < count; index += 1) await journeys.send(over);
    const { messageId } = await journeys.send({ ...withTag(1), sendAt: new Date(noon + 3 * hourMs) });
    let ended = 0;
    const { endWaiting } = store.records;
    store.records.endWaiting = async (request) => {
      const ids = await endWaiting(request);
      ended += ids.length;
      return ids;
    };
    let before = 0;
    client.sendTemplate.mockImplementationOnce(async () => {
      before = ended;
      return { requestId: "zalomid.1" };
    });
    expect(await dispatchAt(noon + 3 * hourMs)).toMatchObject({ taken: 1, expired: count, nextInMs: null });
    expect(before).toBeLessThan(count);
    expect(await stateOf(messageId)).toBe("accepted");
  });

  it("is answered as before by its key, also when it was sent, and until long after it was due", async () => {
    const { journeys, sent, dispatchAt, clock } = start({ retainMs: dayMs });
    const sendAt = new Date(noon + 20 * dayMs);
    const send = () => journeys.send({ ...parcel, ...template, sendAt }, { idempotencyKey: "42" });
    const first = await send();
    expect(await send()).toEqual(first);
    clock.at = noon + 10 * dayMs;
    await journeys.sweep();
    expect(await send()).toEqual(first);
    expect(await dispatchAt(sendAt.getTime())).toMatchObject({ taken: 1 });
    expect(await send()).toEqual(first);
    expect(sent()).toHaveLength(1);
    await expect(
      journeys.send({ ...parcel, ...template, sendAt: new Date(noon) }, { idempotencyKey: "42" }),
    ).rejects.toMatchObject({ code: "idempotency_mismatch" });
  });

  it.each([
    ["cancelled", 0],
    ["expired", 3 * dayMs],
  ] as const)("that was %s is not said to wait any more", async (state, afterMs) => {
    const { journeys, sent, dispatchAt, clock } = start({ retainMs: 30 * dayMs });
    const asked = { ...parcel, ...template, sendAt: new Date(noon + hourMs) };
    const send = () => journeys.send(asked, { idempotencyKey: "42" });
    const { messageId } = await send();
    if (state === "cancelled") await journeys.messages.cancel(messageId, {});
    else await dispatchAt(noon + afterMs);
    expect(await send()).toEqual({ messageId, requestId: null, state });
    // Nor that it was sent, once its recipient is forgotten and its time is over.
    await journeys.forget({ phone: parcel.phone });
    clock.at = noon + 4 * dayMs;
    expect(await send()).toEqual({ messageId, requestId: null, state: "cancelled" });
    expect(sent()).toEqual([]);
  });

  it("on a stored journey goes out on it, and is refused where that will be over", async () => {
    const { journeys, sent, dispatchAt } = start();
    const { journeyId, token } = await journeys.open(parcel);
    const send = (sendAt: number) => journeys.send({ journeyId, ...template, sendAt: new Date(sendAt) });
    await expect(send(noon + 8 * dayMs)).rejects.toMatchObject({ issues: [{ code: "journey_over" }] });
    const byToken = journeys.send({ phone, journeyToken: token, ...template, sendAt: new Date(noon + 8 * dayMs) });
    await expect(byToken).rejects.toMatchObject({ issues: [{ path: ["journeyToken"], code: "journey_over" }] });
    expect(await send(noon + dayMs)).toMatchObject({ state: "scheduled", journeyId });
    await dispatchAt(noon + dayMs);
    expect(sent()).toMatchObject([{ journeyToken: token }]);
  });

  it("that prefers to be answered at once is stored, and sent by the dispatcher", async () => {
    let woken = 0;
    const { journeys, sent } = start({ onWaiting: () => (woken += 1) });
    const { messageId, state } = await journeys.send({ ...parcel, ...template }, { respondAsync: true });
    expect([state, woken, sent().length]).toEqual(["scheduled", 1, 0]);
    expect(await journeys.dispatchDue()).toMatchObject({ taken: 1 });
    expect(await journeys.messages.find(messageId)).toMatchObject({ state: "accepted" });
  });

  it("stores what its template calls secret until it goes out, and no longer", async () => {
    const { journeys, store, sent, dispatchAt, client } = start();
    const message = { phone, templateId: "9", templateData: { order: "42", code: "123456" } };
    await journeys.send({ ...message, sendAt: new Date(noon + hourMs) });
    client.sendTemplate.mockRejectedValueOnce(unsent());
    await dispatchAt(noon + hourMs);
    await dispatchAt(noon + 2 * hourMs);
    expect(sent().map(({ templateData }) => templateData)).toEqual([message.templateData, message.templateData]);
    const { messages } = await journeys.messages.search({});
    const { messageId = "" } = messages[0] ?? {};
    expect((await journeys.messages.find(messageId, { shownTo: "desk" }))?.templateData).toEqual({ order: "42" });
    const stored = await store.records.takeDue({ now: noon + 90 * dayMs, limit: 9 });
    expect(stored).toEqual([]);
  });
});

describe("quiet hours", () => {
  it("hold tags 2 and 3 when they are asked for, and tag 1 and unknown templates go", async () => {
    const { journeys, clock, sent, withTag, stateOf, dispatchAt } = start();
    clock.at = tenAtNight + 5 * minuteMs;
    const held = await journeys.send(withTag(2));
    expect(held).toMatchObject({ state: "scheduled", sendAt: new Date(sevenNextDay) });
    expect(await journeys.messages.find(held.messageId)).toMatchObject({ heldFor: "quiet_hours" });
    expect(await journeys.send(withTag(1))).toMatchObject({ state: "accepted" });
    expect(await journeys.send({ phone, ...template })).toMatchObject({ state: "accepted" });
    await dispatchAt(sevenNextDay - 1);
    expect(await stateOf(held.messageId)).toBe("scheduled");
    await dispatchAt(sevenNextDay);
    expect(await stateOf(held.messageId)).toBe("accepted");
    expect(sent()).toHaveLength(3);
  });

  it("hold what comes to be sent in them, however it got so late: its caller asks again, and it waits", async () => {
    const { journeys, client, clock, sent, withTag } = start();
    clock.at = tenAtNight - 5_000;
    const { phone: to, ...care } = withTag(2);
    const asked = { ...care, ...parcel, phone: to };
    client.initJourneyToken.mockImplementationOnce(async () => {
      clock.at = tenAtNight;
      return { journeyId: "1", token: "token-1" };
    });
    const ask = () => journeys.send(asked, { idempotencyKey: "late" });
    await expect(ask()).rejects.toMatchObject({ code: "unavailable", outcome: "not_sent", retryable: true });
    expect(await ask()).toMatchObject({ state: "scheduled", heldFor: "quiet_hours", sendAt: new Date(sevenNextDay) });
    expect(sent()).toEqual([]);
  });

  it("let the client begin nothing after they have begun", async () => {
    const { journeys, client, clock, withTag } = start();
    clock.at = tenAtNight - 5_000;
    for (const tag of [1, 2]) await journeys.send(withTag(tag));
    expect(client.sendTemplate.mock.calls.map(([, options]) => options?.beginWithinMs)).toEqual([undefined, 5_000]);
  });

  it("hold what an outage has left to the night; what cannot wait expires, with one event", async () => {
    const { journeys, sent, withTag, stateOf, dispatchAt } = start();
    const sendAt = new Date(tenAtNight - 10 * minuteMs);
    const late = await journeys.send({ ...withTag(2), sendAt, notAfter: new Date(tenAtNight + 90 * minuteMs) });
    const early = await journeys.send({ ...withTag(2), sendAt, notAfter: new Date(sevenNextDay + 90 * minuteMs) });
    const atOnce = await journeys.send({ ...withTag(1), sendAt, notAfter: new Date(tenAtNight + 90 * minuteMs) });
    expect(await dispatchAt(tenAtNight + 10 * minuteMs)).toMatchObject({ taken: 1, expired: 1, held: 1 });
    expect([await stateOf(late.messageId), await stateOf(early.messageId), await stateOf(atOnce.messageId)]).toEqual([
      "expired",
      "scheduled",
      "accepted",
    ]);
    await dispatchAt(sevenNextDay);
    expect(await stateOf(early.messageId)).toBe("accepted");
    expect(sent()).toHaveLength(2);
  });
});

describe("the dispatcher", () => {
  const scheduled = async (more: object = {}) => {
    const world = start();
    const { messageId } = await world.journeys.send({
      ...parcel,
      ...template,
      sendAt: new Date(noon + hourMs),
      ...more,
    });
    return { ...world, messageId };
  };
  const due = noon + hourMs;

  it.each([
    ["was not sent", unsent],
    ["was refused for its pace", rateLimited],
  ])("tries again what %s, later each time, until its time is over", async (_, failure) => {
    const notAfter = new Date(due + 20 * minuteMs);
    const { client, dispatchAt, stateOf, messageId, journeys } = await scheduled({ notAfter });
    client.sendTemplate.mockRejectedValueOnce(failure());
    expect(await dispatchAt(due)).toMatchObject({ taken: 1 });
    const found = await journeys.messages.find(messageId);
    expect(found).toMatchObject({ state: "scheduled", heldFor: "retry" });
    const againAt = found?.sendAt?.getTime() ?? 0;
    expect(againAt).toBeGreaterThanOrEqual(due + 1_000);
    expect(await dispatchAt(againAt - 1)).toMatchObject({ taken: 0 });
    client.sendTemplate.mockRejectedValueOnce(failure());
    expect(await dispatchAt(againAt)).toMatchObject({ taken: 1 });
    const thirdAt = (await journeys.messages.find(messageId))?.sendAt?.getTime() ?? 0;
    expect(thirdAt).toBeGreaterThanOrEqual(againAt + 2_000);
    expect(await dispatchAt(notAfter.getTime())).toMatchObject({ taken: 0, expired: 1, nextInMs: null });
    expect(await stateOf(messageId)).toBe("expired");
    expect(client.sendTemplate).toHaveBeenCalledTimes(2);
    expect(client.initJourneyToken).toHaveBeenCalledTimes(1);
  });

  it("settles what NXCLOUD refuses, and a journey that it does not open", async () => {
    for (const method of ["sendTemplate", "initJourneyToken"] as const) {
      const { client, dispatchAt, messageId, journeys } = await scheduled();
      client[method].mockRejectedValueOnce(rejected());
      expect(await dispatchAt(due)).toMatchObject({ taken: 1, nextInMs: null });
      expect(await journeys.messages.find(messageId)).toMatchObject({ state: "refused", upstreamCode: 9004 });
    }
  });

  it("stores times in whole milliseconds: Postgres takes no others", async () => {
    const { journeys, clock, store, client, withTag, process } = start();
    const times: number[] = [];
    const refuse: typeof store.records.refuse = async (refused) => {
      times.push(refused.eraseAt);
      return store.records.refuse(refused);
    };
    const endWaiting: typeof store.records.endWaiting = async (request) => {
      times.push(request.at, request.eraseAt);
      return store.records.endWaiting(request);
    };
    const putBack: typeof store.records.putBack = async (request) => {
      times.push(request.dueAt, request.eraseAt);
      return store.records.putBack(request);
    };
    const records = { ...store.records, refuse, endWaiting, putBack };
    const other = process({ templates, store: { ...store, records } });
    const sendAt = new Date(noon + minuteMs);
    for (const notAfter of [undefined, undefined, new Date(noon + 2 * minuteMs)])
      await journeys.send({ ...withTag(1), sendAt, notAfter });
    client.sendTemplate.mockRejectedValueOnce(rejected()).mockRejectedValueOnce(unsent());
    client.sendTemplate.mockImplementationOnce(async () => {
      clock.at = noon + 2 * minuteMs;
      throw unsent();
    });
    clock.at = sendAt.getTime();
    await other.dispatchDue({ concurrency: 1 });
    expect(times).toHaveLength(5);
    expect(times.filter((time) => !Number.isInteger(time))).toEqual([]);
  });

  it("never sends again what may have been sent", async () => {
    const { client, dispatchAt, stateOf, messageId, journeys, sent } = await scheduled();
    client.sendTemplate.mockRejectedValueOnce(unknown());
    await dispatchAt(due);
    expect(await stateOf(messageId)).toBe("unknown");
    await dispatchAt(due + 30 * minuteMs);
    expect(sent()).toHaveLength(1);
    for (const message of sent()) await journeys.receive(receiptFor(message));
    expect(await stateOf(messageId)).toBe("delivered");
  });

  it("does not begin what is over by the time its journey is open", async () => {
    const { client, clock, dispatchAt, stateOf, messageId, sent } = await scheduled({
      notAfter: new Date(due + 5_000),
    });
    client.initJourneyToken.mockImplementationOnce(async () => {
      clock.at = due + 5_000;
      return { journeyId: "1", token: "token-1" };
    });
    await dispatchAt(due);
    expect(sent()).toEqual([]);
    expect(await stateOf(messageId)).toBe("expired");
  });

  it("lets the client begin nothing after the message's time", async () => {
    const { client, dispatchAt } = await scheduled({ notAfter: new Date(due + 5_000) });
    await dispatchAt(due);
    const { beginWithinMs = 0 } = client.sendTemplate.mock.calls[0]?.[1] ?? {};
    expect(beginWithinMs).toBeGreaterThan(4_000);
    expect(beginWithinMs).toBeLessThanOrEqual(5_000);
  });

  it("lets the client begin nothing after the time of a message that did not wait, nor what is over by then", async () => {
    const { client, clock, journeys, withTag } = start();
    const asked = { ...parcel, ...withTag(1), notAfter: new Date(noon + 5_000) };
    await journeys.send(asked);
    expect(client.sendTemplate.mock.calls[0]?.[1]).toMatchObject({ beginWithinMs: 5_000 });
    client.initJourneyToken.mockImplementationOnce(async () => {
      clock.at = noon + 5_000;
      return { journeyId: "2", token: "token-2" };
    });
    await expect(journeys.send({ ...asked, reference: "another" })).rejects.toMatchObject({ code: "message_expired" });
    expect(client.sendTemplate).toHaveBeenCalledOnce();
  });

  it("sends each once, many processes at once, a few on their way, in order of time", async () => {
    const { journeys, sent, process, client, clock } = start();
    const count = 60;
    for (let index = count; index > 0; index--)
      await journeys.send({ phone, templateId: "7", templateData: { index }, sendAt: new Date(noon + index) });
    let onTheWay = 0;
    let most = 0;
    client.sendTemplate.mockImplementation(async () => {
      most = Math.max(most, ++onTheWay);
      await new Promise((resolve) => setTimeout(resolve, 1));
      onTheWay -= 1;
      return { requestId: null };
    });
    clock.at = noon + hourMs;
    await Promise.all([1, 2, 3].map(() => process().dispatchDue({ concurrency: 4 })));
    expect(new Set(sent().map(({ ext }) => ext)).size).toBe(count);
    expect(sent()).toHaveLength(count);
    expect(most).toBeLessThanOrEqual(12);
    const order = sent().map(({ templateData }) => Number(templateData["index"]));
    expect(order.every((index, place) => Math.abs(index - 1 - place) <= 12)).toBe(true);
  });

  it("stops where it is told to, and finishes what is on its way", async () => {
    const { journeys, sent, clock, client } = start();
    for (let index = 0; index < 6; index++) await journeys.send({ phone, ...template, sendAt: new Date(noon + 1) });
    const stopping = new AbortController();
    client.sendTemplate.mockImplementation(async () => {
      stopping.abort();
      return { requestId: null };
    });
    clock.at = noon + hourMs;
    expect(await journeys.dispatchDue({ concurrency: 2, signal: stopping.signal })).toMatchObject({ taken: 2 });
    expect(sent()).toHaveLength(2);
    expect((await journeys.messages.search({ state: "accepted" })).messages).toHaveLength(2);
  });

  it("has no place for what is live where others have taken those of ten seconds", async () => {
    const { journeys, store, clock } = start({ ratePerSecond: 500 });
    const place = { name: "account", intervalUs: 11_000_000, now: clock.at, withinMs: 1_000 };
    await store.records.acquireSlot(place);
    const send = (more: object) => journeys.send({ phone, ...template, ...more });
    await expect(send({})).rejects.toMatchObject({ code: "rate_limited", outcome: "not_sent" });
    expect((await journeys.messages.search({})).messages).toMatchObject([{ state: "refused" }]);
  });
});

it.each([
  ["is on the list now", [], [phone]],
  ["is not on it any more", [phone], []],
])("of a staging process, what waited for a recipient who %s is not sent", async (_, before, after) => {
  const { journeys, process, dispatchAt, sent, stateOf, clock } = start({ staging: { phones: new Set(before) } });
  const { messageId } = await journeys.send({ phone, ...template, sendAt: new Date(noon + hourMs) });
  clock.at = noon + hourMs;
  await process({ staging: { phones: new Set(after) } }).dispatchDue();
  expect([sent(), await stateOf(messageId)]).toEqual([[], "refused"]);
  await dispatchAt(noon + 2 * hourMs);
  expect(sent()).toEqual([]);
});

describe("cancelling", () => {
  it("ends what waits, by its caller or by whom others' are, with an entry of the audit; what is on its way is not", async () => {
    const { journeys, dispatchAt, sent, stateOf } = start();
    const send = async () =>
      (await journeys.send({ ...parcel, ...template, sendAt: new Date(noon + hourMs) }, { caller: "shop" })).messageId;
    const [one, other] = [await send(), await send()];
    await expect(journeys.messages.cancel(one, { caller: "hub" })).rejects.toMatchObject({ code: "message_not_found" });
    const cancelled = { messageId: one, state: "cancelled" };
    expect(await journeys.messages.cancel(one, { caller: "shop" })).toEqual(cancelled);
    expect(await journeys.messages.cancel(one, { caller: "boss", ofOthers: true })).toEqual(cancelled);
    await dispatchAt(noon + hourMs);
    expect(sent()).toHaveLength(1);
    const late = journeys.messages.cancel(other, { caller: "shop" });
    await expect(late).rejects.toMatchObject({ code: "message_not_cancellable", outcome: "not_sent" });
    expect(await stateOf(other)).toBe("accepted");
    const { entries } = await journeys.audit.search({ action: "cancel" });
    expect(entries).toMatchObject([{ caller: "shop", subject: one }]);
  });

  it("of many finds what was asked for weeks ago, by conditions beside each other and in some applications alone", async () => {
    const { journeys, clock, sent, dispatchAt } = start();
    const campaign = { phone, ...template, labels: { campaign: "tet" }, sendAt: new Date(noon + 40 * dayMs) };
    await journeys.send(campaign);
    clock.at += 8 * dayMs;
    const { labels } = campaign;
    const { templateId } = template;
    expect((await journeys.messages.search({ state: "scheduled", labels, templateId })).messages).toHaveLength(1);
    const inApp = { caller: "boss", ofOthers: true, appKeys: ["app"] };
    for (const where of [{ labels }, { labels, templateId }, { state: "scheduled", labels } as const])
      expect(await journeys.messages.cancelMany({ where }, inApp)).toMatchObject({ matched: 1, cancellable: 1 });
    await journeys.messages.cancelMany({ where: { labels, templateId }, dryRun: false }, inApp);
    await dispatchAt(noon + 40 * dayMs);
    expect(sent()).toEqual([]);
  });

  it("of many cancels them all, however many they are", async () => {
    const { journeys, dispatchAt, sent } = start();
    const waiting = { phone, ...template, sendAt: new Date(noon + hourMs), labels: { trip: "b" } };
    await Promise.all(Array.from({ length: 201 }, () => journeys.send(waiting)));
    const boss = { caller: "boss", ofOthers: true };
    const asked = { where: { labels: waiting.labels }, dryRun: false };
    expect(await journeys.messages.cancelMany(asked, boss)).toMatchObject({ cancellable: 201, cancelled: 201 });
    await dispatchAt(noon + hourMs);
    expect(sent()).toEqual([]);
  });

  it("of many is counted first, and recorded once", async () => {
    const { journeys, dispatchAt, sent } = start();
    const ids: string[] = [];
    for (const label of ["a", "b", "b"]) {
      const waiting = { phone, ...template, sendAt: new Date(noon + hourMs), labels: { trip: label } };
      ids.push((await journeys.send(waiting)).messageId);
    }
    const where = { labels: { trip: "b" } };
    const counts = { matched: 2, hasMore: false, cancellable: 2 };
    expect(await journeys.messages.cancelMany({ where })).toEqual({ ...counts, cancelled: 0 });
    const boss = { caller: "boss", ofOthers: true };
    expect(await journeys.messages.cancelMany({ where, dryRun: false }, boss)).toEqual({ ...counts, cancelled: 2 });
    expect(await journeys.messages.cancelMany({ where, dryRun: false }, boss)).toMatchObject({
      cancellable: 0,
      cancelled: 0,
    });
    await dispatchAt(noon + hourMs);
    expect(sent()).toHaveLength(1);
    const { entries } = await journeys.audit.search({ action: "bulk" });
    const what = { counts: { messages: 2, cancelled: 2 }, where };
    expect(entries).toEqual([
      {
        auditId: expect.any(String),
        recordedAt: expect.any(Date),
        action: "bulk",
        caller: "boss",
        app: "default",
        ...what,
      },
    ]);
    const ofEach = (await journeys.audit.search({ action: "cancel" })).entries;
    expect(ofEach).toMatchObject(ids.slice(1).map(() => ({ caller: "boss", app: "default" })));
    expect(ofEach.map(({ subject }) => subject).sort()).toEqual(ids.slice(1).sort());
  });
});

it("a newer message of a topic takes the place of one that waits, also one that goes at once", async () => {
  const { journeys, dispatchAt, sent, stateOf, clock } = start();
  const send = async (more: object) => {
    clock.at += 1;
    return (await journeys.send({ ...parcel, ...template, topic: "arrival", ...more })).messageId;
  };
  const first = await send({ sendAt: new Date(noon + hourMs) });
  const second = await send({ sendAt: new Date(noon + 2 * hourMs) });
  const other = await send({ sendAt: new Date(noon + hourMs), reference: "Đơn 43" });
  expect([await stateOf(first), await stateOf(second)]).toEqual(["superseded", "scheduled"]);
  const third = await send({});
  expect([await stateOf(second), await stateOf(third), await stateOf(other)]).toEqual([
    "superseded",
    "accepted",
    "scheduled",
  ]);
  expect(await journeys.messages.find(second)).toMatchObject({ topic: "arrival" });
  await dispatchAt(noon + 3 * hourMs);
  expect(sent()).toHaveLength(2);
});
