import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ownReason } from "./reasons.ts";
import { createStop } from "./stop.ts";

const dayMs = 86_400_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it.each([1, 24, 25, 30, 90])("waits for %d days", async (days) => {
  const ended = vi.fn();
  void createStop(() => {})
    .wait(days * dayMs)
    .then(ended);

  await vi.advanceTimersByTimeAsync(days * dayMs - 1);
  expect(ended).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(ended.mock.calls).toEqual([[true]]);
});

it("waits for ever where there is no end, and ends with the run, leaving no timer", async () => {
  const stop = createStop(() => {});
  const ended = vi.fn();
  void stop.wait(Number.POSITIVE_INFINITY).then(ended);

  await vi.advanceTimersByTimeAsync(100 * dayMs);
  expect(ended).not.toHaveBeenCalled();
  stop.now(ownReason("aborted"));
  await vi.advanceTimersByTimeAsync(0);
  expect(ended.mock.calls).toEqual([[false]]);
  expect(vi.getTimerCount()).toBe(0);
});
