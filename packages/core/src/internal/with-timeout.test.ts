import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type AbortSignalLike, timedOut, toNativeSignal, withTimeout } from "./with-timeout.ts";

const never = () => new Promise<never>(() => {});

describe("withTimeout", () => {
  it("gives what the work gives, and fails as it fails, also at once", async () => {
    expect(await withTimeout({ timeoutMs: 1_000 }, async () => "done")).toBe("done");
    const error = new Error("the work's own");
    const fail = () => {
      throw error;
    };
    await expect(withTimeout({ timeoutMs: 1_000 }, async () => fail())).rejects.toBe(error);
    await expect(withTimeout({ timeoutMs: 1_000 }, fail)).rejects.toBe(error);
  });

  it("leaves no timer behind where the work fails at once", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const fail = () => {
      throw new Error("the work's own");
    };
    await expect(withTimeout({ timeoutMs: 1_000 }, fail)).rejects.toThrow("the work's own");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends work that listens to nothing", () => expect(withTimeout({ timeoutMs: 1 }, never)).rejects.toBe(timedOut));

  it("ends with the caller's own reason, and lets the work say something first", async () => {
    const caller = new AbortController();
    const reason = new Error("the caller's own");
    const last = new Error("nothing was sent");
    const listening = (signal: AbortSignalLike) =>
      new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(last)));
    const ended = withTimeout({ timeoutMs: 10_000, signal: caller.signal }, never);
    const said = withTimeout({ timeoutMs: 10_000, signal: caller.signal }, listening);
    caller.abort(reason);
    await Promise.all([expect(ended).rejects.toBe(reason), expect(said).rejects.toBe(last)]);
    const work = vi.fn(never);
    await expect(withTimeout({ timeoutMs: 10_000, signal: caller.signal }, work)).rejects.toBe(reason);
    expect(work).not.toHaveBeenCalled();
  });

  it("leaves no listener behind at the caller's signal", async () => {
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");
    await withTimeout({ timeoutMs: 1_000, signal }, async () => {});
    expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(
      added.mock.calls.map(([, listener]) => listener),
    );
  });
});

it("a native signal fires with the other, also where that has fired already", async () => {
  const natives: AbortSignalLike[] = [];
  await withTimeout({ timeoutMs: 1 }, async (signal) => {
    natives.push(toNativeSignal(signal));
    await new Promise<void>((resolve) => signal.addEventListener("abort", resolve));
    natives.push(toNativeSignal(signal));
  });
  for (const native of natives) {
    expect(native).toBeInstanceOf(AbortSignal);
    expect([native.aborted, native.reason]).toEqual([true, timedOut]);
  }
});
