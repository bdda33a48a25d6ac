import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** Where a server of a test listens. */
export interface Listening {
  readonly port: number;
  readonly url: string;
}

/**
 * Lets a server, of `node:net` or `node:http`, listen on loopback.
 *
 * @param port Default: any free one.
 * @throws where the port is taken.
 */
export async function listenOnLoopback(server: Server, port = 0): Promise<Listening> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address() as AddressInfo;
  return { port: address.port, url: `http://127.0.0.1:${address.port}` };
}

/** Starts a server on the first free one of 21 ports, counted from `first`. */
export async function onFreePort<T>(first: number, start: (port: number) => Promise<T>): Promise<T> {
  for (let port = first; ; port++) {
    try {
      return await start(port);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE" || port >= first + 20) throw error;
    }
  }
}

/** Below what systems give to connections, and to servers that name no port: none of these takes it until it is listened on again. */
const randomPort = () => 20_000 + Math.floor(Math.random() * 12_000);

/** A port of loopback that is free now: for a server that must know its own address before it listens, or that comes back to it. */
export const freePort = (): Promise<number> =>
  onFreePort(randomPort(), async (wanted) => {
    const server = createServer();
    const { port } = await listenOnLoopback(server, wanted);
    server.close();
    await once(server, "close");
    return port;
  });

/** A connection to a port of loopback, as soon as something listens on it. Rejects after 20 s. */
export async function whenAccepting(port: number): Promise<Socket> {
  const giveUpAt = performance.now() + 20_000;
  while (performance.now() < giveUpAt) {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    try {
      await once(socket, "connect");
      return socket;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
  throw new Error(`nothing listens on port ${port}`);
}

/** Serves what `read` gives at each request, as JSON, to any origin: a journal that a test on another runtime can fetch. */
export async function serveJson(read: () => object): Promise<{ readonly url: string; close(): void }> {
  const server = createHttpServer((_, response) => {
    const headers = { "content-type": "application/json", "access-control-allow-origin": "*", connection: "close" };
    response.writeHead(200, headers).end(JSON.stringify(read()));
  });
  const { url } = await listenOnLoopback(server);
  return { url, close: () => server.close() };
}
