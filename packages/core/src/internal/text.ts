/**
 * How texts of people are read, without a schema, and written into tables. Other packages of this project share it; no part of what semver
 * promises.
 *
 * @module
 */
export { type CsvCell, type CsvLanguage, csvLanguages, toCsv, withoutTextMarks, withTextMarks } from "./csv.ts";

/** Marks that are copied along with a text and cannot be seen: they make two texts of one. */
export const invisibleCharacters = /[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;

/** Half of a character: it cannot be encoded, and would arrive as U+FFFD. */
export const loneSurrogate = /\p{Cs}/u;

/** Without so many of these behind each other, no letter has more than thirty marks. */
const mayBeMarks = /[\u0300-\uffff]{31}/;

/** Thirty marks, of those that belong to the letter before them, with one more behind them. */
let manyMarks: RegExp | undefined;

/**
 * A text whose letters have no more than thirty marks each, as no script needs them (Stream-Safe Text Format, UAX 15): to put the marks of one
 * letter into their order takes a time that grows with the square of their number.
 */
function withFewMarks(text: string): string {
  if (!mayBeMarks.test(text)) return text;
  const mark = "(?!\\u034f)[\\p{M}\\uff9e\\uff9f]";
  // Made where it is needed: an engine looks up the marks of all scripts when it makes it.
  manyMarks ??= new RegExp(`(?:${mark}){30}(?=${mark})`, "gu");
  return text.replace(manyMarks, "$&\u034f");
}

/** What is in no need of being composed: nothing of it is a letter's mark. */
const mayHaveMarks = /[\u0300-\uffff]/;

/** A text of a stranger's in NFC: macOS gives letters and their tones apart. */
export const toNfc = (text: string): string => (mayHaveMarks.test(text) ? withFewMarks(text).normalize("NFC") : text);

/** A text of a stranger's in NFKC. */
export const toNfkc = (text: string): string => withFewMarks(text).normalize("NFKC");

/** Visible ASCII alone: none of what follows changes it, but for capitals. */
const plain = /^[!-~]+$/;

/** A part of a reference as it is stored: NFC, without invisible characters, and single spaces in it. */
export const normalizePart = (text: string): string =>
  plain.test(text) ? text : toNfc(text.replace(invisibleCharacters, "")).replace(/[\p{Zs}\t]+/gu, " ");

/** A reference as it is stored and compared: as its parts, with no space around it. */
export const normalizeReference = (text: string): string =>
  plain.test(text) ? text : normalizePart(toNfc(text.replace(invisibleCharacters, "")).trim());

/** As versions before 0.1.0-next.10 folded a reference: Ð, as some keyboards and fonts write Đ, was another letter. */
export const foldFormerly = (reference: string): string =>
  plain.test(reference)
    ? reference.toUpperCase()
    : toNfc(reference).toUpperCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("Đ", "D").normalize("NFC");

/**
 * A reference as people say it: without case and tones, đ and ð as d. NFC comes first, so that one reference is not two; capitals, because what
 * a small letter is may depend on its neighbours.
 */
export const foldReference = (reference: string): string => foldFormerly(reference).replaceAll("Ð", "D");
