import { createRandom } from "../random.ts";
import type { Wire } from "./wire.ts";

/** Where a connection breaks, and how. */
export interface Interruption {
  /** `second_request`: a connection that is used again breaks at its first byte. */
  readonly at: "accept" | "first_byte" | "head" | "second_request" | "never";
  readonly how: "close" | "reset" | "stall";
}

/** For the connection of this number on the door `early`. */
export function planInterruption(seed: number, connection: number): Interruption {
  const random = createRandom(seed, connection, 0xea71);
  const at = random.weighted({ accept: 3, first_byte: 3, head: 3, second_request: 3, never: 1 });
  return { at, how: random.weighted({ close: 3, reset: 3, stall: 2 }) };
}

export function interrupt(wire: Wire, { how }: Interruption): void {
  if (how === "close") wire.end();
  if (how === "reset") wire.reset();
}
