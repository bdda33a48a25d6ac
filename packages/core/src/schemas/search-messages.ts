import * as z from "zod/mini";
import { normalizePart } from "../internal/text.ts";
import { complaint, customIssue } from "../internal/validate.ts";
import { daySchema, timeZoneSchema } from "./days.ts";
import { labelsSchema } from "./labels.ts";
import { pageFields, timeSchema } from "./search.ts";
import { type InputSettings, nonEmptyText, phoneSchema, referenceSchema } from "./shared.ts";

/** The id of a stored message: a UUID. */
export const messageIdPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where a message may stand. */
export const messageStates = [
  "scheduled",
  "unknown",
  "accepted",
  "sent",
  "delivered",
  "failed",
  "refused",
  "cancelled",
  "superseded",
  "expired",
] as const;

/** Which messages are meant; what is left out does not matter. */
export interface MessageConditions {
  readonly state?: (typeof messageStates)[number] | undefined;
  /** The recipient's number, in any usual notation. */
  readonly phone?: string | undefined;
  /** The last 4 digits of the recipient's number. */
  readonly phoneEnding?: string | undefined;
  /** The caller's own name of the journey, whole. */
  readonly reference?: string | undefined;
  /** The last 6 characters of the reference: case and tones do not matter, and đ is d. */
  readonly referenceEnding?: string | undefined;
  /** The whole reference, of which case and tones do not matter, and đ is d. */
  readonly referenceFolded?: string | undefined;
  readonly templateId?: string | undefined;
  /** NXCLOUD's code or Zalo's, of the last attempt. */
  readonly code?: number | undefined;
  /** Up to five pairs, all of which a message must have. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** A day such as `2026-11-30`, in `timeZone`; not beside `createdFrom` and `createdBefore`. */
  readonly day?: string | undefined;
  /** The name of a time zone. Default: `Asia/Ho_Chi_Minh`. */
  readonly timeZone?: string | undefined;
  /** A Date, or ISO 8601 with a zone; included. Default: see `messages.search`. */
  readonly createdFrom?: Date | string | undefined;
  /** A Date, or ISO 8601 with a zone; not included. */
  readonly createdBefore?: Date | string | undefined;
}

/** What `messages.search` takes. */
export interface SearchMessagesInput extends MessageConditions {
  /** From 1 to 100. Default: 50. */
  readonly limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

const codeSchema = () =>
  z
    .number()
    .check(
      z.refine(
        (code) => Number.isInteger(code) && code !== 0 && Math.abs(code) < 1e9,
        complaint("number_out_of_range", "must be a whole number other than 0, as NXCLOUD or Zalo gives it"),
      ),
    );

const ending = (length: number, fits: (text: string) => boolean, what: string) =>
  z.string().check(z.refine(fits, complaint("ending_wrong", `must be the last ${length} ${what}`)));

const phoneEndingSchema = () => ending(4, (text) => /^\d{4}$/.test(text), "digits of a phone number");

const referenceEndingSchema = () =>
  ending(6, (text) => [...normalizePart(text).replace(/\p{M}/gu, "")].length === 6, "characters of a reference");

const conditionFields = (settings?: InputSettings) => ({
  state: z.optional(z.enum(messageStates)),
  phone: z.optional(phoneSchema(settings)),
  phoneEnding: z.optional(phoneEndingSchema()),
  reference: z.optional(referenceSchema()),
  referenceEnding: z.optional(referenceEndingSchema()),
  referenceFolded: z.optional(referenceSchema()),
  templateId: z.optional(nonEmptyText()),
  code: z.optional(codeSchema()),
  labels: z.optional(labelsSchema()),
  day: z.optional(daySchema()),
  timeZone: z.optional(timeZoneSchema()),
  createdFrom: z.optional(timeSchema()),
  createdBefore: z.optional(timeSchema()),
});

interface Conditions {
  readonly value: { readonly day?: unknown; readonly createdFrom?: unknown; readonly createdBefore?: unknown };
  readonly issues: unknown[];
}

/** A day and times say the same thing. */
function assertOnePeriod({ value: { day, createdFrom, createdBefore }, issues }: Conditions): void {
  if (day !== undefined && (createdFrom ?? createdBefore) !== undefined)
    issues.push(customIssue("field_conflict", "cannot stand beside createdFrom and createdBefore", ["day"]));
}

/** What {@link SearchMessagesInput} has to be. */
export const searchMessagesInput = (settings?: InputSettings) =>
  z.strictObject({ ...conditionFields(settings), ...pageFields() }).check(assertOnePeriod);

/** What {@link MessageConditions} have to be, where one at least must be given. */
const messageConditions = (settings?: InputSettings) =>
  z.strictObject(conditionFields(settings)).check(assertOnePeriod, ({ value, issues }) => {
    const { timeZone: _, labels = {}, ...others } = value;
    if ([...Object.values(labels), ...Object.values(others)].every((condition) => condition === undefined))
      issues.push(customIssue("empty", "must have a condition", []));
  });

/** What `messages.resendMany` takes. */
export interface ResendManyInput {
  /** Which messages are meant: at most 1,000 are taken, the newest. */
  readonly where: MessageConditions;
  /** Whether they are only counted. Default: true. */
  readonly dryRun?: boolean | undefined;
}

/** What `messages.cancelMany` takes. */
export interface CancelManyInput extends ResendManyInput {}

/** What {@link ResendManyInput} has to be. */
export const resendManyInput = (settings?: InputSettings) =>
  z.strictObject({ where: messageConditions(settings), dryRun: z.optional(z.boolean()) });

/** The body of `POST /v1/messages/bulk`: {@link ResendManyInput} with what is to be done, and the name of an application. */
export const bulkMessagesInput = (settings?: InputSettings) =>
  z.strictObject({
    action: z.enum(["resend", "cancel"]),
    where: z.safeExtend(messageConditions(settings), { app: z.optional(z.string()) }),
    dryRun: z.optional(z.boolean()),
  });

const dayMs = 86_400_000;
const mostDays = 31;

/** What counts messages. */
export const statsKeys = ["hour", "state", "code", "template"] as const;

/** What `messages.stats` takes. */
export interface MessageStatsInput {
  /** The first day, such as `2026-11-01`. */
  readonly from: string;
  /** The last day, included: at most 31 days in all. */
  readonly to: string;
  /** The name of the time zone that has these days. Default: `Asia/Ho_Chi_Minh`. */
  readonly timeZone?: string | undefined;
  /** What to count by. Default: `state`. */
  readonly by?: (typeof statsKeys)[number] | undefined;
}

/** What {@link MessageStatsInput} has to be. */
export const messageStatsInput = () =>
  z
    .strictObject({
      from: daySchema(),
      to: daySchema(),
      timeZone: z.optional(timeZoneSchema()),
      by: z.optional(z.enum(statsKeys)),
    })
    .check(({ value: { from, to }, issues }) => {
      const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
      if (days >= 1 && days <= mostDays) return;
      issues.push(
        customIssue("number_out_of_range", `must be from the first day on, ${mostDays} days at most`, ["to"]),
      );
    });
