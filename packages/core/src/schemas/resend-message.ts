import * as z from "zod/mini";
import type { Schema } from "../internal/validate.ts";
import type { TemplateData } from "./message.ts";
import { templateDataSchema } from "./message.ts";
import { type InputSettings, phoneSchema } from "./shared.ts";

/**
 * What a person takes on who sends a message again: `attempt_arrived` a second message, `attempt_may_arrive` what may be one,
 * `journey_opened_anew` a journey that is paid.
 */
export const resendRisks = ["attempt_arrived", "attempt_may_arrive", "journey_opened_anew"] as const;

/** One of {@link resendRisks}. */
export type ResendRisk = (typeof resendRisks)[number];

/** What sends a stored message again. */
export interface ResendMessageInput {
  /** Another recipient. Default: the message's own. */
  readonly phone?: string | undefined;
  /** Other data for the template. Default: the message's own, where it is not erased. */
  readonly templateData?: TemplateData | undefined;
  /**
   * Sends it also where it may have been sent before, or where a journey has to be opened anew, which is paid: `true` whatever of these it is, a
   * list what of these was agreed to, as a refusal's issues name it. Default: false.
   */
  readonly force?: boolean | readonly ResendRisk[] | undefined;
}

/** What {@link ResendMessageInput} has to be. */
export const resendMessageInput = (settings?: InputSettings): Schema<ResendMessageInput> =>
  z.strictObject({
    phone: z.optional(phoneSchema(settings)),
    templateData: z.optional(templateDataSchema()),
    force: z.optional(
      z.union([z.boolean(), z.array(z.enum(resendRisks))], {
        error: `must be true, false, or a list of ${resendRisks.join(", ")}`,
      }),
    ),
  });
