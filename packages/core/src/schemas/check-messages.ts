import * as z from "zod/mini";
import { complaint, type Schema } from "../internal/validate.ts";
import type { SendMessageInput } from "./message.ts";

/** A message of which is asked what would become of it. */
export type MessageToCheck = SendMessageInput & {
  /** The `Idempotency-Key` that it would be sent under. */
  readonly idempotencyKey: string;
};

/** Which messages to check. */
export interface CheckMessagesInput {
  /** 1 to 500 of them. */
  readonly messages: readonly MessageToCheck[];
  /** How many others go before them, such as the earlier rows of a file: these take from the day's quota first. Default: 0. */
  readonly ahead?: number | undefined;
}

const messagesAtMost = 500;
const aheadAtMost = 10_000_000;
const key = /^[!-~](?:[ -~]{0,253}[!-~])?$/;

/**
 * What {@link CheckMessagesInput} has to be, as far as all of its messages fail together: whether each of them can be sent is what the check
 * tells.
 */
export const checkMessagesInput = (): Schema<{
  readonly messages: readonly {
    readonly idempotencyKey: string;
    readonly app?: string | undefined;
    readonly [field: string]: unknown;
  }[];
  readonly ahead?: number | undefined;
}> =>
  z.strictObject({
    messages: z
      .array(
        z.looseObject({
          idempotencyKey: z
            .string()
            .check(
              z.refine(
                (text: string) => key.test(text),
                complaint("idempotency_key_wrong", "must have 1 to 255 visible ASCII characters"),
              ),
            ),
          app: z.optional(z.string()),
        }),
      )
      .check(
        z.refine(
          ({ length }: readonly unknown[]) => length >= 1 && length <= messagesAtMost,
          complaint("list_wrong", `must be 1 to ${messagesAtMost} messages`),
        ),
      ),
    ahead: z.optional(
      z
        .number()
        .check(
          z.refine(
            (count: number) => Number.isInteger(count) && count >= 0 && count <= aheadAtMost,
            complaint("number_out_of_range", `must be a whole number from 0 to ${aheadAtMost}`),
          ),
        ),
    ),
  });
