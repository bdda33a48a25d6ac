import { type Transport, TransportError, TransportFailure } from "@nxzalo/core";
import { createExchange } from "./dispatch-handler.ts";
import type { TransportLimits } from "./limits.ts";
import { createPool, proxyFromEnv } from "./pool.ts";
import { createQueue, type Refusal } from "./queue.ts";

/** A {@link Transport} that owns its connections. */
export interface ClosableTransport {
  readonly send: Transport;
  /** Lets what is in flight finish, sends away what waits, then closes the connections. */
  close(): Promise<void>;
}

function refused(refusal: Refusal, cause: unknown): Error {
  const facts = { code: "network_error", outcome: "not_sent" } as const;
  switch (refusal) {
    case "aborted":
      return new TransportFailure("aborted while it waited for a connection", { sent: false, cause });
    case "full":
      return new TransportError("Too many calls wait for a connection to NXCLOUD already", {
        ...facts,
        retryable: true,
        hint: "make fewer calls at once, or raise `connections` or `queueLimit`",
      });
    case "closed":
      return new TransportError("The client is closed", { ...facts, hint: "make no calls after close()" });
  }
}

/**
 * undici's pool behind a queue of ours, so that nothing waits inside undici: its own queue has no bound and hears no abort.
 *
 * @throws ConfigError where the environment's proxy variables are malformed.
 */
export function createUndiciTransport({ queueLimit, ...limits }: TransportLimits): ClosableTransport {
  const queue = createQueue({ places: limits.connections, limit: queueLimit });
  let pool = proxyFromEnv(limits);
  let closing: Promise<void> | undefined;
  return {
    async send({ url, headers, body, signal }) {
      const { origin, pathname, search } = new URL(url);
      // Before the wait, so that a close() meanwhile finds it.
      pool ??= createPool(origin, limits);
      const refusal = await queue.enter(signal);
      if (refusal) throw refused(refusal, signal.reason);
      const { handler, reply } = createExchange(signal, queue.leave);
      // The bytes of a reply are taken as they are, so none are to be compressed.
      const plain = { ...headers, "accept-encoding": "identity" };
      pool.dispatch({ origin, path: `${pathname}${search}`, method: "POST", headers: plain, body }, handler);
      return reply;
    },
    close() {
      queue.close();
      closing ??= pool?.close() ?? Promise.resolve();
      return closing;
    },
  };
}
