import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { listenOnLoopback } from "./loopback.ts";

/**
 * Stands before a Postgres server, and counts how often a client waits for it: each time that it sends something after the server has
 * answered, of all connections together.
 */
export async function startPostgresProxy(serverUrl: string) {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let trips = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(port || 5432), hostname);
    let isAnswered = true;
    client.on("data", () => {
      if (isAnswered) trips += 1;
      isAnswered = false;
    });
    upstream.on("data", () => {
      isAnswered = true;
    });
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => sockets.delete(socket));
    }
  });
  const { port: ownPort } = await listenOnLoopback(server);
  const url = new URL(serverUrl);
  url.host = `127.0.0.1:${ownPort}`;
  return {
    url: url.href,
    /** How often it was waited for since this was last asked. */
    takeTrips: () => {
      const taken = trips;
      trips = 0;
      return taken;
    },
    close: async () => {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
