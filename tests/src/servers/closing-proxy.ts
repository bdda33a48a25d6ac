import { createServer, type Socket } from "node:net";
import { listenOnLoopback, serveJson } from "nxzalo-testing/loopback";
import { type ReadRequest, readHead, readWhole } from "../harness/read-request.ts";

/** A message that the closing proxy received whole. */
export interface ReceivedMessage {
  /** What its `ext` says: which test it belongs to. */
  readonly ext: string;
  readonly idempotencyKey: string;
  /** The number of the connection. */
  readonly connection: number;
  /** Requests that were answered on this connection before it. */
  readonly before: number;
}

const cors = (origin = "*") =>
  `access-control-allow-origin: ${origin}\r\naccess-control-allow-headers: content-type, idempotency-key\r\n`;

const createAnswer = ({ method, headers }: ReadRequest) =>
  method === "OPTIONS"
    ? `HTTP/1.1 204 No Content\r\n${cors(headers["origin"])}\r\n`
    : `HTTP/1.1 202 Accepted\r\n${cors(headers["origin"])}content-length: 17\r\n\r\n{"requestId":"1"}`;

/**
 * Speaks the proxy protocol for messages, and closes the connection in place of an answer: for `close-once` when the message comes for
 * the first time, for `close-always` every time. `reset-once` breaks off with a reset.
 */
export async function serveClosingProxy(): Promise<{ url: string; journalUrl: string; close(): void }> {
  const journal: ReceivedMessage[] = [];
  const sockets = new Set<Socket>();

  /** Whether the connection goes on. */
  const respond = (socket: Socket, request: ReadRequest, connection: number, before: number): boolean => {
    if (request.method !== "OPTIONS") {
      const { ext } = JSON.parse(request.body) as { ext: string };
      const isRepeat = journal.some((message) => message.ext === ext);
      journal.push({ ext, idempotencyKey: request.headers["idempotency-key"] ?? "", connection, before });
      const isClosed = ext.startsWith("close-always") || (ext.startsWith("close-once") && !isRepeat);
      const isReset = ext.startsWith("reset-once") && !isRepeat;
      if (isReset) socket.resetAndDestroy();
      if (isClosed) socket.end();
      if (isClosed || isReset) return false;
    }
    socket.write(createAnswer(request));
    return true;
  };

  let connections = 0;
  const server = createServer((socket) => {
    const connection = connections++;
    let received: Buffer<ArrayBufferLike> = Buffer.alloc(0);
    let before = 0;
    sockets.add(socket.on("error", () => {}).on("close", () => sockets.delete(socket)));
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      const head = readHead(received);
      const request = head && readWhole(received, head);
      if (!head || !request) return;
      received = received.subarray(head.end);
      if (respond(socket, request, connection, before)) before += 1;
    });
  });
  const { url } = await listenOnLoopback(server);
  const served = await serveJson(() => journal);
  return {
    url,
    journalUrl: served.url,
    close: () => {
      served.close();
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
