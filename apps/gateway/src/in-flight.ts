import type { ProxyExchange } from "@nxzalo/proxy";

/** The exchanges that have not ended yet, also those whose caller has gone. */
export interface Pending {
  tracked(proxy: ProxyExchange): ProxyExchange;
  /** Resolves when all of them have ended, or the time is over. */
  settled(limitMs: number): Promise<void>;
}

export function createPending(): Pending {
  const running = new Set<Promise<unknown>>();
  return {
    tracked: (proxy) => {
      const exchange = (request: Parameters<ProxyExchange>[0]) => {
        const reply = proxy(request).finally(() => running.delete(reply));
        running.add(reply);
        return reply;
      };
      return Object.assign(exchange, { paths: proxy.paths });
    },
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
