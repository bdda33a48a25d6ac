import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** One request that came whole. */
export interface RawRequest {
  /** Headers and body, as they came. */
  readonly text: string;
  readonly socket: Socket;
  /** Counted over all connections, from 0. */
  readonly index: number;
}

/** A server of plain sockets for tests: what it answers, and when it hangs up, the test decides. */
export interface RawServer {
  readonly url: string;
  readonly requests: readonly string[];
  /** Connections taken since the start. */
  readonly accepted: number;
  /** Connections open now. */
  readonly open: number;
  close(): Promise<void>;
}

const lengthOf = (head: string) => Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);

/** The text of a reply with its length. */
export const replyText = (body: string, { status = "200 OK", headers = "" } = {}): string =>
  `HTTP/1.1 ${status}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`;

export async function serveRaw(
  onRequest: (request: RawRequest) => void,
  onConnection: (socket: Socket) => void = () => {},
): Promise<RawServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let accepted = 0;
  const server = createServer((socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
    let received = "";
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      const end = received.indexOf("\r\n\r\n");
      if (end < 0 || received.length < end + 4 + lengthOf(received)) return;
      requests.push(received);
      onRequest({ text: received, socket, index: requests.length - 1 });
      received = "";
    });
    onConnection(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    get accepted() {
      return accepted;
    },
    get open() {
      return sockets.size;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
