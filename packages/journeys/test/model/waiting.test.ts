import { TransportError, UpstreamError } from "@nxzalo/core/errors";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createJourneys } from "../../src/journeys.ts";
import { createMemoryStore } from "../../src/memory.ts";
import { callMethod, createRemoteRecords } from "../../src/store/record-methods.ts";
import type { Encryption } from "../../src/store/store.ts";
import { toStoreError } from "../../src/store/store-errors.ts";
import { crashable, deliver, type ProcessState } from "./crashable.ts";

const minuteMs = 60_000;
const phone = "84912345678";
const startedAt = 1_700_000_000_000;
/** From the last look at a message's time to its call. */
const onTheWayMs = 0;

beforeEach(() => void vi.useFakeTimers({ now: startedAt }));
afterEach(() => void vi.useRealTimers());

const settle = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** At once: real work in another thread would not wait for the clock of the test. */
const encryption: Encryption = {
  encrypt: async (value) => JSON.stringify(value),
  decrypt: async (ciphertext) => JSON.parse(ciphertext),
  index: async (...parts) => JSON.stringify(parts),
};

const answers = ["yes", "no", "unsent", "busy", "lost", "lost after"] as const;
type Answer = (typeof answers)[number];

const failures: Readonly<Record<Exclude<Answer, "yes" | "lost after">, () => Error>> = {
  no: () => new UpstreamError("no", { code: "quotation_missing", outcome: "rejected" }),
  unsent: () => new TransportError("away", { code: "network_error", outcome: "not_sent" }),
  busy: () => new UpstreamError("busy", { code: "upstream_rate_limited", outcome: "rejected" }),
  lost: () => new TransportError("lost", { code: "timeout", outcome: "unknown" }),
};

const idOf = (ext: string) => ext.split(":")[1] ?? "";

/** Dispatchers over one store that die at any moment, an NXCLOUD that answers when a step says so, and what is true of each message. */
function createSimulation() {
  const { records } = createMemoryStore();
  /** So many calls of the store are lost after they were done. */
  const broken = { calls: 0 };
  const breakable = createRemoteRecords(async (method, given) => {
    const result = await callMethod(records, method, given);
    if (broken.calls === 0) return result;
    broken.calls -= 1;
    throw toStoreError(new Error("the connection broke"));
  });
  const pending: { readonly ext: string; answer(how: Answer): void }[] = [];
  const accepted = new Set<string>();
  const complaints: string[] = [];
  const cancelled = new Set<string>();
  /** Messages whose taker died, or did not hear what became of them. */
  const mayBeUnknown = new Set<string>();
  const notAfters = new Map<string, number>();

  const start = () => {
    const life: ProcessState = { isOver: false };
    const sendTemplate = ({ ext = "" }: { ext?: string | undefined }) => {
      const messageId = idOf(ext);
      if (Date.now() > (notAfters.get(messageId) ?? Number.POSITIVE_INFINITY) + onTheWayMs)
        complaints.push(`${ext} was sent too late`);
      if (cancelled.has(messageId)) complaints.push(`${ext} was sent and had been cancelled`);
      if (accepted.has(messageId)) complaints.push(`${ext} was sent twice`);
      if (pending.some((one) => one.ext === ext)) complaints.push(`${ext} is sent by two`);
      const call = () =>
        new Promise<{ requestId: string }>((resolve, reject) => {
          pending.push({
            ext,
            answer: (how) => {
              if (life.isOver || how.startsWith("lost")) mayBeUnknown.add(messageId);
              if (how === "yes" || how === "lost after") accepted.add(messageId);
              if (how === "yes") resolve({ requestId: ext });
              else reject(failures[how === "lost after" ? "lost" : how]());
            },
          });
        });
      return deliver(life, call);
    };
    const client = { sendTemplate, initJourneyToken: async () => ({ journeyId: "1", token: "t" }) };
    const store = { records: crashable(breakable, life), encryption };
    return { life, journeys: createJourneys({ client, store, appKey: "app", now: Date.now }) };
  };
  const processes = [start(), start(), start()];
  const processOf = (index: number) => processes[index % processes.length] as (typeof processes)[number];
  const stored = () => records.searchMessages({ limit: 1_000 });

  return {
    pending,
    broken,
    complaints,
    stored,
    accepted,
    mayBeUnknown,
    notAfters,
    schedule(index: number, inMs: number, lastsMs: number, topic: string | undefined): void {
      const sendAt = new Date(Date.now() + inMs);
      const notAfter = new Date(sendAt.getTime() + lastsMs);
      const about = topic === undefined ? {} : ({ tokenType: "token_logistics_7", reference: "r", topic } as const);
      void processOf(index)
        .journeys.send({ phone, templateId: "1", templateData: {}, sendAt, notAfter, ...about } as never, {
          respondAsync: true,
        })
        .then(({ messageId }) => notAfters.set(messageId, notAfter.getTime()))
        .catch(() => {});
    },
    dispatch: (index: number) =>
      void processOf(index)
        .journeys.dispatchDue({ concurrency: 2 })
        .catch(() => {}),
    crash(index: number): void {
      processOf(index).life.isOver = true;
      processes[index % processes.length] = start();
    },
    async cancel(index: number, pick: number): Promise<void> {
      const all = await stored();
      const { messageId } = all[pick % all.length] ?? {};
      if (messageId === undefined) return;
      void processOf(index)
        .journeys.messages.cancel(messageId, { ofOthers: true })
        .then(() => cancelled.add(messageId))
        .catch(() => {});
    },
    async receipt(index: number, pick: number): Promise<void> {
      const messageId = [...accepted][pick % accepted.size];
      if (messageId === undefined) return;
      const raw = { status: "delivered", requestId: messageId, ext: `nxzalo:${messageId}:1` };
      await processOf(index)
        .journeys.receive({ status: "unknown", raw, eventId: null })
        .catch(() => {});
    },
  };
}

type World = ReturnType<typeof createSimulation>;

class Step implements fc.AsyncCommand<object, World> {
  readonly #name: string;
  readonly #run: (world: World) => unknown;
  constructor(name: string, run: (world: World) => unknown) {
    this.#name = name;
    this.#run = run;
  }
  check = () => true;
  async run(_: object, world: World): Promise<void> {
    void this.#run(world);
    await settle(0);
    expect(world.complaints).toEqual([]);
  }
  toString = () => this.#name;
}

const process = fc.nat({ max: 2 });
const pick = fc.nat({ max: 9 });
const passing = (times: fc.Arbitrary<number>) => times.map((ms) => new Step(`${ms} ms`, () => settle(ms)));
const dispatching = process.map((index) => new Step(`dispatch on ${index}`, (world) => world.dispatch(index)));
const answering = (hows: fc.Arbitrary<Answer>) =>
  fc.tuple(pick, hows).map(([which, how]) => {
    return new Step(`answer ${which}: ${how}`, ({ pending }) => {
      const [call] = pending.splice(which % Math.max(pending.length, 1), 1);
      call?.answer(how);
    });
  });
const times = fc.constantFrom(0, 0, 50, minuteMs);
const lasting = fc.constantFrom(20, minuteMs, 60 * minuteMs);
const steps = [
  fc.tuple(process, times, lasting, fc.constantFrom(undefined, "t")).map(([index, inMs, lastsMs, topic]) => {
    const name = `schedule on ${index} in ${inMs} for ${lastsMs} ${topic ?? ""}`;
    return new Step(name, (world) => world.schedule(index, inMs, lastsMs, topic));
  }),
  dispatching,
  dispatching,
  answering(fc.constant("yes")),
  answering(fc.constantFrom(...answers)),
  passing(fc.integer({ min: 1, max: 6 })),
  passing(fc.constantFrom(50, 5_000, minuteMs)),
  fc.integer({ min: 1, max: 2 }).map((calls) => {
    return new Step(`${calls} broken calls`, ({ broken }) => {
      broken.calls = calls;
    });
  }),
  process.map((index) => new Step(`crash of ${index}`, (world) => world.crash(index))),
  fc.tuple(process, pick).map(([index, one]) => new Step(`cancel ${one}`, (world) => world.cancel(index, one))),
  fc.tuple(process, pick).map(([index, one]) => new Step(`receipt ${one}`, (world) => world.receipt(index, one))),
];

/** Everything is dispatched and answered; then what could be sent is, and what is not says why. */
async function comesToRest(world: World): Promise<void> {
  await settle(1_000);
  world.crash(0);
  world.broken.calls = 0;
  for (let round = 0; round < 40; round++) {
    world.dispatch(0);
    await settle(100);
    for (const call of world.pending.splice(0)) call.answer("yes");
    await settle(5 * minuteMs);
  }
  expect(world.complaints).toEqual([]);
  for (const { messageId, state, notAfter } of await world.stored()) {
    if (world.accepted.has(messageId)) expect(["accepted", "delivered", "unknown"]).toContain(state);
    else expect(["refused", "cancelled", "superseded", "expired", "unknown"]).toContain(state);
    if (state === "expired") expect(Date.now()).toBeGreaterThanOrEqual(notAfter ?? 0);
  }
}

it("whatever happens to dispatchers: no message is sent twice, none after its time, none that was cancelled, and none waits for ever", async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(steps, { maxCommands: 50, size: "max" }), async (commands) => {
      vi.setSystemTime(startedAt);
      const world = createSimulation();
      await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
      await comesToRest(world);
      vi.clearAllTimers();
    }),
    { numRuns: 150 },
  );
}, 120_000);
