import { invisibleCharacters, toNfkc } from "../internal/text.ts";
import { readPhone } from "./phone.ts";

/**
 * A Vietnamese mobile number as people write it, or any number with `+`, anywhere in a text. What stands in the middle of an id is none, nor is a day
 * as `08-12-2026`.
 */
export const writtenPhone =
  /(?<![0-9A-Za-z.])(?!0\d([.-])(?:0[1-9]|1[0-2])\1(?:19|20)\d\d(?![.-]?\d))(?:(?:\+|00)?84[ .()-]*0?[ .()-]*|0)[35789](?:[ .()-]{0,2}\d){8}(?![0-9A-Za-z])|\+\d(?:[ .()-]{0,2}\d){7,14}/g;

/** A UUID: digits in it are no phone. */
const uuid = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i;

/** A text whose parts are changed, but for its UUIDs. */
export const changeAroundIds = (text: string, change: (part: string) => string): string =>
  text
    .split(uuid)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join("");

const isPhone = (text: string) => "phone" in readPhone(text, "84");

/** Whether a phone number stands in a text: among other words, not within a word or an id. */
export function holdsPhone(given: string): boolean {
  const text = toNfkc(given).replace(invisibleCharacters, "");
  const parts = text.split(uuid).filter((_, index) => index % 2 === 0);
  return parts.some((part) => part.search(writtenPhone) >= 0 || isPhone(part));
}
