import { invisibleCharacters } from "../internal/text.ts";
import { newNationalNumber, type PhoneProblem, type PhoneReading, readPhone } from "./phone.ts";

/** What was changed in a phone number because only one thing can have been meant. */
export type PhoneChange =
  | "phone_text_mark_removed"
  | "phone_float_removed"
  | "phone_zero_restored"
  | "phone_2018_renewed"
  | "phone_country_added";

/** A phone number that can be sent to, with what was changed for that: nothing where the API takes it as it is written. */
export interface CorrectedPhone {
  /** Digits only, the country code first. */
  readonly phone: string;
  /** In the order in which it was done. */
  readonly changes: readonly PhoneChange[];
}

/** One correction of a text; `undefined` where there is none that is certain. */
type Correction = readonly [change: PhoneChange, correct: (text: string, countryCode: string) => string | undefined];

const digitsOf = (text: string) => text.replace(/\D/g, "");

const corrections: Readonly<Partial<Record<PhoneProblem, Correction>>> = {
  phone_text_mark: ["phone_text_mark_removed", (text) => text.replace(/^['‘’`´]+/, "")],
  // Where an exponent is left, digits are not.
  phone_spreadsheet_number: ["phone_float_removed", (text) => /^(\d+)[.,]0+$/.exec(text)?.[1]],
  phone_zero_lost: ["phone_zero_restored", (text) => `0${digitsOf(text)}`],
  phone_ended_2018: [
    "phone_2018_renewed",
    (text) => newNationalNumber(digitsOf(text).replace(/^(?:00)?(?:84)?0?/, "")),
  ],
  // Only a country that the row names, so that nothing is guessed.
  phone_country_code_missing: [
    "phone_country_added",
    (text, countryCode) => (countryCode === "84" ? undefined : `+${countryCode}${digitsOf(text)}`),
  ],
};

/**
 * Reads a phone number out of a spreadsheet: as {@link readPhone} does, and what a spreadsheet did to it is undone where only one thing can
 * have been meant. That is a text mark, a float's `.0`, a lost zero before nine digits that begin with 3, 5, 7, 8 or 9, a number of before
 * 2018 whose new one is known, and a country that stands in a column of its own.
 *
 * @param text as the cell has it.
 * @param defaultCountryCode completes national numbers, such as `84`.
 * @param countryCode of this number alone, where its row names one.
 * @example
 * ```ts
 * import { correctPhone } from "@nxzalo/core/phone";
 *
 * correctPhone("912345678.0", "84"); // { phone: "84912345678", changes: ["phone_float_removed", "phone_zero_restored"] }
 * correctPhone("8.4912E+10", "84"); // { problem: "phone_spreadsheet_number", message: "is a number of a spreadsheet: …" }
 * ```
 */
export function correctPhone(
  text: string,
  defaultCountryCode: string,
  countryCode: string = defaultCountryCode,
): CorrectedPhone | Extract<PhoneReading, { problem: string }> {
  const changes: PhoneChange[] = [];
  let corrected = text;
  let reading = readPhone(corrected, countryCode);
  while ("problem" in reading) {
    const [change, correct] = corrections[reading.problem] ?? [];
    const visible = corrected.replace(invisibleCharacters, "").trim();
    // The same change twice is none: something else is wrong.
    const next = change && !changes.includes(change) ? correct?.(visible, countryCode) : undefined;
    if (change === undefined || next === undefined) return reading;
    changes.push(change);
    corrected = next;
    reading = readPhone(corrected, countryCode);
  }
  const isOtherCountry = countryCode !== defaultCountryCode && !changes.includes("phone_country_added");
  if (isOtherCountry && toPhone(readPhone(corrected, defaultCountryCode)) !== reading.phone)
    changes.push("phone_country_added");
  return { phone: reading.phone, changes };
}

const toPhone = (reading: PhoneReading) => ("phone" in reading ? reading.phone : undefined);
