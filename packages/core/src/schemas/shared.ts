import * as z from "zod/mini";
import { once } from "../internal/memoize.ts";
import { loneSurrogate, normalizeReference } from "../internal/text.ts";
import { complaint, customIssue } from "../internal/validate.ts";
import { readPhone, writePhone } from "./phone.ts";

/** A text of a caller's that names something: it holds something, and no control characters, which cannot be seen and Postgres may not store. */
export const nonEmptyText = /* @__PURE__ */ once(() =>
  z.string().check(
    z.minLength(1),
    z.refine((text) => !/\p{Cc}/u.test(text), complaint("control_character", "must not hold a control character")),
  ),
);

/** A text of NXCLOUD's that holds something: what is odd in it is no reason to refuse a good answer. */
export const replyText = /* @__PURE__ */ once(() => z.string().check(z.minLength(1)));

/** What decides how an input is read. */
export interface InputSettings {
  /** Completes national numbers (`0912…`). Without it they are refused. */
  readonly defaultCountryCode?: string | undefined;
  /** Whether what comes of it is read again, as a proxy hands it on: a phone of another country keeps its `+`. Default: it is not. */
  readonly isReadAgain?: boolean | undefined;
}

/** A phone number in any usual notation, turned into the digits that are sent, or into what is read as the same again. */
export const phoneSchema = ({ defaultCountryCode, isReadAgain = false }: InputSettings = {}) =>
  z.pipe(
    z.string(),
    z.transform((text: string, context) => {
      const reading = readPhone(text, defaultCountryCode);
      if ("phone" in reading) return isReadAgain ? writePhone(reading.phone, defaultCountryCode) : reading.phone;
      const { problem: code, message } = reading;
      context.issues.push(customIssue(code, message));
      return z.NEVER;
    }),
  );

/**
 * A caller's own name for one journey (an order, a parcel): NFC, without invisible characters, no space around it and single spaces in it,
 * so that one order is not two; 1 to 128 code points, no control characters.
 */
export const referenceSchema = /* @__PURE__ */ once(() =>
  z.pipe(
    z.string(),
    z.transform((text: string, context) => {
      const reference = normalizeReference(text);
      const length = [...reference].length;
      if (length >= 1 && length <= 128 && !/\p{Cc}/u.test(reference) && !loneSurrogate.test(reference))
        return reference;
      context.issues.push(
        customIssue("reference_invalid", "must have 1 to 128 characters, none of them a control character"),
      );
      return z.NEVER;
    }),
  ),
);

/**
 * The same of what is made, not looked for: U+FFFD is what a decoder leaves of a character that it could not read, and of two orders that have lost
 * one each, the references may be one.
 */
export const newReferenceSchema = /* @__PURE__ */ once(() =>
  z.pipe(
    referenceSchema(),
    z.transform((reference: string, context) => {
      if (!reference.includes("\ufffd")) return reference;
      context.issues.push(
        customIssue(
          "text_incomplete",
          "holds U+FFFD in place of a character that was lost: read it by its own encoding",
        ),
      );
      return z.NEVER;
    }),
  ),
);

/** A phone number as it is sent: digits only, and none that {@link readPhone} would refuse. */
export const sentPhone = /* @__PURE__ */ once(() =>
  z.string().check(
    z.regex(/^\d{8,15}$/),
    z.refine((text) => "phone" in readPhone(text), { error: "is no phone number" }),
  ),
);

/** An id of NXCLOUD's as text: a number is taken only where no digit of it can have been rounded away. */
export const idText = /* @__PURE__ */ once(() =>
  z.pipe(
    z.union([replyText(), z.number().check(z.refine(Number.isSafeInteger))], { error: "is not valid" }),
    z.transform(String),
  ),
);

/** A time in milliseconds since the epoch, as decimal text or as a number. */
export const timeText = /* @__PURE__ */ once(() =>
  z.pipe(
    z.pipe(idText(), z.string().check(z.regex(/^\d{1,15}$/))),
    z.transform((text: string) => new Date(Number(text))),
  ),
);
