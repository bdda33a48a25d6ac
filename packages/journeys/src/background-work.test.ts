import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startBackgroundWork } from "./background-work.ts";

const minuteMs = 60_000;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Journeys with nothing to do. */
function idleJourneys(deliversEvents = true) {
  return {
    deliversEvents,
    dispatchDue: vi.fn(async () => ({ sent: 0, nextInMs: null as number | null })),
    deliverEvents: vi.fn(async () => ({ delivered: 0, nextInMs: null as number | null })),
    sweep: vi.fn(async () => 0),
  };
}
type Idle = ReturnType<typeof idleJourneys>;
const start = (journeys: Idle, onChange = vi.fn()) => ({
  onChange,
  work: startBackgroundWork(journeys as unknown as Parameters<typeof startBackgroundWork>[0], { onChange }),
});

describe.each(["dispatchDue", "deliverEvents"] as const)("%s", (name) => {
  it("is called at once, every second, sooner where something is due, and never after the end", async () => {
    const journeys = idleJourneys();
    const { work } = start(journeys);
    await vi.advanceTimersByTimeAsync(0);
    expect(journeys[name]).toHaveBeenCalledTimes(1);
    journeys[name].mockResolvedValueOnce({ sent: 1, delivered: 1, nextInMs: 200 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(journeys[name]).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(200);
    expect(journeys[name]).toHaveBeenCalledTimes(3);
    await work.stop();
    await vi.advanceTimersByTimeAsync(minuteMs);
    expect(journeys[name]).toHaveBeenCalledTimes(3);
  });

  it("is called when it is woken, also once more where that was during a run", async () => {
    const journeys = idleJourneys();
    const { work } = start(journeys);
    await vi.advanceTimersByTimeAsync(0);
    journeys[name].mockImplementationOnce(async () => {
      work.wake(name);
      return { sent: 1, delivered: 1, nextInMs: null };
    });
    work.wake(name);
    await vi.advanceTimersByTimeAsync(0);
    expect(journeys[name]).toHaveBeenCalledTimes(3);
    await work.stop();
  });

  it("says once that it fails, and that it works again", async () => {
    const journeys = idleJourneys();
    const { work, onChange } = start(journeys);
    await vi.advanceTimersByTimeAsync(0);
    const away = new Error("the store is away");
    journeys[name].mockRejectedValueOnce(away).mockRejectedValueOnce(away);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(onChange.mock.calls).toEqual([[name, away]]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(onChange.mock.calls).toEqual([
      [name, away],
      [name, undefined],
    ]);
    await work.stop();
  });
});

it("events are not looked for where nothing takes them", async () => {
  const journeys = idleJourneys(false);
  const { work } = start(journeys);
  work.wake("deliverEvents");
  await vi.advanceTimersByTimeAsync(minuteMs);
  expect(journeys.deliverEvents).not.toHaveBeenCalled();
  await work.stop();
});

it("what is on its way comes to its end before it is stopped, and knows of it", async () => {
  const journeys = idleJourneys();
  const { promise, resolve } = Promise.withResolvers<{ sent: number; nextInMs: number | null }>();
  journeys.dispatchDue.mockReturnValueOnce(promise);
  const { work } = start(journeys);
  const stopped = vi.fn();
  const stopping = work.stop().then(stopped);
  const [options] = journeys.dispatchDue.mock.calls[0] as unknown as [{ signal: AbortSignal }];
  expect(options.signal.aborted).toBe(true);
  await vi.advanceTimersByTimeAsync(minuteMs);
  expect(stopped).not.toHaveBeenCalled();
  resolve({ sent: 1, nextInMs: null });
  await stopping;
});

it("what is over is deleted some minutes after the start, then every hour, until it is stopped; a failure is told", async () => {
  const journeys = idleJourneys();
  const { sweep } = journeys;
  const { work, onChange } = start(journeys);
  await vi.advanceTimersByTimeAsync(minuteMs - 1);
  expect(sweep).toHaveBeenCalledTimes(0);
  await vi.advanceTimersByTimeAsync(9 * minuteMs + 1);
  expect(sweep).toHaveBeenCalledTimes(1);
  const away = new Error("the store is away");
  sweep.mockRejectedValueOnce(away);
  await vi.advanceTimersByTimeAsync(60 * minuteMs);
  expect(onChange.mock.calls).toEqual([["sweep", away]]);
  await vi.advanceTimersByTimeAsync(60 * minuteMs);
  expect(sweep).toHaveBeenCalledTimes(3);
  await work.stop();
  await vi.advanceTimersByTimeAsync(240 * minuteMs);
  expect(sweep).toHaveBeenCalledTimes(3);
});
