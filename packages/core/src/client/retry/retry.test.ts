import fc from "fast-check";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it, vi } from "vitest";
import { TransportError } from "../../errors.ts";
import { sign } from "../../signature/sign.ts";
import { createNxZalo } from "../client.ts";
import type { NxZaloEvent } from "../events.ts";
import type { NxZaloOptions } from "../options.ts";
import { TransportFailure, type TransportRequest } from "../transport.ts";
import { createBudget } from "./budget.ts";
import { worstOutcome } from "./policy.ts";

const journey = { phone: "84912345678", tokenType: "token_logistics_7" } as const;
const message = { phone: "84912345678", templateId: "1", templateData: {} };
let account = 0;

type Answer =
  | { code?: number; data?: object; date?: string; retryAfter?: string }
  | "lost"
  | "unsent"
  | "html"
  | "hanging";
const success: Answer = { code: 0, data: { journeyId: "1", token: "tok", requestId: "r" } };

/** A client whose requests are answered in turn (the last answer for good), on an account and a clock of its own. */
function clientThatGets(answers: Answer[], options: Partial<NxZaloOptions> = {}) {
  const events: NxZaloEvent[] = [];
  const requests: TransportRequest[] = [];
  const transport = async (request: TransportRequest) => {
    requests.push(request);
    const answer = answers[Math.min(requests.length, answers.length) - 1] as Answer;
    if (answer === "lost" || answer === "unsent") throw new TransportFailure("broken", { sent: answer === "lost" });
    if (answer === "hanging") return new Promise<never>(() => {});
    const text = answer === "html" ? "<html>" : JSON.stringify({ code: answer.code, message: "m", data: answer.data });
    const { date = null, retryAfter = null } = answer === "html" ? {} : answer;
    const headers = { get: (name: string) => (name === "date" ? date : name === "retry-after" ? retryAfter : null) };
    const body = (async function* () {
      yield new TextEncoder().encode(text);
    })();
    return { status: 200, headers, body };
  };
  account += 1;
  const nx = createNxZalo({
    credentials: { accessKey: `ak-${account}`, accessSecret: "new" },
    appKey: "app",
    transport,
    random: () => 0.01,
    onEvent: (event) => void events.push(event),
    ...options,
  });
  return { nx, requests, events, types: () => events.map(({ type }) => type) };
}

describe("what is repeated", () => {
  it.each<[string, Answer[], number]>([
    ["what surely was not sent", ["unsent", success], 2],
    ["a lost reply, because a token costs nothing", ["lost", "lost", success], 3],
    ["a reply that cannot be read", ["html", success], 2],
    ["9010, which was not processed", [{ code: 9010, retryAfter: "0" }, success], 2],
  ])("init: %s", async (_, answers, attempts) => {
    const { nx, requests, events } = clientThatGets(answers);
    expect(await nx.initJourneyToken(journey)).toEqual({ journeyId: "1", token: "tok" });
    expect(requests).toHaveLength(attempts);
    expect(events.at(-1)).toMatchObject({ type: "settled", attempts });
  });

  it.each<[string, Answer[], number]>([
    ["what surely was not sent", ["unsent", success], 2],
    ["9010, which was not processed", [{ code: 9010, retryAfter: "0" }, success], 2],
  ])("a message: %s", async (_, answers, attempts) => {
    const { nx, requests } = clientThatGets(answers);
    expect(await nx.sendTemplate(message)).toEqual({ requestId: "r" });
    expect(requests).toHaveLength(attempts);
  });

  it.each<[string, Answer]>([
    ["a lost reply", "lost"],
    ["a reply that cannot be read", "html"],
    ["an outcome that NXCLOUD does not know", { code: 9001 }],
    ["a refusal", { code: 9004 }],
  ])("a message, never after %s", async (_, answer) => {
    const { nx, requests } = clientThatGets([answer, success]);
    await failureOf(nx.sendTemplate(message));
    expect(requests).toHaveLength(1);
  });

  it.each([-1, 9001, 9999, 12345, 9000, 9002, 1003, 1004])("init, never after NXCLOUD's %i", async (code) => {
    const { nx, requests } = clientThatGets([{ code }, success]);
    expect(await failureOf(nx.initJourneyToken(journey))).toMatchObject({ upstreamCode: code, attempts: 1 });
    expect(requests).toHaveLength(1);
  });

  it("nothing with retry: false", async () => {
    for (const answer of ["unsent", { code: 9010 }] as const) {
      const { nx, requests } = clientThatGets([answer, success], { retry: false });
      await failureOf(nx.initJourneyToken(journey));
      expect(requests).toHaveLength(1);
    }
  });

  it("stamps and signs each try afresh", async () => {
    let time = 1_700_000_000_000;
    const { nx, requests } = clientThatGets(["unsent", success], { now: () => time++ });
    await nx.initJourneyToken(journey);
    const [first, second] = requests.map(({ headers }) => headers);
    expect(first?.["ts"]).not.toBe(second?.["ts"]);
    expect(first?.["sign"]).not.toBe(second?.["sign"]);
    expect(requests[0]?.body).toBe(requests[1]?.body);
  });
});

describe("what is said of the whole call", () => {
  it("gives up after three tries, and tells their number", async () =>
    expect(await failureOf(clientThatGets(["unsent"]).nx.initJourneyToken(journey))).toMatchObject({
      attempts: 3,
      outcome: "not_sent",
    }));

  it.each<[Answer[], string]>([
    [["lost", "unsent"], "unknown"],
    [["lost", { code: 9004 }], "unknown"],
    [[{ code: 9010, retryAfter: "0" }, "unsent"], "rejected"],
    [["unsent", { code: 9004 }], "rejected"],
  ])("%j ends as %s: a later try does not undo an earlier one", async (answers, outcome) =>
    expect(await failureOf(clientThatGets(answers).nx.initJourneyToken(journey))).toMatchObject({ outcome }),
  );

  it("the worst outcome is the same in any order", () => {
    const any = fc.constantFrom("not_sent", "rejected", "unknown");
    fc.assert(
      fc.property(any, any, any, (one, two, three) => {
        expect(worstOutcome(one, two)).toBe(worstOutcome(two, one));
        expect(worstOutcome(worstOutcome(one, two), three)).toBe(worstOutcome(one, worstOutcome(two, three)));
      }),
    );
  });
});

describe("an error that a custom transport throws", () => {
  const throwing = (error: unknown, options: Partial<NxZaloOptions> = {}) =>
    clientThatGets([], { transport: () => Promise.reject(error), ...options }).nx;

  it("is said anew and stays as it is", async () => {
    const details = { code: "timeout", outcome: "unknown", hint: "look", status: 504 } as const;
    const own = Object.freeze(new TransportError("mine", details));
    const error = await failureOf(throwing(own).sendTemplate(message));
    expect(error).not.toBe(own);
    expect(error).toBeInstanceOf(TransportError);
    expect(error.toJSON()).toEqual({ ...own.toJSON(), attempts: 1 });
    expect(error.stack).toBe(own.stack);
    expect(own.attempts).toBe(0);
  });

  it("is rethrown untouched where it is the caller's reason for an abort", async () => {
    const controller = new AbortController();
    const reason = Object.freeze(new TransportError("mine", { code: "timeout", outcome: "unknown" }));
    const transport = async () => {
      controller.abort(reason);
      throw reason;
    };
    const { nx } = clientThatGets([], { transport });
    await expect(nx.sendTemplate(message, { signal: controller.signal })).rejects.toBe(reason);
    expect(reason.attempts).toBe(0);
  });
});

describe("time", () => {
  it("waits a random time that doubles, up to the cap", async () => {
    const { nx, events } = clientThatGets(["unsent"], {
      random: () => 0.5,
      retry: { maxAttempts: 4, baseDelayMs: 20, maxDelayMs: 50 },
    });
    await failureOf(nx.initJourneyToken(journey));
    expect(
      events.flatMap((event) => (event.type === "retry" ? [[event.attempt, event.delayMs, event.errorCode]] : [])),
    ).toEqual([
      [2, 10, "network_error"],
      [3, 20, "network_error"],
      [4, 25, "network_error"],
    ]);
  });

  it("honours Retry-After, and does not try what cannot end in time", async () => {
    const { nx, requests } = clientThatGets([{ code: 9010, retryAfter: "30" }, success]);
    const error = await failureOf(nx.initJourneyToken(journey));
    expect(error).toMatchObject({ upstreamCode: 9010, retryAfterMs: 30_000, outcome: "rejected" });
    expect(requests).toHaveLength(1);
  });

  it("ends at its deadline, with the last failure", async () => {
    // A clock that goes on whenever it is looked at.
    let time = 0;
    const now = () => (time += 20);
    const options = { now, deadlineMs: 400, retry: { maxAttempts: 10, baseDelayMs: 1, budget: 1 }, random: () => 0 };
    const { nx, requests } = clientThatGets(["unsent"], options);
    expect(await failureOf(nx.initJourneyToken(journey))).toMatchObject({ code: "network_error", outcome: "not_sent" });
    expect(requests.length).toBeGreaterThan(1);
    expect(requests.length).toBeLessThan(10);
  });

  it.each([
    ["the deadline", {}, 24_100],
    ["the attempt's own time", { timeoutMs: 500 }, 460],
    ["the time in which to begin", { beginWithinMs: 300 }, 300],
  ])("sends nothing once too little of %s is left", async (_, options, spentMs) => {
    let time = 0;
    const credentials = () => {
      time += spentMs;
      return { accessKey: "slow", accessSecret: "s" };
    };
    const { nx, requests } = clientThatGets([success], { credentials, now: () => time });
    expect(await failureOf(nx.sendTemplate(message, options))).toMatchObject({ code: "timeout", outcome: "not_sent" });
    expect(requests).toHaveLength(0);
  });

  it("does not try again where too little is left to hear the answer", async () => {
    let time = 0;
    const transport = vi.fn(async () => {
      time += 24_500;
      throw new TransportFailure("broken", { sent: false });
    });
    const { nx } = clientThatGets([], { transport, now: () => time });
    expect(await failureOf(nx.sendTemplate(message))).toMatchObject({ code: "network_error", outcome: "not_sent" });
    expect(transport).toHaveBeenCalledTimes(1);
  });

  it("begins no attempt after a wait that took longer than the call has", async () => {
    let time = 0;
    const seen: string[] = [];
    const onEvent = ({ type }: NxZaloEvent) => {
      seen.push(type);
      if (type === "retry") time += 25_000;
    };
    const { nx, requests } = clientThatGets(["unsent", success], { now: () => time, onEvent });
    expect(await failureOf(nx.sendTemplate(message))).toMatchObject({ code: "network_error", attempts: 1 });
    expect(requests).toHaveLength(1);
    expect(seen).toEqual(["attempt", "retry", "settled"]);
  });

  it("an abort during a wait is rethrown untouched, and nothing is sent after it", async () => {
    const controller = new AbortController();
    const reason = { mine: true };
    const { nx, requests } = clientThatGets(["unsent", success], { random: () => 1, retry: { baseDelayMs: 500 } });
    const pending = nx.initJourneyToken(journey, { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 30);
    await expect(pending).rejects.toBe(reason);
    expect(requests).toHaveLength(1);
  });
});

/** Runs on a clock that jumps to the next timer, so that nothing waits for real. */
async function onFakeTime(run: () => Promise<void>): Promise<void> {
  vi.useFakeTimers().setTimerTickMode("nextTimerAsync");
  await run().finally(() => vi.useRealTimers());
}

describe("rate limiting", () => {
  it.each([
    ["2", 2_000],
    [undefined, 1_000],
  ])("a 9010 makes every call on the access key wait, and none is refused (Retry-After %j)", (retryAfter, waitMs) =>
    onFakeTime(async () => {
      const limited = { code: 9010, ...(retryAfter && { retryAfter }) };
      const { nx, events } = clientThatGets([limited, success], { retry: { maxAttempts: 1 } });
      await failureOf(nx.initJourneyToken(journey));
      const startedAt = performance.now();
      await Promise.all([nx.initJourneyToken(journey), nx.initJourneyToken(journey)]);
      expect(performance.now() - startedAt).toBeGreaterThan(waitMs - 300);
      const waits = events.flatMap((event) => (event.type === "cooled_down" ? [event.waitMs] : []));
      expect(waits).toHaveLength(2);
      for (const waited of waits) expect(waited).toBeLessThanOrEqual(waitMs);
    }),
  );

  it("no call waits longer than two seconds", () =>
    onFakeTime(async () => {
      const { nx, events } = clientThatGets([{ code: 9010, retryAfter: "600" }, success], {
        retry: { maxAttempts: 1 },
      });
      await failureOf(nx.initJourneyToken(journey));
      await nx.initJourneyToken(journey);
      expect(events.find((event) => event.type === "cooled_down")?.waitMs).toBeLessThanOrEqual(2_000);
    }));

  it("a pace spreads requests evenly", async () => {
    const { nx, requests, events } = clientThatGets([success], { ratePerSecond: 50, now: () => 0, retry: false });
    await Promise.all(Array.from({ length: 4 }, () => nx.initJourneyToken(journey)));
    expect(requests).toHaveLength(4);
    expect(events.flatMap((event) => (event.type === "cooled_down" ? [event.waitMs] : []))).toEqual([20, 40, 60]);
  });

  it("a wait for the account's turn does not count as the attempt's own time", () =>
    onFakeTime(async () => {
      const { nx } = clientThatGets([{ code: 9010, retryAfter: "1" }, success], {
        retry: { maxAttempts: 1 },
        timeoutMs: 300,
      });
      await failureOf(nx.initJourneyToken(journey));
      expect(await nx.initJourneyToken(journey)).toMatchObject({ token: "tok" });
    }));

  it("a call that cannot have its turn in time fails at once, and takes no other call's place", async () => {
    const options = { ratePerSecond: 10, deadlineMs: 250, retry: false, now: () => 0 } as const;
    const { nx, requests } = clientThatGets([success], options);
    const calls = await Promise.allSettled(Array.from({ length: 20 }, () => nx.initJourneyToken(journey)));
    expect(calls.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    expect(requests).toHaveLength(3);
    const { reason } = calls.at(-1) as PromiseRejectedResult;
    expect(reason).toMatchObject({ code: "timeout", outcome: "not_sent" });
  });

  it("a turn that leaves no time to hear the answer is none", async () => {
    const options = { ratePerSecond: 1_000 / 120, deadlineMs: 250, retry: false, now: () => 0 } as const;
    const { nx, requests } = clientThatGets([success], options);
    const calls = await Promise.allSettled(Array.from({ length: 3 }, () => nx.sendTemplate(message)));
    expect(calls.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
    expect(calls[2]).toMatchObject({ reason: { code: "timeout", outcome: "not_sent" } });
    expect(requests).toHaveLength(2);
  });

  it("a call that has to begin before its turn fails at once, and takes no other call's place", async () => {
    const { nx, requests, events } = clientThatGets([success], { ratePerSecond: 10, now: () => 0, retry: false });
    await nx.sendTemplate(message);
    const hasty = nx.sendTemplate(message, { beginWithinMs: 50 });
    const patient = nx.sendTemplate(message, { beginWithinMs: 150 });
    expect(await failureOf(hasty)).toMatchObject({ code: "timeout", outcome: "not_sent" });
    expect(requests).toHaveLength(1);
    await patient;
    expect(events.flatMap((event) => (event.type === "cooled_down" ? [event.waitMs] : []))).toEqual([100]);
  });

  it("a turn that comes late sends nothing once the request should have begun", async () => {
    let time = 0;
    const { nx, requests } = clientThatGets([success], { ratePerSecond: 100, now: () => time, retry: false });
    await nx.sendTemplate(message);
    const late = nx.sendTemplate(message, { beginWithinMs: 50 });
    time = 60;
    expect(await failureOf(late)).toMatchObject({ code: "timeout", outcome: "not_sent" });
    expect(requests).toHaveLength(1);
  });

  it("a call that is aborted while it waits leaves its place to the next one", async () => {
    const { nx, events } = clientThatGets([success], { ratePerSecond: 20, now: () => 0, retry: false });
    const controller = new AbortController();
    const calls = [undefined, controller.signal, undefined].map((signal) => nx.initJourneyToken(journey, { signal }));
    controller.abort();
    await expect(calls[1]).rejects.toBe(controller.signal.reason);
    await Promise.all([calls[0], calls[2], nx.initJourneyToken(journey)]);
    expect(events.flatMap((event) => (event.type === "cooled_down" ? [event.waitMs] : []))).toEqual([50, 100, 50]);
  });

  it("a turn that never came does not cover up what NXCLOUD had answered", async () => {
    const options = { deadlineMs: 600, retry: { maxAttempts: 3, baseDelayMs: 1 } };
    const { nx, requests, events } = clientThatGets([{ code: 9010 }, success], options);
    expect(await failureOf(nx.initJourneyToken(journey))).toMatchObject({
      upstreamCode: 9010,
      outcome: "rejected",
      attempts: 1,
    });
    expect(events.at(-1)).toMatchObject({ type: "settled", attempts: 1, errorCode: "upstream_rate_limited" });
    expect(requests).toHaveLength(1);
  });

  it("an answer that never came covers up what NXCLOUD had answered: the message may have been sent", () =>
    onFakeTime(async () => {
      const { nx, events } = clientThatGets([{ code: 9010, retryAfter: "0" }, "hanging"]);
      const failure = { outcome: "unknown", attempts: 2 };
      expect(await failureOf(nx.sendTemplate(message))).toMatchObject({ code: "timeout", ...failure });
      expect(events.at(-1)).toMatchObject({ type: "settled", errorCode: "timeout", ...failure });
    }));

  it("without retries no 9010 is waited for, and none makes others wait", async () => {
    const once = { maxAttempts: 1 };
    for (const [first, second] of [
      [false, once],
      [once, false],
    ] as const) {
      const credentials = { accessKey: `shared-${account++}`, accessSecret: "s" };
      await failureOf(clientThatGets([{ code: 9010 }], { credentials, retry: first }).nx.initJourneyToken(journey));
      const { nx, types } = clientThatGets([success], { credentials, retry: second });
      await nx.initJourneyToken(journey);
      expect(types()).toEqual(["attempt", "settled"]);
    }
  });

  it("a client with a clock of its own holds no other client up", async () => {
    const credentials = { accessKey: `shared-${account++}`, accessSecret: "s" };
    const ahead = { credentials, now: () => Date.now() + 31_536_000_000, retry: { maxAttempts: 1 } };
    await failureOf(clientThatGets([{ code: 9010 }], ahead).nx.initJourneyToken(journey));
    const { nx, types } = clientThatGets([success], { credentials });
    await nx.initJourneyToken(journey);
    expect(types()).not.toContain("cooled_down");
  });

  it("a broken upstream gets few more requests than calls", async () => {
    const { nx, requests } = clientThatGets(["unsent"], { retry: { baseDelayMs: 1, budget: 0.1 } });
    for (let calls = 0; calls < 100; calls++) await failureOf(nx.initJourneyToken(journey));
    expect(requests.length).toBeLessThanOrEqual(100 + 10 + 10);
  });

  it("a budget of nothing lets nothing be repeated, and all that is to be corrected", async () => {
    const options = { retry: { budget: 0 } };
    const { nx, requests } = clientThatGets(["unsent", success], options);
    await failureOf(nx.initJourneyToken(journey));
    expect(requests).toHaveLength(1);
    const date = new Date(Date.now() + 7_200_000).toUTCString();
    const rotating = { accessKey: `rotating-${account++}`, accessSecret: "new", previousAccessSecret: "old" };
    for (const [answer, credentials] of [
      [{ code: 1004, date }, undefined],
      [{ code: 1003 }, rotating],
    ] as const) {
      const { nx, requests } = clientThatGets([answer, success], { ...options, ...(credentials && { credentials }) });
      await nx.initJourneyToken(journey);
      expect(requests).toHaveLength(2);
    }
  });

  it("a budget never gives more than its reserve and its share", () =>
    fc.assert(
      fc.property(fc.array(fc.boolean()), fc.double({ min: 0, max: 1, noNaN: true }), (steps, share) => {
        const budget = createBudget(share);
        let spent = 0;
        for (const isCall of steps) {
          if (isCall) budget.earn();
          else if (budget.spend()) spent += 1;
        }
        expect(spent).toBeLessThanOrEqual(10 + share * steps.length + 1e-9);
        if (share === 0) expect(spent).toBe(0);
      }),
    ));
});

describe("the clock", () => {
  const hoursOff = () => Date.now() - 2 * 3_600_000;

  it("is corrected once from the reply's Date, and stays corrected", async () => {
    const date = new Date().toUTCString();
    const { nx, requests, types, events } = clientThatGets([{ code: 1004, date }, success], { now: hoursOff });
    await nx.sendTemplate(message);
    expect(Number(requests[1]?.headers["ts"]) - Date.now()).toBeGreaterThan(-5_000);
    expect(types()).toContain("clock_corrected");
    expect(events.find((event) => event.type === "clock_corrected")?.offsetMs).toBeGreaterThan(7_190_000);
    await nx.sendTemplate(message);
    expect(Number(requests[2]?.headers["ts"]) - Date.now()).toBeGreaterThan(-5_000);
    expect(requests).toHaveLength(3);
  });

  it.each<[string, Answer]>([
    ["no Date", { code: 1004 }],
    ["an unreadable Date", { code: 1004, date: "soon" }],
    ["a Date that agrees with ours", { code: 1004, date: new Date(Date.now() - 2 * 3_600_000).toUTCString() }],
  ])("is not, with %s; the hint names the clock", async (_, answer) => {
    const { nx, requests } = clientThatGets([answer, success], { now: hoursOff });
    expect((await failureOf(nx.initJourneyToken(journey))).hint).toContain("clock");
    expect(requests).toHaveLength(1);
  });

  it.each<[string, Answer, Answer]>([
    ["the Date was wrong", { code: 1004, date: new Date(Date.now() - 3_600_000).toUTCString() }, { code: 1004 }],
    [
      "the Date stays wrong",
      { code: 1004, date: new Date(Date.now() - 3_600_000).toUTCString() },
      { code: 1004, date: new Date(Date.now() - 3_600_000).toUTCString() },
    ],
  ])("stays as it is where its correction is refused: %s", async (_, first, second) => {
    const { nx, requests } = clientThatGets([first, second, success]);
    await failureOf(nx.sendTemplate(message));
    await nx.sendTemplate(message);
    const offsets = requests.map(({ headers }) => Math.round((Number(headers["ts"]) - Date.now()) / 60_000));
    expect(offsets).toEqual([0, -60, 0].map((minutes) => expect.closeTo(minutes, 0)));
  });

  it("goes by this machine's clock again once that was set, also where no Date comes with the refusal", async () => {
    let offMs = 7_200_000;
    const date = new Date().toUTCString();
    const answers = [{ code: 1004, date }, success, { code: 1004 }, success];
    const { nx, requests } = clientThatGets(answers, { now: () => Date.now() - offMs });
    await nx.sendTemplate(message);
    offMs = 0;
    await failureOf(nx.sendTemplate(message));
    await nx.sendTemplate(message);
    expect(Number(requests[3]?.headers["ts"]) - Date.now()).toBeLessThan(5_000);
  });

  it("stays corrected where a call that began before is refused without a Date", async () => {
    const date = new Date().toUTCString();
    const { nx, requests } = clientThatGets([{ code: 1004, date }, { code: 1004 }, success], { now: hoursOff });
    const [corrected, refused] = await Promise.allSettled([nx.sendTemplate(message), nx.sendTemplate(message)]);
    expect([corrected?.status, refused?.status]).toEqual(["fulfilled", "rejected"]);
    await nx.sendTemplate(message);
    expect(requests).toHaveLength(4);
    expect(Number(requests[3]?.headers["ts"]) - Date.now()).toBeGreaterThan(-5_000);
  });

  it("a second 1004 is the end", async () => {
    const date = new Date().toUTCString();
    const { nx, requests } = clientThatGets([{ code: 1004, date }], { now: hoursOff });
    await failureOf(nx.initJourneyToken(journey));
    expect(requests).toHaveLength(2);
  });
});

describe("a secret that is being rotated", () => {
  const rotating = () => ({
    credentials: { accessKey: `rotating-${account++}`, accessSecret: "new", previousAccessSecret: "old" },
  });
  const signedBy = (secret: string, { headers, body }: TransportRequest) =>
    headers["sign"] ===
    sign({
      accessKey: headers["accessKey"] ?? "",
      action: "mt",
      bizType: "9",
      ts: headers["ts"] ?? "",
      body,
      accessSecret: secret,
    });

  it("is tried with the other one after a 1003, also for a message, and the good one stays", async () => {
    const { nx, requests, types, events } = clientThatGets([{ code: 1003 }, success], rotating());
    await nx.sendTemplate(message);
    await nx.sendTemplate(message);
    expect(
      requests.map((request) => (signedBy("new", request) ? "new" : signedBy("old", request) ? "old" : "?")),
    ).toEqual(["new", "old", "old"]);
    expect(types()).toContain("secret_fallback");
    expect(JSON.stringify(events)).not.toMatch(/"old"|"new"/);
  });

  it("is not chosen for a 1003 of the time when there was no other one", async () => {
    const { credentials } = rotating();
    const { previousAccessSecret: _, ...alone } = credentials;
    const given = [alone, credentials];
    const { nx, requests } = clientThatGets([{ code: 1003 }, success], { credentials: () => given.shift() ?? alone });
    expect(await failureOf(nx.sendTemplate(message))).toMatchObject({ upstreamCode: 1003, attempts: 1 });
    await nx.sendTemplate(message);
    expect(signedBy("new", requests[1] as TransportRequest)).toBe(true);
  });

  it("changes back where the other one is refused as well", async () => {
    const { nx, requests } = clientThatGets([{ code: 1003 }, { code: 1003 }, success], rotating());
    expect(await failureOf(nx.initJourneyToken(journey))).toMatchObject({ upstreamCode: 1003, attempts: 2 });
    await nx.initJourneyToken(journey);
    expect(signedBy("new", requests[2] as TransportRequest)).toBe(true);
  });

  it("is told of by its place, also where the previous one was good last", async () => {
    const { nx, events } = clientThatGets([{ code: 1003 }, success, { code: 1003 }, success], rotating());
    await nx.initJourneyToken(journey);
    await nx.initJourneyToken(journey);
    const fallbacks = events.flatMap((event) => (event.type === "secret_fallback" ? [event.to] : []));
    expect(fallbacks).toEqual(["previous", "current"]);
  });

  it("many calls at once agree on the good one", async () => {
    const transport = vi.fn(async (request: TransportRequest) => {
      const text = JSON.stringify({ code: signedBy("old", request) ? 0 : 1003, data: { journeyId: "1", token: "t" } });
      const body = (async function* () {
        yield new TextEncoder().encode(text);
      })();
      return { status: 200, headers: { get: () => null }, body };
    });
    const nx = createNxZalo({ ...rotating(), appKey: "app", transport });
    await Promise.all(Array.from({ length: 20 }, () => nx.initJourneyToken(journey)));
    expect(transport.mock.calls.length).toBeLessThanOrEqual(40);
  });
});

it.each([
  { retry: { maxAttempts: 0 } },
  { retry: { maxAttempts: 11 } },
  { retry: { maxAttempts: 1.5 } },
  { retry: { baseDelayMs: 0.5 } },
  { retry: { baseDelayMs: 60_001 } },
  { retry: { maxDelayMs: 0.5 } },
  { retry: { maxDelayMs: 60_001 } },
  { retry: { budget: -0.1 } },
  { retry: { budget: 1.1 } },
  { retry: { budget: "0.2" } },
  { retry: { tries: 3 } },
  { retry: true },
  { deadlineMs: 0 },
  { ratePerSecond: 0 },
  { ratePerSecond: 10_001 },
])("%j is a ConfigError", (options) =>
  expect(() => clientThatGets([], options as Partial<NxZaloOptions>)).toThrow(
    expect.objectContaining({ issues: [expect.objectContaining({ path: [Object.keys(options)[0]] })] }),
  ),
);

it.each([
  { retry: { maxAttempts: 1, baseDelayMs: 1, maxDelayMs: 1, budget: 0 } },
  { retry: { maxAttempts: 10, baseDelayMs: 60_000, maxDelayMs: 60_000, budget: 1 } },
  { ratePerSecond: 10_000 },
  { ratePerSecond: 0.01 },
])("%j is taken", (options) => expect(() => clientThatGets([], options)).not.toThrow());
