import { setTimeout as delay } from "node:timers/promises";
import { type GatewayChild, startGatewayChild } from "../harness/gateway-child.ts";
import type { Random } from "../harness/random.ts";
import { eventually } from "../harness/waiting.ts";
import { limits, serverLimits } from "./settings.ts";

/** A process of one gateway. */
type Child = GatewayChild<"gateway">;

/** A gateway that takes calls. */
export interface LiveGateway extends Pick<Child, "isKilled"> {
  readonly url: string;
}

/** Gateways on one store. */
export interface Fleet {
  /** One that takes calls now, as far as is known. */
  pick(random: Random): Promise<LiveGateway>;
  /**
   * Kills, starts, and stops for a while, at random, until `isOver`; then all of them run. `progress` tells how much has been asked:
   * a slow machine has no more crashes for its requests than a fast one.
   */
  wreck(random: Random, progress: () => number, isOver: () => boolean): Promise<void>;
  counts(): { readonly kills: number; readonly early: number; readonly pauses: number };
  /** When gateways that had been stopped went on, in milliseconds since the epoch. */
  readonly resumedAt: readonly number[];
  close(): Promise<void>;
}

interface Slot {
  readonly clock: number;
  child: Child;
  live: LiveGateway | undefined;
}

/** How gateways are started. */
export interface FleetOptions {
  /** Asked for at each start. */
  readonly newEnv: () => Record<string, string>;
  /** One gateway for each: by how many milliseconds its machine's clock is wrong. */
  readonly clocks: readonly number[];
}

/** Starts gateways, all at once. */
export async function startFleet({ newEnv, clocks }: FleetOptions): Promise<Fleet> {
  const startChild = (clockOffsetMs: number) =>
    startGatewayChild({ gateways: { gateway: newEnv() }, limits, serverLimits, clockOffsetMs });
  const counts = { kills: 0, early: 0, pauses: 0 };
  const resumedAt: number[] = [];

  async function start(slot: Slot): Promise<void> {
    const { child } = slot;
    const urls = await child.started;
    const { isKilled } = child;
    if (urls && !isKilled()) slot.live = { url: urls.gateway, isKilled };
  }

  const slots: Slot[] = clocks.map((clock) => ({ clock, child: startChild(clock), live: undefined }));
  const live = () => slots.flatMap((slot) => (slot.live ? [slot.live] : []));

  async function restart(slot: Slot, random: Random): Promise<void> {
    slot.live = undefined;
    await slot.child.kill();
    counts.kills += 1;
    slot.child = startChild(slot.clock);
    // Also in the middle of a start.
    if (random.next() < 0.25) {
      await delay(random.below(700));
      await slot.child.kill();
      counts.early += 1;
      slot.live = undefined;
      slot.child = startChild(slot.clock);
    }
    await start(slot);
  }

  /** Long enough for others to take over what it holds, or not quite. */
  async function stopForAWhile({ child }: Slot, random: Random): Promise<void> {
    counts.pauses += 1;
    child.pause();
    await delay(200 + random.below(limits.leaseMs * 1.5));
    child.resume();
    resumedAt.push(Date.now());
  }

  await Promise.all(slots.map(start)).catch(async (error: unknown) => {
    await Promise.all(slots.map(({ child }) => child.kill()));
    throw error;
  });

  return {
    pick: async (random) => {
      const gateways = await eventually(live, (found) => found.length > 0, 30_000);
      if (gateways.length === 0) throw new Error("no gateway has come back within 30 s");
      return random.pick(gateways);
    },
    wreck: async (random, progress, isOver) => {
      const busy = new Map<Slot, Promise<void>>();
      const failures: unknown[] = [];
      for (let next = 50; !isOver() && failures.length === 0; next = progress() + 30 + random.below(110)) {
        while (progress() < next && !isOver()) await delay(10);
        await delay(random.below(100));
        const able = slots.filter((slot) => slot.live && !busy.has(slot));
        // One at least goes on, mostly.
        if (able.length === 0 || (able.length === 1 && random.next() < 0.8)) continue;
        const slot = random.pick(able);
        const done = (counts.kills > 0 && random.next() < 0.35 ? stopForAWhile(slot, random) : restart(slot, random))
          .catch((error: unknown) => failures.push(error))
          .then(() => void busy.delete(slot));
        busy.set(slot, done);
      }
      await Promise.all(busy.values());
      if (failures.length > 0) throw failures[0];
    },
    counts: () => counts,
    resumedAt,
    close: async () => {
      await Promise.all(slots.map(({ child }) => child.kill()));
    },
  };
}
