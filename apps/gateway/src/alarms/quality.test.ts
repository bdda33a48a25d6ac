import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { askHourly } from "./quality.ts";

const minuteMs = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("how the account is rated is asked for a minute after the start, then once an hour, also after a failure, until it ends", async () => {
  const ask = vi.fn(async () => {});
  ask.mockRejectedValueOnce(new Error("away"));
  const stop = askHourly(ask);
  const askedAfter = async (minutes: number) => {
    await vi.advanceTimersByTimeAsync(minutes * minuteMs);
    return ask.mock.calls.length;
  };
  expect([await askedAfter(0.9), await askedAfter(0.1), await askedAfter(59), await askedAfter(1)]).toEqual([
    0, 1, 1, 2,
  ]);
  stop();
  expect(await askedAfter(600)).toBe(2);
});
