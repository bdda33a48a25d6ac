import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createJourneys } from "../journeys.ts";
import { createMemoryStore } from "../memory.ts";
import { aheadMs } from "../store/pace.ts";
import { instantEncryption } from "../testing/instant-encryption.ts";

beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }));
afterEach(() => void vi.useRealTimers());

const message = { phone: "84912345678", templateId: "1" };
const yieldsMs = 1_000;

/** Processes over one store, and an NXCLOUD that takes a while for each reply. */
function createAccount(ratePerSecond: number, replyMs: number) {
  const store = { records: createMemoryStore().records, encryption: instantEncryption };
  const sent: { readonly lane: string; readonly at: number; readonly waitedMs: number }[] = [];
  let onTheWay = 0;
  let mostOnTheWay = 0;
  const client = {
    initJourneyToken: async () => ({ journeyId: "1", token: "t" }),
    sendTemplate: async ({ templateData }: { readonly templateData: Readonly<Record<string, unknown>> }) => {
      const lane = String(templateData["lane"]);
      sent.push({ lane, at: Date.now(), waitedMs: Date.now() - Number(templateData["askedAt"]) });
      onTheWay += 1;
      mostOnTheWay = Math.max(mostOnTheWay, onTheWay);
      await new Promise((resolve) => setTimeout(resolve, replyMs));
      onTheWay -= 1;
      return { requestId: null };
    },
  };
  const start = () => createJourneys({ client, store, appKey: "app", now: Date.now, ratePerSecond });
  type Process = ReturnType<typeof start>;
  const ask = (process: Process, lane: string, options = {}, more = {}) =>
    process.send({ ...message, templateData: { lane, askedAt: String(Date.now()) }, ...more } as never, options);
  return {
    start,
    sent,
    mostOnTheWay: () => mostOnTheWay,
    wait: async (process: Process, count: number) => {
      for (let index = 0; index < count; index++) await ask(process, "waits", { respondAsync: true });
    },
    sendLive: (process: Process) => ask(process, "live"),
    sendInBatch: (process: Process) => ask(process, "batch", {}, { lane: "batch" }),
    /** Takes the places of a time from now on. */
    take: (ms: number) =>
      store.records.acquireSlot({ name: "account", intervalUs: ms * 1_000, now: Date.now(), withinMs: 0 }),
    /** As a gateway does it. */
    async dispatch(process: Process, signal: AbortSignal): Promise<void> {
      while (!signal.aborted) {
        const { nextInMs } = await process.dispatchDue({ signal, limit: Number.POSITIVE_INFINITY });
        await new Promise((resolve) => setTimeout(resolve, Math.min(nextInMs ?? 1_000, 1_000)));
      }
    },
  };
}

/** How many of some times lie within the busiest window. */
const mostWithin = (times: readonly number[], windowMs: number): number =>
  Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length));

describe("the account's pace", () => {
  it("of 200 a second is 200 a second where NXCLOUD takes half a second for each reply, over many rounds", async () => {
    const { start, sent, wait, dispatch, mostOnTheWay } = createAccount(200, 500);
    const stopping = new AbortController();
    const process = start();
    await wait(process, 2_000);
    const startedAt = Date.now();
    const dispatching = dispatch(process, stopping.signal);
    await vi.advanceTimersByTimeAsync(11_000);
    stopping.abort();
    await vi.advanceTimersByTimeAsync(2_000);
    await dispatching;
    expect(sent).toHaveLength(2_000);
    const lastAt = sent.at(-1)?.at ?? 0;
    expect(2_000_000 / (lastAt - startedAt)).toBeGreaterThan(198);
    // As many as go out in the time of a reply, and those that have their place.
    expect(mostOnTheWay()).toBeGreaterThan(95);
    expect(mostOnTheWay()).toBeLessThanOrEqual(120);
  });

  it("is kept by a bound number of messages on their way where replies take longer than can be waited for", async () => {
    const { start, wait, dispatch, mostOnTheWay } = createAccount(1_000, 10_000);
    const stopping = new AbortController();
    const process = start();
    await wait(process, 400);
    const dispatching = dispatch(process, stopping.signal);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(mostOnTheWay()).toBeGreaterThan(190);
    expect(mostOnTheWay()).toBeLessThanOrEqual(256);
    stopping.abort();
    await vi.advanceTimersByTimeAsync(30_000);
    await dispatching;
  });

  it("is not exceeded by several processes; what is live goes before what waits, which is not starved", async () => {
    const live = fc.record({ process: fc.nat({ max: 2 }), inMs: fc.integer({ min: 0, max: 2_000 }) });
    const run = async (lives: readonly { process: number; inMs: number }[], perSecond: number, replyMs: number) => {
      const { start, sent, wait, sendLive, dispatch } = createAccount(perSecond, replyMs);
      const processes = [start(), start(), start()] as const;
      const processOf = (index: number) => processes[index] as (typeof processes)[0];
      const waiting = perSecond * 2;
      await wait(processes[0], waiting);
      const startedAt = Date.now();
      const stopping = new AbortController();
      const dispatching = processes.map((process) => dispatch(process, stopping.signal));
      const answers = lives.map(async ({ process, inMs }) => {
        await new Promise((resolve) => setTimeout(resolve, inMs));
        await sendLive(processOf(process));
      });
      await vi.advanceTimersByTimeAsync(2_000 + ((waiting + lives.length) * 1_000) / perSecond + replyMs + yieldsMs);
      stopping.abort();
      await vi.advanceTimersByTimeAsync(2_000 + replyMs);
      await Promise.all([...dispatching, ...answers]);
      expect(sent).toHaveLength(waiting + lives.length);
      const intervalMs = 1_000 / perSecond;
      const times = sent.map(({ at }) => at);
      for (const windowMs of [100, 1_000])
        expect(mostWithin(times, windowMs)).toBeLessThanOrEqual(Math.ceil((windowMs + 1) / intervalMs) + 1);
      // What others have taken of the next places, and what is live and came before.
      const mostMs = aheadMs + (lives.length + 2) * intervalMs;
      for (const { waitedMs } of sent.filter(({ lane }) => lane === "live"))
        expect(waitedMs).toBeLessThanOrEqual(mostMs);
      expect(Math.max(...times) - startedAt).toBeLessThanOrEqual(
        ((waiting + lives.length) * 1_000) / perSecond + yieldsMs + 2 * aheadMs,
      );
    };
    const lives = fc.array(live, { maxLength: 12, size: "max" });
    await fc.assert(fc.asyncProperty(lives, fc.constantFrom(20, 50, 100), fc.constantFrom(0, 30, 400), run), {
      numRuns: 12,
    });
  });

  it("gives what is live the next place of its own process, whatever waits there", async () => {
    const { start, sent, wait, sendLive, dispatch } = createAccount(20, 100);
    const stopping = new AbortController();
    const process = start();
    await wait(process, 60);
    const dispatching = dispatch(process, stopping.signal);
    await vi.advanceTimersByTimeAsync(510);
    const answer = sendLive(process);
    await vi.advanceTimersByTimeAsync(5_000);
    await answer;
    stopping.abort();
    await vi.advanceTimersByTimeAsync(1_000);
    await dispatching;
    const lanes = sent.map(({ lane }) => lane);
    expect(lanes.indexOf("live")).toBe(11);
    expect(sent[11]?.waitedMs).toBe(40);
    expect(sent).toHaveLength(61);
  });

  it("gives one of a batch a place that comes within ten seconds, and none where others have those", async () => {
    for (const [takenMs, isSent] of [
      [9_000, true],
      [11_000, false],
    ] as const) {
      const { start, sent, sendInBatch, take } = createAccount(10, 0);
      await take(takenMs);
      const answer = sendInBatch(start()).catch((error: unknown) => error);
      await vi.advanceTimersByTimeAsync(8_500);
      expect(sent).toHaveLength(0);
      await vi.advanceTimersByTimeAsync(2_000);
      expect(sent).toHaveLength(isSent ? 1 : 0);
      expect(await answer).toMatchObject(
        isSent ? { state: "accepted" } : { code: "rate_limited", outcome: "not_sent" },
      );
      if (isSent) expect(sent[0]?.waitedMs).toBeGreaterThanOrEqual(takenMs);
    }
  });
});
