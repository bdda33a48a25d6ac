import type { IncomingMessage, ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { createChunkQueue } from "@nxzalo/core/internal";
import type { Adapter } from "@nxzalo/hono";
import type { ProxyRequest, ProxyResponse } from "@nxzalo/proxy";
import { endAfterBody } from "./unread-body.ts";

const getHeader = ({ headers }: IncomingMessage, name: string): string | null => {
  const value = headers[name.toLowerCase()];
  return value === undefined ? null : Array.isArray(value) ? value.join(", ") : value;
};

/** What `@hono/node-server` hands on. */
export interface NodeBindings {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

const connectionBroke = () => new Error("the connection broke before the body's end");

/** The rest of a body is not destroyed with the reading: what stops reading still has to respond. */
function readChunks(incoming: IncomingMessage): AsyncIterable<Uint8Array> {
  const read = () => {
    const queue = createChunkQueue({
      pause: () => incoming.pause(),
      resume: () => incoming.resume(),
      stop: () => incoming.off("data", queue.push).pause(),
    });
    const onClose = () => incoming.readableEnded || queue.fail(connectionBroke());
    incoming.on("end", queue.end).on("error", queue.fail).on("close", onClose).on("data", queue.push);
    return queue.chunks[Symbol.asyncIterator]();
  };
  return { [Symbol.asyncIterator]: read };
}

/**
 * The chunks of a body. A caller who asks whether to send it (`Expect: 100-continue`) hears of it when it is wanted: what is refused by
 * its headers is never sent.
 */
function readBody({ incoming, outgoing }: NodeBindings): AsyncIterable<Uint8Array> {
  const chunks = readChunks(incoming);
  if (incoming.headers.expect === undefined) return chunks;
  return (async function* () {
    outgoing.writeContinue();
    yield* chunks;
  })();
}

/** All of a body. */
function readWhole({ incoming, outgoing }: NodeBindings): Promise<Uint8Array> {
  if (incoming.headers.expect !== undefined) outgoing.writeContinue();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const onClose = () => incoming.readableEnded || reject(connectionBroke());
    incoming.on("end", () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    incoming
      .on("error", reject)
      .on("close", onClose)
      .on("data", (chunk: Buffer) => void chunks.push(chunk));
  });
}

/** What the proxy is asked by a request of Node's. */
export const toProxyRequest = (bindings: NodeBindings, path: string): ProxyRequest => ({
  method: bindings.incoming.method ?? "GET",
  path,
  headers: { get: (name) => getHeader(bindings.incoming, name) },
  body: readBody(bindings),
  readWhole: () => readWhole(bindings),
  address: bindings.incoming.socket.remoteAddress,
});

/** Writes what the proxy responds. */
export function writeResponse({ incoming, outgoing }: NodeBindings, { status, headers, body }: ProxyResponse): void {
  const isRead = incoming.complete;
  outgoing.writeHead(status, {
    ...headers,
    ...(status !== 204 && { "content-length": Buffer.byteLength(body) }),
    // A body that was refused half-way cannot be distinguished from the next request.
    ...(!isRead && { connection: "close" }),
  });
  if (isRead) return void outgoing.end(body);
  outgoing.flushHeaders();
  outgoing.write(body);
  endAfterBody(incoming, outgoing);
}

/**
 * Between Node's own request and response and the proxy protocol, for an app that `@hono/node-server` serves: the way through web
 * streams costs more than everything else that the gateway does.
 */
export const nodeAdapter: Adapter = {
  request: ({ env }, path) => toProxyRequest(env as NodeBindings, path),
  respond: ({ env }, response) => {
    writeResponse(env as NodeBindings, response);
    return RESPONSE_ALREADY_SENT;
  },
};
