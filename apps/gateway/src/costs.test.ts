import { parseReceipt } from "@nxzalo/core";
import type { Costs, Reconciliation } from "@nxzalo/core/journeys";
import { createJourneys, type JourneyStore, type Journeys } from "@nxzalo/journeys";
import { createMemoryStore } from "@nxzalo/journeys/memory";
import { createSqliteStore } from "@nxzalo/journeys/sqlite";
import { createSandbox } from "@nxzalo/sandbox";
import { describe, expect, it } from "vitest";
import { askGateway } from "./testing/ask-gateway.ts";
import { startOnSandbox } from "./testing/start-on-sandbox.ts";

const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
const key = "0123456789abcdef";
const minuteMs = 60_000;
const november = { from: "2026-11-01", to: "2026-11-30" } as const;

/** A gateway over a store whose time is the test's. */
async function start(store: JourneyStore) {
  const variables = { GATEWAY_API_KEYS: `desk:send+read+admin:${key}`, RECEIPT_KEYS: receiptKey };
  const { gateway } = await startOnSandbox(variables, createSandbox(), { store });
  const post = async (path: string, body: object) => {
    const response = await askGateway(gateway.url + path, key, body);
    expect([path, response.status]).toEqual([path, expect.toSatisfy((status: number) => status < 300)]);
    return response;
  };
  return {
    ask: async <Answer>(path: string, body: object) => (await (await post(path, body)).json()) as Answer,
    /** NXCLOUD says that a journey is charged. */
    acknowledge: (journeyId: string, at: number) => post(`/v1/receipts/${receiptKey}`, acknowledgement(journeyId, at)),
  };
}

const acknowledgement = (journeyId: string, at: number) => ({
  status: "journey_acknowledged",
  code: 17006,
  message: "",
  requestId: `zalomid.${journeyId}`,
  oaId: "1",
  appId: "2",
  journeyId,
  timestamp: String(at),
  cost: { currency: "VND", originalPrice: 180 },
});

/** Another process over the same store, which sends nothing. */
function createOther(store: JourneyStore): Journeys {
  const unasked = () => expect.unreachable("nothing is sent");
  return createJourneys({ client: { initJourneyToken: unasked, sendTemplate: unasked }, store });
}

/** So many at a time. */
async function each<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}

describe.each<[string, () => Promise<JourneyStore>]>([
  ["memory", async () => createMemoryStore()],
  ["SQLite", () => createSqliteStore({ path: ":memory:" })],
])("costs over %s", (_, open) => {
  it("are Vietnam's November, and NXCLOUD's, whose day begins at 23:00: the statement is held against the ledger", async () => {
    const store = await open();
    const { ask, acknowledge } = await start(store);
    const beforeMidnight = (day: string, count: number, prefix: string) =>
      Array.from({ length: count }, (_, index) => ({
        id: `${prefix}${index}`,
        at: Date.parse(`${day}T23:00:00+07:00`) + (index % 60) * minuteMs,
      }));
    const october = beforeMidnight("2026-10-31", 41, "10");
    const late = beforeMidnight("2026-11-30", 62, "30");
    const month = Array.from({ length: 12_000 - 62 }, (_, index) => ({
      id: `20${index}`,
      at: Date.parse("2026-11-01T00:00:00+07:00") + index * 3 * minuteMs,
    }));
    await each([...october, ...late], ({ id, at }) => acknowledge(id, at));
    const other = createOther(store);
    await each(month, ({ id, at }) => other.receive(parseReceipt(acknowledgement(id, at))));

    const vietnam = await ask<Costs>("/v1/costs", november);
    expect(vietnam.total).toEqual([{ journeys: 12_000, messages: 0, amount: "2160000", currency: "VND" }]);
    const nxcloud = await ask<Costs>("/v1/costs", { ...november, timeZone: "+08:00" });
    expect(nxcloud.total).toEqual([{ journeys: 11_979, messages: 0, amount: "2156220", currency: "VND" }]);
    const days = await ask<Costs>("/v1/costs", { ...november, groupBy: "day" });
    expect(days.rows.map(({ journeys }) => journeys).reduce((sum, count) => sum + count)).toBe(12_000);
    expect(days.rows.at(-1)).toMatchObject({ key: "2026-11-30", journeys: 62 });

    const rows = [...october, ...month].map(({ id, at }, index) => ({
      id: index % 2 ? id : `zalomid.${id}`,
      time: new Date(at + 8 * 60 * minuteMs).toISOString(),
      amount: index % 3 ? "180" : "180.00",
      currency: "VND",
    }));
    const result = await ask<Reconciliation>("/v1/costs/reconcile", { ...november, rows });
    expect(result.same).toHaveLength(11_938);
    expect(new Set(result.onlyOurs.map(({ journeyId }) => journeyId))).toEqual(new Set(late.map(({ id }) => id)));
    expect(result.onlyTheirs).toEqual(rows.slice(0, 41));
    expect(result.otherPrice).toEqual([]);
    const byTheirCalendar = { ...november, timeZone: "+08:00", rows };
    expect(await ask<Reconciliation>("/v1/costs/reconcile", byTheirCalendar)).toMatchObject({
      onlyOurs: [],
      onlyTheirs: [],
      otherPrice: [],
    });
  });

  it("of October stay what they are when journeys are swept and a person is forgotten", async () => {
    const clock = { at: 0 };
    const store = { ...(await open()), now: () => clock.at };
    const { ask, acknowledge } = await start(store);
    const person = "84912345678";
    const journeyIds: string[] = [];
    const phones = new Set<string>();
    for (let day = 1; day <= 31; day++) {
      clock.at = Date.parse(`2026-10-${String(day).padStart(2, "0")}T10:00:00+07:00`);
      const phone = day % 8 === 0 || day === 31 ? person : `8491000${String(day).padStart(4, "0")}`;
      phones.add(phone);
      const parcel = { phone, tokenType: "token_logistics_7", reference: `order ${day}` };
      const message = { ...parcel, templateId: "133214", templateData: { order: "42" } };
      const { journeyId = "" } = await ask<{ journeyId?: string }>("/v1/messages", message);
      await acknowledge(journeyId, clock.at + minuteMs);
      journeyIds.push(journeyId);
    }
    const october = { from: "2026-10-01", to: "2026-10-31" };
    const total = [{ journeys: 31, messages: 0, amount: "5580", currency: "VND" }];
    expect((await ask<Costs>("/v1/costs", october)).total).toEqual(total);

    clock.at = Date.parse("2026-11-15T10:00:00+07:00");
    const found = () => ask<{ journeys: unknown[] }>("/v1/journeys/search", { phone: person });
    expect((await found()).journeys).toHaveLength(4);
    await ask("/v1/journeys/forget", { phone: person });
    expect(await createOther(store).sweep()).toBeGreaterThan(0);
    expect((await found()).journeys).toEqual([]);

    const after = await ask<Costs>("/v1/costs", october);
    expect(after.total).toEqual(total);
    expect(after.uncharged).toEqual({ journeys: 0, messages: 0, estimate: [] });
    const ledger = await store.records.readLedger({ from: 0, before: clock.at, limit: 99 });
    expect(new Set(ledger.map(({ journeyId }) => journeyId))).toEqual(new Set(journeyIds));
    expect(phones.size).toBe(28);
    for (const phone of phones)
      for (const text of [phone.slice(2), await store.encryption.index("phone", phone)])
        expect(JSON.stringify(ledger)).not.toContain(text);
  });
});
