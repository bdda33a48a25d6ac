import { invisibleCharacters } from "../internal/text.ts";

/** Why a text is no phone number that a message can go to; each has a text of its own in English and Vietnamese. */
export type PhoneProblem =
  | "phone_not_digits"
  | "phone_country_code_missing"
  | "phone_country_code_twice"
  | "phone_zero_before_country_code"
  | "phone_zero_lost"
  | "phone_spreadsheet_number"
  | "phone_text_mark"
  | "phone_landline"
  | "phone_service_number"
  | "phone_ended_2018"
  | "phone_not_mobile"
  | "phone_too_short"
  | "phone_too_long";

/** A phone number as NXCLOUD takes it (digits, country code first), or what is wrong with it. */
export type PhoneReading = { readonly phone: string } | { readonly problem: PhoneProblem; readonly message: string };

const messages: Readonly<Record<PhoneProblem, string>> = {
  phone_not_digits: "must be a phone number: digits, with the country code first",
  phone_country_code_missing:
    "needs its country code: write it as +84…, or set defaultCountryCode (NXCLOUD_DEFAULT_COUNTRY_CODE)",
  phone_country_code_twice: "has its country code twice: write 84 once",
  phone_zero_before_country_code: "has a 0 before its country code: write 84…, +84… or 0… alone",
  phone_zero_lost: "has lost its leading 0, as numbers do in a spreadsheet: write it as text, 0… or 84…",
  phone_spreadsheet_number: "is a number of a spreadsheet: make the column text, and write the digits alone",
  phone_text_mark: "begins with a spreadsheet's text mark: leave the ' out",
  phone_landline: "is a landline, which has no Zalo account: give a mobile number",
  phone_service_number: "is a service number (1800, 1900), which has no Zalo account: give a mobile number",
  phone_ended_2018: "is an 11-digit number, and those ended in 2018",
  phone_not_mobile: "is no Vietnamese mobile number: after the 0 or 84 these begin with 3, 5, 7, 8 or 9",
  phone_too_short: "is too short",
  phone_too_long: "is too long",
};

const problem = (name: PhoneProblem, more = ""): PhoneReading => ({ problem: name, message: messages[name] + more });

const separators = /[\s.\-‐-―()[\]]/g;
const fullWidthDigits = /[０-９]/g;

/** A number's text as a spreadsheet makes it: `84912345678.0`, `8.4912E+10`, with a comma where the locale has one. */
const spreadsheetNumber = /^(?:[1-9]\d{7,}[.,]0+|\d(?:[.,]\d+)?e\+?\d+)$/i;
const textMark = /^['‘’`´]/;

/** Vietnam's numbers of ten digits after the 0 ended on 2018-11-14; the rest of the number stayed. Source: operators' notices of 2018. */
const newPrefixes: Readonly<Record<string, string>> = {
  "0120": "070",
  "0121": "079",
  "0122": "077",
  "0123": "083",
  "0124": "084",
  "0125": "085",
  "0126": "076",
  "0127": "081",
  "0128": "078",
  "0129": "082",
  "0186": "056",
  "0188": "058",
  "0199": "059",
};

/** The new beginning of a number that had ten digits after the 0; 0162…0169 became 032…039. */
const newPrefixOf = (old: string): string | undefined => (/^016[2-9]$/.test(old) ? `03${old[3]}` : newPrefixes[old]);

/** The ten digits after the 0 of a number of before 2018, as they are now, with the 0; `undefined` where they were none. */
export function newNationalNumber(national: string): string | undefined {
  const newPrefix = /^1\d{9}$/.test(national) ? newPrefixOf(`0${national.slice(0, 3)}`) : undefined;
  return newPrefix && newPrefix + national.slice(3);
}

const vietnam = "84";
const isMobile = (national: string) => /^[35789]\d{8}$/.test(national);

/** Judges the part after the country code 84 by its whole shape. */
function readVietnamese(national: string): PhoneReading {
  if (isMobile(national)) return { phone: `${vietnam}${national}` };
  if (/^1[89]00\d{2,6}$/.test(national)) return problem("phone_service_number");
  const newPrefix = /^1\d{9}$/.test(national) ? newPrefixOf(`0${national.slice(0, 3)}`) : undefined;
  if (newPrefix) return problem("phone_ended_2018", `: 0${national.slice(0, 3)}… is ${newPrefix}… now`);
  if (/^2\d{8,9}$/.test(national)) return problem("phone_landline");
  // `84` and a whole number behind it, or behind a 0: only one of the two codes can be meant.
  const again = /^(?:84|084|0084)(\d{9})$/.exec(national)?.[1];
  if (again !== undefined && isMobile(again)) return problem("phone_country_code_twice");
  if (national.length < 9) return problem("phone_too_short", ": nine digits follow the 0 or 84");
  if (national.length > 9) return problem("phone_too_long", ": nine digits follow the 0 or 84");
  return problem("phone_not_mobile");
}

function readInternational(digits: string): PhoneReading {
  // A trunk 0 after Vietnam's code is written out of habit: +84 (0) 912…
  if (digits.startsWith(vietnam)) return readVietnamese(digits.slice(2).replace(/^0(?=[1-9]\d{8,9}$)/, ""));
  if (digits.length < 8) return problem("phone_too_short", ": 8 to 15 digits with the country code");
  return digits.length > 15 ? problem("phone_too_long", ": 8 to 15 digits with the country code") : { phone: digits };
}

/** What stands without plus: complete where it begins with the country code, or where no default says what else it could be. */
function readBare(digits: string, defaultCountryCode: string | undefined): PhoneReading {
  if (digits.startsWith("0")) {
    if (digits.startsWith("084") && isMobile(digits.slice(3))) return problem("phone_zero_before_country_code");
    if (defaultCountryCode === undefined) return problem("phone_country_code_missing");
    return readInternational(defaultCountryCode + digits.slice(1));
  }
  if (defaultCountryCode === undefined || digits.startsWith(defaultCountryCode)) {
    // Nine digits that begin like a mobile number are one without its 0, whichever code they could begin with.
    return defaultCountryCode === vietnam && isMobile(digits) ? problem("phone_zero_lost") : readInternational(digits);
  }
  if (defaultCountryCode !== vietnam) return problem("phone_country_code_missing");
  if (isMobile(digits)) return problem("phone_zero_lost");
  if (/^1[89]00\d{2,6}$/.test(digits)) return problem("phone_service_number");
  return problem("phone_country_code_missing");
}

/**
 * Reads a phone number as people write it into the digits that NXCLOUD takes: country code first, no plus sign. Taken because certain:
 * `+` or `00`, a trunk zero after the code, separators, full-width digits, invisible characters, and `0…` with a default country code.
 *
 * With the country code 84, written or by default, a number is a Vietnamese mobile: nine digits that begin with 3, 5, 7, 8 or 9.
 * Elsewhere 8 to 15 digits; whether Zalo delivers abroad is not known.
 *
 * @param defaultCountryCode 1 to 3 digits, such as `84`. Default: none, and national numbers are refused.
 * @example
 * ```ts
 * import { readPhone } from "@nxzalo/core/phone";
 *
 * const reading = readPhone("0912 345 678", "84");
 * if ("phone" in reading) console.log(reading.phone); // 84912345678
 * else console.error(reading.problem, reading.message);
 * ```
 */
export function readPhone(text: string, defaultCountryCode?: string): PhoneReading {
  // Nothing of what follows is in digits alone, as numbers are that have been read before.
  if (/^0?[1-9]\d*$/.test(text)) return readBare(text, defaultCountryCode);
  const visible = text
    .replace(invisibleCharacters, "")
    .replace(fullWidthDigits, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/^＋/, "+")
    .trim();
  if (textMark.test(visible)) return problem("phone_text_mark");
  if (spreadsheetNumber.test(visible)) return problem("phone_spreadsheet_number");
  const compact = visible.replace(separators, "");
  const isInternational = /^(?:\+|00)/.test(compact);
  const digits = compact.replace(/^(?:\+|00)/, "");
  if (!/^\d+$/.test(digits)) return problem("phone_not_digits");
  if (!isInternational) return readBare(digits, defaultCountryCode);
  // No country code begins with 0.
  if (digits.startsWith("0")) return problem("phone_zero_before_country_code");
  return readInternational(digits);
}

/**
 * Writes a number that was read so that it is read as the same one again, where the same default or `84` completes numbers there: one of
 * another country with its `+`.
 *
 * @example
 * ```ts
 * import { writePhone } from "@nxzalo/core/phone";
 *
 * writePhone("12025550100", "84"); // "+12025550100": without the plus it would be refused
 * writePhone("84912345678", "84"); // "84912345678"
 * ```
 */
export const writePhone = (phone: string, defaultCountryCode = "84"): string =>
  phone.startsWith(defaultCountryCode) ? phone : `+${phone}`;
