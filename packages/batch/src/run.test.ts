import { ProxyError, TransportError } from "@nxzalo/core/errors";
import { phoneForCode } from "@nxzalo/sandbox";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createBatch } from "./batch.ts";
import type { SendAnswer } from "./options.ts";
import { collect, countedRows, createTestBatch, parcel, parcels, runAll } from "./testing/batch.ts";

const passing = (code: "rate_limited" | "unavailable", retryAfterMs?: number) =>
  new ProxyError("later", { code, outcome: "not_sent", retryable: true, status: 429, retryAfterMs });
const lost = () => new TransportError("lost", { code: "network_error", outcome: "unknown" });

/** What sends, as a script says: one entry for each call, the last one for all that follow. */
function scripted(...script: (SendAnswer | Error)[]) {
  const keys: string[] = [];
  const send = async (_: unknown, { idempotencyKey }: { readonly idempotencyKey: string }): Promise<SendAnswer> => {
    const next = script[Math.min(keys.length, script.length - 1)];
    keys.push(idempotencyKey);
    if (next instanceof Error) throw next;
    return next ?? {};
  };
  return { send, keys };
}

describe("a run", () => {
  it("sends each row once, and gives the results in the order of the rows", async () => {
    const { batch, sent } = createTestBatch({ concurrency: 5 });
    const rows = parcels(40);
    const { results, summary } = await runAll(batch, rows);
    expect(results.map(({ row }) => row)).toEqual(rows.map(({ row }) => row));
    expect(new Set(results.map(({ messageId }) => messageId)).size).toBe(40);
    expect(summary).toMatchObject({ rows: 40, accepted: 40, refused: 0, unknown: 0, skipped: 0, scheduled: 0 });
    expect(sent().length).toBe(40);
  });

  it("sends nothing again, whatever number a row has and whatever its columns' order", async () => {
    const { batch, sent } = createTestBatch();
    const data = { status: "Đang giao", order: "42" };
    const turned = { order: "42", status: "Đang giao" };
    const first = [parcel(2), parcel(3, { reference: undefined, tokenType: undefined, templateData: data })];
    const again = [parcel(2, { row: 90 }), { ...first[1], row: 91, templateData: turned }] as typeof first;
    const { results } = await runAll(batch, first);
    const { results: repeated, summary } = await runAll(batch, again);
    expect(repeated.map(({ messageId }) => messageId)).toEqual(results.map(({ messageId }) => messageId));
    expect(summary.accepted).toBe(2);
    expect(sent().length).toBe(2);
  });

  it("sends the same rows again on another occasion", async () => {
    const { batch, sent } = createTestBatch();
    await runAll(batch, parcels(3));
    await runAll(batch, parcels(3), { occasion: "second reminder" });
    expect(sent().length).toBe(6);
  });

  it.each(["cancelled", "expired", "superseded"] as const)(
    "says of a row whose message was %s while it waited that it is not sent again",
    async (state) => {
      const send = async () => ({ messageId: "m", requestId: null, state });
      const { results, summary } = await runAll(createBatch({ send }), [parcel(2)]);
      expect(results).toMatchObject([{ state: "skipped", messageId: "m", reason: { code: "not_sent_again" } }]);
      expect(summary).toMatchObject({ accepted: 0, scheduled: 0, skipped: 1 });
    },
  );

  it("says of a row that was sent with other content that it is not sent again", async () => {
    const { batch, sent } = createTestBatch();
    await runAll(batch, [parcel(2)]);
    const { results } = await runAll(batch, [parcel(2, { templateData: { status: "Đã giao" } })]);
    expect(results).toMatchObject([{ state: "skipped", reason: { code: "content_changed" } }]);
    expect(sent().length).toBe(1);
  });

  it("sends one of two rows that are the same, and of two with one reference the first", async () => {
    const { batch, sent } = createTestBatch();
    const { results } = await runAll(batch, [
      parcel(2),
      parcel(2, { row: 3 }),
      parcel(2, { row: 4, phone: "0987654321" }),
      parcel(2, { row: 5, reference: " Đơn\u00a02" }),
    ]);
    expect(results.map(({ state, reason }) => [state, reason?.code, reason?.row])).toEqual([
      ["accepted", undefined, undefined],
      ["skipped", "row_repeated", 2],
      ["skipped", "reference_repeated", 2],
      ["skipped", "row_repeated", 2],
    ]);
    expect(sent()).toEqual(["84910000002"]);
  });

  it("corrects phones, says how, and refuses what is not certain with what to do", async () => {
    const { batch, sent } = createTestBatch();
    const { results, summary } = await runAll(batch, [
      parcel(2, { phone: "912345678.0", source: { SĐT: "912345678.0" } }),
      parcel(3, { phone: "02438123456", source: { SĐT: "02438123456" } }),
      { row: 4, issues: [{ path: ["reference"], code: "reference_invalid", message: "is no reference" }] },
    ]);
    expect(sent()).toEqual(["84912345678"]);
    expect(results).toMatchObject([
      {
        state: "accepted",
        changes: [{ path: ["phone"], from: "912345678.0", to: "84912345678" }],
        source: { SĐT: "912345678.0" },
      },
      {
        state: "refused",
        reason: { code: "phone_landline", vietnamese: expect.stringContaining("Zalo") },
        source: { SĐT: "02438123456" },
      },
      { state: "refused", reason: { code: "reference_invalid", path: ["reference"] } },
    ]);
    expect(results[1]).not.toHaveProperty("idempotencyKey");
    expect(summary).toMatchObject({ changes: 1, refused: 2, reasons: { phone_landline: 1, reference_invalid: 1 } });
  });

  it("tells what NXCLOUD refused, in Vietnamese too", async () => {
    const { batch } = createTestBatch();
    const { results } = await runAll(batch, [parcel(2, { phone: phoneForCode(9004) })]);
    expect(results).toMatchObject([
      { state: "refused", reason: { code: "quotation_missing", upstreamCode: 9004, vietnamese: /báo giá/ } },
    ]);
  });

  it("throws what reading the rows throws, after the results of those that were read", async () => {
    const { batch, sent } = createTestBatch();
    async function* broken() {
      yield* parcels(3);
      throw new Error("the file is cut off");
    }
    const results: number[] = [];
    const reading = (async () => {
      for await (const { row } of batch.run(broken())) results.push(row);
    })();
    await expect(reading).rejects.toThrow("the file is cut off");
    expect(results).toEqual([2, 3, 4]);
    expect(sent().length).toBe(3);
  });
});

describe("how much is on its way", () => {
  /** What sends only when it is let. */
  function held() {
    const waiting: (() => void)[] = [];
    const state = { most: 0, open: 0 };
    const send = async (): Promise<SendAnswer> => {
      state.open += 1;
      state.most = Math.max(state.most, state.open);
      await new Promise<void>((resolve) => waiting.push(resolve));
      state.open -= 1;
      return {};
    };
    return { send, state, letOne: () => waiting.shift()?.() };
  }

  const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

  it("is never more than the concurrency", async () => {
    const { send, state, letOne } = held();
    const running = runAll(createBatch({ send, concurrency: 3 }), parcels(20));
    for (let turn = 0; turn < 20; turn += 1) {
      await settle();
      letOne();
    }
    expect((await running).summary.accepted).toBe(20);
    expect(state.most).toBe(3);
  });

  it("waits for who takes the results: a long file is not read ahead of them", async () => {
    const { rows, state } = countedRows(parcels(1_000));
    const run = createBatch({ send: async () => ({}), concurrency: 4 }).run(rows);
    const iterator = run[Symbol.asyncIterator]();
    await iterator.next();
    await settle();
    expect(state.read).toBeLessThan(25);
    await iterator.return?.();
    expect(state.read).toBeLessThan(25);
    expect(run.summary.rows).toBe(1);
  });

  it("comes to its end when the run is aborted, and nothing more is begun", async () => {
    const { send, state, letOne } = held();
    const controller = new AbortController();
    const { rows, state: file } = countedRows(parcels(100));
    const running = runAll(createBatch({ send, concurrency: 2 }), rows, { signal: controller.signal });
    await settle();
    expect(state.open).toBe(2);
    controller.abort();
    letOne();
    letOne();
    const { results, summary } = await running;
    expect(results.map(({ row, state }) => [row, state])).toEqual([
      [2, "accepted"],
      [3, "accepted"],
    ]);
    expect(summary.stopped?.code).toBe("aborted");
    expect(file.read).toBeLessThan(5);
  });

  it("sends nothing with a signal that was aborted before", async () => {
    const { batch, sent } = createTestBatch();
    const { results } = await runAll(batch, parcels(3), { signal: AbortSignal.abort() });
    expect(results).toEqual([]);
    expect(sent()).toEqual([]);
  });
});

describe("the pace, by the clock", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Runs to the end, and gives when each message left. */
  async function timesOf(ratePerSecond: number, count: number, tookMs = 0) {
    const times: number[] = [];
    const startedAt = performance.now();
    const send = async () => {
      times.push(performance.now() - startedAt);
      if (tookMs > 0) await new Promise((resolve) => setTimeout(resolve, tookMs));
      return {};
    };
    const running = runAll(createBatch({ send, ratePerSecond, concurrency: 50 }), parcels(count));
    await vi.advanceTimersByTimeAsync((count / ratePerSecond) * 1_020 + 1_000);
    await running;
    return times;
  }

  it("is even: one in each interval, at most two where it catches up, and none in a burst", async () => {
    const times = await timesOf(100, 1_000, 30);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    // A hundredth of the rate is left free, so that jitter never makes more of them arrive than are allowed.
    expect(times.at(-1)).toBeGreaterThan(999 * 10);
    expect(times.at(-1)).toBeLessThan(999 * 10 * 1.02);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(5);
  });

  it("is kept where each answer takes a third of a second", async () => {
    const times = await timesOf(20, 1_000, 333);
    expect(times.at(-1)).toBeLessThan(999 * 50 * 1.02);
  });

  it("waits as long as the other side asks, with all rows, and loses none", async () => {
    const { send, keys } = scripted({}, passing("rate_limited", 3_000), {});
    const startedAt = performance.now();
    const times: number[] = [];
    const timed: typeof send = (message, options) => {
      times.push(performance.now() - startedAt);
      return send(message, options);
    };
    const running = runAll(createBatch({ send: timed, concurrency: 1, ratePerSecond: 10 }), parcels(4));
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await running).summary.accepted).toBe(4);
    expect(times[2]).toBeGreaterThanOrEqual(3_000 + (times[1] ?? 0));
    expect(keys[1]).toBe(keys[2]);
  });

  it("gives a row up that surely was not sent when its time is over, and says to try later", async () => {
    const { send } = scripted(passing("unavailable", 1_000));
    const running = runAll(createBatch({ send, retryForMs: 5_000 }), [parcel(2)]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await running).results).toMatchObject([{ state: "refused", reason: { code: "unavailable" } }]);
  });

  it("asks again by the same key where nothing was heard and there is a store", async () => {
    const { send, keys } = scripted({ messageId: "one" }, lost(), { messageId: "two" });
    const running = runAll(createBatch({ send, concurrency: 1 }), [parcel(2), parcel(3)]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await running).results).toMatchObject([{ messageId: "one" }, { state: "accepted", messageId: "two" }]);
    expect(keys[1]).toBe(keys[2]);
  });

  it("asks again while the first call of its key is on its way, where there is a store", async () => {
    const conflict = new ProxyError("on its way", {
      code: "idempotency_conflict",
      outcome: "unknown",
      retryable: true,
    });
    const { send, keys } = scripted({ messageId: "one" }, conflict, conflict, { messageId: "two" });
    const running = runAll(createBatch({ send, concurrency: 1 }), [parcel(2), parcel(3)]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await running).summary.accepted).toBe(2);
    expect(new Set(keys.slice(1)).size).toBe(1);
  });

  it("asks again also where the very first answer is that another call has the key: only a store knows", async () => {
    const conflict = new ProxyError("on its way", {
      code: "idempotency_conflict",
      outcome: "unknown",
      retryable: true,
    });
    const { send, keys } = scripted(conflict, { messageId: "one" });
    const running = runAll(createBatch({ send }), [parcel(2)]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await running).results).toMatchObject([{ state: "accepted", messageId: "one" }]);
    expect(new Set(keys).size).toBe(1);
  });

  it("never repeats what may have been sent where no store remembers keys", async () => {
    const { send, keys } = scripted(lost());
    const running = runAll(createBatch({ send }), [parcel(2)]);
    await vi.advanceTimersByTimeAsync(200_000);
    expect((await running).results).toMatchObject([{ state: "unknown", reason: { code: "network_error" } }]);
    expect(keys.length).toBe(1);
  });

  it("never repeats what the other side has answered not to know, with a store either", async () => {
    const told = new TransportError("lost", { code: "timeout", outcome: "unknown", status: 504 });
    const { send, keys } = scripted({ messageId: "one" }, told);
    const running = runAll(createBatch({ send, concurrency: 1 }), [parcel(2), parcel(3)]);
    await vi.advanceTimersByTimeAsync(200_000);
    expect((await running).results[1]).toMatchObject({ state: "unknown", reason: { code: "timeout" } });
    expect(keys.length).toBe(2);
  });

  it("leaves a row that waits to be tried again unsent when the run is aborted", async () => {
    const { send } = scripted(passing("unavailable", 60_000));
    const controller = new AbortController();
    const running = runAll(createBatch({ send }), [parcel(2)], { signal: controller.signal });
    await vi.advanceTimersByTimeAsync(1_000);
    controller.abort();
    expect((await running).results).toMatchObject([{ state: "skipped", reason: { code: "batch_stopped" } }]);
  });
});

describe("what stops a run", () => {
  const poor = () =>
    new ProxyError("no", { code: "forbidden", outcome: "not_sent", hint: "a key with the scope send is needed" });

  it("is a failure that no row is to blame for, so many times in a row", async () => {
    const { send, keys } = scripted(poor());
    const { results, summary } = await runAll(createBatch({ send, concurrency: 1, stopAfterFailures: 4 }), parcels(50));
    expect(keys.length).toBe(4);
    expect(results.length).toBe(4);
    expect(summary.stopped).toMatchObject({ code: "forbidden", message: "no: a key with the scope send is needed" });
  });

  it("is no failure of single rows, however many", async () => {
    const { batch } = createTestBatch({ stopAfterFailures: 2 });
    const rows = parcels(20).map((row) => ({ ...row, templateId: "" }));
    expect((await runAll(batch, rows)).summary).toMatchObject({ rows: 20, refused: 20, reasons: { empty: 20 } });
  });

  it("is no failure between successes", async () => {
    let calls = 0;
    const send = async () => {
      calls += 1;
      if (calls % 3 !== 0) throw poor();
      return {};
    };
    const { summary } = await runAll(createBatch({ send, concurrency: 1, stopAfterFailures: 3 }), parcels(30));
    expect(summary).toMatchObject({ rows: 30, accepted: 10, refused: 20 });
  });

  it("is no bug in what sends: nothing is known of its row", async () => {
    const send = async () => {
      throw new TypeError("a bug");
    };
    const { results } = await runAll(createBatch({ send }), [parcel(2)]);
    expect(results).toMatchObject([{ state: "unknown", reason: { code: "internal_error" } }]);
  });

  it("is a run that began longer ago than the store remembers, unless with force", async () => {
    const { batch, sent } = createTestBatch();
    const startedAt = new Date(Date.now() - 91 * 86_400_000);
    expect(() => batch.run(parcels(1), { startedAt })).toThrow(/longer ago than the store remembers/);
    expect(sent()).toEqual([]);
    await collect(batch.run(parcels(1), { startedAt, force: true }));
    await collect(batch.run(parcels(1), { startedAt: new Date(Date.now() - 86_400_000) }));
    expect(sent().length).toBe(1);
  });
});

it("refuses options that do not exist or cannot be used, by name", () => {
  const send = async () => ({});
  const misspelt = { send, ratePerSeconds: 5 } as { send: typeof send };
  expect(() => createBatch(misspelt)).toThrow(/ratePerSeconds is not a known option/);
  expect(() => createBatch({ send, concurrency: 0, ratePerSecond: 0 })).toThrow(/concurrency .*; ratePerSecond /);
  expect(() => createBatch({} as { send: typeof send })).toThrow(/send must be a function/);
});
