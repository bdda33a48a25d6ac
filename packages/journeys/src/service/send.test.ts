import type { SentMessage } from "@nxzalo/core";
import { ConfigError } from "@nxzalo/core/errors";
import { failureOf } from "nxzalo-testing/failure-of";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createSqliteStore } from "../sqlite.ts";
import { toStoreError } from "../store/store-errors.ts";
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

let harness: ReturnType<typeof createTestJourneys>;
beforeEach(() => {
  harness = createTestJourneys();
});

const { reference: _, ...recipient } = parcel;
const message = { phone: parcel.phone, ...template };
const keyed = { caller: "shop", idempotencyKey: "k" };
const sent = () => harness.sent().length;

/** NXCLOUD answers when the test says so. */
function holdAnswer() {
  const held = Promise.withResolvers<SentMessage>();
  harness.client.sendTemplate.mockReturnValueOnce(held.promise);
  return held;
}

describe("where its receipts go", () => {
  const drWebhook = "https://zalo.example/v1/receipts/key";
  const asked = () => harness.sent().map((input) => input.drWebhook);

  it("to where the journeys were told, unless the call or the message says otherwise", async () => {
    const journeys = harness.process({ drWebhook });
    await journeys.send(message);
    await journeys.send(message, { drWebhook: "https://zalo.example/of-the-call" });
    await journeys.send(
      { ...message, drWebhook: "https://shop.example/own" },
      { drWebhook: "https://zalo.example/no" },
    );
    expect(asked()).toEqual([drWebhook, "https://zalo.example/of-the-call", "https://shop.example/own"]);
  });

  it.each(["", "zalo.example", "https://user:pw@zalo.example", `https://zalo.example/${"x".repeat(256)}`, 7])(
    "is refused as %j",
    async (wrong) => {
      const { issues } = await failureOf(() => harness.process({ drWebhook: wrong as string }));
      expect(issues).toMatchObject([{ path: ["drWebhook"] }]);
    },
  );
});

describe("to whom", () => {
  it("a phone, with an id of ours in place of the caller's own ext", async () => {
    const { requestId, messageId, journeyId } = await harness.process().send({ ...message, ext: "mine" });
    expect({ requestId, journeyId }).toEqual({ requestId: "zalomid.1", journeyId: undefined });
    expect(harness.sent()).toEqual([
      expect.objectContaining({ ...message, phone: "84912345678", ext: `nxzalo:${messageId}:1` }),
    ]);
    expect(harness.client.sendTemplate.mock.calls[0]?.[1]).toEqual({ appKey: "app" });
  });

  it("a phone on the token of a stored journey, which then has the message", async () => {
    const journeys = harness.process();
    const { token, journeyId } = await journeys.open(recipient);
    expect(await journeys.send({ ...message, journeyToken: token })).toMatchObject({ journeyId });
    expect((await journeys.find(journeyId))?.messages).toHaveLength(1);
    const strangers = [
      journeys.send({ ...message, journeyToken: "somebody-else's" }),
      journeys.send({ ...message, journeyToken: token, phone: "84987654321" }),
      journeys.send({ ...message, journeyToken: token }, { appKey: "other" }),
    ];
    for (const stranger of await Promise.all(strangers)) expect(stranger.journeyId).toBeUndefined();
    expect((await journeys.find(journeyId))?.messages).toHaveLength(1);
  });

  it("a stored journey, by its id alone, in its own application", async () => {
    const journeys = harness.process();
    const { token, journeyId } = await journeys.open(recipient, { appKey: "other" });
    expect(await journeys.send({ journeyId, ...template })).toMatchObject({ journeyId });
    expect(harness.sent()).toMatchObject([{ phone: "84912345678", journeyToken: token }]);
    expect(harness.client.sendTemplate.mock.calls[0]?.[1]).toEqual({ appKey: "other" });
  });

  it("a reference: the journey is opened once, and taken up after that", async () => {
    const journeys = harness.process();
    const first = await journeys.send({ ...parcel, ...template });
    const second = await journeys.send({ ...parcel, ...template });
    expect(second.journeyId).toBe(first.journeyId);
    expect(harness.client.initJourneyToken).toHaveBeenCalledTimes(1);
    expect(harness.sent().map(({ journeyToken }) => journeyToken)).toEqual(["token-1", "token-1"]);
  });

  it.each([
    ["an unknown journey", { journeyId: "404", ...template }, "journeyId", "is not known here"],
    [
      "a journey beside a phone",
      { journeyId: "1", ...message },
      "phone",
      "cannot stand beside journeyId: leave it out",
    ],
    ["no recipient", { ...template }, "phone", "is required, unless there is a journeyId, or a reference alone"],
    ["a reference without a type", { ...message, reference: "r" }, "tokenType", "is required with a reference"],
    ["a type without a reference", { ...recipient, ...template }, "reference", "is required with a tokenType"],
    [
      "a token beside a reference",
      { ...parcel, ...template, journeyToken: "t" },
      "journeyToken",
      "cannot stand beside tokenType and reference: leave it out",
    ],
  ])("%s is an InputError", async (_, wrong, name, complaint) => {
    expect(await failureOf(harness.process().send(wrong as never))).toMatchObject({
      name: "InputError",
      issues: [{ path: [name], message: complaint }],
    });
    expect(sent()).toBe(0);
  });

  it.each([
    ["another application than the one that is named", { appKey: "app" }],
    ["an application that is not the caller's", { appKeys: ["app", undefined] }],
  ])("a journey of %s is not known", async (_, options) => {
    const journeys = harness.process();
    const { journeyId } = await journeys.open(recipient, { appKey: "other" });
    expect(await failureOf(journeys.send({ journeyId, ...template }, options))).toMatchObject({ name: "InputError" });
    expect(await journeys.send({ journeyId, ...template }, { appKeys: ["other"] })).toMatchObject({ journeyId });
  });

  it("a journey that is over, by time or by a receipt, takes no message", async () => {
    const journeys = harness.process();
    const [one, other] = [await journeys.open(recipient), await journeys.open(recipient)];
    await journeys.receive(receiptFor({ ext: "" } as never, { status: "journey_time_out", journeyId: one.journeyId }));
    const over = { issues: [{ message: "is over: open a new journey" }] };
    expect(await failureOf(journeys.send({ journeyId: one.journeyId, ...template }))).toMatchObject(over);
    harness.clock.at += 7 * dayMs;
    expect(await failureOf(journeys.send({ journeyId: other.journeyId, ...template }))).toMatchObject(over);
    expect(sent()).toBe(0);
  });

  it("fills in the webhook where the message names none", async () => {
    const drWebhook = "https://shop.example/dr";
    await harness.process().send(message, { drWebhook });
    await harness.process().send({ ...message, drWebhook: "https://own.example" }, { drWebhook });
    expect(harness.sent().map((one) => one.drWebhook)).toEqual([drWebhook, "https://own.example/"]);
  });

  it("keeps neither phone nor token nor ext nor content in the clear, but the template and the caller", async () => {
    harness = createTestJourneys(await createSqliteStore({ path: ":memory:" }));
    const { records } = harness.store;
    const spies = [vi.spyOn(records, "start"), vi.spyOn(records, "finish"), vi.spyOn(records, "receive")];
    const journeys = harness.process();
    await journeys.send({ ...parcel, ...template, ext: "mine" }, keyed);
    await journeys.receive(receiptFor(harness.sent()[0] as never));
    for (const spy of spies) expect(spy).toHaveBeenCalledOnce();
    const written = JSON.stringify(spies.map((spy) => spy.mock.calls));
    expect(written).not.toMatch(/84912345678|token-1|mine|Đơn/);
    const { messageId = "", ciphertext = "" } = vi.mocked(records.start).mock.calls[0]?.[0].message ?? {};
    const decrypted = await harness.store.encryption.decrypt(ciphertext, { table: "messages", row: messageId });
    expect(decrypted).toMatchObject({ templateId: "133214", ext: "mine", phone: "84912345678", reference: "Đơn 42" });
    await records.close();
  });
});

describe("at most once", () => {
  it("many at once, in several processes: one sends, the others have to wait; all get one answer", async () => {
    const held = holdAnswer();
    const refused: string[] = [];
    const send = () => harness.process().send(message, keyed);
    const calls = Array.from({ length: 20 }, () => send().catch(({ code }) => refused.push(code)));
    await expect.poll(() => refused.length).toBe(19);
    held.resolve({ requestId: "r" });
    await Promise.all(calls);
    expect(refused).toEqual(Array(19).fill("idempotency_conflict"));
    const answers = await Promise.all(refused.map(send));
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(answers[0]).toMatchObject({ requestId: "r" });
    expect(sent()).toBe(1);
  });

  it("the same call, whatever the order of its fields, is answered as before, for `retainMs`", async () => {
    const first = await harness.process().send(message, keyed);
    const { templateData, templateId, phone } = message;
    const reordered = { templateData: { paid: true, order: templateData.order }, phone, templateId };
    expect(await harness.process().send(reordered, keyed)).toEqual(first);
    harness.clock.at += 45 * dayMs;
    expect(await harness.process().send(message, keyed)).toEqual(first);
    harness.clock.at += 45 * dayMs;
    expect((await harness.process().send(message, keyed)).requestId).toBe("zalomid.2");
  });

  it("what is asked again now and then is never sent again, however long that goes on", async () => {
    const journeys = harness.process({ retainMs: 10 * dayMs });
    const first = await journeys.send(message, keyed);
    for (let week = 1; week <= 20; week += 1) {
      harness.clock.at += 7 * dayMs;
      await journeys.sweep();
      expect(await journeys.send(message, keyed)).toEqual(first);
    }
    expect(sent()).toBe(1);
  });

  it("on a journey, it is answered as before while that lives, however short `retainMs` is", async () => {
    const { templateId, templateData } = message;
    const onJourney = { ...parcel, templateId, templateData };
    const process = () => harness.process({ retainMs: 3_600_000 });
    const first = await process().send(onJourney, keyed);
    harness.clock.at += 25 * 3_600_000;
    await process().sweep();
    expect(await process().send(onJourney, keyed)).toEqual(first);
    expect(sent()).toBe(1);
    harness.clock.at += 7 * dayMs;
    expect((await process().send(onJourney, keyed)).requestId).toBe("zalomid.2");
  });

  it("keys belong to their callers", async () => {
    await harness.process().send(message, keyed);
    await harness.process().send(message, { ...keyed, caller: "depot" });
    await harness.process().send(message);
    await harness.process().send(message);
    expect(sent()).toBe(4);
  });

  it.each([
    ["another body", { ...message, templateId: "other" }, {}],
    ["another value of a variable", { ...message, templateData: { ...template.templateData, paid: false } }, {}],
    ["another application", message, { appKey: "other" }],
  ])("the same key with %s is refused", async (_, given, more) => {
    await harness.process().send(message, keyed);
    expect(await failureOf(harness.process().send(given, { ...keyed, ...more }))).toMatchObject({
      name: "ProxyError",
      code: "idempotency_mismatch",
      outcome: "not_sent",
      retryable: false,
    });
    expect(sent()).toBe(1);
  });

  /** The journey of a reference in each of two applications. */
  const openInBoth = async () => {
    await harness.process().open(parcel, { appKey: "north" });
    await harness.process().open(parcel, { appKey: "south" });
  };
  const byReference = { reference: parcel.reference, ...template };
  const within = (appKey: string) => ({ ...keyed, appKey, appKeys: [appKey] });

  it("the same key with another application is refused where the reference alone says to whom", async () => {
    await openInBoth();
    const first = await harness.process().send(byReference, within("north"));
    expect(await harness.process().send(byReference, within("north"))).toEqual(first);
    expect(await failureOf(harness.process().send(byReference, within("south")))).toMatchObject({
      code: "idempotency_mismatch",
    });
    expect(sent()).toBe(1);
  });

  it("a key that an older version kept without the application that was named is answered as before in that one", async () => {
    await openInBoth();
    const first = await harness.process().send(byReference, { ...keyed, appKeys: ["north"] });
    expect(await harness.process().send(byReference, within("north"))).toEqual(first);
    const failure = await failureOf(harness.process().send(byReference, within("south")));
    expect(failure).toMatchObject({ code: "idempotency_mismatch" });
    // Of which application it was is not known any more.
    await harness.process().forget({ phone: parcel.phone });
    expect(await failureOf(harness.process().send(byReference, within("north")))).toMatchObject({
      code: "idempotency_mismatch",
    });
    expect(sent()).toBe(1);
  });

  it("a key that opened a journey sends no message", async () => {
    await harness.process().open(recipient, keyed);
    expect(await failureOf(harness.process().send(message, keyed))).toMatchObject({ code: "idempotency_mismatch" });
  });

  it.each([
    ["refused", rejected],
    ["not sent", unsent],
  ] as const)("a message that was %s frees its key", async (_, failure) => {
    harness.client.sendTemplate.mockRejectedValueOnce(failure());
    expect(await failureOf(harness.process().send({ ...parcel, ...template }, keyed))).toMatchObject({
      name: failure().name,
      code: failure().code,
      outcome: failure().outcome,
    });
    const { journeyId = "", requestId } = await harness.process().send({ ...parcel, ...template }, keyed);
    expect(requestId).toBe("zalomid.1");
    expect((await harness.process().find(journeyId))?.messages).toHaveLength(1);
  });

  it("a token that could not be had leaves the key free: the message was not sent, whatever became of the token", async () => {
    harness.client.initJourneyToken.mockRejectedValueOnce(unknown());
    expect(await failureOf(harness.process().send({ ...parcel, ...template }, keyed))).toMatchObject({
      code: "timeout",
      outcome: "not_sent",
    });
    expect(await harness.process().send({ ...parcel, ...template }, keyed)).toMatchObject({ requestId: "zalomid.1" });
    expect(sent()).toBe(1);
  });
});

describe("an unknown outcome", () => {
  it("is given again for the same key, also after its time, and nothing is sent", async () => {
    harness.client.sendTemplate.mockRejectedValueOnce(unknown());
    const first = await failureOf(harness.process().send(message, keyed));
    for (const later of [0, dayMs, 365 * dayMs]) {
      harness.clock.at += later;
      const { name, code, outcome, message: text } = first;
      expect(first).toMatchObject({ hint: expect.stringContaining("with the same Idempotency-Key") });
      expect(await failureOf(harness.process().send(message, keyed))).toMatchObject({
        name,
        code,
        outcome,
        message: text,
      });
      await harness.process().sweep();
    }
    expect(sent()).toBe(1);
  });

  it.each(["success", "delivered", "failed", "read"])(
    "is settled by a receipt, whatever it says (%s)",
    async (status) => {
      harness.client.sendTemplate.mockRejectedValueOnce(unknown());
      await failureOf(harness.process().send({ ...parcel, ...template }, keyed));
      await harness.process().receive(receiptFor(harness.sent()[0] as never, { status, requestId: "zalomid.9" }));
      expect(await harness.process().send({ ...parcel, ...template }, keyed)).toMatchObject({
        requestId: "zalomid.9",
        journeyId: "1",
      });
      expect(sent()).toBe(1);
    },
  );

  it("that a receipt settles after the key's day is not sent again for another day", async () => {
    harness.client.sendTemplate.mockRejectedValueOnce(unknown());
    await failureOf(harness.process().send(message, keyed));
    harness.clock.at += 3 * dayMs;
    await harness.process().receive(receiptFor(harness.sent()[0] as never, { requestId: "zalomid.9" }));
    await harness.process().sweep();
    harness.clock.at += dayMs - 1;
    expect(await harness.process().send(message, keyed)).toMatchObject({ requestId: "zalomid.9" });
    expect(sent()).toBe(1);
  });

  it("of a process that died is unknown when its lease is over, and settled by a receipt too", async () => {
    holdAnswer();
    void harness.process().send(message, keyed);
    await expect.poll(sent).toBe(1);
    expect(await failureOf(harness.process().send(message, keyed))).toMatchObject({ code: "idempotency_conflict" });
    harness.clock.at += 36_000;
    expect(await failureOf(harness.process().send(message, keyed))).toMatchObject({
      name: "TransportError",
      code: "network_error",
      outcome: "unknown",
      retryable: false,
    });
    await harness.process().receive(receiptFor(harness.sent()[0] as never, { requestId: "zalomid.9" }));
    expect(await harness.process().send(message, keyed)).toMatchObject({ requestId: "zalomid.9" });
  });

  it("a process that was only slow has the last word", async () => {
    const held = holdAnswer();
    const slow = harness.process().send(message, keyed);
    await expect.poll(sent).toBe(1);
    harness.clock.at += 36_000;
    await failureOf(harness.process().send(message, keyed));
    held.resolve({ requestId: "r" });
    expect(
      await harness
        .process()
        .send(message, keyed)
        .catch(() => slow),
    ).toEqual(await slow);
    expect(await harness.process().send(message, keyed)).toMatchObject({ requestId: "r" });
  });

  it("a receipt that comes before the answer does not disturb it", async () => {
    const held = holdAnswer();
    const call = harness.process().send(message, keyed);
    await expect.poll(sent).toBe(1);
    await harness.process().receive(receiptFor(harness.sent()[0] as never, { requestId: "r" }));
    // It has been sent, so no caller has to wait.
    expect(await harness.process().send(message, keyed)).toMatchObject({ requestId: "r" });
    held.resolve({ requestId: "r" });
    expect(await call).toMatchObject({ requestId: "r" });
  });

  it("that a receipt has settled is answered as sent also once the person is forgotten", async () => {
    harness.client.sendTemplate.mockRejectedValueOnce(unknown());
    await failureOf(harness.process().send(message, keyed));
    await harness.process().receive(receiptFor(harness.sent()[0] as never));
    const { messageId } = await harness.process().send(message, keyed);
    await harness.process().forget({ phone: message.phone });
    const answer = { messageId, requestId: null, state: "accepted" };
    expect(await harness.process().send(message, keyed)).toEqual(answer);
    expect(sent()).toBe(1);
  });

  it("survives that the person is forgotten", async () => {
    harness.client.sendTemplate.mockRejectedValueOnce(unknown());
    await failureOf(harness.process().send(message, keyed));
    await harness.process().forget({ phone: message.phone });
    expect(await failureOf(harness.process().send(message, keyed))).toMatchObject({ outcome: "unknown" });
    expect(sent()).toBe(1);
  });
});

describe("a store that cannot be used", () => {
  const away = () => toStoreError(new Error("away"));
  const unavailable = { code: "unavailable", retryable: true, retryAfterMs: 2_000, isFault: true };
  const sameKey = { ...unavailable, outcome: "unknown", hint: expect.stringContaining("the same Idempotency-Key") };

  it.each(["findIdempotent", "start"] as const)("nothing is sent that cannot be stored (%s)", async (method) => {
    vi.spyOn(harness.store.records, method).mockRejectedValue(away());
    expect(await failureOf(harness.process().send(message, keyed))).toMatchObject(sameKey);
    expect(sent()).toBe(0);
  });

  it("a key whose message was sent before is not called unsent: a new key would pay twice", async () => {
    const first = await harness.process().send(message, keyed);
    vi.spyOn(harness.store.records, "findIdempotent").mockRejectedValueOnce(away());
    expect(await failureOf(harness.process().send(message, keyed))).toMatchObject(sameKey);
    expect(await harness.process().send(message, keyed)).toEqual(first);
    expect(sent()).toBe(1);
  });

  it("so it is with a store that cannot be opened", async () => {
    const error = new ConfigError("STORE_KEY does not fit", {
      code: "config_invalid",
      outcome: "not_sent",
      issues: [],
    });
    const encryption = { ...harness.store.encryption, index: () => Promise.reject(error) };
    const closed = createTestJourneys({ ...harness.store, encryption }).process();
    const { hint } = sameKey;
    expect(await failureOf(closed.send(message, keyed))).toMatchObject({ outcome: "unknown", hint });
    expect(await failureOf(closed.open(recipient, keyed))).toMatchObject({ outcome: "unknown", hint });
    expect(await failureOf(closed.open(parcel))).toMatchObject({ outcome: "unknown" });
    expect(await failureOf(closed.send(message))).toMatchObject({ outcome: "not_sent" });
  });

  it.each(["findByToken", "acquireLease", "start"] as const)(
    "without a key nothing has been sent (%s)",
    async (method) => {
      vi.spyOn(harness.store.records, method).mockRejectedValue(away());
      const input = method === "acquireLease" ? { ...parcel, ...template } : { ...message, journeyToken: "token" };
      expect(await failureOf(harness.process().send(input))).toMatchObject({ ...unavailable, outcome: "not_sent" });
      expect(sent()).toBe(0);
    },
  );

  it("of NXCLOUD's refusals and our own mistakes the outcome stays", async () => {
    const failure = new ConfigError("no secret", { code: "config_invalid", outcome: "not_sent", issues: [] });
    harness.client.sendTemplate.mockRejectedValueOnce(failure);
    expect(await failureOf(harness.process().send(message, keyed))).toBe(failure);
  });

  it("a record that was written although the store said no is taken back", async () => {
    const { records } = harness.store;
    const begin = records.start;
    vi.spyOn(records, "start").mockImplementationOnce(async (request) => {
      await begin(request);
      throw toStoreError(new Error("the connection broke after the commit"));
    });
    await failureOf(harness.process().send(message, keyed));
    const key = await harness.store.encryption.index("idempotency", "shop", "k");
    await expect.poll(() => records.findIdempotent({ key, now: harness.clock.at })).toBeUndefined();
    expect(await harness.process().send(message, keyed)).toMatchObject({ requestId: "zalomid.1" });
  });

  it.each([
    ["may have been taken, is unknown", false, "unknown"],
    ["is taken back, was not sent", true, "not_sent"],
  ])("what waits, and %s, where the store's answer is lost", async (_, isUndone, outcome) => {
    const { records } = harness.store;
    vi.spyOn(records, "start").mockRejectedValue(toStoreError(new Error("the connection broke")));
    vi.spyOn(records, "cancel").mockResolvedValue(isUndone);
    const later = { ...message, sendAt: new Date(harness.clock.at + 60_000) };
    expect(await failureOf(harness.process().send(later))).toMatchObject({ code: "unavailable", outcome });
    // At once, nothing is sent before it is stored.
    expect(await failureOf(harness.process().send(message))).toMatchObject({ outcome: "not_sent" });
  });

  it("what waits may have been taken where it cannot be taken back either, which is tried again", async () => {
    const { records } = harness.store;
    const { start } = records;
    vi.spyOn(records, "start").mockImplementationOnce(async (request) => {
      await start(request);
      throw toStoreError(new Error("the connection broke after the commit"));
    });
    vi.spyOn(records, "cancel").mockRejectedValueOnce(toStoreError(new Error("away")));
    const journeys = harness.process();
    const later = { ...message, sendAt: new Date(harness.clock.at + 60_000) };
    expect(await failureOf(journeys.send(later))).toMatchObject({ code: "unavailable", outcome: "unknown" });
    await expect.poll(async () => (await journeys.messages.search({})).messages).toEqual([]);
  });

  it("the write of an answer is repeated; an answer that cannot be stored is given all the same, and never sent again", async () => {
    const settle = vi.spyOn(harness.store.records, "finish").mockRejectedValueOnce(toStoreError(new Error("away")));
    expect(await harness.process().send(message, keyed)).toMatchObject({ requestId: "zalomid.1" });
    expect(settle).toHaveBeenCalledTimes(2);
    settle.mockRejectedValue(toStoreError(new Error("gone")));
    const other = { ...keyed, idempotencyKey: "other" };
    expect(await harness.process().send(message, other)).toMatchObject({ requestId: "zalomid.2" });
    harness.clock.at += 36_000;
    expect(await failureOf(harness.process().send(message, other))).toMatchObject({ outcome: "unknown" });
    expect(sent()).toBe(2);
  });

  it("a Worker's request, which ends with its answer, waits until it is stored", async () => {
    const { store } = harness;
    const { finish } = store.records;
    const back = Promise.withResolvers<void>();
    const settle = vi.spyOn(store.records, "finish");
    // For longer than a caller waits where the write goes on in the background.
    settle.mockImplementationOnce(async () => {
      await new Promise((resolve) => setTimeout(resolve, 250));
      throw toStoreError(new Error("away"));
    });
    settle.mockImplementationOnce(async (call) => {
      await back.promise;
      return finish(call);
    });
    const worker = createTestJourneys({ ...store, endsWithRequest: true }).process();
    const sending = worker.send(message, keyed);
    await expect.poll(() => settle.mock.calls.length).toBe(2);
    expect(await Promise.race([sending, "waits"])).toBe("waits");
    back.resolve();
    const { messageId } = await sending;
    expect(await worker.messages.find(messageId)).toMatchObject({ state: "accepted" });
  });
});

describe("what is refused", () => {
  const records = () => harness.store.records;
  const keyOf = () => vi.mocked(records().start).mock.calls[0]?.[0].call?.key ?? "";

  it("stays, with NXCLOUD's code; the same key makes another attempt of the same message", async () => {
    vi.spyOn(records(), "start");
    harness.client.sendTemplate.mockRejectedValueOnce(rejected());
    const journeys = harness.process();
    expect(await failureOf(journeys.send({ ...parcel, ...template }, keyed))).toMatchObject({ upstreamCode: 9004 });
    const known = await records().findIdempotent({ key: keyOf(), now: harness.clock.at });
    expect(known).toMatchObject({ messageState: "refused", attempt: 1 });
    const { messageId, state } = await journeys.send({ ...parcel, ...template }, keyed);
    expect({ messageId, state }).toEqual({ messageId: known?.messageId, state: "accepted" });
    expect(harness.sent().map(({ ext }) => ext)).toEqual([`nxzalo:${messageId}:1`, `nxzalo:${messageId}:2`]);
    expect((await records().findMessage(messageId, 1))?.attempts).toMatchObject([
      { attempt: 1, state: "refused", upstreamCode: 9004 },
    ]);
    expect(await journeys.send({ ...parcel, ...template }, keyed)).toMatchObject({ messageId });
    expect(harness.sent()).toHaveLength(2);
  });

  it("leaves its key to another message", async () => {
    harness.client.sendTemplate.mockRejectedValueOnce(rejected());
    const journeys = harness.process();
    await failureOf(journeys.send(message, keyed));
    const corrected = { ...message, templateData: { order: "Đơn 43" } };
    const { messageId } = await journeys.send(corrected, keyed);
    expect(harness.sent()[0]?.ext).not.toContain(messageId);
    expect(await failureOf(journeys.send(message, keyed))).toMatchObject({ code: "idempotency_mismatch" });
  });

  it("many at once by the key of a refused message: one more attempt", async () => {
    harness.client.sendTemplate.mockRejectedValueOnce(rejected());
    await failureOf(harness.process().send(message, keyed));
    const send = () =>
      harness
        .process()
        .send(message, keyed)
        .catch(({ code }) => code);
    const answers = await Promise.all(Array.from({ length: 10 }, send));
    // Who asks when it is over gets the same answer.
    const sent = answers.filter((one) => typeof one !== "string");
    expect(new Set(sent.map(({ messageId, requestId }) => `${messageId} ${requestId}`)).size).toBe(1);
    expect(new Set(answers.filter((one) => typeof one === "string"))).toEqual(
      new Set(sent.length < answers.length ? ["idempotency_conflict"] : []),
    );
    expect(harness.sent()).toHaveLength(2);
  });

  it.each([
    ["NXCLOUD", rejected(), 9004],
    ["nothing that was reached", unsent(), null],
  ])("by %s, before there is a journey, stays too", async (_, error, upstreamCode) => {
    vi.spyOn(records(), "start");
    harness.client.initJourneyToken.mockRejectedValueOnce(error);
    const journeys = harness.process();
    await failureOf(journeys.send({ ...parcel, ...template }, keyed));
    const known = await records().findIdempotent({ key: keyOf(), now: harness.clock.at });
    expect(known).toMatchObject({ messageState: "refused", journeyId: null });
    const { messageId, journeyId } = await journeys.send({ ...parcel, ...template }, keyed);
    expect({ messageId, journeyId }).toEqual({ messageId: known?.messageId, journeyId: "1" });
    expect((await records().findMessage(messageId, 1))?.attempts).toMatchObject([{ state: "refused", upstreamCode }]);
  });

  it("is sent by its key once, where the store's answer to its next attempt was lost before", async () => {
    harness.client.sendTemplate.mockRejectedValueOnce(rejected());
    const journeys = harness.process();
    await failureOf(journeys.send(message, keyed));
    const { beginAttempt } = records();
    vi.spyOn(records(), "beginAttempt").mockImplementationOnce(async (next) => {
      await beginAttempt(next);
      throw toStoreError(new Error("the connection broke after the commit"));
    });
    expect(await failureOf(journeys.send(message, keyed))).toMatchObject({ code: "unavailable" });
    expect(sent()).toBe(1);
    for (let call = 0; call < 2; call++)
      expect(await journeys.send(message, keyed)).toMatchObject({ requestId: "zalomid.1" });
    expect(sent()).toBe(2);
  });

  it("and could not be stored so, is not sent again by its key", async () => {
    harness.client.sendTemplate.mockRejectedValueOnce(rejected());
    vi.spyOn(records(), "refuse").mockRejectedValue(new Error("away"));
    const journeys = harness.process();
    expect(await failureOf(journeys.send(message, keyed))).toMatchObject({ upstreamCode: 9004 });
    expect(await failureOf(journeys.send(message, keyed))).toMatchObject({ code: "idempotency_conflict" });
  });
});
