import type { Server } from "node:http";
import { Server as NetServer } from "node:net";
import type { NxZaloProxy } from "@nxzalo/proxy";

/** The calls that have not ended yet, also those whose caller has gone. */
export interface CallsInFlight {
  /** The same proxy, whose calls are counted. */
  track(proxy: NxZaloProxy): NxZaloProxy;
  count(): number;
  /** Resolves when all of them have ended, or the time is over. */
  settled(limitMs: number): Promise<void>;
}

export function createCallsInFlight(): CallsInFlight {
  let count = 0;
  let onSettled: (() => void)[] = [];
  /** A count, and no set of promises: that would cost as much as reading the body. */
  const end = () => {
    count -= 1;
    if (count > 0) return;
    for (const resolve of onSettled) resolve();
    onSettled = [];
  };
  return {
    track: (proxy) => {
      const respond = (request: Parameters<NxZaloProxy>[0]) => {
        const response = proxy(request);
        count += 1;
        // It never rejects.
        void response.then(end);
        return response;
      };
      return Object.assign(respond, { paths: proxy.paths });
    },
    count: () => count,
    settled: (limitMs) =>
      new Promise((resolve) => {
        if (count === 0) return resolve();
        const timer = setTimeout(resolve, limitMs);
        onSettled.push(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}

/** What a balancer has to find out that connections are refused, before its idle ones are closed. */
const lingerMs = 250;

/**
 * Stops accepting connections; resolves when the open ones have got their responses, or the time is over. Idle connections are closed a
 * moment after the port: a balancer that still writes to them is answered.
 */
export function closeServer(server: Server, limitMs: number): Promise<void> {
  let closing: NodeJS.Timeout | undefined;
  // A keep-alive connection goes idle when its response is out; only then may it be closed.
  const closeIdle = () => {
    closing = setInterval(() => server.closeIdleConnections(), 50);
  };
  const linger = setTimeout(closeIdle, lingerMs);
  const limit = setTimeout(() => server.closeAllConnections(), limitMs);
  return new Promise((resolve) => {
    const stop = () =>
      // That of `node:http` would close idle connections as well.
      NetServer.prototype.close.call(server, () => {
        for (const timer of [linger, closing, limit]) clearTimeout(timer);
        resolve();
      });
    // Right after connections were accepted: those that wait to be are lost with the port.
    setImmediate(stop);
  });
}
