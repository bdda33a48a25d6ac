/**
 * NXCLOUD's Zalo API for any JavaScript runtime. Unofficial: not affiliated with NXCLOUD or Zalo.
 *
 * @module
 */
export { createNxZalo, type NxZalo } from "./client.ts";
export { configFromEnv, type EnvRecord, type NxZaloConfig } from "./env.ts";
export {
  type AnyNxZaloError,
  ConfigError,
  type ErrorCode,
  type ErrorDetails,
  type ErrorKind,
  InputError,
  type Issue,
  isNxZaloError,
  type MendedBy,
  NxZaloError,
  type Outcome,
  ProxyError,
  type ProxyErrorCode,
  ResponseError,
  TransportError,
  UpstreamError,
  type UpstreamErrorCode,
} from "./errors.ts";
export type { NxZaloEvent, OnEvent } from "./events.ts";
export type { Algorithm, Hash } from "./hash.ts";
export type { InitJourneyTokenInput, JourneyToken } from "./operations.ts";
export type { Credentials, NxZaloOptions } from "./options.ts";
export type { CallOptions } from "./request.ts";
export type { TokenType } from "./schemas.ts";
export { type CanonicalInput, canonicalString, type SignInput, sign } from "./sign.ts";
export {
  type AbortSignalLike,
  type FetchLike,
  fetchTransport,
  type ResponseLike,
  type Transport,
  TransportFailure,
  type TransportReply,
  type TransportRequest,
} from "./transport.ts";
export { type UpstreamCode, upstreamCode, upstreamCodes } from "./upstream-codes.ts";
