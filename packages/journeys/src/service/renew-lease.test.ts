import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { whileRenewing } from "./renew-lease.ts";

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

const settings = { leaseMs: 5_000, now: () => Date.now() };

/** Work that goes on until it is ended. */
function working(renew: (leaseUntil: number) => Promise<boolean>) {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { end: () => resolve("done"), result: whileRenewing(settings, renew, () => promise) };
}

it("a lease is renewed before it ends, as long as its owner works", async () => {
  const renew = vi.fn(async (_: number) => true);
  const { end, result } = working(renew);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(renew.mock.calls.map(([until]) => until)).toEqual([6_500, 8_000, 9_500, 11_000, 12_500, 14_000]);
  end();
  expect(await result).toBe("done");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(renew).toHaveBeenCalledTimes(6);
});

it("also when a renewal fails, but not once it is another's", async () => {
  const renew = vi.fn(async (_: number) => true);
  renew.mockRejectedValueOnce(new Error("away")).mockResolvedValueOnce(true).mockResolvedValueOnce(false);
  working(renew);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(renew).toHaveBeenCalledTimes(3);
});

it("work that hangs loses its lease", async () => {
  const renew = vi.fn(async (_: number) => true);
  working(renew);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(renew).toHaveBeenCalledTimes(40);
});
