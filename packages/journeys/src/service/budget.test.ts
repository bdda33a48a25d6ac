import type { BudgetReached } from "@nxzalo/core/journeys";
import { describe, expect, it } from "vitest";
import { acknowledgement, createTestJourneys, dayMs } from "../testing/journeys.ts";

const budget = { amount: "1000", currency: "VND" };

function createBudgetTest() {
  const bench = createTestJourneys();
  bench.clock.at = Date.UTC(2026, 10, 5);
  let charges = 0;
  const charge = (originalPrice: number, currency = "VND") => {
    charges += 1;
    const timestamp = String(bench.clock.at);
    return acknowledgement(String(charges), { requestId: `r${charges}`, timestamp, cost: { currency, originalPrice } });
  };
  const told: BudgetReached[] = [];
  const onReached = async (reached: BudgetReached) => void told.push(reached);
  const start = (listener = onReached) => bench.process({ monthlyBudget: { budget, onReached: listener } });
  return { ...bench, charge, told, start, onReached };
}

describe("a month's budget", () => {
  it("is told of at 80 and at 100 %, once each in a month, by several processes over one store", async () => {
    const { charge, told, start, clock } = createBudgetTest();
    const processes = [start(), start(), start()];
    const charges = Array.from({ length: 12 }, () => charge(100));
    for (const [index, receipt] of charges.entries()) {
      clock.at += 40_000;
      await processes[index % 3]?.receive(receipt);
      await processes[(index + 1) % 3]?.receive(receipt);
    }
    expect(told.map(({ percent }) => percent)).toEqual([80, 100]);
    expect(told[0]).toMatchObject({ month: "2026-11", budget, spent: { currency: "VND" } });
    clock.at = Date.UTC(2026, 11, 5);
    await processes[0]?.receive(charge(1_000));
    expect(told.slice(2)).toMatchObject([
      { month: "2026-12", percent: 80 },
      { month: "2026-12", percent: 100, spent: { amount: "1000" } },
    ]);
  });

  it("is of a month of Vietnam, whose midnight is seven hours before that of UTC", async () => {
    const { charge, told, start, clock } = createBudgetTest();
    const journeys = start();
    const december = Date.UTC(2026, 10, 30, 17);
    for (const at of [december - 1, december]) {
      clock.at = at;
      await journeys.receive(charge(790));
    }
    expect(told).toEqual([]);
    clock.at = december + dayMs;
    await journeys.receive(charge(10));
    expect(told).toMatchObject([{ month: "2026-12", percent: 80, spent: { amount: "800" } }]);
  });

  it("is told of at the very charge that reaches it", async () => {
    const { charge, told, start } = createBudgetTest();
    const journeys = start();
    await journeys.receive(charge(799.5));
    expect(told).toEqual([]);
    await journeys.receive(charge(0.5));
    expect(told).toMatchObject([{ percent: 80, spent: { amount: "800" } }]);
  });

  it("is told of where many small charges of one minute reach it together", async () => {
    const { charge, told, start } = createBudgetTest();
    const journeys = start();
    for (const price of [700, 50, 40]) await journeys.receive(charge(price));
    expect(told).toEqual([]);
    await journeys.receive(charge(10));
    expect(told).toMatchObject([{ percent: 80, spent: { amount: "800" } }]);
  });

  it("is told of by another process a minute after the one that was about to has died, and no sooner", async () => {
    const { charge, told, start, clock } = createBudgetTest();
    await new Promise<void>((isAbout) => {
      const dying = start(() => new Promise(() => isAbout()));
      void dying.receive(charge(800));
    });
    const other = start();
    for (const passedMs of [0, 59_999]) {
      clock.at += passedMs;
      await other.receive(charge(1));
      expect(told).toEqual([]);
    }
    clock.at += 1;
    await Promise.all([other, start(), start()].map((one) => one.receive(charge(0.25))));
    expect(told).toMatchObject([{ percent: 80 }]);
  });

  it("is told of again after a later charge where that failed, and never fails a receipt", async () => {
    const { charge, told, start, onReached } = createBudgetTest();
    let isAway = true;
    const journeys = start((reached) => (isAway ? Promise.reject(new Error("away")) : onReached(reached)));
    await journeys.receive(charge(900));
    expect(told).toEqual([]);
    isAway = false;
    await journeys.receive(charge(1));
    expect(told).toMatchObject([{ percent: 80, spent: { amount: "901" } }]);
  });

  it("counts one currency", async () => {
    const { charge, told, start } = createBudgetTest();
    const journeys = start();
    await journeys.receive(charge(5_000, "USD"));
    await journeys.receive(charge(799));
    expect(told).toEqual([]);
    await start().receive(charge(1));
    expect(told).toMatchObject([{ percent: 80, spent: { amount: "800", currency: "VND" } }]);
  });
});
