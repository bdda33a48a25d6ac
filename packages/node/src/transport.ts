import { type Transport, TransportError, TransportFailure } from "@nxzalo/core";
import { configError } from "@nxzalo/core/internal";
import { type Dispatcher, EnvHttpProxyAgent, Pool } from "undici";
import { createDispatchHandler } from "./dispatch-handler.ts";
import type { PoolLimits, TransportLimits } from "./options.ts";
import { createQueue, type Refusal } from "./queue.ts";

// Explicit, so that a forgotten NODE_TLS_REJECT_UNAUTHORIZED=0 does not send signed requests to any server.
const verified = { rejectUnauthorized: true };

const poolOptions = (limits: PoolLimits): Pool.Options => ({
  connections: limits.connections,
  pipelining: 1,
  // HTTP/2 would put all calls on one connection, and undici repeats there by itself what a server's GOAWAY cut off.
  allowH2: false,
  connectTimeout: limits.connectTimeoutMs,
  headersTimeout: limits.headersTimeoutMs,
  bodyTimeout: limits.bodyTimeoutMs,
  connect: verified,
});

const createPool = (origin: string, limits: PoolLimits): Dispatcher => new Pool(origin, poolOptions(limits));

const proxyVariables = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"];

/**
 * Connections through the proxy that the environment names; `undefined` where it names none.
 *
 * @throws ConfigError where a variable is no URL of a proxy.
 */
function proxyFromEnv(limits: PoolLimits): Dispatcher | undefined {
  const named = proxyVariables.filter((name) => process.env[name]);
  if (named.length === 0) return undefined;
  try {
    return new EnvHttpProxyAgent({
      ...poolOptions(limits),
      requestTls: verified,
      proxyTls: verified,
      // A proxy that takes the connection but never opens the tunnel must not hold a slot for undici's 5 minutes.
      clientFactory: (proxy, given) => new Pool(proxy, { ...given, headersTimeout: limits.connectTimeoutMs }),
    });
  } catch {
    // undici's own error quotes the URL, and a proxy's password stands in it.
    const message = "must be the URL of a proxy, such as http://proxy.example:3128";
    throw configError(named.map((name) => ({ path: [name], message, code: "url_wrong" })));
  }
}

/** What undici is told of a URL. */
interface Place {
  readonly origin: string;
  readonly path: string;
}

/** A {@link Transport} that owns its connections. */
export interface ClosableTransport {
  readonly send: Transport;
  /** Lets what is in flight finish, refuses what waits, then closes the connections. */
  close(): Promise<void>;
}

function refused(refusal: Refusal, cause: unknown): Error {
  const facts = { code: "network_error", outcome: "not_sent" } as const;
  const tooMany = {
    retryable: true,
    hint: "make fewer calls at once, or raise `connections` or `queueLimit`",
  } as const;
  switch (refusal) {
    case "aborted":
      return new TransportFailure("aborted while it waited for a connection", { sent: false, cause });
    case "full":
      return new TransportError("Too many calls wait for a connection to NXCLOUD already", {
        ...facts,
        ...tooMany,
      });
    case "late":
      return new TransportError("No connection to NXCLOUD was free in time", { ...facts, ...tooMany });
    case "closed":
      return new TransportError("The client is closed", { ...facts, hint: "make no calls after close()" });
  }
}

/**
 * undici's pool behind a queue of ours, so that nothing waits inside undici: its own queue has no bound and takes no abort.
 *
 * @throws ConfigError where the environment's proxy variables are malformed.
 */
export function createUndiciTransport({ queueLimit, ...limits }: TransportLimits): ClosableTransport {
  const queue = createQueue({ slots: limits.connections, limit: queueLimit });
  let pool = proxyFromEnv(limits);
  let closing: Promise<void> | undefined;
  const places = new Map<string, Place>();

  /** A client has a URL for each operation, and parsing one costs more than finding it. */
  function placeOf(url: string): Place {
    const known = places.get(url);
    if (known) return known;
    const { origin, pathname, search } = new URL(url);
    const place = { origin, path: `${pathname}${search}` };
    places.set(url, place);
    return place;
  }

  return {
    async send({ url, headers, body, signal, timeoutMs = Infinity, beginWithinMs = Infinity }) {
      const { origin, path } = placeOf(url);
      // Before the wait, so that a close() meanwhile finds it.
      pool ??= createPool(origin, limits);
      // The other half is for the reply: a call that is sent with no time left is charged, and its outcome is not known.
      const refusal = await queue.acquireSlot(signal, Math.min(timeoutMs / 2, beginWithinMs));
      if (refusal) throw refused(refusal, signal.reason);
      const { handler, reply } = createDispatchHandler(signal, queue.releaseSlot);
      // The bytes of a reply are taken as they are, so none are to be compressed.
      const plain = { ...headers, "accept-encoding": "identity" };
      pool.dispatch({ origin, path, method: "POST", headers: plain, body }, handler);
      return await reply;
    },
    close() {
      queue.close();
      closing ??= pool?.close() ?? Promise.resolve();
      return closing;
    },
  };
}
