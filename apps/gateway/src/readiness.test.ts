import { ProxyError } from "@nxzalo/core";
import { expect, it, vi } from "vitest";
import type { LogFields } from "./log.ts";
import { watchReadiness } from "./readiness.ts";

it("a store that goes away and comes back is two lines, however often it was looked at", async () => {
  const lines: LogFields[] = [];
  let failure: Error | undefined;
  let looks = 0;
  const ping = async () => {
    looks++;
    if (failure) throw failure;
  };
  const looked = async (count: number) => {
    const before = looks;
    await expect.poll(() => looks).toBeGreaterThanOrEqual(before + count);
  };
  const stop = watchReadiness({ ping, write: (line) => lines.push(line), everyMs: 5, clock: () => looks });
  await looked(2);
  expect(lines).toEqual([]);
  const cause = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  failure = new ProxyError("away", { code: "unavailable", outcome: "not_sent", cause });
  await looked(3);
  failure = undefined;
  await looked(2);
  stop();
  expect(lines).toEqual([
    expect.objectContaining({
      level: "error",
      message: expect.stringMatching(/^not ready/),
      causeCode: "ECONNREFUSED",
    }),
    { level: "info", message: expect.stringMatching(/^ready again/), durationMs: expect.any(Number) },
  ]);
  const after = looks;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(looks - after).toBeLessThanOrEqual(1);
});

it("each look is handed on: with the code of what failed, or with nothing", async () => {
  const looks: ({ readonly causeCode?: unknown } | undefined)[] = [];
  const cause = Object.assign(new Error("no room"), { code: "53100" });
  const failure = new ProxyError("full", { code: "unavailable", outcome: "not_sent", cause });
  const ping = () => (looks.length === 0 ? Promise.reject(failure) : Promise.resolve());
  const stop = watchReadiness({ ping, write: () => {}, onLook: (look) => looks.push(look), everyMs: 5 });
  await expect.poll(() => looks.length).toBeGreaterThan(1);
  stop();
  expect(looks.slice(0, 2)).toEqual([{ causeCode: "53100" }, undefined]);
});

it("a store that does not answer is asked once, however long that takes", async () => {
  const ping = vi.fn(() => new Promise<void>(() => {}));
  const stop = watchReadiness({ ping, write: () => {}, everyMs: 5 });
  await expect.poll(() => ping.mock.calls.length).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  stop();
  expect(ping).toHaveBeenCalledTimes(1);
});

it.each([
  [3 * 3_600_000, "10800 s ahead of"],
  [-61_000, "61 s behind"],
])(
  "a store whose clock is %s ms ahead of this machine's is told once, and that they agree again",
  async (off, said) => {
    const lines: LogFields[] = [];
    let aheadMs = 60_000;
    const ping = vi.fn(async () => {});
    const looked = async (count: number) => {
      const before = ping.mock.calls.length;
      await expect.poll(() => ping.mock.calls.length).toBeGreaterThan(before + count);
    };
    const write = (line: LogFields) => void lines.push(line);
    const stop = watchReadiness({ ping, write, storeAheadMs: () => aheadMs, everyMs: 5 });
    await looked(2);
    expect(lines).toEqual([]);
    aheadMs = off;
    await looked(3);
    aheadMs = -400;
    await looked(2);
    stop();
    expect(lines).toEqual([
      {
        level: "error",
        message: `the database's clock is ${said} this machine's: what waits is sent, and expires, by the database's`,
        hint: "docs/runbooks/clock-off.md",
      },
      { level: "info", message: "the clocks of the database and of this machine agree again" },
    ]);
  },
);
