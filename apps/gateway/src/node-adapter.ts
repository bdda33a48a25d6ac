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

interface BodyListener {
  readonly chunk: (chunk: Buffer) => void;
  readonly end: () => void;
  readonly fail: (error: Error) => void;
}

/** Says what comes of a body: all of its chunks and its end, or that the connection broke before. */
function listenToBody(incoming: IncomingMessage, { chunk, end, fail }: BodyListener): void {
  const onClose = () => incoming.readableEnded || fail(new Error("the connection broke before the body's end"));
  incoming.on("end", end).on("error", fail).on("close", onClose).on("data", chunk);
}

/** The rest of a body is not destroyed with the reading: what stops reading still has to respond. */
function readChunks(incoming: IncomingMessage): AsyncIterable<Uint8Array> {
  const read = () => {
    const queue = createChunkQueue({
      pause: () => incoming.pause(),
      resume: () => incoming.resume(),
      stop: () => incoming.off("data", queue.push).pause(),
    });
    listenToBody(incoming, { chunk: queue.push, end: queue.end, fail: queue.fail });
    return queue.chunks[Symbol.asyncIterator]();
  };
  return { [Symbol.asyncIterator]: read };
}

/** A caller who asks whether to send a body (`Expect: 100-continue`) hears of it when it is wanted: what is refused by its headers is never sent. */
const asksFirst = ({ incoming }: NodeBindings): boolean => incoming.headers.expect !== undefined;

/** The chunks of a body. */
function readBody(bindings: NodeBindings): AsyncIterable<Uint8Array> {
  const chunks = readChunks(bindings.incoming);
  if (!asksFirst(bindings)) return chunks;
  return (async function* () {
    bindings.outgoing.writeContinue();
    yield* chunks;
  })();
}

/** All of a body. */
function readWhole(bindings: NodeBindings): Promise<Uint8Array> {
  if (asksFirst(bindings)) bindings.outgoing.writeContinue();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const end = () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
    listenToBody(bindings.incoming, { chunk: (chunk) => void chunks.push(chunk), end, fail: reject });
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

/** Writes headers and body as one text: `end` with a body writes an empty text behind it, and a list of texts costs more than one. */
function endWith(outgoing: ServerResponse, body: string): void {
  const { socket } = outgoing;
  socket?.cork();
  if (body !== "") outgoing.write(body);
  socket?.uncork();
  outgoing.end();
}

/** Writes what the proxy responds. */
export function writeResponse({ incoming, outgoing }: NodeBindings, { status, headers, body }: ProxyResponse): void {
  const isRead = incoming.complete;
  const fields: Record<string, string | number> = { ...headers };
  // HEAD has no body, and its length would have to be that of GET (RFC 9110, 8.6).
  if (status !== 204 && incoming.method !== "HEAD") fields["content-length"] = Buffer.byteLength(body);
  // A body that was refused half-way cannot be distinguished from the next request.
  if (!isRead) fields["connection"] = "close";
  outgoing.writeHead(status, fields);
  if (isRead) return void endWith(outgoing, body);
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
