import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** One connection, as a fault sees it. Every wait ends when the connection does, by a rejection. */
export interface Wire {
  readonly isOpen: boolean;
  write(bytes: string | Uint8Array): void;
  /** Says that nothing more comes, and closes. */
  end(): void;
  /** Breaks off with a reset. */
  reset(): void;
  wait(ms: number): Promise<void>;
  /** Does nothing until the other side gives up. */
  stall(): Promise<void>;
}

export function createWire(socket: Socket): Wire {
  const closing = new AbortController();
  socket.once("close", () => closing.abort());
  const wait = (ms: number) => delay(ms, undefined, { signal: closing.signal });
  return {
    get isOpen() {
      return socket.writable && !socket.destroyed;
    },
    write: (bytes) => void (socket.writable && socket.write(bytes)),
    // What is still unread would turn the end into a reset.
    end: () => void socket.end(() => socket.destroySoon()),
    reset: () => void socket.resetAndDestroy(),
    wait,
    stall: () => wait(2 ** 31 - 1),
  };
}
