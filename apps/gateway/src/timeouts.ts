import type { Server } from "node:http";

/** How long a connection may keep the server busy, in milliseconds. */
export interface ServerLimits {
  /** From a connection's start, or from a request's first byte, to the end of its headers. */
  readonly headersMs: number;
  /** To the end of its body. */
  readonly requestMs: number;
  /** Between two requests on one connection. */
  readonly keepAliveMs: number;
  /** Without a byte in either direction, as with a caller who never reads the answer. */
  readonly silenceMs: number;
  /** How often the first two are looked at. */
  readonly checkEveryMs: number;
}

/** `silenceMs` is longer than any upstream call may take: a caller who waits for one is silent, too. */
export const defaultLimits: ServerLimits = {
  headersMs: 10_000,
  requestMs: 30_000,
  keepAliveMs: 5_000,
  silenceMs: 60_000,
  checkEveryMs: 1_000,
};

/** What `createServer` takes of them. */
export const serverOptions = ({ headersMs, requestMs, keepAliveMs, checkEveryMs }: ServerLimits) => ({
  headersTimeout: headersMs,
  requestTimeout: requestMs,
  keepAliveTimeout: keepAliveMs,
  connectionsCheckingInterval: checkEveryMs,
});

/** The rest of them. A socket that is silent for too long is destroyed. */
export const limitSilence = (server: Server, { silenceMs }: ServerLimits) => server.setTimeout(silenceMs);
