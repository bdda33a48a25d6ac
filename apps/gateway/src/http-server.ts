import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getRequestListener, RequestError } from "@hono/node-server";
import type { Hono } from "hono";
import { formatFault, type WriteLog } from "./log.ts";
import { createMalformedRequests, isHostMissing } from "./malformed-requests.ts";
import type { NodeBindings } from "./node-adapter.ts";
import { createOpenResponses } from "./open-responses.ts";
import { limitSilence, type ServerLimits, serverOptions } from "./timeouts.ts";

/** Node's server of an app. */
export interface HttpServer {
  readonly server: Server;
  /** From now on each response ends its connection. */
  endConnections(): void;
}

/** Creates it; it does not listen yet. */
export function createHttpServer(app: Hono, limits: ServerLimits, write: WriteLog): HttpServer {
  const responses = createOpenResponses();
  const malformed = createMalformedRequests(responses, write);

  function onError(error: unknown): Response {
    if (error instanceof RequestError) return malformed.refuse("ERR_INVALID_URL");
    const requestId = crypto.randomUUID();
    write(formatFault(error, requestId));
    return new Response(null, { status: 500, headers: { "x-request-id": requestId } });
  }
  const respond = getRequestListener(
    (request, bindings) =>
      isHostMissing((bindings as NodeBindings).incoming)
        ? malformed.refuse("HOST_MISSING")
        : app.fetch(request, bindings),
    // HTTP/1.0 need name no host: health checks of HAProxy do not.
    { hostname: "localhost", overrideGlobalObjects: false, errorHandler: onError },
  );
  const listener = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    responses.add(outgoing);
    return respond(incoming, outgoing);
  };
  // Without the second one, Node asks for every body at once, also for one that is refused by its headers.
  const server = createServer(serverOptions(limits), listener).on("checkContinue", listener);
  limitSilence(server, limits);
  malformed.answerOn(server);
  return { server, endConnections: responses.endConnections };
}
