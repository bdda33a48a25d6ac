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

/** Creates an empty collection. */
export function createOpenResponses(): OpenResponses {
  const open = new Set<ServerResponse>();
  let isEnding = false;
  return {
    add: (response) => {
      open.add(response);
      response.once("close", () => open.delete(response));
      if (isEnding) endConnection(response);
    },
    on: (socket) => [...open].find((response) => response.socket === socket),
    endConnections: () => {
      isEnding = true;
      for (const response of open) endConnection(response);
    },
  };
}
