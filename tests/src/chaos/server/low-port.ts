import { createServer } from "node:net";
import { createRandom } from "../random.ts";
import { listenOn } from "./door.ts";

/**
 * A port of loopback on which nothing listens. It lies below those that the system gives to outgoing connections: one of these would
 * now and then connect to itself.
 */
export async function lowPort(): Promise<number> {
  const random = createRandom(process.pid, Date.now());
  for (let tries = 0; tries < 100; tries += 1) {
    const port = 12_000 + random.below(18_000);
    const server = createServer();
    if (!(await listenOn(server, port))) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
  throw new Error("no free port was found");
}
