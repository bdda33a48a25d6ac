import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { BenchRun } from "../run.ts";
import { planFor } from "./plan.ts";
import { requestsPerSecond } from "./rate.ts";

const { rows } = JSON.parse(readFileSync(new URL("../../recorded/scale.json", import.meta.url), "utf8")) as BenchRun;

describe("requests a second, reckoned from CPU", () => {
  it("are those of the slowest part, where cores are left", () => {
    const parts = [
      { processes: 1, micros: 100 },
      { processes: 1, micros: 20 },
    ];
    expect(requestsPerSecond(parts, 2)).toBe(10_000);
    expect(requestsPerSecond(parts, 8)).toBe(10_000);
  });

  it("are those of all cores, where parts share them", () => {
    const parts = [
      { processes: 2, micros: 100 },
      { processes: 1, micros: 25 },
    ];
    expect(requestsPerSecond(parts, 1)).toBe(8_000);
    expect(requestsPerSecond(parts, 2)).toBe(16_000);
    expect(requestsPerSecond(parts, 4)).toBe(20_000);
  });

  const recorded = rows.filter((row) => row.from?.["gateways"] !== undefined);

  it("were recorded with one gateway and with two, on two cores", () => {
    expect(recorded.map(({ from }) => from?.["gateways"])).toEqual([1, 2]);
    for (const { from } of recorded) expect(Math.round(from?.["cores"] ?? 0)).toBe(2);
  });

  it.each(recorded)("are within 15 % of what was measured: $row", ({ ours, from = {} }) => {
    const { gateways = 0, cores = 0, gatewayMicros = 0, upstreamMicros = 0, loadMicros = 0 } = from;
    const parts = [
      { processes: gateways, micros: gatewayMicros },
      { processes: 1, micros: upstreamMicros },
      { processes: 1, micros: loadMicros },
    ];
    const reckoned = requestsPerSecond(parts, cores);
    expect(Math.abs(ours / reckoned - 1)).toBeLessThan(0.15);
  });
});

describe("what a number of messages needs", () => {
  const cost = { gatewayMicros: 1_000, bytes: 3_000 };

  it("is never less than one of each", () => {
    expect(planFor(1, cost)).toMatchObject({ gateways: 1, objects: 1, connectionsAtMost: 20 });
  });

  it("grows with the messages, and with what each costs", () => {
    const small = planFor(1_000_000, cost);
    expect(planFor(2_000_000, cost).messagesASecond).toBeCloseTo(2 * small.messagesASecond);
    expect(planFor(10_000_000, cost).gateways).toBeGreaterThan(small.gateways);
    expect(planFor(1_000_000, { ...cost, gatewayMicros: 100_000 }).gateways).toBeGreaterThan(small.gateways);
    expect(planFor(1_000_000, { ...cost, bytes: 30_000 }).objects).toBeGreaterThan(small.objects);
  });
});
