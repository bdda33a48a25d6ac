import type { IncomingMessage, ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Adapter } from "@nxzalo/hono";
import type { ProxyRequest } from "@nxzalo/proxy";
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

/**
 * The chunks of a body. A caller who asks whether to send it (`Expect: 100-continue`) hears of it when it is wanted: what is refused by
 * its headers is never sent. What stops reading still has to respond, so the connection is not destroyed with the reading.
 */
function readChunks({ incoming, outgoing }: NodeBindings): AsyncIterable<Uint8Array> {
  const chunks = () => incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  if (incoming.headers.expect === undefined) return chunks();
  return (async function* () {
    outgoing.writeContinue();
    yield* chunks();
  })();
}

/**
 * Between Node's own request and response and the proxy protocol, for an app that `@hono/node-server` serves: the way through web
 * streams costs more than everything else that the gateway does.
 */
export const nodeAdapter: Adapter = {
  request: ({ env }, path): ProxyRequest => {
    const { incoming } = env as NodeBindings;
    return {
      method: incoming.method ?? "GET",
      path,
      headers: { get: (name) => getHeader(incoming, name) },
      body: readChunks(env as NodeBindings),
    };
  },
  respond: ({ env }, { status, headers, body }) => {
    const { incoming, outgoing } = env as NodeBindings;
    const isRead = incoming.complete;
    outgoing.writeHead(status, {
      ...headers,
      ...(status !== 204 && { "content-length": Buffer.byteLength(body) }),
      // A body that was refused half-way cannot be distinguished from the next request.
      ...(!isRead && { connection: "close" }),
    });
    if (isRead) outgoing.end(body);
    else {
      outgoing.flushHeaders();
      outgoing.write(body);
      endAfterBody(incoming, outgoing);
    }
    return RESPONSE_ALREADY_SENT;
  },
};
