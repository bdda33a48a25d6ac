import type { IssueCode } from "../internal/issue-codes.ts";

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

/** A registry that was only read, and not made of anything, would check nothing. */
export const validateTemplates: Validator = (value) =>
  typeof (value as { hold?: unknown } | null)?.hold === "function"
    ? undefined
    : { code: "templates_wrong", message: "must be made by defineTemplates or parseTemplates" };

export const validateFunction: Validator = (value) =>
  typeof value === "function" ? undefined : { code: "type_wrong", message: "must be a function" };

/** What a variable that switches something on or off may be. */
export const validateSwitch: Validator = (value) =>
  value === "true" || value === "false" ? undefined : { code: "value_not_allowed", message: "must be true or false" };
