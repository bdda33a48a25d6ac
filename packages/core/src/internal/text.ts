/**
 * How texts of people are read, without a schema. Other packages of this project share it; no part of what semver promises.
 *
 * @module
 */

/** Marks that are copied along with a text and cannot be seen: they make two texts of one. */
export const invisibleCharacters = /[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;

/** Half of a character: it cannot be encoded, and would arrive as U+FFFD. */
export const loneSurrogate = /\p{Cs}/u;

/** Visible ASCII alone: none of what follows changes it, but for capitals. */
const plain = /^[!-~]+$/;

/** A part of a reference as it is stored: NFC, without invisible characters, and single spaces in it. */
export const normalizePart = (text: string): string =>
  plain.test(text)
    ? text
    : text
        .replace(invisibleCharacters, "")
        .normalize("NFC")
        .replace(/[\p{Zs}\t]+/gu, " ");

/** A reference as it is stored and compared: as its parts, with no space around it. */
export const normalizeReference = (text: string): string =>
  plain.test(text) ? text : normalizePart(text.replace(invisibleCharacters, "").normalize("NFC").trim());

/** As versions before 0.1.0-next.10 folded a reference: Ð, as some keyboards and fonts write Đ, was another letter. */
export const foldFormerly = (reference: string): string =>
  plain.test(reference)
    ? reference.toUpperCase()
    : reference
        .normalize("NFC")
        .toUpperCase()
        .normalize("NFD")
        .replace(/\p{M}/gu, "")
        .replaceAll("Đ", "D")
        .normalize("NFC");

/**
 * A reference as people say it: without case and tones, đ and ð as d. NFC comes first, so that one reference is not two; capitals, because what
 * a small letter is may depend on its neighbours.
 */
export const foldReference = (reference: string): string => foldFormerly(reference).replaceAll("Ð", "D");
