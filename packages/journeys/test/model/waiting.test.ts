import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { assertHolds, passing, Step, settle } from "./step.ts";
import {
  type Answer,
  answers,
  createSimulation,
  minuteMs,
  morning,
  people,
  startedAt,
  templateIds,
  type World,
} from "./waiting-simulation.ts";

beforeEach(() => void vi.useFakeTimers({ now: startedAt }));
afterEach(() => void vi.useRealTimers());

const process = fc.nat({ max: 2 });
const pick = fc.nat({ max: 9 });
const dispatching = process.map((index) => new Step<World>(`dispatch on ${index}`, (world) => world.dispatch(index)));
const answering = (hows: fc.Arbitrary<Answer>) =>
  fc.tuple(pick, hows).map(([which, how]) => {
    return new Step<World>(`answer ${which}: ${how}`, ({ pending }) => {
      const [call] = pending.splice(which % Math.max(pending.length, 1), 1);
      call?.answer(how);
    });
  });
const times = fc.constantFrom(0, 0, 50, minuteMs);
const lasting = fc.constantFrom(20, minuteMs, 60 * minuteMs, 12 * 60 * minuteMs);
const person = fc.nat({ max: people.length - 1 });
const scheduled = fc.tuple(
  process,
  times,
  lasting,
  fc.constantFrom(undefined, undefined, "t"),
  person,
  fc.constantFrom(...templateIds),
);
const steps = [
  scheduled.map(([index, inMs, lastsMs, topic, person, templateId]) => {
    const name = `schedule ${templateId} for ${person} on ${index} in ${inMs} for ${lastsMs} ${topic ?? ""}`;
    return new Step<World>(name, (world) => world.schedule({ index, inMs, lastsMs, topic, person, templateId }));
  }),
  dispatching,
  dispatching,
  dispatching,
  answering(fc.constant("yes")),
  answering(fc.constantFrom(...answers)),
  passing(fc.integer({ min: 1, max: 6 })),
  passing(fc.constantFrom(50, 1_200, 5_000, minuteMs)),
  fc.tuple(process, fc.constantFrom(3, 40, 3_000)).map(([index, ms]) => {
    return new Step<World>(`the store's answers do not reach ${index} for ${ms} ms`, (world) =>
      world.deafen(index, ms),
    );
  }),
  // What it puts back again and again, others have taken by then.
  pick.map((which) => {
    return new Step<World>(
      `not sent ${which}, and its sender does not hear what the store makes of it`,
      ({ pending }) => {
        const [call] = pending.splice(which % Math.max(pending.length, 1), 1);
        if (!call) return;
        call.life.deafUntil = Date.now() + 2_000;
        call.answer("unsent");
      },
    );
  }),
  process.map((index) => new Step<World>(`crash of ${index}`, (world) => world.crash(index))),
  fc
    .tuple(process, pick)
    .map(([index, one]) => new Step<World>(`cancel ${one}`, (world) => void world.cancel(index, one))),
  fc
    .tuple(process, pick)
    .map(([index, one]) => new Step<World>(`receipt ${one}`, (world) => void world.receipt(index, one))),
  fc
    .tuple(process, pick)
    .map(([index, one]) => new Step<World>(`resend ${one}`, (world) => void world.resend(index, one))),
  fc.tuple(process, pick).map(([index, one]) => {
    return new Step<World>(`over the quota: ${one}`, (world) => void world.refuse(index, one));
  }),
  fc.tuple(process, pick, fc.integer({ min: 0, max: 3 })).map(([index, one, remaining]) => {
    return new Step<World>(
      `${remaining} are left of the quota`,
      (world) => void world.tellQuota(index, one, remaining),
    );
  }),
  fc.tuple(process, person).map(([index, one]) => {
    return new Step<World>(`${one} is restricted by ${index}`, (world) => world.restrict(index, one));
  }),
];

/** Everything is dispatched and answered; then what could be sent is, and what is not says why. */
async function comesToRest(world: World): Promise<void> {
  await settle(1_000);
  world.crash(0);
  for (let round = 0; round < 24; round++) {
    // What is held goes in the morning.
    if (round === 12) vi.setSystemTime(Math.max(Date.now(), morning));
    world.dispatch(0);
    await settle(100);
    for (const call of world.pending.splice(0)) call.answer("yes");
    await settle(5 * minuteMs);
  }
  expect(world.complaints).toEqual([]);
  const delivering = world.deliverEvents();
  await settle(10_000);
  await delivering;
  const told = Map.groupBy(world.events, ({ messageId }) => messageId);
  for (const [messageId, events] of told) expect(new Set(events.map(({ id }) => id)).size, messageId).toBe(1);
  for (const { messageId, state, notAfter } of await world.stored()) {
    if (state === "expired") expect(told.has(messageId), `${messageId} expired, and nothing was told`).toBe(true);
    if (state === "delivered") expect(told.has(messageId), `${messageId} was delivered`).toBe(false);
    const isHeld = world.overQuota.has(messageId);
    if (world.accepted.has(messageId) && isHeld) expect(state).not.toBe("scheduled");
    else if (world.accepted.has(messageId)) expect(["accepted", "sent", "delivered", "unknown"]).toContain(state);
    else expect(["refused", "cancelled", "superseded", "expired", "unknown"]).toContain(state);
    if (state === "expired") expect(Date.now()).toBeGreaterThanOrEqual(notAfter ?? 0);
  }
}

it("whatever happens to dispatchers: no message is sent twice, none after its time, none that was cancelled, to a restricted person or beyond what is kept of a quota, and none waits for ever", async () => {
  await assertHolds({ steps, startedAt, createSimulation, comesToRest }, { maxCommands: 50, numRuns: 150 });
}, 120_000);

it("who puts back a message late, and does not hear so, changes nothing once others have taken it", async () => {
  const world = createSimulation();
  world.schedule({ index: 0, inMs: 0, lastsMs: 60 * minuteMs });
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
