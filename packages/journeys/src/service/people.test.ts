import { describe, expect, it } from "vitest";
import { createMemoryStore } from "../memory.ts";
import type { JourneyStore } from "../store/store.ts";
import { acknowledgement, createTestJourneys, parcel, receiptFor, rejected, template } from "../testing/journeys.ts";

const phone = "84912345678";
const scope = { caller: "desk" };

function setUp() {
  const store: JourneyStore = createMemoryStore();
  const harness = createTestJourneys(store);
  const journeys = harness.process();
  const later = () => new Date(harness.clock.at + 3_600_000);
  return { store, harness, journeys, later };
}
const actionsOf = async ({ journeys }: ReturnType<typeof setUp>, appKeys?: readonly string[]) =>
  (await journeys.audit.search({}, { appKeys })).entries.map(({ action }) => action);

describe("an export", () => {
  it("has everything that is stored of a person, and no more", async () => {
    const test = setUp();
    const { journeys, harness } = test;
    const { messageId } = await journeys.send({ ...parcel, reference: "order 42", ...template, ext: "mine" });
    await journeys.send({ phone: "84987654321", ...template });
    await journeys.receive(receiptFor(harness.sent()[0] as never));
    await journeys.suppressions.add({ phone, scope: "tag:3", reason: "wants none" });
    await journeys.suppressions.add({ phone: "84987654321", reason: "another one" });
    const exported = await journeys.people.export({ phone: "+84 912 345 678" }, scope);
    expect(exported).toMatchObject({
      request: { kind: "export", phone, apps: null, caller: "desk", counts: { journeys: 1, messages: 1, receipts: 1 } },
      journeys: [{ phone, reference: "order 42" }],
      messages: [{ messageId, phone, ext: "mine", templateData: template.templateData, attempts: [{ attempt: 1 }] }],
      receipts: [{ messageId }],
      suppressions: [{ phone, reason: "wants none" }],
      requests: [],
    });
    expect(exported.request.doneAt).toEqual(new Date(harness.clock.at));
    expect(await journeys.people.export({ phone }, scope)).toMatchObject({ requests: [{ kind: "export" }] });
    expect((await actionsOf(test)).filter((action) => action === "export")).toHaveLength(2);
  });

  it("has with each journey what that one cost, and with each message its own attempts", async () => {
    const { journeys, harness } = setUp();
    const open = async (reference: string) => (await journeys.open({ ...parcel, reference })).journeyId;
    const [dear, cheap, free] = [await open("dear"), await open("cheap"), await open("free")];
    const cost = (originalPrice: number) => ({ currency: "USD", originalPrice });
    await journeys.receive(acknowledgement(dear, { requestId: "a", cost: cost(0.25) }));
    await journeys.receive(acknowledgement(cheap, { requestId: "b", cost: cost(0.125) }));
    const { messageId: once } = await journeys.send({ phone, ...template });
    const { messageId: twice = "" } = await journeys.send({ phone, ...template });
    await journeys.receive(
      receiptFor(harness.sent()[1] as never, { status: "failed", zaloRes: { error: -114, message: "" } }),
    );
    await journeys.messages.resend(twice, {});
    const exported = await journeys.people.export({ phone }, scope);
    expect(Object.fromEntries(exported.journeys.map((one) => [one.journeyId, one.cost?.amount]))).toEqual({
      [dear]: "0.25",
      [cheap]: "0.125",
      [free]: undefined,
    });
    const attempts = exported.messages.map((one) => [one.messageId, one.attempts?.length]);
    expect(Object.fromEntries(attempts)).toEqual({ [once ?? ""]: 1, [twice]: 2 });
  });

  it("has what was done for them: who took the task, when, whom they called, and what was noted", async () => {
    const { journeys, harness } = setUp();
    harness.client.sendTemplate.mockRejectedValue(rejected());
    for (const _ of [1, 2]) await journeys.send({ phone, ...template }).catch(() => {});
    const [open, taken] = (await journeys.messages.search({ phone })).messages.map(({ messageId }) => messageId);
    const at = new Date(harness.clock.at);
    const exportedTasks = async () => (await journeys.people.export({ phone }, scope)).tasks;
    expect(await exportedTasks()).toEqual([]);
    await journeys.tasks.take(open ?? "", scope);
    await journeys.tasks.take(taken ?? "", scope);
    await journeys.tasks.update(
      { messageId: taken ?? "", called: true, note: "asked to ring again", done: true },
      scope,
    );
    const mine = { takenBy: "desk", takenAt: at };
    const done = { messageId: taken, state: "done", ...mine, calledAt: at, note: "asked to ring again", doneAt: at };
    expect(await exportedTasks()).toHaveLength(2);
    expect(await exportedTasks()).toEqual(expect.arrayContaining([{ messageId: open, state: "taken", ...mine }, done]));
  });

  it("of a limited caller has what is theirs, and its entry names the application", async () => {
    const test = setUp();
    const { journeys } = test;
    await journeys.send({ phone, ...template }, { appKey: "north" });
    await journeys.send({ phone, ...template }, { appKey: "south" });
    const north = { appKeys: ["north"], apps: { north: "north" }, caller: "desk" };
    const { messages, request } = await journeys.people.export({ phone }, north);
    expect(messages).toMatchObject([{ app: "north" }]);
    expect(request.apps).toEqual(["north"]);
    expect(await actionsOf(test, ["north"])).toEqual(["export"]);
    expect(await actionsOf(test, ["south"])).toEqual([]);
    const found = async (appKeys: readonly string[]) =>
      (await journeys.people.searchRequests({}, { appKeys })).requests.length;
    expect([await found(["north"]), await found(["south"])]).toEqual([1, 0]);
  });
});

describe("an export by a caller of several applications", () => {
  it("has an entry in the audit of each application that gave something out, and of no other one", async () => {
    const test = setUp();
    const { journeys } = test;
    await journeys.open(parcel, { appKey: "north" });
    await journeys.send({ phone, ...template }, { appKey: "south" });
    await journeys.people.export({ phone }, { appKeys: ["north", "south", "west"], caller: "desk" });
    const found = await Promise.all(["north", "south", "west"].map((appKey) => actionsOf(test, [appKey])));
    expect(found).toEqual([["export"], ["export"], []]);
  });
});

describe("a restriction", () => {
  it("stops what waits and what comes, in all applications, and no resend passes over it", async () => {
    const test = setUp();
    const { journeys, harness, later } = test;
    const { messageId: refused = "" } = await journeys.send({ phone, ...template });
    await journeys.receive(
      receiptFor(harness.sent()[0] as never, { status: "failed", zaloRes: { error: -114, message: "" } }),
    );
    const waiting = await journeys.send({ phone, ...template, sendAt: later() }, { appKey: "north" });
    const others = await journeys.send({ phone: "84987654321", ...template, sendAt: later() });
    expect(await journeys.people.restrict({ phone }, scope)).toMatchObject({
      kind: "restrict",
      phone,
      caller: "desk",
      counts: { messages: 1 },
    });
    const stateOf = async (messageId = "") => (await journeys.messages.find(messageId))?.state;
    expect([await stateOf(waiting.messageId), await stateOf(others.messageId)]).toEqual(["cancelled", "scheduled"]);
    for (const appKey of ["north", "south", undefined])
      await expect(journeys.send({ phone, ...template }, { appKey })).rejects.toMatchObject(suppressed);
    await expect(journeys.messages.resend(refused, {})).rejects.toMatchObject(suppressed);
    await journeys.suppressions.remove({ phone });
    await expect(journeys.send({ phone, ...template })).rejects.toMatchObject(suppressed);
    expect(await journeys.suppressions.remove({ phone, source: "restriction" })).toBe(1);
    expect(await journeys.send({ phone, ...template })).toMatchObject({ state: "accepted" });
    expect(await actionsOf(test)).toEqual(expect.arrayContaining(["restrict", "suppress"]));
  });

  it("stops all that waits, however much that is", async () => {
    const { journeys, harness, later } = setUp();
    const many = Array.from({ length: 201 }, () => journeys.send({ phone, ...template, sendAt: later() }));
    await Promise.all(many);
    expect(await journeys.people.restrict({ phone }, scope)).toMatchObject({ counts: { messages: 201 } });
    harness.clock.at = later().getTime();
    expect(await journeys.dispatchDue()).toMatchObject({ taken: 0, nextInMs: null });
  });

  const suppressed = { code: "recipient_suppressed", outcome: "not_sent" };

  it.each([
    ["live", { respondAsync: false }],
    ["that was stored before", { respondAsync: true }],
  ])("that comes while a journey is opened stops the message that it was opened for: one %s", async (_, options) => {
    const { journeys, harness } = setUp();
    harness.client.initJourneyToken.mockImplementation(async () => {
      await journeys.people.restrict({ phone }, scope);
      return { journeyId: "7", token: "token-7" };
    });
    const asked = journeys.send({ ...parcel, ...template }, options);
    if (options.respondAsync) await asked.then(() => journeys.dispatchDue());
    else await expect(asked).rejects.toMatchObject(suppressed);
    expect(harness.client.initJourneyToken).toHaveBeenCalledTimes(1);
    expect(harness.sent()).toEqual([]);
    const { messages } = await journeys.messages.search({ phone });
    expect(messages.map(({ state }) => state)).toEqual(["refused"]);
  });

  it.each([
    ["live", { respondAsync: false }],
    ["that was stored before", { respondAsync: true }],
  ])("that comes while a message waits for its place in the pace stops it: one %s", async (_, options) => {
    const { journeys, harness, store } = setUp();
    let isLast = false;
    const findSuppressions: typeof store.records.findSuppressions = async (query) => {
      const found = await store.records.findSuppressions(query);
      if (isLast) await journeys.people.restrict({ phone }, scope);
      isLast = false;
      return found;
    };
    const paced = harness.process({
      ratePerSecond: 50,
      store: { ...store, records: { ...store.records, findSuppressions } },
    });
    isLast = !options.respondAsync;
    const asked = paced.send({ phone, ...template }, options);
    if (!options.respondAsync) await expect(asked).rejects.toMatchObject(suppressed);
    await asked.catch(() => {});
    isLast = options.respondAsync;
    await paced.dispatchDue();
    expect(harness.sent()).toEqual([]);
    const { messages } = await journeys.messages.search({ phone });
    expect(messages.map(({ state }) => state)).toEqual(["refused"]);
  });

  it("by a limited caller is one of their applications", async () => {
    const test = setUp();
    const { journeys, later } = test;
    const north = { appKeys: ["north"], apps: { north: "north" }, caller: "desk" };
    const waiting = await journeys.send({ phone, ...template, sendAt: later() }, { appKey: "south" });
    await journeys.people.restrict({ phone }, north);
    await expect(journeys.send({ phone, ...template }, { appKey: "north" })).rejects.toMatchObject({
      code: "recipient_suppressed",
    });
    expect(await journeys.send({ phone, ...template }, { appKey: "south" })).toMatchObject({ state: "accepted" });
    expect((await journeys.messages.find(waiting.messageId ?? ""))?.state).toBe("scheduled");
    expect((await actionsOf(test, ["north"])).sort()).toEqual(["restrict", "suppress"]);
    expect(await journeys.suppressions.remove({ phone, source: "restriction" }, north)).toBe(1);
  });
});

describe("what people have asked for", () => {
  it("has forgetting as well, which leaves no phone anywhere, and names the application in the audit", async () => {
    const test = setUp();
    const { journeys, store, harness } = test;
    await journeys.people.export({ phone }, scope);
    harness.clock.at += 1_000;
    await journeys.send({ phone, ...template }, { appKey: "north" });
    await journeys.forget({ phone }, { appKeys: ["north"], caller: "desk" });
    expect(await actionsOf(test, ["north"])).toEqual(["forget"]);
    harness.clock.at += 1_000;
    await journeys.forget({ phone }, scope);
    const { requests } = await journeys.people.searchRequests({ phone });
    expect(requests).toMatchObject([
      { kind: "forget", phone: null, counts: { journeys: 0 } },
      { kind: "forget", phone: null },
      { kind: "export", phone: null },
    ]);
    const stored = await store.records.searchPersonRequests({ limit: 9 });
    expect(JSON.stringify(stored)).not.toContain("12345678");
  });

  it("stays open where it was broken off, with its age, and is done by asking again", async () => {
    const { journeys, harness, store } = setUp();
    const records = { ...store.records, endPersonRequest: () => Promise.reject(new Error("killed")) };
    const dying = harness.process({ store: { ...store, records } });
    await expect(dying.people.restrict({ phone }, scope)).rejects.toThrow();
    harness.clock.at += 60_000;
    expect(await journeys.people.searchRequests({ state: "open" })).toMatchObject({
      requests: [{ kind: "restrict", openForMs: 60_000, counts: {} }],
    });
    await expect(journeys.send({ phone, ...template })).rejects.toMatchObject({ code: "recipient_suppressed" });
    await journeys.people.restrict({ phone }, scope);
    expect((await journeys.people.searchRequests({ state: "open" })).requests).toEqual([]);
    expect((await journeys.people.searchRequests({ state: "done" })).requests).toHaveLength(2);
  });

  it("that one caller was broken off at is done by another, where they ask for as much", async () => {
    const { journeys, harness, store } = setUp();
    const records = { ...store.records, endPersonRequest: () => Promise.reject(new Error("killed")) };
    const dying = harness.process({ store: { ...store, records } });
    const north = { appKeys: ["north"], apps: { north: "north" }, caller: "hub" };
    const callersOf = async (state: "open" | "done") =>
      (await journeys.people.searchRequests({ state })).requests
        .map(({ caller, kind }) => `${kind} by ${caller}`)
        .sort();
    for (const asking of [scope, north]) {
      await expect(dying.people.export({ phone }, asking)).rejects.toThrow();
      await expect(dying.people.restrict({ phone }, asking)).rejects.toThrow();
      await expect(dying.forget({ phone }, asking)).rejects.toThrow();
    }
    expect(await callersOf("open")).toHaveLength(6);
    const ofNorth = { ...north, caller: "office of the north" };
    const ofAll = { caller: "office" };
    for (const asking of [ofNorth, ofAll]) {
      harness.clock.at += 1_000;
      await journeys.people.export({ phone }, asking);
      await journeys.people.restrict({ phone }, asking);
      await journeys.forget({ phone }, asking);
      const byDesk = ["export by desk", "forget by desk", "restrict by desk"];
      expect(await callersOf("open")).toEqual(asking === ofNorth ? byDesk : []);
    }
    expect(await callersOf("done")).toHaveLength(12);
  });

  it("keeps whether suppressions were to be forgotten as well, for each caller who asks again", async () => {
    const { journeys, harness, store } = setUp();
    const records = { ...store.records, forgetPhone: () => Promise.reject(new Error("killed")) };
    const dying = harness.process({ store: { ...store, records } });
    const left = async () => (await journeys.suppressions.search({ phone })).suppressions.length;
    await journeys.suppressions.add({ phone, reason: "wants none" });
    await expect(dying.forget({ phone, includeSuppressions: true }, scope)).rejects.toThrow();
    expect(JSON.stringify(await journeys.people.searchRequests({}))).not.toContain("12345678");
    // In fewer applications, or for something else, it is not done with it.
    await journeys.forget({ phone }, { appKeys: ["north"] });
    await journeys.people.export({ phone });
    expect(await left()).toBe(1);
    await journeys.forget({ phone }, { caller: "office" });
    expect(await left()).toBe(0);
    expect((await journeys.people.searchRequests({ state: "open" })).requests).toEqual([]);
    // It is done: who asks anew asks for what they say.
    await journeys.suppressions.add({ phone, reason: "wants none" });
    await journeys.forget({ phone });
    expect(await left()).toBe(1);
  });

  it("a call whose message waited, and was forgotten with its person, is answered that it was cancelled", async () => {
    const { journeys, harness, later } = setUp();
    const send = () => journeys.send({ phone, ...template, sendAt: later() }, { idempotencyKey: "k" });
    const sent = () => journeys.send({ phone: "84987654321", ...template, sendAt }, { idempotencyKey: "l" });
    const sendAt = later();
    const { messageId } = await send();
    await sent();
    await journeys.forget({ phone });
    expect(await send()).toEqual({ messageId, requestId: null, state: "cancelled" });
    const keyed = { idempotencyKey: "k", phone, ...template, sendAt };
    expect(await journeys.messages.check({ messages: [keyed] })).toMatchObject({ results: [{ known: "cancelled" }] });
    harness.clock.at = sendAt.getTime();
    await journeys.dispatchDue();
    await journeys.forget({ phone: "84987654321" });
    expect(await sent()).toMatchObject({ state: "accepted" });
    expect(harness.sent()).toHaveLength(1);
  });
});
