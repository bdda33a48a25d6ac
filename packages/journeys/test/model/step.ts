import fc, { type AsyncCommand } from "fast-check";
import { expect, vi } from "vitest";

/** Lets time pass, and all that is due in it happen. */
export const settle = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** What steps are done to. */
export interface Judged {
  readonly complaints: readonly string[];
  /** Looks at what is stored. Default: there is nothing to look at. */
  judge?(): Promise<void>;
}

/** A step that can always be taken; the world is judged after each. What it begins and does not wait for goes on during the next ones. */
export class Step<World extends Judged> implements AsyncCommand<object, World> {
  readonly #name: string;
  readonly #run: (world: World) => unknown;
  constructor(name: string, run: (world: World) => unknown) {
    this.#name = name;
    this.#run = run;
  }
  check = () => true;
  async run(_: object, world: World): Promise<void> {
    await this.#run(world);
    await settle(0);
    await world.judge?.();
    expect(world.complaints).toEqual([]);
  }
  toString = () => this.#name;
}

/** Steps in which time passes. */
export const passing = <World extends Judged>(times: fc.Arbitrary<number>): fc.Arbitrary<Step<World>> =>
  times.map((ms) => new Step<World>(`${ms} ms`, () => settle(ms)));

/** What may happen to a world, and what holds when all has been answered. */
interface Course<World extends Judged> {
  readonly steps: fc.Arbitrary<Step<World>>[];
  readonly startedAt: number;
  readonly createSimulation: () => World;
  readonly comesToRest: (world: World) => Promise<void>;
}

/** Takes steps in whichever order, in a world of their own each time, which then comes to rest. */
export const assertHolds = <World extends Judged>(
  { steps, startedAt, createSimulation, comesToRest }: Course<World>,
  { maxCommands, numRuns }: { readonly maxCommands: number; readonly numRuns: number },
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(fc.commands(steps, { maxCommands, size: "max" }), async (commands) => {
      vi.setSystemTime(startedAt);
      const world = createSimulation();
      await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
      await comesToRest(world);
      vi.clearAllTimers();
    }),
    { numRuns },
  );
