import { defineTemplates, type SendTemplateInput, type TemplateRegistry } from "@nxzalo/core";
import { expect, it, vi } from "vitest";
import { createTestJourneys, parcel, receiptFor, rejected, template, unknown } from "../testing/journeys.ts";

const templates = defineTemplates({
  templates: [
    { id: "133214", price: { amount: "200", currency: "VND" } },
    { id: "1", variables: { name: { type: "text", maxLength: 3 } }, price: { amount: "300", currency: "VND" } },
  ],
} as TemplateRegistry);
const caller = "shop";
const keyed = (idempotencyKey: string, more: object = {}) => ({ ...parcel, ...template, idempotencyKey, ...more });
const free = { known: null, issues: [], suppressed: false };

it("says where each message stands, what is wrong with it and what it costs; nothing is stored or sent", async () => {
  const harness = createTestJourneys();
  const journeys = harness.process({ templates });
  const { phone, reference, tokenType } = parcel;
  const send = (idempotencyKey: string) => journeys.send({ ...parcel, ...template }, { caller, idempotencyKey });
  await send("sent");
  harness.client.sendTemplate.mockRejectedValueOnce(rejected()).mockRejectedValueOnce(unknown());
  await expect(send("refused")).rejects.toThrow();
  await expect(send("lost")).rejects.toThrow();
  const sent = harness.sent().length;

  const { results } = await journeys.messages.check(
    {
      messages: [
        keyed("sent"),
        keyed("refused"),
        keyed("lost"),
        keyed("new"),
        keyed("sent", { templateData: { order: "another" } }),
        keyed("refused", { templateData: { order: "another" } }),
        keyed("mismatched", { templateId: "1", templateData: { name: "Nguyễn" } }),
        { phone: "+842438123456", reference, tokenType, ...template, idempotencyKey: "wrong" },
        { phone, ...template, idempotencyKey: "sent" },
      ],
    },
    { caller },
  );
  const estimate = { amount: "200", currency: "VND" };
  expect(results).toEqual([
    { ...free, known: "accepted" },
    { ...free, known: "refused", estimate },
    { ...free, known: "unknown" },
    { ...free, estimate },
    { ...free, known: "accepted", issues: [expect.objectContaining({ code: "content_changed" })] },
    { ...free, known: "refused", estimate },
    { ...free, issues: [expect.objectContaining({ code: "variable_too_long", path: ["templateData", "name"] })] },
    { ...free, issues: [expect.objectContaining({ code: "phone_landline", path: ["phone"] })] },
    { ...free, known: "accepted", issues: [expect.objectContaining({ code: "content_changed" })] },
  ]);
  expect(harness.sent().length).toBe(sent);
  expect((await journeys.messages.search({})).messages.length).toBe(3);
});

it("knows by its key what a message came to that has been deleted since", async () => {
  const harness = createTestJourneys();
  const journeys = harness.process({ templates });
  const call = (idempotencyKey: string) => ({ caller, idempotencyKey });
  const { phone } = parcel;
  const sendAt = new Date(harness.clock.at + 3_600_000);
  await journeys.send({ phone, ...template }, call("sent"));
  harness.client.sendTemplate.mockRejectedValueOnce(unknown());
  await expect(journeys.send({ phone, ...template }, call("lost"))).rejects.toThrow();
  await journeys.send({ phone, ...template, sendAt }, call("waited"));
  await journeys.forget({ phone });
  const asked = { phone, ...template };
  const { results } = await journeys.messages.check(
    {
      messages: [
        { ...asked, idempotencyKey: "sent" },
        { ...asked, idempotencyKey: "lost" },
        { ...asked, sendAt, idempotencyKey: "waited" },
      ],
    },
    { caller },
  );
  expect(results.map(({ known }) => known)).toEqual(["accepted", "unknown", "cancelled"]);
});

it("promises to send nothing by a key that has sent before, though NXCLOUD refused the message when it was sent again", async () => {
  const harness = createTestJourneys();
  const journeys = harness.process({ templates });
  const message = { phone: parcel.phone, ...template };
  const call = { caller, idempotencyKey: "k" };
  const { messageId = "" } = await journeys.send(message, call);
  await journeys.receive(receiptFor(harness.sent()[0] as SendTemplateInput, { status: "failed" }));
  harness.client.sendTemplate.mockRejectedValueOnce(rejected());
  await expect(journeys.messages.resend(messageId, {}, { caller })).rejects.toMatchObject({ upstreamCode: 9004 });
  expect(await journeys.messages.find(messageId)).toMatchObject({ state: "refused" });

  const { results } = await journeys.messages.check({ messages: [{ ...message, idempotencyKey: "k" }] }, { caller });
  expect(results).toEqual([{ ...free, known: "accepted" }]);
  expect(await journeys.send(message, call)).toMatchObject({ messageId, state: "accepted" });
  expect(harness.sent()).toHaveLength(2);
});

it("names at most 20 things that are wrong with a message, its time among them", async () => {
  const names = Array.from({ length: 25 }, (_, index) => `v${index}`);
  const variables = Object.fromEntries(names.map((name) => [name, { type: "text", maxLength: 1 }]));
  const registry = defineTemplates({ templates: [{ id: "1", variables }] } as TemplateRegistry);
  const check = async (count: number) => {
    const templateData = Object.fromEntries(names.map((name, index) => [name, index < count ? "long" : "x"]));
    const message = keyed("late", { templateId: "1", templateData, notAfter: new Date(0) });
    const journeys = createTestJourneys().process({ templates: registry });
    const { results } = await journeys.messages.check({ messages: [message] }, { caller });
    return results[0]?.issues.map(({ code }) => code);
  };
  const tooLong = Array.from({ length: 20 }, () => "variable_too_long");
  expect(await check(25)).toEqual(tooLong);
  expect(await check(20)).toEqual(tooLong);
  expect(await check(19)).toEqual([...tooLong.slice(1), "message_expired"]);
});

it("knows a message by what was asked in its application, and a key by its caller", async () => {
  const harness = createTestJourneys();
  const journeys = harness.process();
  const message = { phone: parcel.phone, ...template };
  await journeys.send(message, { caller, idempotencyKey: "k", appKey: "north" });
  const check = async (options: object) => {
    const { results } = await journeys.messages.check({ messages: [{ ...message, idempotencyKey: "k" }] }, options);
    return results;
  };
  expect(await check({ caller, appKey: "north" })).toEqual([{ ...free, known: "accepted" }]);
  expect(await check({ caller })).toMatchObject([{ known: "accepted", issues: [{ code: "content_changed" }] }]);
  expect(await check({ caller: "other", appKey: "north" })).toEqual([free]);
});

it("knows what a key has sent also where the message cannot be read any more, and whose key it is", async () => {
  const journeys = createTestJourneys().process();
  const message = { phone: parcel.phone, ...template, idempotencyKey: "k" };
  const { idempotencyKey, ...sent } = message;
  await journeys.send(sent, { caller, idempotencyKey });
  const messages = [{ ...message, phone: "+842438123456" }];
  const check = async (options: object) => (await journeys.messages.check({ messages }, options)).results;
  expect(await check({ caller })).toEqual([{ ...free, known: "accepted" }]);
  for (const options of [{ caller: "other" }, {}])
    expect(await check(options)).toMatchObject([{ known: null, issues: [{ code: "phone_landline" }] }]);
});

it("knows a message by its reference alone by the application that is named, also where an older version kept it", async () => {
  const harness = createTestJourneys();
  const journeys = harness.process();
  const message = { reference: parcel.reference, ...template };
  for (const appKey of ["north", "south"]) await journeys.open(parcel, { appKey });
  await journeys.send(message, { caller, idempotencyKey: "k", appKey: "north" });
  await journeys.send(message, { caller, idempotencyKey: "older", appKeys: ["north"] });
  const messages = ["k", "older"].map((idempotencyKey) => ({ ...message, idempotencyKey }));
  const known = { ...free, known: "accepted" };
  const changed = { known: "accepted", issues: [{ code: "content_changed" }] };
  const check = (appKey: string) => journeys.messages.check({ messages }, { caller, appKey, appKeys: [appKey] });
  expect((await check("north")).results).toEqual([known, known]);
  expect((await check("south")).results).toMatchObject([changed, changed]);
});

it("asks the store once for all of them", async () => {
  const harness = createTestJourneys();
  const asked = vi.spyOn(harness.store.records, "findIdempotentKeys");
  const journeys = harness.process();
  const messages = Array.from({ length: 500 }, (_, index) => keyed(`k${index}`));
  expect((await journeys.messages.check({ messages })).results).toEqual(Array(500).fill(free));
  expect(asked).toHaveBeenCalledTimes(1);
});

it.each([
  ["no message", []],
  ["more than 500", Array.from({ length: 501 }, (_, index) => keyed(`k${index}`))],
  ["a key that is none", [keyed("Đơn 42")]],
])("refuses %s as a whole", async (_, messages) =>
  expect(createTestJourneys().process().messages.check({ messages })).rejects.toMatchObject({ code: "input_invalid" }),
);

it("says when a message would go, and which one cannot go in time", async () => {
  const harness = createTestJourneys();
  const sendAt = new Date(harness.clock.at + 3_600_000);
  const messages = [
    keyed("later", { sendAt }),
    keyed("late", { notAfter: new Date(harness.clock.at - 1) }),
    keyed("far", { sendAt: new Date(harness.clock.at + 100 * 86_400_000) }),
  ];
  const { results } = await harness.process().messages.check({ messages });
  expect(results).toMatchObject([
    { ...free, sendAt },
    { known: null, issues: [{ path: ["notAfter"], code: "message_expired" }] },
    { known: null, issues: [{ path: ["sendAt"], code: "time_too_far" }] },
  ]);
});

it("says who is not to be written to when it would go, and by what of them", async () => {
  const harness = createTestJourneys();
  const journeys = harness.process({ templates });
  const until = new Date(harness.clock.at + 3_600_000);
  await journeys.suppressions.add({ phone: parcel.phone, scope: "template:1", reason: "asked", until });
  const data = { templateData: { name: "An" } };
  const sendAt = new Date(until.getTime() + 1);
  const { results } = await journeys.messages.check(
    {
      messages: [
        keyed("a", { templateId: "1", ...data }),
        keyed("b", { templateId: "1", ...data, sendAt }),
        keyed("c"),
        keyed("d", { templateId: "1", ...data, phone: "84912345679" }),
      ],
    },
    { caller },
  );
  expect(results.map(({ suppressed }) => suppressed)).toEqual([true, false, false, false]);
});

it("says who is not to be written to by the application that it is asked of", async () => {
  const journeys = createTestJourneys().process();
  await journeys.suppressions.add({ phone: parcel.phone, reason: "asked" }, { appKey: "north-key" });
  const check = async (appKey?: string) => {
    const { results } = await journeys.messages.check({ messages: [keyed("a")] }, { caller, appKey });
    return results.map(({ suppressed }) => suppressed);
  };
  expect([await check("north-key"), await check()]).toEqual([[true], [false]]);
});

it("answers without what it cannot foresee of a quota", async () => {
  const harness = createTestJourneys();
  vi.spyOn(harness.store.records, "readQuota").mockRejectedValue(new Error("away"));
  const journeys = harness.process({ holdOnRefusal: true });
  expect((await journeys.messages.check({ messages: [keyed("a")] }, { caller })).results).toEqual([free]);
});
