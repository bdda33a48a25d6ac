import type { IncomingMessage, ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Adapter } from "@nxzalo/hono";
import type { ProxyRequest } from "@nxzalo/proxy";

const getHeader = ({ headers }: IncomingMessage, name: string): string | null => {
  const value = headers[name.toLowerCase()];
  return value === undefined ? null : Array.isArray(value) ? value.join(", ") : value;
};

/** What `@hono/node-server` hands on. */
interface NodeBindings {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
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
      // What stops reading still has to respond, so the connection is not destroyed with the reading.
      body: incoming.iterator({ destroyOnReturn: false }),
    };
  },
  respond: ({ env }, { status, headers, body }) => {
    const { incoming, outgoing } = env as NodeBindings;
    outgoing.writeHead(status, {
      ...headers,
      ...(status !== 204 && { "content-length": Buffer.byteLength(body) }),
      // A body that was refused half-way cannot be distinguished from the next request.
      ...(!incoming.complete && { connection: "close" }),
    });
    outgoing.end(body);
    return RESPONSE_ALREADY_SENT;
  },
};
