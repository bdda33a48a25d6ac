import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import type { DoorName } from "../plan.ts";
import type { DoorSettings } from "./answer-request.ts";
import { converse } from "./converse.ts";
import { planInterruption } from "./interruption.ts";

/** One listening port of the chaos server. */
export interface Door {
  readonly server: Server;
  readonly sockets: ReadonlySet<Socket>;
  destroySockets(): void;
}

export function createDoor(name: DoorName, settings: DoorSettings): Door {
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    count += 1;
    const interruption =
      name === "early" ? planInterruption(settings.seed, count) : ({ at: "never", how: "close" } as const);
    converse(socket, name, interruption, settings);
  });
  const destroySockets = () => {
    for (const socket of sockets) socket.destroy();
  };
  return { server, sockets, destroySockets };
}

/** Listens on loopback; `false` where the port is taken. */
export async function listenOn(server: Server, port: number): Promise<boolean> {
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
    return true;
  } catch {
    return false;
  }
}
