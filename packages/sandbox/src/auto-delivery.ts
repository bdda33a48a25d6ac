import type { Sandbox } from "./sandbox.ts";

/** Delivers what is due every few milliseconds; gives what stops it, breaking what is being posted. */
export function deliverByItself({ deliver }: Sandbox, everyMs: number): () => Promise<void> {
  const stopped = new AbortController();
  const running = new Set<Promise<unknown>>();
  const timer = setInterval(() => {
    const run = deliver(fetch, { signal: stopped.signal }).finally(() => running.delete(run));
    running.add(run);
  }, everyMs);
  return async () => {
    clearInterval(timer);
    stopped.abort();
    await Promise.all(running);
  };
}
