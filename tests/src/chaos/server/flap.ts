import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "../random.ts";
import { type Door, listenOn } from "./door.ts";

/** Takes a door off and on again until the signal fires, like a server that keeps restarting. Resolves when it has stopped. */
export async function flap(door: Door, port: number, random: Random, signal: AbortSignal): Promise<void> {
  const { server, destroySockets } = door;
  const pause = () => delay(10 + random.below(60), undefined, { signal }).catch(() => {});
  while (!signal.aborted) {
    if (!(await listenOn(server, port))) {
      await pause();
      continue;
    }
    await pause();
    const closed = new Promise((resolve) => server.close(resolve));
    destroySockets();
    await closed;
    await pause();
  }
}
