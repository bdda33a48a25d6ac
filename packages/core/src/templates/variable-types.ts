import { parseUrl } from "../config/urls.ts";
import type { IssueCode } from "../internal/issue-codes.ts";
import type { TemplateData } from "../schemas/index.ts";
import type { VariableType } from "./registry.ts";

/** How a value is written, by its type. Each is tried on the text as it would be sent. */
interface Rule {
  readonly fits: (text: string) => boolean;
  readonly code: IssueCode;
  readonly message: string;
}

/** Whether a `dd/mm/yyyy` is in the calendar. */
function isDate(text: string): boolean {
  const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text) ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  // A day that does not exist is no date at all, or one of the next month.
  return date.getUTCDate() === Number(day);
}

function isWebUrl(text: string): boolean {
  const { protocol } = /[\s\p{Cc}]/u.test(text) ? {} : (parseUrl(text) ?? {});
  return protocol === "https:" || protocol === "http:";
}

const rules: { readonly [type in Exclude<VariableType, "text">]: Rule } = {
  number: {
    fits: (text) => /^-?\d+([.,]\d+)?$/.test(text),
    code: "variable_number_wrong",
    message: "must be a number in decimal digits",
  },
  date: {
    fits: isDate,
    code: "variable_date_wrong",
    message: "must be a day that exists, as dd/mm/yyyy",
  },
  money: {
    fits: (text) => /^\d+$/.test(text),
    code: "variable_money_wrong",
    message: "must be a whole amount without separators or currency, such as 150000",
  },
  phone: {
    // Also a short service number, such as 1900 1234: it is shown, and not sent to.
    fits: (text) => /^\+?[\d .()-]+$/.test(text) && /^\d{8,15}$/.test(text.replace(/\D/g, "")),
    code: "variable_phone_wrong",
    message: "must be a phone number of 8 to 15 digits",
  },
  url: { fits: isWebUrl, code: "variable_url_wrong", message: "must be an http(s) URL without spaces" },
};

/** What is wrong with a value of that type, or `undefined`. */
export function typeProblem(
  type: VariableType,
  value: TemplateData[string],
): Pick<Rule, "code" | "message"> | undefined {
  if (typeof value === "boolean") return { code: "type_wrong", message: `must be of type ${type}` };
  return type === "text" || rules[type].fits(String(value)) ? undefined : rules[type];
}
