import type { MessageSearch } from "@nxzalo/client/desk";
import { invisibleCharacters, normalizePart, toNfkc } from "@nxzalo/core/internal/text";

/** What may stand between the digits of a phone: the gateway reads it so. */
const separators = /[\s.\-‐-―()[\]]/g;

/** The digits of a number as it was typed or copied; none of anything else. */
function digitsOf(text: string): string {
  const compact = toNfkc(text).replace(separators, "").replace(/^\+/, "");
  return /^\d+$/.test(compact) ? compact : "";
}

/** What was typed or pasted, without the marks that are copied along from chats and contacts, and cannot be seen. */
const readTyped = (typed: string): string => typed.replace(invisibleCharacters, "").trim();

/** The characters of a reference as the gateway counts them: tones are none. */
export const lengthOfReference = (text: string): number => [...normalizePart(text).replace(/\p{M}/gu, "")].length;

/** Whether it is digits that end no phone and no reference: so many are not asked for. */
export function isUnusualEnding(typed: string): boolean {
  const { length } = digitsOf(readTyped(typed));
  return length > 0 && length < 8 && length !== 4 && length !== 6;
}

/**
 * What a person may have meant by what they typed: the end of a phone, the end of a reference, or the whole of one of them. All of it is asked
 * for, since an order's number may have as many digits as a phone.
 */
export function readQuestion(typed: string): readonly MessageSearch[] {
  const text = readTyped(typed);
  if (text === "") return [];
  const digits = digitsOf(text);
  const questions: MessageSearch[] = [];
  if (digits.length === 4) questions.push({ phoneEnding: digits });
  if (digits.length >= 8 && digits.length <= 15) questions.push({ phone: text });
  if (lengthOfReference(text) === 6) questions.push({ referenceEnding: text });
  questions.push({ referenceFolded: text });
  return questions;
}
