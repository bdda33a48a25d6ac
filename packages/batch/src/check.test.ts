import { ProxyError, TransportError } from "@nxzalo/core/errors";
import type { MessageCheck } from "@nxzalo/core/journeys";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createBatch, createBatchWith } from "./batch.ts";
import type { BatchOptions, CheckedMessage } from "./options.ts";
import { collect, createTestBatch, parcel, parcels } from "./testing/batch.ts";
import type { BatchMessage } from "./types.ts";

const free: MessageCheck = { known: null, issues: [], suppressed: false };
const never = async () => {
  throw new Error("a dry run sends nothing");
};

/** A dry run over a store that answers as it is told. */
function createDryRun(answer: (message: CheckedMessage) => MessageCheck, more: Partial<BatchOptions> = {}) {
  const asked: number[] = [];
  const check: BatchOptions["check"] = async ({ messages }) => {
    asked.push(messages.length);
    return { results: messages.map(answer) };
  };
  return { asked, batch: createBatch({ send: never, check, ...more }) };
}

describe("a dry run of a file alone", () => {
  it("finds what cannot be sent, what is corrected, what is there twice and what looks alike", async () => {
    const { batch, sent } = createTestBatch();
    const run = batch.check([
      parcel(2),
      parcel(3, { phone: "912345678" }),
      parcel(4, { phone: "8484912345678" }),
      parcel(2, { row: 5 }),
      parcel(3, { row: 6, phone: "0987654321" }),
      parcel(7, { reference: "don2" }),
      parcel(8, { reference: "DON 2" }),
      parcel(9, { reference: undefined, tokenType: undefined, source: { SĐT: "0910000009" } }),
    ]);
    const rows = await collect(run);
    expect(rows.map(({ source }) => source).filter(Boolean)).toEqual([{ SĐT: "0910000009" }]);
    expect(rows.map(({ verdict, reason, warnings }) => [verdict, reason?.code, reason?.row, warnings[0]?.row])).toEqual(
      [
        ["send", undefined, undefined, undefined],
        ["send", undefined, undefined, undefined],
        ["refused", "phone_country_code_twice", undefined, undefined],
        ["repeated", "row_repeated", 2, undefined],
        ["repeated", "reference_repeated", 3, undefined],
        ["send", undefined, undefined, 2],
        ["send", undefined, undefined, 2],
        ["send", undefined, undefined, undefined],
      ],
    );
    expect(run.summary).toEqual({
      rows: 8,
      send: 5,
      sent: null,
      refused: 1,
      repeated: 2,
      later: 0,
      laterForQuota: 0,
      changes: 1,
      reasons: { phone_country_code_twice: 1, row_repeated: 1, reference_repeated: 1 },
      warnings: { reference_similar: 2 },
      estimate: [],
    });
    expect(sent()).toEqual([]);
  });
});

it.each(["", " over a store"])("a dry run%s that is aborted ends, and closes what gives the rows", async (store) => {
  const controller = new AbortController();
  const quota = vi.fn(async () => null);
  const { batch } = store ? createDryRun(() => free, { quota }) : createTestBatch({ quota });
  let isClosed = false;
  function* rows() {
    try {
      yield* parcels(2_000);
    } finally {
      isClosed = true;
    }
  }
  const run = batch.check(rows(), { signal: controller.signal });
  for await (const { row } of run) if (row === 4) controller.abort();
  expect(run.summary.rows).toBe(store ? 500 : 3);
  expect(isClosed).toBe(true);
  expect(quota).not.toHaveBeenCalled();
});

describe("a row that is larger than a message may be", () => {
  /** A row whose message has so many bytes as JSON. */
  function rowOfSize(row: number, bytes: number): BatchMessage {
    const { phone, templateId, tokenType, reference } = parcel(row);
    const sizeOf = (note: string) =>
      Buffer.byteLength(
        JSON.stringify({
          templateId,
          templateData: { note },
          lane: "batch",
          phone: `84${phone?.slice(1)}`,
          tokenType,
          reference,
        }),
      );
    const text = 'Đ"'.repeat(14_000);
    return parcel(row, { templateData: { note: text + "x".repeat(bytes - sizeOf(text)) } });
  }
  const rows = () => [
    parcel(2),
    rowOfSize(3, 64 * 1024),
    rowOfSize(4, 64 * 1024 + 1),
    rowOfSize(5, 600_000),
    parcel(6),
  ];
  const tooLarge = expect.objectContaining({ code: "body_too_large", message: expect.stringContaining("64 KiB") });

  it("is refused by a dry run and by a run, for the same reason, and not sent; the others go on", async () => {
    const bodies: string[] = [];
    const { asked, batch } = createDryRun(() => free, {
      send: async (message) => {
        bodies.push(JSON.stringify(message));
        return { requestId: "1" };
      },
    });
    const alone = createBatch({ send: never });
    const verdicts = [undefined, undefined, tooLarge, tooLarge, undefined];
    for (const one of [batch, alone])
      expect((await collect(one.check(rows()))).map(({ reason }) => reason)).toEqual(verdicts);
    expect(asked).toEqual([3]);
    const results = await collect(batch.run(rows()));
    expect(results.map(({ state }) => state)).toEqual(["accepted", "accepted", "refused", "refused", "accepted"]);
    expect(results.map(({ reason }) => reason)).toEqual(verdicts);
    expect(Math.max(...bodies.map((body) => Buffer.byteLength(body)))).toBe(64 * 1024);
  });
});

describe("a row with a topic", () => {
  it("and a reference, but without a token type, is refused for what is missing, and not sent", async () => {
    const untyped = { tokenType: undefined, topic: "delivery" };
    const rows = [parcel(2, untyped), parcel(3, { topic: "delivery" }), parcel(4, { tokenType: undefined })];
    const wanted = [expect.objectContaining({ code: "required", path: ["tokenType"] }), undefined, undefined];
    const { batch, sent } = createTestBatch();
    expect((await collect(batch.check(rows))).map(({ reason }) => reason)).toEqual(wanted);
    expect((await collect(batch.run(rows))).map(({ reason }) => reason)).toEqual(wanted);
    expect(sent()).toHaveLength(2);
    const alone = [parcel(5, { ...untyped, phone: undefined })];
    expect((await collect(batch.check(alone)))[0]).toMatchObject({ verdict: "send" });
  });
});

describe("a dry run against a store", () => {
  it("asks for 500 messages at a time, in their order, by the keys that a run has", async () => {
    const keys: string[] = [];
    const { asked, batch } = createDryRun(({ idempotencyKey }) => {
      keys.push(idempotencyKey);
      return free;
    });
    const rows = await collect(batch.check(parcels(1_201)));
    expect(asked).toEqual([500, 500, 201]);
    expect(rows.map(({ row }) => row)).toEqual(parcels(1_201).map(({ row }) => row));
    const { batch: sending } = createTestBatch();
    const results = await collect(sending.run(parcels(3)));
    expect(results.map(({ idempotencyKey }) => idempotencyKey)).toEqual(keys.slice(0, 3));
  });

  it("asks nothing about rows that the file alone refuses", async () => {
    const { asked, batch } = createDryRun(() => free);
    const [row] = await collect(batch.check([parcel(2, { phone: "02438123456" })]));
    expect(row).toMatchObject({ verdict: "refused", reason: { code: "phone_landline" } });
    expect(asked).toEqual([]);
  });

  it("throws where fewer answers come than were asked for", async () => {
    const batch = createBatch({ send: never, check: async () => ({ results: [free] }) });
    await expect(collect(batch.check(parcels(2)))).rejects.toThrow("check answered 1 of 2 messages");
  });

  it("keeps what the file alone warns of beside what the store says", async () => {
    const { batch } = createDryRun(() => ({ ...free, known: "unknown" }));
    const rows = await collect(batch.check([parcel(2), parcel(3, { reference: "don2" })]));
    expect(rows[1]?.warnings.map(({ code }) => code)).toEqual(["reference_similar", "outcome_unknown"]);
  });

  it("says when the first goes of those that go later", async () => {
    const days = ["2026-11-30", "2026-11-29", "2026-12-01"].map((day) => new Date(`${day}T00:00:00Z`));
    let at = 0;
    const { batch } = createDryRun(() => ({ ...free, sendAt: days[at++] ?? new Date(), heldFor: "quiet_hours" }));
    const run = batch.check(parcels(3));
    await collect(run);
    expect(run.summary).toMatchObject({ later: 3, laterFrom: days[1], laterForQuota: 0 });
  });

  it("says what waits for another day's quota, and tells how many of its rows go before", async () => {
    const ahead: (number | undefined)[] = [];
    const sendAt = new Date("2026-11-30T00:00:00Z");
    const batch = createBatch({
      send: async () => ({ requestId: "1" }),
      check: async (request) => {
        ahead.push(request.ahead);
        const held = { ...free, sendAt, heldFor: "quota" } as const;
        return { results: request.messages.map((_, index) => (index < 300 ? free : held)) };
      },
    });
    const run = batch.check(parcels(1_201));
    const rows = await collect(run);
    expect(ahead).toEqual([undefined, 300, 600]);
    expect(rows[400]).toMatchObject({ verdict: "send", sendAt, heldFor: "quota" });
    expect(run.summary).toMatchObject({ send: 1_201, later: 400, laterFrom: sendAt, laterForQuota: 400 });
  });

  it("tells of no row before that is not sent: neither one that was, nor one that is refused", async () => {
    const ahead: (number | undefined)[] = [];
    const check: BatchOptions["check"] = async (request) => {
      ahead.push(request.ahead);
      const others = [free, { ...free, known: "delivered" as const }];
      return { results: request.messages.map((_, at) => others[at] ?? { ...free, suppressed: true }) };
    };
    await collect(createBatch({ send: never, check }).check(parcels(1_001)));
    expect(ahead).toEqual([undefined, 1, 2]);
  });

  it("leaves no listener on the signal", async () => {
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");
    await collect(createDryRun(() => free).batch.check(parcels(1), { signal }));
    expect(added).toHaveBeenCalledOnce();
    expect(removed.mock.calls).toEqual(added.mock.calls);
  });

  it("asks for fewer where they are long, so that a request fits into 512 KiB", async () => {
    const long = "Đ".repeat(20_000);
    const { asked, batch } = createDryRun(() => free);
    await collect(batch.check(parcels(20).map((row) => ({ ...row, templateData: { long } }))));
    expect(asked).toEqual([7, 7, 6]);
  });

  it("writes each message as JSON once, to know its size", async () => {
    const { batch } = createDryRun(() => free);
    const written = new Map<number, number>();
    const rows = parcels(3).map((one) => {
      const status = { toJSON: () => void written.set(one.row, (written.get(one.row) ?? 0) + 1) };
      return { ...one, templateData: { status } } as unknown as BatchMessage;
    });
    await collect(batch.check(rows));
    expect([...written.values()]).toEqual([1, 1, 1]);
  });

  it("says what was sent, what is wrong, who is not to be written to, when it goes and what it costs", async () => {
    const sendAt = new Date("2026-11-30T00:00:00Z");
    const issue = {
      path: ["templateData", "status"],
      code: "variable_too_long",
      message: "is too long",
      limit: 3,
      length: 9,
    };
    const changed = { path: [], code: "content_changed", message: "was sent with other content" };
    const answers: readonly MessageCheck[] = [
      { ...free, known: "delivered" },
      { ...free, known: "accepted", issues: [changed] },
      { ...free, known: "refused", estimate: { amount: "200", currency: "VND" } },
      { ...free, issues: [issue] },
      { ...free, suppressed: true },
      { ...free, sendAt, estimate: { amount: "200.5", currency: "VND" } },
      { ...free, known: "expired" },
      { ...free, known: "unknown" },
    ];
    let at = 0;
    const { batch } = createDryRun(() => answers[at++] ?? free, {
      quota: async () => ({ remaining: 0, daily: 1_000 }),
    });
    const run = batch.check(parcels(8));
    expect((await collect(run)).map(({ verdict, known, reason }) => [verdict, known, reason?.code])).toEqual([
      ["sent", "delivered", undefined],
      ["sent", "accepted", undefined],
      ["send", undefined, undefined],
      ["refused", undefined, "variable_too_long"],
      ["refused", undefined, "recipient_suppressed"],
      ["send", undefined, undefined],
      ["sent", "expired", undefined],
      ["sent", "unknown", undefined],
    ]);
    expect(run.summary).toMatchObject({
      send: 2,
      sent: 4,
      refused: 2,
      later: 1,
      laterFrom: sendAt,
      warnings: { content_changed: 1, not_sent_again: 1, outcome_unknown: 1 },
      estimate: [{ amount: "400.5", currency: "VND" }],
      quota: { remaining: 0, daily: 1_000, isEnough: false },
    });
  });

  it("takes from today's quota what goes today, not what is due on a later day", async () => {
    const sendAt = new Date(Date.now() + 48 * 3_600_000);
    const others = [{ ...free, known: "delivered" } as const, { ...free, suppressed: true }];
    const answers = [free, { ...free, sendAt: new Date() }, { ...free, sendAt }, { ...free, sendAt }, ...others];
    for (const [remaining, isEnough] of [
      [2, true],
      [1, false],
    ] as const) {
      let at = 0;
      const { batch } = createDryRun(() => answers[at++] ?? free, { quota: async () => ({ remaining, daily: 100 }) });
      const run = batch.check(parcels(6));
      await collect(run);
      expect(run.summary).toMatchObject({ send: 4, quota: { remaining, isEnough } });
    }
  });

  describe("goes by the days of Vietnam", () => {
    afterEach(() => void vi.useRealTimers());

    it.each([
      ["2026-11-30T16:59:59.999Z", "2026-11-30T17:00:00Z", true],
      ["2026-11-30T17:00:00Z", "2026-12-01T16:59:59.999Z", false],
    ])("at %s, of a row that goes at %s", async (now, sendAt, isEnough) => {
      vi.useFakeTimers({ now: new Date(now), toFake: ["Date"] });
      const { batch } = createDryRun(() => ({ ...free, sendAt: new Date(sendAt) }), {
        quota: async () => ({ remaining: 0, daily: 100 }),
      });
      const run = batch.check(parcels(1));
      await collect(run);
      expect(run.summary).toMatchObject({ quota: { isEnough } });
    });
  });

  it("finds today's quota too small where rows are held for another day's", async () => {
    const held = { ...free, sendAt: new Date(Date.now() + 48 * 3_600_000), heldFor: "quota" } as const;
    let at = 0;
    const { batch } = createDryRun(() => (at++ === 0 ? free : held), {
      quota: async () => ({ remaining: 1, daily: 100 }),
    });
    const run = batch.check(parcels(2));
    await collect(run);
    expect(run.summary).toMatchObject({ laterForQuota: 1, quota: { isEnough: false } });
  });

  it("asks again where that may help, and throws what does not pass", async () => {
    let calls = 0;
    const away = new ProxyError("away", { code: "unavailable", outcome: "not_sent", retryable: true, retryAfterMs: 1 });
    const check: BatchOptions["check"] = async ({ messages }) => {
      calls += 1;
      if (calls === 1) throw away;
      return { results: messages.map(() => free) };
    };
    const settings = { clock: () => 0, random: () => 0 };
    expect(await collect(createBatchWith({ send: never, check }, settings).check(parcels(2)))).toHaveLength(2);
    for (const [error, tries] of [
      [new TransportError("lost", { code: "network_error", outcome: "unknown" }), 6],
      [new TypeError("a bug"), 1],
      [Object.assign(new Error("another's"), { kind: "transport", retryable: true }), 1],
    ] as const) {
      let asked = 0;
      const failing = async () => {
        asked += 1;
        throw error;
      };
      const run = createBatchWith({ send: never, check: failing }, settings).check(parcels(1));
      await expect(collect(run)).rejects.toBe(error);
      expect(asked).toBe(tries);
    }
    const forbidden = async () => {
      throw new ProxyError("no", { code: "forbidden", outcome: "not_sent" });
    };
    await expect(collect(createBatch({ send: never, check: forbidden }).check(parcels(2)))).rejects.toThrow("no");
  });

  describe("asks again", () => {
    beforeEach(() => void vi.useFakeTimers({ now: 0 }));
    afterEach(() => void vi.useRealTimers());

    /** A store that is away, and when it was asked. */
    function createAway(retryAfterMs: number | undefined) {
      const times: number[] = [];
      const error = new TransportError("away", { code: "network_error", outcome: "unknown", retryAfterMs });
      const check = async () => {
        times.push(Date.now());
        throw error;
      };
      return { times, error, batch: createBatchWith({ send: never, check }, { clock: Date.now, random: () => 1 }) };
    }

    it.each([
      ["after ever longer waits", undefined, [0, 1_000, 3_000, 7_000, 15_000, 31_000]],
      ["not before the time that it was given", 5_000, [0, 5_000, 10_000, 15_000, 23_000, 39_000]],
    ])("%s", async (_, retryAfterMs, wanted) => {
      const { times, error, batch } = createAway(retryAfterMs);
      const failed = expect(collect(batch.check(parcels(1)))).rejects.toBe(error);
      await vi.advanceTimersByTimeAsync(60_000);
      await failed;
      expect(times).toEqual(wanted);
    });

    it("no more where it is aborted meanwhile, and throws what it had heard", async () => {
      const { times, error, batch } = createAway(5_000);
      const controller = new AbortController();
      const failed = expect(collect(batch.check(parcels(1), { signal: controller.signal }))).rejects.toBe(error);
      await vi.advanceTimersByTimeAsync(1_000);
      controller.abort();
      await failed;
      expect(times).toEqual([0]);
      expect(vi.getTimerCount()).toBe(0);
    });
  });
});
