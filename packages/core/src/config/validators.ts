import type { IssueCode } from "../internal/issue-codes.ts";
import { type CodedIssue, unknownOptions } from "../internal/validate.ts";

/** What is wrong with a configured value, as an issue says it. It never quotes the value: it may be a secret. */
export interface Complaint {
  readonly code: IssueCode;
  readonly message: string;
}

/** What is wrong with a configured value, or `undefined`. */
export type Validator = (value: unknown) => Complaint | undefined;

const printable = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** Access keys, secrets and app keys: they travel in headers and hashes, so nothing may hide in them. */
export const validateCredential: Validator = (value) => {
  if (value === undefined || value === "") return { code: "required", message: "is missing" };
  if (typeof value === "string" && printable.test(value)) return undefined;
  return {
    code: "credential_wrong",
    message: "must be visible ASCII text with no spaces or line ends around it (a secret file often ends in a newline)",
  };
};

export const validateAlgorithm: Validator = (value) =>
  value === "md5" || value === "sha256" ? undefined : { code: "value_not_allowed", message: "must be md5 or sha256" };

export const validateCountryCode: Validator = (value) =>
  typeof value === "string" && /^[1-9]\d{0,2}$/.test(value)
    ? undefined
    : { code: "country_code_wrong", message: "must be 1 to 3 digits, such as 84" };

/** A wait in milliseconds that timers can hold (they fire at once beyond 2^31 - 1). */
export const validateDuration: Validator = (value) =>
  typeof value === "number" && value >= 1 && value <= 2_147_483_647
    ? undefined
    : { code: "number_out_of_range", message: "must be from 1 to 2147483647 ms" };

/** Whole numbers within bounds. */
/* @__NO_SIDE_EFFECTS__ */
export const wholeNumberValidator =
  (least: number, most: number): Validator =>
  (value) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most
      ? undefined
      : { code: "number_out_of_range", message: `must be a whole number from ${least} to ${most}` };

/** Messages per second, which are paced. */
export const validateRate: Validator = (value) =>
  typeof value === "number" && value > 0 && value <= 10_000
    ? undefined
    : { code: "number_out_of_range", message: "must be above 0 and at most 10000" };

/** A registry that was only read, and not made of anything, would check nothing. */
export const validateTemplates: Validator = (value) =>
  typeof (value as { hold?: unknown } | null)?.hold === "function"
    ? undefined
    : { code: "templates_wrong", message: "must be made by defineTemplates or parseTemplates" };

export const validateFunction: Validator = (value) =>
  typeof value === "function" ? undefined : { code: "type_wrong", message: "must be a function" };

export const validateBoolean: Validator = (value) =>
  typeof value === "boolean" ? undefined : { code: "type_wrong", message: "must be true or false" };

/** A list of texts. */
export const validateTexts: Validator = (value) =>
  Array.isArray(value) && value.every((one) => typeof one === "string")
    ? undefined
    : { code: "type_wrong", message: "must be a list of texts" };

/** What is made by a function of ours; its promise, or that function itself, has no such methods. */
/* @__NO_SIDE_EFFECTS__ */
export const methodsValidator =
  (...methods: readonly string[]): Validator =>
  (value) => {
    const given = Object(value) as Readonly<Record<string, unknown>>;
    return methods.every((name) => typeof given[name] === "function")
      ? undefined
      : { code: "type_wrong", message: `must have ${methods.join(", ")}` };
  };

/** What a variable that switches something on or off may be. */
export const validateSwitch: Validator = (value) =>
  value === "true" || value === "false" ? undefined : { code: "value_not_allowed", message: "must be true or false" };

/** What each option may be; one that is left out is right where it is not required. */
export type OptionRules<Options> = { readonly [option in keyof Options]-?: Validator };

/**
 * One issue for each option that is missing, does not exist, or has a value that cannot work. Options in an option have its name in their path.
 */
export function optionIssues(
  options: unknown,
  rules: Readonly<Record<string, Validator>>,
  { required = [], path = [] }: { readonly required?: readonly string[]; readonly path?: readonly string[] } = {},
): CodedIssue[] {
  if (options !== undefined && (typeof options !== "object" || options === null))
    return [{ path, message: "must be an object of options", code: "type_wrong" }];
  const given = (options ?? {}) as Readonly<Record<string, unknown>>;
  const wrong = Object.entries(rules).flatMap(([name, validate]): CodedIssue[] => {
    const value = given[name];
    const missing: Complaint | undefined = required.includes(name)
      ? { code: "required", message: "is missing" }
      : undefined;
    const complaint = value === undefined ? missing : validate(value);
    return complaint ? [{ path: [name], message: complaint.message, code: complaint.code }] : [];
  });
  const issues = [...wrong, ...unknownOptions(given, Object.keys(rules))];
  return issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
}
