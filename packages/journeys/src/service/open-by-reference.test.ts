import { parseReceipt } from "@nxzalo/core";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createJourneys } from "../journeys.ts";
import { createSqliteStore } from "../sqlite.ts";
import { toStoreError } from "../store/store-errors.ts";
import { createTestJourneys, dayMs, parcel, rejected, unknown, unsent } from "../testing/journeys.ts";

const input = parcel;
let harness: ReturnType<typeof createTestJourneys>;
beforeEach(() => {
  harness = createTestJourneys();
});
const asked = () => harness.client.initJourneyToken.mock.calls.length;

describe("open", () => {
  it("makes a journey, then gives the same one again without asking", async () => {
    const journeys = harness.process();
    const first = await journeys.open(input);
    expect(first).toEqual({
      journeyId: "1",
      token: "token-1",
      phone: "84912345678",
      tokenType: "token_logistics_7",
      reference: "Đơn 42",
      expiresAt: new Date(harness.clock.at + 7 * dayMs),
      reused: false,
    });
    expect(await journeys.open({ ...input, phone: "84.912.345.678" })).toEqual({ ...first, reused: true });
    expect(asked()).toBe(1);
  });

  it("takes both ways to write a letter for the same reference", async () => {
    const journeys = harness.process();
    await journeys.open({ ...input, reference: "Đế".normalize("NFC") });
    expect((await journeys.open({ ...input, reference: "Đế".normalize("NFD") })).reused).toBe(true);
  });

  it("takes no notice of spaces around a reference", async () => {
    const journeys = harness.process();
    const { reference } = await journeys.open({ ...input, reference: "  Đơn 42\u00a0" });
    expect(reference).toBe("Đơn 42");
    expect((await journeys.open(input)).reused).toBe(true);
    await expect(journeys.open({ ...input, reference: "   " })).rejects.toMatchObject({ name: "InputError" });
  });

  it.each([
    ["another phone", { phone: "84987654321" }, {}],
    ["another type", { tokenType: "token_logistics_30" as const }, {}],
    ["another reference", { reference: "Đơn 43" }, {}],
    ["another application", {}, { appKey: "other" }],
  ])("%s is another journey", async (_, more, options) => {
    const journeys = harness.process();
    await journeys.open(input);
    expect((await journeys.open({ ...input, ...more }, options)).reused).toBe(false);
    expect(asked()).toBe(2);
  });

  it("without an application it is the client's own", async () => {
    const journeys = createJourneys({ client: harness.client, store: harness.store });
    const { journeyId } = await journeys.open(input);
    expect(await journeys.open(input)).toMatchObject({ journeyId, reused: true });
    expect((await journeys.open(input, { appKey: "other" })).reused).toBe(false);
    await journeys.send({ journeyId, templateId: "133214", templateData: {} });
    expect(harness.client.initJourneyToken.mock.calls.map(([, options]) => options?.appKey)).toEqual([
      undefined,
      "other",
    ]);
    expect(harness.client.sendTemplate.mock.calls[0]?.[1]).toEqual({});
    expect((await journeys.search({}, { appKeys: [undefined] })).journeys).toMatchObject([{ journeyId }]);
  });

  it("without a reference every call makes a new one", async () => {
    const journeys = harness.process();
    const { reference: _, ...bare } = input;
    const [one, other] = [await journeys.open(bare), await journeys.open(bare)];
    expect([one.reused, other.reused, one.token === other.token]).toEqual([false, false, false]);
    expect(await journeys.find(one.journeyId)).toMatchObject({ state: "open" });
  });

  it("many at once, in several processes: one asks, all get its answer", async () => {
    const processes = [harness.process(), harness.process(), harness.process()];
    const calls = Array.from({ length: 60 }, (_, index) => processes[index % 3]?.open(input));
    const opened = await Promise.all(calls);
    expect(asked()).toBe(1);
    expect(new Set(opened.map((journey) => journey?.token))).toEqual(new Set(["token-1"]));
    expect(opened.filter((journey) => journey?.reused === false)).toHaveLength(1);
  });

  it("keeps neither token nor phone nor reference in the clear", async () => {
    harness = createTestJourneys(await createSqliteStore({ path: ":memory:" }));
    const { records } = harness.store;
    const complete = vi.spyOn(records, "completeLease");
    const acquire = vi.spyOn(records, "acquireLease");
    await harness.process().open(parcel);
    expect(complete).toHaveBeenCalledOnce();
    expect(JSON.stringify([complete.mock.calls, acquire.mock.calls])).not.toMatch(/token-1|84912345678|Đơn|"app"/);
    await records.close();
  });

  it("asks again when the token is nearly over", async () => {
    const journeys = harness.process();
    await journeys.open(input);
    harness.clock.at += 7 * dayMs - 2 * 3_600_000;
    expect((await journeys.open(input)).reused).toBe(true);
    harness.clock.at += 3_600_000;
    expect(await journeys.open(input)).toMatchObject({ token: "token-2", reused: false });
  });
});

describe("what goes wrong", () => {
  const later = (failure: () => Error) => async () => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    throw failure();
  };

  it.each([["refused", rejected] as const, ["not sent", unsent] as const])(
    "callers who waited, in whichever process, hear that the owner was %s; NXCLOUD is asked once",
    async (_, failure) => {
      harness.client.initJourneyToken.mockImplementation(later(failure));
      const opened = await Promise.allSettled([1, 2, 3, 4].map(() => harness.process().open(input)));
      const { code, message, outcome, name } = failure();
      for (const result of opened) {
        expect(result).toMatchObject({
          status: "rejected",
          reason: { code, message, outcome, name },
        });
      }
      expect(asked()).toBe(1);
      await expect(harness.process().open(input)).rejects.toMatchObject({ code });
      expect(asked()).toBe(2);
    },
  );

  it("where the outcome is unknown, one of callers who waited asks at once", async () => {
    harness.client.initJourneyToken.mockImplementationOnce(later(unknown));
    const opened = await Promise.allSettled([1, 2, 3].map(() => harness.process().open(input)));
    expect(opened.filter(({ status }) => status === "rejected")).toHaveLength(1);
    const tokens = opened.flatMap((one) => (one.status === "fulfilled" ? [one.value.token] : []));
    expect(tokens).toEqual(["token-1", "token-1"]);
    expect(asked()).toBe(2);
  });

  it("a process that died is followed by another when its lease is over; its token is given to no caller", async () => {
    const { promise, resolve: answer } = Promise.withResolvers<{ journeyId: string; token: string }>();
    const stuck = { ...harness.client, initJourneyToken: vi.fn(() => promise) };
    const dying = harness.process({ client: stuck }).open(input);
    await expect.poll(() => stuck.initJourneyToken.mock.calls.length).toBe(1);
    harness.clock.at += 36_000;
    expect(await harness.process().open(input)).toMatchObject({ token: "token-1", reused: false });
    answer({ journeyId: "404", token: "late-token" });
    expect(await dying).toMatchObject({ token: "token-1", reused: true });
    expect(await harness.store.records.find("404")).toBeUndefined();
  });

  it("no caller waits beyond the deadline for another process", async () => {
    const stuck = { ...harness.client, initJourneyToken: vi.fn(() => new Promise<never>(() => {})) };
    void harness.process({ client: stuck }).open(input);
    await expect.poll(() => stuck.initJourneyToken.mock.calls.length).toBe(1);
    const waiting = harness.process({ deadlineMs: 1_000, now: () => (harness.clock.at += 100) });
    await expect(waiting.open(input)).rejects.toMatchObject({ code: "unavailable", retryAfterMs: 2_000 });
    expect(asked()).toBe(0);
  });

  const bare = { phone: parcel.phone, tokenType: parcel.tokenType };
  it.each([
    // Its journey may be there already.
    ["acquireLease", parcel, "unknown"] as const,
    ["ping", bare, "not_sent"] as const,
  ])("asks nothing that cannot be stored (%s fails)", async (method, given, outcome) => {
    vi.spyOn(harness.store.records, method).mockRejectedValue(toStoreError(new Error("disk full of 84912345678")));
    const failure = await harness
      .process()
      .open(given)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: "ProxyError", code: "unavailable", retryable: true, isFault: true, outcome });
    // A database may quote what it was given.
    expect(String((failure as Error).cause)).not.toContain("84912345678");
    expect(asked()).toBe(0);
  });

  it("repeats the write of a token, and gives out none that is not stored", async () => {
    const complete = vi
      .spyOn(harness.store.records, "completeLease")
      .mockRejectedValueOnce(toStoreError(new Error("away")));
    expect(await harness.process().open(input)).toMatchObject({ token: "token-1", reused: false });
    expect(complete).toHaveBeenCalledTimes(2);
    complete.mockRejectedValue(toStoreError(new Error("gone")));
    await expect(harness.process().open({ ...input, reference: "other" })).rejects.toMatchObject({
      code: "unavailable",
      outcome: "unknown",
      retryable: true,
    });
  });

  it.each([[{ ...input, phone: "1" }], [{ ...input, reference: "" }], [{ ...input, more: 1 }]])(
    "%j is an InputError",
    async (wrong) => {
      await expect(harness.process().open(wrong)).rejects.toMatchObject({ name: "InputError" });
      expect(asked()).toBe(0);
    },
  );
});

it("a lease that is shorter than a call may take is refused", () => {
  const short = () => harness.process({ leaseMs: 999 });
  expect(short).toThrow(
    expect.objectContaining({ name: "ConfigError", issues: [expect.objectContaining({ path: ["leaseMs"] })] }),
  );
});

describe("open, with an idempotency key", () => {
  const bare = { phone: parcel.phone, tokenType: parcel.tokenType };
  const keyed = { caller: "shop", idempotencyKey: "k" };

  it("gives the first answer again, also without a reference", async () => {
    const first = await harness.process().open(bare, keyed);
    expect(first.reused).toBe(false);
    expect(await harness.process().open(bare, keyed)).toEqual(first);
    expect((await harness.process().open(bare, { ...keyed, caller: "depot" })).token).not.toBe(first.token);
    expect((await harness.process().open(bare, { ...keyed, idempotencyKey: "other" })).token).not.toBe(first.token);
    expect(asked()).toBe(3);
  });

  it.each([
    ["another body", { ...bare, reference: "Đơn 43" }, {}],
    ["another application", bare, { appKey: "other" }],
  ])("refuses %s", async (_, given, more) => {
    await harness.process().open(bare, keyed);
    await expect(harness.process().open(given, { ...keyed, ...more })).rejects.toMatchObject({
      code: "idempotency_mismatch",
      outcome: "not_sent",
      retryable: false,
    });
    expect(asked()).toBe(1);
  });

  it("says so while the first call is on its way", async () => {
    const { promise, resolve: answer } = Promise.withResolvers<{ journeyId: string; token: string }>();
    harness.client.initJourneyToken.mockReturnValueOnce(promise);
    const first = harness.process().open(bare, keyed);
    await expect.poll(asked).toBe(1);
    await expect(harness.process().open(bare, keyed)).rejects.toMatchObject({
      code: "idempotency_conflict",
      outcome: "unknown",
      retryable: true,
    });
    answer({ journeyId: "7", token: "t" });
    expect(await first).toMatchObject({ token: "t" });
    expect(await harness.process().open(bare, keyed)).toEqual(await first);
  });

  it.each([
    ["refused", rejected],
    ["not sent", unsent],
    ["of unknown outcome", unknown],
  ] as const)("a call that was %s may be made again: a token costs nothing", async (_, failure) => {
    harness.client.initJourneyToken.mockRejectedValueOnce(failure());
    await expect(harness.process().open(bare, keyed)).rejects.toMatchObject({ code: failure().code });
    expect(await harness.process().open(bare, keyed)).toMatchObject({ token: "token-1", reused: false });
  });

  it("a process that died is followed by another; the late one gives the other's answer", async () => {
    const { promise, resolve: answer } = Promise.withResolvers<{ journeyId: string; token: string }>();
    const stuck = { ...harness.client, initJourneyToken: vi.fn(() => promise) };
    const dying = harness.process({ client: stuck }).open(bare, keyed);
    await expect.poll(() => stuck.initJourneyToken.mock.calls.length).toBe(1);
    harness.clock.at += 36_000;
    const first = await harness.process().open(bare, keyed);
    answer({ journeyId: "404", token: "late-token" });
    expect(await dying).toEqual(first);
  });

  it("lasts as long as its journey", async () => {
    const first = await harness.process().open(bare, keyed);
    harness.clock.at += 7 * dayMs - 1;
    expect((await harness.process().open(bare, keyed)).token).toBe(first.token);
    await harness.process().forget({ journeyId: first.journeyId });
    expect((await harness.process().open(bare, keyed)).token).toBe("token-2");
    harness.clock.at += 7 * dayMs;
    expect((await harness.process().open(bare, keyed)).token).toBe("token-3");
  });
});

describe("the end of a token", () => {
  it.each([
    ["a time-out receipt", { status: "journey_time_out", journeyId: "1" }],
    ["a failure for a token that Zalo does not know", { ...failedWith(-148), journeyId: "1" }],
    ["a failure for a token that is not valid", { ...failedWith(-149), journeyId: "1" }],
    ["a failure for a token that is over", { ...failedWith(-150), journeyId: "1" }],
    ["one that says little else", { status: "failed", journeyId: "1", zaloRes: { error: "-148" } }],
  ])("comes with %s, however often", async (_, receipt) => {
    const journeys = harness.process();
    await journeys.open(input);
    for (let copies = 0; copies < 2; copies++) await journeys.receive(parseReceipt(receipt));
    expect(await journeys.open(input)).toMatchObject({ token: "token-2", reused: false });
    await journeys.receive(parseReceipt(receipt));
    expect(await journeys.open(input)).toMatchObject({ token: "token-2", reused: true });
  });

  it.each([
    ["a delivery", { status: "delivered", requestId: "r", sendTime: "2026-01-01 00:00:00", journeyId: "1" }],
    ["another failure", { ...failedWith(-118), journeyId: "1" }],
    ["a time-out without a journey", { status: "journey_time_out" }],
    ["a time-out of another journey", { status: "journey_time_out", journeyId: "404" }],
    ["an undocumented status", { status: "over", journeyId: "1" }],
  ])("does not come with %s", async (_, receipt) => {
    const journeys = harness.process();
    await journeys.open(input);
    await journeys.receive(parseReceipt(receipt));
    expect((await journeys.open(input)).reused).toBe(true);
  });
});

function failedWith(error: number) {
  return { status: "failed", code: 17004, requestId: "r", sendTime: "2026-01-01 00:00:00", zaloRes: { error } };
}

describe("forgetting", () => {
  it("deletes a person's journeys, however the phone is written", async () => {
    const journeys = harness.process();
    const { journeyId } = await journeys.open(input);
    await journeys.open({ ...input, phone: "84987654321" });
    expect(await journeys.forget({ phone: "+84912345678" })).toBe(1);
    expect(await journeys.find(journeyId)).toBeUndefined();
    expect((await journeys.open(input)).reused).toBe(false);
    await expect(journeys.forget({ phone: "1" })).rejects.toMatchObject({ name: "InputError" });
  });

  it("stays within the applications that it is given", async () => {
    const journeys = harness.process();
    const { journeyId } = await journeys.open(input);
    const other = await journeys.open(input, { appKey: "other" });
    expect(await journeys.forget({ phone: input.phone }, { appKeys: ["other"] })).toBe(1);
    expect(await journeys.forget({ journeyId }, { appKeys: ["other"] })).toBe(0);
    expect(await journeys.find(journeyId, { appKeys: [undefined] })).toBeDefined();
    expect(await journeys.find(other.journeyId)).toBeUndefined();
    expect(await journeys.forget({ journeyId }, { appKeys: [undefined] })).toBe(1);
  });

  it("sweeps journeys 90 days after their end", async () => {
    const journeys = harness.process();
    const { journeyId } = await journeys.open(input);
    harness.clock.at += 96 * dayMs;
    expect(await journeys.sweep()).toBe(0);
    harness.clock.at += 2 * dayMs;
    // The journey, and the lease of its key.
    expect(await journeys.sweep()).toBe(2);
    expect(await journeys.find(journeyId)).toBeUndefined();
  });
});
