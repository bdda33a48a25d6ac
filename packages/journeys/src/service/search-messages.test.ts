import { InputError } from "@nxzalo/core/errors";
import { beforeEach, describe, expect, it } from "vitest";
import { acknowledgement, createTestJourneys, dayMs, parcel, receiptFor, template } from "../testing/journeys.ts";

let harness: ReturnType<typeof createTestJourneys>;
beforeEach(() => {
  harness = createTestJourneys();
});

const other = { phone: "0387651234", reference: "ĐH-2026/0099", tokenType: "token_logistics_7" } as const;

describe("a message that was sent", () => {
  it("is found by what people say of it, and by nothing else", async () => {
    const { messages, send } = harness.process({ defaultCountryCode: "84" });
    const { messageId } = await send({ ...parcel, ...template }, { caller: "shop" });
    await send({ ...other, ...template });
    const idsOf = async (query: Parameters<typeof messages.search>[0]) =>
      (await messages.search(query)).messages.map((message) => message.messageId);
    for (const query of [
      { phone: "0912345678" },
      { phoneEnding: "5678" },
      { reference: "Đơn 42" },
      { referenceFolded: "DON 42" },
      { referenceFolded: "đơn 42".normalize("NFD") },
      { referenceEnding: "don 42" },
      { referenceEnding: "\u200bĐơn\u00a042" },
      { referenceEnding: "Đơn 42", state: "accepted", templateId: "133214" },
    ] as const)
      expect(await idsOf(query), JSON.stringify(query)).toEqual([messageId]);
    expect(await idsOf({ referenceEnding: "6/0099" })).toHaveLength(1);
    expect(await idsOf({ reference: "don 42" })).toEqual([]);
    expect(await idsOf({ phoneEnding: "4567" })).toEqual([]);
  });

  it("is shown with what is known of it", async () => {
    const { messages, send, receive } = harness.process();
    const { messageId, journeyId = "" } = await send({ ...parcel, ...template }, { caller: "shop" });
    await receive(receiptFor({ ...template, phone: "", ext: harness.sent()[0]?.ext }));
    const createdAt = new Date(harness.clock.at);
    harness.clock.at += 1;
    await receive(acknowledgement(journeyId, { ext: harness.sent()[0]?.ext }));
    const summary = {
      messageId,
      phone: "84912345678",
      reference: "Đơn 42",
      templateId: "133214",
      app: "default",
      caller: "shop",
      labels: {},
      createdAt,
      requestId: "zalomid.1",
    };
    const found = await messages.find(messageId);
    expect(found).toMatchObject({
      ...summary,
      attempts: [{ attempt: 1, attemptedAt: createdAt, requestId: "zalomid.1" }],
      receipts: [{ receipt: { status: "delivered" } }, { receipt: { status: "journey_acknowledged" } }],
      cost: { amount: "0.1234", currency: "USD" },
      journey: { journeyId, reference: "Đơn 42", state: "acknowledged" },
    });
    expect(found).not.toHaveProperty("templateData");
    const { audit } = harness.process();
    expect((await audit.search({ subject: messageId })).entries).toEqual([]);
    expect(await messages.find(messageId, { shownTo: "desk" })).toMatchObject({ templateData: template.templateData });
    const looks = (await audit.search({ subject: messageId })).entries;
    expect(looks).toMatchObject([{ action: "look", caller: "desk", subject: messageId }]);
    const page = await messages.search({ phone: "84912345678" });
    expect(page).toMatchObject({ messages: [summary], nextCursor: null });
    for (const name of ["receipts", "attempts", "journey", "templateData"])
      expect(page.messages[0]).not.toHaveProperty(name);
  });

  it("costs what its own receipt says where it went on no journey", async () => {
    const { messages, send, receive } = harness.process();
    const { messageId } = await send({ phone: "84912345678", ...template });
    const cost = { currency: "VND", originalPrice: 200 };
    await receive(receiptFor({ ...template, phone: "", ext: harness.sent()[0]?.ext }, { status: "success", cost }));
    expect(await messages.find(messageId)).toMatchObject({ cost: { amount: "200", currency: "VND" } });
    expect(await messages.find(messageId)).not.toHaveProperty("journey");
  });

  it("is one of an application's, by its configured name", async () => {
    const { messages, send } = harness.process();
    const { messageId } = await send({ ...parcel, ...template }, { appKey: "north-key" });
    const apps = { north: "north-key", south: "south-key" };
    expect((await messages.search({}, { apps })).messages).toMatchObject([{ app: "north" }]);
    expect((await messages.search({})).messages).toMatchObject([{ app: null }]);
    expect((await messages.search({}, { appKeys: ["south-key"] })).messages).toEqual([]);
    expect(await messages.find(messageId, { appKeys: ["south-key"] })).toBeUndefined();
    expect(await messages.find(messageId, { appKeys: ["north-key"], apps })).toMatchObject({ app: "north" });
  });
});

describe("how far back a search looks", () => {
  it("conditions beside each other: 7 days, unless it says from when on; others in all that is stored", async () => {
    const { messages, send } = harness.process();
    await send({ ...parcel, ...template });
    const sentAt = harness.clock.at;
    harness.clock.at += 8 * dayMs;
    const countOf = async (query: Parameters<typeof messages.search>[0], scope = {}) =>
      (await messages.search(query, scope)).messages.length;
    const wide = { state: "accepted", templateId: "133214" } as const;
    expect(await countOf(wide)).toBe(0);
    expect(await countOf({ ...wide, createdFrom: new Date(sentAt) })).toBe(1);
    expect(await countOf({ ...wide, createdBefore: new Date(sentAt + dayMs) })).toBe(1);
    expect(await countOf({ ...wide, reference: "Đơn 42" })).toBe(1);
    expect(await countOf({ state: "accepted" })).toBe(1);
    expect(await countOf({ state: "accepted" }, { appKeys: ["app"] })).toBe(0);
    expect(await countOf({})).toBe(1);
  });

  it("a day, in the time zone that it says", async () => {
    const { messages, send } = harness.process();
    // 18:30 in London, 1:30 of the next day in Vietnam.
    harness.clock.at = Date.parse("2026-11-29T18:30:00Z");
    await send({ ...parcel, ...template });
    const countOf = async (day: string, timeZone?: string) =>
      (await messages.search({ day, timeZone })).messages.length;
    expect([await countOf("2026-11-30"), await countOf("2026-11-29")]).toEqual([1, 0]);
    expect([await countOf("2026-11-29", "Europe/London"), await countOf("2026-11-30", "Europe/London")]).toEqual([
      1, 0,
    ]);
  });
});

it("pages go on where the one before ended", async () => {
  const { messages, send } = harness.process();
  const sent = [];
  for (let index = 0; index < 5; index++) {
    harness.clock.at += 1;
    sent.unshift((await send({ phone: "84912345678", ...template })).messageId);
  }
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await messages.search({ phone: "84912345678", limit: 2, cursor });
    seen.push(...page.messages.map(({ messageId }) => messageId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual(sent);
});

describe("stats", () => {
  it("count the messages of some days, by what is asked", async () => {
    const { messages, send } = harness.process();
    harness.clock.at = Date.parse("2026-11-29T16:59:59.999Z");
    await send({ ...parcel, ...template });
    harness.clock.at += 1;
    await send({ ...parcel, templateId: "133215", templateData: {} });
    const november = { from: "2026-11-01", to: "2026-11-30" };
    expect(await messages.stats(november)).toEqual({ rows: [{ key: "accepted", messages: 2 }], messages: 2 });
    expect(await messages.stats({ from: "2026-11-30", to: "2026-11-30", by: "hour" })).toEqual({
      rows: [{ key: "2026-11-29T17:00:00.000Z", messages: 1 }],
      messages: 1,
    });
    expect(await messages.stats({ ...november, by: "template" })).toMatchObject({
      rows: [
        { key: "133214", messages: 1 },
        { key: "133215", messages: 1 },
      ],
    });
    expect(await messages.stats({ ...november, by: "code" })).toMatchObject({ rows: [{ key: null, messages: 2 }] });
    expect(await messages.stats(november, { appKeys: ["north-key"] })).toEqual({ rows: [], messages: 0 });
  });
});

describe("what does not fit", () => {
  it.each([
    [{ phoneEnding: "123" }, "ending_wrong"],
    [{ phoneEnding: "12a4" }, "ending_wrong"],
    [{ referenceEnding: "12345" }, "ending_wrong"],
    [{ code: 0 }, "number_out_of_range"],
    [{ code: 1.5 }, "number_out_of_range"],
    [{ day: "2026-02-29" }, "day_wrong"],
    [{ day: "2026-11-30", timeZone: "Asia/Saigon City" }, "time_zone_unknown"],
    [{ day: "2026-11-30", createdFrom: new Date() }, "field_conflict"],
    [{ labels: { hub: "84912345678" } }, "label_is_phone"],
    [{ labels: { hub: "x".repeat(41) } }, "label_wrong"],
    [{ labels: { a: "1", b: "1", c: "1", d: "1", e: "1", f: "1" } }, "label_wrong"],
    [{ state: "lost" }, "value_not_allowed"],
    [{ cursor: "x" }, "cursor_wrong"],
    [{ unknown: 1 }, "unknown_field"],
  ])("%j is refused as %s", async (query, code) => {
    const failure = await harness
      .process()
      .messages.search(query as object)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    expect(failure).toMatchObject({ issues: [{ code }] });
  });

  it.each([
    [{ from: "2026-11-30", to: "2026-11-29" }, "number_out_of_range"],
    [{ from: "2026-10-30", to: "2026-11-30" }, "number_out_of_range"],
    [{ from: "2026-11-31", to: "2026-12-01" }, "day_wrong"],
    [{ from: "2026-11-30", to: "2026-11-30", by: "phone" }, "value_not_allowed"],
  ])("stats of %j are refused as %s", async (query, code) => {
    const failure = await harness
      .process()
      .messages.stats(query as never)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ issues: [{ code }] });
  });
});
