/**
 * What the other packages of this project share with core. It is no part of what semver promises: it may change in any release.
 *
 * @module
 */
export { codeOfFailure, isSurelyUnsent } from "./client/connection-failure.ts";
export { formatLogLine, type LogLine, loggableEvent } from "./client/log-lines.ts";
export { postWebhook, type WebhookFetch } from "./client/post-webhook.ts";
export type { StagingGuard } from "./client/staging-guard.ts";
export { bodyChunks } from "./client/transport.ts";
export { type EnvReader, namePattern, parseList, readEnv, readNxZaloConfig } from "./config/env.ts";
export {
  checkEventTargets,
  type EventTarget,
  readEventTargets,
  validateForwardUrl,
  validateWebhookSecret,
  validateWebhookSecrets,
} from "./config/event-targets.ts";
export {
  baseHrefOf,
  hrefOf,
  isLoopback,
  parseUrl,
  secureUrlValidator,
  validateBasePath,
  validateBaseUrl,
  validateKeySetUrl,
} from "./config/urls.ts";
export {
  type Complaint,
  methodsValidator,
  type OptionRules,
  optionIssues,
  type Validator,
  validateBoolean,
  validateCountryCode,
  validateCredential,
  validateFunction,
  validateRate,
  validateSwitch,
  validateTemplates,
  validateTexts,
  wholeNumberValidator,
} from "./config/validators.ts";
export { documentedCode, type OwnErrorCode, ownErrorCodes, retryAfterStatuses } from "./error-codes.ts";
export { runAlone } from "./internal/around.ts";
export { type Calendar, calendarOf, dayAfter } from "./internal/calendar.ts";
export { createChunkQueue } from "./internal/chunk-queue.ts";
export { readCurrency } from "./internal/currency.ts";
export { delay } from "./internal/delay.ts";
export { parseIsoTime } from "./internal/iso-time.ts";
export { isNestedTooDeep, parseJson } from "./internal/json.ts";
export { maskPhone, safeCause } from "./internal/mask.ts";
export { memoize, once } from "./internal/memoize.ts";
export { type ReadResult, readText } from "./internal/read-text.ts";
export { createRequestBody, type DiscardLimits, discardLimits, type RequestBody } from "./internal/request-body.ts";
export { storageFullCodes } from "./internal/storage-full.ts";
export {
  type CodedIssue,
  check,
  complaint,
  configError,
  firstIssues,
  inputError,
  type Schema,
  unknownOptions,
  validateInput,
} from "./internal/validate.ts";
export { withDetails } from "./internal/with-details.ts";
export { timedOut, toNativeSignal, withTimeout } from "./internal/with-timeout.ts";
export { receiptIssues } from "./receipts/receipt-issues.ts";
export { guardMissing, isSimulated, readStaging, type Staging, validateStaging } from "./schemas/staging.ts";
export { changeAroundIds, writtenPhone } from "./schemas/written-phone.ts";
export { nobleHash } from "./signature/hash.ts";
export { createWebhookSigner, toReceiptEventId, type WebhookMessage } from "./signature/webhook.ts";
