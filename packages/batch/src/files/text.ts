import { invisibleCharacters, toNfc } from "@nxzalo/core/internal/text";

/** A heading as it is shown and compared: NFC, without invisible marks, its white space single. */
export const cleanHeading = (text: string): string =>
  toNfc(text).replace(invisibleCharacters, "").replace(/\s+/g, " ").trim();

/**
 * A text without case, tones, `đ` (or `ð`, as some fonts write it), and what separates words: "Số ĐT_người nhận" is "so dt nguoi nhan". `orderCode` is "order code".
 */
export const foldText = (text: string): string =>
  toNfc(text)
    .replace(/(\p{Ll})(?=\p{Lu})/gu, "$1 ")
    .toLowerCase()
    .replace(/[đð]/g, "d")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** A value as it is looked up: folded, or as it stands where nothing is left of it then, such as `-` or `?`. */
export const foldValue = (text: string): string => foldText(text) || text.trim();

/** A number as a spreadsheet writes what is too long for its column, in either locale: `1.23457E+11`. */
const scientific = /^[+-]?\d(?:[.,]\d+)?E\+\d{2,}$/i;

/** Whether a text is what a spreadsheet leaves of a long number. */
export const hasLostDigits = (text: string): boolean => text.includes("+") && scientific.test(text.trim());

const errorTexts = /^(?:#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|#+)|Err:\d{3})$/;

/** Whether a text is an error of Excel or LibreOffice, or the `###` of a cell that was too narrow. */
export const isErrorText = (text: string): boolean => errorTexts.test(text);

/** What begins with one of these is executed by a spreadsheet that opens a CSV file. */
const executed = /^[=+\-@\t\r]/;

/** A spreadsheet that goes by another delimiter than the file's begins a cell there, within quotation marks as well. */
const executedWithin = /([;,\t|\r\n])(?=[=+\-@])/g;
const neutralisedWithin = /([;,\t|\r\n])'(?=[=+\-@])/g;

/** A cell of a CSV file that no spreadsheet takes for a formula, nor a part of it, whatever it takes for the delimiter. */
export const neutralise = (text: string): string => {
  const within = text.replace(executedWithin, "$1'");
  return executed.test(text) ? `'${within}` : within;
};

/** Takes back what {@link neutralise} wrote. */
export function withoutNeutraliser(text: string): string {
  const within = text.replace(neutralisedWithin, "$1");
  return within.charCodeAt(0) === 39 && executed.test(within.slice(1)) ? within.slice(1) : within;
}
