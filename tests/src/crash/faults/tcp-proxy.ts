import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** How the way to a server is: open; cut, so that nothing listens; or every byte is swallowed, and nothing comes back. */
export type Way = "open" | "cut" | "swallowing";

/** A TCP proxy before a server. */
export interface TcpProxy {
  readonly port: number;
  /** Also for connections that are there already. */
  turn(way: Way): Promise<void>;
  close(): Promise<void>;
}

/** Stands before `target`, on a port that stays the same. */
export async function startTcpProxy(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let way: Way = "open";
  let port = 0;

  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => sockets.delete(socket));
    return socket;
  };
  const pass = (from: Socket, to: Socket) => {
    from.on("data", (bytes) => {
      if (way === "open") to.write(bytes);
    });
    from.once("close", () => to.destroy());
  };
  const server = createServer((caller) => {
    keep(caller);
    if (way === "swallowing") return void caller.resume();
    const upstream = keep(connect(target));
    pass(caller, upstream);
    pass(upstream, caller);
  });
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const listen = async () => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    port = (server.address() as AddressInfo).port;
  };
  const stop = async () => {
    const closed = once(server, "close");
    server.close();
    cut();
    await closed;
  };

  await listen();
  return {
    port,
    turn: async (next) => {
      const last = way;
      way = next;
      if (next === "cut" && last !== "cut") await stop();
      if (next !== "cut" && last === "cut") await listen();
      // What was swallowed leaves connections that can go nowhere.
      if (next === "open") cut();
    },
    close: () => (way === "cut" ? Promise.resolve() : stop()),
  };
}
