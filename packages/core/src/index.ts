/**
 * NXCLOUD's Zalo API for any JavaScript runtime. Unofficial: not affiliated with NXCLOUD or Zalo.
 *
 * @module
 */

export type { CallOptions } from "./client/call-options.ts";
export { createNxZalo, type NxZalo } from "./client/client.ts";
export type { NxZaloEvent, OnEvent } from "./client/events.ts";
export type {
  CheckJourneyTokenInput,
  InitJourneyTokenInput,
  JourneyToken,
  JourneyTokenState,
  OaQuality,
  OaQualityInput,
  Quality,
  SendTemplateInput,
  SentMessage,
} from "./client/operations.ts";
export type { NxZaloOptions } from "./client/options.ts";

export type { RetryOptions } from "./client/retry/options.ts";
export {
  type FetchLike,
  fetchTransport,
  type ResponseLike,
  type Transport,
  TransportFailure,
  type TransportReply,
  type TransportRequest,
} from "./client/transport.ts";
export { type UpstreamCode, upstreamCode, upstreamCodes } from "./client/upstream-codes.ts";
export { configFromEnv, type EnvRecord, type NxZaloConfig } from "./config/env.ts";
export {
  type AnyNxZaloError,
  ConfigError,
  type ErrorCode,
  type ErrorDetails,
  type ErrorKind,
  InputError,
  type Issue,
  isNxZaloError,
  NxZaloError,
  type Outcome,
  ProxyError,
  type ProxyErrorCode,
  ResponseError,
  type ResponsibleParty,
  TransportError,
  UpstreamError,
  type UpstreamErrorCode,
} from "./errors.ts";
export type { Around, Work, WorkFacts } from "./internal/around.ts";
export type { AbortSignalLike } from "./internal/with-timeout.ts";
export { parseReceipt } from "./receipts/parse-receipt.ts";
export type {
  Cost,
  DeliveredReceipt,
  FailedReceipt,
  JourneyAcknowledgedReceipt,
  JourneyTimeOutReceipt,
  Quota,
  Receipt,
  SuccessReceipt,
  UnknownReceipt,
  ZaloResult,
} from "./receipts/receipt.ts";
export { type ZaloCode, type ZaloCodeGroup, zaloCode, zaloCodes } from "./receipts/zalo-codes.ts";
export type { TemplateData, TokenType } from "./schemas/index.ts";
export { type Staging, stagingFromEnv } from "./schemas/staging.ts";
export { type ExplainInput, explainSignature, type SignatureExplanation } from "./signature/explain.ts";
export type { Algorithm, Hash } from "./signature/hash.ts";
export { type CanonicalInput, type Credentials, canonicalString, type SignInput, sign } from "./signature/sign.ts";
export type {
  Template,
  TemplatePrice,
  TemplateRegistry,
  TemplateVariable,
  VariableType,
} from "./templates/registry.ts";
export {
  defineTemplates,
  type HeldMessage,
  parseTemplates,
  type Templates,
  templatesFromEnv,
} from "./templates/templates.ts";
export type { WithTemplates } from "./templates/typed-content.ts";
