import type { BatchReason } from "./types.ts";

/**
 * What to do about a row, with the name of the field or variable that it is about, where it is about one.
 *
 * @example
 * ```ts
 * import { reasonText } from "@nxzalo/batch";
 *
 * const reason = { code: "required", message: "is required", vietnamese: "Bắt buộc nhập.", path: ["reference"] };
 * reasonText(reason, "en"); // "reference is required"
 * reasonText(reason, "vi"); // "reference: Bắt buộc nhập."
 * ```
 */
export function reasonText({ message, vietnamese, path = [] }: BatchReason, language: "vi" | "en"): string {
  const name = path.findLast((part) => typeof part === "string");
  const text = language === "vi" ? vietnamese : message;
  if (name === undefined) return text;
  return language === "vi" ? `${name}: ${text}` : `${name} ${text}`;
}
