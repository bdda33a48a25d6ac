import { parseReceipt } from "@nxzalo/core";
import { TransportError, UpstreamError } from "@nxzalo/core/errors";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createJourneys, type JourneysOptions, openVault } from "./index.ts";
import { createMemoryStore } from "./memory.ts";
import type { JourneyStore } from "./store.ts";

const dayMs = 86_400_000;
const input = { phone: "+84 912 345 678", tokenType: "token_logistics_7", reference: "Đơn 42" } as const;
const storeKey = btoa(String.fromCharCode(...new Uint8Array(32).fill(7)));

let store: JourneyStore;
let time: number;
let asked: number;
beforeEach(() => {
  store = createMemoryStore();
  time = 1_700_000_000_000;
  asked = 0;
});

/** What NXCLOUD answers, unless a test says otherwise: another token each time, after a while. */
const initJourneyToken = async () => {
  asked += 1;
  const journeyId = String(asked);
  await new Promise((resolve) => setTimeout(resolve, 5));
  return { journeyId, token: `token-${journeyId}` };
};

/** One process with the bookkeeping over the shared store. */
async function processWith(more: Partial<JourneysOptions> = {}) {
  const vault = await openVault(store, [storeKey]);
  return createJourneys({ client: { initJourneyToken }, store, vault, appKey: "app", now: () => time, ...more });
}

const unknown = () => new TransportError("lost", { code: "timeout", outcome: "unknown", retryable: true });
const rejected = () => new UpstreamError("no quotation", { code: "quotation_missing", outcome: "rejected" });

describe("open", () => {
  it("makes a journey, then gives the same one again without asking", async () => {
    const journeys = await processWith();
    const first = await journeys.open(input);
    expect(first).toEqual({
      ...{
        journeyId: "1",
        token: "token-1",
        phone: "84912345678",
        tokenType: "token_logistics_7",
        reference: "Đơn 42",
      },
      ...{ expiresAt: new Date(time + 7 * dayMs), reused: false },
    });
    expect(await journeys.open({ ...input, phone: "84.912.345.678" })).toEqual({ ...first, reused: true });
    expect(asked).toBe(1);
  });

  it("takes both ways to write a letter for the same reference", async () => {
    const journeys = await processWith();
    await journeys.open({ ...input, reference: "Đế".normalize("NFC") });
    expect((await journeys.open({ ...input, reference: "Đế".normalize("NFD") })).reused).toBe(true);
  });

  it.each([
    ["another phone", { phone: "84987654321" }, {}],
    ["another type", { tokenType: "token_logistics_30" as const }, {}],
    ["another reference", { reference: "Đơn 43" }, {}],
    ["another application", {}, { appKey: "other" }],
  ])("%s is another journey", async (_, more, options) => {
    const journeys = await processWith();
    await journeys.open(input);
    expect((await journeys.open({ ...input, ...more }, options)).reused).toBe(false);
    expect(asked).toBe(2);
  });

  it("without a reference every call makes a new one", async () => {
    const journeys = await processWith();
    const { reference: _, ...bare } = input;
    const [one, other] = [await journeys.open(bare), await journeys.open(bare)];
    expect([one.reused, other.reused, one.token === other.token]).toEqual([false, false, false]);
    expect(await journeys.find(one.journeyId)).toMatchObject({ token: one.token });
  });

  it("many at once, in several processes: one asks, all get its answer", async () => {
    const processes = await Promise.all([processWith(), processWith(), processWith()]);
    const calls = Array.from({ length: 60 }, (_, index) => processes[index % 3]?.open(input));
    const opened = await Promise.all(calls);
    expect(asked).toBe(1);
    expect(new Set(opened.map((journey) => journey?.token))).toEqual(new Set(["token-1"]));
    expect(opened.filter((journey) => journey?.reused === false)).toHaveLength(1);
  });

  it("keeps neither token nor phone nor reference in the clear", async () => {
    const add = vi.spyOn(store, "complete");
    await (await processWith()).open(input);
    expect(JSON.stringify(add.mock.calls)).not.toMatch(/token-1|84912345678|Đơn/);
  });

  it("asks again when the token is nearly over", async () => {
    const journeys = await processWith();
    await journeys.open(input);
    time += 7 * dayMs - 2 * 3_600_000;
    expect((await journeys.open(input)).reused).toBe(true);
    time += 3_600_000;
    expect(await journeys.open(input)).toMatchObject({ token: "token-2", reused: false });
  });
});

describe("what goes wrong", () => {
  it("those who waited get the owner's refusal, and NXCLOUD is asked once", async () => {
    const refuse = async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      throw rejected();
    };
    const client = { initJourneyToken: vi.fn(refuse) };
    const journeys = await processWith({ client });
    const opened = await Promise.allSettled([1, 2, 3].map(() => journeys.open(input)));
    expect(opened.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(client.initJourneyToken).toHaveBeenCalledTimes(1);
    await expect(journeys.open(input)).rejects.toMatchObject({ code: "quotation_missing" });
  });

  it("where the outcome is unknown, one of those who waited asks at once", async () => {
    const lose = async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      throw unknown();
    };
    const answers = [lose, initJourneyToken];
    const client = { initJourneyToken: vi.fn(() => (answers.shift() ?? initJourneyToken)()) };
    const journeys = await processWith({ client });
    const [owner, ...waiters] = await Promise.allSettled([1, 2, 3].map(() => journeys.open(input)));
    expect(owner?.status).toBe("rejected");
    expect(waiters.map((waiter) => waiter.status === "fulfilled" && waiter.value.token)).toEqual([
      "token-1",
      "token-1",
    ]);
    expect(client.initJourneyToken).toHaveBeenCalledTimes(2);
  });

  it("a process that died is followed by another when its lease is over; its token is given to nobody", async () => {
    const { promise, resolve: answer } = Promise.withResolvers<{ journeyId: string; token: string }>();
    const stuck = { initJourneyToken: vi.fn(() => promise) };
    const dying = (await processWith({ client: stuck })).open(input);
    await expect.poll(() => stuck.initJourneyToken.mock.calls.length).toBe(1);
    time += 36_000;
    expect(await (await processWith()).open(input)).toMatchObject({ token: "token-1", reused: false });
    answer({ journeyId: "late", token: "late-token" });
    expect(await dying).toMatchObject({ token: "token-1", reused: true });
    expect(await store.find("late")).toBeUndefined();
  });

  it("nobody waits beyond the deadline for another process", async () => {
    const stuck = { initJourneyToken: vi.fn(() => new Promise<never>(() => {})) };
    void (await processWith({ client: stuck })).open(input);
    await expect.poll(() => stuck.initJourneyToken.mock.calls.length).toBe(1);
    const waiting = await processWith({ deadlineMs: 1_000, now: () => (time += 100) });
    await expect(waiting.open(input)).rejects.toMatchObject({ code: "unavailable", retryAfterMs: 2_000 });
    expect(asked).toBe(0);
  });

  it("asks nothing that cannot be remembered", async () => {
    vi.spyOn(store, "claim").mockRejectedValue(new Error("disk full"));
    await expect((await processWith()).open(input)).rejects.toMatchObject({
      ...{ name: "ProxyError", code: "unavailable", retryable: true },
    });
    expect(asked).toBe(0);
  });

  it.each([[{ ...input, phone: "1" }], [{ ...input, reference: "" }], [{ ...input, more: 1 }]])(
    "%j is an InputError",
    async (wrong) => expect((await processWith()).open(wrong)).rejects.toMatchObject({ name: "InputError" }),
  );
});

describe("the end of a token", () => {
  it("comes with a time-out receipt", async () => {
    const journeys = await processWith();
    const { journeyId } = await journeys.open(input);
    await journeys.receive(parseReceipt({ status: "delivered", requestId: "r", sendTime: "2026-01-01 00:00:00" }));
    expect((await journeys.open(input)).reused).toBe(true);
    await journeys.receive(parseReceipt({ status: "journey_time_out", journeyId }));
    await journeys.receive(parseReceipt({ status: "journey_time_out", journeyId }));
    expect(await journeys.open(input)).toMatchObject({ token: "token-2", reused: false });
  });

  it("a receipt for nobody changes nothing", async () => {
    const journeys = await processWith();
    await journeys.open(input);
    await journeys.receive(parseReceipt({ status: "journey_time_out" }));
    await journeys.receive(parseReceipt({ status: "journey_time_out", journeyId: "nobody" }));
    expect((await journeys.open(input)).reused).toBe(true);
  });
});

describe("forgetting", () => {
  it("deletes a person's journeys, however the phone is written", async () => {
    const journeys = await processWith();
    const { journeyId } = await journeys.open(input);
    await journeys.open({ ...input, phone: "84987654321" });
    expect(await journeys.forget({ phone: "+84912345678" })).toBe(1);
    expect(await journeys.find(journeyId)).toBeUndefined();
    expect((await journeys.open(input)).reused).toBe(false);
  });

  it("sweeps what is over", async () => {
    const journeys = await processWith();
    await journeys.open(input);
    expect(await journeys.sweep()).toBe(0);
    time += 8 * dayMs;
    expect(await journeys.sweep()).toBe(1);
  });
});
