import * as z from "zod/mini";
import type { Schema } from "../internal/validate.ts";
import type { TemplateData } from "./message.ts";
import { templateDataSchema } from "./message.ts";
import { type InputSettings, phoneSchema } from "./shared.ts";

/** What sends a stored message again. */
export interface ResendMessageInput {
  /** Another recipient. Default: the message's own. */
  readonly phone?: string | undefined;
  /** Other data for the template. Default: the message's own, where it is not erased. */
  readonly templateData?: TemplateData | undefined;
  /**
   * Sends it also where it may have been sent before, or where a journey has to be opened anew, which is paid. Default: false.
   */
  readonly force?: boolean | undefined;
}

/** What {@link ResendMessageInput} has to be. */
export const resendMessageInput = (settings?: InputSettings): Schema<ResendMessageInput> =>
  z.strictObject({
    phone: z.optional(phoneSchema(settings)),
    templateData: z.optional(templateDataSchema()),
    force: z.optional(z.boolean()),
  });
