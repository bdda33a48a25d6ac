/**
 * The zod schemas (`zod/mini`) of what goes in, over the wire, and out.
 *
 * @module
 */
import * as z from "zod/mini";
import { readPhone } from "./phone.ts";

/** The closed set of journey types; the number is the token's life in days. Source: NXCLOUD, *Init Journey Token*. */
export const tokenTypes = [
  "token_logistics_7",
  "token_logistics_30",
  "token_coach_bus_7",
  "token_coach_bus_30",
] as const;

/** One of {@link tokenTypes}. */
export type TokenType = (typeof tokenTypes)[number];

/** How long a token of a type lives, in days. */
export const daysOf = (tokenType: TokenType): number => Number(/\d+$/.exec(tokenType)?.[0]);

export const tokenTypeSchema = z.enum(tokenTypes);

/** A text that holds something. */
export const nonEmptyText = z.string().check(z.minLength(1));

/** What decides how an input is read. */
export interface InputSettings {
  /** Completes national numbers (`0912…`). Without it they are refused. */
  readonly defaultCountryCode?: string | undefined;
}

/** A phone number in any usual notation, turned into the digits that are sent. */
export const phoneSchema = ({ defaultCountryCode }: InputSettings = {}) =>
  z.pipe(
    z.string(),
    z.transform((text: string, context) => {
      const reading = readPhone(text, defaultCountryCode);
      if ("phone" in reading) return reading.phone;
      context.issues.push({ code: "custom", message: reading.problem, input: undefined });
      return z.NEVER;
    }),
  );

/** A caller's own name for one journey (an order, a parcel): NFC, 1 to 128 code points, no control characters. */
export const referenceSchema = z.pipe(
  z.string(),
  z.transform((text: string, context) => {
    const reference = text.normalize("NFC");
    const length = [...reference].length;
    if (length >= 1 && length <= 128 && !/[\p{Cc}\p{Cs}]/u.test(reference)) return reference;
    context.issues.push({
      code: "custom",
      message: "must have 1 to 128 characters, none of them a control character",
      input: undefined,
    });
    return z.NEVER;
  }),
);

/** What `initJourneyToken` takes. */
export const initJourneyTokenInput = (settings?: InputSettings) =>
  z.strictObject({ phone: phoneSchema(settings), tokenType: tokenTypeSchema });

/** The body of NXCLOUD's `initJourneyToken`. */
export const initJourneyTokenRequest = z.object({
  appkey: nonEmptyText,
  phone: z.string().check(z.regex(/^\d{8,15}$/)),
  tokenType: tokenTypeSchema,
});

const journeyId = z.string().check(z.regex(/^\d+$/));

/** The `data` of its success. A numeric id is taken only where no digit of it can have been rounded away. */
export const initJourneyTokenData = z.object({
  journeyId: z.pipe(
    z.union([z.string(), z.number().check(z.refine(Number.isSafeInteger))]),
    z.pipe(z.transform(String), journeyId),
  ),
  token: nonEmptyText,
});
