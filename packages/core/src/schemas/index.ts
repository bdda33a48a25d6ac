/**
 * The zod schemas (`zod/mini`) of what goes in, over the wire, and out.
 *
 * @module
 */

/** The types that schemas are made of: with them, a schema of this package can be exported from another one. */
export type {
  ZodMiniArray,
  ZodMiniBoolean,
  ZodMiniEnum,
  ZodMiniLiteral,
  ZodMiniNumber,
  ZodMiniObject,
  ZodMiniOptional,
  ZodMiniPipe,
  ZodMiniString,
  ZodMiniTransform,
  ZodMiniUnion,
  ZodMiniUnknown,
} from "zod/mini";
export type { $strict, $strip } from "zod/v4/core";
export { memoize } from "../internal/memoize.ts";
export { inputError, validateInput } from "../internal/validate.ts";
export { type AuditAction, auditActions, type SearchAuditInput, searchAuditInput } from "./audit.ts";
export { type CheckMessagesInput, checkMessagesInput, type MessageToCheck } from "./check-messages.ts";
export {
  type CostGroupBy,
  type CostsInput,
  closeMonthInput,
  costsInput,
  type ReconcileInput,
  reconcileInput,
} from "./costs.ts";
export { type ListPlace, readCursor, toCursor } from "./cursor.ts";
export {
  type EventState,
  eventStates,
  type ReplayEventsInput,
  replayEventsInput,
  type SearchEventsInput,
  searchEventsInput,
} from "./events.ts";
export {
  checkJourneyTokenData,
  checkJourneyTokenInput,
  checkJourneyTokenRequest,
  daysOf,
  initJourneyTokenData,
  initJourneyTokenInput,
  initJourneyTokenRequest,
  journeyIdPattern,
  journeyIdSchema,
  journeyTokenSchema,
  type OpenJourneyInput,
  openJourneyInput,
  type TokenType,
  tokenTypeSchema,
  tokenTypes,
} from "./journey.ts";
export { labelsSchema } from "./labels.ts";
export {
  drWebhookLimit,
  drWebhookSchema,
  extSchema,
  type MessageByReference,
  type MessageContent,
  type MessageOnJourney,
  type MessageOnReference,
  type MessageToPhone,
  type SendMessageInput,
  sendMessageFields,
  sendMessageInput,
  sendTemplateData,
  sendTemplateInput,
  sendTemplateRequest,
  type TemplateData,
  templateDataSchema,
} from "./message.ts";
export {
  type PersonInput,
  type PersonRequestKind,
  personInput,
  personRequestKinds,
  type SearchPersonRequestsInput,
  searchPersonRequestsInput,
} from "./people-requests.ts";
export { personNameSchema } from "./person.ts";
export { oaQualityData, oaQualityInput, oaQualityRequest } from "./quality.ts";
export { type ResendMessageInput, type ResendRisk, resendMessageInput, resendRisks } from "./resend-message.ts";
export {
  type ForgetPersonInput,
  forgetPersonInput,
  type JourneyState,
  journeyStates,
  type SearchJourneysInput,
  type SearchReceiptsInput,
  searchJourneysInput,
  searchReceiptsInput,
} from "./search.ts";
export {
  bulkMessagesInput,
  type CancelManyInput,
  type MessageConditions,
  type MessageStatsInput,
  messageIdPattern,
  messageStates,
  messageStatsInput,
  type ResendManyInput,
  resendManyInput,
  type SearchMessagesInput,
  searchMessagesInput,
  statsKeys,
} from "./search-messages.ts";
export { type InputSettings, nonEmptyText, phoneSchema, referenceSchema } from "./shared.ts";
export {
  type AddSuppressionInput,
  addSuppressionInput,
  type RemoveSuppressionsInput,
  removeSuppressionsInput,
  type SearchSuppressionsInput,
  type SuppressionScope,
  type SuppressionSource,
  searchSuppressionsInput,
  suppressionSources,
} from "./suppressions.ts";
export {
  type SearchTasksInput,
  searchTasksInput,
  takeTaskInput,
  taskReasons,
  taskStates,
  type UpdateTaskInput,
  updateTaskInput,
} from "./tasks.ts";
export type { MessageTiming } from "./timing.ts";
