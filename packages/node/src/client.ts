import { ConfigError, createNxZalo as createCoreNxZalo, type NxZalo } from "@nxzalo/core";
import { configError } from "./config-error.ts";
import { nativeHash } from "./native-hash.ts";
import { type NodeNxZaloOptions, readLimits } from "./options.ts";
import { createUndiciTransport } from "./transport.ts";

/** A client that owns its connections: the methods of core's {@link NxZalo}, and an end. */
export interface NodeNxZalo extends NxZalo {
  /**
   * Lets calls in flight finish, then closes their connections. Calls that wait for a connection, and calls made after this, fail
   * as a TransportError with the outcome `not_sent`. It may be called more than once.
   */
  close(): Promise<void>;
  /** The same as `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Creates a client for Node services: the same name and methods as core's, over keep-alive connections of its own and OpenSSL's
 * hashes. Proxies are taken from `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, more certificate authorities from Node's own
 * `NODE_EXTRA_CA_CERTS`; there is no way to switch certificate checks off.
 *
 * @throws ConfigError that names every missing or malformed option.
 * @example
 * ```ts
 * import { createNxZalo } from "@nxzalo/node";
 *
 * await using nx = createNxZalo({
 *   credentials: { accessKey: "your access key", accessSecret: "your access secret" },
 *   appKey: "your-app-key",
 * });
 * const { journeyId, token } = await nx.initJourneyToken({ phone: "84912345678", tokenType: "token_logistics_7" });
 * ```
 */
export function createNxZalo(options: NodeNxZaloOptions): NodeNxZalo {
  const { limits, issues } = readLimits(options);
  const { send, close } = createUndiciTransport(limits);
  // What is left is core's, which refuses what it does not know.
  const { connections, queueLimit, connectTimeoutMs, headersTimeoutMs, bodyTimeoutMs, ...coreOptions } = (options ??
    {}) as NodeNxZaloOptions;
  try {
    const client = createCoreNxZalo({ ...coreOptions, fetch: undefined, transport: send, hash: nativeHash });
    if (issues.length === 0) return { ...client, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    issues.unshift(...error.issues);
  }
  throw configError(issues);
}
