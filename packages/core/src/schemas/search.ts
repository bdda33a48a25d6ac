import * as z from "zod/mini";
import { parseIsoTime } from "../internal/iso-time.ts";
import { complaint, customIssue } from "../internal/validate.ts";
import { cursorSchema } from "./cursor.ts";
import { journeyIdSchema } from "./journey.ts";
import { nxcloudIdPattern } from "./nxcloud-id.ts";
import { type InputSettings, phoneSchema, referenceSchema } from "./shared.ts";

/** Where a journey stands: nothing has been charged, it is charged, or its token is over. */
export const journeyStates = ["open", "acknowledged", "over"] as const;

/** One of {@link journeyStates}. */
export type JourneyState = (typeof journeyStates)[number];

/** A time as a Date, or as text in ISO 8601 with its zone. */
export const timeSchema = () =>
  z.pipe(
    z.unknown(),
    z.transform((given: unknown, context): Date => {
      const time = given instanceof Date ? given : parseIsoTime(String(given));
      if (time && !Number.isNaN(time.getTime())) return time;
      context.issues.push(customIssue("time_wrong", "must be a time that exists, such as 2026-01-31T08:00:00Z"));
      return z.NEVER;
    }),
  );

const limitSchema = () =>
  z
    .number()
    .check(
      z.refine(
        (limit) => Number.isInteger(limit) && limit >= 1 && limit <= 100,
        complaint("number_out_of_range", "must be from 1 to 100"),
      ),
    );

const requestIdSchema = () =>
  z
    .string()
    .check(
      z.refine(
        (text) => nxcloudIdPattern.test(text),
        complaint("request_id_wrong", "must be the id of a message, as NXCLOUD gave it"),
      ),
    );

/** What asks for a page of a list. */
export const pageFields = () => ({ limit: z.optional(limitSchema()), cursor: z.optional(cursorSchema()) });

/** What `search` takes of journeys. */
export interface SearchJourneysInput {
  /** The recipient's number, in any usual notation. */
  readonly phone?: string | undefined;
  /** The caller's own name, whole. */
  readonly reference?: string | undefined;
  /** Where the journey stands. */
  readonly state?: JourneyState | undefined;
  /** A Date, or ISO 8601 with a zone; included. */
  readonly createdFrom?: Date | string | undefined;
  /** A Date, or ISO 8601 with a zone; not included. */
  readonly createdBefore?: Date | string | undefined;
  /** From 1 to 100. Default: 50. */
  readonly limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

/** What {@link SearchJourneysInput} has to be. */
export const searchJourneysInput = (settings?: InputSettings) =>
  z.strictObject({
    phone: z.optional(phoneSchema(settings)),
    reference: z.optional(referenceSchema()),
    state: z.optional(z.enum(journeyStates)),
    createdFrom: z.optional(timeSchema()),
    createdBefore: z.optional(timeSchema()),
    ...pageFields(),
  });

/** What a search takes of receipts that match nothing. */
export interface SearchReceiptsInput {
  /** NXCLOUD's id of a message. */
  readonly requestId?: string | undefined;
  /** 1 to 40 digits. */
  readonly journeyId?: string | undefined;
  /** From 1 to 100. Default: 50. */
  readonly limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

/** What {@link SearchReceiptsInput} has to be. */
export const searchReceiptsInput = () =>
  z.strictObject({
    requestId: z.optional(requestIdSchema()),
    journeyId: z.optional(journeyIdSchema()),
    ...pageFields(),
  });

/** What forgets a person. */
export interface ForgetPersonInput {
  /** In any usual notation. */
  readonly phone: string;
  /** Whether what stops messages to the phone goes as well: the person can then be written to again. Default: false. */
  readonly includeSuppressions?: boolean | undefined;
}

/** What {@link ForgetPersonInput} has to be. */
export const forgetPersonInput = (settings?: InputSettings) =>
  z.strictObject({ phone: phoneSchema(settings), includeSuppressions: z.optional(z.boolean()) });
