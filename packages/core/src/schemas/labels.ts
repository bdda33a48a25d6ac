import * as z from "zod/mini";
import type { IssueCode } from "../internal/issue-codes.ts";
import { once } from "../internal/memoize.ts";
import { loneSurrogate, toNfc } from "../internal/text.ts";
import { customIssue } from "../internal/validate.ts";
import { holdsPhone } from "./written-phone.ts";

const mostLabels = 5;
const longestValue = 40;

/** What is wrong with a label: its code and what to do. */
function labelProblem(name: string, value: unknown): readonly [code: IssueCode, message: string] | undefined {
  if (!/^[A-Za-z][\w-]{0,39}$/.test(name))
    return ["label_wrong", "must be named by 1 to 40 letters, digits, - or _, a letter first"];
  if (typeof value !== "string") return ["type_wrong", "must be of type string"];
  const length = [...toNfc(value)].length;
  if (length < 1 || length > longestValue || /\p{Cc}/u.test(value) || loneSurrogate.test(value))
    return ["label_wrong", `must have 1 to ${longestValue} characters, none of them a control character`];
  return holdsPhone(name) || holdsPhone(value) ? ["label_is_phone", "must not hold a phone number"] : undefined;
}

/** Up to five pairs of a name and a value, composed (NFC); no phone number stands in one, since labels are stored in the clear. */
export const labelsSchema = /* @__PURE__ */ once(() =>
  z.pipe(
    z.unknown(),
    z.transform((labels: unknown, context): Readonly<Record<string, string>> => {
      if (typeof labels !== "object" || labels === null || Array.isArray(labels)) {
        context.issues.push(customIssue("type_wrong", "must be of type object"));
        return z.NEVER;
      }
      const entries = Object.entries(labels);
      if (entries.length > mostLabels)
        context.issues.push(customIssue("label_wrong", `must be at most ${mostLabels} pairs`));
      for (const [name, value] of entries.slice(0, mostLabels)) {
        const [code, message] = labelProblem(name, value) ?? [];
        if (code !== undefined && message !== undefined) context.issues.push(customIssue(code, message, [name]));
      }
      if (context.issues.length > 0) return z.NEVER;
      return Object.fromEntries(entries.map(([name, value]) => [name, toNfc(String(value))]));
    }),
  ),
);
