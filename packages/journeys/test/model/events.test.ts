import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createJourneys } from "../../src/journeys.ts";
import { createMemoryStore } from "../../src/memory.ts";
import type { EventsOptions } from "../../src/service/event-targets.ts";
import { eventLifeMs } from "../../src/store/events.ts";
import { instantEncryption } from "../../src/testing/instant-encryption.ts";
import { crashable, type ProcessState } from "./crashable.ts";
import { assertHolds, passing, Step, settle } from "./step.ts";

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const startedAt = 1_700_000_000_000;

beforeEach(() => void vi.useFakeTimers({ now: startedAt }));
afterEach(() => void vi.useRealTimers());

const urls = { special: "https://special.example/", rest: "https://rest.example/" } as const;
type TargetName = keyof typeof urls;
const targets: EventsOptions["targets"] = [
  { url: urls.special, types: ["quota.low"], secrets: ["an events secret of 32 characters"] },
  { url: urls.rest, types: ["*"], secrets: ["an events secret of 32 characters"] },
];
const targetOf = (type: string): TargetName => (type === "quota.low" ? "special" : "rest");

/** What a target does with a delivery. It has what it takes, also where the answer is lost. */
type Answer = { readonly status: number; readonly retryAfter?: string } | "away" | "lost";
const answers: readonly Answer[] = [
  { status: 500 },
  { status: 503, retryAfter: "7" },
  { status: 429, retryAfter: "9000" },
  { status: 410 },
  "away",
  "lost",
];
const takes = (answer: Answer) => answer === "lost" || (answer !== "away" && answer.status === 204);

interface Stored {
  readonly eventId: string;
  readonly type: string;
  readonly message: string;
  readonly createdAt: number;
}

/** Processes that deliver from one store and die at any moment, targets that answer as a step says, and what has come to them. */
function createSimulation() {
  const { records } = createMemoryStore();
  const stored: Stored[] = [];
  const taken = new Set<string>();
  const complaints: string[] = [];
  const answerOf: Record<TargetName, Answer> = { special: { status: 204 }, rest: { status: 204 } };
  /** By how much the store's clock has been moved. */
  let movedMs = 0;
  const now = () => Date.now() + movedMs;

  /** Events of one message come in the order in which they were stored; what is over after three days keeps none back. */
  function judge({ eventId, message, type }: Stored): void {
    const isBefore = (one: Stored) => one.message === message && targetOf(one.type) === targetOf(type);
    const before = stored
      .slice(
        0,
        stored.findIndex((one) => one.eventId === eventId),
      )
      .filter(isBefore);
    for (const one of before) {
      if (taken.has(one.eventId) || now() >= one.createdAt + eventLifeMs) continue;
      complaints.push(`${eventId} was delivered before ${one.eventId}`);
    }
  }

  const fetch: EventsOptions["fetch"] = async (url, { headers, body }) => {
    const { "webhook-id": eventId = "" } = headers as Record<string, string>;
    const { type, data } = JSON.parse(body) as { readonly type: string; readonly data: Stored };
    const own = stored.find((one) => one.eventId === eventId);
    if (!own || own.type !== type || own.message !== data.message) complaints.push(`${eventId} is another event`);
    else if (urls[targetOf(type)] !== url) complaints.push(`${eventId} went to another target`);
    else judge(own);
    const answer = answerOf[targetOf(type)];
    await new Promise((resolve) => setTimeout(resolve, 3));
    if (takes(answer)) taken.add(eventId);
    if (typeof answer === "string") throw new Error(answer);
    return { status: answer.status, headers: { get: (name) => (name === "retry-after" && answer.retryAfter) || null } };
  };

  const start = () => {
    const life: ProcessState = { isOver: false };
    const away = async (): Promise<never> => {
      throw new Error("nothing is sent");
    };
    const client = { sendTemplate: away, initJourneyToken: away };
    const store = { records: crashable(records, life), encryption: instantEncryption };
    return { life, journeys: createJourneys({ client, store, appKey: "app", now, events: { targets, fetch } }) };
  };
  const processes = [start(), start()];
  const processOf = (index: number) => processes[index % processes.length] as (typeof processes)[number];

  return {
    stored,
    taken,
    complaints,
    answerOf,
    now,
    async add(message: string, type: string): Promise<void> {
      const one = { eventId: `event ${stored.length}`, type, message, createdAt: now() };
      stored.push(one);
      const none = { messageId: null, receiptId: null, appIndex: null, phoneIndex: null };
      await records.addEvent({ ...one, ...none, orderedBy: message, facts: { message } });
    },
    deliver: (index: number) =>
      void processOf(index)
        .journeys.deliverEvents({ concurrency: 3 })
        .catch(() => {}),
    crash(index: number): void {
      processOf(index).life.isOver = true;
      processes[index % processes.length] = start();
    },
    replay: (index: number, agoMs: number) =>
      void processOf(index)
        .journeys.events.replay({ from: new Date(now() - agoMs), to: new Date(now() + 1) })
        .catch(() => {}),
    move(ms: number): void {
      movedMs += ms;
    },
    states: async () => new Map((await records.searchEvents({ limit: 1_000 })).map((one) => [one.eventId, one])),
  };
}

type World = ReturnType<typeof createSimulation>;

const process = fc.nat({ max: 1 });
const answering = (target: fc.Arbitrary<TargetName>, what: fc.Arbitrary<Answer>) =>
  fc.tuple(target, what).map(([name, answer]) => {
    return new Step<World>(`${name} answers ${JSON.stringify(answer)}`, ({ answerOf }) => {
      answerOf[name] = answer;
    });
  });
const adding = fc
  .tuple(fc.constantFrom("A", "B", "C"), fc.constantFrom("receipt.delivered", "message.undeliverable", "quota.low"))
  .map(([message, type]) => new Step<World>(`${type} of ${message}`, (world) => world.add(message, type)));
const delivering = process.map((index) => new Step<World>(`deliver on ${index}`, (world) => world.deliver(index)));
const name = fc.constantFrom<TargetName>("special", "rest");

/** What happens often stands here more often. */
const steps = [
  adding,
  adding,
  adding,
  delivering,
  delivering,
  delivering,
  answering(name, fc.constantFrom(...answers)),
  answering(name, fc.constant({ status: 204 })),
  passing(fc.integer({ min: 1, max: 12 })),
  passing(fc.constantFrom(secondMs, 6 * secondMs, minuteMs, 40 * minuteMs, 6 * hourMs)),
  process.map((index) => new Step<World>(`crash of ${index}`, (world) => world.crash(index))),
  fc.tuple(process, fc.constantFrom(minuteMs, dayMs)).map(([index, agoMs]) => {
    return new Step<World>(`replay of ${agoMs} ms`, (world) => world.replay(index, agoMs));
  }),
  fc.constantFrom(-minuteMs, 5 * secondMs, hourMs, dayMs).map((ms) => {
    return new Step<World>(`the clock is set by ${ms} ms`, (world) => world.move(ms));
  }),
];

/** Everything is taken from now on; then each event has come, or was given up after three days. */
async function comesToRest(world: World): Promise<void> {
  world.answerOf.special = { status: 204 };
  world.answerOf.rest = { status: 204 };
  for (let passedMs = 0; passedMs <= eventLifeMs + 2 * hourMs; passedMs += hourMs) {
    world.deliver(passedMs);
    await settle(hourMs);
  }
  expect(world.complaints).toEqual([]);
  const states = await world.states();
  for (const { eventId, createdAt } of world.stored) {
    const { state, endedAt } = states.get(eventId) ?? { state: "lost", endedAt: null };
    expect(["delivered", "dead"], eventId).toContain(state);
    if (world.taken.has(eventId)) continue;
    expect(state, eventId).toBe("dead");
    expect(endedAt ?? 0, eventId).toBeGreaterThanOrEqual(createdAt + eventLifeMs);
  }
}

it("whatever happens to targets and to those who deliver: each event comes at least once, or is given up after three days, and in order", async () => {
  await assertHolds({ steps, startedAt, createSimulation, comesToRest }, { maxCommands: 60, numRuns: 150 });
}, 120_000);

it("what a target has never taken is given up after three days, and not before", async () => {
  const world = createSimulation();
  world.answerOf.rest = "away";
  await world.add("A", "receipt.delivered");
  for (let passedMs = 0; passedMs < eventLifeMs - hourMs; passedMs += hourMs) {
    world.deliver(0);
    await settle(hourMs);
  }
  expect((await world.states()).get("event 0")?.state).toBe("waiting");
  for (let hours = 0; hours < 3; hours++) {
    world.deliver(0);
    await settle(hourMs);
  }
  expect((await world.states()).get("event 0")?.state).toBe("dead");
});
