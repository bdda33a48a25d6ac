import { defineTemplates } from "@nxzalo/core";
import type { NxZaloError } from "@nxzalo/core/errors";
import { zaloText } from "@nxzalo/core/vi";
import fc from "fast-check";
import { failureOf } from "nxzalo-testing/failure-of";
import { beforeEach, describe, expect, it } from "vitest";
import type { Journeys } from "../journeys.ts";
import { type SuppressionRecord, type SuppressionTarget, stops } from "../store/suppressions.ts";
import { createTestJourneys, dayMs, parcel, receiptFor, template } from "../testing/journeys.ts";
import { refusals, whichStop } from "./suppressions.ts";

const phone = "84912345678";
const templates = defineTemplates({
  templates: [
    { id: "otp", tag: 1 },
    { id: "order", tag: 1 },
    { id: "care", tag: 2 },
    { id: "other care", tag: 2 },
    { id: "offer", tag: 3 },
    { id: "other offer", tag: 3 },
  ],
});
const own = { caller: "desk" };

let harness: ReturnType<typeof createTestJourneys>;
let journeys: Journeys;
beforeEach(() => {
  harness = createTestJourneys();
  journeys = harness.process({ templates, quietHours: "off" });
});

const send = (templateId: string, more: object = {}) =>
  journeys.send({ phone, templateId, templateData: {}, ...more }) as Promise<{ messageId: string }>;
const last = () => harness.sent().at(-1) ?? expect.fail("nothing was sent");
let receipts = 0;
const tell = (more: object, input = last()) =>
  journeys.receive(receiptFor(input, { requestId: `q${receipts++}`, sendTime: "2023-11-15 06:13:20", ...more }));
const fail = (error: number, input = last()) =>
  tell({ status: "failed", code: 17004, zaloRes: { error, message: "no", data: null } }, input);
const isStopped = (templateId: string, more: object = {}) =>
  send(templateId, more).then(
    () => false,
    ({ code }: NxZaloError) => (code === "recipient_suppressed" ? true : expect.fail(code)),
  );
const stopped = async () => {
  const ids = ["otp", "order", "care", "other care", "offer", "other offer", "unknown", "other unknown"];
  const found = [];
  for (const id of ids) if (await isStopped(id)) found.push(id);
  return found;
};

const notUrgent = ["care", "other care", "offer", "other offer", "unknown", "other unknown"];

describe("a receipt", () => {
  it.each([
    [-141, "care", ["otp", "order", ...notUrgent], 90 * dayMs],
    [-139, "care", ["care", "other care"], 90 * dayMs],
    [-139, "offer", ["offer", "other offer"], 90 * dayMs],
    [-139, "otp", ["otp"], 90 * dayMs],
    [-139, "unknown", ["unknown"], 90 * dayMs],
    [-118, "otp", notUrgent, dayMs],
    [-119, "unknown", notUrgent, dayMs],
    [-114, "care", [], 0],
    [-133, "offer", [], 0],
  ])("that says %i of %j stops %j", async (code, templateId, kinds, lastsMs) => {
    await send(templateId);
    await fail(code);
    expect(await stopped()).toEqual(kinds);
    harness.clock.at += lastsMs - 1;
    if (lastsMs > 0) expect(await isStopped(kinds[0] ?? "")).toBe(true);
    harness.clock.at += 1;
    expect(await stopped()).toEqual([]);
  });

  it("stops what waited: it is refused when it is due, and nothing is opened for it", async () => {
    await send("care");
    const sendAt = new Date(harness.clock.at + dayMs);
    const { messageId } = await send("care", { tokenType: parcel.tokenType, reference: "Đơn 42", sendAt });
    await fail(-141);
    harness.clock.at = sendAt.getTime();
    expect(await journeys.dispatchDue()).toMatchObject({ taken: 1, nextInMs: null });
    expect(await journeys.messages.find(messageId)).toMatchObject({ state: "refused" });
    expect([harness.sent().length, harness.client.initJourneyToken.mock.calls.length]).toEqual([1, 0]);
  });

  it("that is over by then stops nothing that waits", async () => {
    await send("care");
    await fail(-118);
    const sendAt = new Date(harness.clock.at + 2 * dayMs);
    const { messageId } = await send("care", { sendAt });
    harness.clock.at = sendAt.getTime();
    await journeys.dispatchDue();
    expect(await journeys.messages.find(messageId)).toMatchObject({ state: "accepted" });
  });

  it("stops before anything is sent or opened: the refusal says since when, why and until when", async () => {
    await send("care");
    await fail(-141);
    const calls = harness.sent().length;
    const refused = [
      send("care"),
      journeys.send({ ...parcel, templateId: "care", templateData: {} }, { idempotencyKey: "k" }),
    ];
    for (const call of refused) {
      const { code, outcome, retryable, hint } = await failureOf(call);
      expect({ code, outcome, retryable }).toEqual({
        code: "recipient_suppressed",
        outcome: "not_sent",
        retryable: false,
      });
      expect(hint).toBe(
        "since 2023-11-14T22:13:20.000Z, until 2024-02-12T22:13:20.000Z: -141, the recipient refuses this official account (Người nhận từ chối Zalo OA này.)",
      );
      expect(hint).not.toContain(phone.slice(2));
    }
    expect(harness.sent()).toHaveLength(calls);
    expect(harness.client.initJourneyToken).not.toHaveBeenCalled();
  });

  it("stops what goes by a journey's id, or by its reference alone", async () => {
    const { journeyId } = await journeys.open(parcel);
    await send("care");
    await fail(-118);
    const content = { templateId: "care", templateData: {} };
    for (const call of [journeys.send({ journeyId, ...content }), journeys.send({ reference: "Đơn 42", ...content })])
      expect(await failureOf(call)).toMatchObject({ code: "recipient_suppressed" });
    await journeys.send({ journeyId, templateId: "otp", templateData: {} });
  });

  it("stops its own application alone", async () => {
    await send("care");
    await fail(-141);
    expect((await journeys.send({ phone, templateId: "care", templateData: {} }, { appKey: "other" })).state).toBe(
      "accepted",
    );
  });

  it("stops nobody by a message that is not stored, or that went to another phone since", async () => {
    await fail(-141, { phone, templateId: "care", templateData: {}, ext: `nxzalo:${crypto.randomUUID()}:1` });
    expect(await stopped()).toEqual([]);
    const { messageId } = await send("care");
    const first = last();
    await tell({ status: "failed", code: 17004, zaloRes: { error: -108, message: "no", data: null } });
    await journeys.messages.resend(messageId, { phone: "84987654321", templateData: {} });
    await fail(-141, first);
    expect((await journeys.suppressions.search({})).suppressions).toEqual([]);
  });

  it("of a success lifts what receipts said before, and copies of these say nothing new", async () => {
    const { messageId } = await send("care");
    const failed = last();
    await fail(-141, failed);
    const copy = `q${receipts - 1}`;
    harness.clock.at += 1_000;
    await journeys.messages.resend(messageId);
    await tell({ status: "delivered", sendTime: "2023-11-15 06:13:21" });
    expect(await stopped()).toEqual([]);
    const again = { status: "failed", code: 17004, zaloRes: { error: -141, message: "no", data: null } };
    await tell({ ...again, requestId: copy }, failed);
    expect(await stopped()).toEqual([]);
  });

  it("that is answered to a key leaves it free: once the recipient may be written to, the same call sends", async () => {
    await send("care");
    await fail(-118);
    const call = { idempotencyKey: "k" };
    const message = { phone, templateId: "care", templateData: {} };
    expect(await failureOf(journeys.send(message, call))).toMatchObject({ code: "recipient_suppressed" });
    harness.clock.at += dayMs;
    expect(await journeys.send(message, call)).toMatchObject({ state: "accepted" });
  });

  it("has the texts that `@nxzalo/core/vi` has", () => {
    for (const [code, { text }] of refusals) expect(text).toBe(zaloText({ code, group: "recipient" }).meaning);
  });
});

describe("by hand", () => {
  it("it stops what it says, until it is removed or over, and the caller is refused with its reason", async () => {
    const until = new Date(harness.clock.at + dayMs);
    const asked = { phone: "+84 912 345 678", scope: "tag:3", reason: " no offers ", until } as const;
    const added = await journeys.suppressions.add(asked, own);
    expect(added).toEqual({
      suppressionId: expect.stringMatching(/^[0-9a-f]{64}$/),
      phone,
      app: "default",
      scope: "tag:3",
      source: "hand",
      createdAt: new Date(harness.clock.at),
      expiresAt: until,
      reason: "no offers",
      caller: "desk",
    });
    expect(await stopped()).toEqual(["offer", "other offer"]);
    expect((await failureOf(send("offer"))).hint).toContain("set by hand: no offers");
    await tell({ status: "delivered" });
    expect(await stopped()).toEqual(["offer", "other offer"]);
    expect((await journeys.suppressions.search({ phone })).suppressions).toEqual([added]);
    expect(await journeys.suppressions.remove({ phone, scope: "all" }, own)).toBe(0);
    expect(await journeys.suppressions.remove({ phone }, own)).toBe(1);
    expect(await stopped()).toEqual([]);
    const { entries } = await journeys.audit.search({ phone });
    expect(entries.map(({ action, caller }) => [action, caller]).sort()).toEqual([
      ["lift", "desk"],
      ["lift", "desk"],
      ["suppress", "desk"],
    ]);
  });

  it("is removed by callers of its application alone", async () => {
    await journeys.suppressions.add({ phone, reason: "asked" });
    expect(await journeys.suppressions.remove({ phone }, { appKeys: ["other"] })).toBe(0);
    expect(await isStopped("care")).toBe(true);
    expect(await journeys.suppressions.remove({ phone }, { appKeys: [undefined], caller: "shop" })).toBe(1);
    const { entries } = await journeys.audit.search({ action: "lift" }, { appKeys: [undefined] });
    expect(entries).toMatchObject([{ caller: "shop", counts: { suppressions: 1 } }]);
  });

  it.each([
    ["a past end", { until: new Date(0) }, ["until"], "number_out_of_range"],
    ["no reason", { reason: " " }, ["reason"], "reason_wrong"],
    ["a long reason", { reason: "x".repeat(201) }, ["reason"], "reason_wrong"],
    ["a phone in the reason", { reason: "call 0912 345 678 instead" }, ["reason"], "reason_has_phone"],
    ["an unknown tag", { scope: "tag:4" }, ["scope"], "scope_wrong"],
    ["a template without an id", { scope: "template:" }, ["scope"], "scope_wrong"],
  ])("refuses %s", async (_, more, path, code) =>
    expect(await failureOf(journeys.suppressions.add({ phone, reason: "asked", ...(more as object) }))).toMatchObject({
      issues: [{ path, code }],
    }),
  );
});

describe("a resend", () => {
  it("passes over what receipts said, and says so; what was decided by hand it does not", async () => {
    const { messageId } = await send("offer");
    await fail(-139);
    expect(await journeys.messages.resend(messageId)).toMatchObject({
      messageId,
      passedOver: [{ scope: "tag:3", zaloError: -139, createdAt: new Date(harness.clock.at) }],
    });
    await fail(-139);
    await journeys.suppressions.add({ phone, reason: "asked" });
    expect(await failureOf(journeys.messages.resend(messageId))).toMatchObject({ code: "recipient_suppressed" });
  });

  it("of many at once is nobody's decision about each: it passes over nothing", async () => {
    await send("offer");
    await fail(-139);
    const where = { state: "failed" } as const;
    expect(await journeys.messages.resendMany({ where, dryRun: false })).toMatchObject({
      resent: 0,
      failed: { recipient_suppressed: 1 },
    });
  });
});

describe("a person who is forgotten", () => {
  it("is still not written to, and nothing tells their phone; unless that is forgotten too", async () => {
    await send("care");
    await fail(-141);
    await journeys.suppressions.add({ phone, scope: "tag:3", reason: "asked" });
    await journeys.forget({ phone }, own);
    expect(await stopped()).toEqual(["otp", "order", ...notUrgent]);
    const { suppressions } = await journeys.suppressions.search({ phone });
    expect(suppressions).toHaveLength(2);
    for (const one of suppressions) expect([one.phone, one.reason]).toEqual([null, undefined]);
    await journeys.forget({ phone, includeSuppressions: true }, own);
    expect(await stopped()).toEqual([]);
  });
});

/** What the scopes mean, told one condition after the other. */
function slowStops(one: SuppressionRecord, target: SuppressionTarget): boolean {
  if (one.phoneIndex !== target.phoneIndex) return false;
  if (one.appIndex !== "") if (one.appIndex !== target.appIndex) return false;
  const [kind, value] = one.scope.split(":");
  if (kind === "tag" && value !== String(target.tag)) return false;
  if (kind === "template" && value !== target.templateId) return false;
  const isAway = one.source === "receipt" && (one.zaloError === -118 || one.zaloError === -119);
  return !(isAway && target.tag === 1);
}

describe("scopes", () => {
  const few = fc.constantFrom("a", "b");
  const tag = fc.constantFrom<1 | 2 | 3>(1, 2, 3);
  const suppression = fc.record({
    suppressionId: fc.uuid(),
    appIndex: fc.constantFrom("", "a", "b"),
    phoneIndex: few,
    scope: fc.oneof(
      fc.constant("all" as const),
      tag.map((one) => `tag:${one}` as const),
      few.map((id) => `template:${id}` as const),
    ),
    source: fc.constantFrom("receipt" as const, "hand" as const, "restriction" as const),
    zaloError: fc.constantFrom(null, -118, -119, -139, -141),
    messageId: fc.constant(null),
    caller: fc.constant(null),
    createdAt: fc.nat(),
    toldAt: fc.nat(),
    untilAt: fc.option(fc.nat()),
    ciphertext: fc.constant(null),
  });
  const target = fc.record({
    appIndex: few,
    phoneIndex: few,
    templateId: few,
    tag: fc.option(tag, { nil: undefined }),
  });

  it("stop what a slow model says, the weightiest first", () => {
    fc.assert(
      fc.property(fc.array(suppression, { maxLength: 8 }), target, (all, one) => {
        for (const each of all) expect(stops(each, one)).toBe(slowStops(each, one));
        const found = whichStop(all, one);
        expect(new Set(found)).toEqual(new Set(all.filter((each) => slowStops(each, one))));
        const weight = { restriction: 0, hand: 1, receipt: 2 };
        const order = found.map(({ source }) => weight[source]);
        expect(order).toEqual([...order].sort());
      }),
    );
  });

  it("what is stored of anybody has their phone nowhere but encrypted", async () => {
    const digits = fc.stringMatching(/^84[35789]\d{8}$/);
    await fc.assert(
      fc.asyncProperty(digits, async (person) => {
        const { store, process } = createTestJourneys();
        const made = await process().suppressions.add({ phone: person, reason: "asked" });
        const stored = await store.records.searchSuppressions({ now: 0, limit: 9 });
        const clear = JSON.stringify(stored.map(({ ciphertext: _, ...rest }) => rest));
        expect(clear).not.toContain(person.slice(2));
        expect(clear).not.toContain(person.slice(-4).concat('"'));
        const { hint } = await failureOf(process().send({ phone: person, ...template }));
        expect(hint).not.toContain(person.slice(2));
        expect(made.suppressionId).not.toContain(person.slice(2));
      }),
      { numRuns: 20 },
    );
  });
});
