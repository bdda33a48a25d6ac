import type { AsyncCommand } from "fast-check";
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
