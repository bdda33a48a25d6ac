import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { createRandom, type Random } from "../../harness/random.ts";
import type { EndpointName } from "../plan.ts";
import type { EndpointSettings } from "./answer-request.ts";
import { converse, planInterruption } from "./connection.ts";

/** One listening port of the chaos server. */
export interface Endpoint {
  readonly server: Server;
  readonly sockets: ReadonlySet<Socket>;
  destroySockets(): void;
}

export function createEndpoint(name: EndpointName, settings: EndpointSettings): Endpoint {
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

/** Lets it listen on loopback; `false` where the port is taken. */
export async function tryToListen(server: Server, port: number): Promise<boolean> {
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
    return true;
  } catch {
    return false;
  }
}

/** Takes an endpoint off and on again until the signal fires, like a server that keeps restarting. Resolves when it has stopped. */
export async function flap(endpoint: Endpoint, port: number, random: Random, signal: AbortSignal): Promise<void> {
  const { server, destroySockets } = endpoint;
  const pause = () => delay(10 + random.below(60), undefined, { signal }).catch(() => {});
  while (!signal.aborted) {
    if (!(await tryToListen(server, port))) {
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

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  if (!(await tryToListen(server, port))) return false;
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
