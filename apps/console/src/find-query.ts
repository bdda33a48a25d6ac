import type { MessageSearch } from "@nxzalo/client/desk";

const digitsOf = (text: string): string => text.replace(/[\s.()-]/g, "").replace(/^\+/, "");
const isNumber = (text: string): boolean => /^\+?[\d\s.()-]+$/.test(text);

/** The characters of a reference as the gateway counts them: tones are none. */
const lengthOf = (text: string): number => [...text.normalize("NFC").replace(/\p{M}/gu, "")].length;

/** Whether it is digits that end no phone and no reference: so many are not asked for. */
export function isUnusualEnding(typed: string): boolean {
  const text = typed.trim();
  const { length } = isNumber(text) ? digitsOf(text) : "";
  return length > 0 && length < 8 && length !== 4 && length !== 6;
}

/**
 * What a person may have meant by what they typed: the end of a phone, the end of a reference, or the whole of one of them. All of it is asked
 * for, since an order's number may have as many digits as a phone.
 */
export function readQuestion(typed: string): readonly MessageSearch[] {
  const text = typed.trim();
  if (text === "") return [];
  const digits = isNumber(text) ? digitsOf(text) : "";
  const questions: MessageSearch[] = [];
  if (digits.length === 4) questions.push({ phoneEnding: digits });
  if (digits.length >= 8 && digits.length <= 15) questions.push({ phone: text });
  if (lengthOf(text) === 6) questions.push({ referenceEnding: text });
  questions.push({ referenceFolded: text });
  return questions;
}
