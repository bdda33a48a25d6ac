import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import {
  createSimulation,
  dayMs,
  leaseMs,
  orders,
  type Simulation,
  type UpstreamAnswer,
  upstreamAnswers,
} from "./simulation.ts";
import { assertHolds, passing, Step, settle } from "./step.ts";

beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }));
afterEach(() => void vi.useRealTimers());

const process = fc.nat({ max: 2 });
const order = fc.constantFrom(...orders);
const pick = fc.nat({ max: 9 });

const opening = fc.tuple(process, order).map(([index, one]) => {
  return new Step<Simulation>(`open ${one} on ${index}`, (world) => world.open(index, one));
});
const sending = fc.tuple(process, order).map(([index, one]) => {
  return new Step<Simulation>(`send ${one} on ${index}`, (world) => world.send(index, one));
});
const answering = (hows: fc.Arbitrary<UpstreamAnswer>) =>
  fc.tuple(pick, hows).map(([which, how]) => {
    return new Step<Simulation>(`answer ${which}: ${how}`, ({ pending }) => {
      const [call] = pending.splice(which % Math.max(pending.length, 1), 1);
      call?.answer(how);
    });
  });
const crashing = process.map((index) => new Step<Simulation>(`crash of ${index}`, (world) => world.crash(index)));
const telling = fc.tuple(process, pick, fc.constantFrom("delivered", "failed")).map(([index, which, status]) => {
  return new Step<Simulation>(`receipt ${which}: ${status}`, (world) => world.receipt(index, which, status));
});
const resending = fc.tuple(pick, fc.boolean()).map(([which, force]) => {
  return new Step<Simulation>(`resend ${which}${force ? " by force" : ""}`, (world) => world.resend(which, force));
});
const breakingOff = fc.constant(new Step<Simulation>("crash of the desk", (world) => world.crashDesk()));
const ending = fc.tuple(process, order).map(([index, one]) => {
  return new Step<Simulation>(`time-out of ${one}`, async (world) => {
    world.timeOut(index, one);
    await settle(10);
  });
});

/** What happens often stands here more often. */
const steps = [
  opening,
  opening,
  sending,
  answering(fc.constant("yes")),
  answering(fc.constantFrom(...upstreamAnswers)),
  passing(fc.integer({ min: 1, max: 4 })),
  passing(fc.integer({ min: 5, max: 200 })),
  passing(fc.constant(leaseMs + 1)),
  crashing,
  telling,
  resending,
  breakingOff,
  ending,
  passing(fc.constantFrom(dayMs, 7 * dayMs)),
];

/** Everybody who still waits is answered; then each order has one token, and it is the one that was given out. */
async function comesToRest(world: Simulation): Promise<void> {
  await settle(leaseMs + 1);
  // Who waited for one that was refused, or that died, asks in its turn, and holds the lease while it does.
  do {
    for (const call of world.pending.splice(0)) call.answer("no");
    await settle(leaseMs + 1);
  } while (world.pending.length > 0);
  for (const one of orders) {
    const known = world.given(one);
    const asked = world.token(0, one);
    await settle(10);
    for (const call of world.pending.splice(0)) call.answer("yes");
    await settle(10);
    const token = await asked;
    if (known !== undefined) expect(token).toBe(known);
  }
  await world.judge();
  expect(world.complaints).toEqual([]);
}

it("whatever happens, in whatever order: one live token for an order, no message sent twice unless a person did, and what is stored of attempts is true", async () => {
  const course = { steps, startedAt: 1_700_000_000_000, createSimulation: () => createSimulation(3), comesToRest };
  await assertHolds(course, { maxCommands: 60, numRuns: 500 });
}, 120_000);

it("an attempt that NXCLOUD takes after a person's has settled the message keeps no later message from being sent", async () => {
  const world = createSimulation(1);
  const answer = async (how: UpstreamAnswer, which = 0) => {
    world.pending.splice(which, 1)[0]?.answer(how);
    await settle(10);
  };
  world.send(0, "A");
  await settle(dayMs);
  await world.resend(0, true);
  await settle(dayMs);
  await answer("yes", 1);
  world.send(0, "A");
  await answer("lost after");
  await answer("yes");
  expect(world.accepted).toHaveLength(3);
  await world.judge();
  expect(world.complaints).toEqual([]);
});

it("an attempt that a person has overtaken is no second message where NXCLOUD takes it after the next one", async () => {
  const world = createSimulation(1);
  const answer = async (which: number) => {
    world.pending.splice(which, 1)[0]?.answer("yes");
    await settle(10);
  };
  world.send(0, "A");
  await settle(dayMs);
  await world.resend(0, true);
  await settle(10);
  await answer(1);
  world.send(0, "A");
  await settle(10);
  await answer(1);
  await answer(0);
  expect(world.accepted).toHaveLength(3);
  await world.judge();
  expect(world.complaints).toEqual([]);
});
