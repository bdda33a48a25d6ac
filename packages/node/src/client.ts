import crypto from "node:crypto";
import {
  ConfigError,
  createNxZalo as createCoreNxZalo,
  type Hash,
  type NxZalo,
  type SendTemplateInput,
  type TemplateRegistry,
  type WithTemplates,
} from "@nxzalo/core";
import { type CodedIssue, configError } from "@nxzalo/core/internal";
import { coreOptions, type NodeNxZaloOptions, readLimits } from "./options.ts";
import { createUndiciTransport } from "./transport.ts";

/**
 * OpenSSL's, in one call: several times as fast as the pure JavaScript that core brings for every runtime. Not imported by name: a Node
 * that lacks it would fail before it says which one is needed.
 */
export const nativeHash: Hash = (algorithm, text) => crypto.hash(algorithm, text, "hex");

/** A client that owns its connections: the methods of core's {@link NxZalo}, and an end. Its methods need no `this`. */
export interface NodeNxZalo<Message = SendTemplateInput> extends NxZalo<Message> {
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
 * @throws ConfigError that names every missing, malformed or unknown option, and every malformed proxy variable.
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
export function createNxZalo<Registry extends TemplateRegistry = TemplateRegistry>(
  options: NodeNxZaloOptions<Registry>,
): NodeNxZalo<WithTemplates<SendTemplateInput, Registry>> {
  const { limits, issues } = readLimits(options);
  const { send, close } = createUndiciTransport(limits);
  try {
    const client = createCoreNxZalo<Registry>({ ...coreOptions(options), transport: send, hash: nativeHash });
    if (issues.length === 0) return { ...client, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    issues.unshift(...(error.issues as CodedIssue[]));
  }
  throw configError(issues);
}
