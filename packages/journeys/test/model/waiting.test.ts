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

/** A process, which may not hear what the store answers. */
interface Life extends ProcessState {
  deafUntil: number;
}

const idOf = (ext: string) => ext.split(":")[1] ?? "";

/** Dispatchers over one store that die at any moment, an NXCLOUD that answers when a step says so, and what is true of each message. */
function createSimulation() {
  const { records } = createMemoryStore();
  /** What a process asks of the store is done; while its connection is broken, it does not hear so. */
  const breakable = (life: Life) =>
    createRemoteRecords(async (method, given) => {
      const result = await callMethod(records, method, given);
      if (Date.now() >= life.deafUntil) return result;
      throw toStoreError(new Error("the connection broke"));
    });
  const pending: { readonly ext: string; readonly life: Life; answer(how: Answer): void }[] = [];
  const accepted = new Set<string>();
  const complaints: string[] = [];
  const cancelled = new Set<string>();
  /** Messages whose taker died, or did not hear what became of them. */
  const mayBeUnknown = new Set<string>();
  const notAfters = new Map<string, number>();

  const start = () => {
    const life: Life = { isOver: false, deafUntil: 0 };
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
            life,
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
    const store = { records: crashable(breakable(life), life), encryption };
    return { life, journeys: createJourneys({ client, store, appKey: "app", now: Date.now }) };
  };
  const processes = [start(), start(), start()];
  const processOf = (index: number) => processes[index % processes.length] as (typeof processes)[number];
  const stored = () => records.searchMessages({ limit: 1_000 });

  return {
    pending,
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
    deafen(index: number, ms: number): void {
      processOf(index).life.deafUntil = Date.now() + ms;
    },
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
  dispatching,
  answering(fc.constant("yes")),
  answering(fc.constantFrom(...answers)),
  passing(fc.integer({ min: 1, max: 6 })),
  passing(fc.constantFrom(50, 1_200, 5_000, minuteMs)),
  fc.tuple(process, fc.constantFrom(3, 40, 3_000)).map(([index, ms]) => {
    return new Step(`the store's answers do not reach ${index} for ${ms} ms`, (world) => world.deafen(index, ms));
  }),
  // What it puts back again and again, others have taken by then.
  pick.map((which) => {
    return new Step(`not sent ${which}, and its sender does not hear what the store makes of it`, ({ pending }) => {
      const [call] = pending.splice(which % Math.max(pending.length, 1), 1);
      if (!call) return;
      call.life.deafUntil = Date.now() + 2_000;
      call.answer("unsent");
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

it("who puts back a message late, and does not hear so, changes nothing once others have taken it", async () => {
  const world = createSimulation();
  world.schedule(0, 0, 60 * minuteMs, undefined);
  await settle(10);
  world.dispatch(0);
  await settle(10);
  const [call] = world.pending.splice(0);
  if (!call) throw new Error("nothing was sent");
  call.life.deafUntil = Date.now() + 3_000;
  call.answer("unsent");
  await settle(2_100);
  world.dispatch(1);
  await settle(50);
  expect(world.pending.length).toBe(1);
  for (let waited = 0; waited < 10_000; waited += 100) {
    world.dispatch(2);
    await settle(100);
  }
  expect(world.complaints).toEqual([]);
  expect(world.pending.length).toBe(1);
});
