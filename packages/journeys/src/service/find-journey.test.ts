import { parseReceipt } from "@nxzalo/core";
import fc from "fast-check";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import {
  acknowledgement,
  createTestJourneys,
  dayMs,
  parcel,
  receiptFor,
  template,
  unknown,
} from "../testing/journeys.ts";

let harness: ReturnType<typeof createTestJourneys>;
beforeEach(() => {
  harness = createTestJourneys();
});

/** A journey with a message that has the caller's own ext. */
async function journeyWithMessage() {
  const journeys = harness.process();
  const kept = await journeys.send({ ...parcel, ...template, ext: "mine" });
  const [input] = harness.sent();
  return { journeys, ...kept, journeyId: kept.journeyId ?? "", input: input as NonNullable<typeof input> };
}

describe("a journey", () => {
  it("is shown without its token, open until it is charged", async () => {
    const { journeys, journeyId, messageId } = await journeyWithMessage();
    const createdAt = new Date(harness.clock.at);
    expect(await journeys.find(journeyId)).toEqual({
      journeyId,
      phone: "84912345678",
      tokenType: "token_logistics_7",
      reference: "Đơn 42",
      createdAt,
      expiresAt: new Date(harness.clock.at + 7 * dayMs),
      state: "open",
      messages: [
        { messageId, requestId: "zalomid.1", templateId: "133214", ext: "mine", createdAt, state: "accepted" },
      ],
      receipts: [],
    });
    expect(await journeys.find("404")).toBeUndefined();
  });

  it("is charged once, whatever other receipts say of a cost", async () => {
    const { journeys, journeyId, input } = await journeyWithMessage();
    const cost = { currency: "USD", originalPrice: 9.99 };
    for (let copies = 0; copies < 3; copies++) {
      await journeys.receive(receiptFor(input, { status: "success", cost, zaloRes: { error: 0 } }));
      await journeys.receive(receiptFor(input, { cost }));
      await journeys.receive(acknowledgement(journeyId));
      await journeys.receive(parseReceipt({ status: "journey_time_out", journeyId, cost }));
    }
    expect(await journeys.find(journeyId)).toMatchObject({
      state: "over",
      acknowledgedAt: new Date(1_700_000_000_000),
      cost: { amount: "0.1234", currency: "USD" },
      receipts: [{}, {}, {}, {}],
    });
  });

  it("is acknowledged also by a receipt that says no more than that", async () => {
    const { journeys, journeyId, input } = await journeyWithMessage();
    await journeys.receive(parseReceipt({ status: "journey_acknowledged", requestId: "zalomid.1", ext: input.ext }));
    const journey = await journeys.find(journeyId);
    expect(journey).toMatchObject({ state: "acknowledged", acknowledgedAt: new Date(harness.clock.at) });
    expect(journey).not.toHaveProperty("cost");
  });

  it("is over by time, or when a receipt says so", async () => {
    const { journeys, journeyId } = await journeyWithMessage();
    await journeys.receive(parseReceipt({ status: "journey_time_out", journeyId }));
    expect(await journeys.find(journeyId)).toMatchObject({ state: "over", endedAt: new Date(harness.clock.at) });
    const other = await journeys.open({ ...parcel, reference: "Đơn 43" });
    harness.clock.at += 7 * dayMs;
    const aged = await journeys.find(other.journeyId);
    expect(aged?.state).toBe("over");
    expect(aged).not.toHaveProperty("endedAt");
  });
});

describe("a message", () => {
  it.each([
    [
      "sent",
      { status: "success", zaloRes: { error: 0 }, cost: { currency: "USD", originalPrice: 1 } },
      { sentAt: new Date("2026-01-01T00:00:00Z") },
    ],
    ["delivered", {}, { deliveredAt: new Date("2026-01-01T00:00:00Z") }],
    [
      "failed",
      { status: "failed", zaloRes: { error: -118 } },
      {
        failure: {
          code: -118,
          meaning: "no Zalo account for this number, or it is disabled",
          hint: "reach this recipient another way",
        },
      },
    ],
    [
      "failed",
      { status: "failed", sendTime: undefined, zaloRes: { error: "-140" } },
      {
        failure: {
          code: -140,
          meaning: "the recipient may not get this message",
          hint: "reach this recipient another way",
        },
      },
    ],
    ["accepted", { status: "seen" }, {}],
  ])("is %s by its receipt", async (state, more, shown) => {
    const { journeys, journeyId, input, messageId } = await journeyWithMessage();
    await journeys.receive(receiptFor(input, more));
    expect((await journeys.find(journeyId))?.messages).toMatchObject([{ messageId, state, ...shown }]);
  });

  it("of unknown outcome is unknown until a receipt comes, which gives it NXCLOUD's id", async () => {
    harness.client.sendTemplate.mockRejectedValueOnce(unknown());
    const journeys = harness.process();
    await journeys.send({ ...parcel, ...template }).catch(() => {});
    const shown = async () => (await journeys.find("1"))?.messages[0];
    expect(await shown()).toMatchObject({ state: "unknown", requestId: null });
    await journeys.receive(receiptFor(harness.sent()[0] as never, { requestId: "zalomid.9" }));
    expect(await shown()).toMatchObject({ state: "delivered", requestId: "zalomid.9" });
  });
});

describe("a receipt", () => {
  it("comes back with the caller's own ext, and the message that it is about", async () => {
    const { journeys, messageId, input } = await journeyWithMessage();
    const received = await journeys.receive(receiptFor(input));
    expect(received).toMatchObject({ messageId, receipt: { status: "delivered", ext: "mine", raw: { ext: "mine" } } });
    const foreign = parseReceipt({ status: "delivered", requestId: "other", sendTime: "", ext: "theirs" });
    expect(await journeys.receive(foreign)).toEqual({ receipt: foreign });
  });

  it("of a message without an ext comes back without one", async () => {
    const journeys = harness.process();
    await journeys.send({ phone: parcel.phone, ...template });
    const { receipt } = await journeys.receive(receiptFor(harness.sent()[0] as never));
    expect(receipt).not.toHaveProperty("ext");
    expect(receipt.raw).not.toHaveProperty("ext");
  });

  it("that matches nothing is kept as it came, and can be looked up page by page", async () => {
    const journeys = harness.process();
    const raws = ["a", "b", "c"].map((id) => ({ status: "new", requestId: id, extra: { createdAt: "no date" } }));
    for (const raw of raws) {
      await journeys.receive(parseReceipt(raw));
      harness.clock.at += 1;
    }
    await journeys.receive(parseReceipt(raws[0]));
    const first = await journeys.searchReceipts({ limit: 2 });
    expect(first.receipts.map(({ receipt }) => receipt)).toEqual([raws[2], raws[1]]);
    const second = await journeys.searchReceipts({ limit: 2, cursor: first.nextCursor ?? "" });
    expect(second).toMatchObject({ receipts: [{ receipt: raws[0] }], nextCursor: null });
    expect((await journeys.searchReceipts({ requestId: "b" })).receipts).toHaveLength(1);
    expect((await journeys.searchReceipts({ journeyId: "1" })).receipts).toEqual([]);
  });
});

describe("search", () => {
  it("pages through everything once, newest first", async () => {
    const journeys = harness.process();
    const made: string[] = [];
    for (let order = 0; order < 7; order++) {
      made.unshift((await journeys.open({ ...parcel, reference: `${order}` })).journeyId);
      harness.clock.at += order % 2;
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await journeys.search({ limit: 3, cursor });
      seen.push(...page.journeys.map(({ journeyId }) => journeyId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(made);
  });

  it("finds by phone, reference, state and time, within the applications that it is given", async () => {
    const journeys = harness.process();
    const from = new Date(harness.clock.at);
    const { journeyId } = await journeys.open(parcel);
    harness.clock.at += 1_000;
    await journeys.open({ ...parcel, phone: "84987654321" }, { appKey: "other" });
    await journeys.receive(acknowledgement(journeyId));
    const count = async (...search: Parameters<typeof journeys.search>) =>
      (await journeys.search(...search)).journeys.length;
    expect(await count({})).toBe(2);
    expect(await count({ phone: "+84 912 345 678" })).toBe(1);
    expect(await count({ reference: "Đơn 42".normalize("NFD") })).toBe(2);
    expect(await count({ state: "acknowledged" })).toBe(1);
    expect(await count({ createdFrom: from, createdBefore: new Date(harness.clock.at).toISOString() })).toBe(1);
    expect(await count({}, { appKeys: ["other"] })).toBe(1);
    expect(await count({}, { appKeys: [] })).toBe(0);
    expect(JSON.stringify(await journeys.search({}))).not.toContain("token-1");
  });

  it.each([
    { limit: 0 },
    { limit: 101 },
    { cursor: "?" },
    { state: "gone" },
    { createdFrom: "yesterday" },
    { more: 1 },
  ])("%j is an InputError", async (wrong) =>
    expect(harness.process().search(wrong as never)).rejects.toMatchObject({ name: "InputError" }),
  );
});

it("copies and any order of receipts come to the same", async () => {
  const sent = await journeyWithMessage();
  const second = await sent.journeys.send({ ...parcel, ...template });
  const [first, other] = harness.sent() as [typeof sent.input, typeof sent.input];
  const receipts = [
    receiptFor(first, { status: "success", zaloRes: { error: 0 }, cost: { currency: "USD", originalPrice: "1.10" } }),
    receiptFor(first),
    receiptFor(first, { sendTime: "2026-01-01 09:00:00" }),
    // Without an ext: known by NXCLOUD's id.
    parseReceipt({ ...receiptFor(first).raw, ext: undefined, cost: { currency: "USD", originalPrice: 2 } }),
    receiptFor(other, { status: "failed", requestId: second.requestId, zaloRes: { error: -118 } }),
    receiptFor(other, { status: "failed", requestId: second.requestId, zaloRes: { error: -140 } }),
    acknowledgement(sent.journeyId),
    acknowledgement(sent.journeyId, { cost: { currency: "USD", originalPrice: 7 } }),
    acknowledgement(sent.journeyId, { timestamp: "1700000000001", cost: { currency: "EUR", originalPrice: 3 } }),
    parseReceipt({ status: "journey_time_out", journeyId: sent.journeyId }),
    parseReceipt({ status: "undocumented", requestId: second.requestId }),
  ];
  const shown = async (order: readonly number[]) => {
    // The same ids in each run: which of two equals is shown goes by them.
    let ids = 0;
    const randomUUID = vi.spyOn(crypto, "randomUUID");
    randomUUID.mockImplementation(() => `00000000-0000-4000-8000-${String(ids++).padStart(12, "0")}`);
    onTestFinished(() => void randomUUID.mockRestore());
    const fresh = createTestJourneys();
    const journeys = fresh.process();
    const kept = [
      await journeys.send({ ...parcel, ...template, ext: "mine" }),
      await journeys.send({ ...parcel, ...template }),
    ];
    const exts = fresh.sent().map(({ ext }) => ext);
    for (const index of order) {
      const { raw } = receipts[index] as (typeof receipts)[number];
      // Of two that tell of the same moment, the same one counts, whichever came first.
      fresh.clock.at += 1;
      // The ids of this run's messages in place of the first run's.
      const ext = raw["ext"] === first.ext ? exts[0] : raw["ext"] === other.ext ? exts[1] : undefined;
      await journeys.receive(parseReceipt({ ...raw, ...(ext !== undefined && { ext }) }));
    }
    const {
      receipts: list,
      messages,
      // No receipt says when a token was over: that is when the first one came.
      endedAt: _,
      ...journey
    } = (await journeys.find(kept[0]?.journeyId ?? "")) ?? expect.fail("lost");
    return {
      journey,
      list: list.length,
      messages: messages.map(({ messageId: __, ...message }) => message).sort((one) => (one.ext ? -1 : 1)),
    };
  };
  const everyOne = receipts.map((_, index) => index);
  const expected = await shown(everyOne);
  expect(expected).toMatchObject({
    journey: { state: "over", acknowledgedAt: new Date(1_700_000_000_000), cost: { currency: "USD" } },
    messages: [
      { state: "delivered", sentAt: new Date("2026-01-01T00:00:00Z"), deliveredAt: new Date("2026-01-01T00:00:00Z") },
      { state: "failed", failure: { code: expect.any(Number) } },
    ],
  });
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(everyOne, { minLength: everyOne.length }),
      fc.array(fc.constantFrom(...everyOne), { maxLength: 8 }),
      fc.infiniteStream(fc.nat()),
      async (order, copies, places) => {
        const mixed = [...order];
        for (const copy of copies) mixed.splice((places.next().value ?? 0) % (mixed.length + 1), 0, copy);
        expect(await shown(mixed)).toEqual(expected);
      },
    ),
  );
});
