/**
 * The zod schemas (`zod/mini`) of what goes in, over the wire, and out.
 *
 * @module
 */

export { validateInput } from "../validate.ts";
export {
  checkJourneyTokenData,
  checkJourneyTokenInput,
  checkJourneyTokenRequest,
  daysOf,
  initJourneyTokenData,
  initJourneyTokenInput,
  initJourneyTokenRequest,
  journeyTokenSchema,
  type OpenJourneyInput,
  openJourneyInput,
  type TokenType,
  tokenTypeSchema,
  tokenTypes,
} from "./journey.ts";
export {
  drWebhookSchema,
  extSchema,
  sendTemplateData,
  sendTemplateInput,
  sendTemplateRequest,
  type TemplateData,
  templateDataSchema,
} from "./message.ts";
export { type InputSettings, nonEmptyText, phoneSchema, referenceSchema } from "./shared.ts";
