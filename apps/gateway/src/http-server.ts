import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getRequestListener, RequestError } from "@hono/node-server";
import type { NxZaloProxy } from "@nxzalo/proxy";
import type { Hono } from "hono";
import { formatFault, type WriteLog } from "./log.ts";
import { createMalformedRequests, findHostFault } from "./malformed-requests.ts";
import { type NodeBindings, toProxyRequest, writeResponse } from "./node-adapter.ts";
import { createOpenResponses } from "./open-responses.ts";
import { limitSilence, type ServerLimits, serverOptions } from "./timeouts.ts";

/** Node's server of an app. */
export interface HttpServer {
  readonly server: Server;
  /** From now on each response ends its connection. */
  endConnections(): void;
}

/** What a server serves. */
export interface ServedApp {
  /** Every path. */
  readonly app: Hono;
  /** The same responses as the app's to the paths of the protocol. */
  readonly proxy: NxZaloProxy;
}

/** A path that everything reads alike: no dots, escapes or query. */
const plainPath = /^\/(?:v1(?:\/[\w-]+)+|healthz|readyz)$/;
const plainHost = /^[\w.:[\]-]+$/;

/**
 * Whether nothing has to read a request's URL before the proxy does. Then the proxy is asked at once: a framework, and the objects that it
 * wants, cost more than the call itself (decision 15).
 */
function isPlain(incoming: IncomingMessage): boolean {
  const { url = "", headers } = incoming;
  return plainPath.test(url) && plainHost.test(headers.host ?? "") && findHostFault(incoming) === undefined;
}

/** What `OPTIONS *` asks about is the server, not a path: it is a ping (RFC 9110, 9.3.7). */
const isPing = (incoming: IncomingMessage): boolean =>
  incoming.method === "OPTIONS" && incoming.url === "*" && findHostFault(incoming) === undefined;

/** A path as every URL has it, and so a Worker: a backslash is a slash. Node's server of Hono would refuse it. */
const withSlashes = (url: string): string => url.replace(/^[^?#]*/, (path) => path.replaceAll("\\", "/"));

/**
 * A caller who has sent all, and closes that side of the connection, is answered: what it asked for has been sent, and is paid. Node would end
 * the connection instead; its switch is in no types.
 */
const answerHalfClosed = (server: Server & { httpAllowHalfOpen?: boolean }): void => {
  server.httpAllowHalfOpen = true;
};

/** Creates it; it does not listen yet. */
export function createHttpServer({ app, proxy }: ServedApp, limits: ServerLimits, write: WriteLog): HttpServer {
  const responses = createOpenResponses();
  const malformed = createMalformedRequests(responses, write);

  function onError(error: unknown): Response {
    if (error instanceof RequestError) return malformed.refuse("ERR_INVALID_URL");
    const httpRequestId = crypto.randomUUID();
    write(formatFault(error, httpRequestId));
    return new Response(null, { status: 500, headers: { "x-request-id": httpRequestId } });
  }
  const respond = getRequestListener(
    (request, bindings) => {
      const fault = findHostFault((bindings as NodeBindings).incoming);
      return fault === undefined ? app.fetch(request, bindings) : malformed.refuse(fault);
    },
    // HTTP/1.0 need name no host: health checks of HAProxy do not.
    { hostname: "localhost", overrideGlobalObjects: false, errorHandler: onError },
  );
  async function respondDirectly(bindings: NodeBindings, path: string): Promise<void> {
    try {
      writeResponse(bindings, await proxy(toProxyRequest(bindings, path)));
    } catch (error) {
      write(formatFault(error, crypto.randomUUID()));
      bindings.outgoing.destroy();
    }
  }
  const listener = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    responses.add(outgoing);
    if (isPlain(incoming)) return respondDirectly({ incoming, outgoing }, incoming.url ?? "");
    if (isPing(incoming)) return outgoing.writeHead(204, { allow: "GET, HEAD, POST, DELETE, OPTIONS" }).end();
    if (incoming.url?.includes("\\")) incoming.url = withSlashes(incoming.url);
    return respond(incoming, outgoing);
  };
  // Without the second one, Node asks for every body at once, also for one that is refused by its headers.
  const server = createServer(serverOptions(limits), listener).on("checkContinue", listener);
  answerHalfClosed(server);
  limitSilence(server, limits);
  malformed.answerOn(server);
  return { server, endConnections: responses.endConnections };
}
