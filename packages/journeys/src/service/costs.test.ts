import { calendarOf } from "@nxzalo/core/internal";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { acknowledgement, createTestJourneys, parcel, receiptFor, template } from "../testing/journeys.ts";

const october31 = Date.UTC(2026, 9, 31, 16);
const vnd = (originalPrice: number | string) => ({ currency: "VND", originalPrice });
/** The acknowledgement of a journey that is not stored, at a time. */
const charged = (journeyId: string, at: number, cost: object = vnd(180)) =>
  acknowledgement(journeyId, { requestId: `request of ${journeyId}`, timestamp: String(at), cost });
const november = { from: "2026-11-01", to: "2026-11-30" } as const;

function createLedgerTest() {
  const bench = createTestJourneys();
  bench.clock.at = Date.UTC(2026, 11, 5);
  return { ...bench, journeys: bench.process() };
}

describe("costs", () => {
  it("are of the days of Vietnam, both included, or of another zone's", async () => {
    const { journeys } = createLedgerTest();
    // 23:30 in Vietnam, 00:30 by NXCLOUD's calendar.
    for (const [id, at] of [
      ["1", "2026-10-31T16:30:00Z"],
      ["2", "2026-11-01T05:00:00Z"],
      ["3", "2026-11-30T16:30:00Z"],
    ] as const)
      await journeys.receive(charged(id, Date.parse(at)));
    const vietnam = await journeys.costs({ ...november, groupBy: "day" });
    expect(vietnam).toEqual({
      rows: [
        { key: "2026-11-01", journeys: 1, messages: 0, amount: "180", currency: "VND" },
        { key: "2026-11-30", journeys: 1, messages: 0, amount: "180", currency: "VND" },
      ],
      total: [{ journeys: 2, messages: 0, amount: "360", currency: "VND" }],
      uncharged: { journeys: 0, messages: 0, estimate: [] },
    });
    const nxcloud = await journeys.costs({ ...november, groupBy: "day", timeZone: "+08:00" });
    expect(nxcloud.rows).toMatchObject([{ key: "2026-11-01", journeys: 2 }]);
    expect((await journeys.costs({ from: "2026-12-01", to: "2026-12-01", timeZone: "+08:00" })).rows).toMatchObject([
      { key: null, journeys: 1 },
    ]);
  });

  it("come to the days that a slow count finds, in any zone, also where clocks are changed", async () => {
    const zones = ["Asia/Ho_Chi_Minh", "+08:00", "Europe/Berlin", "America/Havana", "Asia/Kathmandu", "Africa/Cairo"];
    const times = fc.integer({ min: Date.UTC(2026, 2, 20), max: Date.UTC(2026, 10, 10) });
    const charges = fc.array(fc.record({ at: times, price: fc.constantFrom("180", "220.5", "0.0061") }), {
      maxLength: 40,
      size: "max",
    });
    await fc.assert(
      fc.asyncProperty(charges, fc.constantFrom(...zones), async (given, timeZone) => {
        const { journeys } = createLedgerTest();
        for (const [index, { at, price }] of given.entries())
          await journeys.receive(charged(String(index), at, vnd(price)));
        const { rows } = await journeys.costs({ from: "2026-04-01", to: "2026-10-31", groupBy: "day", timeZone });
        const dayOf = calendarOf(timeZone)?.dayOf ?? String;
        const days = given.map(({ at }) => dayOf(at)).filter((day) => day >= "2026-04-01" && day <= "2026-10-31");
        expect(rows.map(({ key }) => key)).toEqual([...new Set(days)].sort());
        for (const { key, journeys: count } of rows) expect(count).toBe(days.filter((day) => day === key).length);
      }),
      { numRuns: 40 },
    );
  });

  it("are grouped by what they were made for, by names that the caller knows", async () => {
    const { process, clock, sent } = createLedgerTest();
    const journeys = process();
    for (const [index, caller] of ["shop", "hub", "shop"].entries()) {
      const reference = `order ${index}`;
      const call = { caller, ...(index === 1 && { appKey: "other key" }) };
      const { journeyId = "" } = await journeys.send({ ...parcel, reference, ...template }, call);
      const { ext } = sent()[index] ?? {};
      await journeys.receive(acknowledgement(journeyId, { ext, timestamp: String(clock.at), cost: vnd(180) }));
    }
    await journeys.send({ phone: parcel.phone, ...template, templateId: "9" }, { caller: "shop" });
    const [, , , single] = sent();
    if (!single) throw new Error("nothing was sent");
    await journeys.receive(
      receiptFor(single, { requestId: "zalomid.4", sendTime: "2026-12-05 09:00:00", cost: vnd(200) }),
    );
    // Told twice, by two receipts: it is one charge.
    const success = {
      status: "success",
      code: 0,
      requestId: "zalomid.4",
      sendTime: "2026-12-05 09:00:00",
      cost: vnd(200),
    };
    await journeys.receive(receiptFor(single, success));

    const day = { from: "2026-12-05", to: "2026-12-05" };
    const by = async (groupBy: NonNullable<Parameters<typeof journeys.costs>[0]["groupBy"]>, scope = {}) => {
      const { rows } = await journeys.costs({ ...day, groupBy }, scope);
      return rows.map(({ key, journeys: count, messages, amount }) => [key, count, messages, amount]);
    };
    expect(await by("caller")).toEqual([
      ["hub", 1, 0, "180"],
      ["shop", 2, 1, "560"],
    ]);
    expect(await by("template")).toEqual([
      ["133214", 3, 0, "540"],
      ["9", 0, 1, "200"],
    ]);
    expect(await by("tokenType")).toEqual([
      ["token_logistics_7", 3, 0, "540"],
      [null, 0, 1, "200"],
    ]);
    const apps = { default: undefined, outlet: "other key" };
    expect(await by("app", { apps })).toEqual([
      ["default", 2, 1, "560"],
      ["outlet", 1, 0, "180"],
    ]);
    expect(await by("app", { apps, appKeys: ["other key"] })).toEqual([["outlet", 1, 0, "180"]]);
    expect(await by("label:shop")).toEqual([[null, 3, 1, "740"]]);
    expect((await journeys.costs(day)).rows).toEqual([
      { key: null, journeys: 3, messages: 1, amount: "740", currency: "VND" },
    ]);
  });

  it("keep currencies apart, and lose no digit", async () => {
    const { journeys } = createLedgerTest();
    await journeys.receive(charged("1", october31 + 3_600_000 * 10, vnd("99999999999999999999.1")));
    await journeys.receive(charged("2", october31 + 3_600_000 * 10, { currency: "USD", originalPrice: 0.0061 }));
    await journeys.receive(charged("3", october31 + 3_600_000 * 10, { currency: "USD", originalPrice: 1e-7 }));
    expect((await journeys.costs(november)).total).toEqual([
      { amount: "0.0061001", currency: "USD", journeys: 2, messages: 0 },
      { amount: "99999999999999999999.1", currency: "VND", journeys: 1, messages: 0 },
    ]);
  });

  it("say what was accepted and is not charged, by the latest price where each has one", async () => {
    const { journeys, clock, sent } = createLedgerTest();
    const send = (reference: string) => journeys.send({ ...parcel, reference, ...template });
    const { journeyId = "" } = await send("charged");
    await send("not charged");
    await send("not charged");
    await journeys.send({ phone: parcel.phone, ...template });
    const read = async () => (await journeys.costs({ from: "2026-12-05", to: "2026-12-05" })).uncharged;
    expect(await read()).toEqual({ journeys: 2, messages: 1, estimate: null });
    await journeys.receive(acknowledgement(journeyId, { timestamp: String(clock.at), cost: vnd(220) }));
    expect(await read()).toEqual({ journeys: 1, messages: 1, estimate: null });
    const [, , , single] = sent();
    if (!single) throw new Error("nothing was sent");
    await journeys.receive(
      receiptFor(single, { requestId: "zalomid.4", sendTime: "2026-12-05 09:00:00", cost: vnd(200) }),
    );
    expect(await read()).toEqual({ journeys: 1, messages: 0, estimate: [{ amount: "220", currency: "VND" }] });
    // Also after it was swept.
    clock.at += 40 * 86_400_000;
    await journeys.sweep();
    expect(await read()).toEqual({ journeys: 1, messages: 0, estimate: [{ amount: "220", currency: "VND" }] });
  });

  it.each<[object, string, string]>([
    [{ from: "2026-11-31", to: "2026-12-01" }, "from", "day_wrong"],
    [{ from: "2026-11-02", to: "2026-11-01" }, "to", "number_out_of_range"],
    [{ from: "2025-01-01", to: "2026-11-01" }, "to", "number_out_of_range"],
    [{ ...november, timeZone: "Mars/Olympus" }, "timeZone", "time_zone_unknown"],
    [{ ...november, groupBy: "phone" }, "groupBy", "value_not_allowed"],
    [{ ...november, groupBy: "label:" }, "groupBy", "value_not_allowed"],
    [{ ...november, app: "x" }, "app", "unknown_field"],
  ])("of %j are refused", async (query, field, code) => {
    await expect(createLedgerTest().journeys.costs(query as never)).rejects.toMatchObject({
      name: "InputError",
      issues: [{ path: [field], code }],
    });
  });
});

describe("a closed month", () => {
  it("never changes: what is charged in it later is in the open one", async () => {
    const { journeys, clock } = createLedgerTest();
    await journeys.receive(charged("1", october31));
    const closed = await journeys.closeMonth({ month: "2026-11" }, { caller: "books" });
    expect(closed).toEqual({ month: "2026-11", closedAt: new Date(clock.at) });
    const { entries } = await journeys.audit.search({ action: "close" });
    expect(entries).toMatchObject([{ caller: "books", subject: "2026-11" }]);
    await journeys.receive(charged("2", october31));
    expect((await journeys.costs({ from: "2026-10-31", to: "2026-10-31" })).total).toMatchObject([{ journeys: 1 }]);
    expect((await journeys.costs({ from: "2026-12-01", to: "2026-12-01" })).total).toMatchObject([{ journeys: 1 }]);
  });

  it("is over", async () => {
    const { journeys, clock } = createLedgerTest();
    clock.at = Date.UTC(2026, 10, 30, 17) - 1;
    const refused = { name: "InputError", issues: [{ path: ["month"], code: "month_not_over" }] };
    await expect(journeys.closeMonth({ month: "2026-11" })).rejects.toMatchObject(refused);
    clock.at += 1;
    await journeys.closeMonth({ month: "2026-11" });
    for (const month of ["2026-13", "2026-1", "11-2026"])
      await expect(journeys.closeMonth({ month })).rejects.toMatchObject({ issues: [{ code: "day_wrong" }] });
  });
});

describe("reconciling", () => {
  const row = (id: string, amount = "180", currency = "VND") => ({ id, time: "2026-11-05 10:00:00", amount, currency });
  const at = Date.UTC(2026, 10, 5);

  it("says what agrees, what one side alone has, and what has another price", async () => {
    const { journeys } = createLedgerTest();
    for (const id of ["1", "2", "3", "4", "5"]) await journeys.receive(charged(id, at));
    const result = await journeys.reconcile({
      ...november,
      rows: [
        row("1", "180.00"),
        row("request of 2", "180", "vnd"),
        row("3", "181"),
        row("4", "180", "USD"),
        row("404"),
        // The same charge again.
        row("1"),
      ],
    });
    const ours = (id: string) => ({
      chargedAt: new Date(at),
      journeyId: id,
      requestId: `request of ${id}`,
      amount: "180",
      currency: "VND",
    });
    expect(result).toEqual({
      same: ["1", "request of 2"],
      onlyOurs: [ours("5")],
      onlyTheirs: [row("404"), row("1")],
      otherPrice: [
        { ours: ours("3"), theirs: row("3", "181") },
        { ours: ours("4"), theirs: row("4", "180", "USD") },
      ],
    });
  });

  it("goes by the charges' own time, also where their month was closed before they were told", async () => {
    const { journeys } = createLedgerTest();
    await journeys.closeMonth({ month: "2026-11" });
    for (let id = 0; id < 1_001; id++) await journeys.receive(charged(String(id), at));
    const { same, onlyOurs } = await journeys.reconcile({ ...november, rows: [row("7")] });
    expect([same.length, onlyOurs.length]).toEqual([1, 1_000]);
    expect((await journeys.reconcile({ from: "2026-12-01", to: "2026-12-31", rows: [] })).onlyOurs).toEqual([]);
  });

  it.each([
    [50, "takes 50,000 charges"],
    [51, "refuses days with more of them, and reads on no further"],
    [400, "refuses days with far more of them as soon"],
  ])("%i pages of a thousand: %s", async (pages, _) => {
    const { journeys, store } = createLedgerTest();
    await journeys.receive(charged("1", at));
    const [entry] = await store.records.readLedger({ from: at, before: at + 1, limit: 9 });
    if (!entry) throw new Error("nothing was booked");
    const readLedger = vi.spyOn(store.records, "readLedger").mockImplementation(async ({ after, limit }) => {
      const page = after === undefined ? 0 : Number(after.entryId) + 1;
      return page === pages ? [] : Array.from({ length: limit }, () => ({ ...entry, entryId: String(page) }));
    });
    const reconciled = journeys.reconcile({ from: "2026-01-01", to: "2026-12-31", rows: [] });
    if (pages === 50) expect((await reconciled).onlyOurs).toHaveLength(50_000);
    else
      await expect(reconciled).rejects.toMatchObject({
        name: "InputError",
        issues: [{ path: ["to"], code: "charges_too_many", message: expect.stringContaining("50000") }],
      });
    expect(readLedger).toHaveBeenCalledTimes(51);
  });

  it.each(["", "1,5", "1e3", "NaN", "0x10", " 1"])("refuses the amount %j", async (amount) => {
    const { journeys } = createLedgerTest();
    await expect(journeys.reconcile({ ...november, rows: [row("1", amount)] })).rejects.toMatchObject({
      issues: [{ path: ["rows", 0, "amount"], code: "amount_wrong" }],
    });
  });
});
