import type { AddressInfo } from "node:net";
import type { Journal } from "../journal.ts";
import type { DoorName } from "../plan.ts";
import { createRandom } from "../random.ts";
import type { DoorSettings } from "./answer-request.ts";
import { createBook } from "./book.ts";
import { createDoor, type Door, listenOn } from "./door.ts";
import { flap } from "./flap.ts";
import { lowPorts } from "./low-ports.ts";

/** A server that does everything wrong, and remembers what it did. */
export interface ChaosServer {
  /** The base URL of each door. */
  readonly urls: Readonly<Record<DoorName, string>>;
  journal(): Journal;
  close(): Promise<void>;
}

const urlOf = (port: number) => `http://127.0.0.1:${port}`;

async function open(door: Door): Promise<string> {
  if (!(await listenOn(door.server, 0))) throw new Error("the chaos server has found no port");
  return urlOf((door.server.address() as AddressInfo).port);
}

/** Opens every door, on loopback. */
export async function startChaosServer(run: Omit<DoorSettings, "book">): Promise<ChaosServer> {
  const book = createBook();
  const door = (name: DoorName) => createDoor(name, { ...run, book });
  const steady = { open: door("open"), early: door("early"), clock: door("clock") };
  const flapping = door("flapping");
  const [openUrl, earlyUrl, clockUrl] = await Promise.all(Object.values(steady).map(open));
  const [flappingPort, refusedPort] = await lowPorts();
  const stopping = new AbortController();
  const stopped = flap(flapping, flappingPort, createRandom(run.seed), stopping.signal);
  const doors = [...Object.values(steady), flapping];
  return {
    urls: {
      open: String(openUrl),
      early: String(earlyUrl),
      clock: String(clockUrl),
      flapping: urlOf(flappingPort),
      refused: urlOf(refusedPort),
    },
    journal: () => book.read(doors.reduce((sum, { sockets }) => sum + sockets.size, 0)),
    close: async () => {
      stopping.abort();
      const closed = Object.values(steady).map(
        ({ server }) => new Promise<void>((resolve) => server.close(() => resolve())),
      );
      for (const { destroySockets } of doors) destroySockets();
      await Promise.all([stopped, ...closed]);
    },
  };
}
