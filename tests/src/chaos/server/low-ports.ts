import { createServer } from "node:net";
import { createRandom } from "../random.ts";
import { listenOn } from "./door.ts";

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  if (!(await listenOn(server, port))) return false;
  await new Promise((resolve) => server.close(resolve));
  return true;
}

/**
 * Two ports of loopback on which nothing listens. They lie below those that the system gives to outgoing connections: one of these
 * would now and then connect to itself.
 */
export async function lowPorts(): Promise<[number, number]> {
  const random = createRandom(process.pid, Date.now());
  const free = new Set<number>();
  while (free.size < 2) {
    const port = 12_000 + random.below(18_000);
    if (await isFree(port)) free.add(port);
  }
  return [...free] as [number, number];
}
