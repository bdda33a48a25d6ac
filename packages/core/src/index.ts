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
export { type ExplainInput, explainSignature, type SignatureExplanation } from "./explain-signature.ts";
export type { Algorithm, Hash } from "./hash.ts";
export type {
  CheckJourneyTokenInput,
  InitJourneyTokenInput,
  JourneyToken,
  JourneyTokenState,
  SendTemplateInput,
  SentMessage,
} from "./operations.ts";
export type { Credentials, NxZaloOptions } from "./options.ts";
export { parseReceipt } from "./receipts/parse-receipt.ts";
export type {
  Cost,
  DeliveredReceipt,
  FailedReceipt,
  JourneyAcknowledgedReceipt,
  JourneyTimeOutReceipt,
  Receipt,
  SuccessReceipt,
  UnknownReceipt,
  ZaloResult,
} from "./receipts/receipt.ts";
export { type ZaloCode, type ZaloCodeGroup, zaloCode, zaloCodes } from "./receipts/zalo-codes.ts";
export type { CallOptions } from "./request.ts";
export type { RetryOptions } from "./retry/options.ts";
export type { TemplateData, TokenType } from "./schemas/index.ts";
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
