import type { NxZalo } from "@nxzalo/core";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { askHourly, watchQuality } from "./quality.ts";

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

it("how the account is rated is told when it was asked for, and the caller has it as it was; a failure is none of it", async () => {
  const oaQuality = vi.fn(async (_input?: object) => ({ current: "LOW", sevenDays: "HIGH" }));
  const onQuality = vi.fn();
  const client = watchQuality({ oaQuality } as unknown as NxZalo, onQuality);
  expect(await client.oaQuality({ journeyToken: "token" })).toEqual({ current: "LOW", sevenDays: "HIGH" });
  expect(oaQuality).toHaveBeenCalledExactlyOnceWith({ journeyToken: "token" });
  oaQuality.mockRejectedValue(new Error("away"));
  await expect(client.oaQuality()).rejects.toThrow("away");
  expect(onQuality.mock.calls).toEqual([["LOW"]]);
});
