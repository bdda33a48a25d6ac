/**
 * What went wrong, in Vietnamese, for those who read a page: by the stable codes of errors, of their issues and of Zalo's refusals. An entry
 * of its own, so that only pages that show it carry it.
 *
 * @module
 */
import type { ErrorCode, Issue } from "../errors.ts";
import { errorTexts, issueTexts } from "./texts.ts";
import { zaloHints, zaloTexts } from "./zalo-texts.ts";

/**
 * What an error's code means, in Vietnamese; of a code that is not known, the text for an unknown failure.
 *
 * @example
 * ```ts
 * import { errorText } from "@nxzalo/core/vi";
 *
 * errorText("balance_insufficient"); // "Tài khoản NXCLOUD không đủ số dư: hãy nạp thêm tiền."
 * ```
 */
export const errorText = (code: ErrorCode): string => errorTexts[code] ?? errorTexts.upstream_code_unknown;

/** What is wrong with a field, or with a file. */
export interface FileIssue extends Issue {
  /** What there is in its place: the sheets or the headings of the file, of `sheet_unknown`, `column_unknown` and `phone_column_missing`. */
  readonly choices?: readonly string[] | undefined;
}

/**
 * What is wrong with one field of an input, in Vietnamese; the English message where the issue's code is not known.
 *
 * @example
 * ```ts
 * import { issueText } from "@nxzalo/core/vi";
 *
 * issueText({ path: ["phone"], message: "has lost its leading 0", code: "phone_zero_lost" });
 * ```
 */
export function issueText({ code, message, limit, length, choices }: FileIssue): string {
  if (code === "variable_too_long" && limit !== undefined)
    return `Có ${length} ký tự, chỉ được ${limit}: hãy viết ngắn hơn.`;
  // Not by `Object.hasOwn`, which pages in Safari before 15.4 lack.
  if (!Object.keys(issueTexts).includes(code)) return message;
  const text = issueTexts[code as keyof typeof issueTexts];
  return choices === undefined ? text : `${text} Tệp có: ${choices.join(", ")}.`;
}

/** One of Zalo's codes in words: what it means, and what to do. */
export interface ZaloText {
  /** What it means. */
  readonly meaning: string;
  /** What to do about it. */
  readonly hint: string;
}

/**
 * One of Zalo's codes, as a failed receipt carries it, in Vietnamese.
 *
 * @param zalo the receipt's `reason`, or the row of `zaloCode`.
 * @example
 * ```ts
 * import { zaloCode } from "@nxzalo/core";
 * import { zaloText } from "@nxzalo/core/vi";
 *
 * zaloText(zaloCode(-118)).hint; // "Liên hệ người nhận bằng kênh khác."
 * ```
 */
export function zaloText({ code, group }: { readonly code: number; readonly group: keyof typeof zaloHints }): ZaloText {
  const [meaning = "Mã lỗi chưa rõ của Zalo.", hint = zaloHints[group]] = zaloTexts[code] ?? [];
  return { meaning, hint };
}
