import { Webhook } from "standardwebhooks";
import { describe, expect, it, vi } from "vitest";
import { createMemoryStore } from "../memory.ts";
import {
  acknowledgement,
  createTestJourneys,
  dayMs,
  parcel,
  receiptFor,
  rejected,
  template,
} from "../testing/journeys.ts";
import type { EventsOptions } from "./event-targets.ts";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const older = "an older secret of the shop";
const url = "https://shop.example/events";
const target = { url, types: ["*"], secrets: [secret] };
const minuteMs = 60_000;
/** That a message was sent, with the quota that is left of 500. */
const success = (remaining: number, sendTime = "2023-11-15 08:00:00") => {
  const quota = { dailyQuota: "500", remainingQuota: String(remaining) };
  const data = { sent_time: "1700000000000", sending_mode: "1", msg_id: "1", quota };
  const zaloRes = { sysMsg: "", cusMsg: "", error: 0, message: "Success", data };
  return { status: "success", code: 0, sendTime, cost: { currency: "USD", originalPrice: 0.1 }, zaloRes };
};
const failed = (error: number) => ({ status: "failed", code: 17002, zaloRes: { error, message: "" } });

interface Delivery {
  readonly url: string;
  readonly id: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
}

/** Journeys whose events go to a receiver that answers as it is told. */
function start(more: Partial<EventsOptions> = {}, rest: object = {}) {
  const harness = createTestJourneys(createMemoryStore());
  const answer = vi.fn((_: Delivery): { status: number; retryAfter?: string } => ({ status: 204 }));
  const got: Delivery[] = [];
  const fetch: EventsOptions["fetch"] = async (to, { headers, body }) => {
    const { type, data } = JSON.parse(body);
    const delivery = { url: to, id: headers["webhook-id"] ?? "", headers, body, type, data };
    got.push(delivery);
    const { status, retryAfter = null } = answer(delivery);
    return { status, headers: { get: (name) => (name === "retry-after" ? retryAfter : null) } };
  };
  const onStored = vi.fn();
  const events = { targets: [target], fetch, onStored, ...more };
  const journeys = harness.process({ events, ...rest });
  const send = (one: object = {}) =>
    journeys.send({ ...parcel, ...template, ext: "mine", labels: { hub: "han" }, ...one });
  const tell = (status: object = {}, at = 0) =>
    journeys.receive(
      receiptFor(harness.sent().at(at) as Parameters<typeof receiptFor>[0], {
        requestId: `zalomid.${at + 1}`,
        ...status,
      }),
    );
  const later = async (ms: number) => {
    harness.clock.at += ms;
    return journeys.deliverEvents();
  };
  return { ...harness, journeys, events, answer, got, send, tell, later, onStored };
}

const idsOf = (got: readonly Delivery[]) => got.map(({ id }) => id);

describe("a receipt", () => {
  it("is delivered from the store: signed, by an id that every copy of it has, with what it is about", async () => {
    const { journeys, send, tell, got, onStored } = start();
    const { messageId, journeyId } = await send();
    for (let copy = 0; copy < 2; copy++) await tell();
    expect(onStored).toHaveBeenCalled();
    expect(got).toEqual([]);
    expect(await journeys.deliverEvents()).toEqual({ delivered: 1, failed: 0, nextInMs: null });
    expect(got).toMatchObject([
      {
        url,
        type: "receipt.delivered",
        data: { messageId, journeyId, reference: "Đơn 42", ext: "mine", verified: null },
      },
    ]);
    const [{ id, headers, body }] = got as [Delivery];
    expect(id).toMatch(/^rcpt_[0-9a-f]{32}$/);
    // The library holds signatures against the time of now.
    vi.useFakeTimers({ now: Number(headers["webhook-timestamp"]) * 1_000 });
    try {
      expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: "receipt.delivered" });
    } finally {
      vi.useRealTimers();
    }
    expect(body).not.toContain("phoneIndex");
  });

  it("of nothing that is known is delivered as well", async () => {
    const { journeys, got, send, sent } = start();
    await send();
    const [one] = sent();
    await journeys.receive(receiptFor({ ...template, phone: "", ...one, ext: "somebody else's" }, { requestId: "q" }));
    await journeys.deliverEvents();
    expect(got).toMatchObject([{ type: "receipt.delivered", data: { ext: "somebody else's" } }]);
  });

  it.each(["receipt", "message"] as const)(
    "whose %s is not stored any more is given up, and told to nobody",
    async (gone) => {
      const { journeys, store, send, tell, got } = start();
      await send();
      await tell(failed(-114));
      const { takeEvents } = store.records;
      vi.spyOn(store.records, "takeEvents").mockImplementation(async (request) =>
        (await takeEvents(request)).map((taken) => ({ ...taken, [gone]: undefined })),
      );
      expect(await journeys.deliverEvents()).toMatchObject({ delivered: 1, failed: 1, nextInMs: null });
      expect(got.map(({ type }) => type)).toEqual([gone === "receipt" ? "message.undeliverable" : "receipt.failed"]);
      expect((await journeys.events.search({ state: "dead" })).events).toMatchObject([
        { type: gone === "receipt" ? "receipt.failed" : "message.undeliverable", reason: "deleted" },
      ]);
    },
  );

  it.each([
    [199, 0],
    [200, 1],
    [299, 1],
    [300, 0],
    [304, 0],
  ])("that is answered with %d is delivered %d times", async (status, delivered) => {
    const { journeys, send, tell, answer } = start();
    await send();
    await tell();
    answer.mockReturnValueOnce({ status });
    expect(await journeys.deliverEvents()).toMatchObject({ delivered, failed: 1 - delivered });
  });

  it("of a person who was forgotten meanwhile is not delivered any more", async () => {
    const { journeys, send, tell, got } = start();
    await send();
    await tell();
    await journeys.forget({ phone: parcel.phone });
    expect(await journeys.deliverEvents()).toEqual({ delivered: 0, failed: 0, nextInMs: null });
    expect(got).toEqual([]);
  });
});

describe("a message that reaches nobody", () => {
  it.each([-108, -110, -114, -118, -119, -139, -140, -141])(
    "is told of after %d, once, after its receipt",
    async (code) => {
      const { journeys, send, tell, got } = start();
      const { messageId } = await send();
      await tell(failed(code));
      await tell({ ...failed(code), sendTime: "2026-01-01 09:00:00" });
      await journeys.deliverEvents();
      expect(got.map(({ type }) => type)).toEqual(["receipt.failed", "message.undeliverable", "receipt.failed"]);
      expect(got[1]).toMatchObject({
        id: `undeliverable_${messageId}`,
        data: { messageId, templateId: "133214", reference: "Đơn 42", ext: "mine", labels: { hub: "han" } },
      });
      expect(got[1]?.data).toMatchObject({ reason: "failed", zaloError: code });
    },
  );

  it("is told of when its caller was answered with a refusal only where that is wanted", async () => {
    for (const notifyRefused of [false, true]) {
      const { journeys, client, send, got } = start({ notifyRefused });
      client.sendTemplate.mockRejectedValueOnce(rejected());
      await expect(send()).rejects.toMatchObject({ upstreamCode: 9004 });
      await journeys.deliverEvents();
      const wanted = [{ type: "message.undeliverable", data: { reason: "refused", upstreamCode: 9004 } }];
      expect(got).toMatchObject(notifyRefused ? wanted : []);
    }
  });

  it("is told of when it expires", async () => {
    const { journeys, clock, send, later, got } = start();
    const { messageId } = await send({
      sendAt: new Date(clock.at + minuteMs),
      notAfter: new Date(clock.at + 2 * minuteMs),
    });
    clock.at += 3 * minuteMs;
    await journeys.dispatchDue();
    await later(0);
    expect(got).toMatchObject([{ id: `undeliverable_${messageId}`, data: { reason: "expired", reference: "Đơn 42" } }]);
  });
});

describe("a quota that runs low", () => {
  it("is told of at 20 and at 5 %, once a day", async () => {
    const { journeys, send, tell, got } = start({ targets: [{ ...target, types: ["quota.low"] }] });
    await send();
    await tell(success(101, "2023-11-15 08:00:00"));
    await tell(success(100, "2023-11-15 08:00:01"));
    await tell(success(60, "2023-11-15 08:00:02"));
    await tell(success(25, "2023-11-15 08:00:03"));
    await journeys.deliverEvents();
    expect(got.map(({ data }) => data["percent"])).toEqual([20, 5]);
    expect(got[0]?.id).toMatch(/^quota_\d{4}-\d\d-\d\d_20_/);
  });
});

describe("a month's budget", () => {
  it("is an event when it is reached, and another one where it was raised within the month and is reached again", async () => {
    const budgetOf = (amount: string) => ({ monthlyBudget: { budget: { amount, currency: "USD" } } });
    const { journeys, process, events, clock, got } = start({}, budgetOf("0.125"));
    const raised = process({ events, ...budgetOf("0.25") });
    const cost = { currency: "USD", originalPrice: 0.1 };
    const timestamp = String(clock.at);
    for (const [index, one] of [journeys, raised].entries())
      await one.receive(acknowledgement(`${index}`, { requestId: `r${index}`, timestamp, cost }));
    await raised.deliverEvents();
    const reached = got.filter(({ type }) => type === "budget.reached");
    expect(reached.map(({ id, data }) => [id, data["percent"]])).toEqual([
      ["budget_2023-11_80_0-125_USD", 80],
      ["budget_2023-11_80_0-25_USD", 80],
    ]);
  });
});

describe("a target", () => {
  it("gets the types that name it, the rest goes elsewhere, and what nothing takes is not stored", async () => {
    const undeliverable = { url: "https://sms.example/send", types: ["message.undeliverable"], secrets: [secret] };
    for (const targets of [[undeliverable, target], [undeliverable]]) {
      const { journeys, store, send, tell, got } = start({ targets });
      await send();
      await tell(failed(-114));
      await journeys.deliverEvents();
      expect(got.map(({ url: to, type }) => [to, type]).sort()).toEqual(
        [
          ["https://sms.example/send", "message.undeliverable"],
          ...(targets.length === 2 ? [[url, "receipt.failed"]] : []),
        ].sort(),
      );
      expect((await store.records.nextDue()).events).toBeNull();
    }
  });

  it("that is down for two hours loses nothing, is not hammered, and gets each message's events in order", async () => {
    const { clock, send, tell, answer, later, got } = start();
    const parcels = 40;
    for (let index = 0; index < parcels; index++) {
      await send({ reference: `order ${index}` });
      await tell(success(400), index);
      await tell({}, index);
    }
    const since = clock.at;
    answer.mockImplementation(() => ({ status: 503 }));
    while (clock.at < since + 120 * minuteMs) await later(10_000);
    expect(got.length).toBeLessThan(80);
    answer.mockImplementation(() => ({ status: 204 }));
    got.length = 0;
    for (let minute = 0; minute < 160; minute++) await later(minuteMs);
    expect(new Set(idsOf(got)).size).toBe(2 * parcels);
    expect(got).toHaveLength(2 * parcels);
    const firstOf = (id: unknown) => got.find(({ data }) => data["messageId"] === id)?.type;
    expect(got.every(({ data }) => firstOf(data["messageId"]) === "receipt.success")).toBe(true);
  });

  it("is asked again when it says so, and a target that is gone a day later", async () => {
    const { send, tell, answer, later, got } = start();
    await send();
    await tell();
    answer.mockReturnValueOnce({ status: 429, retryAfter: "600" }).mockReturnValueOnce({ status: 410 });
    await later(0);
    await later(9 * minuteMs);
    expect(got).toHaveLength(1);
    await later(minuteMs);
    expect(got).toHaveLength(2);
    await later(dayMs - minuteMs);
    expect(got).toHaveLength(2);
    await later(minuteMs);
    expect(got).toHaveLength(3);
    expect(new Set(idsOf(got)).size).toBe(1);
  });

  it("that says when to come again is not asked sooner, whatever becomes of what was on its way at that moment", async () => {
    const answers: ((answer: { status: number; retryAfter?: string }) => void)[] = [];
    const fetch: EventsOptions["fetch"] = async () => {
      const { status, retryAfter = null } = await new Promise<{ status: number; retryAfter?: string }>((resolve) =>
        answers.push(resolve),
      );
      return { status, headers: { get: (name) => (name === "retry-after" ? retryAfter : null) } };
    };
    const { send, tell, later, journeys, store } = start({ fetch });
    for (let index = 0; index < 4; index++) {
      await send({ reference: `order ${index}` });
      if (index < 3) await tell({}, index);
    }
    const finish = vi.spyOn(store.records, "finishEvent");
    const run = journeys.deliverEvents();
    await expect.poll(() => answers).toHaveLength(3);
    for (const [index, answer] of [{ status: 429, retryAfter: "600" }, { status: 500 }, { status: 204 }].entries()) {
      answers[index]?.(answer);
      await expect.poll(() => finish).toHaveBeenCalledTimes(index + 1);
    }
    expect(await run).toEqual({ delivered: 1, failed: 2, nextInMs: 600_000 });
    await tell({}, 3);
    expect(await later(10 * minuteMs - 1)).toEqual({ delivered: 0, failed: 0, nextInMs: 1 });
    const asked = later(1);
    await expect.poll(() => answers).toHaveLength(4);
    answers[3]?.({ status: 204 });
    // Well again: the others follow side by side.
    await expect.poll(() => answers).toHaveLength(6);
    for (const answer of answers) answer({ status: 204 });
    expect(await asked).toEqual({ delivered: 3, failed: 0, nextInMs: null });
  });

  it("that takes one event and never another gets the others", async () => {
    const { send, tell, answer, later, got } = start();
    for (let index = 0; index < 5; index++) {
      await send({ reference: `order ${index}` });
      await tell({}, index);
    }
    answer.mockImplementation(({ data }) => ({ status: data["reference"] === "order 2" ? 500 : 204 }));
    for (let second = 0; second < 10; second++) await later(1_000);
    expect(new Set(got.map(({ data }) => data["reference"])).size).toBe(5);
  });

  it("gets an event for three days, and not after that", async () => {
    const { send, tell, answer, later, got, store } = start();
    await send();
    await tell();
    answer.mockImplementation(() => ({ status: 500 }));
    const first = await later(0);
    expect(first).toMatchObject({ delivered: 0, failed: 1 });
    for (let hour = 0; hour < 80; hour++) await later(60 * minuteMs);
    expect(got.length).toBeGreaterThan(6);
    expect(got.length).toBeLessThan(14);
    expect((await store.records.nextDue()).events).toBeNull();
  });

  it("gets what has waited for longer than three days for any delivery, once, in order; what it then refuses is given up", async () => {
    const { send, tell, answer, later, got, journeys } = start();
    for (let index = 0; index < 3; index++) {
      await send({ reference: `order ${index}` });
      await tell(success(400), index);
      await tell({}, index);
    }
    answer.mockImplementation(({ data }) => ({ status: data["reference"] === "order 1" ? 500 : 204 }));
    // All gateways were away.
    await later(5 * dayMs);
    for (let second = 0; second < 20; second++) await later(1_000);
    const told = got.map(({ type, data }) => `${data["reference"]}: ${type}`).sort();
    const both = (reference: string) => [`${reference}: receipt.delivered`, `${reference}: receipt.success`];
    expect(told).toEqual([0, 1, 2].flatMap((index) => both(`order ${index}`)));
    const { events } = await journeys.events.search({ state: "dead" });
    expect(events.map(({ type, reason, tries }) => [type, reason, tries]).sort()).toEqual([
      ["receipt.delivered", "status_500", 1],
      ["receipt.success", "status_500", 1],
    ]);
  });

  it("is reached by a secret that is rotated: what either signs is taken", async () => {
    const { journeys, send, tell, got } = start({ targets: [{ ...target, secrets: [secret, older] }] });
    await send();
    await tell();
    await journeys.deliverEvents();
    const [{ headers, body }] = got as [Delivery];
    vi.useFakeTimers({ now: Number(headers["webhook-timestamp"]) * 1_000 });
    try {
      for (const webhook of [new Webhook(secret), new Webhook(older, { format: "raw" })])
        expect(webhook.verify(body, headers)).toMatchObject({ type: "receipt.delivered" });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("what is delivered", () => {
  it("comes again by its id from another process, where the one that took it has died", async () => {
    const { journeys, send, tell, answer, got, later, store } = start();
    await send();
    await tell();
    answer.mockImplementationOnce(() => {
      throw new Error("killed");
    });
    const { records } = store;
    const finish = vi.spyOn(records, "finishEvent").mockReturnValue(new Promise(() => {}));
    void journeys.deliverEvents();
    await expect.poll(() => finish).toHaveBeenCalled();
    finish.mockRestore();
    await later(29_000);
    expect(got).toHaveLength(1);
    await later(1_000);
    expect(got).toHaveLength(2);
    expect(new Set(idsOf(got)).size).toBe(1);
  });
});

describe("a target that answers slowly", () => {
  it("keeps nothing from another one, and what is left of its events to a later run", async () => {
    const [slow, fast] = ["https://slow.example/", "https://fast.example/"];
    const targets = [
      { url: slow, types: ["*"], secrets: [secret] },
      { url: fast, types: ["message.undeliverable"], secrets: [secret] },
    ];
    const posted: string[] = [];
    const answers: (() => void)[] = [];
    const fetch: EventsOptions["fetch"] = async (to) => {
      posted.push(to);
      if (to === slow) await new Promise<void>((resolve) => answers.push(resolve));
      return { status: 204, headers: { get: () => null } };
    };
    const { send, journeys, sent, clock } = start({ targets, fetch });
    for (let index = 0; index < 30; index++) await send({ reference: `order ${index}` });
    for (const one of sent()) await journeys.receive(receiptFor(one, { ...failed(-118), requestId: one.ext ?? "" }));
    const run = journeys.deliverEvents();
    await expect.poll(() => posted.filter((to) => to === fast)).toHaveLength(30);
    expect(answers).toHaveLength(12);
    clock.at += 1_000;
    for (const answer of answers.splice(0)) answer();
    expect(await run).toMatchObject({ delivered: 42, failed: 0, nextInMs: 0 });
    expect(posted).toHaveLength(42);
  });
});

describe("targets that cannot be used", () => {
  it.each([
    [{ ...target, url: "http://shop.example" }, "url_wrong"],
    [{ ...target, types: [] }, "list_wrong"],
    [{ ...target, types: ["no type"] }, "value_not_allowed"],
    [{ ...target, types: ["message.undeliverabel"] }, "value_not_allowed"],
    [{ ...target, types: ["*", "*"] }, "listed_twice"],
    [{ ...target, secrets: [] }, "secret_wrong"],
    [{ ...target, secrets: ["whsec_short"] }, "secret_wrong"],
    [{ ...target, secrets: [`whsec_${"A".repeat(25)}`] }, "secret_wrong"],
    [{ ...target, secrets: [`whsec_${"A".repeat(22)}=`] }, "secret_wrong"],
    [{ ...target, secrets: [`whsec_${"A".repeat(24)}==`] }, "secret_wrong"],
  ])("are refused at the start: %j", (one, code) => {
    expect(() => start({ targets: [one] })).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: ["events", "targets"], code })] }),
    );
  });
});

describe("a message of whose end nothing tells", () => {
  const hourMs = 60 * minuteMs;
  const silent = { undeliveredAfterMs: 2 * hourMs };
  const noon = Date.parse("2023-11-15T12:00:00+07:00");
  const undeliverable = (got: readonly Delivery[]) => got.filter(({ type }) => type === "message.undeliverable");

  it("is told of after a while, once, also where it arrives later; what has ended is not", async () => {
    const { clock, send, tell, later, got } = start(silent);
    clock.at = noon;
    for (const reference of ["silent", "sent", "delivered", "failed"]) await send({ reference });
    await tell(success(400), 1);
    await tell({}, 2);
    await tell(failed(-133), 3);
    await later(2 * hourMs - 1);
    expect(undeliverable(got)).toEqual([]);
    await later(1);
    const ids = undeliverable(got).map(({ data }) => [data["reference"], data["reason"]]);
    expect(ids.sort()).toEqual([
      ["sent", "silent"],
      ["silent", "silent"],
    ]);
    await later(hourMs);
    await tell({}, 0);
    await tell(failed(-118), 1);
    expect(await later(5 * hourMs)).toMatchObject({ nextInMs: null });
    expect(undeliverable(got)).toHaveLength(2);
  });

  it("is not told of where no delivery is told at all, and is once one was", async () => {
    const { clock, send, tell, later, got } = start(silent);
    clock.at = noon;
    await send({ reference: "silent" });
    await later(3 * hourMs);
    expect(got).toEqual([]);
    await send({ reference: "delivered" });
    await tell({}, 1);
    await later(10 * minuteMs);
    expect(undeliverable(got)).toMatchObject([{ data: { reference: "silent" } }]);
  });

  it("is not told of where it was sent only in appearance, of which there are no receipts; its other events say so", async () => {
    const listed = "84912345678";
    const { clock, journeys, send, tell, later, got } = start(silent, { staging: { phones: new Set([listed]) } });
    clock.at = noon;
    await send({ phone: listed, reference: "real" });
    await send({ phone: "84987654321", reference: "simulated" });
    const notAfter = new Date(clock.at + minuteMs);
    const waiting = { sendAt: new Date(clock.at + 1_000), notAfter };
    await send({ phone: listed, reference: "real, over", ...waiting });
    await send({ phone: "84987654321", reference: "simulated, over", ...waiting });
    await send({ phone: listed, reference: "delivered" });
    await tell({}, 2);
    await tell({}, 1);
    clock.at = notAfter.getTime();
    await journeys.dispatchDue();
    expect(await later(2 * hourMs)).toMatchObject({ nextInMs: null });
    const told = got.map(({ type, data }) => [type, data["reference"], data["reason"], data["simulated"]]);
    expect(told.sort()).toEqual([
      ["message.undeliverable", "real, over", "expired", undefined],
      ["message.undeliverable", "real", "silent", undefined],
      ["message.undeliverable", "simulated, over", "expired", true],
      ["receipt.delivered", "delivered", undefined, undefined],
      ["receipt.delivered", "simulated", undefined, true],
    ]);
  });

  it("is told of when quiet hours are over", async () => {
    const { clock, send, tell, later, got } = start(silent);
    clock.at = noon + 8.5 * hourMs;
    await send({ reference: "silent" });
    await send({ reference: "delivered" });
    await tell({}, 1);
    expect(await later(2 * hourMs)).toMatchObject({ nextInMs: 8.5 * hourMs });
    await later(8.5 * hourMs - 1);
    expect(undeliverable(got)).toEqual([]);
    await later(1);
    expect(undeliverable(got)).toHaveLength(1);
  });
});

describe("dead letters", () => {
  it("are listed with the reason, and an event is delivered again by its id on request", async () => {
    const { journeys, clock, send, tell, answer, later, got } = start();
    const from = new Date(clock.at);
    await send();
    await tell();
    await journeys.receiveUnreadable({ text: "status=delivered", reason: "it is not JSON" });
    answer.mockImplementation(() => ({ status: 500 }));
    for (let hour = 0; hour < 80; hour++) await later(60 * minuteMs);
    const { events } = await journeys.events.search({ state: "dead" });
    expect(events.map(({ type, reason, detail, text }) => [type, reason, detail, text])).toEqual([
      ["receipt.delivered", "status_500", undefined, undefined],
      ["receipt.unreadable", "unreadable", "it is not JSON", "status=delivered"],
    ]);
    answer.mockImplementation(() => ({ status: 204 }));
    const tried = got.length;
    expect(await journeys.events.replay({ from, to: new Date(clock.at) })).toBe(1);
    await later(0);
    expect(got).toHaveLength(tried + 1);
    expect(new Set(idsOf(got)).size).toBe(1);
    expect((await journeys.events.search({ state: "delivered" })).events).toMatchObject([{ tries: 1 }]);
  });
});
