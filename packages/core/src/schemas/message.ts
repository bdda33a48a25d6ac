import * as z from "zod/mini";
import { parseUrl } from "../config/urls.ts";
import type { IssueCode } from "../internal/issue-codes.ts";
import { once } from "../internal/memoize.ts";
import { loneSurrogate, toNfc } from "../internal/text.ts";
import { complaint, customIssue, type Schema } from "../internal/validate.ts";
import { journeyIdSchema, journeyTokenSchema, type TokenType, tokenTypeSchema } from "./journey.ts";
import { labelsSchema } from "./labels.ts";
import { nxcloudIdPattern } from "./nxcloud-id.ts";
import { type InputSettings, newReferenceSchema, nonEmptyText, phoneSchema, sentPhone } from "./shared.ts";
import { type MessageTiming, timingFields, timingIssues } from "./timing.ts";

/** Bytes of `ext` in UTF-8. Source: NXCLOUD, *Zalo API mt*. */
const extLimitBytes = 65_535;

/** Characters of a `drWebhook`. Source: NXCLOUD, *Zalo API mt*. */
export const drWebhookLimit = 256;

/** The variables of a template. */
export type TemplateData = Readonly<Record<string, string | number | boolean>>;

/** Not an array, a Map or the like, whose content would be lost on the way. */
const isPlain = (data: object) => Object.prototype.toString.call(data) === "[object Object]";

/** What is wrong with the value of a variable: its code and what to do. */
function variableProblem(value: unknown): readonly [code: IssueCode, message: string] | undefined {
  if (typeof value === "boolean") return undefined;
  if (typeof value === "string") {
    return loneSurrogate.test(value) ? ["text_incomplete", "holds half a character: send the text whole"] : undefined;
  }
  if (!Number.isFinite(value)) return ["variable_wrong", "must be a text, a finite number or a boolean"];
  // Beyond 2^53 digits are rounded away, in JSON text that was read before as well.
  const isRounded = Number.isInteger(value) && !Number.isSafeInteger(value);
  return isRounded ? ["number_unsafe", "is a number whose last digits are lost: send it as text"] : undefined;
}

const normalized = <Value>(value: Value) => (typeof value === "string" ? toNfc(value) : value);

/**
 * Every key is data, also `__proto__` and its like; every value is a text, a finite number or a boolean, and a whole number is a safe one.
 * Texts are composed (NFC), as Zalo's readers see them. A variable that is `undefined` is left out.
 */
export const templateDataSchema = /* @__PURE__ */ once(() =>
  z.pipe(
    z.unknown(),
    z.transform((data: unknown, context): TemplateData => {
      const complain = (code: IssueCode, message: string, ...path: string[]) =>
        context.issues.push(customIssue(code, message, path));
      if (data === undefined) complain("required", "is required");
      else if (Array.isArray(data)) {
        complain("object_wanted", "must be of type object: PHP writes an empty map as [], cast it with (object)");
      } else if (typeof data !== "object" || data === null || !isPlain(data)) {
        complain("type_wrong", "must be of type object");
      } else {
        const entries = Object.entries(data).filter(([, value]) => value !== undefined);
        for (const [name, value] of entries) {
          const [code, message] = variableProblem(value) ?? variableProblem(name) ?? [];
          if (code !== undefined && message !== undefined) complain(code, message, name);
        }
        return Object.fromEntries(entries.map(([name, value]) => [toNfc(name), normalized(value)]));
      }
      return z.NEVER;
    }),
  ),
);

/** The URL as it is sent. It is written so that every parser reads the same host in it: no spaces, no backslashes, no credentials. */
function webHrefOf(text: string): string | undefined {
  if (!/^https?:\/\/[^/\\\s]/i.test(text) || /[\s\\\p{Cc}]/u.test(text)) return undefined;
  const url = parseUrl(text);
  return !url || url.username || url.password || url.href.length > drWebhookLimit ? undefined : url.href;
}

/** An http(s) URL without credentials, as it is sent: with its host in punycode, at most {@link drWebhookLimit} characters. */
export const drWebhookSchema = /* @__PURE__ */ once(() =>
  z.pipe(
    z.string(),
    z.transform((text: string, context) => {
      const href = webHrefOf(text);
      if (href !== undefined) return href;
      const message = `must be an http(s) URL of at most ${drWebhookLimit} characters, without credentials`;
      context.issues.push(customIssue("web_url_wrong", message));
      return z.NEVER;
    }),
  ),
);

/** A caller's own text for receipts: at most 65,535 bytes in UTF-8, composed (NFC). */
export const extSchema = /* @__PURE__ */ once(() =>
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((text: string) => toNfc(text)),
    ),
    z.string().check(
      z.refine(
        (text: string) => !loneSurrogate.test(text),
        complaint("text_incomplete", "holds half a character: send the text whole"),
      ),
      z.refine(
        (text: string) => new TextEncoder().encode(text).length <= extLimitBytes,
        complaint("ext_too_long", `must be at most ${extLimitBytes} bytes in UTF-8`),
      ),
    ),
  ),
);

/** What `sendTemplate` takes. */
export const sendTemplateInput = (settings?: InputSettings) =>
  z.strictObject({
    phone: phoneSchema(settings),
    templateId: nonEmptyText(),
    templateData: templateDataSchema(),
    journeyToken: z.optional(journeyTokenSchema()),
    drWebhook: z.optional(drWebhookSchema()),
    ext: z.optional(extSchema()),
  });

/** What a message says, whatever it is sent by. */
export interface MessageContent {
  /** The id of the approved template, as text. */
  readonly templateId: string;
  /** The template's variables, by name. */
  readonly templateData: TemplateData;
  /** Where receipts of this message go: an http(s) URL of at most 256 characters. Default: the application's own. */
  readonly drWebhook?: string | undefined;
  /** Comes back in receipts: at most 65,535 bytes in UTF-8. */
  readonly ext?: string | undefined;
}

/** What a stored message has besides. */
export interface StoredMessageContent extends MessageContent, MessageTiming {
  /** Up to five pairs by which messages are found and costs are told apart, such as a shop or a trip; never a phone. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/** A message to a phone, on a journey whose token the caller holds, or on none. */
export interface MessageToPhone extends StoredMessageContent {
  /** The recipient's number: `+84…`, `84…`, or `0…` with a `defaultCountryCode`. */
  readonly phone: string;
  /** The token of the journey that the message is sent on. Without it, the message is charged by itself. */
  readonly journeyToken?: string | undefined;
  readonly journeyId?: undefined;
  readonly tokenType?: undefined;
  readonly reference?: undefined;
}

/** A message on a stored journey, which has the phone and the token. */
export interface MessageOnJourney extends StoredMessageContent {
  /** The stored journey's id: 1 to 40 digits. */
  readonly journeyId: string;
  readonly phone?: undefined;
  readonly journeyToken?: undefined;
  readonly tokenType?: undefined;
  readonly reference?: undefined;
}

/** A message on the journey of an order: it is opened, or the live one is taken. */
export interface MessageByReference extends StoredMessageContent {
  /** As in {@link MessageToPhone}. */
  readonly phone: string;
  /** The journey's type. */
  readonly tokenType: TokenType;
  /** The caller's own name for the journey (an order, a parcel): 1 to 128 characters. */
  readonly reference: string;
  readonly journeyToken?: undefined;
  readonly journeyId?: undefined;
}

/** A message on the one live journey that has a reference, after a correction the corrected one: a carrier's webhook knows no phone. */
export interface MessageOnReference extends StoredMessageContent {
  /** The caller's own name for the journey. */
  readonly reference: string;
  readonly phone?: undefined;
  readonly journeyToken?: undefined;
  readonly journeyId?: undefined;
  readonly tokenType?: undefined;
}

/** What sends a message where journeys are stored: the recipient and the journey in one of four ways. */
export type SendMessageInput = MessageToPhone | MessageOnJourney | MessageByReference | MessageOnReference;

/** What is wrong with how a message names its recipient and its journey. */
function recipientIssues(input: Readonly<Record<string, unknown>>) {
  const has = (name: string) => input[name] !== undefined;
  const surplus = (names: readonly string[], beside: string) =>
    names
      .filter(has)
      .map((name) => customIssue("field_conflict", `cannot stand beside ${beside}: leave it out`, [name]));
  const missing = (name: string, message: string) => (has(name) ? [] : [customIssue("required", message, [name])]);
  if (has("journeyId")) return surplus(["phone", "journeyToken", "tokenType", "reference"], "journeyId");
  const isAlone = !has("phone") && !has("tokenType") && !has("journeyToken");
  if (has("reference") && isAlone) return [];
  const phone = missing("phone", "is required, unless there is a journeyId, or a reference alone");
  if (!has("tokenType") && !has("reference")) return phone;
  return [
    ...phone,
    ...missing("tokenType", "is required with a reference"),
    ...missing("reference", "is required with a tokenType"),
    ...surplus(["journeyToken"], "tokenType and reference"),
  ];
}

/** The fields of a {@link SendMessageInput} with their rules, as an object's schema that can be extended (`z.safeExtend`). */
export const sendMessageFields = (settings?: InputSettings) =>
  z
    .strictObject({
      phone: z.optional(phoneSchema(settings)),
      journeyToken: z.optional(journeyTokenSchema()),
      journeyId: z.optional(journeyIdSchema()),
      tokenType: z.optional(tokenTypeSchema()),
      reference: z.optional(newReferenceSchema()),
      templateId: nonEmptyText(),
      templateData: templateDataSchema(),
      drWebhook: z.optional(drWebhookSchema()),
      ext: z.optional(extSchema()),
      labels: z.optional(labelsSchema()),
      ...timingFields(),
    })
    .check((context) => void context.issues.push(...recipientIssues(context.value), ...timingIssues(context.value)));

/** What {@link SendMessageInput} has to be. */
export const sendMessageInput = (settings?: InputSettings) => sendMessageFields(settings) as Schema<SendMessageInput>;

/** The body of NXCLOUD's `mt`. */
export const sendTemplateRequest = /* @__PURE__ */ once(() =>
  z.object({
    appkey: nonEmptyText(),
    phone: sentPhone(),
    functionType: z.literal("template"),
    messageData: z.object({
      templateId: nonEmptyText(),
      templateData: templateDataSchema(),
      journeyToken: z.optional(nonEmptyText()),
    }),
    drWebhook: z.optional(drWebhookSchema()),
    ext: z.optional(extSchema()),
  }),
);

/** The `data` of a success of `mt`. Whatever it holds, it is a success: an error would invite a second, paid message. An odd id is none. */
export const sendTemplateData = /* @__PURE__ */ once(() =>
  z.pipe(
    z.unknown(),
    z.transform((data: unknown): { requestId: string | null } => {
      const { requestId } = (data ?? {}) as { requestId?: unknown };
      const isId =
        (typeof requestId === "string" && nxcloudIdPattern.test(requestId)) || Number.isSafeInteger(requestId);
      return { requestId: isId ? String(requestId) : null };
    }),
  ),
);
