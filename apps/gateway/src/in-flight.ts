import type { Server } from "node:http";
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
  const running = new Set<Promise<unknown>>();
  return {
    track: (proxy) => {
      const respond = (request: Parameters<NxZaloProxy>[0]) => {
        const response = proxy(request);
        running.add(response);
        // It never rejects.
        void response.then(() => running.delete(response));
        return response;
      };
      return Object.assign(respond, { paths: proxy.paths });
    },
    count: () => running.size,
    settled: async (limitMs) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const limit = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, limitMs);
      });
      await Promise.race([Promise.allSettled(running), limit]);
      clearTimeout(timer);
    },
  };
}

/** Stops accepting connections; resolves when the open ones have got their responses, or the time is over. */
export function closeServer(server: Server, limitMs: number): Promise<void> {
  return new Promise((resolve) => {
    // A keep-alive connection goes idle when its response is out; only then may it be closed.
    const closing = setInterval(() => server.closeIdleConnections(), 50);
    const limit = setTimeout(() => server.closeAllConnections(), limitMs);
    server.close(() => {
      clearInterval(closing);
      clearTimeout(limit);
      resolve();
    });
  });
}
