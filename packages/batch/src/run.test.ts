import { getEventListeners } from "node:events";
import {
  type ErrorCode,
  InputError,
  ProxyError,
  ResponseError,
  TransportError,
  UpstreamError,
} from "@nxzalo/core/errors";
import { phoneForCode } from "@nxzalo/sandbox";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createBatch, createBatchWith } from "./batch.ts";
import type { SendAnswer } from "./options.ts";
import { collect, countedRows, createTestBatch, parcel, parcels, runAll } from "./testing/batch.ts";
import type { BatchInput } from "./types.ts";

const passing = (code: "rate_limited" | "unavailable", retryAfterMs?: number) =>
  new ProxyError("later", { code, outcome: "not_sent", retryable: true, status: 429, retryAfterMs });
const lost = () => new TransportError("lost", { code: "network_error", outcome: "unknown" });
const wrong = () => new InputError("wrong", { code: "input_invalid", outcome: "not_sent" });
const conflict = (retryAfterMs?: number) =>
  new ProxyError("on its way", { code: "idempotency_conflict", outcome: "unknown", retryable: true, retryAfterMs });
const unusable: BatchInput = { row: 2, issues: [{ path: ["reference"], code: "reference_invalid", message: "no" }] };

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
    expect(summary).not.toHaveProperty("stopped");
    expect(sent().length).toBe(40);
  });

  it("hands all that a row has to what sends, and nothing that it has not", async () => {
    const given: unknown[] = [];
    const send = async (message: unknown): Promise<SendAnswer> => {
      given.push(message);
      return {};
    };
    const content = { templateId: "133214", templateData: { status: "Đang giao" } };
    const more = {
      sendAt: "2026-11-30T08:00:00+07:00",
      notAfter: "2026-11-30T20:00:00+07:00",
      topic: "delivery",
      labels: { shop: "q1" },
      app: "second",
    };
    await runAll(createBatch({ send }), [
      parcel(2, { ...more, phone: "812345678", countryCode: " +66" }),
      parcel(3, { tokenType: undefined, countryCode: "0084" }),
      parcel(4, { tokenType: undefined, phone: undefined, countryCode: " " }),
    ]);
    const common = { ...content, lane: "batch" };
    expect(given).toStrictEqual([
      { ...common, ...more, phone: "+66812345678", tokenType: "token_logistics_7", reference: "Đơn 2" },
      { ...common, phone: "84910000003" },
      { ...common, reference: "Đơn 4" },
    ]);
  });

  it("says of a row with a time of its own that it is scheduled, and for when", async () => {
    const { batch, sent } = createTestBatch();
    const sendAt = new Date(Date.now() + 86_400_000);
    const { results, summary } = await runAll(batch, [parcel(2, { sendAt: sendAt.toISOString() })]);
    expect(results).toMatchObject([{ state: "scheduled", sendAt, messageId: expect.any(String) }]);
    expect(summary).toMatchObject({ accepted: 0, scheduled: 1 });
    expect(sent()).toEqual([]);
  });

  it.each<[string, Partial<Parameters<typeof parcel>[1]>, string]>([
    ["other data", { templateData: { status: "Đã giao" } }, "reference_repeated"],
    ["another phone", { phone: "0987654321" }, "reference_repeated"],
    ["another time", { sendAt: "2026-11-30T08:00:00+07:00" }, "reference_repeated"],
    ["another type of journey", { tokenType: "token_logistics_30" }, "reference_repeated"],
    ["its phone written in another way", { phone: "+84910000002" }, "row_repeated"],
    ["the name of the application that is meant anyway", { app: "default" }, "row_repeated"],
  ])("tells a second row of one reference with %s: %s", async (_, more, code) => {
    const { results } = await runAll(createBatch({ send: async () => ({}) }), [
      parcel(2),
      parcel(2, { ...more, row: 3 }),
    ]);
    expect(results[1]).toMatchObject({ state: "skipped", reason: { code, row: 2 } });
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

  it("goes on past a row that takes long, a few rows ahead of its result and no more", async () => {
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    let begun = 0;
    const send = async (): Promise<SendAnswer> => {
      begun += 1;
      if (begun === 1) await slow;
      return {};
    };
    const running = runAll(createBatch({ send, concurrency: 2 }), parcels(30));
    await settle();
    expect(begun).toBe(8);
    release();
    expect((await running).summary.accepted).toBe(30);
  });

  it("gives the result of a row that is not sent before it reads the next one", async () => {
    let take = () => {};
    const taken = new Promise<void>((resolve) => {
      take = resolve;
    });
    async function* rows() {
      yield unusable;
      await taken;
      yield parcel(3);
    }
    const states: string[] = [];
    for await (const { state } of createBatch({ send: async () => ({}) }).run(rows())) {
      states.push(state);
      take();
    }
    expect(states).toEqual(["refused", "accepted"]);
  });

  it("comes to its end before the run does where no more results are taken, and nothing more is begun", async () => {
    const { send, state, letOne } = held();
    const iterator = createBatch({ send, concurrency: 3 }).run(parcels(20))[Symbol.asyncIterator]();
    const first = iterator.next();
    await settle();
    letOne();
    await first;
    await settle();
    let isOver = false;
    const ending = iterator.return?.().then(() => {
      isOver = true;
    });
    await settle();
    expect([state.open, isOver]).toEqual([3, false]);
    for (let left = 3; left > 0; left -= 1) letOne();
    await ending;
    expect(state.open).toBe(0);
  });

  it("leaves nothing at a signal once the run, or the dry run, has come to its end", async () => {
    const { signal } = new AbortController();
    const { batch } = createTestBatch();
    await runAll(batch, parcels(2), { signal });
    await collect(batch.check(parcels(2), { signal }));
    expect(getEventListeners(signal, "abort")).toEqual([]);
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
    const { results } = await runAll(batch, [unusable, ...parcels(3)], { signal: AbortSignal.abort() });
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

  it.each([
    ["at a rate", 100],
    ["without one", undefined],
  ])("holds all rows back for as long as the other side asks, %s", async (_, ratePerSecond) => {
    const times: number[] = [];
    const startedAt = performance.now();
    const send = async (): Promise<SendAnswer> => {
      times.push(performance.now() - startedAt);
      const isFirst = times.length === 1;
      await new Promise((resolve) => setTimeout(resolve, 30));
      if (isFirst) throw passing("rate_limited", 3_000);
      return {};
    };
    const running = runAll(createBatch({ send, ratePerSecond, concurrency: 2 }), parcels(6));
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await running).summary.accepted).toBe(6);
    expect(times.filter((time) => time < 3_000)).toHaveLength(2);
  });

  it("holds no other row back for one whose first call is on its way", async () => {
    const times = new Map<string, number>();
    const send = async ({ phone = "" }: { readonly phone?: string | undefined }): Promise<SendAnswer> => {
      if (phone === "84910000002" && performance.now() < 5_000) throw conflict(3_000);
      times.set(phone, performance.now());
      return { messageId: phone };
    };
    vi.setSystemTime(0);
    const running = runAll(createBatch({ send, concurrency: 2 }), parcels(5));
    await vi.advanceTimersByTimeAsync(20_000);
    expect((await running).summary.accepted).toBe(5);
    expect([...times.values()].filter((time) => time < 1_000)).toHaveLength(4);
  });

  it("waits twice as long before each further try, half a minute at most", async () => {
    const times: number[] = [];
    const startedAt = performance.now();
    const send = async (): Promise<SendAnswer> => {
      times.push(Math.round(performance.now() - startedAt));
      throw passing("unavailable");
    };
    const clock = () => 1_000_000 + performance.now();
    const running = runAll(createBatchWith({ send }, { clock, random: () => 1 }), [parcel(2)]);
    await vi.advanceTimersByTimeAsync(150_000);
    expect((await running).results).toMatchObject([{ state: "refused", reason: { code: "unavailable" } }]);
    expect(times).toEqual([0, 500, 1_500, 3_500, 7_500, 15_500, 31_500, 61_500, 91_500]);
  });

  it("counts what was answered late as having left late, also what was refused or tried again", async () => {
    const { send } = scripted(wrong(), passing("unavailable"), {});
    const times: number[] = [];
    const startedAt = performance.now();
    const timed: typeof send = async (message, options) => {
      times.push(Math.round(performance.now() - startedAt));
      await new Promise((resolve) => setTimeout(resolve, 300));
      return send(message, options);
    };
    const settings = { clock: () => performance.now(), random: () => 0 };
    const running = runAll(createBatchWith({ send: timed, ratePerSecond: 1, concurrency: 1 }, settings), parcels(3));
    await vi.advanceTimersByTimeAsync(10_000);
    await running;
    expect(times).toEqual([0, 1_310, 2_620, 3_930]);
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
    const { send, keys } = scripted({ messageId: "one" }, conflict(), conflict(), { messageId: "two" });
    const running = runAll(createBatch({ send, concurrency: 1 }), [parcel(2), parcel(3)]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await running).summary.accepted).toBe(2);
    expect(new Set(keys.slice(1)).size).toBe(1);
  });

  it("asks again also where the very first answer is that another call has the key: only a store knows", async () => {
    const { send, keys } = scripted(conflict(), { messageId: "one" });
    const running = runAll(createBatch({ send }), [parcel(2)]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await running).results).toMatchObject([{ state: "accepted", messageId: "one" }]);
    expect(new Set(keys).size).toBe(1);
  });

  it.each([
    new ProxyError("?", { code: "unavailable", outcome: "unknown", status: 503 }),
    new ProxyError("?", { code: "internal_error", outcome: "unknown", status: 500 }),
    new ResponseError("?", { code: "response_unreadable", outcome: "unknown", status: 200 }),
  ])("asks again where $code leaves it open, also the first row, where the store can be asked", async (open) => {
    const { send, keys } = scripted(open, { messageId: "one" });
    const running = runAll(createBatch({ send, check: async () => ({ results: [] }) }), [parcel(2)]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await running).results).toMatchObject([{ state: "accepted", messageId: "one" }]);
    expect(keys[0]).toBe(keys[1]);
  });

  it("never repeats what may have been sent where no store remembers keys", async () => {
    const { send, keys } = scripted(lost());
    const running = runAll(createBatch({ send }), [parcel(2)]);
    await vi.advanceTimersByTimeAsync(200_000);
    expect((await running).results).toMatchObject([{ state: "unknown", reason: { code: "network_error" } }]);
    expect(keys.length).toBe(1);
  });

  it.each([
    new TransportError("lost", { code: "timeout", outcome: "unknown", status: 504 }),
    new UpstreamError("failed", { code: "upstream_failure", outcome: "unknown", upstreamCode: -1 }),
  ])("never repeats what the other side has answered not to know, with a store either: $code", async (told) => {
    const { send, keys } = scripted({ messageId: "one" }, told);
    const running = runAll(createBatch({ send, concurrency: 1 }), [parcel(2), parcel(3)]);
    await vi.advanceTimersByTimeAsync(200_000);
    expect((await running).results[1]).toMatchObject({ state: "unknown", reason: { code: told.code } });
    expect(keys.length).toBe(2);
  });

  it("leaves a row that waits to be tried again unsent when the run is aborted", async () => {
    const { send } = scripted(passing("unavailable", 60_000));
    const controller = new AbortController();
    const running = runAll(createBatch({ send }), [parcel(2)], { signal: controller.signal });
    await vi.advanceTimersByTimeAsync(1_000);
    controller.abort();
    expect((await running).results).toMatchObject([{ state: "skipped", reason: { code: "batch_stopped" } }]);
    // A timer that is left would keep a process from ending.
    expect(vi.getTimerCount()).toBe(0);
  });

  it("says of rows that are refused once the run was aborted which of them another run would send", async () => {
    const controller = new AbortController();
    const refusals = [wrong(), passing("unavailable", 60_000)];
    const send = async (): Promise<SendAnswer> => {
      const refusal = refusals.shift();
      await new Promise((resolve) => setTimeout(resolve, 100));
      throw refusal;
    };
    const running = runAll(createBatch({ send, concurrency: 2 }), parcels(2), { signal: controller.signal });
    await vi.advanceTimersByTimeAsync(50);
    controller.abort();
    await vi.advanceTimersByTimeAsync(100);
    expect((await running).results).toMatchObject([
      { state: "refused", reason: { code: "input_invalid" } },
      { state: "skipped", reason: { code: "batch_stopped" } },
    ]);
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

  /** Of every code, whether it would meet every other row as well. */
  const meetsAll: Readonly<Record<ErrorCode, boolean>> = {
    config_invalid: true,
    network_error: true,
    timeout: true,
    response_unreadable: true,
    response_invalid: true,
    authentication_failed: true,
    clock_skew: true,
    account_unavailable: true,
    balance_insufficient: true,
    application_unavailable: true,
    quotation_missing: true,
    route_missing: true,
    journey_quotation_missing: true,
    journey_quotation_unavailable: true,
    upstream_rate_limited: true,
    upstream_failure: true,
    upstream_code_unknown: true,
    unauthorized: true,
    forbidden: true,
    route_not_found: true,
    method_not_allowed: true,
    rate_limited: true,
    unavailable: true,
    internal_error: true,
    // A matter of the row: its content, its recipient, its journey, its key.
    input_invalid: false,
    parameter_rejected: false,
    phone_rejected: false,
    body_malformed: false,
    body_too_large: false,
    media_type_unsupported: false,
    journey_not_found: false,
    message_not_found: false,
    message_not_resendable: false,
    message_not_cancellable: false,
    message_expired: false,
    reference_ambiguous: false,
    idempotency_conflict: false,
    idempotency_mismatch: false,
    template_mismatch: false,
    recipient_suppressed: false,
  };

  it.each(Object.entries(meetsAll))("by its code: %s would meet every row: %s", async (code, stops) => {
    const { send, keys } = scripted(new ProxyError("no", { code: code as "forbidden", outcome: "not_sent" }));
    const { summary } = await runAll(createBatch({ send, concurrency: 1, stopAfterFailures: 2 }), parcels(5));
    expect([keys.length, summary.stopped?.code]).toEqual(stops ? [2, code] : [5, undefined]);
  });

  it("is no failure of single rows, however many", async () => {
    const { batch } = createTestBatch({ stopAfterFailures: 2 });
    const rows = parcels(20).map((row) => ({ ...row, templateId: "" }));
    expect((await runAll(batch, rows)).summary).toMatchObject({ rows: 20, refused: 20, reasons: { empty: 20 } });
  });

  it.each([
    ["accepted", {}],
    ["scheduled", { state: "scheduled" }],
  ] as const)("is no failure between rows that are %s", async (state, answer) => {
    let calls = 0;
    const send = async (): Promise<SendAnswer> => {
      calls += 1;
      if (calls % 3 !== 0) throw poor();
      return answer;
    };
    const { summary } = await runAll(createBatch({ send, concurrency: 1, stopAfterFailures: 3 }), parcels(30));
    expect(summary).toMatchObject({ rows: 30, [state]: 10, refused: 20 });
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
