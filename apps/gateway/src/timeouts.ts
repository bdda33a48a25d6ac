import type { Server } from "node:http";

/** How long a connection may keep the server busy, in milliseconds. */
export interface ServerLimits {
  /** From a connection's start, or from a request's first byte, to the end of its headers. */
  readonly headersMs: number;
  /** To the end of its body. */
  readonly requestMs: number;
  /** Between two requests on one connection. Node says so to the caller, and waits a second longer before it closes. */
  readonly keepAliveMs: number;
  /** Without a byte in either direction, as with a caller who never reads the answer. */
  readonly silenceMs: number;
  /** How often the first two are looked at. */
  readonly checkEveryMs: number;
}

/** A message that opens its journey: two calls of NXCLOUD's, each given up after 25 s, and in between up to 10 s for its place in the pace. */
export const longestCallMs = 60_000;
/** More than Node waits beyond the time that it names. */
const silenceMarginMs = 15_000;

/** The limits by default, of connections that stay open for `keepAliveMs`. */
export const limitsFor = (keepAliveMs: number): ServerLimits => ({
  headersMs: 10_000,
  requestMs: 30_000,
  keepAliveMs,
  // A caller who waits for an answer is silent, too.
  silenceMs: Math.max(longestCallMs, keepAliveMs) + silenceMarginMs,
  checkEveryMs: 1_000,
});

/** What `createServer` takes of them. A request without `Host` is refused by us, with a line in the log. */
export const serverOptions = ({ headersMs, requestMs, keepAliveMs, checkEveryMs }: ServerLimits) => ({
  headersTimeout: headersMs,
  requestTimeout: requestMs,
  keepAliveTimeout: keepAliveMs,
  connectionsCheckingInterval: checkEveryMs,
  requireHostHeader: false,
});

/**
 * The rest of them: a socket that is idle or silent for too long is destroyed. Timers run before what has arrived is read, so that a busy
 * process would reset a connection with a whole request in its buffer: it is looked at once more, after reading.
 */
export function limitSilence(server: Server, { silenceMs }: ServerLimits): void {
  server.setTimeout(silenceMs, (socket) => {
    const { bytesRead } = socket;
    setImmediate(() => {
      if (socket.bytesRead === bytesRead) socket.destroy();
    });
  });
}
