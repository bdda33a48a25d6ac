import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** The responses that are under way. */
export interface OpenResponses {
  add(response: ServerResponse): void;
  /** The one on a connection. */
  on(socket: Socket): ServerResponse | undefined;
  /** From now on each of them ends its connection: the caller's next request goes elsewhere. */
  endConnections(): void;
}

const endConnection = (response: ServerResponse) => {
  if (!response.headersSent) response.setHeader("connection", "close");
};

/** Creates an empty collection. A connection has few responses at once, and outlives them: what is kept for each of these costs more. */
export function createOpenResponses(): OpenResponses {
  const byConnection = new Map<Socket, ServerResponse[]>();
  let isEnding = false;
  function responsesOf(socket: Socket): ServerResponse[] {
    const known = byConnection.get(socket);
    if (known) return known;
    const responses: ServerResponse[] = [];
    byConnection.set(socket, responses);
    socket.once("close", () => byConnection.delete(socket));
    return responses;
  }
  return {
    add: (response) => {
      const responses = responsesOf(response.req.socket);
      while (responses[0]?.writableEnded) responses.shift();
      responses.push(response);
      if (isEnding) endConnection(response);
    },
    on: (socket) => byConnection.get(socket)?.find((response) => response.socket === socket),
    endConnections: () => {
      isEnding = true;
      for (const response of [...byConnection.values()].flat()) endConnection(response);
    },
  };
}
