import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { sweepHourly } from "./journeys.ts";

const minuteMs = 60_000;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("sweeps some minutes after the start, then every hour, until it is stopped; a failure is logged", async () => {
  const sweep = vi.fn(async () => 0);
  const log = vi.fn();
  const stop = sweepHourly({ sweep }, log);
  await vi.advanceTimersByTimeAsync(minuteMs - 1);
  expect(sweep).toHaveBeenCalledTimes(0);
  await vi.advanceTimersByTimeAsync(9 * minuteMs + 1);
  expect(sweep).toHaveBeenCalledTimes(1);
  expect(log).not.toHaveBeenCalled();
  sweep.mockRejectedValueOnce(new Error("the store is away"));
  await vi.advanceTimersByTimeAsync(60 * minuteMs);
  expect(log).toHaveBeenCalledExactlyOnceWith({
    level: "error",
    message: "what is over could not be deleted: the store is away",
  });
  await vi.advanceTimersByTimeAsync(60 * minuteMs);
  expect(sweep).toHaveBeenCalledTimes(3);
  stop();
  await vi.advanceTimersByTimeAsync(240 * minuteMs);
  expect(sweep).toHaveBeenCalledTimes(3);
});
