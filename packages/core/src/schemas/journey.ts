import * as z from "zod/mini";
import { once } from "../internal/memoize.ts";
import { complaint } from "../internal/validate.ts";
import { labelsSchema } from "./labels.ts";
import {
  type InputSettings,
  idText,
  newReferenceSchema,
  nonEmptyText,
  phoneSchema,
  replyText,
  sentPhone,
  timeText,
} from "./shared.ts";

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

/** One of {@link tokenTypes}. */
export const tokenTypeSchema = /* @__PURE__ */ once(() => z.enum(tokenTypes));

/** A journey token: opaque, in one piece. */
export const journeyTokenSchema = /* @__PURE__ */ once(() =>
  z
    .string()
    .check(
      z.refine(
        (text) => /^[\x21-\x7e]+$/.test(text),
        complaint("journey_token_wrong", "must be the token of a journey, in one piece"),
      ),
    ),
);

/** A journey's id as a caller gives it: digits, more than a number can hold. */
export const journeyIdPattern = /^\d{1,40}$/;

/** The id of a journey: the digits that NXCLOUD gave. */
export const journeyIdSchema = () =>
  z
    .string()
    .check(
      z.refine(
        (text) => journeyIdPattern.test(text),
        complaint("journey_id_wrong", "must be the digits of a journey's id"),
      ),
    );

/** What `initJourneyToken` takes. */
export const initJourneyTokenInput = (settings?: InputSettings) =>
  z.strictObject({ phone: phoneSchema(settings), tokenType: tokenTypeSchema() });

/** What {@link OpenJourneyInput} has to be. */
export const openJourneyInput = (settings?: InputSettings) =>
  z.strictObject({
    phone: phoneSchema(settings),
    tokenType: tokenTypeSchema(),
    reference: z.optional(newReferenceSchema()),
    labels: z.optional(labelsSchema()),
  });

/** What opens a journey. */
export interface OpenJourneyInput {
  /** The recipient's number: `+84…`, `84…`, or `0…` with a `defaultCountryCode`. */
  readonly phone: string;
  /** The journey's type, which says how many days its token lives. */
  readonly tokenType: TokenType;
  /**
   * The caller's own name for the journey (an order, a parcel): 1 to 128 characters, none of them a control character. While a journey
   * of that name is live, it is given again. Default: none, and every call opens a new journey.
   */
  readonly reference?: string | undefined;
  /** Up to five pairs by which costs are told apart, such as a shop or a trip; never a phone. Default: none. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/** The body of NXCLOUD's `initJourneyToken`. */
export const initJourneyTokenRequest = /* @__PURE__ */ once(() =>
  z.object({
    appkey: nonEmptyText(),
    phone: sentPhone(),
    tokenType: tokenTypeSchema(),
  }),
);

/** The `data` of a success of `initJourneyToken`; the id has digits only, however many. A numeric id is taken only where no digit of it can have been rounded away. */
export const initJourneyTokenData = /* @__PURE__ */ once(() =>
  z.object({
    journeyId: z.pipe(idText(), z.string().check(z.regex(/^\d+$/))),
    token: replyText(),
  }),
);

/** What `checkJourneyToken` takes. */
export const checkJourneyTokenInput = () => z.strictObject({ journeyToken: journeyTokenSchema() });

/** The body of NXCLOUD's `checkJourneyToken`. */
export const checkJourneyTokenRequest = /* @__PURE__ */ once(() =>
  z.object({ appkey: nonEmptyText(), journeyToken: nonEmptyText() }),
);

/** The `data` of a success of `checkJourneyToken`, with `expiredAt` under the name that says when it ends. */
export const checkJourneyTokenData = /* @__PURE__ */ once(() =>
  z.pipe(
    z.object({
      // A type that is not documented yet is no reason to refuse a good answer.
      tokenType: replyText(),
      createdAt: timeText(),
      expiredAt: timeText(),
      appId: idText(),
      oaId: idText(),
    }),
    z.transform(({ expiredAt, ...rest }) => ({ ...rest, expiresAt: expiredAt })),
  ),
);
